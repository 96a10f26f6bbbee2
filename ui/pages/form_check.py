"""The check of a bureau's forms, and publishing them: every form is tried; it tells how far, and can stop."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.actions.forms import Problem, check_pack, publish_forms
from app.errors import InspectionError
from app.events import FormsPublished
from app.kit import Kit
from app.sharing import Progress
from ui.page import Page
from ui.widgets import button, row
from ui.worker import Task


class FormCheck(QWidget):
    """How far a check is, with a key to stop it; hidden while none is under way."""

    def __init__(self, page: Page, busy: Callable[[], None]) -> None:
        """`busy` is called when one begins or ends."""
        super().__init__()
        self._page, self._busy = page, busy
        self.task: Task | None = None
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("检查进度"))
        self.progress.setFormat(self.tr("已检查 %v / %m"))
        self.stop = button(self.tr("停止检查"), self.cancel)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        line = row(self.progress, self.stop)
        line.setStretch(0, 1)
        down.addLayout(line)
        self.hide()

    def check(self, files: Mapping[str, bytes]) -> None:
        """Try every form of a pack that is the bureau's own."""
        self._run(lambda kit, progress: check_pack(kit, files, progress), self._show_checked)

    def publish(self, files: Mapping[str, bytes]) -> None:
        """Try them, and publish the pack where all pass."""
        self._run(lambda kit, progress: publish_forms(kit, files, progress), self._show_published)

    def cancel(self) -> None:
        """Stop after the form that is tried just now."""
        if self.task is not None:
            self.task.stop()

    def _run(self, job: Callable[[Kit, Progress], Any], done: Callable[[Any], None]) -> None:
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

    def _end(self) -> None:
        self.task = None
        self.hide()
        self._busy()

    def _tell(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _show_checked(self, problems: tuple[Problem, ...]) -> None:
        flash = self._page.flash
        if not problems:
            flash.tell(self.tr("全部格式检查通过。"))
            return
        english = self._page.desk.language == "en"
        flash.tell("\n".join(f"{p.form}：{p.en if english else p.zh}" for p in problems), "bad")

    def _show_published(self, event: FormsPublished) -> None:
        self._page.flash.tell(self.tr("已发布：{0}，版本 {1}。").format(event.name, event.edition))
