"""Pages by GB/T 9704-2012: A4, type area 156 × 225 mm, 22 lines of 28 characters, 3号 (16 pt) body.

Things are added from top to bottom; each is a height and a way to draw it. They are placed on pages when all
are known, so that every page can say "第 x 页 共 y 页", lines that belong together stay together, and the
lead gives way by a twelfth where only a signature or a seal would go to a page of its own. The same things
give the same bytes.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.documents.extras import FieldPlace
from app.documents.lines import SIZE, SetLine, Span, set_lines
from app.documents.tags import PARAGRAPH, Element, Tags
from app.typeset import reportlab_fixes as _fixes  # noqa: F401 -- before the first canvas
from app.typeset.fonts import BODY, FontSet

WIDTH, HEIGHT = 156 * mm, 225 * mm
LEFT, TOP = 28 * mm, 37 * mm
BOTTOM = A4[1] - TOP - HEIGHT  # of the type area, from the edge of the paper
LINES, CHARACTERS = 22, 28
PITCH = HEIGHT / LINES  # 28.99 pt
ADVANCE = WIDTH / CHARACTERS  # of a full-width character: 15.79 pt
TIGHTEST = 0.92  # to which the lead gives way
NEAR = 0.5  # points by which a page may be overfull

Draw = Callable[[Canvas, float, float], None]  # (canvas, left, top of the thing)
Shown = Sequence[tuple[str, int, float, float]]  # (field, row, x, width) of the values in a thing
Furnish = Callable[[Canvas, int, int, Tags], None]  # (canvas, page, pages, tags)


@dataclass(slots=True)
class Thing:
    """What takes a height of the page."""

    height: float
    draw: Draw | None  # None for a gap, which is dropped at the top of a page
    keep: bool = False  # on the page of the next one
    lead: bool = False  # a line of text, whose height may give way
    firm: bool = False  # the lead gives way before this goes to a new page
    head: "Thing | None" = None  # set above this where it opens a page
    element: Element | None = None  # what it is for a screen reader; None where it is not read out
    cells: "Sequence[tuple[Element, Draw]]" = ()  # of a row, each an element of its own; `draw` is its rules
    fields: "Shown" = ()
    carried: bool = False  # it stood on an earlier page already, and is not read out again

    def show(self, canvas: Canvas, left: float, top: float, tags: Tags) -> None:
        """Draw it, marked as what it is."""
        if self.draw is None:
            return
        tags.open(None if self.carried or self.cells else self.element)
        self.draw(canvas, left, top)
        tags.close()
        for element, draw in self.cells:
            tags.open(None if self.carried else element)
            draw(canvas, left, top)
            tags.close()


@dataclass(slots=True)
class Page:
    things: list[tuple[float, Thing]] = field(default_factory=list)  # (offset from the top, thing)
    used: float = 0.0

    def place(self, thing: Thing) -> None:
        self.things.append((self.used, thing))
        self.used += thing.height

    def tighten(self, over: float) -> None:
        """Take `over` points out of the leads of this page's lines."""
        scale = 1 - over / sum(thing.height for _, thing in self.things if thing.lead)
        things = [thing for _, thing in self.things]
        self.things, self.used = [], 0.0
        for thing in things:
            thing.height *= scale if thing.lead else 1.0
            self.place(thing)


class Flow:
    """Things that follow each other; `room` is the height of a page's body."""

    def __init__(self, fonts: FontSet, room: float = HEIGHT) -> None:
        self.fonts = fonts
        self.room = room
        self._parts: list[list[Thing]] = [[]]  # each begins a page
        self._pages: list[Page] = []

    def add(
        self,
        height: float,
        draw: Draw | None,
        *,
        keep: bool = False,
        lead: bool = False,
        firm: bool = False,
        head: Thing | None = None,
        element: Element | None = None,
        cells: Sequence[tuple[Element, Draw]] = (),
        fields: Shown = (),
    ) -> None:
        """Add a thing; see `Thing`. Without an element it is a paragraph of its own."""
        thing = Thing(height, draw, keep, lead, firm, head, element or Element(), cells, fields)
        self._parts[-1].append(thing)

    def gap(self, height: float) -> None:
        """Leave space, but none at the top of a page."""
        self._parts[-1].append(Thing(height, None))

    def new_page(self) -> None:
        if not self._parts or self._parts[-1]:
            self._parts.append([])

    def keep_last(self, count: int) -> None:
        """Keep the last things, gaps not counted, on the page of what comes next."""
        for thing in reversed(self._parts[-1]):
            if count <= 0:
                return
            thing.keep = True
            count -= thing.draw is not None

    def paragraph(
        self,
        spans: Sequence[Span],
        *,
        indent: int = 2,
        size: float = SIZE,
        pitch: float = PITCH,
        align: str = "justify",
        keep: bool = False,
        firm: bool = False,
        tag: str = PARAGRAPH,
    ) -> None:
        """Set a paragraph; `indent` is in characters, sizes in points; `keep` and `firm` as in `Thing`."""
        indented = indent * ADVANCE * size / SIZE
        element = Element(tag)
        for line in set_lines(self.fonts, spans, size=size, width=WIDTH, indent=indented, align=align):
            draw = partial(_draw_line, line, (pitch + size * 0.72) / 2)
            self.add(pitch, draw, keep=keep, lead=True, firm=firm, element=element, fields=line.fields)

    def pages(self) -> list[Page]:
        """Place what was added since the last call, and return all pages."""
        for part in self._parts:
            if part or not self._pages:
                self._pages.append(Page())
            for group in _groups(part):
                self._place(self._pages, group)
        self._parts = []
        return self._pages

    def fields(self) -> tuple[FieldPlace, ...]:
        """Return where values stand on all pages, line by line."""
        return tuple(
            FieldPlace(name, row, number, LEFT + x, A4[1] - TOP - offset - thing.height, width, thing.height)
            for number, page in enumerate(self.pages(), 1)
            for offset, thing in page.things
            for name, row, x, width in thing.fields
        )

    def write(self, furnish: Furnish, title: str, language: str = "zh-CN") -> tuple[bytes, int]:
        """Draw all pages; `furnish(canvas, page, pages, tags)` adds to each. Returns (PDF, pages)."""
        target = io.BytesIO()
        first: Any = self.fonts.face(" ", BODY).name  # else an unembedded Helvetica is named in every file
        canvas = Canvas(
            target, pagesize=A4, invariant=1, pageCompression=1, initialFontName=first, lang=language
        )
        canvas.setTitle(title)
        canvas.setCreator("Huhang")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        pages, tags = self.pages(), Tags(canvas)
        for number, page in enumerate(pages, 1):
            for offset, thing in page.things:
                thing.show(canvas, LEFT, A4[1] - TOP - offset, tags)
            furnish(canvas, number, len(pages), tags)
            canvas.showPage()
            tags.next_page()
        tags.write()
        canvas.save()
        return target.getvalue(), len(pages)

    def _place(self, pages: list[Page], group: list[Thing]) -> None:
        """Place things that belong together on the last page, on a tightened one, or on a new one."""
        page = pages[-1]
        height = sum(thing.height for thing in group)
        over = page.used + height - self.room - NEAR
        if page.things and over > 0:
            leads = sum(t.height for t in (*(t for _, t in page.things), *group) if t.lead)
            if any(thing.firm for thing in group) and over <= (1 - TIGHTEST) * leads:
                for thing in group:
                    page.place(thing)
                page.tighten(over)
                return
            pages.append(Page())
        for thing in group:
            page = pages[-1]
            if page.things and page.used + thing.height > self.room + NEAR:
                page = Page()
                pages.append(page)
            if not page.things:
                if thing.draw is None:
                    continue
                if thing.head is not None:
                    page.place(replace(thing.head, carried=True))
            page.place(thing)


def _draw_line(line: SetLine, base: float, canvas: Canvas, left: float, top: float) -> None:
    line.draw(canvas, left, top - base)


def _groups(things: Sequence[Thing]) -> Iterator[list[Thing]]:
    """Yield runs of things that stay on one page."""
    group: list[Thing] = []
    for thing in things:
        group.append(thing)
        if not thing.keep:
            yield group
            group = []
    if group:
        yield group
