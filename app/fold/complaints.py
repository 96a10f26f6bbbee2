"""What becomes of a complaint. An event of one that was never filed here leaves the case as it is."""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from app.case import Case, Complaint, HandedOver, KeptPaper, Moment, Source
from app.events import (
    CaseHandedOver,
    ClockExtended,
    ClockSettled,
    ComplaintAnswered,
    ComplaintConcluded,
    ComplaintDecided,
    ComplaintEvent,
    ComplaintFiled,
    ComplaintNotified,
    ComplaintPaperKept,
    ComplaintSupplemented,
    MediationHeld,
)

CLOCKS = "complaint."  # clocks about a complaint begin so; what they are about is its id
Step = (
    ComplaintSupplemented
    | ComplaintPaperKept
    | ComplaintDecided
    | ComplaintNotified
    | ComplaintAnswered
    | MediationHeld
    | ComplaintConcluded
    | CaseHandedOver
)


def fold_complaint(case: Case, event: ComplaintEvent, source: Source) -> Case:
    """Return the case after one event of the complaint track."""
    if isinstance(event, ComplaintFiled):
        said = Moment(type(event).__name__, event.complainant, source)
        filed = Complaint(
            event.complaint, event, source, proofs=event.proofs, complete_at=source, moments=(said,)
        )
        return replace(case, complaints=(*case.complaints, filed))
    if isinstance(event, CaseHandedOver):
        handed = HandedOver(event.to, event.reason, event.complaint, source)
        case = replace(case, handed_over=(*case.handed_over, handed))
    return _change(case, event.complaint, lambda c: _remember(_after(c, event, source), event, source))


def fold_word(case: Case, event: ClockSettled | ClockExtended, source: Source) -> Case:
    """Return the case after a word on a clock; the complaint that it is about remembers it."""
    if not event.clock.startswith(CLOCKS):
        return case
    return _change(case, event.about, lambda c: _remember(c, event, source))


def _after(complaint: Complaint, event: Step, source: Source) -> Complaint:
    match event:
        case ComplaintSupplemented(proofs=proofs):
            return _supplemented(complaint, proofs, source)
        case ComplaintPaperKept():
            kept = KeptPaper(event.paper, event.file, event.note, source)
            return replace(complaint, papers=(*complaint.papers, kept))
        case ComplaintDecided(outcome=outcome, lacking=lacking):
            complete = None if lacking else complaint.complete_at
            decided = (*complaint.decided, event)
            return replace(complaint, stage=outcome, lacking=lacking, decided=decided, complete_at=complete)
        case ComplaintNotified():
            return replace(complaint, stage="notified", notified=event, notified_at=source)
        case ComplaintAnswered():
            return replace(complaint, stage="answered", answers=(*complaint.answers, event))
        case MediationHeld():
            return replace(complaint, mediations=(*complaint.mediations, event))
        case ComplaintConcluded():
            return replace(complaint, stage="concluded", concluded=event)
        case CaseHandedOver():
            return replace(complaint, stage="handed_over")
        case _:
            assert_never(event)


def _supplemented(complaint: Complaint, proofs: tuple[str, ...], source: Source) -> Complaint:
    lacking = tuple(code for code in complaint.lacking if code not in proofs)
    done = bool(complaint.lacking) and not lacking
    return replace(
        complaint,
        proofs=tuple(dict.fromkeys((*complaint.proofs, *proofs))),
        lacking=lacking,
        stage="filed" if done and complaint.stage == "to_supplement" else complaint.stage,
        complete_at=source if done else complaint.complete_at,
    )


def _remember(complaint: Complaint, event: Step | ClockSettled | ClockExtended, source: Source) -> Complaint:
    return replace(
        complaint, moments=(*complaint.moments, Moment(type(event).__name__, _text(event), source))
    )


def _text(event: Step | ClockSettled | ClockExtended) -> str:
    """What a step says besides its kind: codes and plain values, no wording."""
    match event:
        case ComplaintSupplemented(note=text) | ComplaintNotified(recipient=text):
            return text
        case ComplaintDecided(outcome=code) | MediationHeld(outcome=code) | ComplaintConcluded(opinion=code):
            return code
        case ComplaintAnswered(answer=text) | CaseHandedOver(to=text) | ComplaintPaperKept(paper=text):
            return text
        case ClockSettled(clock=text) | ClockExtended(clock=text):
            return text
        case _:
            assert_never(event)


def _change(case: Case, complaint: str, change: Callable[[Complaint], Complaint]) -> Case:
    changed = (change(c) if c.id == complaint else c for c in case.complaints)
    return replace(case, complaints=tuple(changed))
