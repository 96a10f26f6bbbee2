"""Clocks of complaints, of the fair, of transfers to the police, and the targets of the green channel."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.events import (
    CaseHandedOver,
    ComplaintAnswered,
    ComplaintDecided,
    ComplaintFiled,
    ComplaintNotified,
    ComplaintSupplemented,
    DocumentServed,
    FactRecorded,
)
from app.law import load_law
from app.procedure import load_procedure
from tests.app.procedure.cases import FAIR, OPENED, a_case, at, clock, issued, keys, suspected

BOOK, LAW = load_procedure(), load_law()
OPEN = ("2026-09-30 09:00", OPENED)
FILED = ComplaintFiled("1.1", "trademark", "12345678", "云朵", "权利人")


def test_a_complaint_is_passed_on_within_a_day_and_supplementing_it_starts_the_day_again() -> None:
    asked = ("2026-09-30 12:00", ComplaintDecided("1.1", "to_supplement", lacking=("standing",)))
    again = ("2026-09-30 18:00", ComplaintSupplemented("1.1", ("standing",)))
    filed = ("2026-09-30 10:00", FILED)

    assert clock(a_case(OPEN, filed), "complaint.pass_on", "2026-09-30 11:00").due == at("2026-10-01 10:00")
    case = a_case(OPEN, filed, asked, again)
    found = [
        r for r in BOOK.running(case, FAIR, LAW, at("2026-10-01 11:00")) if r.clock.key == "complaint.pass_on"
    ]
    assert [(r.state, r.due) for r in found] == [
        ("running", at("2026-10-01 18:00")),
        ("settled", at("2026-10-01 10:00")),
    ]


def test_an_answer_is_due_when_the_notice_says() -> None:
    told = ("2026-09-30 11:00", ComplaintNotified("1.1", "王芳", 8))
    case = a_case(OPEN, ("2026-09-30 10:00", FILED), told)
    answered = a_case(
        OPEN, ("2026-09-30 10:00", FILED), told, ("2026-09-30 18:30", ComplaintAnswered("1.1", "有授权"))
    )

    assert clock(case, "complaint.answer", "2026-09-30 12:00").due == at("2026-09-30 19:00")
    assert clock(case, "complaint.answer", "2026-09-30 20:00").state == "lapsed"
    assert clock(case, "complaint.pass_on", "2026-09-30 20:00").state == "settled"
    assert clock(answered, "complaint.answer", "2026-10-09 20:00").state == "settled"


@pytest.mark.parametrize(("days", "hours"), [(1, 24), (3, 24), (7, 24), (366, 24), (4000, 24)])
def test_the_time_to_answer_follows_the_length_of_the_fair(days: int, hours: int) -> None:
    fair = replace(FAIR, ends=FAIR.begins + timedelta(days=days - 1))

    assert BOOK.answer_hours(fair) == hours


def test_an_open_matter_is_handed_over_within_fifteen_working_days_after_the_fair() -> None:
    handed = ("2026-10-20 10:00", CaseHandedOver("余杭区局", "展会结束"))

    found = clock(suspected(), "fair.hand_over", "2026-10-10 09:00")

    assert (found.day, found.certain) == (date(2026, 10, 27), True)
    assert clock(suspected(handed), "fair.hand_over", "2026-11-10 09:00").state == "settled"
    during = BOOK.running(suspected(), FAIR, LAW, at("2026-09-30 12:00"))
    assert "fair.hand_over" not in {r.clock.key for r in during}
    assert "fair.hand_over" not in keys(a_case(OPEN), "2026-12-01 09:00")


def test_a_lead_is_verified_in_fifteen_working_days_and_filing_starts_the_ninety() -> None:
    filed = ("2026-10-20 10:00", FactRecorded("", "case.filed", "2026-10-19"))

    assert clock(suspected(), "case.filing", "2026-10-10 09:00").day == date(2026, 10, 27)
    assert clock(suspected(filed), "case.filing", "2026-10-30 09:00").state == "settled"
    decision = clock(suspected(filed), "case.decision", "2026-10-30 09:00")
    assert (decision.started, decision.day) == (at("2026-10-19 00:00"), date(2027, 1, 17))


def test_any_clock_is_started_by_hand_for_what_happens_elsewhere() -> None:
    said = FactRecorded("", "clock.hearing.request", "2026年9月30日10时00分")
    ended = FactRecorded("", "inspection.ended", "2026-09-30 17:00")
    case = a_case(OPEN, ("2026-10-08 09:00", said), ("2026-10-08 09:01", ended))

    assert clock(case, "hearing.request", "2026-10-09 09:00").day == date(2026, 10, 13)
    assert clock(case, "inspection.publish", "2026-10-09 09:00").day == date(2026, 11, 3)


def test_a_case_goes_to_the_police_by_four_clocks() -> None:
    case = a_case(
        OPEN,
        ("2026-09-30 09:30", FactRecorded("", "transfer.reported", "2026-09-30")),
        ("2026-10-02 09:00", issued("crime_transfer", "移1")),
        ("2026-10-02 15:00", DocumentServed("移1", "direct", "民警")),
        ("2026-10-05 09:00", FactRecorded("", "police.filed", "2026-10-05 09:00")),
    )

    states = {
        r.clock.key: (r.state, r.due)
        for r in BOOK.running(case, None, LAW, at("2026-10-06 09:00"))
        if r.clock.key.startswith("transfer.")
    }

    assert states == {
        "transfer.decide": ("settled", at("2026-10-04 00:00")),
        "transfer.hand_over": ("settled", at("2026-10-03 09:00")),
        "transfer.police": ("lapsed", at("2026-10-06 00:00")),
        "transfer.goods": ("running", at("2026-10-09 00:00")),
    }


def test_the_green_channel_sets_targets_for_counterfeit_patents_only() -> None:
    order = ("2026-09-30 11:00", issued("correction_order"))
    now = at("2026-09-30 12:30")

    found = {r.clock.key: r.state for r in BOOK.running(suspected(order), FAIR, LAW, now) if r.is_target}

    assert found == {
        "green.status": "settled",
        "green.second_officer": "overdue",
        "green.correction": "settled",
        "green.evidence": "overdue",
        "green.clue": "running",
        "green.follow_up": "running",
    }
    other = a_case(OPEN, ("2026-09-30 10:00", FILED))
    assert not any(r.is_target for r in BOOK.running(other, FAIR, LAW, now))
