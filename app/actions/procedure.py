"""What the procedure around a case demands: obstacles before a document, clocks, what is still missing."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from app.actions.duty import require_inspectors
from app.case import Case, Document
from app.errors import NotAllowed
from app.events import RuleOverridden
from app.forms import Form
from app.kit import Kit
from app.procedure import Obstacle, Presence, obstacles, presences, recorded
from app.procedure.acts import Values
from app.procedure.moments import read_moment

NEAR = timedelta(days=2)  # what is looked at before a record begins


def stands_against(
    kit: Kit, case: Case, form: Form, values: Values, replaces: str = ""
) -> tuple[Obstacle, ...]:
    """Return what stands against issuing a document now by the officers on duty, what stops it first.

    What the document `replaces` stands against nothing: it is about the same visit.

    Raises:
        NotAllowed: nobody fit is on duty.
    """
    officers = require_inspectors(kit)
    now = kit.now()
    began = read_moment(str(values.get("began", ""))) or now
    others = tuple(_elsewhere(kit, case, [o.id for o in officers], began, replaces))
    return obstacles(case, form, values, officers, others, kit.law, now, kit.procedure)


def permit(found: Sequence[Obstacle], reasons: Mapping[str, str], about: str) -> tuple[RuleOverridden, ...]:
    """Return the events that say why officers went on; `reasons` are by rule, `about` is a number or form.

    They belong into the same append as what they permit.

    Raises:
        NotAllowed: something stops the act, or lacks a reason; the first such sentence is told.
    """
    for obstacle in found:
        if obstacle.stops:
            raise NotAllowed(obstacle.zh, obstacle.en)
        if not reasons.get(obstacle.rule, "").strip():
            raise NotAllowed(
                f"{obstacle.zh}如仍要继续，请写明理由。",
                f"{obstacle.en} To go on, give the reason.",
            )
    rules = dict.fromkeys(obstacle.rule for obstacle in found)
    return tuple(RuleOverridden(rule, about, reasons[rule].strip()) for rule in rules)


def _elsewhere(
    kit: Kit, case: Case, officers: Sequence[str], began: datetime, replaces: str
) -> Iterator[Presence]:
    """Yield where the officers were at about that time, by visits and records of every case."""
    since_ms = int((began - NEAR).timestamp() * 1000)
    for line in kit.casebook.cases():
        if line.changed_ms < since_ms and line.number != case.number:
            continue
        other = kit.casebook.case(line.number)
        found = [*presences(other, kit.now()), *_by_records(kit, other, since_ms)]
        yield from (
            p for p in found if set(p.officers) & set(officers) and (not replaces or p.document != replaces)
        )


def _by_records(kit: Kit, case: Case, since_ms: int) -> Iterator[Presence]:
    for document in case.documents:
        if document.stands and document.values and document.source.at_ms >= since_ms:
            presence = recorded(case, document, _values(kit, document))
            yield from [presence] if presence else []


def _values(kit: Kit, document: Document) -> Values:
    """Return the values that a document was made from; {} where they did not come along yet."""
    if not kit.blobs.has(document.values):
        return {}
    values = json.loads(kit.blobs.get(document.values))
    return values if isinstance(values, dict) else {}
