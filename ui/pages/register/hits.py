"""What the register answers as a list: marks with their drawn alignment, rights, sentences."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.actions.register import Answer
from app.names.answers import Likeness, NameHit, Note
from app.rights import Right
from ui.models import Index, draw_chip
from ui.pages.register.alignment import Brush, Drawing, arrange
from ui.pages.register.words import (
    band_chip,
    class_word,
    difference_words,
    goods_word,
    known_word,
    number_word,
    rule_word,
    status_chip,
    translate,
)
from ui.theme import Tokens
from ui.words import Chip

LINE_ROLE = Qt.ItemDataRole.UserRole + 2
HEAD, NOTE, RIGHT = "head", "note", "right"
HEIGHTS = {HEAD: 36, NOTE: 170, RIGHT: 92}
HIT_HEIGHT = 134


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list, in words."""

    kind: str  # HEAD, NOTE, RIGHT
    title: str
    reasons: tuple[str, ...] = ()
    facts: str = ""
    status: Chip | None = None
    band: Chip | None = None
    drawing: Drawing | None = None
    rights: tuple[Right, ...] = ()  # what Enter opens is the first
    likeness: Likeness | None = None

    @property
    def spoken(self) -> str:
        """The row as one sentence, for those who do not see it."""
        band = self.band.word if self.band else ""
        status = self.status.word if self.status else ""
        return "，".join(filter(None, (self.title, band, *self.reasons, status, self.facts)))


def present(answer: Answer, words: Mapping[str, str]) -> tuple[Line, ...]:
    """Return the rows of an answer; `words` are those of kinds of rights and statuses."""
    return tuple(_lines(answer, words))


def _lines(answer: Answer, words: Mapping[str, str]) -> Iterator[Line]:
    if not answer.text:
        yield _help()
    if answer.known is not None:
        heading, text = known_word(answer.text, answer.known, answer.extract)
        yield Line(NOTE, heading, tuple(text.split("\n")))
    for right, note in zip(answer.rights, answer.notes, strict=True):
        yield right_line(right, note, words)
    hits = answer.names.hits if answer.names else ()
    for hit in hits:
        yield hit_line(answer.text, hit, words)
    if answer.holding:
        yield Line(HEAD, translate("register", "文字中含有“{0}”的标志").format(answer.text))
        for hit in answer.holding:
            yield hit_line(answer.text, hit, words)
    if answer.text and not (answer.rights or hits or answer.holding or answer.known):
        yield Line(
            NOTE,
            translate("register", "本机摘录中没有找到"),
            (
                translate("register", "可以少输几个字、换一种写法，或放宽左侧的筛选。"),
                translate("register", "没有找到不等于没有权利。"),
            ),
        )


def _help() -> Line:
    """Return what can be asked, for a box in which nothing stands."""
    return Line(
        NOTE,
        translate("register", "可以这样查"),
        (
            translate("register", "号码：注册号、申请号、公开号，任何写法都可以"),
            translate("register", "商标：读音、字形、顺序相近的，繁体、拼音、少字多字的都会列出，并说明理由"),
            translate("register", "权利人：企业名称或其中几个字"),
        ),
    )


def right_line(right: Right, note: Note, words: Mapping[str, str]) -> Line:
    """Return the row of one right."""
    name = right.name or translate("register", "（无文字，图形标志）")
    return Line(
        RIGHT,
        name,
        (_numbers(right),),
        "　".join(filter(None, (words.get(right.kind, right.kind), class_word(right), right.holder))),
        status_chip(right, note.standing, words),
        rights=(right,),
    )


def hit_line(sign: str, hit: NameHit, words: Mapping[str, str]) -> Line:
    """Return the row of one mark with the rights that bear it."""
    first = hit.rights[0]
    likeness = hit.likeness
    rule = rule_word(likeness.rules[0]) if likeness.rules else ""
    count = translate("register", "共 {0} 件").format(hit.records) if hit.records > 1 else ""
    goods = goods_word(hit.notes[0].goods)
    facts = (number_word(first), class_word(first), goods, count, first.holder)
    return Line(
        RIGHT,
        hit.name,
        tuple(filter(None, (rule, difference_words(likeness)))),
        "　".join(filter(None, facts)),
        status_chip(first, hit.notes[0].standing, words),
        band_chip(likeness.band),
        arrange(sign, likeness.steps),
        hit.rights,
        likeness,
    )


def _numbers(right: Right) -> str:
    numbers = (right.registration_number, right.application_number, *right.publication_numbers)
    return " / ".join(dict.fromkeys(filter(None, numbers)))


class HitModel(QAbstractListModel):
    """The rows of one answer."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return line.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self.lines[index.row()].rights else Qt.ItemFlag.ItemIsEnabled


class HitDelegate(QStyledItemDelegate):
    """Paints a row: the mark large, how near it is and why, then number, class, holder and status."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._brush = Brush(tokens, 17)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line = index.data(LINE_ROLE)
        return QSize(100, HIT_HEIGHT if line.drawing else HEIGHTS[line.kind])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE_ROLE)
        t, area = self._tokens, QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected and line.rights:
            painter.fillRect(area, QColor(t.chosen))
            painter.fillRect(QRectF(area.left(), area.top(), 5, area.height()), QColor(t.primary))
        if line.kind == RIGHT:
            painter.setPen(QPen(QColor(t.line), 1))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
        inside = area.adjusted(18, 10, -12, -8)
        if line.kind == HEAD:
            self._text(painter, inside.adjusted(0, -6, 0, 6), line.title, 14, t.soft, bold=True)
        elif line.kind == NOTE:
            self._note(painter, inside, line)
        else:
            self._right(painter, inside, line)
        painter.restore()

    def _note(self, painter: QPainter, area: QRectF, line: Line) -> None:
        self._text(painter, QRectF(area.left(), area.top(), area.width(), 28), line.title, 18, bold=True)
        top = area.top() + 34
        for text in line.reasons:
            font = self._font(painter, 15, False)
            box = QRectF(area.left(), top, area.width(), 44)
            wrap = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
            painter.setFont(font)
            painter.setPen(QColor(self._tokens.text))
            taken = painter.boundingRect(box, wrap, text)
            painter.drawText(box, wrap, text)
            top += taken.height() + 6

    def _right(self, painter: QPainter, area: QRectF, line: Line) -> None:
        t = self._tokens
        split = min(340.0, area.width() * 0.42)
        left = QRectF(area.left(), area.top(), split - 16, 30)
        right = QRectF(area.left() + split, area.top(), area.width() - split, 30)
        self._text(painter, left, line.title, 21, bold=True)
        if line.drawing:
            box = QRectF(left.left(), area.top() + 34, left.width(), self._brush.height)
            self._brush.paint(painter, box, line.drawing)
        across = right.left() - 6
        for chip in filter(None, (line.band, line.status)):
            width = QFontMetrics(self._font(painter, 14, True)).horizontalAdvance(chip.word) + 58
            draw_chip(painter, QRectF(across, right.top(), width, 32), chip, t)
            across += width
        top = right.top() + 36
        for number, text in enumerate((*line.reasons, line.facts)):
            last = number == len(line.reasons)
            box = QRectF(right.left(), top, right.width(), 22)
            self._text(painter, box, text, 14 if last else 15, t.soft if last else t.text)
            top += 24

    def _text(
        self, painter: QPainter, box: QRectF, text: str, size: int, ink: str = "", bold: bool = False
    ) -> None:
        font = self._font(painter, size, bold)
        painter.setFont(font)
        painter.setPen(QColor(ink or self._tokens.text))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)

    def _font(self, painter: QPainter, size: int, bold: bool) -> QFont:
        font = QFont(painter.font())
        font.setPixelSize(size)
        font.setBold(bold)
        return font


def hit_list(model: HitModel, tokens: Tokens, name: str) -> QListView:
    """Return the list that shows a model's rows."""
    view = QListView()
    view.setModel(model)
    view.setAccessibleName(name)
    delegate = HitDelegate(tokens)
    delegate.setParent(view)
    view.setItemDelegate(delegate)
    view.setFrameShape(QListView.Shape.NoFrame)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
    return view
