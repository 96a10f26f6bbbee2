"""Closing a day: "175 of 175 safe", per device and per officer, what is not safe yet, why, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.closing import ALARM, LACKING, NO_HUB, WAITING, Closing, Share, close_days, look_at_days
from app.errors import NotFound
from app.kit import Kit
from ui.lamps import lamp_label
from ui.page import Page
from ui.printing import open_pdf
from ui.widgets import button, card, clear, label, row

MOST_CASES = 30


@dataclass(frozen=True, slots=True)
class ClosingView:
    """The count in large, whether all is safe, what to do, and a line for each thing that is not safe."""

    count: str
    safe: bool
    todo: tuple[str, ...]
    open: tuple[str, ...]


def present(closing: Closing) -> ClosingView:
    """Return what the panel shows of a count."""
    tr = QCoreApplication.translate
    words = {
        NO_HUB: tr("closing", "尚未加入中心：请加入中心，或写U盘同步包交给审核人员。"),
        ALARM: tr("closing", "中心日志有警报未签阅：请先查看警报；把U盘同步包交给审核人员。"),
        WAITING: tr("closing", "等待与中心同步：请点“立即同步”；没有网络时写U盘同步包。"),
        LACKING: tr("closing", "有文件只在别的设备上：请等那台设备同步，或读入它的U盘。"),
    }
    lines = []
    for case in closing.open[:MOST_CASES]:
        s = case.safety
        left = s.entries + s.blobs - s.entries_safe - s.blobs_safe
        name = f"{case.number}　{case.title}" if case.number else tr("closing", "不属于案卷的记录")
        lines.append(tr("closing", "{0} 项　{1}").format(left, name))
    if len(closing.open) > MOST_CASES:
        lines.append(tr("closing", "……另有 {0} 件").format(len(closing.open) - MOST_CASES))
    return ClosingView(
        tr("closing", "{0} / {1} 项安全").format(closing.safe, closing.all),
        closing.all > 0 and closing.safe == closing.all,
        tuple(words[code] for code in closing.reasons),
        tuple(lines),
    )


class ClosingPanel(QWidget):
    """Counts anew whenever something changed; what is closed is put on record with a statement."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._whole_fair = False
        self._shown: Closing | None = None
        self._filters = [
            button("", self._choose_day, name="filter"),
            button("", self._choose_fair, name="filter"),
        ]
        for found, text in zip(self._filters, (self.tr("今天"), self.tr("整个展会")), strict=True):
            found.setText(text)
            found.setAccessibleName(text)
            found.setCheckable(True)
        self._inside = QVBoxLayout()
        frame, inside = card()
        inside.addLayout(row(*self._filters, stretch=True))
        inside.addLayout(self._inside)
        inside.addLayout(
            row(
                button(self.tr("立即同步"), page.desk.hub.sync_now),
                button(self.tr("核对并出具说明"), self.close_now, primary=True),
            )
        )
        body = QVBoxLayout(self)
        body.addWidget(frame)
        body.addStretch(1)

    def refresh(self) -> None:
        """Count again."""
        for found, chosen in zip(self._filters, (not self._whole_fair, self._whole_fair), strict=True):
            found.setChecked(chosen)
        self._page.ask(lambda kit: look_at_days(kit, *self._days(kit)), self._show)

    def close_now(self) -> None:
        """Put the count on record and open the statement."""
        language = self._page.desk.language
        self._page.act(lambda kit: close_days(kit, *self._days(kit), language), self._closed)

    def _closed(self, answer: tuple[Closing, bytes]) -> None:
        closing, pdf = answer
        view = present(closing)
        said = self.tr("已记入日志：{0}").format(view.count)
        self._page.flash.tell(said, "ok" if view.safe else "doubt")
        open_pdf(pdf)

    def _days(self, kit: Kit) -> tuple[date, date]:
        today = kit.today()
        if not self._whole_fair:
            return today, today
        try:
            fair = kit.fair()
        except NotFound:
            return today, today
        return fair.begins, max(fair.ends, today)

    def _choose_day(self) -> None:
        self._whole_fair = False
        self.refresh()

    def _choose_fair(self) -> None:
        self._whole_fair = True
        self.refresh()

    def _show(self, closing: Closing) -> None:
        if closing == self._shown:
            return
        self._shown = closing
        view = present(closing)
        clear(self._inside)
        self._inside.addWidget(label(view.count, "big"))
        self._inside.addLayout(row(lamp_label(closing.whole), stretch=True))
        for text in view.todo:
            self._inside.addWidget(label(text, "rule-doubt"))
        self._add_shares(self.tr("设备"), closing.devices)
        self._add_shares(self.tr("执法人员"), closing.officers)
        if view.open:
            self._inside.addWidget(label(self.tr("尚未安全"), "h2"))
        for text in view.open:
            self._inside.addWidget(label(text))

    def _add_shares(self, title: str, shares: Sequence[Share]) -> None:
        if shares:
            self._inside.addWidget(label(title, "h2"))
        for share in shares:
            s = share.safety
            count = f"{s.entries_safe + s.blobs_safe} / {s.entries + s.blobs}"
            line = row(label(f"{share.name}　{count}"), lamp_label(s))
            line.setStretch(0, 1)
            self._inside.addLayout(line)
