"""Taking down a complaint at the desk: who, which right, which stand, which papers, and what is lacking."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.actions.complaints import Intake, RightAnswer, file_complaint, look_up_right
from app.case import Case
from app.complaints import Rules, papers_for
from app.errors import InspectionError
from app.fair import Stand
from app.kit import Kit
from ui.page import Page
from ui.pages.complaints.handing import HandedPapers
from ui.pages.complaints.parts import Checklist, RightBox
from ui.widgets import button, card, label, row, scrolled
from ui.worker import Latest

PAUSE_MS = 250  # after the last key before the register is asked
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Offer:
    """What the form offers: the rules, and the stands of the fair."""

    rules: Rules
    stands: tuple[Stand, ...]


def read_offer(kit: Kit) -> Offer:
    """Return what the form offers. Raises NotFound without a fair."""
    return Offer(kit.complaints, tuple(sorted(kit.stands().stands, key=lambda s: s.code)))


class IntakePanel(QWidget):
    """The form. `filed` is called with case and complaint, `left` when nothing is to be filed."""

    def __init__(self, page: Page, filed: Callable[[Case, str], None], left: Callable[[], None]) -> None:
        super().__init__()
        self._page, self._filed = page, filed
        self._language = page.desk.language
        self.offer: Offer | None = None
        self._filing = False
        self._latest = Latest(page.desk.worker)
        self.papers = HandedPapers(page)
        self.grounds = Checklist(1)
        self.answer = RightBox(page.desk)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self._build_edits()
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._complainant_card(), 1)
        columns.addWidget(self._stand_card(), 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        down.addLayout(columns, 1)
        self._lacking = label("", "h2")
        self.submit = button(self.tr("登记投诉 Ctrl+Enter"), self._file, primary=True)
        self.papers.changed.connect(self._show_lacking)
        foot = row(self._lacking, button(self.tr("取消 Esc"), left), self.submit)
        foot.setStretch(0, 1)
        down.addLayout(foot)
        for keys, work in (("Ctrl+Return", self._file), ("Esc", left)):
            shortcut = QShortcut(QKeySequence(keys), self, work)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def begin(self, offer: Offer, stand: str = "") -> None:
        """Show an empty form."""
        self.offer = offer
        self.empty()
        self.request.setText(self.tr("请求撤下涉嫌侵权的展品"))
        self.standing.setCurrentIndex(0)
        self.papers.show_lines(())
        self.grounds.show_lines(())
        self.kind.clear()
        for kind in offer.rules.kinds:
            self.kind.addItem(kind.word(self._language), kind.key)
        self.stand.clear()
        for found in offer.stands:
            self.stand.addItem(f"{found.code}　{found.exhibitor}", found.code)
        self.stand.setCurrentIndex(self.stand.findData(stand))
        self.show_answer(None)
        self._list_papers()
        self.complainant.setFocus(Qt.FocusReason.OtherFocusReason)

    def begun(self) -> bool:
        """Tell whether somebody typed or chose something that was not filed yet."""
        return any(edit.text() for edit in self._lines()) or bool(
            self.goods.toPlainText() or self.reasons.toPlainText() or self.papers.files()
        )

    def empty(self) -> None:
        """Forget what was typed and chosen."""
        self.papers.forget()
        for edit in self._lines():
            edit.clear()
        self.goods.clear()
        self.reasons.clear()

    def _lines(self) -> tuple[QLineEdit, ...]:
        return self.complainant, self.phone, self.address, self.agent, self.number, self.name

    def intake(self) -> Intake:
        """Return what the form says."""
        return Intake(
            stand=_code_of(self.stand),
            right=self.kind.currentData() or "",
            complainant=self.complainant.text(),
            number=self.number.text(),
            name=self.name.text(),
            phone=self.phone.text(),
            address=self.address.text(),
            agent=self.agent.text(),
            standing=self.standing.currentData(),
            goods=self.goods.toPlainText(),
            reasons=self.reasons.toPlainText(),
            request=self.request.text(),
            papers=self.papers.ticked(),
            stated=self.grounds.ticked(),
        )

    def show_answer(self, answer: RightAnswer | None) -> None:
        """Show what the register holds under the number, and take the right's name from it."""
        self.answer.show_answer(answer)
        if answer is not None and answer.rights and not self.name.text():
            self.name.setText(answer.rights[0].name)

    def _build_edits(self) -> None:
        names = (
            self.tr("投诉人"),
            self.tr("联系电话"),
            self.tr("地址"),
            self.tr("代理人"),
            self.tr("权利号码"),
            self.tr("权利名称"),
            self.tr("请求"),
        )
        edits = [_line(name) for name in names]
        self.complainant, self.phone, self.address, self.agent, self.number, self.name, self.request = edits
        self.kind, self.standing, self.stand = QComboBox(), QComboBox(), QComboBox()
        self.kind.setAccessibleName(self.tr("权利类型"))
        self.standing.setAccessibleName(self.tr("投诉人身份"))
        self.standing.addItem(self.tr("权利人"), "holder")
        self.standing.addItem(self.tr("利害关系人"), "interested")
        _searchable(self.stand, self.tr("被投诉展位"), self.tr("展位号或企业名"))
        self.goods, self.reasons = _text(self.tr("被投诉展品"), 60), _text(self.tr("理由"), 72)
        self.number.textChanged.connect(lambda _: self._pause.start())
        self.complainant.textChanged.connect(lambda _: self._pause.start())
        self.kind.currentIndexChanged.connect(lambda _: self._list_papers())
        self.standing.currentIndexChanged.connect(lambda _: self._list_papers())
        self.agent.textChanged.connect(lambda _: self._list_papers())

    def _complainant_card(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("投诉人与权利"), "h2"))
        grid = _grid()
        _put(grid, 0, (self.tr("投诉人 *"), self.complainant), (self.tr("身份"), self.standing))
        _put(grid, 1, (self.tr("联系电话"), self.phone), (self.tr("代理人"), self.agent))
        _put(grid, 2, (self.tr("地址"), self.address))
        _put(grid, 3, (self.tr("权利类型 *"), self.kind), (self.tr("号码 *"), self.number))
        _put(grid, 4, (self.tr("权利名称"), self.name))
        inside.addLayout(grid)
        inside.addWidget(self.answer)
        inside.addWidget(label(self.tr("询问投诉人是否有下列情形"), "h2"))
        inside.addWidget(scrolled(self.grounds), 1)
        return frame

    def _stand_card(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("被投诉展位与理由"), "h2"))
        grid = _grid()
        _put(grid, 0, (self.tr("展位 *"), self.stand))
        _put(grid, 1, (self.tr("展品 *"), self.goods))
        _put(grid, 2, (self.tr("理由 *"), self.reasons))
        _put(grid, 3, (self.tr("请求"), self.request))
        inside.addLayout(grid)
        inside.addWidget(label(self.tr("已提交的材料"), "h2"))
        inside.addWidget(scrolled(self.papers), 1)
        return frame

    def _list_papers(self) -> None:
        if self.offer is None or not self.kind.currentData():
            return
        rules, kind = self.offer.rules, self.kind.currentData()
        agent, interested = bool(self.agent.text().strip()), self.standing.currentData() == "interested"
        papers = papers_for(kind, rules, agent=agent, interested=interested)
        asked = rules.grounds_of(kind, asked=True)
        for boxes, lines in ((self.papers, papers), (self.grounds, asked)):
            words = [(line.key, line.word(self._language)) for line in lines]
            if [key for key, _ in words] != list(boxes.boxes):
                boxes.show_lines(words, boxes.ticked())
        self._show_lacking()
        self._pause.start()

    def _show_lacking(self) -> None:
        self.submit.setEnabled(not (self._filing or self.papers.busy()))
        missing = self.papers.unticked()
        comma = ", " if self._language == "en" else "、"
        words = self.tr("尚缺，登记时即告知补充：{0}").format(comma.join(missing))
        self._lacking.setText(words if missing else self.tr("材料齐全。"))

    def _look_up(self) -> None:
        kind, number, complainant = self.kind.currentData(), self.number.text(), self.complainant.text()
        if not kind or not number.strip():
            self._latest.forget()
            self.show_answer(None)
            return
        self._latest.run(
            lambda kit: look_up_right(kit, kind, number, complainant), self.show_answer, self._page.fail
        )

    def _file(self) -> None:
        if not self.submit.isEnabled():
            return  # one press, one complaint, with all its files
        intake, papers = self.intake(), self.papers.reading()

        def done(answer: tuple[Case, str]) -> None:
            self._free()
            self._filed(*answer)

        def refused(error: InspectionError) -> None:
            self._free()
            self._page.fail(error)

        self._filing = True
        self.submit.setEnabled(False)
        self._page.desk.worker.run(lambda kit: file_complaint(kit, intake, papers(kit)), done, refused)

    def _free(self) -> None:
        self._filing = False
        self._show_lacking()


def _searchable(box: QComboBox, name: str, hint: str) -> None:
    """Let a list of choices be searched by any part of their words."""
    box.setAccessibleName(name)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    completer = QCompleter(box.model(), box)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    box.setCompleter(completer)
    line = box.lineEdit()
    if line is not None:
        line.setPlaceholderText(hint)
        line.setAccessibleName(name)


def _code_of(box: QComboBox) -> str:
    """Return the code of what was chosen or typed."""
    text = box.currentText().strip()
    found = box.findText(text)
    code: str = box.itemData(found) if found >= 0 else text.split("　")[0]
    return code


def _line(name: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setAccessibleName(name)
    edit.setMaxLength(LONGEST)
    return edit


def _text(name: str, height: int) -> QPlainTextEdit:
    edit = QPlainTextEdit()
    edit.setAccessibleName(name)
    edit.setTabChangesFocus(True)
    edit.setFixedHeight(height)
    return edit


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 3)
    grid.setColumnStretch(3, 2)
    return grid


def _put(grid: QGridLayout, line: int, *pairs: tuple[str, QWidget]) -> None:
    for at, (name, widget) in enumerate(pairs):
        grid.addWidget(label(name, "soft", wrap=False), line, 2 * at, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(widget, line, 2 * at + 1, 1, 1 if len(pairs) > 1 else 3)
