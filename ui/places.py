"""The places of the window, and their pages: each is built when it is first shown."""

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QStackedWidget

from app.bureau import INSPECTOR, SUPERVISOR
from ui.page import Desk, Page, PageLeft
from ui.pages.about import AboutPage
from ui.pages.case import CasePage
from ui.pages.check.page import CheckPage
from ui.pages.complaints.page import ComplaintsPage
from ui.pages.documents.page import DocumentPage
from ui.pages.due import DuePage
from ui.pages.fair import FairPage
from ui.pages.form_editor import FormEditorPage
from ui.pages.hub.page import HubPage
from ui.pages.register.page import RegisterPage
from ui.pages.review import ReviewPage
from ui.pages.scan import ScanPage
from ui.pages.sign_in import SignInPage
from ui.pages.sync.page import SyncPage

PLACES: tuple[tuple[str, str, type[Page], tuple[str, ...]], ...] = (  # name, icon, class, roles ("" = all)
    ("sign_in", "people", SignInPage, ("",)),
    ("fair", "hall", FairPage, (INSPECTOR, SUPERVISOR)),
    ("case", "case", CasePage, (INSPECTOR, SUPERVISOR)),
    ("scan", "scan", ScanPage, (INSPECTOR,)),
    ("document", "document", DocumentPage, (INSPECTOR,)),
    ("complaints", "complaint", ComplaintsPage, (INSPECTOR, SUPERVISOR)),
    ("due", "clock", DuePage, (INSPECTOR, SUPERVISOR)),
    ("review", "review", ReviewPage, (SUPERVISOR,)),
    ("forms", "forms", FormEditorPage, (SUPERVISOR,)),
    ("check", "shield", CheckPage, ("",)),
    ("register", "register", RegisterPage, ("",)),
    ("sync", "sync", SyncPage, ("",)),
    ("hub", "hub", HubPage, (SUPERVISOR,)),
    ("about", "about", AboutPage, ("",)),
)
AT_THE_BUREAU = ("hub",)  # places that only the bureau's own data folder has
OF_ONE_CASE = ("case", "scan", "document", "register", "complaints")  # their pages are about the same case


def places_for(role: str, leads: bool) -> tuple[str, ...]:
    """Return the places of a role, in order; `leads` in the bureau's own data folder."""
    return tuple(
        name
        for name, _, _, roles in PLACES
        if ("" in roles or role in roles) and (leads or name not in AT_THE_BUREAU)
    )


class Pages(Mapping[str, Page]):
    """The pages by name, in a stack that shows one of them; asking for a page builds it.

    Once there is another desk, for another language, a page is built anew when it is next asked for, and
    goes on where the old one was. One that is at work stays as it is until it is done.
    """

    def __init__(self, desk: Desk) -> None:
        self.stack = QStackedWidget()
        self.desk = desk
        self._make = {name: make for name, _, make, _ in PLACES}
        self._built: dict[str, Page] = {}
        self._number = ""  # of the case that pages about one are about
        self._left: dict[str, PageLeft] = {}  # what pages have to go on with that were not built yet

    def __getitem__(self, name: str) -> Page:
        old = self._built.get(name)
        if old is not None and (old.desk is self.desk or old.is_at_work()):
            return old
        page = self._built[name] = self._make[name](self.desk)
        self.stack.addWidget(page)
        if old is not None:
            page.take_up(old.hand_over(), old.deleteLater)
            if self.stack.currentWidget() is old:
                self.stack.setCurrentWidget(page)
            self.stack.removeWidget(old)
            old.hide()
        elif name in self._left:
            page.take_up(self._left.pop(name))
        elif name in OF_ONE_CASE:
            page.case_number = self._number
        return page

    def __iter__(self) -> Iterator[str]:
        return iter(self._make)

    def __len__(self) -> int:
        return len(self._make)

    def hand_over(self) -> dict[str, PageLeft]:
        """Return what each page needs to go on another time."""
        return self._left | {name: page.hand_over() for name, page in self._built.items()}

    def take_up(self, left: Mapping[str, PageLeft]) -> None:
        """Let each page go on where it was left, once it is built."""
        self._left = dict(left)
        self._number = next((left[name].case for name in OF_ONE_CASE if name in left), "")
        for name in [name for name in self._built if name in left]:
            self._built[name].take_up(self._left.pop(name))

    def built(self) -> Mapping[str, Page]:
        """Return the pages that there are, in whatever language."""
        return self._built

    def shown(self) -> Page | None:
        """Return the page that is shown."""
        return next((page for page in self._built.values() if page is self.stack.currentWidget()), None)

    def current(self) -> str:
        """Return the name of the page that is shown."""
        return next(name for name, page in self._built.items() if page is self.stack.currentWidget())

    def number_of(self, name: str) -> str:
        """Return the case that a page is about or would be about."""
        page = self._built.get(name)
        return page.case_number if page else self._number if name in OF_ONE_CASE else ""

    def turn_to(self, case_number: str) -> None:
        """Let all pages about one case be about this one."""
        self._number = case_number
        for name in OF_ONE_CASE:
            if name in self._built:
                self._built[name].case_number = case_number
