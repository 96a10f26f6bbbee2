"""Pieces of a document become things on pages."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.documents.content import Closing, Cut, NewPage, Paragraph, Photos, Piece, Signs, Table
from app.documents.furnish import CODE_WORDS, SIGNATURE_HEIGHT, Sheet
from app.documents.layout import ADVANCE, PITCH, WIDTH, Flow
from app.documents.lines import SIZE, Span
from app.documents.marks import MODULE, QUIET
from app.documents.pen import Picture, put_line, put_picture, put_rules, read_photo, text_width
from app.documents.table import add_table
from app.documents.tags import FIGURE, HEADING, TITLE, Element
from app.typeset.fonts import HEADING as BOLD
from app.typeset.fonts import FontSet

COLUMNS = 3
PHOTO = (48 * mm, 36 * mm)
CAPTION = 7.5
CLOSING = PITCH * 4.4
COMPANIONS = 2  # lines that stand with a seal or a signature on its page
CUT_SIZE = 9.0
BANNER = 72.0
PARTING = re.compile("　|  ")  # between the fields of a line


class Setter:
    """Sets pieces one after the other; those of a gloss bear no seal and no signatures."""

    def __init__(self, flow: Flow, sheet: Sheet, *, sealed: bool) -> None:
        self._flow, self._sheet, self._sealed = flow, sheet, sealed

    def set(self, pieces: Iterable[Piece]) -> None:
        """Add pieces to the flow, in their order."""
        before = ""
        for piece in pieces:
            style = piece.style if isinstance(piece, Paragraph) else ""
            if before in ("title", "note") and style not in ("title", "note"):
                self._flow.gap(PITCH * 0.5)
            self._piece(piece)
            before = style

    def _piece(self, piece: Piece) -> None:
        flow = self._flow
        match piece:
            case Paragraph(spans, style):
                self._paragraph(spans, style)
            case Table():
                add_table(flow, piece)
            case Photos(head, photos):
                flow.new_page()
                flow.paragraph([Span(head, role=BOLD)], indent=0, align="left", keep=True, tag=HEADING)
                self._photos([(read_photo(photo.jpeg), photo.caption) for photo in photos])
            case Closing(agency, place, issued):
                flow.keep_last(COMPANIONS)
                flow.add(CLOSING, partial(self._close, (agency, place, issued)), firm=True)
            case Signs(signers):
                flow.keep_last(COMPANIONS)
                height = SIGNATURE_HEIGHT * ((len(signers) + 1) // 2)
                flow.add(height, partial(_sign, self._sheet, signers), firm=True)
            case Cut(caption):
                flow.add(PITCH, partial(_cut, flow.fonts, caption), keep=True)
            case NewPage():
                flow.new_page()

    def _paragraph(self, spans: Sequence[Span], style: str) -> None:
        flow = self._flow
        match style:
            case "title":
                pitch = PITCH * 1.25
                flow.paragraph(spans, indent=0, size=22, pitch=pitch, align="center", keep=True, tag=TITLE)
            case "banner":
                flow.paragraph(spans, indent=0, size=BANNER, pitch=BANNER * 1.6, align="center", keep=True)
            case "note":
                flow.paragraph(spans, indent=0, size=10.5, pitch=PITCH * 0.7, align="center")
            case "number":
                flow.paragraph(spans, indent=0, align="center")
            case "field":
                for line in _packed(flow.fonts, spans):
                    flow.paragraph(line, indent=0, align="left")
            case "to":
                flow.paragraph(spans, indent=0, align="left")
            case "copies":
                flow.keep_last(1)
                flow.paragraph(spans, indent=0, size=12, pitch=PITCH * 0.75, align="left")
            case "end":
                flow.keep_last(1)
                flow.paragraph(spans, firm=True)
            case "head":
                flow.paragraph(spans, align="left", keep=True, tag=HEADING)
            case _:
                flow.paragraph(spans, keep=style == "question")

    def _photos(self, photos: Sequence[tuple[Picture, tuple[str, ...]]]) -> None:
        lines = max(len(caption) for _, caption in photos)
        height = PHOTO[1] + lines * CAPTION * 1.35 + 2 * mm
        for first in range(0, len(photos), COLUMNS):
            row = photos[first : first + COLUMNS]
            shown = Element(FIGURE, "；".join(" ".join(caption) for _, caption in row))
            self._flow.add(height, partial(_photo_row, self._flow.fonts, row), element=shown)

    def _close(self, texts: tuple[str, str, str], canvas: Canvas, left: float, top: float) -> None:
        """Set agency, place of the seal and date below each other, the seal over them."""
        fonts, right = self._flow.fonts, left + WIDTH - 4 * ADVANCE
        for number, text in enumerate(texts):
            size = _fitting(fonts, text, SIZE, right - left)
            width = text_width(fonts, text, size)
            put_line(canvas, fonts, right - width, top - PITCH * (1.4 + number), text, size)
        if self._sealed:
            width = min(text_width(fonts, texts[0], SIZE), right - left)
            self._sheet.seal.draw(canvas, right - width / 2, top - PITCH * 2.2)


def _packed(fonts: FontSet, spans: Sequence[Span]) -> list[list[Span]]:
    """Break a line of several fields between them, where a full-width space parts them, if it is too long."""
    if sum(text_width(fonts, span.text, SIZE, span.role) for span in spans) <= WIDTH:
        return [list(spans)]
    fields: list[list[Span]] = [[]]
    for span in spans:
        first, *more = [span.text] if span.line else PARTING.split(span.text)
        fields[-1].append(replace(span, text=first))
        fields += [[replace(span, text=text)] for text in more]
    lines: list[list[Span]] = []
    for field in fields:
        joined = [*lines[-1], Span("　"), *field] if lines else field
        if lines and sum(text_width(fonts, s.text, SIZE, s.role) for s in joined) <= WIDTH:
            lines[-1] = joined
        else:
            lines.append(field)
    return lines


def add_code(flow: Flow, sheet: Sheet) -> None:
    """Add the code at the end of the text where it is too large for the margin."""
    if sheet.code is not None and not sheet.code_in_margin:
        height = sheet.code.side + 2 * QUIET * MODULE

        def draw(canvas: Canvas, left: float, top: float) -> None:
            if sheet.code is not None:
                sheet.code.draw(canvas, left, top - height + QUIET * MODULE)

        flow.add(height, draw, element=Element(FIGURE, CODE_WORDS))


def _fitting(fonts: FontSet, text: str, size: float, room: float) -> float:
    """Return the size at which a short line fits."""
    return min(size, size * room / max(text_width(fonts, text, size), 1.0))


def _sign(sheet: Sheet, signers: Sequence[tuple[str, str]], canvas: Canvas, left: float, top: float) -> None:
    sheet.sign(canvas, signers, left, top)


def _cut(fonts: FontSet, caption: str, canvas: Canvas, left: float, top: float) -> None:
    """Draw a line to cut along, from edge to edge of the type area, its caption in the middle."""
    y = top - PITCH / 2
    size = _fitting(fonts, caption, CUT_SIZE, WIDTH * 0.8)
    width = text_width(fonts, caption, size)
    room = (width / 2 + 6) if caption else 0.0
    middle, right = left + WIDTH / 2, left + WIDTH
    put_rules(canvas, [(left, y, middle - room, y), (middle + room, y, right, y)], 0.6, "4 3")
    put_line(canvas, fonts, middle - width / 2, y - size * 0.35, caption, size)


def _photo_row(
    fonts: FontSet,
    photos: Sequence[tuple[Picture, tuple[str, ...]]],
    canvas: Canvas,
    left: float,
    top: float,
) -> None:
    for column, (picture, caption) in enumerate(photos):
        x, y = left + column * (WIDTH - PHOTO[0]) / (COLUMNS - 1), top - PHOTO[1]
        put_picture(canvas, picture, (x, y, *PHOTO))
        right = x + PHOTO[0]
        put_rules(
            canvas, [(x, y, right, y), (right, y, right, top), (right, top, x, top), (x, top, x, y)], 0.4
        )
        for line, text in enumerate(caption):
            size = _fitting(fonts, text, CAPTION, PHOTO[0])
            put_line(canvas, fonts, x, y - CAPTION * 1.35 * (line + 1), text, size)
