"""Clocks of a case: what starts and settles them, when they end, and that they never end too early."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.case import Case
from app.events import (
    CaseHandedOver,
    ClockExtended,
    ClockSettled,
    ComplaintAnswered,
    ComplaintDecided,
    ComplaintFiled,
    ComplaintNotified,
    ComplaintSupplemented,
    DocumentServed,
    DocumentVoided,
    ExhibitAdded,
    ExhibitChecked,
    FactRecorded,
    FairPublished,
    LabelScanned,
    RuleOverridden,
)
from app.law import Law, load_law, read_law
from app.procedure import load_procedure
from app.procedure.clocks import Running
from app.resources import resource
from tests.app.procedure.cases import OPENED, a_case, a_finding, at, issued

BOOK, LAW = load_procedure(), load_law()
FAIR = FairPublished(
    "F", "展会", "馆", date(2026, 9, 28), date(2026, 9, 30), "", "", "", date(2026, 1, 1), "局"
)
OPEN = ("2026-09-30 09:00", OPENED)
FILED = ComplaintFiled("1.1", "trademark", "12345678", "云朵", "权利人")


def clock(
    case: Case,
    key: str,
    now: str,
    law: Law = LAW,
    about: str | None = None,
    fair: FairPublished | None = FAIR,
) -> Running:
    """Return the one clock of that key."""
    found = [
        r for r in BOOK.running(case, fair, law, at(now)) if r.clock.key == key and about in (None, r.about)
    ]
    assert len(found) == 1, [(r.about, r.state) for r in found]
    return found[0]


def keys(case: Case, now: str = "2026-10-01 12:00") -> set[str]:
    """Return the keys of all clocks of a case but targets."""
    return {r.clock.key for r in BOOK.running(case, None, LAW, at(now)) if not r.is_target}


def test_evidence_registered_before_the_october_holidays_is_decided_on_the_fifteenth() -> None:
    case = a_case(OPEN, ("2026-09-30 15:00", issued("preservation_notice", "登1")))

    found = clock(case, "evidence.decide", "2026-09-30 16:00")

    assert (found.day, found.certain, found.about) == (date(2026, 10, 15), True, "登1")
    assert found.due == at("2026-10-16 00:00")
    assert found.state == "running"
    assert found.basis is not None
    assert found.basis.key == "penalty.evidence"


def test_a_year_without_a_table_is_not_certain_and_a_bureau_s_own_table_takes_its_place() -> None:
    texts = {p.name: p.read_text("utf-8") for p in resource("law").glob("*.toml")}
    own = 'schema = 1\n[[year]]\nyear = 2027\nsource = "s"\nverified = true\noff = [2027-01-01]\n'
    case = a_case(OPEN, ("2026-12-31 15:00", issued("preservation_notice")))

    shipped = clock(case, "evidence.decide", "2027-01-02 09:00")
    local = clock(case, "evidence.decide", "2027-01-02 09:00", read_law(texts, {"calendar.toml": own}))

    assert (shipped.day, shipped.certain) == (date(2027, 1, 11), False)
    assert (local.day, local.certain) == (date(2027, 1, 12), True)


@pytest.mark.parametrize(
    ("now", "state", "late"),
    [
        ("2026-10-13 23:59", "running", timedelta(0)),
        ("2026-10-14 00:00", "soon", timedelta(0)),
        ("2026-10-15 23:59", "soon", timedelta(0)),
        ("2026-10-16 00:00", "overdue", timedelta(0)),
        ("2026-10-18 06:00", "overdue", timedelta(days=2, hours=6)),
    ],
)
def test_a_clock_presses_before_it_is_late_and_says_how_late(now: str, state: str, late: timedelta) -> None:
    case = a_case(OPEN, ("2026-09-30 15:00", issued("preservation_notice")))

    found = clock(case, "evidence.decide", now)

    assert (found.state, found.late) == (state, late)


def test_a_release_settles_the_oldest_notice_and_leaves_the_other_running() -> None:
    case = a_case(
        OPEN,
        ("2026-09-30 15:00", issued("preservation_notice", "登1")),
        ("2026-09-30 16:00", issued("preservation_notice", "登2")),
        ("2026-10-08 10:00", issued("preservation_release")),
    )

    assert clock(case, "evidence.decide", "2026-10-20 09:00", about="登1").state == "settled"
    assert clock(case, "evidence.decide", "2026-10-20 09:00", about="登2").state == "overdue"


def test_a_void_notice_starts_nothing_and_its_correction_gives_no_more_time() -> None:
    again = replace(issued("preservation_notice", "登2"), replaces="登1", reason="错字")
    case = a_case(
        OPEN,
        ("2026-09-30 15:00", issued("preservation_notice", "登1")),
        ("2026-10-08 10:00", DocumentVoided("登1", "错字")),
    )
    corrected = a_case(
        OPEN,
        ("2026-09-30 15:00", issued("preservation_notice", "登1")),
        ("2026-10-08 10:00", again),
        ("2026-10-09 10:00", ClockSettled("evidence.decide", "登1", "当场返还")),
    )

    assert "evidence.decide" not in keys(case)
    found = clock(corrected, "evidence.decide", "2026-10-10 09:00")
    assert (found.about, found.started, found.state) == ("登2", at("2026-09-30 15:00"), "settled")
    assert found.note == "当场返还"


def test_a_seizure_runs_thirty_calendar_days_and_is_extended_by_what_was_approved() -> None:
    seized = ("2026-09-30 15:00", issued("coercive_decision", "强1"))
    more = ("2026-10-20 09:00", ClockExtended("seizure.period", "强1", 30, "情况复杂"))
    done = ("2026-11-29 09:00", issued("coercive_release"))

    first = clock(a_case(OPEN, seized), "seizure.period", "2026-10-20 09:00")
    longer = clock(a_case(OPEN, seized, more), "seizure.period", "2026-11-15 09:00")
    late = clock(a_case(OPEN, seized, done), "seizure.period", "2026-12-01 09:00")
    kept = clock(a_case(OPEN, seized, more, done), "seizure.period", "2026-12-01 09:00")

    assert first.day == date(2026, 10, 30)
    assert (longer.day, longer.extended, longer.note) == (date(2026, 11, 29), 30, "情况复杂")
    assert (late.state, late.late) == ("settled_late", timedelta(days=29, hours=9))
    assert (kept.state, kept.late) == ("settled", timedelta(0))


def test_a_measure_without_approval_starts_the_clock_of_making_it_up() -> None:
    case = a_case(
        OPEN,
        ("2026-09-30 15:00", RuleOverridden("approval_missing", "强1", "情况紧急")),
        ("2026-09-30 15:00", issued("coercive_decision", "强1")),
    )
    approved = a_case(
        OPEN,
        ("2026-09-30 15:00", RuleOverridden("approval_missing", "强1", "情况紧急")),
        ("2026-10-01 14:59", FactRecorded("", "coercion.approved_by", "王局长")),
    )

    found = clock(case, "coercion.approval", "2026-10-01 15:00")

    assert (found.due, found.to_the_minute, found.state) == (at("2026-10-01 15:00"), True, "overdue")
    assert clock(approved, "coercion.approval", "2026-10-02 09:00").state == "settled"


def test_remedies_run_for_the_party_from_service_and_lapse_without_blame() -> None:
    case = a_case(
        OPEN,
        ("2026-09-30 15:00", issued("summary_penalty", "罚1")),
        ("2026-10-08 10:00", DocumentServed("罚1", "direct", "王芳")),
    )

    assert clock(case, "service.absent", "2026-10-20 09:00").state == "settled"
    assert clock(case, "fine.pay", "2026-10-20 09:00").day == date(2026, 10, 23)
    found = clock(case, "remedy.reconsideration", "2026-12-20 09:00")
    assert (found.day, found.state, found.clock.runs_for) == (date(2026, 12, 7), "lapsed", "party")
    assert "remedy.lawsuit" not in keys(case)


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


@pytest.mark.parametrize(("days", "hours"), [(1, 24), (3, 24), (4, 36), (7, 36), (8, 48), (4000, 48)])
def test_the_time_to_answer_follows_the_length_of_the_fair(days: int, hours: int) -> None:
    fair = replace(FAIR, ends=FAIR.begins + timedelta(days=days - 1))

    assert BOOK.answer_hours(fair) == hours


def suspected(*more: tuple[str, object]) -> Case:
    """Return a case of a suspected counterfeit patent."""
    check = ExhibitChecked("1.1", "e", date(2026, 5, 1), date(2026, 9, 30), (a_finding("patent.x", "P1"),))
    return a_case(
        OPEN,
        ("2026-09-30 10:00", ExhibitAdded("1.1", "玩具")),
        ("2026-09-30 10:01", LabelScanned("1.1", "typed", "ZL")),
        ("2026-09-30 10:02", check),
        *more,  # type: ignore[arg-type]  # events, given by each test
    )


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


def test_a_word_on_a_clock_counts_even_when_the_speaker_s_clock_was_slow() -> None:
    case = a_case(
        OPEN,
        ("2026-09-30 15:00", issued("preservation_notice", "登1")),
        ("2026-09-30 14:00", ClockSettled("evidence.decide", "登1", "已返还")),
    )

    found = clock(case, "evidence.decide", "2026-10-20 09:00")

    assert (found.state, found.settled) == ("settled", at("2026-09-30 15:00"))


def test_what_presses_most_comes_first_and_what_is_settled_last() -> None:
    case = suspected(
        ("2026-09-30 11:00", issued("correction_order")), ("2026-09-30 12:00", issued("preservation_notice"))
    )

    found = BOOK.running(case, FAIR, LAW, at("2026-10-10 09:00"))

    assert [r.open for r in found] == sorted((r.open for r in found), reverse=True)
    dues = [r.due for r in found if r.open]
    assert dues == sorted(dues)


def test_every_clock_of_the_law_files_is_known_and_every_cause_exists() -> None:
    known = {deadline.key for deadline in LAW.deadlines()}

    assert {c.key for c in BOOK.clocks if c.target is None} == known
    assert {c.cause for c in BOOK.clocks} - {""} <= {c.key for c in BOOK.causes}
