"""Hand scanners that type: a burst of keys is a scan, whatever has the focus; typing is left alone.

Scanners send a key every 4–16 ms and then Enter or Tab; people need more than 80 ms. Keys of a burst reach
the focused field as they come; when the burst turns out to be a scan, a text field gets its old text back
and the Enter is swallowed, so that no default button is pressed.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

GAP_S = 0.035
SHORTEST = 4
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Scanner(QObject):
    """Install on the application; `scanned` tells the text of each scan."""

    scanned = Signal(str)

    def __init__(self, clock: Callable[[], float] = time.monotonic, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._text = ""
        self._last = 0.0
        self._field: QLineEdit | None = None
        self._before = ""
        self._event: int = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is not QApplication.focusWidget() and QApplication.focusWidget() is not None:
            return False  # the same key passes the window and then the widget: count it once
        now = self._clock()
        quick = now - self._last < GAP_S
        self._last = now
        if event.key() in ENDS:
            return self._end() if quick else self._begin_again()
        if not event.text() or not event.text().isprintable():
            return False
        if not quick:
            self._begin_again()
            focused = QApplication.focusWidget()
            self._field = focused if isinstance(focused, QLineEdit) else None
            self._before = self._field.text() if self._field else ""
        self._text += event.text()
        return False

    def _end(self) -> bool:
        text, field, before = self._text, self._field, self._before
        self._begin_again()
        if len(text) < SHORTEST:
            return False
        if field is not None:
            field.setText(before)
        self.scanned.emit(text)
        return True

    def _begin_again(self) -> bool:
        self._text, self._field, self._before = "", None, ""
        return False
