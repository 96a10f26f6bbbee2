"""Lines of a paragraph as they are drawn: faces, grid, underlines, and the space that justifies them.

Every character of a line moves on by its advance less 0.013 em: so 28 full-width ones fill 156 mm exactly.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas

from app.documents.pen import put_rules, put_text
from app.typeset.breaking import Line, break_lines
from app.typeset.fonts import BODY, FontSet

SIZE = 16.0  # 3号
SQUEEZE = (156 * 72 / 25.4 / 28 - SIZE) / SIZE  # behind every character, in ems
WIDEST = 0.3  # most space between characters of a justified line, in ems; beyond it stays ragged
RULE, UNDER = 0.6, 0.17  # width of an underline in points, and how far below the base in ems


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text."""

    text: str
    line: bool = False  # underlined
    role: str = BODY
    fill: bool = False  # a blank that takes the rest of its line
    field: str = ""  # whose value it is
    row: int = 0  # of a list or of questions, from 0


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line, ready to be drawn: runs are (font, size, x, text, space behind each character)."""

    runs: tuple[tuple[str, float, float, str, float], ...]
    rules: tuple[tuple[float, float], ...]  # underlined from x to x
    size: float
    fields: tuple[tuple[str, int, float, float], ...] = ()  # (field, row, x, width) of what shows a value

    def draw(self, canvas: Canvas, left: float, base: float) -> None:
        for font, size, x, text, space in self.runs:
            put_text(canvas, font, size, left + x, base, text, space)
        y = base - self.size * UNDER
        put_rules(canvas, [(left + a, y, left + b, y) for a, b in self.rules], RULE)


def set_lines(
    fonts: FontSet,
    spans: Sequence[Span],
    *,
    size: float,
    width: float,
    indent: float = 0.0,
    align: str = "justify",
) -> list[SetLine]:
    """Break spans into lines of `width` points; `indent` of the first in points too.

    `align` is "justify", "left", "center" or "right". Raises BadInput for a character that no face has.
    """
    text = "".join(_measured(span) for span in spans)
    glyphs = [glyph for span in spans for glyph in map(fonts.glyphs(span.role).__getitem__, span.text)]
    widths = [size * (advance + SQUEEZE) if name else 0.0 for name, advance in glyphs]
    lines = break_lines(text, widths, width, indent)
    setter = _Setter(spans, [name for name, _ in glyphs], widths, size, width, align)
    return [setter.set(line, 0.0 if number else indent) for number, line in enumerate(lines)]


def _measured(span: Span) -> str:
    """Return the text by which lines are broken: spaces of a blank count as characters to be written."""
    return span.text.replace("　", "一") if span.line else span.text


class _Setter:
    """Sets the lines of one paragraph."""

    def __init__(
        self,
        spans: Sequence[Span],
        names: list[str],
        widths: list[float],
        size: float,
        width: float,
        align: str,
    ) -> None:
        self._text = "".join(span.text for span in spans)
        self._names, self._widths, self._size = names, widths, size
        self._width, self._align = width, align
        self._lined: list[bool] = []
        self._fills: list[tuple[int, int]] = []
        self._shown: list[tuple[int, int, Span]] = []  # (start, end, what shows a field)
        for span in spans:
            here = len(self._lined)
            self._lined += [span.line] * len(span.text)
            if span.fill:
                self._fills.append((here, len(self._lined)))
            if span.field:
                self._shown.append((here, len(self._lined), span))

    def set(self, line: Line, first: float) -> SetLine:
        """Set one line whose first character stands at `first`, before it is aligned."""
        start, end = line.start, line.end
        while end > start and self._drops(end - 1):
            end -= 1
        slack = self._width - first - line.width
        stretch = self._stretch(line, self._text[start:end], slack)
        x = {"center": slack / 2, "right": slack}.get(self._align, 0.0) + first
        fills = [at for a, b in self._fills if (at := min(b, end) - 1) >= max(a, start)] if slack > 0 else []
        runs: list[tuple[str, float, float, str, float]] = []
        rules: list[tuple[float, float]] = []
        fields: list[tuple[str, int, float, float]] = []
        for begin, stop, lined, scale in self._stretches(line, start, end):
            size = self._size * scale
            wide = sum(self._widths[begin:stop]) * scale + stretch * (stop - begin)
            wide += sum(slack / len(fills) for at in fills if begin <= at < stop)
            space = SQUEEZE * size + stretch
            runs.append((self._names[begin], size, x, self._text[begin:stop], space))
            if lined and rules and rules[-1][1] == x:
                rules[-1] = (rules[-1][0], x + wide)
            elif lined:
                rules.append((x, x + wide))
            for a, b, span in self._shown:
                if a < stop and b > begin:
                    left, right = (
                        wide if at >= stop else sum(self._widths[begin:at]) * scale + stretch * (at - begin)
                        for at in (max(a, begin), b)
                    )
                    fields.append((span.field, span.row, x + left, right - left))
            x += wide
        return SetLine(tuple(runs), tuple(rules), self._size, tuple(fields))

    def _drops(self, at: int) -> bool:
        """Tell whether a space at a line's end is left out; those of a blank are the line to write on."""
        return self._text[at] == " " or (self._text[at] == "　" and not self._lined[at])

    def _stretch(self, line: Line, shown: str, slack: float) -> float:
        """Return the space by which a line is justified; letters of English words are not spaced out."""
        gaps = len(shown) - 1
        if self._align != "justify" or line.last or gaps < 1 or 2 * sum(map(str.isascii, shown)) > len(shown):
            return 0.0
        return slack / gaps if 0 < slack / gaps < self._size * WIDEST else 0.0

    def _stretches(self, line: Line, start: int, end: int) -> Iterator[tuple[int, int, bool, float]]:
        """Yield (start, end, underlined, scale) of what is set in one go."""
        if not line.shrunk and not self._fills:
            keys = zip(self._names[start:end], self._lined[start:end], strict=True)
            for (_, lined), run in groupby(keys):
                count = sum(1 for _ in run)
                yield start, start + count, lined, 1.0
                start += count
            return
        ends = {b for _, b in self._fills} | {at for a, b, _ in line.shrunk for at in (a, b)}
        begin = start
        for at in range(start + 1, end + 1):
            new = at == end or at in ends
            if new or (self._names[at], self._lined[at]) != (self._names[begin], self._lined[begin]):
                scale = next((s for a, b, s in line.shrunk if a <= begin < b), 1.0)
                yield begin, at, self._lined[begin], scale
                begin = at
