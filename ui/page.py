"""What every page is handed, and what the window asks of a page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from app.decoding import Decoder
from app.errors import InspectionError
from app.kit import Kit
from app.labels import LabelReader
from app.wording import Wording
from ui.carried import Carried, carried
from ui.guard import Guard
from ui.hub_sync import HubSync
from ui.scanner import Scanner
from ui.theme import Tokens
from ui.widgets import Flash
from ui.worker import Job, Worker

ROUNDS = 4  # a page asks, is answered, and asks again for what it chose: so often at most


class Go(Protocol):
    """Shows another page for a case, and what was chosen for it ("fair_notice 1.1": form and complaint)."""

    def __call__(self, name: str, case_number: str, chosen: str = "") -> None: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What a page works with; made anew for another language."""

    worker: Worker
    office: Worker  # for long work on the register alone, which officers' actions do not wait for
    tokens: Tokens
    language: str
    wording: Wording
    go: Go
    scanner: Scanner
    decoder: Decoder
    labels: LabelReader
    hub: HubSync
    guard: Guard | None = None  # None where no lock was handed to the program


@dataclass(slots=True)
class PageLeft:
    """What a page leaves to the one that takes its place: texts and numbers only."""

    case: str
    known: Mapping[str, Any]  # by that page alone
    fields: Carried


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

    def remember(self) -> dict[str, Any]:
        """Return what this page knows beside its fields and nothing else does: texts and numbers only."""
        return {}

    def recall(self, known: Mapping[str, Any]) -> None:
        """Know again what a page of this kind remembered."""

    def hand_over(self) -> PageLeft:
        """Return all that another page needs to go on here."""
        return PageLeft(self.case_number, self.remember(), carried(self))

    def take_up(self, left: PageLeft, done: Callable[[], None] | None = None) -> None:
        """Go on where a page was left: with its case, and what was typed and chosen there.

        `done` is called when all that this asks for was answered.
        """
        self.case_number = left.case
        self.recall(left.known)
        left.fields.put_into(self)

        def put(rounds: int) -> None:
            left.fields.put_into(self)
            if rounds:
                self.ask(_nothing, lambda _: put(rounds - 1))
            elif done:
                done()

        self.ask(_nothing, lambda _: put(ROUNDS))

    def halt(self) -> None:
        """Stop between two items what goes on here beside the worker."""

    def is_still(self) -> bool:
        """Tell whether nothing goes on here beside the worker."""
        return True

    def is_under_way(self) -> bool:
        """Tell whether progress is told here."""
        told = (bar for bar in self.findChildren(QProgressBar) if not bar.isHidden())
        return any((around := bar.parentWidget()) and not around.isHidden() for bar in told)

    def is_at_work(self) -> bool:
        """Tell whether something goes on that is shown here: a dialog is open, or progress is told."""
        return self.is_under_way() or any(dialog.isVisible() for dialog in self.findChildren(QDialog))

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


def _nothing(kit: Kit) -> None:
    """Be answered when all that was asked before is."""
