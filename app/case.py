"""A case: the file on one exhibitor at one fair, as the entries of every log that name it add up.

`app.fold` makes it. To change what a case knows, change these two and rebuild; nothing is ever migrated.
"""

from dataclasses import dataclass
from datetime import date

from app.events import (
    ComplaintAnswered,
    ComplaintConcluded,
    ComplaintDecided,
    ComplaintFiled,
    ComplaintNotified,
    InkSigned,
    MediationHeld,
)
from app.findings import Finding
from app.history import Place


@dataclass(frozen=True, slots=True)
class Source:
    """Which entry says so, who was on duty, and what the clock said (ms since 1970 UTC; testimony)."""

    entry: str
    log: str
    officers: tuple[str, ...]
    at_ms: int
    place: Place


@dataclass(frozen=True, slots=True)
class Version:
    value: str
    source: Source


@dataclass(frozen=True, slots=True)
class Fact:
    """One field. One version is the value; several are a conflict that a person settles."""

    about: str  # "" for the case, else the exhibit's id
    field: str
    versions: tuple[Version, ...]

    @property
    def value(self) -> str:
        """The value, or of a conflict the one that comes last in the common order."""
        return self.versions[-1].value


@dataclass(frozen=True, slots=True)
class Visit:
    purpose: str
    began: Source
    ended: Source | None = None


@dataclass(frozen=True, slots=True)
class Label:
    symbology: str
    text: str
    origin: str
    photo: str
    sure: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Check:
    extract: str
    extract_as_of: date
    acting_on: date
    findings: tuple[Finding, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Exhibit:
    id: str
    name: str = ""
    goods: str = ""
    nice: str = ""
    group: str = ""
    labels: tuple[Label, ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the last check, () if none was made."""
        return self.checks[-1].findings if self.checks else ()


@dataclass(frozen=True, slots=True)
class Photo:
    sha256: str
    purpose: str
    exhibit: str
    note: str
    camera_time: str
    width: int
    height: int
    size: int  # bytes
    sm3: str
    source: Source
    parent: str = ""  # of a derived picture
    operation: str = ""
    parameters: str = ""


@dataclass(frozen=True, slots=True)
class Served:
    manner: str
    recipient: str
    photo: str
    note: str
    source: Source


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy that left the officers' hands."""

    copy: str
    recipient: str
    source: Source


@dataclass(frozen=True, slots=True)
class Document:
    number: str
    form: str
    language: str
    title: str
    pdf: str
    values: str
    series: str
    year: int
    serial: int
    replaces: str
    reason: str
    signatures: tuple[InkSigned, ...]
    source: Source
    served: tuple[Served, ...] = ()
    void: str = ""  # why it was voided, "" while it stands
    withdrawn: str = ""  # why it was withdrawn after it had been served
    bound: str = ""  # the final number of one issued under a provisional number
    final: tuple[str, int, int] = ("", 0, 0)  # series, year and serial of that number
    copies: tuple[Copy, ...] = ()
    prints: int = 0  # copies printed
    stamped: str = ""  # digest of the PDF with a time-stamp behind the signed bytes
    signed_by: tuple[str, ...] = ()  # officers whose certificate signs the PDF
    until: str = ""  # the day or moment by which it asks a party to act, ISO
    about: str = ""  # number of the document that it carries on, ends or lists things for
    days: int = 0  # how many days it gives, or gives more

    @property
    def stands(self) -> bool:
        return not (self.void or self.withdrawn)


@dataclass(frozen=True, slots=True)
class Review:
    outcome: str
    comment: str
    points: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Override:
    rule: str
    about: str
    reason: str
    source: Source


@dataclass(frozen=True, slots=True)
class ClockWord:
    """What was said of a clock: settled, or given `amount` more of its unit."""

    clock: str
    about: str
    note: str
    source: Source
    amount: int = 0  # 0 for a clock that is settled


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline."""

    kind: str
    text: str
    source: Source
    state: str = ""  # "erased" by law, or "newer": of a kind that only a later version of the program knows


@dataclass(frozen=True, slots=True)
class Complaint:
    """A holder's complaint.

    `stage` is filed, to_supplement, refused, accepted, notified, answered, concluded or handed_over. Of two
    steps that had not seen each other both stand in `moments`, and the stage follows the common order.
    """

    id: str
    filed: ComplaintFiled
    source: Source
    stage: str = "filed"
    proofs: tuple[str, ...] = ()  # codes of the papers handed in so far
    lacking: tuple[str, ...] = ()
    decided: tuple[ComplaintDecided, ...] = ()
    notified: ComplaintNotified | None = None
    notified_at: Source | None = None
    answers: tuple[ComplaintAnswered, ...] = ()
    mediations: tuple[MediationHeld, ...] = ()
    concluded: ComplaintConcluded | None = None
    complete_at: Source | None = None  # since when no paper that was asked for is lacking
    moments: tuple[Moment, ...] = ()  # its own steps, the filing first


@dataclass(frozen=True, slots=True)
class HandedOver:
    to: str
    reason: str
    complaint: str
    source: Source


@dataclass(frozen=True, slots=True)
class Case:
    number: str
    fair: str = ""
    stand: str = ""
    hall: str = ""
    exhibitor: str = ""
    uscc: str = ""
    address: str = ""
    contact: str = ""
    stage: str = "open"  # open, submitted, returned, approved
    visits: tuple[Visit, ...] = ()
    facts: tuple[Fact, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    photos: tuple[Photo, ...] = ()
    documents: tuple[Document, ...] = ()
    reviews: tuple[Review, ...] = ()
    comments: tuple[Review, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    handed_over: tuple[HandedOver, ...] = ()
    overrides: tuple[Override, ...] = ()
    clock_words: tuple[ClockWord, ...] = ()
    timeline: tuple[Moment, ...] = ()

    def fact(self, field: str, about: str = "") -> str:
        """Return the value of a field, "" if nobody recorded it."""
        return next((f.value for f in self.facts if f.field == field and f.about == about), "")

    def exhibit(self, exhibit: str) -> Exhibit | None:
        return next((x for x in self.exhibits if x.id == exhibit), None)

    def complaint(self, complaint: str) -> Complaint | None:
        return next((c for c in self.complaints if c.id == complaint), None)

    def document(self, number: str) -> Document | None:
        return next((d for d in self.documents if d.number == number), None)

    @property
    def conflicts(self) -> tuple[Fact, ...]:
        return tuple(f for f in self.facts if len({v.value for v in f.versions}) > 1)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the last check of every exhibit, in the order of the exhibits."""
        return tuple(finding for exhibit in self.exhibits for finding in exhibit.findings)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    number: str
    fair: str
    stand: str
    hall: str
    exhibitor: str
    stage: str
    worst: str  # the gravest severity among its findings, "" before any check
    findings: int
    exhibits: int
    photos: int
    documents: int
    conflicts: int
    changed_ms: int  # clock of the last entry, ms since 1970 UTC
    submitted_ms: int = 0  # clock of the last submission, 0 if never
    complaints: int = 0
    opened_ms: int = 0  # clock of the first entry
    uscc: str = ""  # the party's social credit code
    people: tuple[str, ...] = ()  # identity papers of the party and who represents it, as recorded
    rights: tuple[str, ...] = ()  # numbers and signs that findings suspect or complaints name
    acts: tuple[str, ...] = ()  # that findings suspect
    punished_ms: int = 0  # clock of the last penalty, 0 if none is on file
