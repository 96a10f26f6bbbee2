"""Syncing with hubs beside the officers' work: a thread of its own, by itself and by one button.

After a sync that worked the next one follows in minutes, or soon after something was recorded; after one that
failed the pauses double. All pauses are drawn by chance, so that a hall full of laptops does not come at once
when the hub is back. While an alarm is unread nothing is synced unasked.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.actions.share import hub_state, join_hub, read_alarm, sync_hub
from app.errors import InspectionError
from app.kit import Kit
from app.safety import HubState
from app.sharing import Progress, Synced
from ui.worker import Task, Worker

QUIET_S = 300.0  # between syncs when nothing new is here
NEWS_S = 6.0  # after something was recorded
FIRST_RETRY_S = 15.0
LONGEST_RETRY_S = 900.0


def pause_s(failures: int, waiting: int, chance: float) -> float:
    """Return how long to wait for the next sync, after so many failures in a row.

    `chance` is from 0 to 1 and spreads the pause over its second half.
    """
    if failures:
        whole = min(LONGEST_RETRY_S, FIRST_RETRY_S * float(2 ** min(failures - 1, 10)))
    else:
        whole = NEWS_S if waiting else QUIET_S
    return whole * (0.5 + chance / 2)


class HubSync(QObject):
    """Keeps this device in step with its hubs. `changed` is emitted when there is something else to show."""

    changed = Signal()
    ended = Signal(object)  # Synced, after every sync that ran
    failed = Signal(object)  # InspectionError: it could not begin

    def __init__(self, kit: Kit, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.worker = Worker(kit)
        self.worker.changed.connect(self.note)
        self.state = HubState()
        self.busy = False
        self.done, self.total = 0, 0  # bytes of the sync under way
        self.why = ""  # the last sync did not come to its end: "Chinese | English", else ""
        self._failures = 0
        self._not_before = 0.0  # monotonic time before which nothing is tried unasked
        self._now = now
        self._task: Task | None = None
        self._asking = self._again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.try_now)

    @Slot()
    def note(self) -> None:
        """Look again at what is here and what is safe; something may have been recorded."""
        if self._asking:
            self._again = True
            return
        self._asking = True
        self.worker.run(hub_state, self._show, self._not_shown, writes=False)

    @Slot()
    def try_now(self) -> None:
        """Sync unless there is no hub, a sync is under way, or an alarm is unread."""
        if self.state.urls and not self.busy and not self.state.alarms:
            self._begin(sync_hub)

    def sync_now(self) -> None:
        """Sync because an officer asks for it, alarm or not."""
        if not self.busy:
            self._begin(sync_hub)

    def join(self, url: str, card: Path) -> None:
        """Sync with a hub for the first time."""
        if not self.busy:
            self._begin(lambda kit, go_on: join_hub(kit, url, card, go_on))

    def read(self, number: int) -> None:
        """Take note that an officer has read an alarm."""
        self.worker.run(lambda kit: read_alarm(kit, number), lambda _: None, self.failed.emit)

    def cancel(self) -> None:
        """Break the sync off; what was proved safe stays so."""
        if self._task is not None:
            self._task.stop()

    def halt(self) -> None:
        """Begin no sync any more, and break off the one under way."""
        self._timer.stop()
        self.worker.halt()

    def go_on(self) -> None:
        """Sync again."""
        self.worker.go_on()
        self.note()

    def stop(self) -> None:
        """End the thread, and with it a sync under way."""
        self._timer.stop()
        self.worker.stop()

    def _begin(self, job: Callable[[Kit, Progress], Synced]) -> None:
        self._timer.stop()
        self.busy, self.done, self.total = True, 0, 0
        self._task = self.worker.run_long(job, self._end, self._fail, self._progress)
        self.changed.emit()

    def _progress(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        self.changed.emit()

    def _end(self, report: Synced) -> None:
        stopped = report.broke_off and self._task is not None and self._task.stopped
        self._rest(report.alarm or report.broke_off, failed=bool(report.broke_off) and not stopped)
        self.ended.emit(report)

    def _fail(self, error: InspectionError) -> None:
        self._rest(f"{error.zh} | {error.en}", failed=True)
        self.failed.emit(error)

    def _rest(self, why: str, *, failed: bool) -> None:
        self.busy, self._task, self.why = False, None, why
        self._failures = self._failures + 1 if failed else 0
        pause = pause_s(self._failures, 0, random.random())
        self._not_before = self._now() + pause if failed else 0.0
        self._timer.start(int(pause * 1000))
        self.changed.emit()
        self.note()

    def _show(self, state: HubState) -> None:
        new = state.waiting > self.state.waiting
        self.state, self._asking = state, False
        if self._again:
            self._again = False
            self.note()
        if state.urls and not self.busy and (new or not self._timer.isActive()):
            rest = max(self._not_before - self._now(), pause_s(0, state.waiting, random.random()))
            self._timer.start(int(rest * 1000))
        self.changed.emit()

    def _not_shown(self, error: InspectionError) -> None:
        self._asking = False
        self.failed.emit(error)
