"""A program that a test locks: `python -m tests.ui.locked_child DATA PASSPHRASE`, told what to do by lines.

It says "open" when its window stands, types what it is told, and locks when told to; the fresh program in its
place, of the same process number, says "locked", opens with the passphrase told, and says what it shows.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QSocketNotifier, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.front import window
from app.typeset.fonts import ui_font_files
from ui.application import application
from ui.pages.complaints.page import ComplaintsPage
from ui.pages.lock import OpeningDialog
from ui.window import Window

AGAIN = "again"


class Hands(QObject):
    """Waits for a window or a dialog, and does with it what the test says."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._window: Window | None = None
        self._dialog: OpeningDialog | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(10)
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._told)

    def _look(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, OpeningDialog) and widget.isVisible() and self._dialog is None:
                self._dialog = widget
                say("locked")
            if isinstance(widget, Window) and widget.isVisible() and self._window is None:
                self._window = widget
                if sys.argv[-1] == AGAIN:
                    say(f"{widget.current()} {self._field().text()}")
                else:
                    widget.go("complaints", "")
                    say("open")

    def _field(self) -> QLineEdit:
        assert self._window is not None
        page = self._window.pages["complaints"]
        assert isinstance(page, ComplaintsPage)
        return page._search

    def _told(self) -> None:
        match os.read(sys.stdin.fileno(), 100).decode().split():
            case ["type", text]:
                QTest.keyClicks(self._field(), text)
                say("typed")
            case ["lock"] if self._window is not None and (guard := self._window.pages.desk.guard):
                guard.lock_now()
            case ["open", passphrase] if self._dialog is not None:
                self._dialog.card._field.setText(passphrase)
                self._dialog.card.submit()
            case _:
                QApplication.quit()


def say(line: str) -> None:
    print(line, flush=True)


def again(path: Path, language: str) -> None:
    """Do as the program does, but be this one again."""
    os.execv(sys.executable, [sys.executable, "-m", "tests.ui.locked_child", str(path), AGAIN])


def main() -> int:
    """Run the window, with a passphrase the first time."""
    path, word = Path(sys.argv[1]), sys.argv[2]
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(path.parent / "settings"))
    running = application(ui_font_files())  # kept, or Qt ends
    Hands(running)
    return window.open_window(path, "" if word == AGAIN else word, "zh", again)


if __name__ == "__main__":
    sys.exit(main())
