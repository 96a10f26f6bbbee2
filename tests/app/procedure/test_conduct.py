"""What stands against issuing a document: every rule of conduct, on both of its sides."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from app.bureau import Officer
from app.events import VisitEnded, VisitStarted
from app.procedure import Presence, obstacles, presences, recorded
from app.procedure.conduct import LOOKS
from tests.app.procedure.cases import (
    BOOK,
    LAW,
    MEASURE,
    NOW,
    OPENED,
    TWO,
    a_case,
    a_form,
    against,
    an_officer,
    at,
    issued,
)

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


def test_what_stops_comes_first_and_every_rule_names_what_it_rests_on() -> None:
    found = obstacles(a_case(("2026-09-30 10:00", OPENED)), MEASURE, {}, TWO[:1], (), LAW, NOW, BOOK)

    assert [o.stops for o in found] == sorted((o.stops for o in found), reverse=True)
    assert set(BOOK.rules) == set(LOOKS)
    assert {key for rule in BOOK.rules.values() for key in rule.bases} <= LAW.keys()
    assert {key for cause in BOOK.causes for key in cause.bases} <= LAW.keys()
