"""What becomes of a complaint. An event of one that was never filed here leaves the case as it is."""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from app.case import Case, Complaint, HandedOver, Source
from app.events import (
    CaseHandedOver,
    ComplaintAnswered,
    ComplaintConcluded,
    ComplaintDecided,
    ComplaintEvent,
    ComplaintFiled,
    ComplaintNotified,
    ComplaintSupplemented,
    MediationHeld,
)


def fold_complaint(case: Case, event: ComplaintEvent, source: Source) -> Case:
    """Return the case after one event of the complaint track."""
    match event:
        case ComplaintFiled():
            filed = Complaint(event.complaint, event, source, proofs=event.proofs)
            return replace(case, complaints=(*case.complaints, filed))
        case ComplaintSupplemented(proofs=proofs):
            return _change(case, event.complaint, lambda c: _supplemented(c, proofs))
        case ComplaintDecided(outcome=outcome):
            return _change(
                case,
                event.complaint,
                lambda c: replace(c, stage=outcome, lacking=event.lacking, decided=(*c.decided, event)),
            )
        case ComplaintNotified():
            return _change(
                case,
                event.complaint,
                lambda c: replace(c, stage="notified", notified=event, notified_at=source),
            )
        case ComplaintAnswered():
            return _change(
                case, event.complaint, lambda c: replace(c, stage="answered", answers=(*c.answers, event))
            )
        case MediationHeld():
            return _change(case, event.complaint, lambda c: replace(c, mediations=(*c.mediations, event)))
        case ComplaintConcluded():
            return _change(case, event.complaint, lambda c: replace(c, stage="concluded", concluded=event))
        case CaseHandedOver():
            handed = HandedOver(event.to, event.reason, event.complaint, source)
            return replace(case, handed_over=(*case.handed_over, handed))
        case _:
            assert_never(event)


def _supplemented(complaint: Complaint, proofs: tuple[str, ...]) -> Complaint:
    lacking = tuple(code for code in complaint.lacking if code not in proofs)
    return replace(complaint, proofs=(*complaint.proofs, *proofs), lacking=lacking)


def _change(case: Case, complaint: str, change: Callable[[Complaint], Complaint]) -> Case:
    changed = (change(c) if c.id == complaint else c for c in case.complaints)
    return replace(case, complaints=tuple(changed))
