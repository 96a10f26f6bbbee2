"""The complaint desk: what is open and until when, one complaint beside it, and the form to take one down."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from app.actions.complaints import ComplaintFile, ComplaintLine, list_complaints, read_complaint
from app.case import Case
from app.complaints import Kept, Step
from app.law import CHINA
from ui.models import Column, TableModel
from ui.page import Desk, Page, PageLeft
from ui.pages.complaints.detail import ComplaintDetail
from ui.pages.complaints.dialog import StepDialog
from ui.pages.complaints.intake import IntakePanel, Offer, read_offer
from ui.pages.complaints.papers import PapersBox
from ui.pages.complaints.steps import job_for, questions
from ui.pages.complaints.words import CLOSED, LATE, OPEN, clock_chip, group_of, stage_chip, step_word
from ui.widgets import button, card, row, table
from ui.words import Chip

ALL = "all"


@dataclass(frozen=True, slots=True)
class ComplaintsView:
    rows: tuple[ComplaintLine, ...]
    counts: dict[str, int]


def present(lines: Sequence[ComplaintLine], text: str, group: str, now: datetime) -> ComplaintsView:
    """Return the complaints that match the search and the filter, with the counts of all filters."""
    wanted = text.strip().casefold()
    found = [line for line in lines if wanted in _words(line.kept)]
    counts = Counter(group_of(line, now) for line in found)
    counts[ALL] = len(found)
    return ComplaintsView(tuple(x for x in found if group in (ALL, group_of(x, now))), dict(counts))


def _words(kept: Kept) -> str:
    filed = kept.complaint.filed
    words = (kept.key, kept.case.stand, kept.case.exhibitor, filed.complainant, filed.number, filed.name)
    return " ".join(words).casefold()


class ComplaintsPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines: tuple[ComplaintLine, ...] = ()
        self._group = ALL
        self._counts: dict[str, int] = {}
        self._shown = ""  # key of the complaint beside the list
        self._file: ComplaintFile | None = None
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("展位、投诉人、权利号码"))
        self._search.setAccessibleName(self.tr("查找投诉"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._show)
        names = {
            ALL: self.tr("全部"),
            OPEN: self.tr("办理中"),
            LATE: self.tr("已超期"),
            CLOSED: self.tr("已办结"),
        }
        self._filters = {group: _filter(name, partial(self._choose, group)) for group, name in names.items()}
        self._model = TableModel(_columns(self))
        self._table = table(self._model, desk.tokens, self.tr("投诉列表"))
        self._table.selectionModel().selectionChanged.connect(self._load)
        for column, width in enumerate((72, 140, 128, 148)):
            self._table.setColumnWidth(column, width)
        self.detail = ComplaintDetail(
            desk, self.take_step, self._open_form, self._open_kept, partial(PapersBox, self)
        )
        self.intake = IntakePanel(self, self._filed, self._leave_intake)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._overview())
        self._stack.addWidget(self.intake)
        self.body.addWidget(self._stack, 1)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)
        QShortcut(QKeySequence("Ctrl+N"), self, self.begin)

    def _overview(self) -> QWidget:
        left, inside = card()
        head = row(self._search, button(self.tr("登记投诉 Ctrl+N"), self.begin, primary=True))
        head.setStretch(0, 1)
        inside.addLayout(head)
        inside.addLayout(row(*self._filters.values(), stretch=True))
        inside.addWidget(self._table, 1)
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(left, 5)
        across.addWidget(self.detail, 5)
        return holder

    def remember(self) -> dict[str, Any]:
        taking, papers = self._stack.currentWidget() is self.intake, self.intake.papers.remember()
        return {"group": self._group, "shown": self._shown, "taking": taking, "papers": papers}

    def take_up(self, left: PageLeft, done: Callable[[], None] | None = None) -> None:
        def go_on(offer: Offer) -> None:
            self._take_down(offer)
            self.intake.papers.recall(left.known["papers"])
            Page.take_up(self, left, done)

        self._group, self._shown = left.known["group"], left.known["shown"]
        if left.known["taking"]:
            self.ask(read_offer, go_on)  # a form that was half filled in needs its questions first
        else:
            super().take_up(left, done)

    def refresh(self) -> None:
        self.ask(list_complaints, self._take)

    def enter(self, case_number: str) -> None:
        """Show the list, with a case the complaint on it that presses most; a form half filled in stays."""
        if not self.intake.begun():
            self._stack.setCurrentIndex(0)
        if case_number:
            self._shown = ""
        super().enter(case_number)

    def scanned(self, text: str) -> bool:
        if self._stack.currentWidget() is self.intake:
            self.intake.number.setText(text)
        else:
            self._search.setText(text)
        return True

    def showEvent(self, event: QShowEvent) -> None:
        self._second.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._second.stop()
        super().hideEvent(event)

    def begin(self) -> None:
        """Show the form to take down a complaint; one that is half filled in stays."""
        if self._stack.currentWidget() is not self.intake:
            self.ask(read_offer, self._take_down)

    def _take_down(self, offer: Offer) -> None:
        self.flash.hide()
        self._stack.setCurrentWidget(self.intake)
        self.intake.begin(offer)

    def take_step(self, step: Step) -> None:
        """Ask what a step takes, then put it on record."""
        file = self._file
        if file is None:
            return
        asked = questions(step, file, self.desk.language)
        answers = {}
        if asked:
            dialog = StepDialog(self, step_word(step), asked)
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return
            answers = dialog.answers()
        job = job_for(step, file.case.number, file.kept.complaint.id, answers)

        def done(case: Case) -> None:
            if step is Step.INSPECT:
                self.desk.go("case", case.number)

        self.act(job, done, self.tr("已记录：{0}").format(step_word(step)))

    def _take(self, lines: tuple[ComplaintLine, ...]) -> None:
        if lines != self._lines or not self._shown:
            self._lines = lines
            self._show()
        else:
            self._load()

    def _show(self) -> None:
        view = present(self._lines, self._search.text(), self._group, _now())
        self._counts = view.counts
        for group, found in self._filters.items():
            found.setText(f"{found.accessibleName()} {view.counts.get(group, 0)}")
            found.setChecked(group == self._group)
        of_case = (x.kept.key for x in view.rows if x.kept.case.number == self.case_number)
        wanted = self._shown or next(of_case, "")
        self._model.show(view.rows)
        keys = [line.kept.key for line in view.rows]
        self._table.selectRow(keys.index(wanted) if wanted in keys else 0)
        self._load()

    def _load(self, *_: object) -> None:
        rows = self._table.selectionModel().selectedRows()
        if not rows or rows[0].row() >= len(self._model.rows):
            self._file = None
            self.detail.show_file(None)
            return
        kept: Kept = self._model.rows[rows[0].row()].kept
        self._shown = kept.key
        number, complaint, language = kept.case.number, kept.complaint.id, self.desk.language
        self.ask(lambda kit: read_complaint(kit, number, complaint, language), self._show_file)

    def _show_file(self, file: ComplaintFile) -> None:
        if file.kept.key == self._shown and (
            self._file is None or replace(file, now=self._file.now) != self._file
        ):
            self._file = file
            self.detail.show_file(file)

    def _tick(self) -> None:
        now = _now()
        self.detail.tick(now)
        if present(self._lines, self._search.text(), self._group, now).counts != self._counts:
            self._show()
        if self._model.rows:
            last = self._model.index(len(self._model.rows) - 1, 3)
            self._model.dataChanged.emit(self._model.index(0, 3), last)

    def _filed(self, case: Case, complaint: str) -> None:
        self.intake.empty()
        self._stack.setCurrentIndex(0)
        self._shown, self._group = f"{case.number}/{complaint}", ALL
        self._search.clear()
        filed = case.complaint(complaint)
        lacking = bool(filed and filed.lacking)
        self.flash.tell(
            self.tr("已登记，投诉人尚须补充材料。") if lacking else self.tr("已登记，材料齐全。"),
            "doubt" if lacking else "ok",
        )

    def _leave_intake(self) -> None:
        self.intake.empty()
        self._stack.setCurrentIndex(0)
        self.flash.hide()

    def _open_form(self, form: str) -> None:
        if self._file is not None:
            self.desk.go("document", self._file.case.number, f"{form} {self._file.kept.complaint.id}")

    def _open_kept(self, kept: Kept) -> None:
        self._shown, self._group = kept.key, ALL
        self._search.clear()
        self._show()

    def _choose(self, group: str) -> None:
        self._group = group
        self._show()


def _filter(name: str, chosen: Callable[[], None]) -> QPushButton:
    found = button(name, chosen, name="filter")
    found.setCheckable(True)
    return found


def _columns(page: ComplaintsPage) -> tuple[Column, ...]:
    return (
        Column(page.tr("展位"), lambda x: x.kept.case.stand, bold=True),
        Column(page.tr("投诉人"), lambda x: x.kept.complaint.filed.complainant),
        Column(page.tr("状态"), lambda x: _stage(x).word, _stage),
        Column(page.tr("期限"), _clock_text, lambda x: clock_chip(x, _now())),
    )


def _now() -> datetime:
    return datetime.now(CHINA)


def _stage(line: ComplaintLine) -> Chip:
    return stage_chip(line.kept.complaint.stage)


def _clock_text(line: ComplaintLine) -> str:
    chip = clock_chip(line, _now())
    return chip.word if chip else ""
