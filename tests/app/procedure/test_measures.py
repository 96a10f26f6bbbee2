"""What stands against measures and penalties: powers, lists, approvals, limits of fines."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from app.events import ComplaintFiled, ExhibitChecked, FactRecorded
from app.findings import Severity
from app.procedure import obstacles
from tests.app.procedure.cases import (
    BOOK,
    LAW,
    MEASURE,
    OPENED,
    TWO,
    a_case,
    a_case_about,
    a_finding,
    a_form,
    against,
    at,
    issued,
)

SEIZED = {"certificate_1": "330101", "approved_by": "王局长", "items": (("1", "玩具"),)}


def test_counterfeit_patents_may_be_seized_with_a_list_and_an_approval() -> None:
    case = a_case_about(a_finding("patent.expired.after", "P1", "P2"))

    assert against(MEASURE, SEIZED, case) == {}


@pytest.mark.parametrize(
    ("code", "acts", "severity"),
    [
        ("patent.no_number", (), Severity.IRREGULAR),
        ("mark.pending", ("2.5b",), Severity.SUSPECTED),
        ("sign.special_sign", ("SS",), Severity.SUSPECTED),
    ],
)
def test_nothing_is_seized_where_the_law_gives_no_power(
    code: str, acts: tuple[str, ...], severity: Severity
) -> None:
    case = a_case_about(a_finding(code, *acts, severity=severity))

    found = against(MEASURE, SEIZED, case)

    assert found["no_power_to_seize"].stops
    assert found["no_power_to_seize"].bases


def test_patent_infringement_gives_no_power_to_seize_and_is_not_the_bureau_s_to_decide() -> None:
    complaint = ComplaintFiled("1.1", "invention", "ZL201710601862.3", "x", "权利人")
    record = ("2026-09-30 10:30", issued("record_of_inspection"))
    case = a_case(("2026-09-30 10:00", OPENED), ("2026-09-30 10:20", complaint), record)

    found = against(MEASURE, SEIZED, case)

    assert {key: o.stops for key, o in found.items()} == {"no_power_to_seize": True, "not_competent": False}
    assert any(basis.key == "patent.powers" for basis in found["no_power_to_seize"].bases)


def test_one_cause_that_allows_a_seizure_is_enough() -> None:
    case = a_case_about(a_finding("mark.pending", "2.5b"), a_finding("mark.conflict", "TM1"))

    assert against(MEASURE, SEIZED, case) == {}


def test_where_no_offence_is_on_file_officers_name_the_basis_of_a_seizure() -> None:
    found = against(MEASURE, SEIZED, a_case_about())

    assert [(key, o.stops) for key, o in found.items()] == [("power_to_seize_unsure", False)]


def test_officers_may_say_themselves_what_a_case_is_about() -> None:
    said = FactRecorded("", "cause", "olympic, trademark_infringement")
    case = a_case(
        ("2026-09-30 10:00", OPENED),
        ("2026-09-30 10:01", said),
        ("2026-09-30 10:30", issued("record_of_inspection")),
    )

    assert [c.key for c in BOOK.causes_of(case)] == ["trademark_infringement", "olympic"]
    assert against(MEASURE, SEIZED, case) == {}


@pytest.mark.parametrize(
    ("changed", "rule", "stops"),
    [
        ({"items": ()}, "list_missing", True),
        ({"approved_by": ""}, "approval_missing", False),
    ],
)
def test_a_measure_lacks_what_it_must_have(changed: Mapping[str, object], rule: str, stops: bool) -> None:
    case = a_case_about(a_finding("mark.conflict", "TM1"))

    found = against(MEASURE, {**SEIZED, **changed}, case)

    assert [(key, o.stops) for key, o in found.items()] == [(rule, stops)]


def test_an_approval_on_record_serves_one_measure() -> None:
    said = ("2026-09-30 11:00", FactRecorded("", "coercion.approved", "2026-09-30 10:55"))
    found = a_finding("mark.conflict", "TM1")
    checked = ExhibitChecked("1.1", "e", date(2026, 5, 1), date(2026, 9, 30), (found,))
    before = (
        ("2026-09-30 10:00", OPENED),
        ("2026-09-30 10:02", checked),
        ("2026-09-30 10:30", issued("record_of_inspection")),
    )
    measure = ("2026-09-30 11:30", issued("coercive_decision", "强1"))
    values = {**SEIZED, "approved_by": ""}

    assert "approval_missing" not in against(MEASURE, values, a_case(*before, said))
    assert "approval_missing" in against(MEASURE, values, a_case(*before, said, measure))


def test_a_list_that_was_issued_before_serves_a_measure() -> None:
    case = a_case_about(a_finding("mark.conflict", "TM1"), forms=("record_of_inspection", "goods_list"))

    assert against(MEASURE, {**SEIZED, "items": ()}, case) == {}


@pytest.mark.parametrize(("named", "missing"), [("", False), ("goods_list-1", False), ("清单9", True)])
def test_a_measure_that_names_a_list_names_one_of_the_case(named: str, missing: bool) -> None:
    case = a_case_about(a_finding("mark.conflict", "TM1"), forms=("record_of_inspection", "goods_list"))
    form = a_form("coercive_decision", "certificate_1", "approved_by", "number.goods_list")
    values = {"certificate_1": "330101", "approved_by": "王局长", "number.goods_list": named}

    assert ("list_missing" in against(form, values, case)) is missing


def test_a_measure_without_a_record_needs_a_reason() -> None:
    case = a_case_about(a_finding("mark.conflict", "TM1"), forms=())

    assert [(key, o.stops) for key, o in against(MEASURE, SEIZED, case).items()] == [("no_record_yet", False)]


FINE = a_form("summary_penalty", "fine", "certificate_1")


@pytest.mark.parametrize(
    ("fine", "code", "expected"),
    [
        ("3,000元", "91330100MA2AX1A02E", {}),
        ("3001", "91330100MA2AX1A02E", {"fine_too_high": True}),
        ("200", "", {}),
        ("200.01", "", {"fine_too_high_for_person": False}),
        ("5000", "", {"fine_too_high": True}),
        ("若干", "91330100MA2AX1A02E", {"fine_unreadable": True}),
        ("", "", {}),
    ],
)
def test_no_fine_on_the_spot_goes_beyond_the_limit(
    fine: str, code: str, expected: Mapping[str, bool]
) -> None:
    case = a_case(
        ("2026-09-30 10:00", replace(OPENED, uscc=code)),
        ("2026-09-30 10:30", issued("record_of_inspection")),
        ("2026-09-30 10:31", issued("correction_order")),
    )

    found = against(FINE, {"fine": fine, "certificate_1": "330101"}, case)

    assert {key: o.stops for key, o in found.items()} == expected


def test_a_fine_without_an_order_to_correct_needs_a_reason() -> None:
    found = against(FINE, {"fine": "100", "certificate_1": "330101"}, a_case_about())

    assert [(key, o.stops) for key, o in found.items()] == [("fine_without_correction", False)]


def test_a_basis_is_cited_as_it_stands_on_the_day_of_the_act() -> None:
    case = a_case_about(a_finding("mark.pending", "2.5b"))

    for day, edition in (("2026-12-31 12:00", "2019修正"), ("2027-01-01 12:00", "2026修订")):
        found = obstacles(case, MEASURE, SEIZED, TWO, (), LAW, at(day), BOOK)
        bases = next(o.bases for o in found if o.rule == "no_power_to_seize")
        assert {b.edition for b in bases if b.key == "trademark.powers"} == {edition}
