"""Pages by GB/T 9704-2012: A4, type area 156 × 225 mm, 22 lines of 28 characters, 3号 (16 pt) body.

Things are added from top to bottom; each is a height and a way to draw it. When all pages are known they are
drawn, so that every page can say "第 x 页 共 y 页". The same things give the same bytes.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.typeset.breaking import break_lines
from app.typeset.fonts import BODY, FontSet

WIDTH, HEIGHT = 156 * mm, 225 * mm
LEFT, TOP = 28 * mm, 37 * mm
LINES, CHARACTERS = 22, 28
PITCH = HEIGHT / LINES  # 28.99 pt
SIZE = 16.0
ADVANCE = WIDTH / CHARACTERS  # of a full-width character: 15.79 pt
SQUEEZE = ADVANCE - SIZE  # -0.207 pt behind every full-width character

WIDEST = 0.3  # most space between characters of a justified line, in ems; beyond it stays ragged

Draw = Callable[[Canvas, float, float], None]  # (canvas, left, top of the thing)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text; `line` underlines it."""

    text: str
    line: bool = False
    role: str = BODY


@dataclass(slots=True)
class Page:
    things: list[tuple[float, Draw]] = field(default_factory=list)  # (offset from the top, draw)
    used: float = 0.0


class Flow:
    """Things placed on pages; `room` is the height of a page's body."""

    def __init__(self, fonts: FontSet, room: float = HEIGHT) -> None:
        self.fonts = fonts
        self.room = room
        self.pages = [Page()]

    def add(self, height: float, draw: Draw, keep: float = 0.0) -> None:
        """Add a thing; `keep` is the height of what must follow on the same page."""
        page = self.pages[-1]
        if page.things and page.used + height + keep > self.room + 0.5:
            page = Page()
            self.pages.append(page)
        page.things.append((page.used, draw))
        page.used += height

    def add_with_text(self, height: float, draw: Draw, lines: int = 2) -> None:
        """Add a thing that must not stand alone: if it needs a new page, the last lines go with it."""
        page = self.pages[-1]
        if page.used + height > self.room + 0.5 and len(page.things) > lines:
            carried = page.things[-lines:]
            del page.things[-lines:]
            top, bottom = carried[0][0], page.used
            page.used = top
            new = Page([(offset - top, thing) for offset, thing in carried], bottom - top)
            self.pages.append(new)
        self.add(height, draw)

    def gap(self, height: float) -> None:
        """Leave space, but none at the top of a page."""
        page = self.pages[-1]
        if page.things and page.used + height <= self.room:
            page.used += height

    def new_page(self) -> None:
        if self.pages[-1].things:
            self.pages.append(Page())

    def left_over(self) -> float:
        return self.room - self.pages[-1].used

    def paragraph(
        self,
        spans: Sequence[Span],
        *,
        indent: int = 2,
        size: float = SIZE,
        pitch: float = PITCH,
        align: str = "justify",
        width: float = WIDTH,
        keep: float = 0.0,
    ) -> None:
        """Set a paragraph; `indent` is in characters, the rest in points."""
        text = "".join(span.text for span in spans)
        style = [span for span in spans for _ in span.text]
        scale = size / SIZE
        advance = Advance(self.fonts, size)
        roles = {id(span): span.role for span in spans}
        width_at = [advance.of(c, roles[id(s)]) for c, s in zip(text, style, strict=True)]
        by_character = {(c, s.role): w for c, s, w in zip(text, style, width_at, strict=True)}
        lines = break_lines(
            text,
            lambda c: by_character.get((c, style[0].role), advance.of(c, BODY)) if style else 0.0,
            width,
            indent * ADVANCE * scale,
        )
        for number, line in enumerate(lines):
            first = indent * ADVANCE * scale if number == 0 else 0.0
            shown = text[line.start : line.end].rstrip("\n")
            shown = shown if line.last else shown.rstrip(" 　")
            end = line.start + len(shown)
            piece = _Piece(shown, style[line.start : end], width_at[line.start : end], size)
            slack = width - first - piece.width
            gaps = len(shown) - 1 if align == "justify" and not line.last and _chinese(shown) else 0
            stretch = slack / gaps if gaps > 0 and 0 < slack / gaps < size * WIDEST else 0.0
            x = {"center": slack / 2, "right": slack}.get(align, 0.0) + first
            self.add(pitch, piece.drawn(self.fonts, x, pitch, stretch), keep)

    def write(self, furnish: Callable[[Canvas, int, int], None], title: str) -> tuple[bytes, int]:
        """Draw all pages; `furnish(canvas, page, pages)` adds what stands on each. Returns (PDF, pages)."""
        if len(self.pages) > 1 and not self.pages[-1].things:
            self.pages.pop()
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=1)
        canvas.setTitle(title)
        canvas.setCreator("Huhang")
        for number, page in enumerate(self.pages, 1):
            for offset, draw in page.things:
                draw(canvas, LEFT, A4[1] - TOP - offset)
            furnish(canvas, number, len(self.pages))
            canvas.showPage()
        canvas.save()
        return target.getvalue(), len(self.pages)


def _chinese(line: str) -> bool:
    """Tell whether a line is Chinese enough to be spaced out; letters of English words must not be."""
    return 2 * sum(c.isascii() for c in line) <= len(line)


class Advance:
    """Advances of characters at one size: full-width ones on the grid, others by their face."""

    def __init__(self, fonts: FontSet, size: float) -> None:
        self._fonts = fonts
        self._size = size

    def of(self, character: str, role: str) -> float:
        if character == "\n":
            return 0.0
        width = self._fonts.width(character, role)
        return (width * SIZE + (SQUEEZE if width > 0.9 else 0.0)) * self._size / SIZE


class _Piece:
    """One line's text with its spans and advances."""

    def __init__(self, text: str, style: list[Span], widths: list[float], size: float) -> None:
        self.text, self.style, self.widths, self.size = text, style, widths, size
        self.width = sum(widths)

    def drawn(self, fonts: FontSet, x: float, pitch: float, stretch: float) -> Draw:
        runs = self._runs(fonts, stretch)
        size = self.size

        def draw(canvas: Canvas, left: float, top: float) -> None:
            base = top - (pitch + size * 0.72) / 2
            for name, text, at, space, width, underlined in runs:
                put_text(canvas, name, size, left + x + at, base, text, space)
                if underlined:
                    canvas.setLineWidth(0.6)
                    canvas.line(left + x + at, base - size * 0.17, left + x + at + width, base - size * 0.17)

        return draw

    def _runs(self, fonts: FontSet, stretch: float) -> list[tuple[str, str, float, float, float, bool]]:
        """Return (font, text, offset, extra space, width, underlined) of stretches set in one go."""
        runs: list[tuple[str, str, float, float, float, bool]] = []
        at = 0.0
        for character, span, width in zip(self.text, self.style, self.widths, strict=True):
            name = fonts.face(character, span.role).name
            space = width - fonts.width(character, span.role) * self.size + stretch
            step = width + stretch
            if runs:
                last = runs[-1]
                if last[0] == name and last[5] == span.line and abs(last[3] - space) < 0.01:
                    runs[-1] = (name, last[1] + character, last[2], space, last[4] + step, span.line)
                    at += step
                    continue
            runs.append((name, character, at, space, step, span.line))
            at += step
        return runs


def put_text(
    canvas: Canvas, font: str, size: float, x: float, y: float, text: str, space: float = 0.0
) -> None:
    """Draw text with extra space behind every character."""
    thing = canvas.beginText(x, y)
    thing.setFont(font, size)
    thing.setCharSpace(space)
    thing.textOut(text)
    canvas.drawText(thing)


def put_line(
    canvas: Canvas, fonts: FontSet, x: float, y: float, text: str, size: float, role: str = BODY
) -> float:
    """Draw one short line from x, character fallback included; returns its width."""
    start = x
    for name, run in fonts.runs(text, role):
        put_text(canvas, name, size, x, y, run)
        x += sum(fonts.width(c, role) for c in run) * size
    return x - start


def text_width(fonts: FontSet, text: str, size: float, role: str = BODY) -> float:
    return sum(fonts.width(c, role) for c in text) * size
