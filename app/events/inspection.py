"""What officers do at a stand, and what supervisors say of it."""

from dataclasses import dataclass
from datetime import date

from app.findings import Finding


@dataclass(frozen=True, slots=True)
class CaseOpened:
    fair: str
    stand: str
    hall: str
    exhibitor: str
    uscc: str = ""
    address: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class VisitStarted:
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class VisitEnded: ...


@dataclass(frozen=True, slots=True)
class FactRecorded:
    """One field of a case or an exhibit. Two that had not seen each other are a conflict."""

    about: str  # "" for the case, else the exhibit's id
    field: str  # "party.representative", "scene", "produced", "licence_shown" …
    value: str


@dataclass(frozen=True, slots=True)
class ExhibitAdded:
    exhibit: str  # "<device>.<count>", unique in the case on any device
    name: str
    goods: str = ""  # what it is, in the words of the class list
    nice: str = ""  # Nice class
    group: str = ""  # similar group


@dataclass(frozen=True, slots=True)
class LabelScanned:
    exhibit: str
    symbology: str  # "EAN-13", "QRCode" …; "typed" when read by eye
    text: str
    source: str = "typed"  # "camera", "photo", "scanner", "typed"
    photo: str = ""  # digest of the picture it was read from
    sure: bool = True


@dataclass(frozen=True, slots=True)
class ExhibitChecked:
    exhibit: str
    extract: str  # digest of the register extract that was asked
    extract_as_of: date
    acting_on: date  # the day whose law was applied
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PhotoTaken:
    photo: str  # SHA-256 of the original bytes
    purpose: str  # "wide", "product", "mark", "number", "other"
    exhibit: str = ""
    note: str = ""
    camera_time: str = ""  # as the camera wrote it; testimony only
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class PictureDerived:
    """A crop, an annotation or a blur: another blob that names its parent and the operation."""

    photo: str
    parent: str
    operation: str  # "crop", "annotate", "blur"
    parameters: str  # JSON
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CaseSubmitted:
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseReviewed:
    outcome: str  # "approved" or "returned"
    comment: str
    points: tuple[str, ...] = ()  # what has to be corrected, one sentence each


@dataclass(frozen=True, slots=True)
class CommentMade:
    text: str


@dataclass(frozen=True, slots=True)
class RuleOverridden:
    """Officers went on although a rule of conduct stood against it, and said why."""

    rule: str  # "overlap", "jurisdiction" …
    about: str  # a document's number or form, "" for the case
    reason: str


@dataclass(frozen=True, slots=True)
class ClockSettled:
    """What a clock demanded was done, otherwise than by a document of the case."""

    clock: str  # key of the deadline
    about: str  # what started it: a document's number, a complaint's id, "" for the case
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClockExtended:
    """A clock was lawfully given more time."""

    clock: str
    about: str
    amount: int  # in the clock's own unit
    reason: str


VisitEvent = VisitStarted | VisitEnded
ExhibitEvent = ExhibitAdded | LabelScanned | ExhibitChecked
PhotoEvent = PhotoTaken | PictureDerived
ReviewEvent = CaseSubmitted | CaseReviewed | CommentMade
ProcedureEvent = RuleOverridden | ClockSettled | ClockExtended
