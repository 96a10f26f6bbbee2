"""The tab of a stand's file on the procedure: causes, clocks, evidence, amounts, earlier cases."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.actions.due import record_step, start_clock
from app.actions.procedure import CaseProcedure, case_procedure
from app.actions.stands import record_fact
from app.case import Case
from app.kit import Kit
from app.law import CHINA
from app.procedure import Procedure
from app.procedure.clocks import Running
from app.procedure.recall import Recalled
from ui.page import Page
from ui.pages.clock_words import clock_chip, clock_lines, due_word, left_word, matter_word
from ui.pages.procedure.amounts import AmountsCard
from ui.pages.procedure.evidence import EvidenceCard, still
from ui.widgets import button, card, chip_label, clear, label, row
from ui.words import severity_chip

View = tuple[Case, CaseProcedure, Procedure, dict[str, str]]  # with what each clock is called


class ProcedurePanel(QWidget):
    """Belongs to the page that shows a case, and does what it does through that page."""

    def __init__(self, page: Page, mark: Callable[[int], None]) -> None:
        """`mark` is told how many clocks are late."""
        super().__init__()
        self._page, self._mark = page, mark
        self._shown: tuple[Case, CaseProcedure] | None = None
        self._clocks, self._causes, self._earlier = (QVBoxLayout() for _ in range(3))
        self.evidence = EvidenceCard(page)
        self.amounts = AmountsCard(page)
        body = QVBoxLayout(self)
        body.setContentsMargins(8, 8, 8, 8)
        for layout in (self._causes, self._clocks):
            frame, inside = card()
            inside.addLayout(layout)
            body.addWidget(frame)
        body.addLayout(self._recorder())
        body.addWidget(self.evidence)
        body.addWidget(self.amounts)
        frame, inside = card()
        inside.addLayout(self._earlier)
        body.addWidget(frame)
        body.addStretch(1)

    def refresh(self) -> None:
        """Ask again for the case of the page."""
        number = self._page.case_number

        def look(kit: Kit) -> View:
            case = kit.casebook.case(number)
            names = {d.key: self._worded(d.zh, d.en) for d in kit.law.deadlines()}
            return case, case_procedure(kit, case), kit.procedure, names

        if number:
            self._page.ask(look, self.show_view)

    def show_view(self, view: View) -> None:
        """Show a case; the same again changes nothing, so that nobody loses what is being typed."""
        case, found, book, names = view
        if (case, found) == self._shown:
            return
        self._shown = (case, found)
        self._mark(sum(running.state == "overdue" and not running.is_target for running in found.clocks))
        self._show_causes(case, found, book)
        clear(self._clocks)
        self._clocks.addWidget(label(self.tr("期限"), "h2"))
        if not found.clocks:
            self._clocks.addWidget(label(self.tr("没有正在计算的期限。"), "soft"))
        for running in found.clocks:
            self._show_clock(running)
        if self._which.count() == 0:
            for key, words in book.steps.items():
                self._which.addItem(self._worded(*words), (True, key))
            for clock in book.clocks:
                if clock.target is None and clock.key in names:
                    self._which.addItem(self.tr("起算期限：{0}").format(names[clock.key]), (False, clock.key))
        self.evidence.show_view(found.held)
        self.amounts.show_view(case, found.weighed, book.crimes)
        clear(self._earlier)
        self._earlier.addWidget(label(self.tr("以往案件"), "h2"))
        if not found.recalled:
            self._earlier.addWidget(label(self.tr("本机没有同一当事人或者同一权利的其他案卷。"), "soft"))
        for recalled in found.recalled:
            self._show_earlier(recalled, book)

    def _show_causes(self, case: Case, found: CaseProcedure, book: Procedure) -> None:
        clear(self._causes)
        self._causes.addWidget(label(self.tr("案由（仅为线索提示）"), "h2"))
        known = {cause.key for cause in found.causes}
        words = [self._worded(cause.zh, cause.en) for cause in found.causes]
        told = self.tr("、").join(words) or self.tr("尚无线索指向任何案由。")
        self._causes.addWidget(label(told, "" if words else "soft"))
        more = QComboBox()
        more.setAccessibleName(self.tr("补充案由"))
        for cause in book.causes:
            if cause.key not in known:
                more.addItem(self._worded(cause.zh, cause.en), cause.key)

        def add() -> None:
            self._say_causes(",".join(filter(None, (case.fact("cause"), str(more.currentData())))))

        buttons = [button(self.tr("补充案由"), add)]
        if case.fact("cause"):
            buttons.append(button(self.tr("撤销补充的案由"), lambda: self._say_causes("")))
        line = row(more, *buttons)
        line.setStretch(0, 1)
        self._causes.addLayout(line)

    def _say_causes(self, value: str) -> None:
        number = self._page.case_number
        self._page.act(lambda kit: record_fact(kit, number, "cause", value))

    def _show_clock(self, running: Running) -> None:
        language = self._page.desk.language
        chip = still(chip_label(clock_chip(running)))
        words = [matter_word(running, language), running.about, due_word(running), left_word(running)]
        text = label("　".join(filter(None, words)))
        line = row(chip, text)
        line.setStretch(1, 1)
        self._clocks.addLayout(line)
        doubts = clock_lines(running, self._page.desk.wording)[3:]
        if doubts:
            self._clocks.addWidget(label("　".join(doubts), "soft"))

    def _recorder(self) -> QVBoxLayout:
        """Return the line by which a step is recorded, or a clock started, for what happened elsewhere."""
        self._which, self._moment, self._who = QComboBox(), QLineEdit(), QLineEdit()
        self._which.setAccessibleName(self.tr("程序事项"))
        self._which.setMinimumContentsLength(18)
        self._moment.setPlaceholderText(self.tr("时间，如 2026-05-01 09:05"))
        self._moment.setAccessibleName(self.tr("发生时间"))
        self._moment.setText(f"{datetime.now(CHINA):%Y-%m-%d %H:%M}")
        self._who.setPlaceholderText(self.tr("批准人或者经办人"))
        self._who.setAccessibleName(self.tr("批准人或者经办人"))
        line = row(self._which, self._moment, self._who, button(self.tr("记录"), self._record))
        line.setStretch(0, 3)
        line.setStretch(1, 2)
        line.setStretch(2, 2)
        layout = QVBoxLayout()
        layout.addWidget(label(self.tr("记录在程序之外发生的事项，据此起算或者办结期限："), "soft"))
        layout.addLayout(line)
        return layout

    def _record(self) -> None:
        step, key = self._which.currentData()
        number, moment, who = self._page.case_number, self._moment.text(), self._who.text()

        def record(kit: Kit) -> Case:
            if step:
                return record_step(kit, number, key, moment, who)
            return start_clock(kit, number, key, moment)

        self._page.act(record, lambda _: self._who.clear(), said=self.tr("已记录。"))

    def _show_earlier(self, recalled: Recalled, book: Procedure) -> None:
        line = recalled.line
        chip = still(chip_label(severity_chip(line.worst)))
        opened = button(line.number, lambda: self._page.desk.go("case", line.number))
        text = label(f"{recalled.day:%Y-%m-%d}　{line.stand}　{line.exhibitor}")
        shown = row(opened, chip, text)
        shown.setStretch(2, 1)
        self._earlier.addLayout(shown)
        ways = [self._worded(*book.recall[key]) for key in (*recalled.why, *recalled.windows)]
        self._earlier.addWidget(label("　".join(ways), "soft"))

    def _worded(self, zh: str, en: str) -> str:
        return en if self._page.desk.language == "en" else zh
