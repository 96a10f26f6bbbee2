"""Table 2.10, cell by cell. The expectations are typed from the domain's table, not from the code's."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from app.checks import check
from app.checks.outcomes import MARK_TABLE
from app.findings import Finding, Severity
from app.markings import Claim, read_markings
from app.rights import Kind, Right, Status
from tests.app.checks.registers import OTHERS, TODAY, US, SmallRegister, a_context, a_mark

OK, IRR, SUS, VER = (
    Severity.OK_NO_ISSUE_SEEN,
    Severity.IRREGULAR,
    Severity.SUSPECTED,
    Severity.NEEDS_VERIFICATION,
)
REGISTERED, UNREGISTERED, FAMOUS = "云朵猫® 注册商标第1234567号", "云朵猫™", "驰名商标"
BEFORE, AFTER = date(2024, 1, 1), date(2026, 2, 1)
OVER = date(2025, 3, 1)  # more than six months before TODAY
ABROAD = Right("KR", Kind.TRADEMARK, "云朵猫", "", "4012345", holders=(US,), status=Status.IN_FORCE)
BESIDES = ("mark.no_conflict", "mark.conflict")

# what the register says, row of the code, right, facts of the officer, with ®: severity and act, with ™
ROWS: Sequence[tuple[str, str, Right | None, Mapping[str, object], Severity, str, Severity]] = [
    ("own", "own", a_mark(Status.IN_FORCE), {}, OK, "", OK),
    ("licensed", "own", a_mark(Status.IN_FORCE, OTHERS), {"licence": "yes"}, OK, "", OK),
    (
        "other goods",
        "other_goods",
        a_mark(Status.IN_FORCE),
        {"nice": "25", "group": "2501"},
        SUS,
        "2.5d",
        OK,
    ),
    ("goods refused", "other_goods", a_mark(Status.IN_FORCE), {"goods_approved": "no"}, SUS, "2.5d", OK),
    ("altered", "altered", a_mark(Status.IN_FORCE), {"same_form": "no"}, SUS, "2.5e", OK),
    ("other owner", "other_owner", a_mark(Status.IN_FORCE, OTHERS), {}, SUS, "TM1", SUS),
    ("pending", "pending", a_mark(Status.PENDING), {}, SUS, "2.5b", OK),
    ("preliminary approval", "pending", a_mark(Status.PUBLISHED), {}, SUS, "2.5b", OK),
    ("refused", "refused", a_mark(Status.REFUSED), {}, SUS, "2.5b", OK),
    ("under review", "refused", a_mark(Status.UNDER_REVIEW), {}, SUS, "2.5b", OK),
    ("opposed", "refused", a_mark(Status.OPPOSED), {}, SUS, "2.5b", OK),
    ("grace", "grace", a_mark(Status.IN_FORCE, expires=date(2026, 1, 1)), {}, VER, "", OK),
    ("grace, said expired", "grace", a_mark(Status.EXPIRED, expires=date(2026, 1, 1)), {}, VER, "", OK),
    *(
        (f"{name} {when}", f"{row}.{when}", right, {"produced": made}, severity, act, OK)
        for name, row, right in (
            ("beyond grace", "expired", a_mark(Status.IN_FORCE, expires=OVER)),
            ("cancelled", "expired", a_mark(Status.CANCELLED, status_date=date(2025, 1, 1))),
            ("revoked", "revoked", a_mark(Status.REVOKED, status_date=date(2025, 1, 1))),
            ("invalidated", "invalidated", a_mark(Status.INVALIDATED, status_date=date(2025, 1, 1))),
        )
        for when, made, severity, act in (
            ("before", BEFORE, OK, ""),
            ("after", AFTER, SUS, "2.5c"),
            ("unknown", None, VER, ""),
        )
    ),
    ("abroad only", "abroad_only", ABROAD, {}, SUS, "2.5g", OK),
    ("not found", "not_found", None, {}, VER, "", OK),
    ("silent on status", "not_found.no_status", a_mark(Status.UNKNOWN), {}, VER, "", OK),
]


def findings(right: Right | None, label: str, **facts: object) -> list[Finding]:
    register = SmallRegister([right] if right else [])
    found = check(read_markings(label, TODAY), register, a_context(**facts))
    return [f for f in found if f.code not in BESIDES]


def labelled(right: Right | None, sign: str) -> str:
    """Return the label of a cell; a mark abroad has no Chinese number to print."""
    return "云朵猫®" if right is ABROAD and sign is REGISTERED else sign


@pytest.mark.parametrize(
    ("code", "right", "facts", "severity", "act"), [r[1:6] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_each_row_with_a_registration_sign(
    code: str, right: Right | None, facts: Mapping[str, object], severity: Severity, act: str
) -> None:
    (finding,) = findings(right, labelled(right, REGISTERED), **facts)

    assert (finding.code, finding.severity) == (f"mark.{code}", severity)
    assert not act or act in finding.acts
    assert severity is not SUS or finding.bases


@pytest.mark.parametrize(
    ("right", "facts", "severity"), [(r[2], r[3], r[6]) for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_each_row_without_a_registration_sign(
    right: Right | None, facts: Mapping[str, object], severity: Severity
) -> None:
    (finding,) = findings(right, UNREGISTERED, **facts)

    assert finding.severity is severity


@pytest.mark.parametrize(("right", "facts"), [r[2:4] for r in ROWS], ids=[r[0] for r in ROWS])
def test_each_row_with_the_words_well_known_mark(right: Right | None, facts: Mapping[str, object]) -> None:
    found = findings(right, f"{FAMOUS} {labelled(right, REGISTERED)}", **facts)

    assert [f.severity for f in found if f.code == "mark.famous"] == [SUS]
    assert len(found) == 2


def test_a_malformed_number_is_irregular_and_looked_up_online() -> None:
    (finding,) = findings(a_mark(Status.IN_FORCE), "云朵猫® 注册号: 12345678901")

    assert (finding.severity, finding.verify_online, finding.missing) == (IRR, True, ("reread",))


def test_every_cell_of_the_code_has_three_columns() -> None:
    claims = {Claim.REGISTERED, Claim.UNREGISTERED, Claim.FAMOUS}

    assert all(set(cells) == claims for cells in MARK_TABLE.values())


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2026, 1, 1), "mark.own"),
        (date(2026, 1, 2), "mark.grace"),
        (date(2026, 7, 1), "mark.grace"),
        (date(2026, 7, 2), "mark.expired.unknown"),
    ],
)
def test_expiry_and_grace_are_sharp_to_the_day(on: date, code: str) -> None:
    (finding,) = findings(a_mark(Status.IN_FORCE, expires=date(2026, 1, 1)), REGISTERED, acting_on=on)

    assert finding.code == code


@pytest.mark.parametrize(
    ("on", "article"), [(date(2026, 12, 31), "第五十二条"), (date(2027, 1, 1), "第六十二条")]
)
def test_both_sides_of_the_new_trademark_law_cite_their_own_article(on: date, article: str) -> None:
    (finding,) = findings(a_mark(Status.PENDING), REGISTERED, acting_on=on)

    assert finding.bases[0].article == article


@pytest.mark.parametrize(("on", "cited"), [(date(2026, 12, 31), False), (date(2027, 1, 1), True)])
def test_misleading_use_is_cited_once_it_is_law(on: date, cited: bool) -> None:
    (finding,) = findings(a_mark(Status.IN_FORCE), REGISTERED, acting_on=on, same_form="no")

    assert ("trademark.misleading" in {b.key for b in finding.bases}) is cited


def test_another_s_registration_for_other_goods_says_nothing_of_a_sign_without_number() -> None:
    right = a_mark(Status.IN_FORCE, OTHERS, classes=("3",), groups=("0306",))

    (finding,) = findings(right, "云朵猫®")

    assert finding.code == "mark.not_found"


def test_a_stranger_s_registration_abroad_says_nothing() -> None:
    (finding,) = findings(replace(ABROAD, holders=("别国公司",)), "云朵猫®")

    assert finding.code == "mark.not_found"


def test_of_several_classes_the_one_that_covers_the_goods_is_judged_by() -> None:
    other = a_mark(Status.IN_FORCE, classes=("3",), groups=("0306",))
    register = SmallRegister([other, a_mark(Status.IN_FORCE)])

    finding = check(read_markings(REGISTERED, TODAY), register, a_context())[0]

    assert finding.code == "mark.own"


def test_what_nobody_compared_yet_is_asked_for() -> None:
    (asked,) = findings(a_mark(Status.IN_FORCE), REGISTERED)
    (answered,) = findings(
        a_mark(Status.IN_FORCE, goods="玩具；玩偶"), REGISTERED, same_form="yes", goods="玩具"
    )

    assert asked.missing == ("same_form", "goods_approved")
    assert answered.missing == ()
