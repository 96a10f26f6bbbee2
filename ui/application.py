"""Starts Qt, the worker and the window; makes the window anew when language or theme change."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMessageBox, QWidget

from app.errors import StorageFault
from app.kit import Kit
from app.labels import LabelReader
from app.resources import resource
from app.wording import Wording
from ui.hub_sync import HubSync
from ui.pages.register.pictures import settings
from ui.scanner import Scanner
from ui.theme import apply_theme
from ui.window import Window
from ui.worker import Worker

FAMILY = "Noto Sans SC"


class Program:
    """The running program: one application, one worker, one window at a time."""

    def __init__(
        self, kit: Kit, wording: Mapping[str, Wording], fonts: tuple[Path, ...], language: str, dark: bool
    ) -> None:
        self.application = application(fonts)
        self._wording = wording
        self._translators: list[QTranslator] = []
        self.worker, self.office = Worker(kit), Worker(kit)  # the register may be used from both
        self.hub = HubSync(kit)
        for thread in (self.worker, self.office):
            thread.changed.connect(self.hub.note)
        self.scanner = Scanner(settings())
        self.application.installEventFilter(self.scanner)
        self.labels = LabelReader()
        self.window: Window | None = None
        self.remake(language, dark)
        self.hub.note()

    def remake(self, language: str, dark: bool) -> None:
        """Show the window in another language or theme, on the page that was open."""
        old = self.window
        self._translate(language)
        apply_theme(self.application, dark)
        parts = (self.scanner, self.labels, self.hub)
        self.window = Window(self.worker, self.office, self._wording[language], dark, self.remake, *parts)
        if old is not None:
            self.scanner.scanned.disconnect(old.scanned)
            self.scanner.refused.disconnect(old.scan_refused)
            for thread in (self.worker, self.office, self.hub.worker):
                thread.changed.disconnect(old.refresh)
                thread.crashed.disconnect(old.crashed)
            self.window.setGeometry(old.geometry())
            shown = old.current()
            self.window.go(shown, old.pages[shown].case_number)
            self.window.show()
            old.close()
            old.deleteLater()
        self.scanner.scanned.connect(self.window.scanned)
        self.scanner.refused.connect(self.window.scan_refused)

    def run(self) -> int:
        """Show the window and work until it is closed."""
        if self.window is not None:
            self.window.show()
        status = self.application.exec()
        self.stop()
        return status

    def stop(self) -> None:
        """Finish what is under way and end the threads."""
        self.application.removeEventFilter(self.scanner)
        self.scanner.stop()
        self.labels.stop()
        self.worker.stop()
        self.office.stop()
        self.hub.stop()

    def _translate(self, language: str) -> None:
        for translator in self._translators:
            self.application.removeTranslator(translator)
        self._translators = []
        qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        files = [qt / "qtbase_zh_CN.qm"] if language == "zh" else [resource("translations", "huhang_en.qm")]
        for file in files:
            translator = QTranslator(self.application)
            if translator.load(str(file)):
                self.application.installTranslator(translator)
                self._translators.append(translator)


def application(fonts: tuple[Path, ...]) -> QApplication:
    """Return the one application, with the interface's face loaded."""
    found = QApplication.instance()
    if not isinstance(found, QApplication):
        found = QApplication(sys.argv[:1])
        found.setApplicationName("Huhang")
    for file in fonts:
        QFontDatabase.addApplicationFont(str(file))
    font = QFont()
    font.setFamilies([FAMILY, "Microsoft YaHei", "PingFang SC", "SimSun-ExtB"])
    found.setFont(font)
    return found


def ask_passphrase(opens: Callable[[str], None]) -> str:
    """Ask for the passphrase until `opens` takes it; "" if the officer gives up."""
    parent = QWidget()
    while True:
        text, given = QInputDialog.getText(parent, "护航", "口令 | Passphrase", QLineEdit.EchoMode.Password)
        if not given:
            return ""
        try:
            opens(text)
        except StorageFault as error:
            QMessageBox.warning(parent, "护航", f"{error.zh}\n{error.en}")
        else:
            return text
