"""What a file should hold by cause and use, and what is still missing before leaving the stand."""

from dataclasses import replace
from datetime import date

import pytest

from app.case import Case
from app.events import (
    ComplaintFiled,
    DocumentVoided,
    ExhibitAdded,
    ExhibitChecked,
    FactRecorded,
    InkSigned,
    PhotoTaken,
)
from app.findings import Finding, Severity
from app.procedure import load_procedure
from app.procedure.evidence import USES, to_take_along
from tests.app.procedure.cases import OPENED, a_case, a_finding, issued

BOOK = load_procedure()


def found_on(*findings: Finding, more: tuple[tuple[str, object], ...] = ()) -> Case:
    """Return a case with one exhibit that was checked."""
    check = ExhibitChecked("1.1", "e", date(2026, 5, 1), date(2026, 9, 30), findings)
    first = (("2026-09-30 10:01", ExhibitAdded("1.1", "玩具")), ("2026-09-30 10:02", check))
    return a_case(("2026-09-30 10:00", OPENED), *first, *more)  # type: ignore[arg-type]  # of several kinds


def state(case: Case, key: str, use: str = "") -> str:
    return next((held.state for held in BOOK.held(case, use) if held.item.key == key), "not asked")


def said(field: str, value: str, about: str = "") -> tuple[str, object]:
    return ("2026-09-30 10:05", FactRecorded(about, field, value))


COUNTERFEIT, MARK = a_finding("patent.lapsed.after", "P1"), a_finding("mark.conflict", "TM1")


@pytest.mark.parametrize(
    ("finding", "asked", "not_asked"),
    [
        (COUNTERFEIT, {"produced", "certificate", "number"}, {"identification", "evaluation"}),
        (a_finding("patent.no_number", severity=Severity.IRREGULAR), {"number", "certificate"}, {"price"}),
        (a_finding("mark.pending", "2.5b"), {"status", "price"}, {"identification"}),
        (MARK, {"identification", "licence", "knowledge"}, {"evaluation", "number"}),
        (
            a_finding("other.copyright", severity=Severity.OTHER_AGENCY),
            {"licence", "right_proof"},
            {"number", "mark"},
        ),
        (a_finding("sign.special_sign", "SS"), {"licence", "identification"}, {"sales"}),
        (a_finding("sign.gi", "GI"), {"right_proof"}, {"produced"}),
    ],
)
def test_each_cause_asks_for_its_own_evidence(finding: Finding, asked: set[str], not_asked: set[str]) -> None:
    keys = {held.item.key for held in BOOK.held(found_on(finding))}

    assert asked | {"stand", "record", "recording"} <= keys
    assert not not_asked & keys


def test_a_case_of_no_cause_has_what_every_case_needs() -> None:
    keys = {held.item.key for held in BOOK.held(a_case(("2026-09-30 10:00", OPENED)))}

    assert keys == {item.key for item in BOOK.evidence if not item.causes}


def test_photos_documents_facts_and_ticks_show_what_is_there() -> None:
    signed = replace(
        issued("record_of_inspection"), signatures=(InkSigned("party", "王芳", refused="认为不公"),)
    )
    case = found_on(
        COUNTERFEIT,
        more=(
            ("2026-09-30 10:03", PhotoTaken("a" * 64, "wide")),
            said("produced", "2026-01", "1.1"),
            said("evidence.certificate", "none"),
            said("evidence.recording", "yes"),
            ("2026-09-30 10:40", signed),
        ),
    )

    assert state(case, "stand") == "there"
    assert state(case, "product") == "missing"
    assert state(case, "status") == "there"
    assert state(case, "produced") == "there"
    assert state(case, "certificate") == "none"
    assert state(case, "recording") == "ticked"
    assert state(case, "record") == "there"
    assert state(case, "identity") == "missing"


def test_an_unsigned_record_and_a_void_one_show_nothing() -> None:
    unsigned = found_on(COUNTERFEIT, more=(("2026-09-30 10:40", issued("record_of_inspection")),))
    listed = ("2026-09-30 10:40", issued("goods_list", "L1"))
    void = found_on(COUNTERFEIT, more=(listed, ("2026-09-30 10:41", DocumentVoided("L1", "错"))))

    assert state(unsigned, "record") == "missing"
    assert state(found_on(COUNTERFEIT, more=(listed,)), "quantity") == "there"
    assert state(void, "quantity") == "missing"


def test_a_fact_of_exhibits_is_wanted_of_every_suspected_one() -> None:
    second = (
        ("2026-09-30 10:03", ExhibitAdded("1.2", "球")),
        ("2026-09-30 10:04", ExhibitChecked("1.2", "e", date(2026, 5, 1), date(2026, 9, 30), (MARK,))),
        ("2026-09-30 10:03", ExhibitAdded("1.3", "无关")),
    )
    one = found_on(MARK, more=(*second, said("quantity", "5", "1.1")))
    both = found_on(MARK, more=(*second, said("quantity", "5", "1.1"), said("quantity", "7", "1.2")))

    assert state(one, "quantity") == "missing"
    assert state(both, "quantity") == "there"


def test_papers_of_a_complaint_count() -> None:
    filed = ComplaintFiled("1.1", "design", "ZL2017", "x", "y", proofs=("patent_certificate", "identity"))
    case = a_case(("2026-09-30 10:00", OPENED), ("2026-09-30 10:01", filed))

    assert state(case, "right_proof") == "there"
    assert state(case, "evaluation") == "missing"


def test_uses_differ_and_what_cannot_be_made_up_comes_first() -> None:
    case = found_on(MARK)

    assert state(case, "knowledge", "criminal") == "missing"
    assert state(case, "knowledge", "civil") == "not asked"
    held = BOOK.held(case)
    order = [(not h.missing, not h.item.before_leaving) for h in held]
    assert order == sorted(order)
    assert [item.key for item in to_take_along(held)] == [
        h.item.key for h in held if h.missing and h.item.before_leaving
    ]


def test_every_item_is_of_known_causes_and_uses_and_names_its_source() -> None:
    causes = {cause.key for cause in BOOK.causes}

    for item in BOOK.evidence:
        assert set(item.causes) <= causes
        assert set(item.uses) <= set(USES)
        assert item.source
        assert item.met_by
    assert causes <= {cause for item in BOOK.evidence for cause in item.causes}
