"""Terms of rights and deadlines of procedure, as the law files state them.

How long a right lasts depends on the day it was filed; how a deadline is counted depends on its kind of
day. Both are data, so that a doubt about either is settled by editing a file.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.law.calendar import WorkCalendar, months_after
from app.rights import Kind


class Unit(StrEnum):
    MINUTES = "minutes"
    HOURS = "hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Term:
    """How long rights of one kind last that were filed between two days, both included."""

    kind: Kind
    years: int
    counted_from: str  # "filed" or "registered"
    provision: str  # key of the legal basis
    filed_from: date
    filed_to: date | None = None
    renewable: bool = False
    grace_months: int = 0  # after the last day, in which a renewal may still be filed

    def covers(self, start: date) -> bool:
        return self.filed_from <= start and (self.filed_to is None or start <= self.filed_to)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock of the procedure."""

    key: str
    amount: int
    unit: Unit
    provision: str  # key of the legal basis, "" where none was read
    zh: str
    en: str
    source: str
    verified: bool
    moves: bool = False  # a last day on a day off moves to the next working day


@dataclass(frozen=True, slots=True)
class Due:
    """When a clock that was started ends."""

    deadline: Deadline
    day: date  # the last day
    at: datetime | None  # the minute, for clocks of hours and minutes
    certain: bool  # whether the holidays of every day counted were announced and known


def due(deadline: Deadline, start: datetime, calendar: WorkCalendar) -> Due:
    """Return the end of a clock started at `start` (China Standard Time).

    The first day is not counted. Hours and minutes run from the minute itself: the law does not count the
    first hour, so this end is never later than the lawful one.
    """
    first = start.date()
    if deadline.unit in (Unit.MINUTES, Unit.HOURS):
        at = start + deadline.amount * timedelta(**{deadline.unit: 1})
        return Due(deadline, at.date(), at, True)
    if deadline.unit is Unit.WORKING_DAYS:
        day = calendar.after(first, deadline.amount)
        return Due(deadline, day, None, calendar.covers(first, day))
    in_months = deadline.unit is Unit.MONTHS
    day = months_after(first, deadline.amount) if in_months else first + timedelta(days=deadline.amount)
    if not deadline.moves:
        return Due(deadline, day, None, True)
    moved = calendar.moved(day)
    return Due(deadline, moved, None, calendar.covers(day, moved))
