"""Lists that break across pages with their heads carried on."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from app.documents.layout import WIDTH, Advance, Draw, Flow, put_text
from app.errors import BadInput
from app.typeset.breaking import break_lines
from app.typeset.fonts import BODY, HEADING, FontSet

SIZE = 12.0
LEADING = 16.0
PADDING = 4.0

Cell = list[str]  # its lines


def add_table(
    flow: Flow, columns: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[str]]
) -> None:
    """Add a ruled table; `widths` are in characters of the body size. No rows give one blank row."""
    scale = WIDTH / sum(widths)
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width * scale)
    head = _row(flow, edges, columns, HEADING)
    _add(flow, edges, head, HEADING, keep=LEADING * 2)
    page = len(flow.pages)
    for row in rows or (("",) * len(columns),):
        cells = _row(flow, edges, row, BODY)
        height = _height(cells)
        if flow.left_over() < height:
            flow.new_page()
        if len(flow.pages) != page:
            page = len(flow.pages)
            _add(flow, edges, head, HEADING)
        _add(flow, edges, cells, BODY)
    flow.gap(PADDING * 2)


def _row(flow: Flow, edges: Sequence[float], texts: Sequence[str], role: str) -> list[Cell]:
    advance = Advance(flow.fonts, SIZE)
    cells = []
    for left, right, text in zip(edges, edges[1:], texts, strict=False):
        room = right - left - 2 * PADDING
        lines = break_lines(text, lambda c: advance.of(c, role), room)
        if len(lines) * LEADING + 6 * LEADING > flow.room:
            raise BadInput(
                f"清单中“{text[:12]}…”一格超过一页；请分行填写。",
                f"The cell “{text[:12]}…” is longer than a page; split it into rows.",
            )
        cells.append([text[line.start : line.end].rstrip("\n 　") for line in lines])
    return cells


def _height(cells: Sequence[Cell]) -> float:
    return max(len(cell) for cell in cells) * LEADING + 2 * PADDING


def _add(flow: Flow, edges: Sequence[float], cells: list[Cell], role: str, keep: float = 0.0) -> None:
    height = _height(cells)
    flow.add(height, _drawn(flow.fonts, edges, cells, height, role), keep)


def _drawn(fonts: FontSet, edges: Sequence[float], cells: list[Cell], height: float, role: str) -> Draw:
    def draw(canvas: Canvas, left: float, top: float) -> None:
        canvas.setLineWidth(0.5)
        canvas.line(left, top, left + edges[-1], top)
        canvas.line(left, top - height, left + edges[-1], top - height)
        for edge in edges:
            canvas.line(left + edge, top, left + edge, top - height)
        for edge, lines in zip(edges, cells, strict=False):
            y = top - PADDING - SIZE
            for line in lines:
                x = left + edge + PADDING
                for name, run in fonts.runs(line, role):
                    put_text(canvas, name, SIZE, x, y, run)
                    x += sum(fonts.width(c, role) for c in run) * SIZE
                y -= LEADING

    return draw
