"""What several importers need: what a record is, dates and Chinese status words of sources, tidy texts."""

import re
from datetime import date
from typing import IO, Literal, NamedTuple, Protocol

from app.rights import Rejected, Right, Status

_DIGITS = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})")
_NAMES = re.compile(r"[;；|、\n]")
_ROC = re.compile(r"(?:民國|民国)?(\d{2,3})[./年-](\d{1,2})[./月-](\d{1,2})日?|(\d{2,3})(\d{2})(\d{2})")
_BLANKS = re.compile(r"[ \t\r\n]+")
_AT_THE_ENDS = "　 \n\t\r﻿"

STATUS_WORDS: tuple[tuple[str, Status], ...] = (  # first match wins; longer words before their parts
    ("部分无效", Status.PARTLY_INVALIDATED),
    ("无效宣告申请", Status.UNKNOWN),
    ("宣告无效", Status.INVALIDATED),
    ("全部无效", Status.INVALIDATED),
    ("未缴年费", Status.LAPSED),
    ("专利权终止", Status.LAPSED),
    ("失效", Status.EXPIRED),
    ("期满未续展", Status.EXPIRED),
    ("期限届满", Status.EXPIRED),
    ("届满", Status.EXPIRED),
    ("放弃", Status.ABANDONED),
    ("视为撤回", Status.WITHDRAWN),
    ("撤回", Status.WITHDRAWN),
    ("撤销", Status.REVOKED),
    ("注销", Status.CANCELLED),
    ("驳回复审", Status.UNDER_REVIEW),
    ("驳回", Status.REFUSED),
    ("异议", Status.OPPOSED),
    ("初审公告", Status.PUBLISHED),
    ("初步审定", Status.PUBLISHED),
    ("滞纳", Status.LATE_FEE),
    ("实质审查", Status.PENDING),
    ("实审", Status.PENDING),
    ("公开", Status.PENDING),
    ("受理", Status.PENDING),
    ("申请中", Status.PENDING),
    ("审中", Status.PENDING),
    ("待审", Status.PENDING),
    ("专利权维持", Status.IN_FORCE),
    ("授权", Status.IN_FORCE),
    ("已注册", Status.IN_FORCE),
    ("注册", Status.IN_FORCE),
    ("有效", Status.IN_FORCE),
    ("无效", Status.INVALIDATED),
    ("终止", Status.LAPSED),
)


class Unreadable(Exception):
    """A record says something that cannot be so; its text is the reason of the rejection."""


class Removed(NamedTuple):
    """A record that takes a right out of the register."""

    right: Right


Record = Right | Removed | Rejected


class Source(Protocol):
    """What an importer reads: a file, or a file in an archive."""

    @property
    def name(self) -> str: ...

    def open(self, mode: Literal["rb"]) -> IO[bytes]:
        """Open it for reading. Raises OSError."""
        ...


def read_day(text: str | None) -> date | None:
    """Read a date as printed: ISO with or without zone, compact, 年月日; None for "00000000" or none."""
    match = _DIGITS.match((text or "").strip())
    return _day(*match.groups()) if match else None


def read_roc_day(text: str | None) -> date | None:
    """Read a date of the Republic of China calendar ("110.07.21", "1100721", 民國110年7月21日)."""
    match = _ROC.fullmatch((text or "").strip())
    if match is None:
        return None
    year, month, day = (part for part in match.groups() if part)
    return _day(str(int(year) + 1911), month, day)


def day_of(text: str | None) -> date | None:
    """Read a date as `read_day`, None where a part of it is zero. Raises Unreadable for an impossible one."""
    match = _DIGITS.match((text or "").strip())
    return _sure(text, match.groups()) if match else None


def roc_day_of(text: str | None) -> date | None:
    """Read a date as `read_roc_day`. Raises Unreadable for an impossible one."""
    match = _ROC.fullmatch((text or "").strip())
    if match is None:
        return day_of(text)
    year, month, day = (part for part in match.groups() if part)
    return _sure(text, (str(int(year) + 1911), month, day))


def read_status(text: str) -> Status:
    """Read a Chinese status word; UNKNOWN for words that are not in the table."""
    return next((status for word, status in STATUS_WORDS if word in text), Status.UNKNOWN)


def parts_of(text: str) -> tuple[str, ...]:
    """Return the entries of a list of names that a source keeps in one cell, without repeats."""
    return tuple(dict.fromkeys(part.strip() for part in _NAMES.split(text) if part.strip()))


def tidy(text: str | None) -> str:
    """Return a text on one line, each run of white space a blank; U+3000 stays where it is inside."""
    return _BLANKS.sub(" ", text).strip(_AT_THE_ENDS) if text else ""


def distinct(*texts: str) -> tuple[str, ...]:
    """Return the texts that are not blank, each once, in order."""
    return tuple(dict.fromkeys(text for text in texts if text))


def number_of(text: str | None) -> str:
    """Return a number, "" where it is all zeros, which some offices write for none."""
    number = tidy(text)
    return number if number.strip("0-/. ") else ""


def shorten(text: str, length: int = 200) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def broken(line: int, why: object) -> Rejected:
    """Return the rejection of a file that breaks off at a line; what came before it was whole."""
    return Rejected(line, f"文件在第 {line} 行中断：{shorten(str(why))} | the file breaks here")


def _sure(text: str | None, parts: tuple[str, ...]) -> date | None:
    day = _day(*parts)
    if day is None and all(int(part) for part in parts):
        raise Unreadable(f"日期无法识别：{shorten(str(text), 40)} | a date cannot be read")
    return day


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
