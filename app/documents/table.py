"""Lists that break across pages with their heads carried on."""

from collections.abc import Sequence
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from app.documents.content import Table
from app.documents.layout import WIDTH, Draw, Flow, Thing
from app.documents.lines import SetLine, Span, set_lines
from app.documents.pen import put_rules
from app.documents.tags import CELL, HEAD_CELL, ROW, TABLE, Element
from app.errors import BadInput
from app.typeset.fonts import BODY, HEADING

SIZE = 12.0
LEADING = 16.0
PADDING = 4.0
RULE = 0.5

Cell = list[SetLine]


def add_table(flow: Flow, list_: Table) -> None:
    """Add a ruled table; its widths are in characters of the body size."""
    scale = WIDTH / sum(list_.widths)
    edges = [0.0]
    for width in list_.widths:
        edges.append(edges[-1] + width * scale)
    table = Element(TABLE)
    first = _row(flow, edges, list_.columns, HEADING)
    head = Thing(
        _height(first), partial(_rule, edges, _height(first)), cells=_marked(table, HEAD_CELL, edges, first)
    )
    flow.add(head.height, head.draw, keep=True, cells=head.cells)
    for number, row in enumerate(list_.rows):
        cells = _row(flow, edges, row, BODY)
        height = _height(cells)
        if height + head.height > flow.room:
            text = next(text for text in row if text)
            raise BadInput(
                f"清单中“{text[:12]}…”一行超过一页；请分行填写。",
                f"The row “{text[:12]}…” of the list is longer than a page; split it into rows.",
            )
        flow.add(
            height,
            partial(_rule, edges, height),
            head=head,
            cells=_marked(table, CELL, edges, cells),
            fields=((list_.field, number, 0.0, WIDTH),),
        )
    flow.gap(PADDING * 2)


def _row(flow: Flow, edges: Sequence[float], texts: Sequence[str], role: str) -> list[Cell]:
    """Set the cells of a row; numbers that fit shrink rather than being torn."""
    return [
        set_lines(
            flow.fonts, (Span(text, role=role),), size=SIZE, width=right - left - 2 * PADDING, align="left"
        )
        for left, right, text in zip(edges, edges[1:], texts, strict=False)
    ]


def _height(cells: Sequence[Cell]) -> float:
    return max(map(len, cells)) * LEADING + 2 * PADDING


def _marked(
    table: Element, tag: str, edges: Sequence[float], cells: Sequence[Cell]
) -> list[tuple[Element, Draw]]:
    """Return a row's cells as elements of a row of the table, and how each is drawn."""
    row = Element(ROW, parent=table)
    return [
        (Element(tag, parent=row), partial(_write, edge, lines))
        for edge, lines in zip(edges, cells, strict=False)
    ]


def _rule(edges: Sequence[float], height: float, canvas: Canvas, left: float, top: float) -> None:
    right, bottom = left + edges[-1], top - height
    rules = [(left, y, right, y) for y in (top, bottom)]
    put_rules(canvas, [*rules, *((left + edge, top, left + edge, bottom) for edge in edges)], RULE)


def _write(edge: float, lines: Cell, canvas: Canvas, left: float, top: float) -> None:
    for number, line in enumerate(lines):
        line.draw(canvas, left + edge + PADDING, top - PADDING - SIZE - number * LEADING)
