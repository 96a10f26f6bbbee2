"""From entries to a case.

The fold is total: any set of entries gives a case, whatever is missing from it, and every device that
holds the same entries folds the same case. A field keeps every value that no later value had seen.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from app.case import Case, ClockWord, Fact, Moment, Override, Review, Source, Version, Visit
from app.events import (
    BureauEvent,
    CaseHandedOver,
    CaseOpened,
    CaseReviewed,
    CaseSubmitted,
    ClockExtended,
    ClockSettled,
    CommentMade,
    ComplaintAnswered,
    ComplaintConcluded,
    ComplaintDecided,
    ComplaintEvent,
    ComplaintFiled,
    ComplaintNotified,
    ComplaintPaperKept,
    ComplaintSupplemented,
    Copied,
    CopyHanded,
    DeviceEvent,
    DocumentEvent,
    DocumentIssued,
    DocumentPrinted,
    DocumentServed,
    DocumentStamped,
    DocumentVoided,
    DocumentWithdrawn,
    Erased,
    ExhibitAdded,
    ExhibitChecked,
    Exported,
    ExportEnded,
    FactRecorded,
    InformantAsked,
    InformantHanded,
    InformantSealed,
    InformantShown,
    LabelScanned,
    MediationHeld,
    NumberBound,
    PayloadErased,
    PhotoTaken,
    PictureDerived,
    ProcedureEvent,
    ReviewEvent,
    RuleOverridden,
    Unknown,
    Viewed,
    VisitEnded,
    VisitEvent,
    VisitStarted,
)
from app.fold.complaints import fold_complaint, fold_word
from app.fold.documents import bind_number, fold_document
from app.fold.exhibits import fold_exhibit, fold_photo
from app.fold.lines import summarise
from app.history import Recorded, in_order

__all__ = ["VERSION", "apply", "fold", "summarise"]

VERSION = 10  # raise it with every change of what a case knows: cases are then folded again


def fold(number: str, records: Iterable[Recorded]) -> Case:
    """Fold the entries of one case, in any order, into the case. No entries give an empty case."""
    case = Case(number)
    for record in in_order(records):
        case = apply(case, record)
    return case


def apply(case: Case, record: Recorded) -> Case:
    """Return the case after one more entry; entries of no case leave it as it is."""
    header = record.header
    source = Source(record.id, header.log, header.off, header.t, record.place)
    event = record.event
    case = _remember(case, record, source)
    match event:
        case CaseOpened():
            return _open(case, event)
        case VisitStarted() | VisitEnded():
            return _visit(case, event, source)
        case FactRecorded():
            return replace(case, facts=_fact(case.facts, event, source))
        case ExhibitAdded() | LabelScanned() | ExhibitChecked():
            return fold_exhibit(case, event, source)
        case PhotoTaken() | PictureDerived():
            return fold_photo(case, event, record, source)
        case RuleOverridden() | ClockSettled() | ClockExtended():
            return _procedure(case, event, source)
        case CaseSubmitted() | CaseReviewed() | CommentMade():
            return _review(case, event, source)
        case NumberBound():
            return bind_number(case, event)
        case Unknown() | Erased() | Viewed() | Copied() | Exported() | ExportEnded():
            return case
        case _:
            return _track(case, event, source)


def _track(
    case: Case, event: DocumentEvent | ComplaintEvent | BureauEvent | DeviceEvent, source: Source
) -> Case:
    if isinstance(event, DocumentEvent):
        return fold_document(case, event, source)
    if isinstance(event, ComplaintEvent):
        return fold_complaint(case, event, source)
    other: BureauEvent | DeviceEvent = event
    return _belongs_to_no_case(case, other)


def _belongs_to_no_case(case: Case, event: BureauEvent | DeviceEvent) -> Case:
    return case


def _remember(case: Case, record: Recorded, source: Source) -> Case:
    state = {Erased: "erased", Unknown: "newer"}.get(type(record.event), "")
    moment = Moment(record.header.kind, _summary(record), source, state)
    return replace(case, timeline=(*case.timeline, moment))


def _summary(record: Recorded) -> str:
    """What a line of the timeline says besides its kind: plain values, no wording."""
    match record.event:
        case LabelScanned(text=text) | CommentMade(text=text) | ExhibitAdded(name=text):
            return text
        case DocumentIssued(number=text) | DocumentServed(number=text) | DocumentPrinted(number=text):
            return text
        case CopyHanded(number=text) | DocumentStamped(number=text) | NumberBound(number=text):
            return text
        case DocumentVoided(number=number, reason=reason) | DocumentWithdrawn(number=number, reason=reason):
            return f"{number} {reason}"
        case InformantAsked(number=number, purpose=why) | InformantShown(number=number, purpose=why):
            return f"{number} {why}"
        case InformantHanded(number=number, reason=why):
            return f"{number} {why}"
        case InformantSealed(number=text):
            return text
        case FactRecorded(field=field, value=value):
            return f"{field} = {value}"
        case CaseReviewed(comment=text) | CaseSubmitted(note=text) | VisitStarted(purpose=text):
            return text
        case RuleOverridden(reason=text) | ClockSettled(note=text) | ClockExtended(reason=text):
            return text
        case (
            ComplaintFiled(complainant=text) | ComplaintDecided(reason=text) | ComplaintAnswered(answer=text)
        ):
            return text
        case MediationHeld(terms=text) | ComplaintConcluded(reason=text) | CaseHandedOver(to=text):
            return text
        case ComplaintSupplemented(note=text) | ComplaintNotified(recipient=text):
            return text
        case ComplaintPaperKept(paper=text):
            return text
        case PhotoTaken(photo=text) | PictureDerived(photo=text):
            return text[:16]
        case Viewed(name=text) | Copied(name=text) | Exported(name=text) | PayloadErased(basis=text):
            return text
        case ExportEnded(outcome=outcome, files=files, sums=sums):
            return f"{outcome} {files} {sums}".strip()
        case _:
            return ""


def _open(case: Case, event: CaseOpened) -> Case:
    return replace(
        case,
        fair=event.fair,
        stand=event.stand,
        hall=event.hall,
        exhibitor=event.exhibitor,
        uscc=event.uscc,
        address=event.address,
        contact=event.contact,
    )


def _visit(case: Case, event: VisitEvent, source: Source) -> Case:
    if isinstance(event, VisitStarted):
        return replace(case, visits=(*case.visits, Visit(event.purpose, source)))
    visits = list(case.visits)
    for index in reversed(range(len(visits))):
        if visits[index].ended is None and visits[index].began.log == source.log:
            visits[index] = replace(visits[index], ended=source)
            break
    return replace(case, visits=tuple(visits))


def _fact(facts: tuple[Fact, ...], event: FactRecorded, source: Source) -> tuple[Fact, ...]:
    new = Version(event.value, source)
    for index, fact in enumerate(facts):
        if (fact.about, fact.field) == (event.about, event.field):
            unseen = tuple(v for v in fact.versions if not source.place.has_seen(v.source.place))
            changed = replace(fact, versions=(*unseen, new))
            return (*facts[:index], changed, *facts[index + 1 :])
    return (*facts, Fact(event.about, event.field, (new,)))


def _review(case: Case, event: ReviewEvent, source: Source) -> Case:
    match event:
        case CaseSubmitted():
            return replace(case, stage="submitted")
        case CaseReviewed():
            review = Review(event.outcome, event.comment, event.points, source)
            return replace(case, stage=event.outcome, reviews=(*case.reviews, review))
        case CommentMade(text=text):
            return replace(case, comments=(*case.comments, Review("comment", text, (), source)))
        case _:
            assert_never(event)


def _procedure(case: Case, event: ProcedureEvent, source: Source) -> Case:
    match event:
        case RuleOverridden():
            override = Override(event.rule, event.about, event.reason, source)
            return replace(case, overrides=(*case.overrides, override))
        case ClockSettled():
            word = ClockWord(event.clock, event.about, event.note, source)
            return replace(fold_word(case, event, source), clock_words=(*case.clock_words, word))
        case ClockExtended():
            word = ClockWord(event.clock, event.about, event.reason, source, event.amount)
            return replace(fold_word(case, event, source), clock_words=(*case.clock_words, word))
        case _:
            assert_never(event)
