"""Watches for input, and covers every window when there was none for a while.

What becomes of the work behind the covers is for who hears `locked` to say. Neither keys, nor clicks, nor
what is dropped, scanned or seen by a camera gets past them. A clock that is put back does not keep them from
coming: the longer of two clocks counts, one of which nobody can set, and the other goes on while a laptop
sleeps.
"""

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QInputEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.scanner import Scanner

KEY = "lock/minutes"
MINUTES = 10
LONGEST_MINUTES = 60
LOOK_EVERY_MS = 5000
INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TabletMove,
    QEvent.Type.TabletPress,
    QEvent.Type.InputMethod,
}
Clocks = Callable[[], tuple[float, float]]  # seconds of a clock that nobody sets, and of the wall's


class Lock(Protocol):
    """The lock of the data folder that is open; all of it may take a second, so not on the GUI thread."""

    @property
    def needs(self) -> tuple[str, ...]:
        """What opens the folder: "passphrase", "machine"; nothing at the practice fair."""
        ...

    def try_passphrase(self, passphrase: str) -> None: ...

    def change(self, old: str, new: str) -> None: ...


class Cover(QWidget):
    """Lies over all of a window, shows nothing of it and takes whatever is dropped on it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        parent = self.parentWidget()
        if watched is parent and event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded):
            self.setGeometry(parent.rect())
            self.raise_()
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.ignore()


class Guard(QObject):
    """Install on the application. `locked` is emitted when the covers lie; `unlock` takes them away."""

    locked = Signal()
    unlocked = Signal()

    def __init__(
        self,
        application: QApplication,
        lock: Lock,
        scanner: Scanner,
        kept: QSettings,
        clocks: Clocks | None = None,
    ) -> None:
        super().__init__(application)
        self.lock = lock
        self._application, self._scanner, self._kept = application, scanner, kept
        self._clocks = clocks or (lambda: (time.monotonic(), time.time()))
        self._heard = self._clocks()
        self.shut = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY_MS)
        application.installEventFilter(self)

    @property
    def minutes(self) -> int:
        """Return after how many minutes without input the windows are covered."""
        said = str(self._kept.value(KEY, MINUTES))
        return min(max(int(said), 1), LONGEST_MINUTES) if said.isdecimal() else MINUTES

    def set_minutes(self, minutes: int) -> None:
        self._kept.setValue(KEY, minutes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputEvent | QInputMethodEvent):
            if event.type() in INPUT and event.spontaneous():
                self._heard = self._clocks()
        elif self.shut and event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self._cover(watched)
        return False

    def look(self) -> None:
        """Cover the windows if nobody has touched them for too long."""
        now = self._clocks()
        idle_s = max(one - before for one, before in zip(now, self._heard, strict=True))
        if idle_s >= self.minutes * 60:
            self.lock_now()

    def lock_now(self) -> None:
        """Cover all windows at once; nothing happens where no passphrase would take the covers away."""
        if self.shut or "passphrase" not in self.lock.needs:
            return
        self.shut = True
        self._scanner.hush(True)
        for window in self._application.topLevelWidgets():
            if window.isVisible():
                self._cover(window)
        self.locked.emit()

    def unlock(self) -> None:
        """Take the covers away."""
        self._heard = self._clocks()
        self.shut = False
        for window in self._application.topLevelWidgets():
            for cover in window.findChildren(Cover):
                cover.hide()
                cover.deleteLater()
        self._scanner.hush(False)
        self.unlocked.emit()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._application.removeEventFilter(self)

    def _cover(self, window: QWidget) -> None:
        if window.isWindow() and not window.property("lock"):
            Cover(window)
