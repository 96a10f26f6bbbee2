"""A case as a whole, and as a line of a list."""

from dataclasses import dataclass
from datetime import date

from app.case.complaints import Complaint, HandedOver
from app.case.documents import Document
from app.case.sources import Fact, Moment, Source
from app.findings import Finding


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
