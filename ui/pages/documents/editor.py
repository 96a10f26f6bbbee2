"""The fields of a form: filled from the case; what is missing is one key away; rules with their reasons."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.forms import Field, Value
from app.procedure import Obstacle
from ui.pages.documents.fields import FieldEdit, make_edit
from ui.pages.documents.filling import Filling
from ui.widgets import button, clear, label, row, scrolled

MOST_NAMED = 3  # missing fields named in the bar


class Editor(QWidget):
    """Shows a filling and changes it; `changed` after every change that came from the officer."""

    changed = Signal()
    reasoned = Signal()  # a reason to go on in spite of a rule was typed

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.filling: Filling | None = None
        self._edits: dict[str, QWidget] = {}
        self._notes: dict[str, QHBoxLayout] = {}
        self._reasons: dict[str, QLineEdit] = {}
        self._said: tuple[tuple[Obstacle, ...], tuple[tuple[str, str], ...]] = ((), ())
        self.bar = label("", "h2")
        self.next = button(self.tr("下一处 F6"), self.go_to_missing)
        self.back = button(self.tr("撤销 F9"), self.undo)
        head = row(self.bar, self.back, self.next)
        head.setStretch(0, 1)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        self._rules, self._fields = QVBoxLayout(), QVBoxLayout()
        inside.addLayout(self._rules)
        inside.addLayout(self._fields)
        self._fields.setSpacing(6)
        self.area: QScrollArea = scrolled(holder)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addLayout(head)
        down.addWidget(self.area, 1)

    def show_filling(self, filling: Filling) -> None:
        """Show a form's fields with their values, in the order of the form."""
        self.filling = filling
        self._edits, self._notes = {}, {}
        clear(self._fields)
        for field in filling.form.fields:
            self._fields.addLayout(self._heading(field))
            edit = self._edit(filling, field)
            self._edits[field.name] = edit
            self._fields.addWidget(edit)
        self._fields.addStretch(1)
        self.show_rules((), ())
        self._show_state()

    def show_rules(self, obstacles: Sequence[Obstacle], warnings: Sequence[tuple[str, str]]) -> None:
        """Show what stands against the document, with a place for the reason where officers may go on."""
        if (tuple(obstacles), tuple(warnings)) == self._said:
            return
        kept = self.reasons()
        self._said, self._reasons = (tuple(obstacles), tuple(warnings)), {}
        clear(self._rules)
        for zh, en in warnings:
            self._rules.addWidget(label(en if self._language == "en" else zh, "rule-doubt"))
        for rule in dict.fromkeys(obstacle.rule for obstacle in obstacles):
            found = [obstacle for obstacle in obstacles if obstacle.rule == rule]
            self._rules.addWidget(self._rule(found))
            if not found[0].stops:
                reason = QLineEdit(kept.get(rule, ""))
                reason.setPlaceholderText(self.tr("仍要继续的理由（将记入日志）"))
                reason.setAccessibleName(self.tr("仍要继续的理由"))
                reason.textChanged.connect(lambda _: self._tell_reason())
                self._reasons[rule] = reason
                self._rules.addWidget(reason)
        self._show_state()

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

    def _tell_reason(self) -> None:
        self._show_state()
        self.reasoned.emit()

    def reasons(self) -> dict[str, str]:
        """Return the officers' reasons to go on, by rule."""
        return {rule: line.text().strip() for rule, line in self._reasons.items() if line.text().strip()}

    def is_ready(self) -> bool:
        """Tell whether nothing is missing and no rule stands against it without a reason."""
        reasoned = self.reasons()
        held = any(rule.stops or rule.rule not in reasoned for rule in self._said[0])
        return self.filling is not None and not held and not self.filling.missing()

    def go_to_missing(self) -> None:
        """Put the cursor into the next field that is missing after the one it stands in."""
        if self.filling is None:
            return
        names = [field.name for field in self.filling.missing()]
        if not names:
            unreasoned = [line for line in self._reasons.values() if not line.text().strip()]
            if unreasoned:
                unreasoned[0].setFocus()
            return
        order = list(self._edits)
        focused = self.focusWidget()
        here = next((n for n, edit in self._edits.items() if edit.isAncestorOf(focused)), "")
        at = order.index(here) if here else -1
        self.go_to(next((name for name in names if order.index(name) > at), names[0]))

    def go_to(self, name: str) -> None:
        """Put the cursor into a field."""
        edit = self._edits[name]
        self.area.ensureWidgetVisible(edit)
        first = _first_focus(edit)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def undo(self) -> None:
        """Take the last change back and show where it was."""
        if self.filling is not None and (name := self.filling.undo()):
            self._put_back(name)
            self.go_to(name)

    def edit_of(self, name: str) -> QWidget:
        return self._edits[name]

    def _heading(self, field: Field) -> QHBoxLayout:
        name = self._name(field)
        hint = field.hint_en if self._language == "en" else field.hint
        title = label(name + (" *" if field.required else ""), "soft")
        notes = row(title)
        notes.setStretch(0, 1)
        if hint:
            title.setText(f"{title.text()}　{hint}")
        self._notes[field.name] = notes
        if self.filling is not None and field.name in self.filling.outdated:
            self._say_outdated(field.name, self.filling.outdated[field.name], name)
        return notes

    def _say_outdated(self, name: str, now: Value, title: str) -> None:
        shown = now if isinstance(now, str) else self.tr("{0} 行").format(len(now))
        short = shown if len(shown) <= 30 else f"{shown[:30]}…"
        take = button(self.tr("案卷现记为“{0}”，采用").format(short), lambda: self._take_known(name))
        take.setAccessibleName(self.tr("{0}：采用案卷现有记载").format(title))
        self._notes[name].addWidget(take)

    def _edit(self, filling: Filling, field: Field) -> QWidget:
        name = field.name
        stood = filling.value(name)
        phrases = [phrase for phrase in filling.suggestions.get(name, ()) if phrase != stood]
        known = filling.known.get(name, "")
        edit = make_edit(field, stood, known, phrases, self._name(field))
        cast(FieldEdit, edit).changed.connect(lambda value, n=name: self._typed(n, value))
        if isinstance(line := getattr(edit, "line", None), QLineEdit):
            line.returnPressed.connect(self.go_to_missing)
        return edit

    def _typed(self, name: str, value: Value) -> None:
        if self.filling is not None and value != self.filling.value(name):
            self.filling.change(name, value)
            self._show_state()
            self.changed.emit()

    def _take_known(self, name: str) -> None:
        if self.filling is not None:
            self.filling.take_known(name)
            self._put_back(name)

    def _put_back(self, name: str) -> None:
        assert self.filling is not None
        cast(FieldEdit, self._edits[name]).set_value(self.filling.value(name))
        notes = self._notes[name]
        while notes.count() > 1 and (item := notes.takeAt(1)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        self._show_state()
        self.changed.emit()

    def _show_state(self) -> None:
        if self.filling is None:
            return
        names = [self._name(field) for field in self.filling.missing()]
        more = "…" if len(names) > MOST_NAMED else ""
        between = ", " if self._language == "en" else "、"
        listed = between.join(names[:MOST_NAMED]) + more
        unready = self.tr("有规则不允许或尚缺理由，见下。")
        ready = self.tr("内容齐全，可以出具。") if self.is_ready() else unready
        self.bar.setText(self.tr("尚缺 {0} 项：{1}").format(len(names), listed) if names else ready)
        self.next.setEnabled(bool(names) or not self.is_ready())

    def _name(self, field: Field) -> str:
        return field.label_en if self._language == "en" else field.label


def _first_focus(widget: QWidget) -> QWidget:
    """Return the first part of an editor that takes the keyboard, the editor itself if none does."""
    policy: Callable[[QWidget], bool] = lambda w: w.focusPolicy() != Qt.FocusPolicy.NoFocus  # noqa: E731 -- one use
    return next((w for w in widget.findChildren(QWidget) if policy(w)), widget)
