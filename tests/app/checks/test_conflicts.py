"""The search for conflicts, and other protected signs."""

from dataclasses import replace
from datetime import date

import pytest

from app.checks import check
from app.checks.nearness import pieces, resemblance
from app.findings import Severity
from app.markings import read_markings
from app.rights import Kind, Right, Status
from tests.app.checks.registers import OTHERS, TODAY, US, SmallRegister, a_context, a_mark

SUS, VER, OK = Severity.SUSPECTED, Severity.NEEDS_VERIFICATION, Severity.OK_NO_ISSUE_SEEN
THEIRS = replace(a_mark(Status.IN_FORCE, OTHERS), goods="拼图；积木")


@pytest.mark.parametrize(
    ("right", "facts", "severity", "acts", "reasons"),
    [
        (THEIRS, {"goods": "积木"}, SUS, ("TM1",), ("identical", "named")),
        (THEIRS, {}, SUS, ("TM1", "TM2"), ("identical", "same")),
        (THEIRS, {"group": ""}, SUS, ("TM1", "TM2"), ("identical", "class")),
        (THEIRS, {"group": "2801"}, VER, ("TM2",), ("identical", "other_group")),
        (THEIRS, {"group": "", "nice": ""}, VER, ("TM1", "TM2"), ("identical", "unknown")),
        (replace(THEIRS, name="猫云朵"), {"goods": "积木"}, SUS, ("TM2",), ("5.1.2", "named")),
        (replace(THEIRS, name="猫云朵"), {}, SUS, ("TM2",), ("5.1.2", "same")),
        (replace(THEIRS, name="云朵狗"), {}, SUS, ("TM2",), ("5.1.7", "same")),
        (replace(THEIRS, name="云朵狗"), {"group": ""}, VER, ("TM2",), ("5.1.7", "class")),
        (replace(THEIRS, expires=date(2026, 1, 1)), {}, SUS, ("TM1", "TM2"), ("identical", "same")),
    ],
)
def test_a_hit_names_the_act_the_rule_and_the_goods(
    right: Right,
    facts: dict[str, object],
    severity: Severity,
    acts: tuple[str, ...],
    reasons: tuple[str, str],
) -> None:
    (finding,) = check((), SmallRegister([right]), a_context(sign="云朵猫", **facts))

    assert (finding.code, finding.severity, finding.acts) == ("mark.conflict", severity, acts)
    assert finding.reasons == (f"mark.near.{reasons[0]}", f"mark.goods.{reasons[1]}")
    assert finding.bases


@pytest.mark.parametrize(
    ("right", "facts"),
    [
        (replace(THEIRS, classes=("30",), groups=("3006",)), {}),
        (replace(THEIRS, name="云朵狗"), {"group": "2801"}),
        (replace(THEIRS, status=Status.REVOKED), {}),
        (replace(THEIRS, status=Status.PENDING), {}),
        (replace(THEIRS, expires=date(2025, 1, 1)), {}),
        (replace(THEIRS, office="KR"), {}),
        (replace(THEIRS, holders=(US,)), {}),
        (THEIRS, {"licence": "yes"}),
        (THEIRS, {"licensors": (OTHERS,)}),
        (replace(THEIRS, name="月亮"), {}),
    ],
)
def test_what_is_no_hit(right: Right, facts: dict[str, object]) -> None:
    (finding,) = check((), SmallRegister([right]), a_context(sign="云朵猫", **facts))

    assert (finding.code, finding.severity) == ("mark.no_conflict", OK)


def test_a_licence_for_one_sign_does_not_clear_near_signs_of_others() -> None:
    near = replace(THEIRS, name="云朵狗", registration_number="7654321")

    (finding,) = check((), SmallRegister([THEIRS, near]), a_context(sign="云朵猫", licence="yes"))

    assert dict(finding.facts)["right_number"] == "7654321"


def test_the_right_that_the_marking_names_is_not_listed_twice() -> None:
    found = check(read_markings("云朵猫® 注册号1234567", TODAY), SmallRegister([THEIRS]), a_context())

    assert [f.code for f in found] == ["mark.other_owner", "mark.no_conflict"]


def test_hits_are_ranked_and_only_the_first_are_listed() -> None:
    rights = [replace(THEIRS, registration_number=str(1_000_000 + i)) for i in range(20)]
    near = [replace(THEIRS, name="云朵狗", registration_number=str(1_000 + i)) for i in range(3)]

    found = check((), SmallRegister([*near, *rights]), a_context(sign="云朵猫"))

    assert len(found) == 8
    assert {f.reasons[0] for f in found} == {"mark.near.identical"}
    assert dict(found[0].facts)["hits"] == "23"


def test_a_sign_without_conflicts_says_what_was_searched() -> None:
    (finding,) = check((), SmallRegister([]), a_context(sign="星星狗", nice="", group=""))

    assert (finding.code, finding.severity, finding.missing) == ("mark.no_conflict", OK, ("nice",))
    assert ("extract", "测试摘录") in finding.facts


@pytest.mark.parametrize("sign", ["", "®", "！？"])
def test_a_sign_without_letters_is_not_searched(sign: str) -> None:
    assert check((), SmallRegister([THEIRS]), a_context(sign=sign)) == ()


@pytest.mark.parametrize(
    ("sign", "mark", "rule"),
    [
        ("云朵 猫®", "云朵猫", "identical"),
        ("ＣＬＯＵＤ", "cloud", "identical"),
        ("云朵猫及图", "云朵猫", "identical"),
        ("猫朵云", "云朵猫", "5.1.2"),
        ("朵朵", "朵", "5.1.3"),
        ("新云朵", "云朵", "5.1.14"),
        ("云朵牌", "云朵", "5.1.14"),
        ("云朵狗", "云朵猫", "5.1.7"),
        ("白朵猫", "云朵猫", ""),
        ("CLOUDY", "CLOUD", "5.1.9"),
        ("CLOWD", "CLOUD", "5.1.9"),
        ("KLOUD", "CLOUD", ""),
        ("小小云朵店", "云朵", "5.1.16"),
        ("云", "朵", ""),
        ("AB", "AC", ""),
        ("", "云朵", ""),
        ("®", "云朵", ""),
        ("月亮", "云朵", ""),
    ],
)
def test_near_signs_name_the_rule_they_resemble(sign: str, mark: str, rule: str) -> None:
    assert resemblance(sign, mark) == rule


@pytest.mark.parametrize(
    ("sign", "mark"),
    [
        ("云朵狗", "云朵猫"),
        ("CLOWD", "CLOUD"),
        ("CLOUDY", "CLOUD"),
        ("小小云朵店", "云朵"),
        ("新云朵", "云朵"),
        ("CLOUD CAT", "CLOUD"),
        ("云朵CAT", "CAT"),
    ],
)
def test_a_near_mark_holds_one_of_the_pieces_that_are_searched(sign: str, mark: str) -> None:
    assert any(piece.upper() in mark for piece in pieces(sign))


def test_a_huge_sign_is_searched_in_few_pieces() -> None:
    assert len(pieces("云朵猫CLOUD " * 10_000)) <= 12


@pytest.mark.parametrize(
    ("kind", "act", "law"),
    [
        (Kind.SPECIAL_SIGN, "SS", "特殊标志管理条例"),
        (Kind.OLYMPIC_SYMBOL, "OL", "奥林匹克标志保护条例"),
        (Kind.GI, "GI", "地理标志产品保护办法"),
    ],
)
def test_protected_signs_are_looked_up_by_name(kind: Kind, act: str, law: str) -> None:
    right = Right("CN", kind, "江南忆", holders=("组委会",), status=Status.IN_FORCE)

    protected, clear = sorted(
        check((), SmallRegister([right]), a_context(sign="江南忆玩偶")), key=lambda f: f.code, reverse=True
    )

    assert (protected.code, protected.severity, protected.acts) == (f"sign.{kind}", SUS, (act,))
    assert protected.bases[0].law == law
    assert clear.code == "mark.no_conflict"


@pytest.mark.parametrize(
    ("change", "facts"),
    [
        ({"expires": date(2026, 5, 9)}, {}),
        ({"status": Status.EXPIRED}, {}),
        ({"holders": (US,)}, {}),
        ({}, {"licence": "yes"}),
        ({"name": "西湖忆"}, {}),
    ],
)
def test_protected_signs_that_ended_or_are_permitted_are_no_hit(
    change: dict[str, object], facts: dict[str, object]
) -> None:
    right = Right("CN", Kind.SPECIAL_SIGN, "江南忆", holders=("组委会",), status=Status.IN_FORCE)
    register = SmallRegister([replace(right, **change)])  # type: ignore[arg-type]  # names of fields

    (finding,) = check((), register, a_context(sign="江南忆", **facts))

    assert finding.code == "mark.no_conflict"
