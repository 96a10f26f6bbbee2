"""The main window: a rail of places, a bar that says where, who and whether all is shared, and the pages."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.actions.share import peers
from app.decoding import Decoder
from app.errors import NotFound
from app.kit import Kit
from app.labels import LabelReader
from app.wording import Wording
from ui.carried import words_in
from ui.guard import Guard
from ui.hub_sync import HubSync
from ui.icons import icon
from ui.page import Desk, PageLeft
from ui.pages.scan import ScanPage
from ui.pages.sync.corner import AlarmBanner, StatusCorner
from ui.places import PLACES, Pages, places_for
from ui.rail import Rail
from ui.scanner import Scanner
from ui.theme import Tokens
from ui.widgets import label
from ui.worker import Worker


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


@dataclass(slots=True)
class Left:
    """What a window leaves behind when it is locked: texts and numbers only."""

    place: str  # name of the page in front
    dark: bool
    pages: dict[str, PageLeft]
    words: list[tuple[str, str, str]]  # typed into dialogs: title, name of the field, text
    halted: list[str] = field(default_factory=list)  # names of pages whose work was stopped


class Window(QMainWindow):
    """`remake` asks the application for another language or look."""

    def __init__(
        self,
        worker: Worker,
        office: Worker,
        wording: Wording,
        tokens: Tokens,
        remake: Callable[[str, bool], None],
        scanner: Scanner,
        decoder: Decoder,
        labels: LabelReader,
        hub: HubSync,
        guard: Guard | None = None,
    ) -> None:
        super().__init__()
        self._remake = remake
        self.dark = False
        self._desk = Desk(
            worker, office, tokens, wording.language, wording, self.go, scanner, decoder, labels, hub, guard
        )
        self.pages = Pages(self._desk)
        centre = QWidget()
        self._across, self._down = QHBoxLayout(centre), QVBoxLayout()
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._down.setSpacing(0)
        self._down.addWidget(self.pages.stack, 1)
        self._across.addLayout(self._down, 1)
        self.setCentralWidget(centre)
        self._around: tuple[QWidget, ...] = ()
        self._lay_out()
        self.resize(1280, 800)
        for thread in (worker, office, hub.worker):
            thread.changed.connect(self.refresh)
            thread.crashed.connect(self.crashed)
        self.go("sign_in", "")

    def speak(self, wording: Wording) -> None:
        """Go on in another language, whose translators are installed: the page in front at once."""
        self._desk = self.pages.desk = replace(self._desk, language=wording.language, wording=wording)
        self._lay_out()
        self.enter(self.pages.current())

    def dress(self, dark: bool) -> None:
        """Follow the look, which the whole program has got already."""
        self.dark = dark
        for picture, found in self._switches.items():
            found.setIcon(icon(picture, self._desk.tokens.text))
        self._corner.refresh()

    def _lay_out(self) -> None:
        """Put what stands around the pages in its place; the pages are not moved, which would take long."""
        for old in self._around:
            old.hide()
            old.deleteLater()
        self._corner, self._alarm = StatusCorner(self._desk), AlarmBanner(self._desk)
        self._places, bar = self._rail(), self._bar()
        self._around = (self._places, bar, self._alarm)
        self._across.insertWidget(0, self._places)
        self._down.insertWidget(0, bar)
        self._down.insertWidget(1, self._alarm)
        self.setWindowTitle(self.tr("护航 · 展会知识产权执法"))

    def go(self, name: str, case_number: str, chosen: str = "") -> None:
        """Show a page, for what was `chosen` on the page before."""
        if name != "scan":
            self.rest()
        if case_number:
            self.pages.turn_to(case_number)
        self.pages[name].chosen = chosen
        self.enter(name, case_number)
        self.pages[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self, name: str, case_number: str = "") -> None:
        """Show a page."""
        page = self.pages[name]
        self.pages.stack.setCurrentWidget(page)
        self._places.choose(name)
        page.enter(case_number)
        self._refresh_bar()

    def current(self) -> str:
        """Return the name of the page that is shown."""
        return self.pages.current()

    def refresh(self) -> None:
        """Let the visible page and the bar ask again."""
        if page := self.pages.shown():
            page.refresh()
        self._refresh_bar()

    def scanned(self, text: str) -> None:
        """Hand a scanner's code to the visible page."""
        if page := self.pages.shown():
            page.scanned(text)

    def scan_refused(self, sentence: str) -> None:
        """Say on the visible page why a scan was not taken."""
        if page := self.pages.shown():
            page.flash.tell(sentence, "doubt")

    def hand_over(self) -> Left:
        """Return what this window needs to go on another time."""
        open_ = [dialog for dialog in self.findChildren(QDialog) if dialog.isVisible()]
        words = [(dialog.windowTitle(), *words) for dialog in open_ for words in words_in(dialog)]
        return Left(self.current(), self.dark, self.pages.hand_over(), words)

    def take_up(self, left: Left) -> None:
        """Go on where a window was left, and say what was cut short by that."""
        self.pages.take_up(left.pages)
        self.enter(left.place)
        self.pages[left.place].flash.tell(*_after_the_lock(self, left))

    def rest(self) -> None:
        """Let the camera go."""
        scan = self.pages.built().get("scan")
        if isinstance(scan, ScanPage):
            scan.leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.rest()
        event.accept()

    def _rail(self) -> Rail:
        pictures = [(name, picture) for name, picture, _, _ in PLACES]
        rail = Rail(self.tr("护航"), pictures, self.words(), lambda n: self.go(n, self.pages.number_of(n)))
        rail.show_only(places_for("", leads=False))  # until it is known who is on duty
        return rail

    def words(self) -> dict[str, str]:
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
        language, theme = self.tr("English"), self.tr("明暗")
        self._switches = {
            "language": self._switch("language", language, lambda: self._remake(self._other(), self.dark)),
            "theme": self._switch("theme", theme, lambda: self._remake(self._desk.language, not self.dark)),
        }
        for widget in (self._corner, self._officers, *self._switches.values()):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        return bar

    def _switch(self, picture: str, name: str, work: Callable[[], None]) -> QToolButton:
        found = QToolButton()
        found.setIcon(icon(picture, self._desk.tokens.text))
        found.setIconSize(QSize(24, 24))
        found.setFixedSize(44, 44)
        found.setAutoRaise(True)
        found.setToolTip(name)
        found.setAccessibleName(name)
        found.clicked.connect(lambda: work())
        return found

    def _other(self) -> str:
        return "en" if self._desk.language == "zh" else "zh"

    def _refresh_bar(self) -> None:
        self._desk.worker.run(present, self._show_bar, writes=False)

    def _show_bar(self, view: BarView) -> None:
        self._fair.setText(view.fair or self.tr("尚未载入展会包"))
        self._place.setText(view.place)
        self._corner.show_stick(view.waiting)
        self._officers.setText(view.officers or self.tr("未上岗"))
        self._places.show_only(places_for(view.role, view.leads))

    def crashed(self, trace: str) -> None:
        if page := self.pages.shown():
            last = trace.strip().splitlines()[-1]
            page.flash.tell(self.tr("程序出现意外错误，已保存的记录不受影响：{0}").format(last), "bad")


def _after_the_lock(window: Window, left: Left) -> tuple[str, str]:
    """Return what to say when a lock is over, of what it cut short too, and the kind of that."""
    told = []
    if left.halted:
        names = "、".join(window.words()[name] for name in left.halted)
        text = window.tr("锁定时停下了正在进行的工作（{0}）；已完成的部分保留，请在该页再次开始。")
        told.append(text.format(names))
    if left.words:
        told.append(window.tr("锁定时对话框开着，请重新打开；其中已输入的内容："))
        told += [window.tr("{0}，{1}：{2}").format(*words) for words in left.words]
    if told:
        return "\n".join(told), "doubt"
    return window.tr("已解锁，回到锁定时的页面；已输入的内容都在。"), "ok"
