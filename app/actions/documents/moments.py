"""Days and minutes as documents state them: "2026年5月1日", "2026年5月1日10时05分"."""

from datetime import datetime


def write_date(moment: datetime) -> str:
    """Return a day as a document states it."""
    return f"{moment.year}年{moment.month}月{moment.day}日"


def write_moment(moment: datetime) -> str:
    """Return a moment to the minute as a document states it."""
    return f"{write_date(moment)}{moment.hour}时{moment.minute:02d}分"
