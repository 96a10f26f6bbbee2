"""The card beside the due list: what there is to know of a clock, and what officers say of it."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout

from app.actions.due import DueLine, extend_clock, settle_clock
from ui.page import Page
from ui.pages.clock_words import clock_lines, matter_word
from ui.widgets import button, card, clear, label, number_box, row


class DueDetail:
    """The card beside the list: what there is to know of a clock, and what officers say of it."""

    def __init__(self, page: Page, open_case: Callable[[], None]) -> None:
        self._page = page
        self._line: DueLine | None = None
        self.frame, inside = card()
        self._told = QVBoxLayout()
        inside.addLayout(self._told)
        inside.addStretch(1)
        self.note = QLineEdit()
        self.note.setPlaceholderText(page.tr("办结情况，或者延长的理由和批准情况"))
        self.note.setAccessibleName(page.tr("办结或者延长的说明"))
        inside.addWidget(self.note)
        self.settle = button(page.tr("办结"), self._settle, primary=True)
        self.way, self.amount = QComboBox(), number_box(1, 999, 1)
        self.way.setAccessibleName(page.tr("延长方式"))
        for widget in (self.amount, self.amount.lineEdit()):
            widget.setAccessibleName(page.tr("延长多少"))
        self.extend = button(page.tr("延长"), self._extend)
        inside.addWidget(self.way)
        line = row(self.amount, self.extend)
        line.setStretch(1, 1)
        inside.addLayout(line)
        inside.addLayout(row(self.settle, button(page.tr("打开案卷 Enter"), open_case)))

    def show_line(self, line: DueLine | None) -> None:
        """Show one clock, None for none; what was typed for another clock is cleared."""
        if line == self._line and line is not None:
            return
        same = (
            line
            and self._line
            and (line.case, line.running.clock) == (self._line.case, self._line.running.clock)
        )
        if not same:
            self.note.clear()
        self._line = line
        clear(self._told)
        open_ = line is not None and line.running.open
        self.settle.setEnabled(open_)
        ways = line.running.clock.extensions if line and open_ and line.running.state != "overdue" else ()
        for widget in (self.way, self.amount, self.extend):
            widget.setVisible(bool(ways))
        self.way.clear()
        for way in ways:
            self.way.addItem(way.word(self._page.desk.language), way.key)
        if ways:
            self.amount.setValue(min(ways[0].most, 999))
        if line is None:
            self._told.addWidget(label(self._page.tr("没有符合条件的期限。"), "soft"))
            return
        desk = self._page.desk
        self._told.addWidget(label(matter_word(line.running, desk.language), "h2"))
        self._told.addWidget(label(f"{line.stand}　{line.exhibitor}"))
        self._told.addWidget(label("　".join(filter(None, (line.case, line.running.about))), "soft"))
        self._told.addWidget(label("、".join((*line.officers, line.device)), "soft"))
        for text in clock_lines(line.running, desk.wording):
            self._told.addWidget(label(text))

    def _settle(self) -> None:
        if (line := self._line) is None:
            return
        key, note = line.running.clock.key, self.note.text()
        self._page.act(
            lambda kit: settle_clock(kit, line.case, key, line.running.about, note),
            self._said,
            said=self._page.tr("已记录办结。"),
        )

    def _extend(self) -> None:
        if (line := self._line) is None:
            return
        key, about, reason = line.running.clock.key, line.running.about, self.note.text()
        way, amount = str(self.way.currentData()), self.amount.value()
        self._page.act(
            lambda kit: extend_clock(kit, line.case, key, about, way=way, amount=amount, reason=reason),
            self._said,
            said=self._page.tr("已记录延长。"),
        )

    def _said(self, _: object) -> None:
        self.note.clear()
        self._page.refresh()


def _key(line: DueLine | None) -> tuple[str, str, str] | None:
    return (line.case, line.running.clock.key, line.running.about) if line else None
