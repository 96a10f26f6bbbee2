"""What somebody typed and chose on a page, carried over to the same page in another language.

It is known by the names under which the page and its panels keep their widgets, so that nothing can come into
another field: a row that is not there any more takes nothing. What a page lists only when it was answered is
filled in as the answers come.
"""

from collections.abc import Iterator, Mapping
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

Key = tuple[object, ...]  # names of attributes, keys of mappings
OURS = ("ui.pages.", "PySide6.QtWidgets")  # what is looked into: panels and their widgets
TEXTS = (QLineEdit, QPlainTextEdit)
CHOICES = (QComboBox, QCheckBox, QRadioButton, QSpinBox, QTabWidget)


def inputs(owner: QWidget) -> dict[Key, QWidget]:
    """Return what can be typed into or chosen from on a page, by the names under which it is kept."""
    found: dict[Key, QWidget] = {}
    _gather(owner, owner, (), found, {id(owner)})
    return found


def _gather(page: QWidget, at: object, key: Key, found: dict[Key, QWidget], seen: set[int]) -> None:
    for name, value in _parts(at):
        if isinstance(value, Mapping):
            _gather(page, value, (*key, name), found, seen)
        elif id(value) not in seen and type(value).__module__.startswith(OURS) and isValid(value):
            seen.add(id(value))
            if isinstance(value, TEXTS + CHOICES) and page.isAncestorOf(value):
                found[*key, name] = value
            if hasattr(value, "__dict__"):
                _gather(page, value, (*key, name), found, seen)


def _parts(at: object) -> Iterator[tuple[object, Any]]:
    yield from at.items() if isinstance(at, Mapping) else vars(at).items()


class Carried:
    """What stands on a page; `put_into` another one as often as that has been answered anew."""

    def __init__(self, page: QWidget) -> None:
        there = inputs(page)
        self._texts = {key: _text(field) for key, field in there.items() if isinstance(field, TEXTS)}
        self._chosen = {key: _choice(field) for key, field in there.items() if isinstance(field, CHOICES)}
        self._focus = [key for key, field in there.items() if field is page.focusWidget()]
        self._first = True

    def put_into(self, page: QWidget) -> None:
        """Fill in what can be: at first all that stood there, later what was typed or chosen by hand."""
        there = inputs(page)
        for key, chosen in list(self._chosen.items()):
            if key in there and _choose(there[key], chosen):
                del self._chosen[key]
        for key, (text, typed, at) in self._texts.items():
            field = there.get(key)
            if field is not None and (self._first or (typed and text)) and not _text(field)[1]:
                _type(field, text, typed, at)
        for key in [key for key in self._focus if key in there]:
            self._focus.remove(key)
            there[key].setFocus()
        self._first = False


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


def _choice(field: QWidget) -> object:
    """Return what is chosen, as a value that no language changes."""
    if isinstance(field, QComboBox):
        return (field.currentData(), field.currentIndex(), field.count())
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
        at = field.findData(value) if value is not None else index if field.count() == count else -1
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
