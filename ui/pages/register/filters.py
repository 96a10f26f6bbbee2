"""The filters beside the results, with how many marks each further choice would leave."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.names.answers import NameFilter
from app.rights import Kind, Status
from ui.page import Desk
from ui.widgets import button, label, row

_DAY = re.compile(r"(\d{4})(?:[-./年](\d{1,2}))?(?:[-./月](\d{1,2}))?日?")


def read_day(text: str, *, last: bool = False) -> date | None:
    """Return a day typed as a year, a month or a day ("2020", "2020-5", "2020.5.1"); None for none.

    Of a year or a month it is the first day, or the `last`.
    """
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if not last or day:
            return date(year, month or 1, day or 1)
        following = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    except ValueError:
        return None


def read_groups(text: str) -> frozenset[str]:
    """Return the similar groups that a text names: four digits each."""
    return frozenset(re.findall(r"(?<!\d)\d{4}(?!\d)", text))


def choices(
    counts: Mapping[str, int], order: list[str], words: Mapping[str, str], chosen: str, everything: str
) -> list[tuple[str, str]]:
    """Return the entries of one filter, (what is shown, value): all, then what the counts name, in order."""
    known = [value for value in order if counts.get(value)]
    others = sorted(value for value in counts if value not in order and counts[value])
    values = [*known, *others]
    if chosen and chosen not in values:
        values.insert(0, chosen)
    entries = [(f"{words.get(v, v)}　{counts.get(v, 0)}", v) for v in values]
    return [(everything, ""), *entries]


class Filters(QWidget):
    """`changed` is called when the officer chooses something."""

    def __init__(self, desk: Desk, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed
        self._words = desk.wording.words["value"]
        self._classes = {str(n): self.tr("第 {0} 类").format(n) for n in range(1, 46)}
        self._counts: Mapping[str, Mapping[str, int]] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.boxes = {
            "nice": self._box(self.tr("类别")),
            "status": self._box(self.tr("状态")),
            "kind": self._box(self.tr("权利种类")),
            "office": self._box(self.tr("受理局")),
        }
        self._all = {
            "nice": self.tr("全部类别"),
            "status": self.tr("全部状态"),
            "kind": self.tr("全部种类"),
            "office": self.tr("全部受理局"),
        }
        for box in self.boxes.values():
            layout.addWidget(label(box.accessibleName(), "soft", wrap=False))
            layout.addWidget(box)
        self.groups = self._field(layout, self.tr("类似群"), self.tr("例如 2501 2802"))
        self.holder = self._field(layout, self.tr("权利人含有"), self.tr("名称的一部分"))
        layout.addWidget(label(self.tr("申请日"), "soft", wrap=False))
        self.earliest, self.latest = self._day(self.tr("自")), self._day(self.tr("至"))
        layout.addLayout(row(self.earliest, self.latest))
        layout.addSpacing(8)
        self.reset = button(self.tr("清除筛选"), self.clear)
        layout.addWidget(self.reset)
        layout.addStretch(1)
        self.show_counts({})

    def chosen(self) -> NameFilter:
        """Return what the search is narrowed to."""
        nice, status, kind, office = (str(box.currentData() or "") for box in self.boxes.values())
        return NameFilter(
            nice,
            read_groups(self.groups.text()),
            frozenset({Status(status)} if status else ()),
            frozenset({Kind(kind)} if kind else ()),
            frozenset({office} if office else ()),
            self.holder.text().strip(),
            read_day(self.earliest.text()),
            read_day(self.latest.text(), last=True),
        )

    def show_counts(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Show how many marks each choice would leave; what is chosen stays."""
        orders = {
            "nice": list(self._classes),
            "status": [s.value for s in Status],
            "kind": [k.value for k in Kind],
            "office": ["CN"],
        }
        self._counts = counts
        for name, box in self.boxes.items():
            words = self._classes if name == "nice" else self._words
            chosen = str(box.currentData() or "")
            box.blockSignals(True)
            box.clear()
            for text, value in choices(counts.get(name, {}), orders[name], words, chosen, self._all[name]):
                box.addItem(text, value)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.blockSignals(False)
        self.reset.setEnabled(self.chosen() != NameFilter())

    def clear(self) -> None:
        """Take every filter away."""
        for box in self.boxes.values():
            box.setCurrentIndex(0)
        for field in (self.groups, self.holder, self.earliest, self.latest):
            field.clear()
        self._changed()

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.setMaxVisibleItems(14)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.activated.connect(lambda _: self._changed())
        return box

    def _field(self, layout: QVBoxLayout, name: str, hint: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(hint)
        field.setAccessibleName(name)
        field.textEdited.connect(lambda _: self._changed())
        layout.addWidget(label(name, "soft", wrap=False))
        layout.addWidget(field)
        return field

    def _day(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(name)
        field.setAccessibleName(self.tr("申请日{0}").format(name))
        field.setToolTip(self.tr("可以只写年份，例如 2020；也可以写 2020-5 或 2020-5-1"))
        field.textEdited.connect(lambda _: self._changed())
        return field
