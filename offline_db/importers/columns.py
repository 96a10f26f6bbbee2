"""Which column of a table says what, and a line of it as a row of the register.

Columns are recognised by the names that offices' sites and vendors write (中国商标网, CNIPA, PatSnap,
incoPat, USPTO Case Files) or that our own tables have; a mapping by hand (field -> column name) overrides.
Values repeat, so what a text means is worked out once and remembered.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from app.rights import BETWEEN, FIELDS, Kind, Rejected, Row, Status
from offline_db.importers.common import parts_of, read_day, read_roc_day, read_status, shorten

COLUMNS = {  # field -> names of its column, the surest first
    "office": "office | 国家/地区 | 受理局 | 局代码",
    "kind": "kind | 专利类型 | 权利类型 | 专利类别 | 类型",
    "number": "number | 注册号 | 申请/注册号 | 商标注册号 | 申请号 | 专利号 | 登记号 | pn | serial_no",
    "application_number": "application_number | 申请号 | apno | serial_no | application number",
    "registration_number": "registration_number | 注册号 | 商标注册号 | registration_no | registration number",
    "publication_numbers": "publication_numbers | pub_number | 公开（公告）号 | 公开(公告)号 | 公开号 | 公告号 | 授权公告号 | 公布号",
    "name": "name | 商标名称 | 标题 | 名称 | 专利名称 | 发明名称 | title | mark_id_char | mark",
    "classes": "classes | 国际分类 | 类别 | 主分类号 | 分类号 | IPC | 洛迦诺分类 | intl_class_cd | class",
    "groups": "groups | 类似群 | 类似群组",
    "goods": "goods | 商品/服务 | 商品服务 | 核定商品 | 核定使用商品",
    "holders": "holders | owner | 当前权利人 | 申请（专利权）人 | 申请(专利权)人 | 专利权人 | "
        "注册人 | 权利人 | 申请人 | originalAssignee | own_name | holder | applicant",
    "agents": "agents | agent | 代理机构 | 代理机构名称",
    "filed": "filed | app_date | 申请日 | 申请日期 | apdt | filing_dt | filing date",
    "published": "published | prelim_date | 初审公告日期 | 公开（公告）日 | 公开(公告)日 | 公开日 | pbdt",
    "registered": "registered | reg_date | 授权公告日 | 注册日期 | 注册公告日期 | 公告日 | registration_dt",
    "expires": "expires | expiry_date | 专用权期限 | 有效期至 | 期限届满日 | 截止日期 | expiry date",
    "status": "status | 法律状态 | 当前法律状态 | 简单法律状态 | 商标状态 | 状态 | 流程状态 | cfh_status_cd",
    "status_date": "status_date | 状态日期 | 法律状态日期 | cfh_status_dt",
    "image": "image | image_ref | 商标图像 | 图像",
    "operation": "op | operation | 操作",
}
KIND_WORDS = (
    ("实用新型", Kind.UTILITY_MODEL),
    ("utility", Kind.UTILITY_MODEL),
    ("外观", Kind.DESIGN),
    ("发明", Kind.INVENTION),
    ("著作", Kind.COPYRIGHT),
    ("特殊标志", Kind.SPECIAL_SIGN),
    ("地理标志", Kind.GI),
    ("商标", Kind.TRADEMARK),
    ("mark", Kind.TRADEMARK),
)
NOT_REGISTERED = frozenset({"pending", "published", "refused", "withdrawn", "opposed", "under_review"})
PLAIN = dict.fromkeys(range(32), None)  # control characters
UNREAD = "?"  # stands for a kind or a day that says something, but nothing we know
KINDS = {kind.value: kind.value for kind in Kind}
REMOVED = "removed"  # status of a row that takes a record out of the register
STATUSES = {status.value: status.value for status in Status}

Maker = Callable[[Sequence[str], int], Row | Rejected]


class _Memo(dict[str, str]):
    """What texts mean, worked out once each; forgets all when it has grown large."""

    def __init__(self, work: Callable[[str], str]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, text: str) -> str:
        if len(self) > 200_000:
            self.clear()
        meaning = self[text] = self._work(text)
        return meaning


def match_columns(header: Sequence[str], mapping: Mapping[str, str] | None = None) -> dict[str, int]:
    """Return which column holds which field: by `mapping` (field -> column name), else by known names."""
    folded = [_fold(name) for name in header]
    places: dict[str, int] = {}
    for field, known in COLUMNS.items():
        names = [mapping[field]] if mapping and field in mapping else known.split("|")
        place = next((folded.index(n) for n in map(_fold, names) if n in folded), None)
        if place is not None:
            places[field] = place
    return places


def has_numbers(places: Mapping[str, int]) -> bool:
    """Tell whether a table names a column of numbers, without which no record can be kept."""
    return not places.keys().isdisjoint({"number", "application_number", "registration_number"})


def row_maker(header: Sequence[str], places: Mapping[str, int], file: str) -> Maker:
    """Return what turns the cells of a line and its number into a row or a rejection."""
    width = len(header)
    at = {field: places.get(field, width) for field in COLUMNS}
    (
        office_at,
        kind_at,
        number_at,
        filed_as_at,
        own_at,
        publications_at,
        name_at,
        classes_at,
        groups_at,
        goods_at,
        holders_at,
        agents_at,
        filed_at,
        published_at,
        registered_at,
        expires_at,
        status_at,
        status_date_at,
        image_at,
    ) = (
        at[f]
        for f in (
            "office",
            "kind",
            "number",
            "application_number",
            "registration_number",
            "publication_numbers",
            "name",
            "classes",
            "groups",
            "goods",
            "holders",
            "agents",
            "filed",
            "published",
            "registered",
            "expires",
            "status",
            "status_date",
            "image",
        )
    )
    operation_at = at["operation"]
    days, last_days, lists, classes, states, kinds = map(
        _Memo, (_day, _last_day, _list, _classes, _status, _kind)
    )

    def make(cells: Sequence[str], line: int) -> Row | Rejected:
        if len(cells) != width:
            return Rejected(
                line, "列数与表头不符 | not as many columns as the header", shorten(str(list(cells)))
            )
        c = (*cells, "")
        number = c[number_at].strip()
        filed_as, own = c[filed_as_at].strip(), c[own_at].strip()
        if not number:
            number = own or filed_as
        if not number[-1:].isdigit() and not any(x.isdigit() for x in number):
            return Rejected(line, "缺少号码 | no number", shorten(str(list(cells))))
        kind = kinds[c[kind_at]] or _kind_of(number)
        if kind == UNREAD:
            return Rejected(
                line, f"不认识的权利类型 {c[kind_at][:40]} | unknown kind of right", shorten(str(list(cells)))
            )
        status = states[c[status_at]] if c[operation_at] not in _REMOVALS else REMOVED
        if filed_as == own or not (filed_as and own):
            filed_as, own = _numbers(kind, number, status, filed_as, own)
        row = (
            c[office_at].strip() or "CN",
            kind,
            c[name_at].strip(),
            filed_as,
            own,
            lists[c[publications_at]],
            classes[c[classes_at]],
            lists[c[groups_at]],
            c[goods_at].strip(),
            _names(c[holders_at]),
            _names(c[agents_at]),
            days[c[filed_at]],
            days[c[published_at]],
            days[c[registered_at]],
            last_days[c[expires_at]],
            status,
            days[c[status_date_at]],
            c[image_at].strip(),
            f"{file}#{line}",
        )
        if UNREAD in row:
            return Rejected(line, "日期无法识别 | a date cannot be read", shorten(str(list(cells))))
        return row if not _CONTROL.search("".join(row)) else tuple(_clean(cell) for cell in row)

    return make


_CONTROL = re.compile(r"[\x00-\x1c\x1e\x1f\x7f]")
_TELLS = re.compile(r"[1-9]")
_SEVERAL = re.compile(r"[;；|、\n]")


def _clean(cell: str) -> str:
    return BETWEEN.join(part.translate(PLAIN) for part in cell.split(BETWEEN)).replace("\x7f", "")


def _numbers(kind: str, number: str, status: str, filed_as: str, own: str) -> tuple[str, str]:
    """Return application and registration number where a table has one column for both."""
    if kind != Kind.TRADEMARK:
        return (filed_as or number, "") if kind in _PATENTS else ("", own or number)
    plain = number.isdigit()
    if own and not filed_as:
        return (own if plain else "", own)
    return (number if plain or status in NOT_REGISTERED else "", "" if status in NOT_REGISTERED else number)


_REMOVALS = frozenset({"D", "d", "Delete", "delete", "删除", "注销登记"})
_PATENTS = frozenset({"invention", "utility_model", "design"})


def _fold(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).lower().split())


def _kind(text: str) -> str:
    low = text.strip().lower()
    known = KINDS.get(low) or next((k.value for word, k in KIND_WORDS if word in low), "")
    return known or (UNREAD if low.isascii() and low else "")


def _kind_of(number: str) -> str:
    """Tell marks from patents by the number alone; a patent's kind by its type digit."""
    digits = re.sub(r"^(ZL|CN)*|[.\s]", "", unicodedata.normalize("NFKC", number).upper())
    if len(digits) in (12, 13) and digits[:2] in ("19", "20"):
        return {"2": "utility_model", "9": "utility_model", "3": "design"}.get(digits[4], "invention")
    return "trademark"


def _status(text: str) -> str:
    low = text.strip().lower()
    return STATUSES.get(low) or read_status(text).value


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        day = read_day(text) or read_roc_day(text)
    return day.isoformat() if day else UNREAD if _TELLS.search(text) else ""


def _last_day(text: str) -> str:
    parts = re.split(r"至|~|—|\bto\b|(?<=\d)\s*-\s*(?=\d{4}\D)", text)
    return _day(parts[-1].strip())


def _list(text: str) -> str:
    return BETWEEN.join(dict.fromkeys(p.strip() for p in re.split(r"[;；、,，|]", text) if p.strip()))


def _names(text: str) -> str:
    return BETWEEN.join(parts_of(text)) if _SEVERAL.search(text) else text.strip()


def _classes(text: str) -> str:
    parts = (p.strip() for p in re.split(r"[;；、,，|]|(?<=类)|(?<=\d)\s+(?=\d)", text))
    return BETWEEN.join(dict.fromkeys(_class(p) for p in parts if p))


def _class(text: str) -> str:
    bare = re.sub(r"^(第|LOC|国际)?\s*|\s*(类)?$", "", text)
    return (bare.lstrip("0") or bare) if bare.isdigit() else bare


assert set(COLUMNS) - {"number", "operation"} == set(FIELDS) - {"source"}
