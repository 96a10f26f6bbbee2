"""Moments as clocks and people tell them, in China Standard Time."""

import re
from datetime import datetime, timedelta

from app.law import CHINA
from app.numbers.amounts import read_amount

_TIME = re.compile(
    r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?:\D{1,4}(\d{1,2})\D{1,3}(\d{1,2}))?\D*", re.ASCII
)
_IN_WORDS = re.compile(
    r"\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?(?:\s*\d{1,2}[时:：](?P<minute>\d{1,2})分?)?", re.ASCII
)
MOST_DAYS = 2000
LONGEST = 60  # characters of a moment
EARLIEST, LATEST = datetime(1970, 1, 2, tzinfo=CHINA), datetime(2200, 1, 1, tzinfo=CHINA)
EARLIEST_MS, LATEST_MS = (int(moment.timestamp()) * 1000 for moment in (EARLIEST, LATEST))


def clock(at_ms: int) -> datetime:
    """Return what a clock said, ms since 1970 UTC, in China Standard Time; nonsense becomes what is near."""
    return datetime.fromtimestamp(min(max(at_ms, EARLIEST_MS), LATEST_MS) / 1000, CHINA)


def read_moment(text: str) -> datetime | None:
    """Return a moment as people write it, China Standard Time: "2026年5月1日9时05分", "2026-05-01 09:05".

    A day alone is its midnight. None for what is no moment.
    """
    found = _TIME.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if found is None:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    try:
        moment = datetime(year, month, day, hour, minute, tzinfo=CHINA)
    except ValueError:
        return None
    return moment if EARLIEST <= moment <= LATEST else None


def read_until(text: str) -> str:
    """Return the one moment that a text names, in ISO form: a day ("2026-05-01") or to the minute.

    "在2026年5月1日前" and "by 2026-05-01" name one; "" for a text that names none, or more than one.
    """
    found = list(_IN_WORDS.finditer(text[:LONGEST]))
    moment = read_moment(found[0].group()) if len(found) == 1 else None
    if moment is None:
        return ""
    timed = found[0].group("minute") is not None
    return moment.isoformat(timespec="minutes") if timed else moment.date().isoformat()


def whole_days(text: str) -> int:
    """Return a number of days as people write it ("30", "30 日"); 0 for what is no whole number of days."""
    amount = read_amount(text.strip().removesuffix("日").removesuffix("天"))
    whole = amount is not None and amount == amount.to_integral_value() and 0 < amount <= MOST_DAYS
    return int(amount) if amount is not None and whole else 0


def end_of(until: str) -> datetime | None:
    """Return the first moment that is too late for what `read_until` gave; None for what it never gives.

    A day ends at its midnight, China Standard Time.
    """
    try:
        if len(until) == len("2026-05-01"):
            day = datetime.fromisoformat(until).replace(tzinfo=CHINA)
            return day + timedelta(days=1) if EARLIEST <= day <= LATEST else None
        moment = datetime.fromisoformat(until).astimezone(CHINA)
    except (ValueError, OverflowError):
        return None
    return moment + timedelta(minutes=1) if EARLIEST <= moment <= LATEST else None


def write_moment(moment: datetime) -> str:
    """Return a moment to the minute, in China Standard Time: "2026-05-01 09:05"."""
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"
