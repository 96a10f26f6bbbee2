"""The planted situations: for each row of the decision tables, a right, a label and what is to be noticed."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.findings import Severity
from app.numbers.patents import check_character
from app.practice.names import GOODS, company, ean, mark, patent_number
from app.rights import Kind, Right, Status

OK, IRREGULAR, SUSPECTED, VERIFY = (
    Severity.OK_NO_ISSUE_SEEN,
    Severity.IRREGULAR,
    Severity.SUSPECTED,
    Severity.NEEDS_VERIFICATION,
)
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Situation:
    """One planted exhibit. `row` and `claim` name the cell of table 2.9 or 2.10."""

    row: str
    claim: str
    stand: str
    exhibit: str
    goods: str
    nice: str
    group: str
    label: str
    code: str  # EAN-13 on the label
    expected: Severity
    finding: str  # code of the finding that has to be noticed
    zh: str  # for the learner
    en: str
    right: Right | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """What a plan is made from."""

    us: str
    other: str
    number: str
    mark: str
    registration: str
    today: date


Plan = tuple[str, str, Callable[[_Case], Right | None], Callable[[_Case], str], Severity, str, str, str]


def _patent(status: Status, **more: object) -> Callable[[_Case], Right]:
    def make(c: _Case) -> Right:
        right = Right("CN", Kind.INVENTION, f"一种{c.mark}造型装置", c.number, holders=(c.us,), status=status)
        dated = replace(right, filed=date(int(c.number[:4]), 3, 1), status_date=c.today - YEAR)
        extra = {k: v(c) if callable(v) else v for k, v in more.items()}
        return replace(dated, **extra)  # type: ignore[arg-type]  # names of fields

    return make


def _mark(status: Status, **more: object) -> Callable[[_Case], Right]:
    def make(c: _Case) -> Right:
        right = Right("CN", Kind.TRADEMARK, c.mark, "", c.registration, holders=(c.us,), status=status)
        dated = replace(
            right, filed=c.today - 5 * YEAR, registered=c.today - 4 * YEAR, expires=c.today + 6 * YEAR
        )
        extra = {k: v(c) if callable(v) else v for k, v in more.items()}
        return replace(dated, **extra)  # type: ignore[arg-type]  # names of fields

    return make


def _made(c: _Case, days: int) -> str:
    day = c.today - timedelta(days=days)
    return f"生产日期：{day.year}年{day.month}月{day.day}日"


def _wrong(number: str) -> str:
    digits = number.split(".")[0]
    good = check_character(digits)[0]
    return f"{digits}.{'1' if good != '1' else '2'}"


ZL: Callable[[_Case], str] = lambda c: f"中国发明专利 ZL{c.number}"  # noqa: E731 -- one of many small texts
R: Callable[[_Case], str] = lambda c: f"{c.mark}® 注册商标 第{c.registration}号"  # noqa: E731 -- likewise
NONE: Callable[[_Case], None] = lambda c: None  # noqa: E731 -- likewise

PLANS: tuple[Plan, ...] = (
    ("in_force", "A", _patent(Status.IN_FORCE), ZL, OK, "patent.in_force", "专利有效，标注规范", "in force, marked properly"),
    ("in_force", "B", NONE, lambda c: "专利产品 仿冒必究", IRREGULAR, "patent.no_number", "称专利而无专利号", "patent claimed without a number"),
    ("in_force", "E", _patent(Status.IN_FORCE), lambda c: f"ZL{c.number}", IRREGULAR, "patent.in_force", "未标明专利类别", "class of patent not stated"),
    ("other_holder", "A", _patent(Status.IN_FORCE, holders=lambda c: (c.other,)), ZL, VERIFY, "patent.other_holder.ask", "权利人不是参展商，须询问许可", "another holder: ask for a licence"),
    ("late_fee", "A", _patent(Status.LATE_FEE), ZL, OK, "patent.late_fee", "处于年费滞纳期，须联网核实", "late window: verify online"),
    ("lapsed", "A", _patent(Status.LAPSED), lambda c: f"{ZL(c)}\n{_made(c, 60)}", SUSPECTED, "patent.lapsed.after", "终止后仍标注", "marked after the patent lapsed"),
    ("lapsed", "A", _patent(Status.LAPSED), lambda c: f"{ZL(c)}\n{_made(c, 700)}", OK, "patent.lapsed.before", "终止前合法标注", "marked lawfully before it lapsed"),
    ("lapsed", "A", _patent(Status.LAPSED), ZL, VERIFY, "patent.lapsed.unknown", "须询问生产日期", "ask for the production date"),
    ("expired", "A", _patent(Status.EXPIRED), lambda c: f"{ZL(c)}\n{_made(c, 30)}", SUSPECTED, "patent.expired.after", "期限届满后标注", "marked after the term"),
    ("abandoned", "A", _patent(Status.ABANDONED), lambda c: f"{ZL(c)}\n{_made(c, 30)}", SUSPECTED, "patent.abandoned.after", "放弃后标注", "marked after it was given up"),
    ("invalidated", "A", _patent(Status.INVALIDATED), lambda c: f"{ZL(c)}\n{_made(c, 30)}", SUSPECTED, "patent.invalidated.after", "无效后标注", "marked after invalidation"),
    ("partly_invalidated", "A", _patent(Status.PARTLY_INVALIDATED), ZL, OK, "patent.partly_invalidated", "部分无效，须核对权利要求", "invalid in part: see the claims"),
    ("pending", "A", _patent(Status.PENDING), ZL, SUSPECTED, "patent.pending", "申请尚未授权却称专利", "an application called a patent"),
    ("pending", "C", _patent(Status.PENDING), lambda c: f"发明专利申请号 {c.number} 专利申请，尚未授权", OK, "patent.pending", "规范标注申请", "application marked properly"),
    ("pending", "D", _patent(Status.PENDING), lambda c: f"专利号 {c.number}", SUSPECTED, "patent.pending", "把申请号称为专利号", "application number called patent number"),
    ("unpublished", "C", NONE, lambda c: f"发明专利申请号 {c.number} 专利申请，尚未授权", VERIFY, "patent.unpublished", "申请未公布，须联网核实", "unpublished: verify online"),
    ("refused", "A", _patent(Status.REFUSED), ZL, SUSPECTED, "patent.refused", "申请已驳回仍称专利", "refused, yet called a patent"),
    ("wrong_type", "A", _patent(Status.IN_FORCE, kind=Kind.UTILITY_MODEL, filed=lambda c: c.today - 3 * YEAR), ZL, IRREGULAR, "patent.wrong_type", "实用新型标作发明", "utility model marked as invention"),
    ("not_found", "A", NONE, ZL, VERIFY, "patent.not_found", "摘录中无此号码", "number not in the extract"),
    ("malformed", "A", NONE, lambda c: f"中国发明专利 ZL{_wrong(c.number)}", IRREGULAR, "patent.malformed", "校验位不符", "check character does not match"),
    ("publication_number", "A", _patent(Status.PENDING, publication_numbers=lambda c: (f"CN1{c.registration}A",)), lambda c: f"发明专利 ZL CN1{c.registration}A", IRREGULAR, "patent.publication_number", "公开号当作专利号", "publication number shown as patent number"),
    ("foreign_only", "A", NONE, lambda c: "US Pat. 9,900,001", Severity.NOT_DETERMINABLE, "patent.foreign_only", "仅标境外号码", "foreign number only"),
    ("own", "registered", _mark(Status.IN_FORCE), R, OK, "mark.own", "商标有效，使用规范", "registered and used properly"),
    ("own", "famous", _mark(Status.IN_FORCE), lambda c: f"中国驰名商标 {R(c)}", SUSPECTED, "mark.famous", "展示“驰名商标”字样", "the words 驰名商标 are shown"),
    ("other_goods", "registered", _mark(Status.IN_FORCE, classes=("30",), groups=("3006",)), R, SUSPECTED, "mark.other_goods", "超出核定商品标注®", "® outside the approved goods"),
    ("other_owner", "registered", _mark(Status.IN_FORCE, holders=lambda c: (c.other,)), R, SUSPECTED, "mark.other_owner", "使用他人注册商标", "another's registered mark"),
    ("other_owner", "unregistered", _mark(Status.IN_FORCE, holders=lambda c: (c.other,)), lambda c: f"{c.mark}™", SUSPECTED, "mark.other_owner", "未标®但与他人注册商标相同", "same as another's mark, without ®"),
    ("pending", "registered", _mark(Status.PENDING), R, SUSPECTED, "mark.pending", "商标尚在申请却标®", "® on an application"),
    ("refused", "registered", _mark(Status.REFUSED), R, SUSPECTED, "mark.refused", "商标已驳回却标®", "® on a refused mark"),
    ("grace", "registered", _mark(Status.IN_FORCE, expires=lambda c: c.today - timedelta(days=60)), R, VERIFY, "mark.grace", "期满在宽展期内", "expired, within grace"),
    ("expired", "registered", _mark(Status.IN_FORCE, expires=lambda c: c.today - 2 * YEAR), lambda c: f"{R(c)}\n{_made(c, 30)}", SUSPECTED, "mark.expired.after", "期满未续展仍标®", "® long after expiry"),
    ("revoked", "registered", _mark(Status.REVOKED, status_date=lambda c: c.today - YEAR), lambda c: f"{R(c)}\n{_made(c, 30)}", SUSPECTED, "mark.revoked.after", "商标已撤销仍标®", "® on a revoked mark"),
    ("invalidated", "registered", _mark(Status.INVALIDATED, status_date=lambda c: c.today - YEAR), R, VERIFY, "mark.invalidated.unknown", "商标已无效，须询问流通时间", "invalidated: ask when it was sold"),
    ("abroad_only", "registered", _mark(Status.IN_FORCE, office="KR"), lambda c: f"{c.mark}®", SUSPECTED, "mark.abroad_only", "仅境外注册却标®", "registered abroad only, marked ®"),
    ("not_found", "registered", NONE, R, VERIFY, "mark.not_found", "摘录中无此商标", "mark not in the extract"),
    ("malformed", "registered", NONE, lambda c: f"{c.mark}® 注册号：12345678901", IRREGULAR, "mark.malformed", "注册号格式不符", "registration number malformed"),
    ("copyright", "stated", NONE, lambda c: f"国作登字-2024-F-0{c.registration}", Severity.OTHER_AGENCY, "other.copyright", "著作权属其他部门", "copyright: another agency"),
)  # fmt: skip


def plant(chance: random.Random, stands: list[tuple[str, str]], today: date) -> tuple[Situation, ...]:
    """Plant every plan once, on stands given as (code, exhibitor), one after the other."""
    planted = []
    for index, (row, claim, right, label, expected, finding, zh, en) in enumerate(PLANS):
        code, us = stands[index % len(stands)]
        years = (2018, 2023) if finding.startswith("patent") else (2018, 2022)
        made = _Case(
            us,
            company(chance),
            patent_number(chance, "1", *years),
            mark(chance) + "堂",
            str(30_000_000 + index * 1000 + chance.randrange(999)),
            today,
        )
        goods, nice, group = GOODS[index % len(GOODS)]
        planned = right(made)
        if planned is not None and planned.kind is Kind.TRADEMARK and not planned.classes:
            planned = replace(planned, classes=(nice,), groups=(group,), goods=goods)
        text = f"{made.mark} {goods}\n{label(made)}\n{us}"
        if claim in ("registered", "unregistered", "famous"):
            text = f"{goods}\n{label(made)}\n{us}"
        planted.append(
            Situation(row, claim, code, f"{made.mark}{goods}", goods, nice, group, text, ean(chance), expected, finding, zh, en, planned)
        )  # fmt: skip
    return tuple(planted)
