"""A background thread that does jobs in order over one kit, and answers on the GUI thread."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from app.errors import InspectionError
from app.kit import Kit
from ui.errands import Errands

Job = Callable[[Kit], Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """A search that waits for its turn."""

    serial: int
    job: Job
    done: Callable[[Any], None]
    failed: Callable[[InspectionError], None]


class Task:
    """A long job under way: its progress is told, and it can be stopped."""

    def __init__(self, tell: Callable[[int, int], None], ending: threading.Event) -> None:
        self._tell, self._ending = tell, ending
        self._stopped = threading.Event()

    def stop(self) -> None:
        self._stopped.set()

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def progress(self, done: int, total: int) -> bool:
        """Tell progress from the worker's thread; False asks the job to stop."""
        self._tell(done, total)
        return not (self._stopped.is_set() or self._ending.is_set())


class Worker(QObject):
    """One thread, one kit. `changed` is emitted after every job that may have written."""

    changed = Signal()
    crashed = Signal(str)
    _progressed = Signal(object, int, int)

    def __init__(self, kit: Kit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._ending = threading.Event()
        self._errands = Errands()
        self._errands.crashed.connect(self.crashed)
        self._progressed.connect(self._show_progress)

    def run(
        self,
        job: Job,
        done: Callable[[Any], None],
        failed: Callable[[InspectionError], None] | None = None,
        *,
        writes: bool = True,
    ) -> None:
        """Do a job after those before it; `done` or `failed` is called on the GUI thread."""

        def answered(value: Any) -> None:
            done(value)
            if writes:
                self.changed.emit()

        self._errands.run(lambda: job(self._kit), answered, failed or _ignore)

    def run_long(
        self,
        job: Callable[[Kit, Callable[[int, int], bool]], Any],
        done: Callable[[Any], None],
        failed: Callable[[InspectionError], None],
        progress: Callable[[int, int], None],
    ) -> Task:
        """Do a long job; `progress(done, total)` is called on the GUI thread; the task can be stopped."""
        task = Task(lambda at, total: self._progressed.emit(progress, at, total), self._ending)
        self.run(lambda kit: job(kit, task.progress), done, failed)
        return task

    @property
    def idle(self) -> bool:
        """Whether all that was asked for is done and answered."""
        return not self._errands.waiting

    def halt(self) -> None:
        """Break off long jobs between two steps, those to come too; the others are done as ever."""
        self._ending.set()

    def go_on(self) -> None:
        """Do long jobs again."""
        self._ending.clear()

    def stop(self) -> None:
        """Finish the jobs under way, but break off long ones, and end the thread."""
        self._ending.set()
        self._errands.finish(seconds=30)

    @Slot(object, int, int)
    def _show_progress(self, tell: Callable[[int, int], None], done: int, total: int) -> None:
        tell(done, total)


class Latest:
    """Searches while somebody types: at most one waits, and only the newest is answered.

    What was asked for and not begun when the next one comes is never done.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._lock = threading.Lock()
        self._asked = 0
        self._waiting: Wish | None = None

    def run(self, job: Job, done: Callable[[Any], None], failed: Callable[[InspectionError], None]) -> None:
        """Do a job unless another follows; if none did, `done` or `failed` is called on the GUI thread."""
        self._asked += 1
        with self._lock:
            queued = self._waiting is not None
            self._waiting = Wish(self._asked, job, done, failed)
        if not queued:
            self._worker.run(self._next, self._answer, writes=False)

    def forget(self) -> None:
        """Let nothing be answered any more that was asked so far."""
        self._asked += 1

    def _next(self, kit: Kit) -> tuple[int, Callable[[Any], None], Any] | None:
        with self._lock:
            wish, self._waiting = self._waiting, None
        if wish is None or wish.serial != self._asked:
            return None
        try:
            return wish.serial, wish.done, wish.job(kit)
        except InspectionError as error:
            return wish.serial, wish.failed, error

    def _answer(self, answer: tuple[int, Callable[[Any], None], Any] | None) -> None:
        if answer is not None and answer[0] == self._asked:
            answer[1](answer[2])


def _ignore(error: InspectionError) -> None:
    return None
