"""Ends what goes on before the program ends for a lock, and seals what the window held for the next one.

Nothing that a process has once held in its memory can be taken out of it for certain: Python, Qt, OpenSSL and
SQLite all leave copies. So the program that is locked ends, and a fresh one asks for the passphrase in its
place. Long work is halted between two items, short jobs are finished; what cannot be kept is not left.
"""

import time
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import StorageFault
from app.kit import Drafts
from ui.hub_sync import HubSync
from ui.window import Left, Window
from ui.worker import Worker

LOOK_EVERY_MS = 20
PATIENCE_S = 60.0  # a job that takes longer is killed with the program, which no record minds


class Leaving(QObject):
    """One lock of a window. `ready` is emitted when all is sealed, `refused` when it could not be kept."""

    ready = Signal()
    refused = Signal()

    def __init__(
        self,
        window: Window,
        workers: tuple[Worker, ...],
        hub: HubSync,
        drafts: Drafts,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window, self._workers, self._hub, self._drafts, self._now = window, workers, hub, drafts, now
        self._until = now() + PATIENCE_S
        self._left: Left | None = None
        pages = window.pages.built()
        self._halted = [name for name, page in pages.items() if page.is_under_way()]
        for worker in workers:
            worker.halt()
        hub.halt()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_EVERY_MS)

    @Slot()
    def _look(self) -> None:
        """Wait until all is still, note what the window holds, and wait again: a page may keep a draft."""
        if not self._is_still() and self._now() < self._until:
            for page in self._window.pages.built().values():
                page.halt()  # again and again: what waited in line begins when the one before is halted
            return
        if self._left is None:
            self._left = self._window.hand_over()
            self._left.halted = self._halted
            return
        self._timer.stop()
        try:
            self._drafts.put_aside(msgspec.json.encode(self._left))
        except StorageFault:
            self._go_on()
            self.refused.emit()
            return
        self.ready.emit()

    def _is_still(self) -> bool:
        idle = all(worker.idle for worker in (*self._workers, self._hub.worker))
        return idle and all(page.is_still() for page in self._window.pages.built().values())

    def _go_on(self) -> None:
        for worker in self._workers:
            worker.go_on()
        self._hub.go_on()


def read_left(sealed: bytes) -> Left | None:
    """Return what was put aside; None where there is nothing, or another version put it there."""
    try:
        return msgspec.json.decode(sealed, type=Left) if sealed else None
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
