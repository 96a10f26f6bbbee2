"""How long measures may last together: several on the same goods, extensions by decision and by word."""

from dataclasses import replace
from datetime import date

import pytest

from app.case import Case
from app.events import ClockExtended, DocumentIssued, DocumentVoided
from app.procedure import obstacles
from tests.app.procedure.cases import BOOK, LAW, OPENED, TWO, a_case, a_form, at, clock, issued

WAY = "情况复杂，经行政机关负责人批准延长"
OPEN = ("2026-09-01 09:00", OPENED)
MEASURE = a_form("coercive_decision", "days", "number.goods_list")
EXTENSION = a_form("coercive_extension", "days", "number.coercive_decision")


def a_measure(number: str, days: int, listed: str = "清1") -> DocumentIssued:
    return replace(issued("coercive_decision", number), about=listed, days=days)


def an_extension(number: str, about: str, days: int) -> DocumentIssued:
    return replace(issued("coercive_extension", number), about=about, days=days)


def a_release(about: str) -> DocumentIssued:
    return replace(issued("coercive_release", f"解{about}"), about=about)


SEIZED = ("2026-09-30 15:00", a_measure("强1", 30))


def rules(case: Case, form: str, days: str, named: str, now: str, replaces: str = "") -> set[str]:
    """Return which rules of periods stand against a decision."""
    made = MEASURE if form == "measure" else EXTENSION
    values = {"days": days, made.fields[1].name: named}
    found = obstacles(case, made, values, TWO, (), LAW, at(now), BOOK, replaces)
    periods = {"period_too_long", "period_unreadable", "periods_too_long", "extensions_too_long"}
    return {o.rule for o in found if o.rule in periods | {"measure_over"} and o.stops}


@pytest.mark.parametrize(
    ("days", "listed", "expected"),
    [
        ("10", "清1", set()),
        ("11", "清1", {"periods_too_long"}),
        ("30", "清2", set()),
        ("30", "", set()),
        ("31", "清2", {"period_too_long"}),
    ],
)
def test_measures_on_the_same_list_last_thirty_days_together(
    days: str, listed: str, expected: set[str]
) -> None:
    case = a_case(OPEN, ("2026-09-30 15:00", a_measure("强1", 20)))

    assert rules(case, "measure", days, listed, "2026-10-10 12:00") == expected


def test_what_was_released_or_voided_counts_as_long_as_it_lasted() -> None:
    released = a_case(OPEN, SEIZED, ("2026-10-04 10:00", a_release("强1")))  # five days, both ends counted
    voided = a_case(OPEN, SEIZED, ("2026-09-30 16:00", DocumentVoided("强1", "错字")))

    assert rules(released, "measure", "25", "清1", "2026-10-06 12:00") == set()
    assert rules(released, "measure", "26", "清1", "2026-10-06 12:00") == {"periods_too_long"}
    assert rules(voided, "measure", "30", "清1", "2026-10-06 12:00") == set()


def test_a_correction_does_not_count_beside_what_it_corrects() -> None:
    case = a_case(OPEN, SEIZED, ("2026-10-20 10:00", an_extension("延1", "强1", 30)))

    assert rules(case, "measure", "30", "清1", "2026-10-21 12:00", replaces="强1") == set()
    assert rules(case, "extension", "30", "强1", "2026-10-21 12:00", replaces="延1") == set()


@pytest.mark.parametrize(("days", "expected"), [("10", set()), ("11", {"extensions_too_long"})])
@pytest.mark.parametrize("by_word", [True, False])
def test_extensions_by_decision_and_by_word_last_thirty_days_together(
    days: str, expected: set[str], by_word: bool
) -> None:
    word = ClockExtended("seizure.period", "强1", 20, f"{WAY}：王局长")
    earlier = word if by_word else an_extension("延1", "强1", 20)
    case = a_case(OPEN, SEIZED, ("2026-10-20 10:00", earlier))

    assert rules(case, "extension", days, "强1", "2026-10-21 12:00") == expected


def test_time_of_testing_is_not_counted() -> None:
    tested = ClockExtended(
        "seizure.period", "强1", 20, "检测、检验、检疫或者鉴定期间（已书面告知当事人）：7 天"
    )
    case = a_case(OPEN, SEIZED, ("2026-10-20 10:00", tested))

    assert rules(case, "extension", "30", "强1", "2026-10-21 12:00") == set()


@pytest.mark.parametrize(
    ("named", "now", "expected"),
    [
        ("强1", "2026-10-29 12:00", set()),
        ("强1", "2026-10-31 00:00", {"measure_over"}),
        ("强9", "2026-10-29 12:00", {"measure_over"}),
    ],
)
def test_only_a_measure_that_still_runs_is_extended(named: str, now: str, expected: set[str]) -> None:
    assert rules(a_case(OPEN, SEIZED), "extension", "10", named, now) == expected


def test_of_several_measures_each_has_its_own_clock_extended_and_ended_by_name() -> None:
    second = ("2026-10-02 15:00", a_measure("强2", 15, "清2"))
    case = a_case(
        OPEN,
        SEIZED,
        second,
        ("2026-10-10 10:00", an_extension("延1", "强2", 10)),
        ("2026-10-12 10:00", a_release("强2")),
    )

    first, other = (clock(case, "seizure.period", "2026-10-13 09:00", about=n) for n in ("强1", "强2"))

    assert (first.state, first.day, first.extended) == ("running", date(2026, 10, 30), 0)
    assert (other.state, other.day, other.extended) == ("settled", date(2026, 10, 27), 10)


def test_a_release_that_names_none_ends_the_oldest_and_an_extension_the_only_one() -> None:
    released = a_case(
        OPEN, SEIZED, ("2026-10-02 15:00", a_measure("强2", 15)), ("2026-10-03 10:00", a_release(""))
    )
    extended = a_case(OPEN, SEIZED, ("2026-10-03 10:00", an_extension("延1", "", 5)))

    assert clock(released, "seizure.period", "2026-10-04 09:00", about="强1").state == "settled"
    assert clock(released, "seizure.period", "2026-10-04 09:00", about="强2").open
    assert clock(extended, "seizure.period", "2026-10-04 09:00").extended == 5
