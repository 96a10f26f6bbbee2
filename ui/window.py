"""The main window: a rail of places, a bar that says where, who and whether all is shared, and the pages."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.actions.share import peers
from app.bureau import INSPECTOR, SUPERVISOR
from app.errors import NotFound
from app.kit import Kit
from app.labels import LabelReader
from app.wording import Wording
from ui.guard import Guard
from ui.hub_sync import HubSync
from ui.icons import icon
from ui.page import Desk, Page
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
from ui.pages.sync.corner import AlarmBanner, StatusCorner
from ui.pages.sync.page import SyncPage
from ui.rail import Rail
from ui.scanner import Scanner
from ui.theme import tokens
from ui.widgets import label
from ui.worker import Worker

PAGES: tuple[tuple[str, str, type[Page], tuple[str, ...]], ...] = (  # name, icon, class, roles ("" = all)
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


@dataclass(frozen=True, slots=True)
class BarView:
    fair: str
    place: str
    officers: str
    role: str
    waiting: int
    practice: bool
    leads: bool = False  # the bureau's own data folder


def present(kit: Kit) -> BarView:
    """Return what the bar shows."""
    duty = kit.casebook.duty
    people = [kit.casebook.bureau.officer(o) for o in duty.officers]
    names = " / ".join(o.name for o in people if o)
    leads = kit.casebook.leads
    waiting = min((peer.entries_waiting for peer in peers(kit)), default=0)
    try:
        fair = kit.fair()
    except NotFound:
        return BarView("", "", names, duty.role, waiting, False, leads)
    day = (kit.today() - fair.begins).days + 1
    days = (fair.ends - fair.begins).days + 1
    place = f"{fair.venue}　{day}/{days}"
    return BarView(fair.name, place, names, duty.role, waiting, fair.practice, leads)


def places_for(role: str, leads: bool) -> tuple[str, ...]:
    """Return the places of a role, in order; `leads` in the bureau's own data folder."""
    return tuple(
        name
        for name, _, _, roles in PAGES
        if ("" in roles or role in roles) and (leads or name not in AT_THE_BUREAU)
    )


class Window(QMainWindow):
    """Built once for a language and a theme; `remake` asks the application for another."""

    def __init__(
        self,
        worker: Worker,
        office: Worker,
        wording: Wording,
        dark: bool,
        remake: Callable[[str, bool], None],
        scanner: Scanner,
        labels: LabelReader,
        hub: HubSync,
        guard: Guard | None = None,
    ) -> None:
        super().__init__()
        self._worker, self._dark, self._remake = worker, dark, remake
        self._language = wording.language
        self._tokens = tokens(dark)
        parts = (scanner, labels, hub, guard)
        desk = Desk(worker, office, self._tokens, wording.language, wording, self.go, *parts)
        self._corner = StatusCorner(desk)
        self._alarm = AlarmBanner(desk)
        self._stack = QStackedWidget()
        self.pages: dict[str, Page] = {}
        self._places = self._rail()
        for name, _, make, _ in PAGES:
            self.pages[name] = make(desk)
            self._stack.addWidget(self.pages[name])
        self._lay_out()
        self.setWindowTitle(self.tr("护航 · 展会知识产权执法"))
        self.resize(1280, 800)
        for thread in (worker, office, hub.worker):
            thread.changed.connect(self.refresh)
            thread.crashed.connect(self.crashed)
        self.go("sign_in", "")

    def _lay_out(self) -> None:
        centre = QWidget()
        across = QHBoxLayout(centre)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._places)
        down = QVBoxLayout()
        down.setSpacing(0)
        down.addWidget(self._bar())
        down.addWidget(self._alarm)
        down.addWidget(self._stack, 1)
        across.addLayout(down, 1)
        self.setCentralWidget(centre)

    def go(self, name: str, case_number: str, chosen: str = "") -> None:
        """Show a page, for what was `chosen` on the page before."""
        current = self._stack.currentWidget()
        if isinstance(current, ScanPage) and name != "scan":
            current.leave()
        page = self.pages[name]
        self._stack.setCurrentWidget(page)
        for other in ("case", "scan", "document", "register", "complaints") if case_number else ():
            self.pages[other].case_number = case_number
        self._places.choose(name)
        page.chosen = chosen
        page.enter(case_number)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refresh_bar()

    def current(self) -> str:
        """Return the name of the page that is shown."""
        return next(name for name, page in self.pages.items() if page is self._stack.currentWidget())

    def refresh(self) -> None:
        """Let the visible page and the bar ask again."""
        page = self._stack.currentWidget()
        if isinstance(page, Page):
            page.refresh()
        self._refresh_bar()

    def scanned(self, text: str) -> None:
        """Hand a scanner's code to the visible page."""
        page = self._stack.currentWidget()
        if isinstance(page, Page):
            page.scanned(text)

    def scan_refused(self, sentence: str) -> None:
        """Say on the visible page why a scan was not taken."""
        page = self._stack.currentWidget()
        if isinstance(page, Page):
            page.flash.tell(sentence, "doubt")

    def rest(self) -> None:
        """Let the camera go."""
        scan = self.pages["scan"]
        if isinstance(scan, ScanPage):
            scan.leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.rest()
        event.accept()

    def _rail(self) -> Rail:
        pictures = [(name, picture) for name, picture, _, _ in PAGES]
        rail = Rail(self.tr("护航"), pictures, self._words(), lambda n: self.go(n, self.pages[n].case_number))
        rail.show_only(places_for("", leads=False))  # until it is known who is on duty
        return rail

    def _words(self) -> dict[str, str]:
        return {
            "sign_in": self.tr("登录"),
            "fair": self.tr("展位"),
            "case": self.tr("案卷"),
            "scan": self.tr("扫描"),
            "document": self.tr("文书"),
            "complaints": self.tr("投诉"),
            "due": self.tr("期限"),
            "review": self.tr("审核"),
            "forms": self.tr("格式"),
            "check": self.tr("核验"),
            "register": self.tr("登记库"),
            "sync": self.tr("交换"),
            "hub": self.tr("中心"),
            "about": self.tr("关于"),
        }

    def _bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("bar")
        bar.setFixedHeight(68)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(16, 8, 16, 8)
        self._fair, self._place = label("", "h2", wrap=False), label("", "soft", wrap=False)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._fair)
        names.addWidget(self._place)
        layout.addLayout(names, 1)
        self._officers = label("", "pill", wrap=False)
        for widget in (self._corner, self._officers):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        for picture, name, work in (
            (
                "language",
                self.tr("English"),
                lambda: self._remake("en" if self._language == "zh" else "zh", self._dark),
            ),
            ("theme", self.tr("明暗"), lambda: self._remake(self._language, not self._dark)),
        ):
            found = QToolButton()
            found.setIcon(icon(picture, self._tokens.text))
            found.setIconSize(QSize(24, 24))
            found.setFixedSize(44, 44)
            found.setAutoRaise(True)
            found.setToolTip(name)
            found.setAccessibleName(name)
            found.clicked.connect(lambda _=False, w=work: w())
            layout.addWidget(found)
        return bar

    def _refresh_bar(self) -> None:
        self._worker.run(present, self._show_bar, writes=False)

    def _show_bar(self, view: BarView) -> None:
        self._fair.setText(view.fair or self.tr("尚未载入展会包"))
        self._place.setText(view.place)
        self._corner.show_stick(view.waiting)
        self._officers.setText(view.officers or self.tr("未上岗"))
        self._places.show_only(places_for(view.role, view.leads))

    def crashed(self, trace: str) -> None:
        page = self._stack.currentWidget()
        if isinstance(page, Page):
            last = trace.strip().splitlines()[-1]
            page.flash.tell(self.tr("程序出现意外错误，已保存的记录不受影响：{0}").format(last), "bad")
