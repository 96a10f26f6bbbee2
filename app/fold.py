"""From entries to a case.

The fold is total: any set of entries gives a case, whatever is missing from it, and every device that
holds the same entries folds the same case. A field keeps every value that no later value had seen.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import assert_never

from app.case import (
    Case,
    CaseLine,
    Check,
    Document,
    Exhibit,
    Fact,
    Label,
    Moment,
    Photo,
    Review,
    Served,
    Source,
    Version,
    Visit,
)
from app.events import (
    BureauEvent,
    CaseOpened,
    CaseReviewed,
    CaseSubmitted,
    CommentMade,
    DeviceEvent,
    DocumentEvent,
    DocumentIssued,
    DocumentServed,
    DocumentVoided,
    Erased,
    ExhibitAdded,
    ExhibitChecked,
    ExhibitEvent,
    FactRecorded,
    LabelScanned,
    PhotoEvent,
    PhotoTaken,
    PictureDerived,
    ReviewEvent,
    Unknown,
    VisitEnded,
    VisitEvent,
    VisitStarted,
)
from app.findings import Severity, gravest
from app.history import Recorded, in_order

VERSION = 1  # raise it with every change of what a case knows: cases are then folded again


def fold(number: str, records: Iterable[Recorded]) -> Case:
    """Fold the entries of one case, in any order, into the case. No entries give an empty case."""
    case = Case(number)
    for record in in_order(records):
        case = apply(case, record)
    return case


def summarise(case: Case) -> CaseLine:
    """Return a case as it stands in a list."""
    submitted = [m.source.at_ms for m in case.timeline if m.kind == "CaseSubmitted"]
    return CaseLine(
        number=case.number,
        fair=case.fair,
        stand=case.stand,
        hall=case.hall,
        exhibitor=case.exhibitor,
        stage=case.stage,
        worst=gravest(case.findings),
        findings=sum(f.severity != Severity.OK_NO_ISSUE_SEEN for f in case.findings),
        exhibits=len(case.exhibits),
        photos=len(case.photos),
        documents=len(case.documents),
        conflicts=len(case.conflicts),
        changed_ms=case.timeline[-1].source.at_ms if case.timeline else 0,
        submitted_ms=submitted[-1] if submitted else 0,
    )


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
            return _exhibit(case, event, source)
        case PhotoTaken() | PictureDerived():
            return _photo(case, event, record, source)
        case DocumentIssued() | DocumentServed() | DocumentVoided():
            return _document(case, event, source)
        case CaseSubmitted() | CaseReviewed() | CommentMade():
            return _review(case, event, source)
        case Unknown() | Erased():
            return case
        case _:
            other: BureauEvent | DeviceEvent = event
            return _belongs_to_no_case(case, other)


def _belongs_to_no_case(case: Case, event: BureauEvent | DeviceEvent) -> Case:
    return case


def _remember(case: Case, record: Recorded, source: Source) -> Case:
    moment = Moment(record.header.kind, _summary(record), source)
    return replace(case, timeline=(*case.timeline, moment))


def _summary(record: Recorded) -> str:
    """What a line of the timeline says besides its kind: plain values, no wording."""
    match record.event:
        case LabelScanned(text=text) | CommentMade(text=text):
            return text
        case ExhibitAdded(name=text) | DocumentIssued(number=text) | DocumentServed(number=text):
            return text
        case DocumentVoided(number=number, reason=reason):
            return f"{number} {reason}"
        case FactRecorded(field=field, value=value):
            return f"{field} = {value}"
        case CaseReviewed(comment=text) | CaseSubmitted(note=text) | VisitStarted(purpose=text):
            return text
        case PhotoTaken(photo=text) | PictureDerived(photo=text):
            return text[:16]
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


def _exhibit(case: Case, event: ExhibitEvent, source: Source) -> Case:
    match event:
        case ExhibitAdded(name=name, goods=goods, nice=nice, group=group):
            return _change_exhibit(
                case, event.exhibit, lambda x: replace(x, name=name, goods=goods, nice=nice, group=group)
            )
        case LabelScanned():
            label = Label(event.symbology, event.text, event.source, event.photo, event.sure, source)
            return _change_exhibit(case, event.exhibit, lambda x: replace(x, labels=(*x.labels, label)))
        case ExhibitChecked():
            check = Check(event.extract, event.extract_as_of, event.acting_on, event.findings, source)
            return _change_exhibit(case, event.exhibit, lambda x: replace(x, checks=(*x.checks, check)))
        case _:
            assert_never(event)


def _change_exhibit(case: Case, exhibit: str, change: Callable[[Exhibit], Exhibit]) -> Case:
    """Change one exhibit; one that was never added (its entry is missing here) appears by its id."""
    if case.exhibit(exhibit) is None:
        return replace(case, exhibits=(*case.exhibits, change(Exhibit(exhibit))))
    return replace(case, exhibits=tuple(change(x) if x.id == exhibit else x for x in case.exhibits))


def _photo(case: Case, event: PhotoEvent, record: Recorded, source: Source) -> Case:
    ref = next((b for b in record.header.blobs if b.sha256 == event.photo), None)
    size, sm3 = (ref.size, ref.sm3) if ref else (0, "")
    if isinstance(event, PhotoTaken):
        photo = Photo(
            event.photo,
            event.purpose,
            event.exhibit,
            event.note,
            event.camera_time,
            event.width,
            event.height,
            size,
            sm3,
            source,
        )
    else:
        parent = next((p for p in case.photos if p.sha256 == event.parent), None)
        exhibit, purpose = (parent.exhibit, parent.purpose) if parent else ("", "other")
        photo = Photo(
            event.photo,
            purpose,
            exhibit,
            event.reason,
            "",
            0,
            0,
            size,
            sm3,
            source,
            event.parent,
            event.operation,
            event.parameters,
        )
    return replace(case, photos=(*case.photos, photo))


def _document(case: Case, event: DocumentEvent, source: Source) -> Case:
    match event:
        case DocumentIssued():
            document = Document(
                event.number,
                event.form,
                event.language,
                event.title,
                event.pdf,
                event.values,
                event.series,
                event.year,
                event.serial,
                event.replaces,
                event.reason,
                event.signatures,
                source,
            )
            return replace(case, documents=(*case.documents, document))
        case DocumentServed():
            served = Served(event.manner, event.recipient, event.photo, event.note, source)
            return _change_document(case, event.number, lambda d: replace(d, served=(*d.served, served)))
        case DocumentVoided(reason=reason):
            return _change_document(case, event.number, lambda d: replace(d, void=reason))
        case _:
            assert_never(event)


def _change_document(case: Case, number: str, change: Callable[[Document], Document]) -> Case:
    return replace(case, documents=tuple(change(d) if d.number == number else d for d in case.documents))


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
