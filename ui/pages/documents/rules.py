"""What stands against a document: each rule with its law, and a line for a reason to go on in spite of it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.procedure import Obstacle
from ui.widgets import clear, label


class RulesPanel(QWidget):
    """Shows obstacles and warnings; `reasoned` when a reason to go on was typed."""

    reasoned = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.lines: dict[str, QLineEdit] = {}
        self._said: tuple[tuple[Obstacle, ...], tuple[tuple[str, str], ...]] = ((), ())
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)

    def show_rules(self, obstacles: Sequence[Obstacle], warnings: Sequence[tuple[str, str]]) -> bool:
        """Show what stands against the document; False where the same was shown before."""
        if (tuple(obstacles), tuple(warnings)) == self._said:
            return False
        kept = self.reasons()
        self._said, self.lines = (tuple(obstacles), tuple(warnings)), {}
        clear(self._down)
        for zh, en in warnings:
            self._down.addWidget(label(en if self._language == "en" else zh, "rule-doubt"))
        for rule in dict.fromkeys(obstacle.rule for obstacle in obstacles):
            found = [obstacle for obstacle in obstacles if obstacle.rule == rule]
            self._down.addWidget(self._rule(found))
            if not found[0].stops:
                reason = QLineEdit(kept.get(rule, ""))
                reason.setPlaceholderText(self.tr("仍要继续的理由（将记入日志）"))
                reason.setAccessibleName(self.tr("仍要继续的理由"))
                reason.textChanged.connect(lambda _: self.reasoned.emit())
                self.lines[rule] = reason
                self._down.addWidget(reason)
        return True

    def reasons(self) -> dict[str, str]:
        """Return the officers' reasons to go on, by rule."""
        return {rule: line.text().strip() for rule, line in self.lines.items() if line.text().strip()}

    def holds(self) -> bool:
        """Tell whether a rule stands against the document that has no reason to go on."""
        reasoned = self.reasons()
        return any(rule.stops or rule.rule not in reasoned for rule in self._said[0])

    def go_to_reason(self) -> None:
        """Put the cursor into the first line that lacks a reason."""
        line = next((line for line in self.lines.values() if not line.text().strip()), None)
        if line is not None:
            line.setFocus()

    def _rule(self, found: Sequence[Obstacle]) -> QWidget:
        """Return what one rule says: the first time in full, how often else, and the law it stands on."""
        first = found[0]
        more = self.tr("（另有 {0} 处）").format(len(found) - 1) if len(found) > 1 else ""
        cited = "；".join(dict.fromkeys(f"《{basis.law}》{basis.article}" for basis in first.bases))
        said = label("\n".join(filter(None, (first.sentence(self._language) + more, cited))))
        kind = "bad" if first.stops else "doubt"
        said.setObjectName(f"rule-{kind}")
        said.setToolTip("\n".join(obstacle.sentence(self._language) for obstacle in found))
        return said
