"""A finding as a card: severity first, then what and why, the facts, the law; always an indication."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.findings import Finding
from app.wording import Wording
from ui.widgets import button, card, chip_label, label
from ui.words import severity_chip


def finding_card(finding: Finding, wording: Wording, opened: Callable[[str], None] | None = None) -> QFrame:
    """Return the card of one finding; `opened` is called with the number of the right that it names."""
    frame, inside = card(margin=12)
    inside.setSpacing(6)
    head = QHBoxLayout()
    head.addWidget(chip_label(severity_chip(finding.severity)))
    head.addWidget(label(wording.title(finding), "h2"), 1)
    inside.addLayout(head)
    inside.addWidget(label(finding.subject, "soft"))
    for reason in wording.reasons(finding):
        inside.addWidget(label(f"· {reason}"))
    for missing in wording.missing(finding):
        inside.addWidget(label(f"→ {missing}"))
    facts = "　".join(f"{name}：{value}" for name, value in wording.facts(finding))
    inside.addWidget(label(facts.replace("+", "+\u200b"), "soft"))  # long sums may wrap
    if finding.bases:
        inside.addWidget(label("；".join(wording.bases(finding)), "soft"))
    number = dict(finding.facts).get("right_number", "")
    if opened is not None and number:
        text = QCoreApplication.translate("words", "查看登记记录 {0}").format(number)
        inside.addWidget(button(text, lambda: opened(number)))
    frame.setAccessibleName(wording.sentence(finding))
    return frame
