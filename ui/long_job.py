"""A long job of a page: how far it is, a key to stop it, and what came of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.errors import InspectionError
from app.kit import Kit
from app.sharing import Progress
from ui.page import Page
from ui.widgets import button, row
from ui.worker import Task

BITS = 31  # of Qt's whole numbers; bytes of a large file outgrow them


class LongJob(QWidget):
    """How far a job is, with a key to stop it; hidden while none is under way."""

    def __init__(self, page: Page, busy: Callable[[], None], name: str, stop: str) -> None:
        """`busy` is called when one begins or ends; `name` is said of the bar, `stop` stands on the key."""
        super().__init__()
        self._page, self._busy = page, busy
        self.task: Task | None = None
        self.progress = QProgressBar()
        self.progress.setAccessibleName(name)
        self.stop = button(stop, self.cancel)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        line = row(self.progress, self.stop)
        line.setStretch(0, 1)
        down.addLayout(line)
        self.hide()

    def run(self, job: Callable[[Kit, Progress], Any], done: Callable[[Any], None]) -> None:
        """Do a job; `done` gets its answer, the page says why it failed."""

        def finished(answer: Any) -> None:
            self._end()
            done(answer)

        def failed(error: InspectionError) -> None:
            self._end()
            self._page.fail(error)

        self.progress.setRange(0, 0)
        self.show()
        self.task = self._page.desk.worker.run_long(job, finished, failed, self._tell)
        self._busy()

    def cancel(self) -> None:
        """Stop after the step under way."""
        if self.task is not None:
            self.task.stop()

    def _end(self) -> None:
        self.task = None
        self.hide()
        self._busy()

    def _tell(self, done: int, total: int) -> None:
        beyond = max(0, total.bit_length() - BITS)
        self.progress.setRange(0, total >> beyond)
        self.progress.setValue(done >> beyond)
