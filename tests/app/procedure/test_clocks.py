"""Clocks of a case: what starts and settles them, when they end, and that they never end too early."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.events import (
    ClockExtended,
    ClockSettled,
    ComplaintFiled,
    DocumentServed,
    DocumentVoided,
    FactRecorded,
    RuleOverridden,
)
from app.law import load_law, read_law
from app.procedure import load_procedure
from app.resources import resource
from tests.app.procedure.cases import FAIR, OPENED, a_case, at, clock, issued, keys, suspected

BOOK, LAW = load_procedure(), load_law()
OPEN = ("2026-09-30 09:00", OPENED)
FILED = ComplaintFiled("1.1", "trademark", "12345678", "云朵", "权利人")


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
        ("2026-10-01 14:59", FactRecorded("", "coercion.approved", "2026-10-01 14:59")),
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
