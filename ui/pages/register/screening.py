"""A fair's exhibits against the register, what to look at first before the rest: an order of work."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.actions.screen import (
    forget_screening,
    screened_line,
    screened_lines,
    screenings,
)
from app.screening import Risk, Screened, Screening, sign_of
from ui.models import Column, TableModel
from ui.page import Page
from ui.pages.register.running import RunPanel
from ui.pages.register.screened import LineDetail, title_word
from ui.pages.register.words import risk_chip
from ui.widgets import button, card, row, table
from ui.words import Chip
from ui.worker import Latest

MOST = 500  # lines that are listed
PAUSE_MS = 150
SHOWN = (Risk.LOOK_FIRST, Risk.LOOK, Risk.LOOK_LATER, Risk.OWN, Risk.NOTHING_NEAR)


class ScreeningPanel(QWidget):
    """The screening, on the register's page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._titles = page.desk.wording.words["title"]
        self.state: Screening | None = None
        self._states: tuple[Screening, ...] = ()
        self._risk = ""
        self._lists, self._details = Latest(page.desk.worker), Latest(page.desk.worker)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._load)
        self.model = self._make_model()
        self.lists, self.search = QComboBox(), QLineEdit()
        self.run = RunPanel(page, self._went_on)
        self._risks = {risk: self._risk_button(risk) for risk in ("", *SHOWN)}
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(self._list_card(), 5)
        self.detail = LineDetail(page)
        across.addWidget(self.detail, 4)
        self._show_state()

    def _make_model(self) -> TableModel:
        return TableModel(
            (
                Column(self.tr("展位"), lambda s: s.line.stand, bold=True),
                Column(self.tr("展品与参展企业"), lambda s: f"{sign_of(s.line)}\n{s.line.exhibitor}"),
                Column(
                    self.tr("先后"),
                    lambda s: self._risk_chip(s.verdict.risk).word,
                    lambda s: self._risk_chip(s.verdict.risk),
                ),
            )
        )

    def _list_card(self) -> QWidget:
        frame, inside = card(margin=12)
        inside.setSpacing(8)
        inside.addWidget(self.run)
        self.lists.setAccessibleName(self.tr("已比对的清单"))
        self.lists.activated.connect(lambda _: self._choose_list())
        self._forget = button(self.tr("删除"), self._remove)
        line = row(self.lists, self._forget)
        line.setStretch(0, 1)
        inside.addLayout(line)
        self.search.setPlaceholderText(self.tr("展位号、企业或展品"))
        self.search.setAccessibleName(self.tr("在清单中查找"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._pause.start())
        inside.addWidget(self.search)
        risks = list(self._risks.values())
        inside.addLayout(row(*risks[:3], stretch=True))
        inside.addLayout(row(*risks[3:], stretch=True))
        self._table = table(self.model, self._page.desk.tokens, self.tr("展品，应先看的在前"))
        self._table.verticalHeader().setDefaultSectionSize(60)
        self._table.setColumnWidth(0, 84)
        self._table.setColumnWidth(2, 132)
        self._table.selectionModel().selectionChanged.connect(self._show_line)
        inside.addWidget(self._table, 1)
        return frame

    def refresh(self) -> None:
        """Ask which lists were screened."""
        self._page.ask(screenings, self._take)

    def _went_on(self, state: Screening | None) -> None:
        if state is not None:
            self.state = state
        self.refresh()

    def _take(self, states: tuple[Screening, ...]) -> None:
        chosen = self.state.digest if self.state else ""
        self._states = states
        self.state = next((s for s in states if s.digest == chosen), states[0] if states else None)
        self.lists.clear()
        for state in states:
            self.lists.addItem(title_word(state), state.digest)
        if self.state:
            self.lists.setCurrentIndex(self.lists.findData(self.state.digest))
        self._show_state()
        self._load()

    def _choose_list(self) -> None:
        digest = str(self.lists.currentData())
        self.state = next((s for s in self._states if s.digest == digest), None)
        self._show_state()
        self._load()

    def _show_state(self) -> None:
        counts = self.state.risks if self.state else {}
        for risk, found in self._risks.items():
            word = self._risk_chip(Risk(risk)).word if risk else self.tr("全部")
            found.setText(f"{word}　{sum(counts.values()) if not risk else counts.get(risk, 0):,}")
            found.setAccessibleName(word)
            found.setChecked(risk == self._risk)
        self._forget.setEnabled(self.state is not None and self.run.task is None)

    def _load(self) -> None:
        state, risk, text = self.state, self._risk, self.search.text().strip()
        if state is None:
            self._show_lines(())
            return
        digest = state.digest
        self._lists.run(
            lambda kit: screened_lines(kit, digest, risk=risk, text=text, most=MOST),
            self._show_lines,
            self._page.fail,
        )

    def _show_lines(self, lines: tuple[Screened, ...]) -> None:
        at = self._table.currentIndex().row()
        kept = self.model.rows[at].line.number if 0 <= at < len(self.model.rows) else -1
        if lines != tuple(self.model.rows):
            self.model.show(lines)
            numbers = [s.line.number for s in lines]
            self._table.selectRow(numbers.index(kept) if kept in numbers else 0)
        self._show_line()

    def _show_line(self, *_: object) -> None:
        rows = self._table.selectionModel().selectedRows()
        state = self.state
        if not rows or state is None or rows[0].row() >= len(self.model.rows):
            self._details.forget()
            self.detail.show_hint()
            return
        screened: Screened = self.model.rows[rows[0].row()]
        digest = state.digest
        self._details.run(
            lambda kit: screened_line(kit, digest, screened.line),
            lambda file: self.detail.show_line(screened, file),
            self._page.fail,
        )

    def _risk_chip(self, risk: Risk) -> Chip:
        return risk_chip(risk, self._titles)

    def _risk_button(self, risk: str) -> QPushButton:
        found = button("", lambda: self._choose_risk(risk), name="filter")
        found.setCheckable(True)
        return found

    def _choose_risk(self, risk: str) -> None:
        self._risk = risk
        self._show_state()
        self._load()

    def _remove(self) -> None:
        state = self.state
        if state is not None:
            self.state = None
            self._page.act(lambda kit: forget_screening(kit, state.digest), lambda _: self.refresh())
