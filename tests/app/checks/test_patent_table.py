"""Table 2.9, cell by cell. The expectations are typed from the domain's table, not from the code's."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from app.checks import check
from app.checks.outcomes import BESIDE, PATENT_TABLE
from app.findings import Finding, Severity
from app.markings import Claim, read_markings
from app.rights import Kind, Right, Status
from tests.app.checks.registers import NUMBER, OTHERS, TODAY, SmallRegister, a_context, a_patent

OK, IRR, SUS, VER = (
    Severity.OK_NO_ISSUE_SEEN,
    Severity.IRREGULAR,
    Severity.SUSPECTED,
    Severity.NEEDS_VERIFICATION,
)
NO_CELL = "–"  # the table says nothing: the officer is told so
LABELS = {
    "A": f"中国发明专利 ZL{NUMBER}",
    "B": "本品为专利产品，仿冒必究",
    "C": f"发明专利申请号 {NUMBER} 专利申请，尚未授权",
    "D": f"发明专利 {NUMBER}",
    "E": f"ZL{NUMBER}",
}
BEFORE, AFTER = date(2025, 1, 1), date(2026, 1, 1)

Expected = tuple[Severity, ...] | str
ENDED: dict[str, tuple[Expected, ...]] = {  # terminated, expired, abandoned: by when it was marked
    "before": ((OK,), (SUS,), NO_CELL, (SUS,), (OK, IRR)),
    "after": ((SUS,), (SUS,), NO_CELL, (SUS,), (SUS, IRR)),
    "unknown": ((VER,), (SUS,), NO_CELL, (SUS,), (VER, IRR)),
}
MADE: dict[str, date | None] = {"before": BEFORE, "after": AFTER, "unknown": None}

# what the register says, row of the code, right, facts of the officer, columns A to E
ROWS: Sequence[tuple[str, str, Right | None, Mapping[str, object], Sequence[Expected]]] = [
    ("in force", "in_force", a_patent(Status.IN_FORCE), {}, ((OK,), (IRR,), (VER,), (OK,), (IRR,))),
    (
        "in force, licensed",
        "in_force",
        a_patent(Status.IN_FORCE, OTHERS),
        {"licence": "yes"},
        ((OK,), (IRR,), (VER,), (OK,), (IRR,)),
    ),
    (
        "other holder",
        "other_holder.ask",
        a_patent(Status.IN_FORCE, OTHERS),
        {},
        ((VER,), NO_CELL, NO_CELL, (VER,), (VER,)),
    ),
    (
        "other holder, no licence",
        "other_holder.none",
        a_patent(Status.IN_FORCE, OTHERS),
        {"licence": "no"},
        ((SUS,), NO_CELL, NO_CELL, (SUS,), (SUS,)),
    ),
    (
        "clearly another product",
        "other_product",
        a_patent(Status.IN_FORCE),
        {"plausible": "no"},
        ((SUS,), NO_CELL, NO_CELL, (SUS,), (SUS,)),
    ),
    ("late fee", "late_fee", a_patent(Status.LATE_FEE), {}, ((OK,), (IRR,), NO_CELL, NO_CELL, (IRR,))),
    *(
        (f"{status} {when}", f"{status}.{when}", a_patent(status), {"produced": MADE[when]}, cells)
        for status in (Status.LAPSED, Status.EXPIRED, Status.ABANDONED)
        for when, cells in ENDED.items()
    ),
    *(
        (
            f"invalidated {when}",
            f"invalidated.{when}",
            a_patent(Status.INVALIDATED),
            {"produced": MADE[when]},
            ((first,), (SUS,), NO_CELL, (SUS,), (SUS,)),
        )
        for when, first in (("after", SUS), ("before", VER), ("unknown", VER))
    ),
    (
        "invalidated in part",
        "partly_invalidated",
        a_patent(Status.PARTLY_INVALIDATED),
        {},
        ((OK,), (IRR,), NO_CELL, NO_CELL, (IRR,)),
    ),
    ("pending", "pending", a_patent(Status.PENDING), {}, ((SUS,), (SUS,), (OK,), (SUS,), (SUS,))),
    ("refused", "refused", a_patent(Status.REFUSED), {}, ((SUS,),) * 5),
    ("withdrawn", "refused", a_patent(Status.WITHDRAWN), {}, ((SUS,),) * 5),
    (
        "wrong type",
        "wrong_type",
        a_patent(Status.IN_FORCE, kind=Kind.UTILITY_MODEL, filed=date(2020, 1, 1)),
        {},
        ((IRR,), (IRR,), (IRR,), NO_CELL, (IRR,)),
    ),
    ("not found", "not_found", None, {}, ((VER,), (IRR,), (VER,), (VER,), (VER,))),
    (
        "not online either",
        "not_found.online",
        None,
        {"online": "no"},
        ((SUS,), (IRR,), (VER,), (SUS,), (SUS,)),
    ),
]
CELLS = [
    (row, code, right, facts, claim, expected)
    for row, code, right, facts, cells in ROWS
    for claim, expected in zip("ABCDE", cells, strict=True)
]


def findings(right: Right | None, label: str, **facts: object) -> tuple[Finding, ...]:
    register = SmallRegister([right] if right else [])
    return check(read_markings(label, TODAY), register, a_context(**facts))


@pytest.mark.parametrize(
    ("code", "right", "facts", "claim", "expected"),
    [cell[1:] for cell in CELLS],
    ids=[f"{cell[0]} x {cell[4]}" for cell in CELLS],
)
def test_each_cell(
    code: str, right: Right | None, facts: Mapping[str, object], claim: str, expected: Expected
) -> None:
    declared = (NUMBER,) if right else ()

    found = [
        f
        for f in findings(right, LABELS[claim], declared=declared, **facts)
        if f.code.split(".")[1] not in BESIDE
    ]

    if expected == NO_CELL:
        assert [(f.severity, f.missing) for f in found] == [(VER, ("not_foreseen",))]
    else:
        assert tuple(f.severity for f in found) == expected
    usual = right is not None and (claim in "AD" or code != "wrong_type")  # the rest names no class
    assert not usual or {f.code for f in found} == {f"patent.{code}"}
    for finding in found:
        assert finding.reasons
        assert finding.extract_as_of == date(2026, 5, 1)
        assert finding.severity is not SUS or (finding.acts and finding.bases)


@pytest.mark.parametrize(
    ("right", "claim", "acts"),
    [
        (a_patent(Status.PENDING), "A", ("P1", "P3")),
        (a_patent(Status.PENDING), "B", ("P3", "P5")),
        (a_patent(Status.PENDING), "D", ("P1", "P3")),
        (a_patent(Status.REFUSED), "A", ("P1", "P3")),
        (a_patent(Status.REFUSED), "C", ("P3",)),
        (a_patent(Status.LAPSED), "B", ("P5",)),
        (a_patent(Status.INVALIDATED), "B", ("P5",)),
        (a_patent(Status.INVALIDATED), "E", ("P1",)),
    ],
)
def test_cells_name_the_acts(right: Right, claim: str, acts: tuple[str, ...]) -> None:
    found = findings(right, LABELS[claim], declared=(NUMBER,))

    assert acts in {f.acts for f in found}


def test_every_cell_of_the_code_has_five_columns() -> None:
    assert {tuple(sorted(cells)) for cells in PATENT_TABLE.values()} == {tuple("ABCDE")}
    assert {Claim(c) for cells in PATENT_TABLE.values() for c in cells} == set(map(Claim, "ABCDE"))


@pytest.mark.parametrize("status", [Status.LATE_FEE, Status.PARTLY_INVALIDATED])
def test_what_may_change_is_verified_online(status: Status) -> None:
    (finding,) = findings(a_patent(status), LABELS["A"])

    assert finding.verify_online


@pytest.mark.parametrize(
    ("label", "severity", "code", "online"),
    [
        ("本产品为专利产品，仿冒必究", IRR, "patent.no_number", False),
        ("专利申请中", VER, "patent.no_number", True),
        ("中国发明专利 ZL201310699744.3", IRR, "patent.malformed", True),
        ("ZL2025100XXXX", IRR, "patent.malformed", True),
        ("专利号 201310699744.3", IRR, "patent.malformed", True),
        ("发明专利申请号 201310699744.3 专利申请，尚未授权", IRR, "patent.malformed", True),
        ("US Pat. 9,123,456", Severity.NOT_DETERMINABLE, "patent.foreign_only", False),
        ("发明专利 ZL CN101234567B", IRR, "patent.publication_number", False),
    ],
)
def test_rows_that_need_no_right(label: str, severity: Severity, code: str, online: bool) -> None:
    finding = findings(None, label)[0]

    assert (finding.severity, finding.code, finding.verify_online) == (severity, code, online)
