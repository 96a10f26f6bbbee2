"""Checking documents, and what checks them: files that somebody brings, officers' certificates, numbers."""

from PySide6.QtWidgets import QTabWidget

from app.actions.bureau import BureauView, view_bureau
from ui.page import Desk, Page
from ui.pages.check.certificates import CertificatePanel
from ui.pages.check.checking import CheckPanel
from ui.pages.check.numbers import NumberPanel


class CheckPage(Page):
    """One tab for documents, one for certificates, one for numbers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.checking = CheckPanel(self)
        self.certificates = CertificatePanel(self)
        self.numbers = NumberPanel(self)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.checking, self.tr("核验文书"))
        self.tabs.addTab(self.certificates, self.tr("人员证书"))
        self.tabs.addTab(self.numbers, self.tr("文号台账"))
        self.body.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        self.ask(view_bureau, self._show)

    def _show(self, view: BureauView) -> None:
        self.certificates.show_view(view)
        self.numbers.show_view(view)
