"""What a file should hold, by cause of action and use, and what of it is still missing.

Computed from the case and from what officers ticked; a list to think along, which decides nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.case import Case, Exhibit
from app.events import InkSigned
from app.findings import Severity

USES = ("administrative", "civil", "criminal")
FIELD = "evidence."  # facts that officers tick begin so
TICKED, NONE = "yes", "none"
PARTY, CHECKED = "party", "checked"
_SILENT = (Severity.OK_NO_ISSUE_SEEN, Severity.NOT_DETERMINABLE)


@dataclass(frozen=True, slots=True)
class Item:
    key: str
    zh: str
    en: str
    causes: tuple[str, ...]  # () for every cause
    uses: tuple[str, ...]
    met_by: tuple[str, ...]  # any one of them shows that it is there
    before_leaving: bool  # cannot be made up later
    source: str
    verified: bool

    def word(self, language: str) -> str:
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Held:
    """An item, and how the case has it: "there", "ticked", "none" (does not exist) or "missing"."""

    item: Item
    state: str

    @property
    def missing(self) -> bool:
        return self.state == "missing"


def checklist(case: Case, items: Iterable[Item], causes: Sequence[str], use: str = "") -> tuple[Held, ...]:
    """Return the items that a case of these causes should hold, for one use or ("") for any.

    What is missing and cannot be made up after leaving comes first, then what else is missing, then the
    rest; in the order of the book. A case of no cause yet has the items that every cause has.
    """
    about = set(causes)
    wanted = [
        item
        for item in items
        if (not item.causes or about & set(item.causes)) and (not use or use in item.uses)
    ]
    held = [Held(item, _state(case, item)) for item in wanted]
    return tuple(sorted(held, key=lambda h: (not h.missing, not h.item.before_leaving)))


def to_take_along(held: Iterable[Held]) -> tuple[Item, ...]:
    """Return what is missing and cannot be made up after leaving the stand."""
    return tuple(h.item for h in held if h.missing and h.item.before_leaving)


def _state(case: Case, item: Item) -> str:
    if any(_shows(case, what) for what in item.met_by):
        return "there"
    said = case.fact(FIELD + item.key)
    return {TICKED: "ticked", NONE: "none"}.get(said, "missing")


def _shows(case: Case, what: str) -> bool:
    kind, _, name = what.partition(":")
    match kind:
        case "photo":
            return any(photo.purpose == name for photo in case.photos)
        case "document":
            return any(d.form == name and d.stands for d in case.documents)
        case "signed":
            return any(d.form == name and d.stands and _signed(d.signatures) for d in case.documents)
        case "fact":
            return bool(case.fact(name).strip())
        case "exhibit":
            looked_at = _suspected(case)
            return bool(looked_at) and all(_of_exhibit(case, x, name) for x in looked_at)
        case "paper":
            return any(name in complaint.proofs for complaint in case.complaints)
        case _:
            return False


def _signed(signatures: Sequence[InkSigned]) -> bool:
    """Tell whether the party signed, or why it did not is noted."""
    return any(s.role == PARTY and (s.ink or s.refused) for s in signatures)


def _suspected(case: Case) -> list[Exhibit]:
    """Return the exhibits that anything was found on, or all where nothing was."""
    found = [x for x in case.exhibits if any(f.severity not in _SILENT for f in x.findings)]
    return found or list(case.exhibits)


def _of_exhibit(case: Case, exhibit: Exhibit, field: str) -> bool:
    if field == CHECKED:
        return bool(exhibit.checks)
    return bool(case.fact(field, exhibit.id).strip())
