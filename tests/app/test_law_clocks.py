"""How long rights last and when clocks end: the tables of the law files, counted."""

from datetime import date, datetime, timedelta, timezone

import pytest

from app.errors import NotFound
from app.law import Unit, WorkCalendar, Year, load_law, read_law
from app.rights import Kind, Right

LAW = load_law()
CHINA = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("kind", "start", "last"),
    [
        (Kind.INVENTION, date(2010, 3, 5), date(2030, 3, 4)),
        (Kind.UTILITY_MODEL, date(2016, 2, 29), date(2026, 2, 27)),
        (Kind.DESIGN, date(2021, 5, 31), date(2031, 5, 30)),
        (Kind.DESIGN, date(2021, 6, 1), date(2036, 5, 31)),
        (Kind.TRADEMARK, date(2016, 7, 14), date(2026, 7, 13)),
        (Kind.SPECIAL_SIGN, date(2023, 1, 1), date(2026, 12, 31)),
        (Kind.COPYRIGHT, date(2023, 1, 1), None),
    ],
)
def test_terms_end_the_day_before_the_anniversary(kind: Kind, start: date, last: date | None) -> None:
    assert LAW.last_day(kind, start) == last


def test_the_grace_of_a_trademark_is_six_months() -> None:
    assert LAW.grace_ends(date(2026, 3, 14)) == date(2026, 9, 14)
    assert LAW.grace_ends(date(2026, 8, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("right", "last"),
    [
        (Right("CN", Kind.INVENTION, "", filed=date(2010, 3, 5)), date(2030, 3, 4)),
        (
            Right("CN", Kind.INVENTION, "", filed=date(2010, 3, 5), expires=date(2033, 1, 1)),
            date(2033, 1, 1),
        ),
        (Right("CN", Kind.TRADEMARK, "", registered=date(2010, 3, 5)), None),
        (Right("CN", Kind.TRADEMARK, "", expires=date(2030, 3, 4)), date(2030, 3, 4)),
        (Right("CN", Kind.DESIGN, ""), None),
    ],
)
def test_the_register_s_own_expiry_wins_and_renewals_are_never_guessed(
    right: Right, last: date | None
) -> None:
    assert LAW.expiry(right) == last


def test_only_what_can_be_renewed_late_has_grace() -> None:
    assert LAW.grace_ends(date(2026, 3, 14), Kind.SPECIAL_SIGN) == date(2026, 3, 14)
    assert LAW.grace_ends(date(2026, 3, 14), Kind.COPYRIGHT) == date(2026, 3, 14)


HOLIDAYS = """
[[year]]
year = 2026
source = "assumed"
verified = true
off = [2026-10-01, 2026-10-02, 2026-10-03, 2026-10-04, 2026-10-05, 2026-10-06, 2026-10-07]
worked = [2026-10-10]
"""
CLOCKS = "".join(
    f"""
[[deadline]]
key = "{unit}{" moves" if moves else ""}"
amount = {amount}
unit = "{unit}"
zh = "z"
en = "e"
source = "x"
verified = true
moves = {str(moves).lower()}
"""
    for unit, amount, moves in [
        ("working_days", 7, False),
        ("calendar_days", 3, False),
        ("calendar_days", 3, True),
        ("hours", 24, False),
        ("months", 6, False),
    ]
)


@pytest.mark.parametrize(
    ("key", "day", "certain"),
    [
        ("working_days", date(2026, 10, 15), True),
        ("calendar_days", date(2026, 10, 3), True),
        ("calendar_days moves", date(2026, 10, 8), True),
        ("hours", date(2026, 10, 1), True),
        ("months", date(2027, 3, 30), True),
    ],
)
def test_each_kind_of_day_is_counted_in_its_own_way(key: str, day: date, certain: bool) -> None:
    law = read_law({"clocks": CLOCKS, "holidays": HOLIDAYS})

    due = law.due(key, datetime(2026, 9, 30, 10, 20, tzinfo=CHINA))

    assert (due.day, due.certain) == (day, certain)
    assert due.at == (datetime(2026, 10, 1, 10, 20, tzinfo=CHINA) if key == "hours" else None)


def test_a_year_without_a_checked_holiday_table_makes_working_days_uncertain() -> None:
    law = read_law({"clocks": CLOCKS})

    due = law.due("working_days", datetime(2026, 9, 30, 10, 20, tzinfo=CHINA))

    assert (due.day, due.certain) == (date(2026, 10, 9), False)


def test_preserved_evidence_is_decided_upon_within_seven_working_days() -> None:
    due = LAW.due("evidence.decide", datetime(2026, 9, 30, 16, 0, tzinfo=CHINA))

    assert (due.day, due.deadline.unit) == (date(2026, 10, 15), Unit.WORKING_DAYS)
    assert LAW.due("seizure.period", datetime(2026, 9, 1, tzinfo=CHINA)).day == date(2026, 10, 1)


def test_an_unknown_clock_is_not_found() -> None:
    with pytest.raises(NotFound, match="没有期限"):
        LAW.due("no.such.clock", datetime(2026, 9, 30, tzinfo=CHINA))


def test_working_days_follow_the_holiday_table() -> None:
    off = tuple(date(2026, 10, day) for day in range(1, 8))
    calendar = WorkCalendar((Year(2026, "assumed", False, off, (date(2026, 10, 10),)),))

    assert calendar.after(date(2026, 9, 30), 7) == date(2026, 10, 15)
    assert WorkCalendar().after(date(2026, 9, 30), 7) == date(2026, 10, 9)
    assert not calendar.covers(date(2026, 1, 1), date(2026, 2, 1))
    assert calendar.moved(date(2026, 10, 3)) == date(2026, 10, 8)
