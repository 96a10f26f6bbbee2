"""The hub that runs here takes what the bureau's other hubs hold, proved by their logs."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.hub import HubOverview, pull_hubs
from app.enrolling import Pulled
from app.errors import InspectionError
from ui.page import Page
from ui.pages.sync.corner import sentence
from ui.widgets import Carrying, button, card, label, row
from ui.worker import Task


class PullingCard(QWidget):
    """One button, its progress, and what came of each hub."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._task: Task | None = None
        self.pulling = button(self.tr("从其他中心拉取"), self.pull)
        self.result = label("", "")
        self.result.hide()
        self._carrying = Carrying(self.tr("拉取进度"), self.tr("停止"), self.cancel)
        frame, inside = card()
        inside.addWidget(label(self.tr("其他中心"), "h1"))
        text = self.tr(
            "本机中心运行时，可收取局机关其他中心的全部记录和文件；对方日志须先证明没有被改写，每条记录、"
            "每个文件都须证明在其日志中。可反复进行，已有的不再收取。"
        )
        inside.addWidget(label(text, "soft"))
        inside.addWidget(self._carrying)
        inside.addWidget(self.result)
        inside.addLayout(row(self.pulling, stretch=True))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(frame)
        self._running = False
        self._busy(False)

    def show_view(self, view: HubOverview) -> None:
        """Allow a pull while a hub runs here."""
        self._running = bool(view.running)
        self.pulling.setEnabled(self._running and self._task is None)

    def pull(self) -> None:
        """Pull from every other hub of the bureau's."""
        self.result.hide()
        work = self._page.desk.hub.worker
        self._task = work.run_long(pull_hubs, self._ended, self._failed, self._carrying.tell)
        self._busy(True)

    def cancel(self) -> None:
        """Break the pull off; the next one goes on from there."""
        if self._task is not None:
            self._task.stop()

    def _ended(self, pulled: tuple[Pulled, ...]) -> None:
        self._task = None
        self._busy(False)
        self.result.setText("\n".join(self._line(one) for one in pulled))
        self.result.setObjectName("rule-bad" if any(one.report.alarm for one in pulled) else "")
        self.result.style().polish(self.result)
        self.result.show()

    def _line(self, pulled: Pulled) -> str:
        got = pulled.report
        text = self.tr("{0}：收到 {1} 条记录、{2} 个文件").format(pulled.url, got.entries_new, got.blobs_new)
        if got.blobs_lacking:
            text += "，" + self.tr("尚缺文件 {0} 个").format(got.blobs_lacking)
        reasons = [got.alarm, got.broke_off, got.notice, *got.problems.values(), *got.aside.values()]
        told = dict.fromkeys(why for why in reasons if why)
        return "　".join([text, *(sentence(why, self._page.desk.language) for why in told)])

    def _failed(self, error: InspectionError) -> None:
        self._task = None
        self._busy(False)
        self._page.fail(error)

    def _busy(self, busy: bool) -> None:
        self._carrying.show_busy(busy)
        self.pulling.setEnabled(self._running and not busy)
