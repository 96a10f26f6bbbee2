"""What was typed and not issued yet: kept over a crash, and set beside what the case says now."""

from collections.abc import Mapping

from app.forms import Value
from app.kit import Kit, Typed


def keep_draft(
    kit: Kit,
    case_number: str,
    form_id: str,
    language: str,
    changes: Mapping[str, Value],
    known: Mapping[str, Value],
) -> None:
    """Keep what officers typed into a form, with what the case knew of those fields then.

    Raises:
        StorageFault: the disk refuses; the draft kept before stands.
    """
    before = kit.drafts.typed((case_number, form_id, language))
    typed = {name: _typed(value, before.get(name), known.get(name, "")) for name, value in changes.items()}
    kit.drafts.keep((case_number, form_id, language), typed)


def kept_draft(kit: Kit, case_number: str, form_id: str, language: str = "zh") -> Mapping[str, Typed]:
    """Return what was typed into a form and not issued yet."""
    return kit.drafts.typed((case_number, form_id, language))


def outdated(typed: Mapping[str, Typed], known: Mapping[str, Value]) -> dict[str, Value]:
    """Return, by field, what the case says now where it said something else when theirs was typed."""
    return {
        name: known[name]
        for name, one in typed.items()
        if known.get(name) and known[name] not in (one.knew, one.value)
    }


def _typed(value: Value, before: Typed | None, known: Value) -> Typed:
    """Set a value typed anew beside what the case says now, one that only stayed beside what it said then."""
    return before if before is not None and before.value == value else Typed(value, known)
