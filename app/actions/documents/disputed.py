"""No document states a field of which two devices say different things: the facts must be clear first.

Administrative Penalty Law art. 40 demands that facts be established before a decision. Officers settle the
conflict on the case page in two clicks; the document is then issued with the value that they chose.
"""

from dataclasses import replace

from app.actions.conflicts import conflicts_of
from app.actions.documents.known import known_values
from app.actions.duty import require_inspectors
from app.bureau import Officer
from app.case import Case, Fact, Version
from app.errors import NotAllowed
from app.forms import Form
from app.kit import Kit


def disputed(kit: Kit, case: Case, form: Form, officers: tuple[Officer, Officer]) -> tuple[Fact, ...]:
    """Return the conflicts that change what a form would say, also where it prints what follows from them."""
    return tuple(
        fact
        for fact in case.conflicts
        if len({repr(known_values(kit, _with(case, fact, v), form, officers)) for v in fact.versions}) > 1
    )


def refuse_disputed(kit: Kit, case: Case, form: Form) -> None:
    """Refuse a form that would state a field in conflict.

    Raises:
        NotAllowed: with the field, its values and who recorded them.
    """
    found = disputed(kit, case, form, require_inspectors(kit)) if case.conflicts else ()
    if found:
        named = {(c.about, c.field): c for c in conflicts_of(kit, case)}
        conflict = named[found[0].about, found[0].field]
        raise NotAllowed(
            f"{conflict.line('zh')}：两台设备记载不一，请先在案卷页选定，再出具文书。",
            f"{conflict.line('en')}: two devices disagree; settle it on the case page, then issue.",
        )


def _with(case: Case, fact: Fact, version: Version) -> Case:
    """Return the case as if one version were the only one."""
    changed = replace(fact, versions=(version,))
    return replace(case, facts=tuple(changed if f is fact else f for f in case.facts))
