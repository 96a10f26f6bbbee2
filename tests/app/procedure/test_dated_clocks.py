"""Days that documents name themselves, as an order to correct does; and how long a seizure may last."""

from dataclasses import replace
from datetime import date

import pytest

from app.events import FactRecorded
from app.procedure.clocks import Running
from app.procedure.moments import end_of, read_until
from tests.app.papers import FORMS
from tests.app.procedure.cases import BOOK, FAIR, LAW, a_form, against, at, issued, suspected


def dated(until: str, now: str, *more: tuple[str, object]) -> Running | None:
    """Return the clock of an order to correct that names a day."""
    order = ("2026-09-30 12:00", replace(issued("correction_order", "改1"), until=until))
    found = BOOK.running(suspected(order, *more), FAIR, LAW, at(now))
    return next((running for running in found if running.clock.key == "correction.check"), None)


@pytest.mark.parametrize(
    ("text", "until", "end"),
    [
        ("立即", "", ""),
        ("在2026年10月9日前", "2026-10-09", "2026-10-10 00:00"),
        ("by 2026-10-09", "2026-10-09", "2026-10-10 00:00"),
        ("2026年10月9日18时00分", "2026-10-09T18:00+08:00", "2026-10-09 18:01"),
        ("2026-10-09 18:00", "2026-10-09T18:00+08:00", "2026-10-09 18:01"),
        ("自2026年10月1日至2026年10月9日", "", ""),
        ("2026年13月9日", "", ""),
        ("十月九日前", "", ""),
    ],
)
def test_a_document_names_a_day_or_a_minute_or_none(text: str, until: str, end: str) -> None:
    found = read_until(text)

    assert found == until
    assert end_of(found) == (at(end) if end else None)


@pytest.mark.parametrize("nonsense", ["", "2026", "soon", "9999-99-99", "99999999999", "0001-01-01"])
def test_nonsense_in_an_entry_of_another_program_starts_no_clock(nonsense: str) -> None:
    assert end_of(nonsense) is None
    assert dated(nonsense, "2026-10-01 09:00") is None


@pytest.mark.parametrize(
    ("now", "state"),
    [("2026-10-01 09:00", "running"), ("2026-10-09 08:00", "soon"), ("2026-10-10 00:00", "overdue")],
)
def test_the_day_inside_an_order_to_correct_is_a_clock_of_ours(now: str, state: str) -> None:
    running = dated("2026-10-09", now)

    assert running is not None
    assert (running.state, running.day, running.certain) == (state, date(2026, 10, 9), True)
    assert not running.is_target


def test_a_check_of_what_was_corrected_settles_it() -> None:
    checked = FactRecorded("", "correction.checked", "2026-10-09 10:00")

    running = dated("2026-10-09", "2026-10-12 09:00", ("2026-10-09 10:05", checked))

    assert running is not None
    assert (running.state, running.settled) == ("settled", at("2026-10-09 10:00"))


@pytest.mark.parametrize(
    ("days", "rules"),
    [
        ("30", set()),
        ("15", set()),
        ("31", {"period_too_long"}),
        ("30日", {"period_unreadable"}),
        ("三十", {"period_unreadable"}),
        ("若干", {"period_unreadable"}),
        ("0", {"period_unreadable"}),
        ("1.5", {"period_unreadable"}),
        ("", set()),
    ],
)
def test_a_coercive_measure_lasts_thirty_days_at_most(days: str, rules: set[str]) -> None:
    form = a_form("coercive_decision", "days")

    found = against(form, {"days": days})

    assert {key for key in found if key.startswith("period")} == rules
    assert all(found[key].stops and found[key].bases for key in rules)


def test_every_form_that_gives_a_party_time_names_the_field_of_it() -> None:
    named = {form.form: form.until for form in FORMS.values() if form.until}

    assert named == {"correction_order": "when", "materials_request": "by", "identification_request": "by"}
