"""The fair's stands in walking order: searched, filtered, opened."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton

from app.actions.stands import StandLine, list_stands, open_case
from app.case import Case
from app.findings import Severity
from ui.lamps import lamp_chip, lamp_words
from ui.models import Column, TableModel
from ui.page import Desk, Page
from ui.widgets import button, card, clear, label, row, table
from ui.words import stage_word, stand_chip

ALL, TODO, DOUBT, SUSPECT, DONE = "all", "todo", "doubt", "suspect", "done"


@dataclass(frozen=True, slots=True)
class FairView:
    rows: tuple[StandLine, ...]
    counts: dict[str, int]


def group_of(line: StandLine) -> str:
    """Return the filter that a stand falls under."""
    if line.case is None:
        return TODO
    if line.case.worst == Severity.SUSPECTED:
        return SUSPECT
    if line.case.worst in (Severity.IRREGULAR, Severity.NEEDS_VERIFICATION):
        return DOUBT
    return DONE


def present(lines: Sequence[StandLine], text: str, group: str) -> FairView:
    """Return the stands that match the search and the filter, with the counts of all filters."""
    wanted = text.strip().casefold()
    found = [
        line
        for line in lines
        if wanted in f"{line.stand.code} {line.stand.exhibitor} {line.stand.hall}".casefold()
        or any(wanted in d.name.casefold() for d in line.stand.declared)
    ]
    counts = Counter(group_of(line) for line in found)
    counts[ALL] = len(found)
    rows = tuple(line for line in found if group in (ALL, group_of(line)))
    return FairView(rows, dict(counts))


class FairPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines: tuple[StandLine, ...] = ()
        self._group = ALL
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("输入或扫描展位号、企业名、展品名"))
        self._search.setAccessibleName(self.tr("查找展位"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._show)
        self._search.returnPressed.connect(self._open_first)
        self._filters = {group: self._filter(group) for group in (ALL, TODO, DOUBT, SUSPECT, DONE)}
        self._model = TableModel(
            (
                Column(self.tr("展位"), lambda x: x.stand.code, bold=True),
                Column(self.tr("参展企业"), lambda x: x.stand.exhibitor),
                Column(self.tr("状态"), lambda x: stand_chip(x.case).word, lambda x: stand_chip(x.case)),
                Column(self.tr("线索"), lambda x: str(x.case.findings) if x.case else ""),
                Column(self.tr("案卷"), lambda x: stage_word(x.case.stage) if x.case else ""),
                Column(self.tr("投诉"), lambda x: str(x.case.complaints or "") if x.case else ""),
                Column(
                    self.tr("安全"),
                    lambda x: lamp_chip(x.safety).word if x.case else "",
                    lambda x: lamp_chip(x.safety) if x.case else None,
                    tip=lambda x: lamp_words(x.safety) if x.case else "",
                ),
            )
        )
        self._table = table(self._model, desk.tokens, self.tr("展位列表"))
        self._detail_card, self._detail = card()
        self._lay_out()

    def _lay_out(self) -> None:
        self._table.selectionModel().selectionChanged.connect(self._show_detail)
        self._table.doubleClicked.connect(lambda _: self._open())
        for column, width in enumerate((72, 250, 128, 48, 72, 48, 120)):
            self._table.setColumnWidth(column, width)
        left, inside = card()
        inside.addWidget(self._search)
        inside.addLayout(row(*self._filters.values(), stretch=True))
        inside.addWidget(self._table, 1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(left, 5)
        columns.addWidget(self._detail_card, 3)
        self.body.addLayout(columns, 1)

    def remember(self) -> dict[str, Any]:
        return {"group": self._group}

    def recall(self, known: Mapping[str, Any]) -> None:
        self._group = known["group"]

    def refresh(self) -> None:
        self.ask(list_stands, self._take)

    def scanned(self, text: str) -> bool:
        self._search.setText(text)
        return True

    def _take(self, lines: tuple[StandLine, ...]) -> None:
        if lines != self._lines:
            self._lines = lines
            self._show()

    def _show(self) -> None:
        chosen = self._chosen()
        view = present(self._lines, self._search.text(), self._group)
        names = {
            ALL: self.tr("全部"),
            TODO: self.tr("待查"),
            DOUBT: self.tr("待核实"),
            SUSPECT: self.tr("存疑"),
            DONE: self.tr("已查"),
        }
        for group, filter_button in self._filters.items():
            filter_button.setText(f"{names[group]} {view.counts.get(group, 0)}")
            filter_button.setAccessibleName(names[group])
            filter_button.setChecked(group == self._group)
        self._model.show(view.rows)
        codes = [line.stand.code for line in view.rows]
        self._table.selectRow(codes.index(chosen.stand.code) if chosen and chosen.stand.code in codes else 0)
        self._show_detail()

    def _filter(self, group: str) -> QPushButton:
        found = button("", lambda: self._choose(group), name="filter")
        found.setCheckable(True)
        return found

    def _choose(self, group: str) -> None:
        self._group = group
        self._show()

    def _chosen(self) -> StandLine | None:
        rows = self._table.selectionModel().selectedRows()
        return self._model.rows[rows[0].row()] if rows and rows[0].row() < len(self._model.rows) else None

    def _show_detail(self, *_: object) -> None:
        clear(self._detail)
        line = self._chosen()
        if line is None:
            self._detail.addWidget(label(self.tr("没有符合条件的展位。"), "soft"))
            self._detail.addStretch(1)
            return
        stand = line.stand
        self._detail.addWidget(label(stand.code, "big"))
        self._detail.addWidget(label(stand.exhibitor, "h2"))
        facts = [
            (self.tr("展馆"), stand.hall),
            (self.tr("统一社会信用代码"), stand.uscc),
            (self.tr("住所"), stand.address),
            (self.tr("负责人"), stand.representative),
            (self.tr("电话"), stand.phone),
        ]
        for name, value in facts:
            if value:
                self._detail.addWidget(label(f"{name}　{value}", "soft"))
        self._detail.addWidget(label(self.tr("申报展品"), "h2"))
        for declared in stand.declared[:8]:
            self._detail.addWidget(label(f"· {declared.name}（{declared.goods}）"))
        self._detail.addStretch(1)
        text = self.tr("继续检查") if line.case else self.tr("开始检查")
        self._detail.addWidget(button(text, self._open, primary=True))

    def _open_first(self) -> None:
        if self._model.rows:
            self._table.selectRow(0)
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        line = self._chosen()
        if line is None:
            return
        code = line.stand.code

        def opened(case: Case) -> None:
            self.desk.go("case", case.number)

        self.act(lambda kit: open_case(kit, code), opened)
