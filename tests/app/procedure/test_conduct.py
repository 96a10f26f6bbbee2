"""What stands against issuing a document: every rule of conduct, on both of its sides."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from app.bureau import Officer
from app.case import Case
from app.events import ComplaintFiled, ExhibitAdded, ExhibitChecked, FactRecorded, VisitEnded, VisitStarted
from app.findings import Finding, Severity
from app.forms import Form
from app.law import load_law
from app.procedure import Obstacle, Presence, load_procedure, obstacles, presences, recorded
from app.procedure.conduct import LOOKS
from tests.app.procedure.cases import OPENED, a_case, a_finding, a_form, an_officer, at, issued

BOOK, LAW = load_procedure(), load_law()
NOW = at("2026-09-30 12:00")
RECORD = a_form(
    "record_of_inspection", "began", "ended", "certificate_1", "certificate_2", "seen", "avoid", "scene"
)
GOOD = {
    "began": "2026年9月30日10时05分",
    "ended": "2026年9月30日10时50分",
    "certificate_1": "330101",
    "certificate_2": "330102",
    "seen": "看清楚了。",
    "avoid": "不申请回避。",
}
TWO = (an_officer(1), an_officer(2))


def against(
    form: Form,
    values: Mapping[str, object],
    case: Case | None = None,
    officers: Sequence[Officer] = TWO,
    others: Sequence[Presence] = (),
) -> dict[str, Obstacle]:
    """Return what stands against issuing, by rule."""
    case = case or a_case(("2026-09-30 10:00", OPENED))
    return {o.rule: o for o in obstacles(case, form, values, officers, others, LAW, NOW, BOOK)}


def a_case_about(*findings: Finding, forms: Sequence[str] = ("record_of_inspection",)) -> Case:
    """Return a case with these findings, a record and other documents issued."""
    checked = ExhibitChecked("1.1", "e", date(2026, 5, 1), date(2026, 9, 30), findings)
    return a_case(
        ("2026-09-30 10:00", OPENED),
        ("2026-09-30 10:01", ExhibitAdded("1.1", "玩具")),
        ("2026-09-30 10:02", checked),
        *(("2026-09-30 10:30", issued(form)) for form in forms),
    )


def test_nothing_stands_against_a_record_that_holds_to_the_rules() -> None:
    assert against(RECORD, GOOD) == {}


@pytest.mark.parametrize(
    ("changed", "rule", "stops"),
    [
        ({"seen": ""}, "identity_not_shown", True),
        ({"avoid": " "}, "avoidance_not_asked", True),
        ({"avoid": "我申请回避。"}, "avoidance_claimed", False),
        ({"avoid": "Yes, I do."}, "avoidance_claimed", False),
        ({"certificate_2": ""}, "certificate_missing", True),
        ({"certificate_2": "999"}, "certificate_differs", False),
        ({"began": "上午"}, "time_unreadable", True),
        ({"began": "2026年2月30日10时05分"}, "time_unreadable", True),
        ({"ended": "2026年9月30日10时05分"}, "ends_before_start", True),
        ({"ended": "2026-09-30 09:00"}, "ends_before_start", True),
        ({"ended": "2026年9月30日13时00分"}, "time_in_future", True),
    ],
)
def test_a_record_that_breaks_a_rule_is_told_which(
    changed: Mapping[str, str], rule: str, stops: bool
) -> None:
    found = against(RECORD, {**GOOD, **changed})

    assert [(key, o.stops) for key, o in found.items()] == [(rule, stops)]
    assert found[rule].zh != found[rule].en


@pytest.mark.parametrize("answer", ["不申请回避。", "否", "不需要", "No, I do not.", "没有", "无"])
def test_no_is_no_claim_of_avoidance(answer: str) -> None:
    assert "avoidance_claimed" not in against(RECORD, {**GOOD, "avoid": answer})


@pytest.mark.parametrize("officers", [(), TWO[:1], (TWO[0], TWO[0])])
def test_one_officer_alone_issues_nothing_official(officers: Sequence[Officer]) -> None:
    assert against(RECORD, GOOD, officers=officers)["two_officers"].stops
    assert "two_officers" not in against(a_form("fair_notice"), {}, officers=officers)


def test_an_officer_whose_certificate_ran_out_may_not_sign() -> None:
    old = an_officer(2, valid_to=date(2026, 9, 29))

    found = against(RECORD, GOOD, officers=(TWO[0], old))

    assert "2026-09-29" in found["officer_unfit"].zh
    assert found["officer_unfit"].bases[0].key == "penalty.two_officers"


def test_nobody_is_in_two_records_at_once() -> None:
    visit = (("2026-09-30 10:40", VisitStarted()), ("2026-09-30 11:10", VisitEnded()))
    other = a_case(("2026-09-30 10:39", OPENED), *visit, number="F-2-0007", officers=("i2", "i9"))

    found = against(RECORD, GOOD, others=presences(other, NOW))

    assert not found["overlap"].stops
    assert "人员2" in found["overlap"].zh
    assert "人员1" not in found["overlap"].zh
    assert "F-2-0007" in found["overlap"].en


@pytest.mark.parametrize(
    ("began", "ended", "officers"),
    [
        ("2026-09-30 10:50", "2026-09-30 11:10", ("i1", "i2")),
        ("2026-09-30 09:00", "2026-09-30 10:05", ("i1", "i2")),
        ("2026-09-30 10:10", "2026-09-30 10:20", ("i8", "i9")),
    ],
)
def test_records_that_only_touch_and_other_officers_do_not_overlap(
    began: str, ended: str, officers: tuple[str, ...]
) -> None:
    other = Presence("F-2-0007", "B02", officers, at(began), at(ended))

    assert against(RECORD, GOOD, others=[other]) == {}


def test_the_visit_that_a_record_is_about_does_not_overlap_it_but_another_record_does() -> None:
    case = a_case(
        ("2026-09-30 10:00", OPENED),
        ("2026-09-30 10:00", VisitStarted()),
        ("2026-09-30 10:55", issued("interview_record", "N2")),
    )
    times = {"began": "2026年9月30日10时40分", "ended": "2026年9月30日11时00分"}
    told = recorded(case, case.documents[0], times)
    assert told is not None

    assert against(RECORD, GOOD, case, others=presences(case, NOW)) == {}
    assert "overlap" in against(RECORD, GOOD, case, others=[told])


MEASURE = a_form("coercive_decision", "certificate_1", "approved_by", lists=["items"])
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


def test_what_stops_comes_first_and_every_rule_names_what_it_rests_on() -> None:
    found = obstacles(a_case(("2026-09-30 10:00", OPENED)), MEASURE, {}, TWO[:1], (), LAW, NOW, BOOK)

    assert [o.stops for o in found] == sorted((o.stops for o in found), reverse=True)
    assert set(BOOK.rules) == set(LOOKS)
    assert {key for rule in BOOK.rules.values() for key in rule.bases} <= LAW.keys()
    assert {key for cause in BOOK.causes for key in cause.bases} <= LAW.keys()


def test_a_basis_is_cited_as_it_stands_on_the_day_of_the_act() -> None:
    case = a_case_about(a_finding("mark.pending", "2.5b"))

    for day, edition in (("2026-12-31 12:00", "2019修正"), ("2027-01-01 12:00", "2026修订")):
        found = obstacles(case, MEASURE, SEIZED, TWO, (), LAW, at(day), BOOK)
        bases = next(o.bases for o in found if o.rule == "no_power_to_seize")
        assert {b.edition for b in bases if b.key == "trademark.powers"} == {edition}
