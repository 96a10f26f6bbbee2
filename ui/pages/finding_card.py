"""A finding as a card: severity first, then what and why, the facts, the law; always an indication."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.findings import Finding
from app.wording import Wording
from ui.theme import Tokens
from ui.widgets import card, label
from ui.words import severity_chip


def finding_card(finding: Finding, wording: Wording, tokens: Tokens) -> QFrame:
    """Return the card of one finding."""
    frame, inside = card(margin=12)
    inside.setSpacing(6)
    chip = severity_chip(finding.severity)
    fill, ink, line = chip.colours(tokens)
    head = QHBoxLayout()
    word = label(chip.word, wrap=False)
    word.setStyleSheet(
        f"background: {fill}; color: {ink}; border: 1px solid {line}; border-radius: 14px;"
        " padding: 4px 12px; font-weight: 700; font-size: 14px;"
    )
    head.addWidget(word)
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
    frame.setAccessibleName(wording.sentence(finding))
    return frame
