"""What somebody typed and chose on a page, carried over to the same page in another language or after a lock.

It is known by the names under which the page and its panels keep their widgets, so that nothing can come into
another field: a row that is not there any more takes nothing. What a page lists only when it was answered is
filled in as the answers come.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QTabWidget,
    QWidget,
)
from shiboken6 import isValid

Choice = bool | int | tuple[str | None, int, int]  # of a combo box: its value as text, its place, of how many
OURS = ("ui.pages.", "PySide6.QtWidgets")  # what is looked into: panels and their widgets
TEXTS = (QLineEdit, QPlainTextEdit)
CHOICES = (QComboBox, QCheckBox, QRadioButton, QSpinBox, QTabWidget)


def inputs(owner: QWidget) -> dict[str, QWidget]:
    """Return what can be typed into or chosen from on a page, by the names under which it is kept.

    A name is of attributes and keys of mappings, as in "amounts/_fields/('', 'gains')".
    """
    found: dict[str, QWidget] = {}
    _gather(owner, owner, "", found, {id(owner)})
    return found


def _gather(page: QWidget, at: object, within: str, found: dict[str, QWidget], seen: set[int]) -> None:
    for name, value in _parts(at):
        key = f"{within}/{name}"
        if isinstance(value, Mapping):
            _gather(page, value, key, found, seen)
        elif id(value) not in seen and type(value).__module__.startswith(OURS) and isValid(value):
            seen.add(id(value))
            if isinstance(value, TEXTS + CHOICES) and page.isAncestorOf(value):
                found[key] = value
            if hasattr(value, "__dict__"):
                _gather(page, value, key, found, seen)


def _parts(at: object) -> Iterator[tuple[object, Any]]:
    yield from at.items() if isinstance(at, Mapping) else vars(at).items()


@dataclass(slots=True)
class Carried:
    """What stands on a page; `put_into` another one as often as that has been answered anew.

    Texts and numbers only, so that it can be kept while the windows are locked.
    """

    texts: dict[str, tuple[str, bool, int]]  # text, whether it was typed by hand, where the cursor stands
    chosen: dict[str, Choice]
    focus: list[str]
    fresh: bool = True  # not put into any page yet

    def put_into(self, page: QWidget) -> None:
        """Fill in what can be: at first all that stood there, later what was typed or chosen by hand."""
        there = inputs(page)
        for key, chosen in list(self.chosen.items()):
            if key in there and _choose(there[key], chosen):
                del self.chosen[key]
        for key, (text, typed, at) in self.texts.items():
            field = there.get(key)
            if field is not None and (self.fresh or (typed and text)) and not _text(field)[1]:
                _type(field, text, typed, at)
        for key in [key for key in self.focus if key in there]:
            self.focus.remove(key)
            there[key].setFocus()
        self.fresh = False


def carried(page: QWidget) -> Carried:
    """Return what stands on a page, but for passphrases."""
    there = {key: field for key, field in inputs(page).items() if not _is_secret(field)}
    return Carried(
        {key: _text(field) for key, field in there.items() if isinstance(field, TEXTS)},
        {key: _choice(field) for key, field in there.items() if isinstance(field, CHOICES)},
        [key for key, field in there.items() if field is page.focusWidget()],
    )


def words_in(dialog: QWidget) -> list[tuple[str, str]]:
    """Return what was typed by hand into a dialog, each text with the name of its field."""
    fields = [*dialog.findChildren(QLineEdit), *dialog.findChildren(QPlainTextEdit)]
    found = [(field, *_text(field)[:2]) for field in fields if not _is_secret(field)]
    return [(field.accessibleName(), text) for field, text, typed in found if typed and text.strip()]


def _is_secret(field: QWidget) -> bool:
    return isinstance(field, QLineEdit) and field.echoMode() != QLineEdit.EchoMode.Normal


def _text(field: QWidget) -> tuple[str, bool, int]:
    """Return a text, whether it was typed by hand, and where the cursor stands."""
    if isinstance(field, QLineEdit):
        return field.text(), field.isModified(), field.cursorPosition()
    assert isinstance(field, QPlainTextEdit)
    return field.toPlainText(), field.document().isModified(), field.textCursor().position()


def _type(field: QWidget, text: str, typed: bool, at: int) -> None:
    if isinstance(field, QLineEdit):
        if field.text() != text:
            field.setText(text)
        field.setModified(typed)
        field.setCursorPosition(at)
    elif isinstance(field, QPlainTextEdit):
        if field.toPlainText() != text:
            field.setPlainText(text)
        field.document().setModified(typed)
        cursor = field.textCursor()
        cursor.setPosition(min(at, len(text)))
        field.setTextCursor(cursor)


def _choice(field: QWidget) -> Choice:
    """Return what is chosen, as a value that no language changes."""
    if isinstance(field, QComboBox):
        data = field.currentData()
        return (None if data is None else str(data), field.currentIndex(), field.count())
    if isinstance(field, QTabWidget):
        return field.currentIndex()
    return field.isChecked() if isinstance(field, QAbstractButton) else _number(field)


def _number(field: QWidget) -> int:
    assert isinstance(field, QSpinBox)
    return field.value()


def _choose(field: QWidget, chosen: Any) -> bool:
    """Choose the same; False where it is not there, or not yet."""
    if isinstance(field, QComboBox):
        value, index, count = chosen
        values = [str(field.itemData(n)) for n in range(field.count())]
        if value is None:
            at = index if len(values) == count else -1
        else:
            at = values.index(value) if value in values else -1
        if at < 0:
            return False
        field.setCurrentIndex(at)
    elif isinstance(field, QTabWidget):
        field.setCurrentIndex(chosen)
    elif isinstance(field, QAbstractButton):
        field.setChecked(chosen)
    elif isinstance(field, QSpinBox):
        field.setValue(chosen)
    return True
