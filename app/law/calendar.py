"""Working days: weekends, and the holidays and make-up days that the State Council announces each year.

Administrative Penalty Law art. 85: "days" of that law are working days. The tables are data; a year
without one is counted by weekends alone, and whoever asks is told that the answer is not certain.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "CST")  # China Standard Time; no daylight saving
_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Year:
    """The announced holidays of one year."""

    year: int
    source: str
    verified: bool
    off: tuple[date, ...] = ()  # days off that matter: also weekend days inside a holiday
    worked: tuple[date, ...] = ()  # Saturdays and Sundays that are worked to make up


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    years: tuple[Year, ...] = ()

    def covers(self, first: date, last: date) -> bool:
        """Tell whether every year from `first` to `last` has a table checked against the announcement."""
        known = {year.year for year in self.years if year.verified}
        return all(year in known for year in range(first.year, last.year + 1))

    def works(self, day: date) -> bool:
        """Tell whether that day is a working day."""
        for year in self.years:
            if year.year == day.year and day in year.off:
                return False
            if year.year == day.year and day in year.worked:
                return True
        return day.weekday() < SATURDAY

    def after(self, start: date, days: int) -> date:
        """Return the `days`-th working day after `start`; the first day is not counted."""
        return [day for day, _ in zip(self._working(start + _DAY), range(days), strict=False)][-1]

    def moved(self, day: date) -> date:
        """Return `day`, or the first working day after it if it is a day off."""
        return next(self._working(day))

    def _working(self, day: date) -> Iterator[date]:
        while True:
            if self.works(day):
                yield day
            day += _DAY


def months_after(day: date, months: int) -> date:
    """Return the corresponding day some months later, or the last day of a month that has none.

    Patent Law Implementing Rules art. 5.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
