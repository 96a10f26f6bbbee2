"""What is being filled in: the case's values, what was typed over them, what is missing, and the way back."""

from collections.abc import Mapping

from app.actions.documents import Draft, outdated
from app.forms import Field, Value, missing
from app.kit import Typed

MOST_STEPS = 500


class Filling:
    """The state of one form; it knows no widgets."""

    def __init__(self, draft: Draft, typed: Mapping[str, Typed]) -> None:
        self.form = draft.form
        self.known = draft.known
        self.suggestions = draft.suggestions
        self.changes: dict[str, Value] = {
            name: one.value for name, one in typed.items() if draft.form.field(name)
        }
        self.outdated = outdated(typed, draft.known)  # what the case says otherwise since it was typed
        self._steps: list[tuple[str, Value | None]] = []  # field, and what had been typed before

    def value(self, name: str) -> Value:
        """Return a field's value: what was typed, else what the case knows."""
        return self.changes.get(name, self.known.get(name, ""))

    def values(self) -> dict[str, Value]:
        """Return all values, as the document would be issued with."""
        return {field.name: self.value(field.name) for field in self.form.fields}

    def missing(self) -> tuple[Field, ...]:
        """Return the required fields that are still empty, in the order of the form."""
        return missing(self.form, self.values())

    def change(self, name: str, value: Value) -> None:
        """Type a value; typing on in one text is one step to undo."""
        if value == self.value(name):
            return
        on = self._steps and self._steps[-1][0] == name and isinstance(value, str) and name in self.changes
        if not on:
            self._steps = [*self._steps[-MOST_STEPS:], (name, self.changes.get(name))]
        self.changes[name] = value
        self.outdated.pop(name, None)

    def take_known(self, name: str) -> None:
        """Go back to what the case knows."""
        if name in self.changes:
            self._steps.append((name, self.changes.pop(name)))
        self.outdated.pop(name, None)

    def undo(self) -> str:
        """Take the last step back and return its field, "" where there is none."""
        if not self._steps:
            return ""
        name, before = self._steps.pop()
        if before is None:
            self.changes.pop(name, None)
        else:
            self.changes[name] = before
        return name
