"""Days and minutes: read as people type them, picked from a calendar, written as documents state them."""

from datetime import date, datetime

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QMenu, QWidget, QWidgetAction

from app.actions.documents.moments import write_date, write_moment
from app.law import CHINA
from app.procedure.moments import read_moment
from ui.widgets import button


def read_day(text: str, today: date) -> datetime | None:
    """Return a day or moment as people type it; "5-1" and "5月1日" are of this year. None for none."""
    plain = text.strip()
    found = read_moment(plain) or read_moment(f"{today.year}年{plain}")
    if found is None and plain.isdigit() and len(plain) == 8:
        found = read_moment(f"{plain[:4]}-{plain[4:6]}-{plain[6:]}")
    return found


class MomentEdit(QWidget):
    """A day, or a day with a minute; what is no day stays as it was typed and is for the officer to see."""

    changed = Signal(str)

    def __init__(self, text: str, name: str, *, minutes: bool) -> None:
        super().__init__()
        self._minutes = minutes
        self.line = QLineEdit(text)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText("2026-5-1 10:05" if minutes else "2026-5-1")
        self.line.textChanged.connect(self.changed)
        self.line.editingFinished.connect(self._tidy)
        pick = button(self.tr("日历"), self._pick)
        pick.setAccessibleName(self.tr("{0}：选择日期").format(name))
        now = button(self.tr("现在") if minutes else self.tr("今天"), self.take_now)
        now.setAccessibleName(f"{name}：{now.text()}")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.line, 1)
        across.addWidget(now)
        across.addWidget(pick)

    def set_value(self, text: str) -> None:
        if text != self.line.text():
            self.line.setText(text)

    def take_now(self) -> None:
        """Put in the minute, or the day, that it is."""
        self.line.setText(self._written(datetime.now(CHINA)))

    def take_day(self, day: date) -> None:
        """Put in a day; the time of day that stood there stays."""
        stood = read_day(self.line.text(), day) or datetime.now(CHINA)
        self.line.setText(self._written(stood.replace(year=day.year, month=day.month, day=day.day)))

    def _tidy(self) -> None:
        if moment := read_day(self.line.text(), datetime.now(CHINA).date()):
            self.line.setText(self._written(moment))

    def _written(self, moment: datetime) -> str:
        return write_moment(moment) if self._minutes else write_date(moment)

    def _pick(self) -> None:
        calendar = QCalendarWidget()
        stood = read_day(self.line.text(), datetime.now(CHINA).date())
        if stood:
            calendar.setSelectedDate(QDate(stood.year, stood.month, stood.day))
        menu = QMenu(self)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)

        def chosen(day: QDate) -> None:
            menu.close()
            self.take_day(date(day.year(), day.month(), day.day()))

        calendar.activated.connect(chosen)
        calendar.clicked.connect(chosen)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
