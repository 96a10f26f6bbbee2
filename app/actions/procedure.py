"""What the procedure around a case demands: obstacles before a document, clocks, what is still missing."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.actions.duty import require_inspectors
from app.case import Case, Document
from app.errors import NotAllowed, NotFound
from app.events import FactRecorded, RuleOverridden
from app.fold import summarise
from app.forms import Form
from app.kit import Kit
from app.procedure import Obstacle, Presence, obstacles, presences, recorded
from app.procedure.acts import Values
from app.procedure.clocks import Running
from app.procedure.crimes import YES, Weighed
from app.procedure.evidence import FIELD, NONE, TICKED, Held, Item, to_take_along
from app.procedure.moments import clock, read_moment
from app.procedure.recall import Recalled, punished_within_two_years, recall
from app.procedure.rules import Cause

NEAR = timedelta(days=2)  # what is looked at before a record begins


@dataclass(frozen=True, slots=True)
class CaseProcedure:
    """What a stand's file shows of the procedure."""

    causes: tuple[Cause, ...]
    clocks: tuple[Running, ...]
    held: tuple[Held, ...]
    weighed: tuple[Weighed, ...]
    recalled: tuple[Recalled, ...]


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
    elsewhere = _elsewhere(kit, [o.id for o in officers], min(began, now))
    others = [p for p in elsewhere if not replaces or p.document != replaces]
    return obstacles(case, form, values, officers, others, kit.law, now, kit.procedure, replaces)


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


def case_procedure(kit: Kit, case: Case) -> CaseProcedure:
    """Return what a stand's file shows: causes, clocks, evidence, amounts, earlier cases."""
    today = kit.today()
    recalled = recall(summarise(case), kit.casebook.cases(), today)
    repeat = YES if punished_within_two_years(recalled) else ""
    acted = read_moment(case.fact("act.date"))
    on = acted.date() if acted else clock(case.visits[0].began.at_ms).date() if case.visits else today
    return CaseProcedure(
        causes=kit.procedure.causes_of(case),
        clocks=kit.procedure.running(case, kit.casebook.bureau.fair(case.fair), kit.law, kit.now()),
        held=kit.procedure.held(case),
        weighed=kit.procedure.weighed(case, kit.law, on, repeat),
        recalled=recalled,
    )


def missing_before_leaving(kit: Kit, case_number: str) -> tuple[Item, ...]:
    """Return what the file lacks and cannot be made up after leaving the stand. Raises NotFound."""
    return to_take_along(kit.procedure.held(kit.casebook.case(case_number)))


def tick_evidence(kit: Kit, case_number: str, item: str, state: str) -> Case:
    """Say of an item of evidence that it is there ("yes"), does not exist ("none"), or neither ("").

    Raises:
        NotAllowed: nobody fit is on duty.
        NotFound: no such item, or no such case.
    """
    require_inspectors(kit)
    if state not in (TICKED, NONE, "") or item not in {i.key for i in kit.procedure.evidence}:
        raise NotFound(f"证据清单中没有 {item}。", f"The list of evidence has no item {item}.")
    if kit.casebook.case(case_number).fact(FIELD + item) == state:
        return kit.casebook.case(case_number)
    return kit.casebook.append(case_number, FactRecorded("", FIELD + item, state))


def _elsewhere(kit: Kit, officers: Sequence[str], began: datetime) -> Iterator[Presence]:
    """Yield where the officers were at about that time, by visits and records of every case."""
    since_ms = int((began - NEAR).timestamp() * 1000)
    for case in kit.casebook.whole_cases(since_ms=since_ms):
        found = [*presences(case, kit.now()), *_by_records(kit, case, since_ms)]
        yield from (p for p in found if set(p.officers) & set(officers))


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
