"""Everything that can happen, one frozen dataclass each.

Past tense, flat, JSON-able. Logs outlive programs: a class is never renamed and loses no field, and a
new field has a default. The class name is the `kind` in an entry's header. Blobs that an event names
stand in the entry's header too, with digest and size. Times are told by the header, never by a field,
unless a person stated them.
"""

from dataclasses import dataclass

from app.events.bureau import (
    BureauEvent,
    CaseAssigned,
    DeviceEnrolled,
    DeviceRevoked,
    FairPublished,
    FormsPublished,
    HubPublished,
    LeaseGranted,
    NumberBound,
    NumbersLeased,
    OfficerCertified,
    OfficerEnrolled,
    OfficerRevoked,
    ProgramPublished,
    RecoveryHoldersNamed,
    RootPublished,
)
from app.events.complaints import (
    CaseHandedOver,
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
from app.events.custody import Copied, CustodyEvent, Exported, ExportEnded, Viewed
from app.events.device import (
    AlarmRaised,
    BundleAdmitted,
    BundleWritten,
    CheckpointStamped,
    DayClosed,
    Delegation,
    DeviceEvent,
    DutyEnded,
    DutyStarted,
    EntriesLost,
    KeysEscrowed,
    KeysRecovered,
    LogOpened,
    PayloadErased,
    RecoveryApproved,
)
from app.events.documents import (
    CopyHanded,
    DocumentEvent,
    DocumentIssued,
    DocumentPrinted,
    DocumentServed,
    DocumentStamped,
    DocumentVoided,
    DocumentWithdrawn,
    InformantAsked,
    InformantHanded,
    InformantSealed,
    InformantShown,
    InkSigned,
    KeyWrap,
)
from app.events.inspection import (
    CaseOpened,
    CaseReviewed,
    CaseSubmitted,
    ClockExtended,
    ClockSettled,
    CommentMade,
    ExhibitAdded,
    ExhibitChecked,
    ExhibitEvent,
    FactRecorded,
    LabelScanned,
    PhotoEvent,
    PhotoTaken,
    PictureDerived,
    ProcedureEvent,
    ReviewEvent,
    RuleOverridden,
    VisitEnded,
    VisitEvent,
    VisitStarted,
)

CaseEvent = (
    CaseOpened
    | FactRecorded
    | VisitEvent
    | ExhibitEvent
    | PhotoEvent
    | DocumentEvent
    | ReviewEvent
    | ProcedureEvent
    | ComplaintEvent
    | CustodyEvent
)
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

__all__ = [
    "KINDS",
    "AlarmRaised",
    "BundleAdmitted",
    "BundleWritten",
    "BureauEvent",
    "CaseAssigned",
    "CaseEvent",
    "CaseHandedOver",
    "CaseOpened",
    "CaseReviewed",
    "CaseSubmitted",
    "CheckpointStamped",
    "ClockExtended",
    "ClockSettled",
    "CommentMade",
    "ComplaintAnswered",
    "ComplaintConcluded",
    "ComplaintDecided",
    "ComplaintEvent",
    "ComplaintFiled",
    "ComplaintNotified",
    "ComplaintPaperKept",
    "ComplaintSupplemented",
    "Copied",
    "CopyHanded",
    "CustodyEvent",
    "DayClosed",
    "Delegation",
    "DeviceEnrolled",
    "DeviceEvent",
    "DeviceRevoked",
    "DocumentEvent",
    "DocumentIssued",
    "DocumentPrinted",
    "DocumentServed",
    "DocumentStamped",
    "DocumentVoided",
    "DocumentWithdrawn",
    "DutyEnded",
    "DutyStarted",
    "EntriesLost",
    "Erased",
    "Event",
    "ExhibitAdded",
    "ExhibitChecked",
    "ExhibitEvent",
    "ExportEnded",
    "Exported",
    "FactRecorded",
    "FairPublished",
    "FormsPublished",
    "HubPublished",
    "InformantAsked",
    "InformantHanded",
    "InformantSealed",
    "InformantShown",
    "InkSigned",
    "KeyWrap",
    "KeysEscrowed",
    "KeysRecovered",
    "LabelScanned",
    "LeaseGranted",
    "LogOpened",
    "MediationHeld",
    "NumberBound",
    "NumbersLeased",
    "OfficerCertified",
    "OfficerEnrolled",
    "OfficerRevoked",
    "PayloadErased",
    "PhotoEvent",
    "PhotoTaken",
    "PictureDerived",
    "ProcedureEvent",
    "ProgramPublished",
    "RecoveryApproved",
    "RecoveryHoldersNamed",
    "ReviewEvent",
    "RootPublished",
    "RuleOverridden",
    "Unknown",
    "Viewed",
    "VisitEnded",
    "VisitEvent",
    "VisitStarted",
]
