"""The due list: every clock of every case, what presses first; settled or extended with a word."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton

from app.actions.due import DueLine, due_list
from ui.models import Column, TableModel
from ui.page import Desk, Page
from ui.pages.clock_words import clock_chip, due_word, left_word, matter_word
from ui.pages.due_detail import DueDetail
from ui.widgets import button, card, row, table

OPEN, LATE, SOON, OURS, OTHERS, GREEN, DONE = "open", "late", "soon", "ours", "others", "green", "done"
GROUPS = (OPEN, LATE, SOON, OURS, OTHERS, GREEN, DONE)
EVERY_MS = 60_000  # how often the list is looked at again
Clock = tuple[str, str, str]  # case, kind of clock, what it is about


@dataclass(frozen=True, slots=True)
class DueView:
    rows: tuple[DueLine, ...]
    counts: dict[str, int]
    officers: tuple[str, ...]
    devices: tuple[str, ...]


def groups_of(line: DueLine) -> tuple[str, ...]:
    """Return the filters that a clock falls under."""
    running = line.running
    if not running.open:
        return (DONE,)
    found = [OPEN]
    if running.state == "overdue":
        found.append(LATE)
    elif running.state == "soon":
        found.append(SOON)
    if running.is_target:
        found.append(GREEN)
    else:
        found.append(OURS if running.clock.runs_for == "us" else OTHERS)
    return tuple(found)


def present(
    lines: Sequence[DueLine],
    language: str,
    text: str = "",
    group: str = OPEN,
    officer: str = "",
    device: str = "",
) -> DueView:
    """Return the clocks that match search, filter, officer and device ("" for any), with all counts."""
    wanted = text.strip().casefold()
    found = [
        line
        for line in lines
        if (not officer or officer in line.officers)
        and (not device or device == line.device)
        and wanted in _words(line, language)
    ]
    counts = Counter(name for line in found for name in groups_of(line))
    return DueView(
        tuple(line for line in found if group in groups_of(line)),
        dict(counts),
        tuple(sorted({name for line in lines for name in line.officers})),
        tuple(sorted({line.device for line in lines})),
    )


def _words(line: DueLine, language: str) -> str:
    parts = (line.case, line.stand, line.exhibitor, line.running.word(language), line.running.about)
    return " ".join(parts).casefold()


class DuePage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines: tuple[DueLine, ...] = ()
        self._group = OPEN
        self._before: Clock | None = None  # what was chosen in another language
        self.detail = DueDetail(self, self.open_case)
        self.body.addLayout(self._head())
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._list(), 5)
        columns.addWidget(self.detail.frame, 3)
        self.body.addLayout(columns, 1)
        QShortcut(QKeySequence("Return"), self._table, self.open_case)
        self._again = QTimer(self)
        self._again.setInterval(EVERY_MS)
        self._again.timeout.connect(self._look_again)
        self._again.start()

    def _head(self) -> QHBoxLayout:
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("查找展位、企业、事项、文号"))
        self._search.setAccessibleName(self.tr("查找期限"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._show)
        self._officer, self._device = QComboBox(), QComboBox()
        for box, name in (
            (self._officer, self.tr("按执法人员筛选")),
            (self._device, self.tr("按设备筛选")),
        ):
            box.setAccessibleName(name)
            box.setMinimumWidth(150)
            box.currentIndexChanged.connect(self._show)
        line = row(self._search, self._officer, self._device)
        line.setStretch(0, 1)
        return line

    def _list(self) -> QFrame:
        language = self.desk.language
        self._model = TableModel(
            (
                Column(
                    self.tr("状态"), lambda x: clock_chip(x.running).word, lambda x: clock_chip(x.running)
                ),
                Column(self.tr("届满"), lambda x: due_word(x.running), bold=True),
                Column(self.tr("剩余"), lambda x: left_word(x.running)),
                Column(self.tr("事项"), lambda x: matter_word(x.running, language)),
                Column(self.tr("展位"), lambda x: x.stand),
            )
        )
        self._table = table(self._model, self.desk.tokens, self.tr("期限列表"), stretched=3)
        self._table.selectionModel().selectionChanged.connect(self._choose_line)
        self._table.doubleClicked.connect(lambda _: self.open_case())
        for column, width in enumerate((118, 112, 150, 200, 68)):
            self._table.setColumnWidth(column, width)
        self._filters = {group: self._filter(group) for group in GROUPS}
        frame, inside = card()
        inside.addLayout(row(*list(self._filters.values())[:4], stretch=True))
        inside.addLayout(row(*list(self._filters.values())[4:], stretch=True))
        inside.addWidget(self._table, 1)
        return frame

    def _filter(self, group: str) -> QPushButton:
        found = button(self._names()[group], lambda: self.choose(group), name="filter")
        found.setCheckable(True)
        return found

    def remember(self) -> dict[str, Any]:
        return {"group": self._group, "clock": self.chosen_clock()}

    def recall(self, known: Mapping[str, Any]) -> None:
        self._group, self._before = known["group"], known["clock"]

    def refresh(self) -> None:
        self.ask(due_list, self.show_view)

    def show_view(self, lines: tuple[DueLine, ...]) -> None:
        """Show a list; what was chosen stays chosen."""
        self._lines = lines
        view = present(lines, self.desk.language)
        for box, names, any_word in (
            (self._officer, view.officers, self.tr("全部人员")),
            (self._device, view.devices, self.tr("全部设备")),
        ):
            if [box.itemText(i) for i in range(box.count())] != [any_word, *names]:
                chosen = box.currentText() if box.currentIndex() > 0 else ""
                box.blockSignals(True)
                box.clear()
                box.addItems([any_word, *names])
                box.setCurrentIndex(max(0, box.findText(chosen)) if chosen else 0)
                box.blockSignals(False)
        self._show()

    def choose(self, group: str) -> None:
        """Show the clocks of one filter."""
        self._group = group
        self._show()

    def open_case(self) -> None:
        """Show the file of the chosen clock."""
        if line := self.selected():
            self.desk.go("case", line.case)

    def selected(self) -> DueLine | None:
        rows = self._table.selectionModel().selectedRows()
        return self._model.rows[rows[0].row()] if rows and rows[0].row() < len(self._model.rows) else None

    def chosen_clock(self) -> Clock | None:
        """Return what tells the chosen clock from all others."""
        line = self.selected()
        return (line.case, line.running.clock.key, line.running.about) if line else None

    def _look_again(self) -> None:
        if self.isVisible():
            self.refresh()

    def _show(self, *_: object) -> None:
        officer, device = (
            box.currentText() if box.currentIndex() > 0 else "" for box in (self._officer, self._device)
        )
        language = self.desk.language
        view = present(self._lines, language, self._search.text(), self._group, officer, device)
        for group, found in self._filters.items():
            name = self._names()[group]
            found.setText(f"{name} {view.counts.get(group, 0)}")
            found.setChecked(group == self._group)
        key = self.chosen_clock() or self._before
        self._model.show(view.rows)
        keys = [(x.case, x.running.clock.key, x.running.about) for x in view.rows]
        self._table.selectRow(keys.index(key) if key in keys else 0)
        self._choose_line()

    def _names(self) -> dict[str, str]:
        return {
            OPEN: self.tr("未办结"),
            LATE: self.tr("逾期"),
            SOON: self.tr("临近"),
            OURS: self.tr("本机关"),
            OTHERS: self.tr("当事人等"),
            GREEN: self.tr("绿色通道"),
            DONE: self.tr("已办结"),
        }

    def _choose_line(self, *_: object) -> None:
        self.detail.show_line(self.selected())
