"""Days and minutes as documents state them: "2026年5月1日", "2026年5月1日10时05分"."""

from datetime import date, datetime


def write_date(day: date) -> str:
    """Return a day as a document states it."""
    return f"{day.year}年{day.month}月{day.day}日"


def write_moment(moment: datetime) -> str:
    """Return a moment to the minute as a document states it."""
    return f"{write_date(moment)}{moment.hour}时{moment.minute:02d}分"
