"""The filters beside the results, with how many marks each further choice would leave."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QVBoxLayout, QWidget

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


class Suggesting(QComboBox):
    """A field to type in, which offers what there is with its counts; `changed` is called after each key."""

    def __init__(self, name: str, hint: str, changed: Callable[[], None]) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(2)
        self.setMaxVisibleItems(10)
        self.setItemDelegate(QStyledItemDelegate(self))  # whose rows the style sheet makes high enough
        field = self.lineEdit()
        if field is not None:
            field.setPlaceholderText(hint)
            field.setAccessibleName(name)
            field.textEdited.connect(lambda _: changed())
        self.setCompleter(None)  # type: ignore[arg-type]  # None takes the completer away
        self._changed = changed
        self.activated.connect(self._choose)

    def _choose(self, place: int) -> None:
        self.setEditText(str(self.itemData(place)))
        self._changed()

    def offer(self, counts: Mapping[str, int], *, by_name: bool) -> None:
        """Offer values; what is typed stays."""
        if self.view().isVisible():
            return  # somebody is choosing
        values = sorted(counts, key=(lambda v: v) if by_name else (lambda v: (-counts[v], v)))
        typed, view = self.currentText(), self.view()
        self.blockSignals(True)
        self.clear()
        for value in values:
            if counts[value] and value:
                self.addItem(f"{value}　{counts[value]}", value)
        self.setCurrentIndex(-1)
        self.setEditText(typed)
        self.blockSignals(False)
        view.setMinimumWidth(view.sizeHintForColumn(0) + 24)


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
        self.groups = Suggesting(self.tr("类似群"), self.tr("例如 2501 2802"), changed)
        self.holder = Suggesting(self.tr("权利人含有"), self.tr("名称的一部分"), changed)
        for field in (self.groups, self.holder):
            layout.addWidget(label(field.accessibleName(), "soft", wrap=False))
            layout.addWidget(field)
        layout.addWidget(label(self.tr("申请日"), "soft", wrap=False))
        self.earliest = Suggesting(self.tr("申请日，自"), self.tr("自"), changed)
        self.latest = Suggesting(self.tr("申请日，至"), self.tr("至"), changed)
        for field in (self.earliest, self.latest):
            field.setToolTip(self.tr("可以只写年份，例如 2020；也可以写 2020-5 或 2020-5-1"))
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
            read_groups(self.groups.currentText()),
            frozenset({Status(status)} if status else ()),
            frozenset({Kind(kind)} if kind else ()),
            frozenset({office} if office else ()),
            self.holder.currentText().strip(),
            read_day(self.earliest.currentText()),
            read_day(self.latest.currentText(), last=True),
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
            if box.view().isVisible():
                continue  # somebody is choosing
            words = self._classes if name == "nice" else self._words
            chosen = str(box.currentData() or "")
            box.blockSignals(True)
            box.clear()
            for text, value in choices(counts.get(name, {}), orders[name], words, chosen, self._all[name]):
                box.addItem(text, value)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.blockSignals(False)
        for field, name in (
            (self.groups, "group"),
            (self.holder, "holder"),
            (self.earliest, "filed"),
            (self.latest, "filed"),
        ):
            field.offer(counts.get(name, {}), by_name=name != "holder")
        self.reset.setEnabled(self.chosen() != NameFilter())

    def clear(self) -> None:
        """Take every filter away."""
        for box in self.boxes.values():
            box.setCurrentIndex(0)
        for field in (self.groups, self.holder, self.earliest, self.latest):
            field.setEditText("")
        self._changed()

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.setMaxVisibleItems(10)
        box.setItemDelegate(QStyledItemDelegate(box))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.activated.connect(lambda _: self._changed())
        return box
