"""What a check is told besides the label and the register: the facts that the officer established."""

from dataclasses import dataclass
from datetime import date

from app.law import Law
from app.names.firms import same_company
from app.rights import Extract, Right

YES, NO, UNKNOWN = "yes", "no", ""  # answers of the officer; a question not yet asked is UNKNOWN


@dataclass(frozen=True, slots=True)
class Context:
    acting_on: date
    law: Law
    exhibitor: str = ""
    goods: str = ""  # what the exhibit is
    nice: str = ""  # its Nice class
    group: str = ""  # its similar group
    produced: date | None = None  # production or marking date, None if nobody knows
    licence: str = UNKNOWN  # the exhibitor showed a licence or authorisation chain: yes, no
    plausible: str = UNKNOWN  # the exhibit is plausibly what the patent is about: yes, no
    same_form: str = UNKNOWN  # the mark is used as registered: yes, no
    circulated_before: str = UNKNOWN  # the goods were in circulation before the right ended: yes, no
    sign: str = ""  # the sign on the exhibit, for the search for conflicts
    reread: str = UNKNOWN  # a malformed number was compared with the label: yes, it is printed so
    online: str = UNKNOWN  # looked up online: yes, it is there; no, it is not
    goods_approved: str = UNKNOWN  # the officer compared the goods with the approved list: yes, no
    licensors: tuple[str, ...] = ()  # holders whose licence was shown
    declared: tuple[str, ...] = ()  # numbers of rights that the exhibitor declared to the organiser


def owns(right: Right, context: Context) -> bool:
    """Tell whether the exhibitor is the holder, or one of several."""
    return any(same_company(holder, context.exhibitor) for holder in right.holders)


def holds(right: Right, context: Context) -> bool:
    """Tell whether the exhibitor is a holder, or showed a licence."""
    if context.licence == YES or owns(right, context):
        return True
    return any(same_company(h, licensor) for h in right.holders for licensor in context.licensors)


def made(context: Context, ended: date | None) -> str:
    """Return "before", "after" or "unknown": when the goods were marked, against the day the right ended."""
    if context.circulated_before in (YES, NO):
        return "before" if context.circulated_before == YES else "after"
    if context.produced is None or ended is None:
        return "unknown"
    return "before" if context.produced <= ended else "after"


def extract_facts(extract: Extract) -> tuple[tuple[str, str], ...]:
    """Return the facts about the extract that every finding shows."""
    return (("extract", extract.name), ("extract_as_of", extract.as_of.isoformat()))


def right_facts(right: Right | None) -> tuple[tuple[str, str], ...]:
    """Return what the register says of a right, as facts ready to be shown."""
    if right is None:
        return ()
    dates = (
        ("filed", right.filed),
        ("registered", right.registered),
        ("expires", right.expires),
        ("status_date", right.status_date),
    )
    facts = [
        ("right_number", right.registration_number or right.application_number),
        ("name", right.name),
        ("kind", right.kind.value),
        ("holder", right.holder),
        ("status", right.status.value),
        *((name, day.isoformat()) for name, day in dates if day is not None),
        ("classes", "、".join(right.classes)),
    ]
    return tuple((name, value) for name, value in facts if value)
