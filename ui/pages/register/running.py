"""Starting, watching and pausing the screening of a list."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from app.actions.screen import screen_fair, screen_file
from app.errors import InspectionError
from app.kit import Kit
from app.screening import Screening
from app.sharing import Progress
from ui.page import Page
from ui.pages.register.words import translate
from ui.widgets import button, label, row
from ui.worker import Task


def pace_word(done: int, total: int, seconds: float, fresh: int) -> str:
    """Return how far a screening is; `fresh` are the signs searched since it went on."""
    text = translate("register", "已比对 {0} / {1} 个标志").format(f"{done:,}", f"{total:,}")
    if seconds < 1 or fresh < 1:
        return text
    rate = fresh / seconds
    left = round((total - done) / rate)
    more = translate("register", "每秒 {0} 个　约剩 {1} 分 {2} 秒").format(round(rate), left // 60, left % 60)
    return f"{text}　{more}"


class RunPanel(QWidget):
    """`changed` is called when a screening has begun (None), was paused or is done (its state)."""

    def __init__(self, page: Page, changed: Callable[[Screening | None], None]) -> None:
        super().__init__()
        self._page, self._changed = page, changed
        self.task: Task | None = None
        self._began, self._first = 0.0, -1
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("进度"))
        self.progress.setTextVisible(False)
        self._said = label("", "soft")
        self._fair = button(self.tr("比对本届申报展品"), self.screen_declared)
        self._file = button(self.tr("比对展品清单…"), self._choose)
        self._stop = button(self.tr("暂停"), self.cancel)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(8)
        outside.addLayout(row(self._fair, self._file))
        line = row(self.progress, self._stop)
        line.setStretch(0, 1)
        outside.addLayout(line)
        outside.addWidget(self._said)
        self._busy(False)

    def screen_declared(self) -> None:
        """Screen what the exhibitors declared, or go on with it."""
        self._screen(screen_fair)

    def screen_list(self, path: Path) -> None:
        """Screen a list from a file, or go on with it."""
        self._screen(lambda kit, go: screen_file(kit, path, go))

    def cancel(self) -> None:
        """Stop after the batch under way; what was done is kept."""
        if self.task is not None:
            self.task.stop()

    def _screen(self, job: Callable[[Kit, Progress], Screening]) -> None:
        self._busy(True)
        self._said.setText(self.tr("正在准备…"))
        self._began, self._first = time.monotonic(), -1
        self.task = self._page.desk.office.run_long(job, self._screened, self._failed, self._tell)

    def _screened(self, state: Screening) -> None:
        self._busy(False)
        if state.done:
            self._said.setText(self.tr("已全部比对。先后次序只用于安排检查，不是结论。"))
        else:
            self._said.setText(self.tr("已暂停；再次开始时从这里继续。"))
        self._changed(state)

    def _failed(self, error: InspectionError) -> None:
        self._busy(False)
        self._said.setText("")
        self._page.fail(error)

    def _tell(self, done: int, total: int) -> None:
        if self._first < 0:
            self._first = done
            self._changed(None)
        self.progress.setMaximum(max(total, 1))
        self.progress.setValue(done)
        seconds = time.monotonic() - self._began
        if self.task is not None:
            self._said.setText(pace_word(done, total, seconds, done - self._first))

    def _busy(self, busy: bool) -> None:
        if not busy:
            self.task = None
        self.progress.setVisible(busy)
        self._stop.setVisible(busy)
        for found in (self._fair, self._file):
            found.setEnabled(not busy)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("展品清单"), "", f"{self.tr('表格')} (*.csv *.tsv *.txt *.xlsx)"
        )
        if name:
            self.screen_list(Path(name))
