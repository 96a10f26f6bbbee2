"""The supervisor's desk: submitted cases, oldest first; approved or sent back with reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.actions.conflicts import Conflict, conflicts_of
from app.actions.custody import view_case, view_document
from app.actions.review import comment_case, review_case, waiting_cases
from app.case import Case, CaseLine
from app.findings import Severity
from app.kit import Kit
from app.safety import Safety
from ui.lamps import lamp_label
from ui.models import Column, TableModel
from ui.page import Desk, Page
from ui.pages.case import heading
from ui.pages.case_papers import clock
from ui.pages.finding_card import finding_card
from ui.printing import open_pdf
from ui.widgets import button, card, clear, label, row, scrolled, table
from ui.words import severity_chip


@dataclass(frozen=True, slots=True)
class ReviewView:
    waiting: tuple[CaseLine, ...]
    suspected: int


def present(lines: Sequence[CaseLine]) -> ReviewView:
    return ReviewView(tuple(lines), sum(line.worst == Severity.SUSPECTED for line in lines))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The case that is judged, how safe it is, and on what two devices disagree."""

    case: Case
    safety: Safety
    conflicts: tuple[Conflict, ...]


def _read(number: str, kit: Kit) -> Chosen:
    case = view_case(kit, number)
    return Chosen(case, kit.safety.cases([number])[number], conflicts_of(kit, case))


class ReviewPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._before = ""  # the case that was chosen in another language
        self._model = TableModel(
            (
                Column(self.tr("展位"), lambda x: f"{x.stand}{' ⚠' * bool(x.conflicts)}", bold=True),
                Column(self.tr("参展企业"), lambda x: x.exhibitor),
                Column(
                    self.tr("状态"), lambda x: severity_chip(x.worst).word, lambda x: severity_chip(x.worst)
                ),
                Column(self.tr("提交时间"), lambda x: clock(x.submitted_ms)),
            )
        )
        self._head = label("", "h1")
        self._table = table(self._model, desk.tokens, self.tr("待审案卷"))
        self._table.selectionModel().selectionChanged.connect(self._load)
        for column, width in enumerate((72, 180, 158, 116)):
            self._table.setColumnWidth(column, width)
        left, inside = card()
        inside.addWidget(self._head)
        inside.addWidget(self._table, 1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(left, 4)
        columns.addWidget(self._decision(), 5)
        self.body.addLayout(columns, 1)
        QShortcut(QKeySequence("Ctrl+R"), self, lambda: self._decide(False))
        QShortcut(QKeySequence("Ctrl+Return"), self, lambda: self._decide(True))

    def _decision(self) -> QFrame:
        """Return the card with the evidence and what the supervisor says of it."""
        right, detail = card()
        holder = QWidget()
        self._detail = QVBoxLayout(holder)
        detail.addWidget(scrolled(holder), 1)
        self._comment = QPlainTextEdit()
        self._comment.setPlaceholderText(self.tr("审核意见；退回时每行一条须更正之处"))
        self._comment.setAccessibleName(self.tr("审核意见"))
        self._comment.setTabChangesFocus(True)
        self._comment.setFixedHeight(96)
        detail.addWidget(self._comment)
        detail.addLayout(
            row(
                button(self.tr("退回 Ctrl+R"), lambda: self._decide(False)),
                button(self.tr("仅留言"), self._say),
                button(self.tr("通过 Ctrl+Enter"), lambda: self._decide(True), primary=True),
            )
        )
        return right

    def remember(self) -> dict[str, Any]:
        return {"chosen": self._chosen()}

    def recall(self, known: Mapping[str, Any]) -> None:
        self._before = known["chosen"]

    def refresh(self) -> None:
        self.ask(lambda kit: present(waiting_cases(kit)), self.show_view)

    def show_view(self, view: ReviewView) -> None:
        self._head.setText(self.tr("待审 {0} 件，其中存疑 {1} 件").format(len(view.waiting), view.suspected))
        if list(view.waiting) != self._model.rows:
            chosen, numbers = self._chosen() or self._before, [line.number for line in view.waiting]
            self._model.show(view.waiting)  # what is written about a case stays with it
            self._table.selectRow(numbers.index(chosen) if chosen in numbers else 0)
        self._load()

    def _chosen(self) -> str:
        rows = self._table.selectionModel().selectedRows()
        if not rows or rows[0].row() >= len(self._model.rows):
            return ""
        number: str = self._model.rows[rows[0].row()].number
        return number

    def _load(self, *_: object) -> None:
        number = self._chosen()
        if number:
            self.ask(partial(_read, number), self._show)
        else:
            clear(self._detail)
            self._detail.addWidget(label(self.tr("没有待审的案卷。"), "soft"))
            self._detail.addStretch(1)

    def _show(self, view: Chosen) -> None:
        case = view.case
        clear(self._detail)
        self._detail.addWidget(label(heading(case), "h2"))
        self._detail.addLayout(row(lamp_label(view.safety), stretch=True))
        for conflict in view.conflicts:
            self._detail.addWidget(label(f"⚠ {conflict.line(self.desk.language)}", "rule-doubt"))
        counts = self.tr("展品 {0} 件，照片 {1} 张，文书 {2} 份")
        self._detail.addWidget(
            label(counts.format(len(case.exhibits), len(case.photos), len(case.documents)), "soft")
        )
        for document in case.documents:
            self._detail.addWidget(self._open_button(case.number, document.number, document.title))
        for exhibit in case.exhibits:
            self._detail.addWidget(label(exhibit.name, "h2"))
            for finding in exhibit.findings:
                self._detail.addWidget(finding_card(finding, self.desk.wording))
        self._detail.addWidget(label(self.desk.wording.closing, "soft"))
        self._detail.addStretch(1)

    def _open_button(self, number: str, document: str, title: str) -> QWidget:
        def read(kit: Kit) -> bytes:
            return view_document(kit, number, document)

        return button(f"{title}　{document}", lambda: self.ask(read, lambda data: open_pdf(data)))

    def _decide(self, approve: bool) -> None:
        number = self._chosen()
        lines = [line.strip() for line in self._comment.toPlainText().splitlines() if line.strip()]
        comment, points = (lines[0] if lines else "", tuple(lines[1:]))
        said = self.tr("已通过。") if approve else self.tr("已退回。")
        self._comment.clear()
        if number:
            self.act(
                lambda kit: review_case(kit, number, approve=approve, comment=comment, points=points),
                said=said,
            )

    def _say(self) -> None:
        number, text = self._chosen(), self._comment.toPlainText()
        self._comment.clear()
        if number:
            self.act(lambda kit: comment_case(kit, number, text), said=self.tr("已留言。"))
