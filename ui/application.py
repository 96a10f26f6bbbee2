"""Starts Qt, the worker and the window; changes language and look."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLibraryInfo, QTranslator, Slot
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from app.kit import Kit
from app.labels import LabelReader
from app.resources import resource
from app.wording import Wording
from ui.guard import Guard, Lock
from ui.hub_sync import HubSync
from ui.leaving import Leaving, read_left
from ui.pages.lock import LockPage, NewPassphraseDialog, OpeningDialog
from ui.pages.register.pictures import settings
from ui.printing import forget_opened
from ui.scanner import Scanner
from ui.theme import apply_theme, tokens
from ui.window import Window
from ui.worker import Worker

FAMILY = "Noto Sans SC"


class Program:
    """The running program: one application, one worker, one window."""

    def __init__(
        self,
        kit: Kit,
        wording: Mapping[str, Wording],
        fonts: tuple[Path, ...],
        language: str,
        dark: bool,
        lock: Lock | None = None,
        again: Callable[[str], None] | None = None,
    ) -> None:
        """`again` ends this program for a fresh one in the language given, in which nothing of it is left."""
        self.application = application(fonts)
        self._wording = wording
        self.worker, self.office = Worker(kit), Worker(kit)  # the register may be used from both
        self.hub = HubSync(kit)
        for thread in (self.worker, self.office):
            thread.changed.connect(self.hub.note)
        self.scanner = Scanner(settings())
        self.application.installEventFilter(self.scanner)
        self.labels = LabelReader()
        self.guard = Guard(self.application, lock, self.scanner, settings()) if lock else None
        if self.guard:
            self.guard.locked.connect(self._lock)
        self.lock_page: LockPage | None = None
        self._kit, self._again = kit, again
        forget_opened()
        self._language, self._tokens = language, tokens(dark)
        self._translators = translate(self.application, language)
        apply_theme(self.application, self._tokens)
        self.window = self._make_window(dark)
        if left := read_left(kit.drafts.take_aside()):
            self.remake(language, left.dark)
            self.window.take_up(left)
        self.hub.note()

    def _make_window(self, dark: bool) -> Window:
        parts = (self.scanner, self._kit.decoder, self.labels, self.hub, self.guard)
        wording = self._wording[self._language]
        window = Window(self.worker, self.office, wording, self._tokens, self.remake, *parts)
        window.dress(dark)
        self.scanner.scanned.connect(window.scanned)
        self.scanner.refused.connect(window.scan_refused)
        return window

    def remake(self, language: str, dark: bool) -> None:
        """Show the window in another language or look, on the page that is open, with what was typed."""
        if dark != self.window.dark:
            self._tokens.turn(dark)
            apply_theme(self.application, self._tokens)
            self.window.dress(dark)
        if language != self._language:
            self._language = language
            for translator in self._translators:
                self.application.removeTranslator(translator)
            self._translators = translate(self.application, language)
            self.window.speak(self._wording[language])

    def run(self) -> int:
        """Show the window and work until it is closed."""
        self.window.show()
        status = self.application.exec()
        self.stop()
        return status

    def stop(self) -> None:
        """Finish what is under way and end the threads."""
        self.application.removeEventFilter(self.scanner)
        if self.guard:
            self.guard.stop()
        self.scanner.stop()
        self.labels.stop()
        self.worker.stop()
        self.office.stop()
        self.hub.stop()
        self._kit.decoder.stop()  # the workers' last photos needed it
        forget_opened()

    @Slot()
    def _lock(self) -> None:
        """End for a fresh program; one that serves other devices stays, and so do its keys."""
        self.window.rest()
        if self._again is None or self._kit.hubs.running or self._kit.lan.offered:
            self._ask_at_the_lock()
            return
        leaving = Leaving(self.window, (self.worker, self.office), self.hub, self._kit.drafts)
        leaving.ready.connect(self._leave)
        leaving.refused.connect(self._ask_at_the_lock)

    @Slot()
    def _leave(self) -> None:
        if self._again is not None:
            self.stop()
            self._again(self._language)

    @Slot()
    def _ask_at_the_lock(self) -> None:
        if self.guard is None:
            return
        page = LockPage(self.guard.lock, self._language, self.window.geometry())
        page.opened.connect(self._unlock)
        page.left.connect(self.application.quit)
        self.lock_page = page
        page.show()
        page.setFocus()

    @Slot()
    def _unlock(self) -> None:
        if self.guard is not None and self.lock_page is not None:
            self.lock_page.card.stop()
            self.lock_page.hide()
            self.lock_page.deleteLater()
            self.lock_page = None
            self.guard.unlock()


def application(fonts: tuple[Path, ...]) -> QApplication:
    """Return the one application, with the interface's face loaded."""
    found = QApplication.instance()
    if not isinstance(found, QApplication):
        found = QApplication(sys.argv[:1])
        found.setApplicationName("Huhang")
    found.setStyle("Fusion")
    for file in fonts:
        QFontDatabase.addApplicationFont(str(file))
    font = QFont()
    font.setFamilies([FAMILY, "Microsoft YaHei", "PingFang SC", "SimSun-ExtB"])
    found.setFont(font)
    return found


def translate(found: QApplication, language: str) -> list[QTranslator]:
    """Let the interface speak a language; returns what to remove for another one."""
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    file = qt / "qtbase_zh_CN.qm" if language == "zh" else resource("translations", "huhang_en.qm")
    translator = QTranslator(found)
    if not translator.load(str(file)):
        return []
    found.installTranslator(translator)
    return [translator]


def ask_passphrase(
    opens: Callable[[str], Any], fonts: tuple[Path, ...], language: str, *, locked: bool = False
) -> Any:
    """Ask for the passphrase until `opens` takes it; returns what it returned, None if the officer gives up.

    `opens` runs on another thread, since it takes a second. With `locked` a window waits to be gone on with.
    """
    return _ask_before_the_window(lambda: OpeningDialog(opens, language, locked), fonts, language)


def ask_new_passphrase(lock: Lock, fonts: tuple[Path, ...], language: str) -> bool:
    """Let the officer set a passphrase where there is none; tells whether it was set."""
    return bool(_ask_before_the_window(lambda: NewPassphraseDialog(lock, language), fonts, language))


def _ask_before_the_window(
    make: Callable[[], OpeningDialog | NewPassphraseDialog], fonts: tuple[Path, ...], language: str
) -> Any:
    found = application(fonts)
    translators = translate(found, language)
    apply_theme(found, tokens(dark=False))
    dialog = make()
    result = dialog.exec()
    for translator in translators:
        found.removeTranslator(translator)
    return dialog.found if isinstance(dialog, OpeningDialog) else result == dialog.DialogCode.Accepted
