"""Fields on which two devices disagree: both values with who, when and where; a person settles it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.actions.conflicts import Conflict, settle_conflict
from ui.page import Page
from ui.pages.case_papers import clock
from ui.widgets import button, card, clear, label, row


class ConflictCards(QWidget):
    """A card for each conflict, none where there is none. It goes away only when the conflict is settled."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._shown: tuple[Conflict, ...] = ()
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_view(self, conflicts: Sequence[Conflict]) -> None:
        if tuple(conflicts) == self._shown:
            return
        self._shown = tuple(conflicts)
        clear(self._body)
        self.setVisible(bool(self._shown))
        for conflict in self._shown:
            self._body.addWidget(self._card(conflict))

    def _card(self, conflict: Conflict) -> QWidget:
        frame, inside = card(margin=12)
        inside.addWidget(label(f"⚠ {conflict.line(self._page.desk.language)}", "rule-doubt"))
        text = self.tr("记录时双方尚未同步，两种记载都保留。选定一种，或填写核实后的内容：")
        inside.addWidget(label(text, "soft"))
        for side in conflict.sides:
            who = "、".join(side.officers)
            text = self.tr("{0}　{1}　{2}　{3}").format(side.value, who, clock(side.at_ms), side.device)
            line = row(label(text), button(self.tr("选定"), partial(self._settle, conflict, side.value)))
            line.setStretch(0, 1)
            inside.addLayout(line)
        third = QLineEdit()
        third.setPlaceholderText(self.tr("核实后的内容"))
        third.setAccessibleName(self.tr("核实后的内容"))
        record = button(self.tr("记入"), lambda: self._settle(conflict, third.text()))
        third.returnPressed.connect(record.click)
        inside.addLayout(row(third, record))
        return frame

    def _settle(self, conflict: Conflict, value: str) -> None:
        number = self._page.case_number
        self._page.act(
            lambda kit: settle_conflict(kit, number, conflict.field, conflict.about, value),
            said=self.tr("已记入，先前两种记载仍在时间线中。"),
        )
