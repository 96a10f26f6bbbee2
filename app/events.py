"""Everything that can happen, one frozen dataclass each.

Past tense, flat, JSON-able. Logs outlive programs: a class is never renamed and loses no field, and a
new field has a default. The class name is the `kind` in an entry's header. Blobs that an event names
stand in the entry's header too, with digest and size. Times are told by the header, never by a field,
unless a person stated them.
"""

from dataclasses import dataclass
from datetime import date

from app.findings import Finding


@dataclass(frozen=True, slots=True)
class LogOpened:
    """First entry of every log. The log's id is the digest of `key` and `nonce`, so it proves its key."""

    key: str  # Ed25519 public key, hex
    nonce: str  # hex; a new one for each epoch of an installation
    seal_key: str  # X25519 public key that bundles for this installation are sealed to, hex
    name: str  # what people call the installation
    program: str  # program version


@dataclass(frozen=True, slots=True)
class DeviceEnrolled:
    """First of the events of the bureau's own log, which its root key signs."""

    device: int  # number of the device within the bureau, part of case numbers
    name: str
    key: str  # hex, as in the device's LogOpened
    seal_key: str


@dataclass(frozen=True, slots=True)
class DeviceRevoked:
    device: int
    reason: str


@dataclass(frozen=True, slots=True)
class OfficerEnrolled:
    officer: str  # stable id
    name: str
    certificate: str  # number of the enforcement certificate
    unit: str
    role: str  # "inspector" or "supervisor"
    valid_from: date
    valid_to: date
    key: str = ""  # Ed25519 public key of the officer, hex, where one was issued


@dataclass(frozen=True, slots=True)
class OfficerRevoked:
    officer: str
    reason: str


@dataclass(frozen=True, slots=True)
class NumbersLeased:
    """A block of document numbers that only this device may issue."""

    device: int
    series: str  # the word of the number: "责改", "清单" …
    prefix: str  # what stands before the year: "杭市监责改"
    year: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class FairPublished:
    """A fair with its stands; the register extract and the stands travel as blobs."""

    fair: str  # short id, part of case numbers
    name: str
    venue: str
    begins: date
    ends: date
    stands: str  # SHA-256 of the stand list (app.fair)
    register: str  # SHA-256 of the register file's source (own CSV)
    register_name: str
    register_as_of: date
    agency: str  # the organ that signs
    practice: bool = False  # made by the program for training; shown on every page and document


@dataclass(frozen=True, slots=True)
class DutyStarted:
    """Officers took over this device; later entries name them in their header."""

    officers: tuple[str, ...]
    role: str


@dataclass(frozen=True, slots=True)
class DutyEnded: ...


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
class InkSigned:
    """One hand-written signature on a document, or the refusal to give it."""

    role: str  # "party", "witness", "officer_1", "officer_2"
    name: str
    ink: str = ""  # SHA-256 of the PNG, "" where refused or signed on paper
    strokes: str = ""  # SHA-256 of the strokes' JSON
    refused: str = ""  # the reason of the refusal


@dataclass(frozen=True, slots=True)
class DocumentIssued:
    number: str
    form: str
    language: str
    title: str
    pdf: str  # SHA-256 of the PDF
    case_digest: str  # SHA-256 of the values it was rendered from, as its verification code states
    series: str = ""
    year: int = 0
    serial: int = 0  # place in the leased block, 0 for forms without a number word
    values: str = ""  # SHA-256 of the values blob (JSON)
    replaces: str = ""  # number of the document that this one corrects
    reason: str = ""
    signatures: tuple[InkSigned, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentServed:
    number: str
    manner: str  # "direct", "left", "mail", "electronic", "refused"
    recipient: str
    photo: str = ""  # digest of the photo of the paper signed by hand
    note: str = ""


@dataclass(frozen=True, slots=True)
class DocumentVoided:
    number: str
    reason: str


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
class BundleWritten:
    """A bundle left this device: testimony of what went to whom."""

    recipients: tuple[str, ...]  # names
    entries: int
    blobs: int
    digest: str  # SHA-256 of the bundle file


@dataclass(frozen=True, slots=True)
class BundleAdmitted:
    """A bundle was read, verified and kept. Its senders' heads stand in this entry's `saw`."""

    digest: str
    entries: int  # new ones
    blobs: int
    quarantined: int = 0
    lacking: tuple[str, ...] = ()  # digests of blobs that entries name and that are still missing here


@dataclass(frozen=True, slots=True)
class PayloadErased:
    """The lawful erasure of a payload; the chain stays whole and every proof still verifies."""

    entry: str
    basis: str  # the provision that orders it
    blobs: tuple[str, ...] = ()  # digests whose bytes were erased with it


BureauEvent = (
    DeviceEnrolled | DeviceRevoked | OfficerEnrolled | OfficerRevoked | NumbersLeased | FairPublished
)
DeviceEvent = LogOpened | DutyStarted | DutyEnded | BundleWritten | BundleAdmitted | PayloadErased
VisitEvent = VisitStarted | VisitEnded
ExhibitEvent = ExhibitAdded | LabelScanned | ExhibitChecked
PhotoEvent = PhotoTaken | PictureDerived
DocumentEvent = DocumentIssued | DocumentServed | DocumentVoided
ReviewEvent = CaseSubmitted | CaseReviewed | CommentMade
CaseEvent = CaseOpened | FactRecorded | VisitEvent | ExhibitEvent | PhotoEvent | DocumentEvent | ReviewEvent
Event = BureauEvent | DeviceEvent | CaseEvent


@dataclass(frozen=True, slots=True)
class Unknown:
    """An event of a later program version: kept, shown raw and shared on, never dropped."""

    kind: str
    data: str  # JSON


@dataclass(frozen=True, slots=True)
class Erased:
    """An event whose payload was lawfully erased."""

    kind: str


KINDS: dict[str, type[Event]] = {kind.__name__: kind for kind in Event.__args__}
