"""One editor for each kind of field; each tells `changed(value)` and shows another value by `set_value`."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.forms import BETWEEN, Field, Value, ticked
from app.numbers.amounts import capitals, read_amount
from ui.pages.documents.moments import MomentEdit
from ui.pages.documents.questions import QuestionsEdit
from ui.pages.documents.tables import ListEdit
from ui.widgets import label

MOST_RADIOS = 6
LONG_HEIGHT = 150
MENU_WIDTH = 420
LABEL_OF_PHRASES = "▾"


class FieldEdit(Protocol):
    """What every editor is; all are widgets."""

    @property
    def changed(self) -> SignalInstance: ...
    def set_value(self, value: Value) -> None: ...


class Phrases(QPushButton):
    """A button that offers phrases; Ctrl+Space in the field beside it opens them."""

    picked = Signal(str)

    def __init__(self, phrases: Sequence[str], name: str, beside: QWidget) -> None:
        super().__init__(LABEL_OF_PHRASES)
        self.setAccessibleName(self.tr("{0}：常用语").format(name))
        self.setToolTip(self.tr("常用语 Ctrl+空格"))
        self.setAutoDefault(False)
        self.setFixedWidth(46)
        self._phrases = tuple(phrases)
        self.clicked.connect(lambda: self.open())
        shortcut = QShortcut(QKeySequence("Ctrl+Space"), beside, self.open)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def open(self) -> None:
        """Show the phrases under the button."""
        menu = QMenu(self)
        metrics = QFontMetrics(menu.font())
        for phrase in self._phrases:
            shown = metrics.elidedText(" ".join(phrase.split()), Qt.TextElideMode.ElideRight, MENU_WIDTH)
            action = menu.addAction(shown.replace("&", "&&"))
            action.triggered.connect(lambda _=False, text=phrase: self.picked.emit(text))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))


class TextEdit(QWidget):
    """One line, with phrases that take its place."""

    changed = Signal(str)

    def __init__(self, text: str, name: str, phrases: Sequence[str]) -> None:
        super().__init__()
        self.line = QLineEdit(text)
        self.line.setAccessibleName(name)
        self.line.textChanged.connect(self.changed)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.line, 1)
        if phrases:
            offered = Phrases(phrases, name, self.line)
            offered.picked.connect(self.line.setText)
            across.addWidget(offered)

    def set_value(self, value: Value) -> None:
        text = value if isinstance(value, str) else ""
        if text != self.line.text():
            self.line.setText(text)


class LongTextEdit(QWidget):
    """Several lines, with phrases that are put in where the cursor stands."""

    changed = Signal(str)

    def __init__(self, text: str, name: str, phrases: Sequence[str]) -> None:
        super().__init__()
        self.text = QPlainTextEdit(text)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(LONG_HEIGHT)
        self.text.setAccessibleName(name)
        self.text.textChanged.connect(lambda: self.changed.emit(self.text.toPlainText()))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.text, 1)
        if phrases:
            offered = Phrases(phrases, name, self.text)
            offered.picked.connect(self.text.insertPlainText)
            across.addWidget(offered, 0, Qt.AlignmentFlag.AlignTop)

    def set_value(self, value: Value) -> None:
        text = value if isinstance(value, str) else ""
        if text != self.text.toPlainText():
            self.text.setPlainText(text)


class MoneyEdit(TextEdit):
    """An amount in figures, shown in capitals under it as the document will say it."""

    def __init__(self, text: str, name: str, phrases: Sequence[str]) -> None:
        super().__init__(text, name, phrases)
        self.capitals = label("", "soft", wrap=False)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.capitals)
        self.line.textChanged.connect(self._show)
        self._show(text)

    def _show(self, text: str) -> None:
        amount = read_amount(text)
        said = capitals(amount) if amount is not None else self.tr("请填数字") if text.strip() else ""
        self.capitals.setText(said)


class ChoiceEdit(QWidget):
    """One of a few choices; another click takes a choice that is not required back."""

    changed = Signal(str)

    def __init__(self, field: Field, value: Value, name: str) -> None:
        super().__init__()
        self._field = field
        self._group = QButtonGroup(self)
        self._box: QComboBox | None = None
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        if len(field.choices) > MOST_RADIOS:
            self._box = QComboBox()
            self._box.addItems(["", *field.choices])
            self._box.setAccessibleName(name)
            self._box.currentTextChanged.connect(self.changed)
            down.addWidget(self._box)
        else:
            for choice in field.choices:
                radio = QRadioButton(choice)
                radio.setAccessibleName(f"{name}：{choice}")
                radio.setMinimumHeight(34)
                self._group.addButton(radio)
                down.addWidget(radio)
        self.set_value(value)
        self._group.buttonClicked.connect(lambda found: self.changed.emit(found.text().replace("&&", "&")))

    def set_value(self, value: Value) -> None:
        wanted = self._field.choice(value) if isinstance(value, str) else ""
        if self._box is not None:
            self._box.setCurrentText(wanted)
            return
        self._group.setExclusive(False)
        for radio, choice in zip(self._group.buttons(), self._field.choices, strict=True):
            radio.setChecked(choice == wanted)
        self._group.setExclusive(True)


class ChoicesEdit(QWidget):
    """Several of the choices."""

    changed = Signal(str)

    def __init__(self, field: Field, value: Value, name: str) -> None:
        super().__init__()
        self._field = field
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        self._boxes: list[QCheckBox] = []
        for choice in field.choices:
            box = QCheckBox(choice)
            box.setAccessibleName(f"{name}：{choice}")
            box.setMinimumHeight(34)
            self._boxes.append(box)
            down.addWidget(box)
        self.set_value(value)
        for box in self._boxes:
            box.toggled.connect(lambda _: self._tell())

    def set_value(self, value: Value) -> None:
        held = {self._field.choice(text) for text in ticked(value)}
        for box, choice in zip(self._boxes, self._field.choices, strict=True):
            box.blockSignals(True)
            box.setChecked(choice in held)
            box.blockSignals(False)

    def _tell(self) -> None:
        chosen = (c for b, c in zip(self._boxes, self._field.choices, strict=True) if b.isChecked())
        self.changed.emit(BETWEEN.join(chosen))


def make_edit(field: Field, value: Value, known: Value, phrases: Sequence[str], name: str) -> QWidget:
    """Return the editor of a field; it is a `FieldEdit`."""
    text = value if isinstance(value, str) else ""
    rows = value if isinstance(value, tuple) else ()
    match field.kind:
        case "list":
            offered = known if isinstance(known, tuple) else ()
            return ListEdit(field.columns, field.widths, rows, offered, name)
        case "questions":
            return QuestionsEdit(rows, (*field.snippets, *phrases), name)
        case "choice":
            return ChoiceEdit(field, value, name)
        case "choices":
            return ChoicesEdit(field, value, name)
        case "date" | "datetime":
            return MomentEdit(text, name, minutes=field.kind == "datetime")
        case "money":
            return MoneyEdit(text, name, phrases)
        case "long_text":
            return LongTextEdit(text, name, phrases)
        case _:
            return TextEdit(text, name, phrases)
