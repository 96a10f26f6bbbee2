"""What every page is handed, and what the window asks of a page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import InspectionError
from app.kit import Kit
from app.labels import LabelReader
from app.wording import Wording
from ui.guard import Guard
from ui.hub_sync import HubSync
from ui.scanner import Scanner
from ui.theme import Tokens
from ui.widgets import Flash
from ui.worker import Job, Worker


class Go(Protocol):
    """Shows another page for a case, and what was chosen for it ("fair_notice 1.1": form and complaint)."""

    def __call__(self, name: str, case_number: str, chosen: str = "") -> None: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What a page works with; made anew when language or theme change."""

    worker: Worker
    office: Worker  # for long work on the register alone, which officers' actions do not wait for
    tokens: Tokens
    language: str
    wording: Wording
    go: Go
    scanner: Scanner
    labels: LabelReader
    hub: HubSync
    guard: Guard | None = None  # None where no lock was handed to the program


class Page(QWidget):
    """A page: it shows a view, runs actions through the worker, and says what came of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.case_number = ""
        self.chosen = ""  # what the page before chose for this one; it is taken once
        self.flash = Flash()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 16, 16, 16)
        self.body.setSpacing(12)
        self.body.addWidget(self.flash)

    def enter(self, case_number: str) -> None:
        """Show the page, for a case where it is about one."""
        self.case_number = case_number or self.case_number
        self.flash.hide()
        self.refresh()

    def refresh(self) -> None:
        """Ask again for what the page shows; called after every change while it is visible."""

    def scanned(self, text: str) -> bool:
        """Take a code that a hand scanner read; False where the page has no use for it."""
        return False

    def ask(self, job: Callable[[Kit], Any], show: Callable[[Any], None]) -> None:
        """Read something for the page."""
        self.desk.worker.run(job, show, self.fail, writes=False)

    def act(self, job: Job, done: Callable[[Any], None] | None = None, said: str = "") -> None:
        """Do an action; `said` is shown when it is done."""

        def finished(value: Any) -> None:
            if said:
                self.flash.tell(said)
            if done:
                done(value)

        self.desk.worker.run(job, finished, self.fail)

    def fail(self, error: InspectionError) -> None:
        """Show why an action was refused."""
        self.flash.tell(error.sentence(self.desk.language), "bad")
