"""Lines of Chinese text: where they may break (UAX #14 and the Chinese prohibitions).

UAX #14 through uniseg keeps closing punctuation off line starts and opening punctuation off line ends. It
does not tell Chinese opening from closing quotes, so it never breaks beside them; here it does. What is too
long for a line is cut between characters; no text is altered. Breaks are chosen greedily, as official
documents set on a grid do.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from uniseg.linebreak import line_break_units

NO_START = frozenset("，。、；：？！）》〉】〕」』”’…—～·％℃,.;:?!)]}%")
NO_END = frozenset("（《〈【〔「『“‘([{￥$")
_QUOTES = re.compile(
    r"(?<=[^（《〈【〔「『“‘(\[{])(?=[“‘])|(?<=[”’])(?=[^，。、；：？！）》〉】〕」』”’…—·,.;:?!)\]}%])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A half-open span of the paragraph; trailing spaces belong to no line's width."""

    start: int
    end: int
    width: float  # of the text without trailing spaces
    last: bool  # the paragraph's last line, or before a line feed


def break_lines(text: str, width_of: Callable[[str], float], width: float, first: float = 0.0) -> list[Line]:
    """Break a paragraph into lines of at most `width` (same unit as `width_of`); `first` is the indent.

    Line feeds end lines. An empty paragraph gives one empty line. The spans cover the whole text.
    """
    lines: list[Line] = []
    at = 0
    for part in text.split("\n"):
        lines += _paragraph(part, at, width_of, width, first if at == 0 else 0.0)
        at += len(part) + 1
    return lines


def _paragraph(
    text: str, at: int, width_of: Callable[[str], float], width: float, indent: float
) -> Iterator[Line]:
    start = end = 0
    room = width - indent
    used = 0.0
    for unit in _units(text):
        size = sum(map(width_of, unit))
        bare = size - sum(map(width_of, unit[len(unit.rstrip(" 　")) :]))
        if used + bare > room + 1e-6 and end > start:
            yield _line(text, start, end, at, width_of, last=False)
            start, used, room = end, 0.0, width
        while used + bare > room + 1e-6 and len(unit) > 1:
            fit = _fitting(unit, width_of, room)
            yield _line(text, start, start + fit, at, width_of, last=False)
            start, unit, room = start + fit, unit[fit:], width
            size = sum(map(width_of, unit))
            bare = size - sum(map(width_of, unit[len(unit.rstrip(" 　")) :]))
            end = start
        used += size
        end += len(unit)
    yield _line(text, start, len(text), at, width_of, last=True)


@lru_cache(maxsize=1024)  # a form's fixed text comes again with every preview
def _units(text: str) -> tuple[str, ...]:
    """Return unbreakable units: those of UAX #14, joined where Chinese forbids a break between them."""
    units: list[str] = []
    for unit in (part for whole in line_break_units(text) for part in _QUOTES.split(whole) if part):
        if units and (unit[0] in NO_START or units[-1].rstrip(" ")[-1:] in NO_END):
            units[-1] += unit
        else:
            units.append(unit)
    return tuple(units)


def _fitting(unit: str, width_of: Callable[[str], float], room: float) -> int:
    """Return how many characters of an over-long unit fit, cut where no prohibition is broken if possible."""
    used = 0.0
    for count, character in enumerate(unit):
        used += width_of(character)
        if used > room + 1e-6:
            good = (n for n in range(count, 0, -1) if unit[n] not in NO_START and unit[n - 1] not in NO_END)
            return next(good, max(1, count))
    return len(unit)


def _line(text: str, start: int, end: int, at: int, width_of: Callable[[str], float], *, last: bool) -> Line:
    shown = text[start:end].rstrip(" 　")
    return Line(at + start, at + end, sum(map(width_of, shown)), last)


def violations(lines: Sequence[str]) -> int:
    """Count lines that begin or end with a character that must not stand there (the first line may begin)."""
    starts = sum(line[:1] in NO_START for line in lines[1:] if line)
    return starts + sum(line.rstrip(" 　")[-1:] in NO_END for line in lines[:-1] if line)
