"""Sharing: with a hub, with other devices by stick or on a LAN; what is safe, and what waits aside."""

from PySide6.QtWidgets import QTabWidget

from ui.page import Desk, Page
from ui.pages.sync.aside import AsidePanel
from ui.pages.sync.black_box import BlackBoxPanel
from ui.pages.sync.bundles import BundlePanel
from ui.pages.sync.closing import ClosingPanel
from ui.pages.sync.hub_panel import HubPanel
from ui.pages.sync.lan_panel import LanPanel
from ui.widgets import scrolled

ASIDE = 3  # the tab's place


class SyncPage(Page):
    """One tab for each way, and one for what needs a person's eye."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.hub = HubPanel(self)
        self.bundles = BundlePanel(self)
        self.aside = AsidePanel(self)
        self.tabs = QTabWidget()
        self.tabs.addTab(scrolled(self.hub), self.tr("同步中心"))
        self.tabs.addTab(self.bundles, self.tr("U盘与其他设备"))
        self.lan = LanPanel(self)
        self.tabs.addTab(scrolled(self.lan), self.tr("局域网"))
        self.tabs.addTab(scrolled(self.aside), self.tr("待核与分叉"))
        self.box = BlackBoxPanel(self)
        self.tabs.addTab(scrolled(self.box), self.tr("黑匣子"))
        self.closing = ClosingPanel(self)
        self.tabs.addTab(scrolled(self.closing), self.tr("日终核对"))
        self.body.addWidget(self.tabs, 1)
        desk.hub.changed.connect(self._count_aside)
        self._count_aside()

    def refresh(self) -> None:
        self.hub.look()
        self.bundles.refresh()
        self.lan.refresh()
        self.box.refresh()
        self.closing.refresh()
        self.desk.hub.note()

    def _count_aside(self) -> None:
        state = self.desk.hub.state
        count = (
            len(state.aside)
            + len(state.forks)
            + len(state.lost)
            + bool(state.restored and not state.restored.settled)
        )
        name = self.tr("待核与分叉")
        self.tabs.setTabText(ASIDE, f"{name} {count}" if count else name)
