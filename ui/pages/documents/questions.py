"""Questions and answers of a record: what is always asked stands there, answers are typed as given."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.widgets import button, card, label, row

ANSWER_HEIGHT = 74
Pair = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The widgets of one question."""

    frame: QFrame
    asked: QLineEdit
    said: QPlainTextEdit
    up: QPushButton
    down: QPushButton

    def put(self, question: str, answer: str) -> None:
        """Show other texts, which nobody typed."""
        with QSignalBlocker(self.asked), QSignalBlocker(self.said):
            if question != self.asked.text():
                self.asked.setText(question)
            if answer != self.said.toPlainText():
                self.said.setPlainText(answer)


class QuestionsEdit(QWidget):
    """Pairs of a question and its answer, in order; `presets` can be added with one key."""

    changed = Signal(object)

    def __init__(self, rows: Sequence[Pair], presets: Sequence[str], name: str) -> None:
        super().__init__()
        self._name, self._presets = name, tuple(presets)
        self.pairs: list[Pair] = []
        self.cards: list[Card] = []  # a card keeps its place; questions that move change the texts on it
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        self._cards = QVBoxLayout()
        down.addLayout(self._cards)
        more = button(self.tr("加一问"), self.add)
        down.addLayout(row(more, button(self.tr("常用问题 ▾"), self._offer), stretch=True))
        down.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)  # no card is squeezed for a moment,
        down.addStretch(1)  # nor stretched: moving forty of them twice takes longer than all else
        self._show(tuple(rows))

    def set_value(self, value: object) -> None:
        rows = value if isinstance(value, tuple) else ()
        if _pairs(rows) != self.pairs:
            self._show(rows)

    def add(self, question: str = "", answer: str = "") -> None:
        """Ask one more question and begin to type: the question, or the answer of one that is known."""
        self._show((*self.pairs, (question, answer)))
        self._tell()
        last = self.cards[-1]
        (last.said if question else last.asked).setFocus()

    def part(self, row: int) -> QWidget | None:
        """Return where the answer to a question is typed, None where there is no such question."""
        return self.cards[row].said if row < len(self.cards) else None

    def row_of(self, widget: QWidget) -> int:
        """Return the question whose card holds a widget, the first where none does."""
        return next((at for at, one in enumerate(self.cards) if one.frame.isAncestorOf(widget)), 0)

    def shift(self, at: int, by: int) -> None:
        """Move a question up or down; the keyboard goes with it."""
        if 0 <= at + by < len(self.pairs):
            pairs = list(self.pairs)
            pairs.insert(at + by, pairs.pop(at))
            self._show(tuple(pairs))
            self._tell()
            moved = self.cards[at + by]
            (moved.up if by < 0 else moved.down).setFocus()

    def remove(self, at: int) -> None:
        """Take a question out; undo brings it back."""
        self._show((*self.pairs[:at], *self.pairs[at + 1 :]))
        self._tell()

    def _show(self, rows: tuple[Pair, ...]) -> None:
        """Put other texts into the cards that stand; only as many are made or taken away as differ."""
        before, self.pairs = self.pairs, _pairs(rows)
        for shown, old, new in zip(self.cards, before, self.pairs, strict=False):
            if old != new:
                shown.put(*new)
        while len(self.cards) > len(self.pairs):
            gone = self.cards.pop().frame
            self._cards.removeWidget(gone)
            gone.deleteLater()
        for at in range(len(self.cards), len(self.pairs)):
            self.cards.append(self._card(at, *self.pairs[at]))
            self._cards.addWidget(self.cards[at].frame)

    def _card(self, at: int, question: str, answer: str) -> Card:
        frame, inside = card(margin=8)
        frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        inside.setSpacing(6)
        asked, said = QLineEdit(question), QPlainTextEdit(answer)
        asked.setAccessibleName(self.tr("{0}：第 {1} 问").format(self._name, at + 1))
        said.setAccessibleName(self.tr("{0}：第 {1} 答").format(self._name, at + 1))
        said.setTabChangesFocus(True)
        said.setFixedHeight(ANSWER_HEIGHT)
        asked.textChanged.connect(lambda text: self._put(at, (text, self.pairs[at][1])))
        said.textChanged.connect(lambda: self._put(at, (self.pairs[at][0], said.toPlainText())))
        asked.returnPressed.connect(said.setFocus)
        inside.addLayout(row(label(self.tr("问"), "h2", wrap=False), asked))
        inside.addLayout(row(label(self.tr("答"), "h2", wrap=False), said))
        up = button(self.tr("上移"), lambda: self.shift(at, -1))
        down = button(self.tr("下移"), lambda: self.shift(at, 1))
        inside.addLayout(row(up, down, button(self.tr("删除"), lambda: self.remove(at)), stretch=True))
        return Card(frame, asked, said, up, down)

    def _put(self, at: int, pair: Pair) -> None:
        self.pairs[at] = pair
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(tuple(self.pairs))

    def _offer(self) -> None:
        menu = QMenu(self)
        asked = {question for question, _ in self.pairs}
        for question in self._presets:
            if question not in asked:
                menu.addAction(question[:60].replace("&", "&&")).triggered.connect(
                    lambda _=False, text=question: self.add(text)
                )
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


def _pairs(rows: Sequence[Pair]) -> list[Pair]:
    """Return rows as questions with their answers, whatever else or less they hold."""
    return [(*row, "", "")[:2] for row in rows]
