"""Table 2.9, cell by cell. The expectations are typed from the domain's table, not from the code's."""

from datetime import date
from typing import Any

import pytest

from app.checks import check
from app.findings import Finding, Severity
from app.markings import read_markings
from app.rights import Kind, Right, Status
from tests.app.checks.registers import NUMBER, OTHERS, TODAY, SmallRegister, a_context, a_patent

OK, IRR, SUS, VER, OPEN = "ok", "irregular", "suspected", "verify", "open"
SEVERITY = {
    OK: Severity.OK_NO_ISSUE_SEEN,
    IRR: Severity.IRREGULAR,
    SUS: Severity.SUSPECTED,
    VER: Severity.NEEDS_VERIFICATION,
    OPEN: Severity.NEEDS_VERIFICATION,
}
LABELS = {
    "A": f"中国发明专利 ZL{NUMBER}",
    "C": f"发明专利申请号 {NUMBER} 专利申请，尚未授权",
    "D": f"发明专利 {NUMBER}",
    "E": f"ZL{NUMBER}",
}
BEFORE, AFTER = date(2025, 1, 1), date(2026, 1, 1)
ENDED_BEFORE: dict[str, Any] = {"A": OK, "D": SUS, "E": (OK, IRR)}
ENDED_AFTER: dict[str, Any] = {"A": SUS, "D": SUS, "E": (SUS, IRR)}
ENDED_UNKNOWN: dict[str, Any] = {"A": VER, "D": SUS, "E": (VER, IRR)}

TIMES: tuple[tuple[str, date | None, dict[str, Any]], ...] = (
    ("before", BEFORE, ENDED_BEFORE),
    ("after", AFTER, ENDED_AFTER),
    ("unknown", None, ENDED_UNKNOWN),
)
ROWS: list[tuple[str, Right | None, dict[str, Any], dict[str, Any]]] = [
    ("in force", a_patent(Status.IN_FORCE), {}, {"A": OK, "C": VER, "D": OK, "E": IRR}),
    ("other holder", a_patent(Status.IN_FORCE, OTHERS), {}, {"A": VER, "D": VER, "E": (VER, IRR)}),
    (
        "no licence",
        a_patent(Status.IN_FORCE, OTHERS),
        {"licence": "no"},
        {"A": SUS, "D": SUS, "E": (SUS, IRR)},
    ),
    ("licence", a_patent(Status.IN_FORCE, OTHERS), {"licence": "yes"}, {"A": OK, "D": OK}),
    ("other product", a_patent(Status.IN_FORCE), {"plausible": "no"}, {"A": SUS, "D": SUS, "E": (SUS, IRR)}),
    ("late fee", a_patent(Status.LATE_FEE), {}, {"A": OK, "E": IRR}),
    *(
        (f"{status} {when}", a_patent(status), {"produced": produced}, cells)
        for status in (Status.LAPSED, Status.EXPIRED, Status.ABANDONED)
        for when, produced, cells in TIMES
    ),
    ("invalid after", a_patent(Status.INVALIDATED), {"produced": AFTER}, {"A": SUS, "D": SUS, "E": SUS}),
    ("invalid before", a_patent(Status.INVALIDATED), {"produced": BEFORE}, {"A": VER, "D": SUS, "E": SUS}),
    ("invalid unknown", a_patent(Status.INVALIDATED), {}, {"A": VER, "D": SUS, "E": SUS}),
    ("partly invalid", a_patent(Status.PARTLY_INVALIDATED), {}, {"A": OK, "E": IRR}),
    ("pending", a_patent(Status.PENDING), {}, {"A": SUS, "C": OK, "D": SUS, "E": SUS}),
    ("refused", a_patent(Status.REFUSED), {}, {"A": SUS, "C": SUS, "D": SUS, "E": SUS}),
    ("withdrawn", a_patent(Status.WITHDRAWN), {}, {"A": SUS, "C": SUS, "D": SUS, "E": SUS}),
    (
        "wrong type",
        a_patent(Status.IN_FORCE, kind=Kind.UTILITY_MODEL, filed=date(2020, 1, 1)),
        {},
        {"A": IRR, "C": IRR},
    ),
    ("not found", None, {}, {"A": VER, "C": VER, "D": VER, "E": VER}),
]
CELLS = [
    (
        f"{row} × {claim}",
        right,
        facts,
        LABELS[claim],
        expected if isinstance(expected, tuple) else (expected,),
    )
    for row, right, facts, cells in ROWS
    for claim, expected in cells.items()
]


def findings(right: Right | None, label: str, **facts: object) -> tuple[Finding, ...]:
    register = SmallRegister([right] if right else [])
    return check(read_markings(label, TODAY), register, a_context(**facts))


@pytest.mark.parametrize(
    ("right", "facts", "label", "expected"), [c[1:] for c in CELLS], ids=[c[0] for c in CELLS]
)
def test_each_cell(
    right: Right | None, facts: dict[str, object], label: str, expected: tuple[str, ...]
) -> None:
    found = findings(right, label, **facts)

    assert [f.severity for f in found] == [SEVERITY[e] for e in expected]
    for finding in found:
        assert finding.reasons
        assert finding.extract_as_of == date(2026, 5, 1)
        if finding.severity is Severity.SUSPECTED:
            assert finding.acts
            assert finding.bases


@pytest.mark.parametrize(
    ("label", "severity", "code", "online"),
    [
        ("本产品为专利产品，仿冒必究", Severity.IRREGULAR, "patent.no_number", False),
        ("专利申请中", Severity.NEEDS_VERIFICATION, "patent.no_number", True),
        ("中国发明专利 ZL201310699744.3", Severity.IRREGULAR, "patent.malformed", True),
        ("ZL2025100XXXX", Severity.IRREGULAR, "patent.malformed", True),
        ("专利号 201310699744.3", Severity.IRREGULAR, "patent.malformed", True),
        ("US Pat. 9,123,456", Severity.NOT_DETERMINABLE, "patent.foreign_only", False),
        ("发明专利 ZL CN101234567B", Severity.IRREGULAR, "patent.publication_number", False),
    ],
)
def test_rows_that_need_no_right(label: str, severity: Severity, code: str, online: bool) -> None:
    (finding,) = findings(None, label)

    assert (finding.severity, finding.code, finding.verify_online) == (severity, code, online)


def test_a_publication_number_is_irregular_and_the_application_behind_it_is_checked_too() -> None:
    right = a_patent(Status.PENDING, publication_numbers=("CN101234567A",))

    first, second = findings(right, "中国发明专利 ZL CN101234567A")

    assert first.severity is Severity.IRREGULAR
    assert (second.severity, second.code) == (Severity.SUSPECTED, "patent.pending")


def test_an_application_without_the_prescribed_words_is_irregular() -> None:
    found = findings(a_patent(Status.PENDING), f"发明专利申请号 {NUMBER} 专利申请中")

    assert [f.severity for f in found] == [Severity.OK_NO_ISSUE_SEEN, Severity.IRREGULAR]
    assert found[1].bases[0].law == "专利标识标注办法"


def test_a_term_that_is_over_counts_though_the_extract_says_in_force() -> None:
    right = a_patent(Status.IN_FORCE, kind=Kind.UTILITY_MODEL, filed=date(2016, 1, 1), status_date=None)

    first = findings(right, f"实用新型专利 ZL{NUMBER}", produced=date(2026, 4, 1))[0]

    assert (first.code, first.severity) == ("patent.expired.after", Severity.SUSPECTED)


def test_a_misread_number_is_shown_with_its_proposal_and_never_replaced() -> None:
    (finding,) = findings(a_patent(Status.IN_FORCE), "发明专利 ZL2O1310699744.2")

    assert finding.code == "patent.malformed"
    assert any(name == "proposal" and NUMBER in value for name, value in finding.facts)


def test_an_old_extract_is_named_as_a_reason() -> None:
    found = findings(a_patent(Status.IN_FORCE), LABELS["A"], acting_on=date(2027, 3, 1))

    assert "extract.stale" in found[0].reasons


def test_the_old_rules_are_cited_for_an_act_before_they_changed() -> None:
    found = findings(a_patent(Status.PENDING), LABELS["A"], acting_on=date(2024, 1, 19))

    assert found[0].bases[0].article == "第八十四条"
