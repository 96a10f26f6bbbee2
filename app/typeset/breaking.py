"""Lines of Chinese text: where they may break, by the Chinese prohibitions, and as UAX #14 for the rest.

A text is cut into units that no line may part: a Chinese character, or a run of letters and digits, each with
the opening punctuation before it and the closing punctuation behind it. A library that does all of UAX #14
(uniseg) was measured at 0.2 ms a character, which is a fifth of a second for a page, and cannot tell Chinese
opening from closing quotes. What is too long for a line is cut between characters; no text is altered. Breaks
are chosen greedily, as official documents set on a grid do. Numbers are never torn where they fit on a line,
and shrink by a tenth at most before they go to the next; in a narrow column, numbers and words shrink further
before they are torn.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

NO_START = "，。、；：？！）》〉】〕」』”’…—～·％℃々〻,.;:?!)]}%"
NO_END = "（《〈【〔「『“‘￥☐☑□■([{$"
SMALLEST = 0.9  # to which a number shrinks rather than going to the next line
LEAST = 0.7  # to which a number or a word shrinks rather than being torn
SLACK = 1e-6
_CLOSERS = "".join(c for c in NO_START if not c.isascii())
_OPENERS = "".join(c for c in NO_END if not c.isascii())
_WIDE = (
    "\u1100-\u11ff\u2190-\u22ff\u2460-\u24ff\u25a0-\u27bf\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f"
    "\uff00-\uffef\U00020000-\U0003ffff"
)
_UNIT = re.compile(
    rf"(?:[{re.escape(NO_END)}][ 　]*)*"
    rf"(?:[^\s{_WIDE}{_CLOSERS}{_OPENERS}]+|.)"
    rf"(?:[{re.escape(NO_START)}]+|[ 　]+[{_CLOSERS}]+)*[ 　]*",
    re.DOTALL,
)
_HYPHEN = re.compile(r"(?<=[A-Za-z][-/])(?=[A-Za-z])")
_SOLID = re.compile(  # numbers of documents; then codes, numbers of rights, telephones
    r"[\u3400-\u9fff]{0,7}〔\d{4}〕\s?第?[\dA-Za-z-]+号"
    r"|(?=[A-Za-z./-]*\d)[A-Za-z0-9][A-Za-z0-9./-]{6,38}[A-Za-z0-9]"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A half-open span of the paragraph; trailing spaces belong to no line's width."""

    start: int
    end: int
    width: float  # of the text without trailing spaces
    last: bool  # the paragraph's last line, or before a line feed
    shrunk: tuple[tuple[int, int, float], ...] = ()  # (start, end, scale) of numbers set smaller


def break_lines(text: str, widths: Sequence[float], width: float, first: float = 0.0) -> list[Line]:
    """Break a paragraph into lines of at most `width`, in the unit of `widths`; `first` is the indent.

    `widths` has one entry for each character. Line feeds end lines. An empty paragraph gives one empty line.
    The spans cover the whole text but its line feeds.
    """
    sums = list(accumulate(widths, initial=0.0))
    lines: list[Line] = []
    at = 0
    for part in text.split("\n"):
        indent = first if at == 0 else 0.0
        end = at + len(part)
        if sums[end] - sums[at] <= width - indent:
            lines.append(_line(text, sums, at, end, last=True))
        else:
            lines += _Breaker(text, sums, at, end, width).lines(indent)
        at = end + 1
    return lines


class _Breaker:
    """Breaks one paragraph that is longer than a line."""

    def __init__(self, text: str, sums: Sequence[float], start: int, end: int, width: float) -> None:
        self._text, self._sums, self._width = text, sums, width
        self._start, self._end = start, end
        found = (match.span() for match in _SOLID.finditer(text, start, end))
        self._solid = [(a, b) for a, b in found if (sums[b] - sums[a]) * LEAST <= width]

    def lines(self, indent: float) -> Iterator[Line]:
        start, room = self._start, self._width - indent
        shrunk: list[tuple[int, int, float]] = []
        saved = 0.0
        for begin, end in self._units():
            bare = begin + len(self._text[begin:end].rstrip(" 　"))
            over = self._sums[bare] - self._sums[start] - saved - room
            if over <= SLACK:
                continue
            tight = self._tightened(begin, bare, over, begin == start)
            if tight is None and begin > start:
                yield _line(self._text, self._sums, start, begin, shrunk=shrunk, saved=saved)
                start, room, shrunk, saved = begin, self._width, [], 0.0
                over = self._sums[bare] - self._sums[start] - room
                tight = self._tightened(begin, bare, over, True) if over > SLACK else None
            if tight is not None:
                shrunk, saved, over = [*shrunk, tight], saved + over, 0.0
            while over > SLACK and bare - start > 1:
                cut = self._fitting(start, bare, room)
                yield _line(self._text, self._sums, start, cut, shrunk=shrunk, saved=saved)
                start, room, shrunk, saved = cut, self._width, [], 0.0
                over = self._sums[bare] - self._sums[start] - room
        yield _line(self._text, self._sums, start, self._end, last=True, shrunk=shrunk, saved=saved)

    def _units(self) -> Iterator[tuple[int, int]]:
        """Yield the spans of units: those of letters parted at hyphens, those of one number joined."""
        begin = self._start
        for match in _UNIT.finditer(self._text, self._start, self._end):
            unit, end = match.group(), match.end()
            ends = [end]
            if "-" in unit or "/" in unit:
                ends = [*(match.start() + hyphen.start() for hyphen in _HYPHEN.finditer(unit)), end]
            for end in ends:
                if not self._solid or not any(first < end < last for first, last in self._solid):
                    yield begin, end
                    begin = end

    def _tightened(self, begin: int, end: int, over: float, alone: bool) -> tuple[int, int, float] | None:
        """Return what of a unit shrinks, and the scale by which it fits; None where nothing does.

        A number shrinks to stay on its line; what is alone on its line shrinks rather than being torn.
        """
        whole = [(begin, end)] if alone else []
        inside = ((a, b) for a, b in self._solid if begin <= a and b <= end)
        for first, last in (*inside, *whole):
            size = self._sums[last] - self._sums[first]
            if over <= (1 - (LEAST if alone else SMALLEST)) * size + SLACK:
                return first, last, 1 - over / size
        return None

    def _fitting(self, start: int, end: int, room: float) -> int:
        """Return where an over-long unit is cut: where no prohibition is broken, if possible."""
        text, sums = self._text, self._sums
        cut = next((i for i in range(start + 1, end) if sums[i + 1] - sums[start] > room + SLACK), end - 1)
        good = (i for i in range(cut, start, -1) if text[i] not in NO_START and text[i - 1] not in NO_END)
        return next(good, cut)


def _line(
    text: str,
    sums: Sequence[float],
    start: int,
    end: int,
    *,
    last: bool = False,
    shrunk: Sequence[tuple[int, int, float]] = (),
    saved: float = 0.0,
) -> Line:
    bare = start + len(text[start:end].rstrip(" 　"))
    return Line(start, end, sums[bare] - sums[start] - saved, last, tuple(shrunk))


def violations(lines: Sequence[str]) -> int:
    """Count lines that begin or end with a character that must not stand there (the first line may begin)."""
    bare = [line.rstrip(" 　") for line in lines]
    starts = sum(line[0] in NO_START for line in lines[1:] if line)
    return starts + sum(line[-1] in NO_END for line in bare[:-1] if line)
