"""The fields of a form: filled from the case; what is missing is one key away; rules with their reasons."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.forms import Field, Value
from app.procedure import Obstacle
from ui.pages.documents.fields import FieldEdit, make_edit
from ui.pages.documents.filling import Filling
from ui.pages.documents.questions import QuestionsEdit
from ui.pages.documents.rules import RulesPanel
from ui.pages.documents.tables import ListEdit
from ui.widgets import button, clear, label, row, scrolled

MOST_NAMED = 3  # missing fields named in the bar


class Editor(QWidget):
    """Shows a filling and changes it; `changed` after every change that came from the officer."""

    changed = Signal()
    reasoned = Signal()  # a reason to go on in spite of a rule was typed
    entered = Signal(str, int)  # the keyboard went into a field, and which row of it

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.filling: Filling | None = None
        self._edits: dict[str, QWidget] = {}
        self._notes: dict[str, QHBoxLayout] = {}
        self.bar = label("", "h2")
        self.next = button(self.tr("下一处 F6"), self.go_to_missing)
        self.back = button(self.tr("撤销 F9"), self.undo)
        head = row(self.bar, self.back, self.next)
        head.setStretch(0, 1)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        self.rules, self._fields = RulesPanel(language), QVBoxLayout()
        self.rules.reasoned.connect(self._tell_reason)
        inside.addWidget(self.rules)
        inside.addLayout(self._fields)
        self._fields.setSpacing(6)
        self.area: QScrollArea = scrolled(holder)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addLayout(head)
        down.addWidget(self.area, 1)
        program = QApplication.instance()
        assert isinstance(program, QApplication)
        program.focusChanged.connect(self._focused)

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
        if self.rules.show_rules(obstacles, warnings):
            self._show_state()

    def reasons(self) -> dict[str, str]:
        """Return the officers' reasons to go on, by rule."""
        return self.rules.reasons()

    def _tell_reason(self) -> None:
        self._show_state()
        self.reasoned.emit()

    def is_ready(self) -> bool:
        """Tell whether nothing is missing and no rule stands against it without a reason."""
        return self.filling is not None and not self.rules.holds() and not self.filling.missing()

    def go_to_missing(self) -> None:
        """Put the cursor into the next field that is missing after the one it stands in."""
        if self.filling is None:
            return
        names = [field.name for field in self.filling.missing()]
        if not names:
            self.rules.go_to_reason()
            return
        order = list(self._edits)
        here = self._holding(self.focusWidget())
        at = order.index(here) if here else -1
        self.go_to(next((name for name in names if order.index(name) > at), names[0]))

    def go_to(self, name: str, row: int = 0) -> None:
        """Put the cursor into a field, of a list or of questions into one row; one not shown here is left."""
        edit = self._edits.get(name)
        if edit is None:
            return
        self.area.ensureWidgetVisible(edit)
        part = edit.part(row) if isinstance(edit, ListEdit | QuestionsEdit) else None
        first = part or _first_focus(edit)
        self.area.ensureWidgetVisible(first)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _holding(self, widget: QWidget | None) -> str:
        """Return the field whose editor holds a widget, "" if none does."""
        found = (
            n for n, edit in self._edits.items() if widget and (edit is widget or edit.isAncestorOf(widget))
        )
        return next(found, "")

    def _focused(self, _: QWidget | None, now: QWidget | None) -> None:
        if name := self._holding(now):
            edit = self._edits[name]
            row = edit.row_of(now) if now and isinstance(edit, ListEdit | QuestionsEdit) else 0
            self.entered.emit(name, row)

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
