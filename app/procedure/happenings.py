"""What happened in a case, as clocks see it: when, what, and about which document or complaint.

Times are what the clocks of devices said, or what officers stated; nothing is ordered by them but deadlines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from app.case import Case, Document
from app.events import FairPublished
from app.findings import Severity
from app.law import CHINA
from app.procedure.moments import clock, end_of, read_moment

STEPS = {  # an event of the complaint track -> its step; a decision's step is its outcome
    "ComplaintFiled": "filed",
    "ComplaintSupplemented": "supplemented",
    "ComplaintNotified": "notified",
    "ComplaintAnswered": "answered",
    "MediationHeld": "mediated",
    "ComplaintConcluded": "concluded",
    "CaseHandedOver": "handed_over",
}
CLOSING = time(23, 59)


@dataclass(frozen=True, slots=True)
class Happening:
    at: datetime
    what: str  # "kind:what", as resources/procedure/clocks.toml names it
    about: str = ""  # a document's number, a complaint's id, "" for the case
    until: datetime | None = None  # the first moment that is too late, where the document itself says it
    amount: int = 0  # how long a clock runs that starts here, or how much more time it gets, where it is said
    names: str = ""  # the document that this one carries on or ends


def happenings(case: Case, fair: FairPublished | None) -> tuple[Happening, ...]:
    """Return what happened in a case, earliest first; `fair` is the case's own, None if not known."""
    found = [
        *_documents(case),
        *_complaints(case),
        *_firsts(case),
        *_visits(case),
        *_facts(case),
        *_ends(case, fair),
    ]
    return tuple(sorted(found, key=lambda happening: happening.at))


def numbers_of(case: Case, number: str) -> tuple[str, ...]:
    """Return a document's number with those of the documents that it corrects, its own first."""
    chain = [number]
    while (document := case.document(chain[-1])) and document.replaces and document.replaces not in chain:
        chain.append(document.replaces)
    return tuple(chain)


def all_numbers(case: Case, number: str) -> tuple[str, ...]:
    """Return every number that a document goes by: with its final one, and with those of what it corrects."""
    known = [(name, case.document(name)) for name in numbers_of(case, number)]
    return tuple(
        found for name, document in known for found in (name, document.bound if document else "") if found
    )


def standing(case: Case, form: str, replaces: str = "") -> tuple[Document, ...]:
    """Return the documents of a form that stand, without what is corrected or is about to be."""
    corrected = {replaces, *(d.replaces for d in case.documents if d.stands)}
    return tuple(d for d in case.documents if d.form == form and d.stands and d.number not in corrected)


def _documents(case: Case) -> Iterator[Happening]:
    """Yield documents that stand. A correction counts from what it corrects: it gives nobody more time."""
    corrected = {d.replaces for d in case.documents if d.stands}
    for document in case.documents:
        if not document.stands or document.number in corrected:
            continue
        earlier = [case.document(number) for number in numbers_of(case, document.number)[1:]]
        same = [document, *(d for d in earlier if d and d.form == document.form)]
        begun = min(clock(d.source.at_ms) for d in same)
        yield Happening(
            begun,
            f"document:{document.form}",
            document.number,
            end_of(document.until),
            document.days,
            document.about,
        )
        served = [clock(s.source.at_ms) for d in same for s in d.served]
        if served:
            yield Happening(min(served), f"served:{document.form}", document.number)


def _complaints(case: Case) -> Iterator[Happening]:
    for complaint in case.complaints:
        for moment in complaint.moments:
            decided = moment.kind == "ComplaintDecided"
            step = moment.text if decided else STEPS.get(moment.kind, "")
            told = complaint.notified if moment.kind == "ComplaintNotified" else None
            hours = max(0, told.hours) if told else 0
            if step:
                yield Happening(clock(moment.source.at_ms), f"complaint:{step}", complaint.id, amount=hours)


def _firsts(case: Case) -> Iterator[Happening]:
    """Yield the first label, check, suspicion and photo."""
    checks = [check for exhibit in case.exhibits for check in exhibit.checks]
    suspected = [c for c in checks if any(f.severity is Severity.SUSPECTED for f in c.findings)]
    labels = [label for exhibit in case.exhibits for label in exhibit.labels]
    for what, found in (
        ("scanned", [label.source.at_ms for label in labels]),
        ("checked", [check.source.at_ms for check in checks]),
        ("suspected", [check.source.at_ms for check in suspected]),
        ("photo", [photo.source.at_ms for photo in case.photos]),
    ):
        if found:
            yield Happening(clock(min(found)), what)


def _visits(case: Case) -> Iterator[Happening]:
    for visit in case.visits:
        yield Happening(clock(visit.began.at_ms), "visit:started")
        if visit.ended:
            yield Happening(clock(visit.ended.at_ms), "visit:ended")


def _facts(case: Case) -> Iterator[Happening]:
    """Yield what officers stated of the case; a moment in the value counts, else when it was recorded."""
    for fact in case.facts:
        if not fact.about and fact.value.strip():
            stated = read_moment(fact.value)
            yield Happening(stated or clock(fact.versions[-1].source.at_ms), f"fact:{fact.field}")


def _ends(case: Case, fair: FairPublished | None) -> Iterator[Happening]:
    """Yield overridden rules, submissions, approvals, hand-overs, the fair's end where a matter is open."""
    for override in case.overrides:
        yield Happening(clock(override.source.at_ms), f"override:{override.rule}", override.about)
    for moment in case.timeline:
        if moment.kind == "CaseSubmitted":
            yield Happening(clock(moment.source.at_ms), "case:submitted")
    for review in case.reviews:
        if review.outcome == "approved":
            yield Happening(clock(review.source.at_ms), "case:approved")
    for handed in case.handed_over:
        if not handed.complaint:
            yield Happening(clock(handed.source.at_ms), "case:handed_over")
    pending = any(c.stage not in ("concluded", "refused", "handed_over") for c in case.complaints)
    if fair and (pending or any(f.severity is Severity.SUSPECTED for f in case.findings)):
        yield Happening(datetime.combine(fair.ends, CLOSING, CHINA), "fair:ends")
