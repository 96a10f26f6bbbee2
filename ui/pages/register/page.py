"""The register on this device: asked by one box, imported from files, and a fair screened against it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget

from app.rights import Extract
from ui.page import Desk, Page
from ui.pages.register.importing import ImportPanel
from ui.pages.register.screening import ScreeningPanel
from ui.pages.register.search import SearchPanel


class RegisterPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.search = SearchPanel(self)
        self.importing = ImportPanel(self)
        self.screening = ScreeningPanel(self)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.search, self.tr("查询"))
        self.tabs.addTab(self.screening, self.tr("批量比对"))
        self.tabs.addTab(self.importing, self.tr("导入登记数据"))
        self.body.addWidget(self.tabs, 1)
        self.setFocusProxy(self.search.box)

    def refresh(self) -> None:
        self.ask(lambda kit: kit.register.extract, self._show_extract)
        self.screening.refresh()
        if self.search.box.text():
            self.search.search()

    def scanned(self, text: str) -> bool:
        self.tabs.setCurrentWidget(self.search)
        self.search.look_for(text)
        self.search.box.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _show_extract(self, extract: Extract) -> None:
        self.search.show_extract(extract)
        self.importing.show_extract(extract)
