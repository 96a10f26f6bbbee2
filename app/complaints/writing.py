"""Days, minutes and lines as documents state them, in Chinese or English."""

from datetime import datetime

from app.case import Source
from app.procedure.moments import clock


def written(moment: datetime, language: str) -> str:
    """Return a moment to the minute: "2026年5月1日10时05分" or "2026-05-01 10:05"."""
    if language == "en":
        return f"{moment:%Y-%m-%d %H:%M}"
    return f"{_day(moment)}{moment.hour}时{moment.minute:02d}分"


def written_minute(source: Source, language: str) -> str:
    """Return what the clock of an entry said, to the minute."""
    return written(clock(source.at_ms), language)


def written_day(source: Source, language: str) -> str:
    """Return what the clock of an entry said, the day alone."""
    at = clock(source.at_ms)
    return f"{at:%Y-%m-%d}" if language == "en" else _day(at)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that are not blank."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _day(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日"
