"""The bureau's hub, for supervisors at the bureau's own data folder: run it, let devices in, pull."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.hub import HubOverview, hub_overview
from ui.page import Desk, Page
from ui.pages.hub.devices import DevicesCard
from ui.pages.hub.inviting import InvitingCard
from ui.pages.hub.pulling import PullingCard
from ui.pages.hub.running import RunningCard
from ui.widgets import scrolled


class HubPage(Page):
    """Cards in the order of the work: the hub, who comes to it, who is there, other hubs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.running = RunningCard(self)
        self.inviting = InvitingCard(self)
        self.devices = DevicesCard(self)
        self.pulling = PullingCard(self)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.running, self.inviting, self.devices, self.pulling):
            column.addWidget(widget)
        column.addStretch(1)
        self.body.addWidget(scrolled(inside), 1)

    def refresh(self) -> None:
        self.ask(hub_overview, self.show_view)

    def show_view(self, view: HubOverview) -> None:
        """Show hubs and devices."""
        self.running.show_view(view)
        self.inviting.show_view(view)
        self.devices.show_view(view)
        self.pulling.show_view(view)
