"""A background thread that does pieces of work in order of urgency; answers come on the GUI thread.

Answers cross by a signal connected to a bound slot of this object, which lives on the GUI thread. An
`InspectionError` is an answer; anything else is a bug and goes to `crashed` with its traceback. What an
officer waits for goes before what a folder of photos brings.
"""

import itertools
import queue
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from app.errors import InspectionError

Work = Callable[[], Any]
FIRST, LATER = 0, 1
AT_ONCE, LAST = -1, 2  # when the thread ends


@dataclass(order=True, slots=True)
class Errand:
    """One piece of work in the queue; `work` None ends the thread."""

    urgency: int
    serial: int
    work: Work | None = field(compare=False)
    done: Callable[[Any], None] = field(compare=False)
    failed: Callable[[InspectionError], None] = field(compare=False)


class Errands(QObject):
    """One thread; it starts with the first errand, and ends by `stop` or `finish`."""

    crashed = Signal(str)
    _answered = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._queue: queue.PriorityQueue[Errand] = queue.PriorityQueue()
        self._serials = itertools.count()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self.waiting = 0  # errands whose answer was not heard yet
        self._answered.connect(self._deliver)

    def run(
        self,
        work: Work,
        done: Callable[[Any], None],
        failed: Callable[[InspectionError], None],
        urgency: int = FIRST,
    ) -> None:
        """Do some work; `done` or `failed` is called on the GUI thread, neither after `stop`."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="huhang-errands", daemon=True)
            self._thread.start()
        self.waiting += 1
        self._queue.put(Errand(urgency, next(self._serials), work, done, failed))

    def stop(self) -> None:
        """Do and answer nothing more; what is under way ends unheard."""
        self._stopped.set()
        self._end(AT_ONCE)

    def finish(self, seconds: float) -> None:
        """Do what waits, for so long at most, and end the thread."""
        self._end(LAST)
        if self._thread is not None:
            self._thread.join(seconds)

    def _end(self, urgency: int) -> None:
        self._queue.put(Errand(urgency, next(self._serials), None, _unheard, _unheard))

    def _work(self) -> None:
        while (errand := self._queue.get()).work is not None and not self._stopped.is_set():
            try:
                answer, tell = errand.work(), errand.done
            except InspectionError as error:
                answer, tell = error, errand.failed
            except Exception:  # noqa: BLE001 -- the thread's front door: a bug is shown, not lost
                answer, tell = traceback.format_exc(), self.crashed.emit
            if not self._stopped.is_set():
                self._answered.emit(tell, answer)

    @Slot(object, object)
    def _deliver(self, tell: Callable[[Any], None], answer: Any) -> None:
        self.waiting -= 1
        if not self._stopped.is_set():
            tell(answer)


def _unheard(answer: object) -> None:
    return None
