"""What a scan brought: the exhibit's labels and findings, and the facts that the officer still answers."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.case import Exhibit
from app.goods_codes import safe_text
from ui.page import Desk
from ui.pages.finding_card import finding_card
from ui.pages.reading.words import kind_word
from ui.widgets import card, clear, label, scrolled


class FindingsPanel(QWidget):
    """Shows one exhibit; `answered(field, value)` is called when the officer answers a fact.

    `opened(number)` is called to see the right that a finding names.
    """

    def __init__(
        self, desk: Desk, answered: Callable[[str, str], None], opened: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._desk, self._answered, self._opened = desk, answered, opened
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        frame, detail = card()
        outside.addWidget(frame)
        holder = QWidget()
        self._findings = QVBoxLayout(holder)
        detail.addWidget(scrolled(holder), 1)
        facts = QHBoxLayout()
        facts.setSpacing(8)
        detail.addLayout(facts)
        for field, name in (
            ("licence", self.tr("有许可")),
            ("plausible", self.tr("与权利相符")),
            ("circulated_before", self.tr("终止前流通")),
        ):
            answer = QVBoxLayout()
            answer.setSpacing(2)
            answer.addWidget(label(name, "soft"))
            answer.addWidget(self._answer(field, name))
            facts.addLayout(answer, 1)

    def show_exhibit(self, exhibit: Exhibit | None) -> None:
        """Show labels and findings of an exhibit, or what to do first."""
        clear(self._findings)
        if exhibit is None:
            self._findings.addWidget(label(self.tr("扫描后，这里显示比对线索。"), "soft"))
        else:
            for finding in exhibit.findings:
                self._findings.addWidget(finding_card(finding, self._desk.wording, self._opened))
            for scanned in exhibit.labels:
                text = safe_text(scanned.text)
                self._findings.addWidget(label(f"{kind_word(scanned.symbology)}　{text}", "soft"))
            self._findings.addWidget(label(self._desk.wording.closing, "soft"))
        self._findings.addStretch(1)

    def _answer(self, field: str, name: str) -> QWidget:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(4)
        for text, value in (("？", ""), (self.tr("✓ 是"), "yes"), (self.tr("✗ 否"), "no")):
            box.addItem(text, value)
        box.activated.connect(lambda _: self._answered(field, str(box.currentData())))
        return box
