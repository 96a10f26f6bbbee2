"""The LAN, where no internet is: offer this device to others, and sync with those that offer themselves."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.lan import lan_offered, offer_lan, sync_lan, sync_own_lan, withdraw_lan
from app.errors import InspectionError
from app.neighbourhood import Met
from app.sharing import Synced
from ui.page import Page
from ui.pages.sync.corner import sentence
from ui.widgets import Carrying, button, card, label, row
from ui.worker import Task

OWN_MS = 20_000  # between this device's own syncs with what it serves


class LanPanel(QWidget):
    """The work is done on the hub's thread, so that one sync goes on at a time."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._work = page, page.desk.hub.worker
        self._task: Task | None = None
        self._own_under_way = False
        self.state = label("", "h2")
        self.offering = button(self.tr("开始共享"), self.offer, primary=True)
        self.ending = button(self.tr("停止共享"), self.withdraw)
        self.looking = button(self.tr("查找附近设备并同步"), self.sync, primary=True)
        self.result = label("", "")
        self.result.hide()
        self._carrying = Carrying(self.tr("同步进度"), self.tr("停止"), self.cancel)
        body = QVBoxLayout(self)
        body.addWidget(self._giving())
        body.addWidget(self._taking())
        body.addStretch(1)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._sync_own)
        self._show_offered(())
        self._busy(False)

    def _giving(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("本机共享"), "h1"))
        inside.addWidget(self.state)
        text = self.tr(
            "没有互联网时，由一台设备共享，其他设备连接同一局域网或热点即可找到它并同步。"
            "只有局机关登记的设备能找到、能连接；每条记录照样取得可核验的回执。换了网络，请停止后重新开始。"
        )
        inside.addWidget(label(text, "soft"))
        inside.addLayout(row(self.offering, self.ending, stretch=True))
        return frame

    def _taking(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("与附近设备同步"), "h1"))
        text = self.tr("查找局域网上正在共享的本局设备，逐台同步；可随时停止，已收到的回执有效。")
        inside.addWidget(label(text, "soft"))
        inside.addWidget(self._carrying)
        inside.addWidget(self.result)
        inside.addLayout(row(self.looking, stretch=True))
        return frame

    def refresh(self) -> None:
        """Ask whether this device serves."""
        self._page.ask(lan_offered, self._show_offered)

    def offer(self) -> None:
        """Begin to serve, and bring in at once what is here."""
        self.offering.setEnabled(False)
        self._work.run(offer_lan, self._offered, self._refused)

    def withdraw(self) -> None:
        """Serve no more."""
        self.ending.setEnabled(False)
        self._work.run(withdraw_lan, lambda _: self._show_offered(()), self._refused)

    def sync(self) -> None:
        """Look around and sync with every device found."""
        self._busy(True)
        self.result.hide()
        self._task = self._work.run_long(sync_lan, self._ended, self._failed, self._carrying.tell)

    def cancel(self) -> None:
        """Break the sync off; what was proved safe stays so."""
        if self._task is not None:
            self._task.stop()

    def _offered(self, urls: tuple[str, ...]) -> None:
        self._show_offered(urls)
        self._sync_own()

    def _show_offered(self, urls: tuple[str, ...]) -> None:
        text = self.tr("正在共享：{0}").format("、".join(urls)) if urls else self.tr("未共享")
        self.state.setText(text)
        self.offering.setEnabled(not urls)
        self.ending.setEnabled(bool(urls))
        if bool(urls) != self._timer.isActive():
            self._timer.start(OWN_MS) if urls else self._timer.stop()

    def _sync_own(self) -> None:
        if not self._own_under_way:
            self._own_under_way = True
            self._work.run_long(sync_own_lan, self._own_ended, self._own_failed, lambda done, total: None)

    def _own_ended(self, report: Synced | None) -> None:
        self._own_under_way = False
        if report is not None and (report.alarm or report.broke_off):
            self._page.flash.tell(sentence(report.alarm or report.broke_off, self._page.desk.language), "bad")

    def _own_failed(self, error: InspectionError) -> None:
        self._own_under_way = False
        self._page.fail(error)

    def _ended(self, met: tuple[Met, ...]) -> None:
        self._busy(False)
        self.result.setText("\n".join(self._line(one) for one in met) or self.tr("已停止。"))
        self.result.show()

    def _line(self, met: Met) -> str:
        got = met.report
        text = self.tr("{0}（{1}）：送出 {2} 条、{3} 个文件，收到 {4} 条、{5} 个文件，新回执 {6} 份").format(
            met.name, met.url, got.entries_sent, got.blobs_sent, got.entries_new, got.blobs_new, got.receipts
        )
        reasons = (got.alarm, got.broke_off, *sorted({*got.problems.values(), *got.aside.values()}))
        return "　".join([text, *(sentence(why, self._page.desk.language) for why in reasons if why)])

    def _failed(self, error: InspectionError) -> None:
        self._busy(False)
        self._page.fail(error)

    def _refused(self, error: InspectionError) -> None:
        self._page.fail(error)
        self.refresh()

    def _busy(self, busy: bool) -> None:
        self._carrying.show_busy(busy)
        self.looking.setEnabled(not busy)
