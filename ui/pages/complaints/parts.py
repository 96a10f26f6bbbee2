"""What the desk's form and the dialogs of steps share: a checklist, and the register beside the right."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.actions.complaints import RightAnswer
from app.complaints import doubtful
from app.findings import Finding
from ui.page import Desk
from ui.widgets import chip_label, clear, label
from ui.words import Chip, severity_chip

SHOWN = ("name", "holder", "status", "expires", "extract_as_of")  # facts of the register, in this order


class Checklist(QWidget):
    """Boxes to tick, by code, in columns."""

    changed = Signal()

    def __init__(self, columns: int) -> None:
        super().__init__()
        self._columns = columns
        self.boxes: dict[str, QCheckBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)

    def show_lines(self, lines: Sequence[tuple[str, str]], ticked: Collection[str] = ()) -> None:
        """Offer lines (code, words); those of `ticked` are ticked."""
        for old in self.boxes.values():
            old.hide()  # at once; they are deleted when the event loop comes to it
        clear(self._grid)
        self.boxes = {}
        for at, (key, words) in enumerate(lines):
            box = QCheckBox(words)
            box.setAccessibleName(words)
            box.setMinimumHeight(36)
            box.setChecked(key in ticked)
            box.toggled.connect(self.changed)
            self.boxes[key] = box
            self._grid.addWidget(box, at // self._columns, at % self._columns)
        self._grid.setRowStretch(len(lines), 1)

    def ticked(self) -> tuple[str, ...]:
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def unticked(self) -> tuple[str, ...]:
        """Return the words of what is not ticked."""
        return tuple(box.text() for box in self.boxes.values() if not box.isChecked())


class RightBox(QWidget):
    """What the register says of the right that is relied on: an indication, never more."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(4)

    def show_answer(self, answer: RightAnswer | None) -> None:
        """Show what was found, or that nothing was asked yet."""
        if answer is not None:
            self.show_finding(answer.finding)
            return
        clear(self._inside)
        self._inside.addWidget(label(self.tr("填写号码后自动与本机登记摘录对照。"), "soft"))

    def show_finding(self, finding: Finding) -> None:
        """Show the comparison: what to look at first, then the facts."""
        clear(self._inside)
        wording, doubt = self._desk.wording, doubtful(finding)
        words = self.tr("请核对") if doubt else severity_chip(finding.severity).word
        chip = Chip(words, "warn" if doubt else "about", "doubt" if doubt else "none")
        head = QHBoxLayout()
        head.addWidget(chip_label(chip), 0, Qt.AlignmentFlag.AlignTop)
        join = ". " if self._desk.language == "en" else "；"
        head.addWidget(label(join.join(wording.reasons(finding))), 1)
        self._inside.addLayout(head)
        worded = dict(zip((name for name, _ in finding.facts), wording.facts(finding), strict=True))
        facts = [f"{worded[name][0]}：{worded[name][1]}" for name in SHOWN if name in worded]
        self._inside.addWidget(label("　".join(facts), "soft"))
