"""How a text stands to a mark, drawn: two rows of characters, a line between partners, words under them.

The upper row is what was asked for, the lower one the mark. Partners that changed places have crossing
lines; what only one side has stands in a dashed box; generic words are dim. Each relation has its word
below, so that nothing rests on colour.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.names.answers import Likeness, Relation, Step
from ui.pages.register.words import difference_words, relation_mark
from ui.theme import Tokens

ALONE = (Relation.ADDED, Relation.DROPPED)
SOUND = (Relation.HOMOPHONE, Relation.NEAR_SOUND, Relation.TRANSCRIPTION, Relation.SOUND_AND_LOOK)
LOOK = (Relation.LOOK_ALIKE, Relation.VARIANT, Relation.SPLIT)
MOST = 18  # columns that are drawn
ROW, DOWN = 1.2, 2.0  # height of a row, and where the lower one begins, in characters


@dataclass(frozen=True, slots=True)
class Column:
    """One place of the drawing; `upper` tells whose partner the upper text here is."""

    upper: str
    lower: str
    relation: Relation
    upper_relation: Relation


@dataclass(frozen=True, slots=True)
class Drawing:
    columns: tuple[Column, ...]
    lines: tuple[tuple[int, int, Relation], ...]  # upper column, lower column
    cut: bool = False  # the texts go on


def arrange(sign: str, steps: Sequence[Step]) -> Drawing:
    """Place the steps of an alignment: marks in their order below, the sign in its own order above."""
    shown = _merged(steps)
    cut = len(shown) > MOST
    shown = shown[:MOST]
    order = _sign_order(sign, shown)
    places = sorted(order)  # columns that have an upper text, left to right
    above = dict(zip(places, order, strict=True))  # column -> step whose sign text stands there
    columns = []
    for place, step in enumerate(shown):
        upper = shown[above[place]] if place in above else None
        columns.append(
            Column(
                upper.sign if upper else "",
                step.mark,
                step.relation,
                upper.relation if upper else step.relation,
            )
        )
    lines = [
        (place, partner, shown[partner].relation)
        for place, partner in above.items()
        if shown[partner].mark and shown[partner].relation is not Relation.DIFFERENT
    ]
    return Drawing(tuple(columns), tuple(lines), cut)


def _merged(steps: Sequence[Step]) -> list[Step]:
    """Put runs of equal letters together, so that a long Latin word is one piece."""
    merged: list[Step] = []
    for step in steps:
        last = merged[-1] if merged else None
        plain = step.relation in (Relation.SAME, Relation.ADDED, Relation.DROPPED, Relation.GENERIC)
        letters = (step.sign or step.mark).isascii()
        if (
            last
            and plain
            and letters
            and last.relation is step.relation
            and (last.sign or last.mark).isascii()
        ):
            merged[-1] = Step(last.sign + step.sign, last.mark + step.mark, step.relation)
        else:
            merged.append(step)
    return merged


def _sign_order(sign: str, steps: Sequence[Step]) -> list[int]:
    """Return the steps that have a sign text, in the order of the sign."""
    moved = [i for i, s in enumerate(steps) if s.sign and s.relation is Relation.MOVED]
    fixed = [i for i, s in enumerate(steps) if s.sign and s.relation is not Relation.MOVED]
    if not moved:
        return fixed
    order: list[int] = []
    for character in unicodedata.normalize("NFKC", sign).upper():
        if not character.isalnum():
            continue
        away = next((i for i in moved if steps[i].sign == character), None)
        if fixed and (steps[fixed[0]].sign.startswith(character) or away is None):
            order.append(fixed.pop(0))
        elif away is not None:
            moved.remove(away)
            order.append(away)
    return [*order, *fixed, *moved]


class Brush:
    """Paints drawings at one size of characters."""

    def __init__(self, tokens: Tokens, size: int) -> None:
        self._tokens, self._size = tokens, size
        self._small = max(11, size * 5 // 9)
        self.height = int(size * (DOWN + ROW) + self._small * 1.5) + 2

    def width(self, drawing: Drawing, font: QFont) -> float:
        """Return how wide a drawing is, in px."""
        return sum(self._widths(drawing, font)) + (self._size if drawing.cut else 0)

    def paint(self, painter: QPainter, area: QRectF, drawing: Drawing) -> None:
        """Paint a drawing at the left of `area`, narrower if it must be."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(area.topLeft())
        whole = self.width(drawing, painter.font())
        if whole > area.width():
            painter.scale(area.width() / whole, area.width() / whole)
        widths = self._widths(drawing, painter.font())
        lefts = [sum(widths[:i]) for i in range(len(widths) + 1)]
        middle = [left + width / 2 for left, width in zip(lefts, widths, strict=False)]
        up, down = self._size * ROW, self._size * DOWN
        for upper, lower, relation in drawing.lines:
            ink = self._tokens.soft if relation in (Relation.SAME, Relation.GENERIC) else self._tokens.primary
            wide = 1.4 if relation is Relation.SAME else 2.4
            painter.setPen(QPen(QColor(ink), wide))
            painter.drawLine(QPointF(middle[upper], up + 2), QPointF(middle[lower], down - 2))
        for column, left, width in zip(drawing.columns, lefts, widths, strict=False):
            self._text(painter, QRectF(left, 0, width, up), column.upper, column.upper_relation)
            self._text(painter, QRectF(left, down, width, up), column.lower, column.relation)
            word = relation_mark(column.relation)
            self._word(painter, QRectF(left, down + up + 1, width, self._small * 1.5), word, column.relation)
        if drawing.cut:
            painter.setPen(QColor(self._tokens.soft))
            painter.drawText(QPointF(lefts[-1] + 2, down + up * 0.7), "…")
        painter.restore()

    def _widths(self, drawing: Drawing, font: QFont) -> list[float]:
        large, small = self._fonts(font)
        texts, words = QFontMetricsF(large), QFontMetricsF(small)
        return [
            max(
                texts.horizontalAdvance(column.upper or " "),
                texts.horizontalAdvance(column.lower or " "),
                words.horizontalAdvance(relation_mark(column.relation)),
            )
            + 8
            for column in drawing.columns
        ]

    def _fonts(self, font: QFont) -> tuple[QFont, QFont]:
        large, small = QFont(font), QFont(font)
        large.setPixelSize(self._size)
        large.setBold(False)
        small.setPixelSize(self._small)
        small.setBold(False)
        return large, small

    def _text(self, painter: QPainter, box: QRectF, text: str, relation: Relation) -> None:
        if not text:
            return
        fill, ink, line = self._colours(relation)
        inner = box.adjusted(2, 1, -2, -1)
        style = Qt.PenStyle.DashLine if relation in ALONE else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(line), 1.2, style) if line else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        if fill or line:
            painter.drawRoundedRect(inner, 4, 4)
        painter.setFont(self._fonts(painter.font())[0])
        painter.setPen(QColor(ink))
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, text)

    def _word(self, painter: QPainter, box: QRectF, word: str, relation: Relation) -> None:
        if word:
            painter.setFont(self._fonts(painter.font())[1])
            painter.setPen(QColor(self._tokens.soft if relation is Relation.GENERIC else self._tokens.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)

    def _colours(self, relation: Relation) -> tuple[str, str, str]:
        """Return fill, ink and border of a character; "" is none."""
        t = self._tokens
        if relation in SOUND:
            return t.doubt_fill, t.doubt_text, ""
        if relation in LOOK:
            return t.ok_fill, t.ok_text, ""
        if relation in (Relation.MOVED, Relation.TRANSLATION):
            return t.chosen, t.text, t.primary
        if relation is Relation.GENERIC:
            return "", t.soft, ""
        if relation in ALONE or relation is Relation.DIFFERENT:
            return "", t.text, t.soft
        return "", t.text, ""


class AlignmentView(QWidget):
    """A drawing as a widget, read aloud as a sentence."""

    def __init__(self, tokens: Tokens, size: int = 26) -> None:
        super().__init__()
        self._brush = Brush(tokens, size)
        self._drawing = Drawing((), ())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self._brush.height)

    def show_likeness(self, sign: str, likeness: Likeness) -> None:
        """Draw how `sign` stands to the mark."""
        self._drawing = arrange(sign, likeness.steps)
        self.setAccessibleName(difference_words(likeness) or sign)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self._brush.height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        self._brush.paint(painter, QRectF(self.rect()), self._drawing)
