"""Table 2.10, cell by cell, and the search for conflicts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.checks import check
from app.checks.nearness import resemblance
from app.findings import Finding, Severity
from app.markings import read_markings
from app.rights import Kind, Right, Status
from tests.app.checks.registers import OTHERS, TODAY, SmallRegister, a_context, a_mark

OK, IRR, SUS, VER = (
    Severity.OK_NO_ISSUE_SEEN,
    Severity.IRREGULAR,
    Severity.SUSPECTED,
    Severity.NEEDS_VERIFICATION,
)
REGISTERED, UNREGISTERED = "云朵猫® 注册商标第1234567号", "云朵猫™"
BEFORE, AFTER = date(2024, 1, 1), date(2026, 2, 1)
OVER: dict[str, Any] = {"expires": date(2025, 3, 1)}


def findings(right: Right | None, label: str, **facts: object) -> list[Finding]:
    register = SmallRegister([right] if right else [])
    found = check(read_markings(label, TODAY), register, a_context(**facts))
    return [f for f in found if f.code not in ("mark.no_conflict", "mark.conflict")]


ROWS: list[Any] = [
    ("own", a_mark(Status.IN_FORCE), {}, OK, "", OK),
    ("other goods", a_mark(Status.IN_FORCE), {"nice": "25", "group": "2501"}, SUS, "2.5d", SUS),
    ("altered", a_mark(Status.IN_FORCE), {"same_form": "no"}, SUS, "2.5e", OK),
    ("other owner", a_mark(Status.IN_FORCE, OTHERS), {}, SUS, "TM1/TM2", SUS),
    ("other owner, licensed", a_mark(Status.IN_FORCE, OTHERS), {"licence": "yes"}, OK, "", OK),
    ("pending", a_mark(Status.PENDING), {}, SUS, "2.5b", OK),
    ("preliminary", a_mark(Status.PUBLISHED), {}, SUS, "2.5b", OK),
    ("refused", a_mark(Status.REFUSED), {}, SUS, "2.5b", OK),
    ("under review", a_mark(Status.UNDER_REVIEW), {}, SUS, "2.5b", OK),
    ("opposed", a_mark(Status.OPPOSED), {}, SUS, "2.5b", OK),
    ("grace", a_mark(Status.IN_FORCE, expires=date(2026, 1, 1)), {}, VER, "", OK),
    ("beyond grace, before", a_mark(Status.IN_FORCE, **OVER), {"produced": BEFORE}, OK, "", OK),
    ("beyond grace, after", a_mark(Status.IN_FORCE, **OVER), {"produced": AFTER}, SUS, "2.5c", OK),
    ("beyond grace, unknown", a_mark(Status.IN_FORCE, **OVER), {}, VER, "", OK),
    *(
        (
            f"{status} {when}",
            a_mark(status, status_date=date(2025, 1, 1)),
            {"circulated_before": yes},
            severity,
            act,
            OK,
        )
        for status in (Status.CANCELLED, Status.REVOKED, Status.INVALIDATED)
        for when, yes, severity, act in (
            ("before", "yes", OK, ""),
            ("after", "no", SUS, "2.5c"),
            ("unknown", "", VER, ""),
        )
    ),
    ("not found", None, {}, VER, "", VER),
]


@pytest.mark.parametrize(
    ("right", "facts", "severity", "act"), [r[1:5] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_each_row_with_a_registration_sign(
    right: Right | None, facts: dict[str, object], severity: Severity, act: str
) -> None:
    (finding,) = findings(right, REGISTERED, **facts)

    assert finding.severity is severity
    assert not act or act in finding.acts
    if severity is Severity.SUSPECTED:
        assert finding.bases


@pytest.mark.parametrize("row", ["own", "altered", "pending", "refused", "grace", "not found"])
def test_without_a_registration_sign_there_is_nothing_to_pass_off(row: str) -> None:
    right, facts = next(r[1:3] for r in ROWS if r[0] == row)

    (finding,) = findings(right, UNREGISTERED, **facts)

    assert finding.severity is OK


def test_anothers_mark_without_a_sign_is_suspected_all_the_same() -> None:
    (finding,) = findings(a_mark(Status.IN_FORCE, OTHERS), UNREGISTERED)

    assert (finding.severity, finding.acts) == (SUS, ("TM1/TM2",))


@pytest.mark.parametrize("row", [r[0] for r in ROWS])
def test_the_words_well_known_mark_are_suspected_in_every_row(row: str) -> None:
    right, facts = next(r[1:3] for r in ROWS if r[0] == row)

    found = findings(right, "驰名商标 " + REGISTERED, **facts)

    assert any(f.code == "mark.famous" and f.severity is SUS for f in found)
    assert len(found) == 2


def test_a_registration_abroad_only_is_suspected() -> None:
    right = Right(
        "KR",
        Kind.TRADEMARK,
        "云朵猫",
        "",
        "4012345",
        classes=("28",),
        holder="别国公司",
        status=Status.IN_FORCE,
    )

    (finding,) = findings(right, "云朵猫®")

    assert (finding.code, finding.acts) == ("mark.abroad_only", ("2.5g",))


def test_a_malformed_number_is_irregular_and_looked_up_online() -> None:
    (finding,) = findings(a_mark(Status.IN_FORCE), "云朵猫® 注册号: 12345678901")

    assert (finding.severity, finding.verify_online) == (IRR, True)


@pytest.mark.parametrize(
    ("on", "article"), [(date(2026, 12, 31), "第五十二条"), (date(2027, 1, 1), "第六十二条")]
)
def test_both_sides_of_the_new_trademark_law_cite_their_own_article(on: date, article: str) -> None:
    (finding,) = findings(a_mark(Status.PENDING), REGISTERED, acting_on=on)

    assert finding.bases[0].article == article


def test_conflicts_name_the_act_and_the_rule() -> None:
    live = replace(a_mark(Status.IN_FORCE, OTHERS), expires=None)
    swapped = replace(live, name="猫云朵", registration_number="7654321")
    elsewhere = replace(live, registration_number="7654322", classes=("30",), groups=())
    revoked = replace(live, registration_number="7654323", status=Status.REVOKED)
    register = SmallRegister([live, swapped, elsewhere, revoked])

    found = check((), register, a_context(sign="云朵猫"))

    assert [(f.acts, f.reasons) for f in found] == [
        (("TM1",), ("mark.near.identical", "mark.goods.same")),
        (("TM2",), ("mark.near.5.1.2", "mark.goods.same")),
    ]


def test_a_sign_without_conflicts_says_what_was_searched() -> None:
    (finding,) = check((), SmallRegister([]), a_context(sign="星星狗"))

    assert (finding.code, finding.severity) == ("mark.no_conflict", OK)
    assert ("extract", "测试摘录") in finding.facts


@pytest.mark.parametrize(
    ("sign", "mark", "rule"),
    [
        ("云朵 猫®", "云朵猫", "identical"),
        ("ＣＬＯＵＤ", "cloud", "identical"),
        ("猫朵云", "云朵猫", "5.1.2"),
        ("朵朵", "朵", "5.1.3"),
        ("新云朵", "云朵", "5.1.14"),
        ("云朵狗", "云朵猫", "5.1.7"),
        ("白朵猫", "云朵猫", ""),
        ("CLOUDY", "CLOUD", "5.1.9"),
        ("KLOUD", "CLOUD", ""),
        ("小小云朵店", "云朵", "5.1.16"),
        ("", "云朵", ""),
        ("®", "云朵", ""),
        ("月亮", "云朵", ""),
    ],
)
def test_near_signs_name_the_rule_they_resemble(sign: str, mark: str, rule: str) -> None:
    assert resemblance(sign, mark) == rule
