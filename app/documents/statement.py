"""A plain statement: a title and lines, as PDF. The same words give the same bytes."""

from collections.abc import Sequence

from app.documents.layout import Flow
from app.documents.lines import Span
from app.typeset.fonts import TITLE, FontSet

TEXT, LEADING = 12, 21.0  # points


def statement(fonts: FontSet, title: str, lines: Sequence[str], language: str) -> bytes:
    """Set a statement on A4; `language` is "zh" or "en".

    Raises:
        BadInput: a character that no font has.
    """
    flow = Flow(fonts)
    flow.paragraph([Span(title, role=TITLE)], indent=0, size=20, pitch=40, align="center")
    for line in lines:
        flow.paragraph([Span(line)], size=TEXT, pitch=LEADING, indent=0)
        flow.gap(3)
    return flow.write(lambda canvas, page, pages, tags: None, title, language)[0]
