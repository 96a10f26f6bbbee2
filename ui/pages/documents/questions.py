"""Questions and answers of a record: what is always asked stands there, answers are typed as given."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from ui.widgets import button, card, clear, label, row

ANSWER_HEIGHT = 74
Pair = tuple[str, ...]


class QuestionsEdit(QWidget):
    """Pairs of a question and its answer, in order; `presets` can be added with one key."""

    changed = Signal(object)

    def __init__(self, rows: Sequence[Pair], presets: Sequence[str], name: str) -> None:
        super().__init__()
        self._name, self._presets = name, tuple(presets)
        self.pairs: list[Pair] = []
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        self._cards = QVBoxLayout()
        down.addLayout(self._cards)
        more = button(self.tr("加一问"), self.add)
        down.addLayout(row(more, button(self.tr("常用问题 ▾"), self._offer), stretch=True))
        self._show(tuple(rows))

    def set_value(self, value: object) -> None:
        rows = value if isinstance(value, tuple) else ()
        if rows != tuple(self.pairs):
            self._show(rows)

    def add(self, question: str = "", answer: str = "") -> None:
        """Ask one more question and begin to type: the question, or the answer of one that is known."""
        self._show((*self.pairs, (question, answer)))
        self._tell()
        fields = self.findChildren(QPlainTextEdit if question else QLineEdit)
        fields[-1].setFocus()

    def shift(self, at: int, by: int) -> None:
        """Move a question up or down."""
        if 0 <= at + by < len(self.pairs):
            pairs = list(self.pairs)
            pairs.insert(at + by, pairs.pop(at))
            self._show(tuple(pairs))
            self._tell()

    def remove(self, at: int) -> None:
        """Take a question out; undo brings it back."""
        self._show((*self.pairs[:at], *self.pairs[at + 1 :]))
        self._tell()

    def _show(self, rows: tuple[Pair, ...]) -> None:
        self.pairs = [(*row, "", "")[:2] for row in rows]
        clear(self._cards)
        for at, (question, answer) in enumerate(self.pairs):
            self._cards.addWidget(self._card(at, question, answer))

    def _card(self, at: int, question: str, answer: str) -> QFrame:
        frame, inside = card(margin=8)
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
        tools = [
            (self.tr("上移"), lambda: self.shift(at, -1)),
            (self.tr("下移"), lambda: self.shift(at, 1)),
            (self.tr("删除"), lambda: self.remove(at)),
        ]
        inside.addLayout(row(*(button(text, work) for text, work in tools), stretch=True))
        return frame

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
