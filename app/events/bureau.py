"""What the bureau's own log says: devices, officers, numbers, fairs, forms."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DeviceEnrolled:
    """First of the events of the bureau's own log, which its root key signs."""

    device: int  # number of the device within the bureau, part of case numbers
    name: str
    key: str  # hex, as in the device's LogOpened
    seal_key: str
    supervises: bool = False  # a supervisor's: hubs give it every case


@dataclass(frozen=True, slots=True)
class DeviceRevoked:
    device: int
    reason: str


@dataclass(frozen=True, slots=True)
class CaseAssigned:
    """A case of another device is given to this one as well: hubs send it from its beginning."""

    device: int
    case: str


@dataclass(frozen=True, slots=True)
class HubPublished:
    """A hub of the bureau's, so that enrolled devices need no card; a later word on an address counts."""

    url: str  # https://host:port
    card: str  # JSON, as in the file hub.card


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
class OfficerCertified:
    """An officer's X.509 certificate for signing documents, issued under the bureau's root."""

    officer: str
    certificate: str  # DER, hex


@dataclass(frozen=True, slots=True)
class RootPublished:
    """The bureau's root for officers' certificates, what it revoked, and whom to ask for time-stamps.

    All certificates and lists are DER in hex; a later word on the same root replaces the earlier one.
    """

    certificate: str
    revoked: str = ""  # the signed list of revoked certificates (CRL)
    authority: str = ""  # address of a time-stamp authority (RFC 3161), "" without one
    authority_root: str = ""  # the root certificate that its stamps are believed by


@dataclass(frozen=True, slots=True)
class FormsPublished:
    """The bureau's own forms, seal, number words and contacts; they travel as one blob."""

    pack: str  # SHA-256 of the forms pack
    name: str
    edition: str


@dataclass(frozen=True, slots=True)
class NumberBound:
    """A provisional number got its final one; what was printed before stays as it is."""

    provisional: str
    number: str
    series: str
    year: int
    serial: int


@dataclass(frozen=True, slots=True)
class RecoveryHoldersNamed:
    """Which supervisors, at which devices, hold shares of devices' keys; the last word counts."""

    officers: tuple[str, ...]
    devices: tuple[int, ...]  # one for each officer, in the same order


@dataclass(frozen=True, slots=True)
class LeaseGranted:
    """Devices may work for so many days after the bureau's last word, of which this is one."""

    days: int  # 0 without a limit


@dataclass(frozen=True, slots=True)
class ProgramPublished:
    """A file that installs a version of the program; a later word on the same file replaces the earlier."""

    version: str
    file: str  # its name
    size: int  # bytes
    sha256: str
    withdrawn: str = ""  # why it is not to be installed any more


BureauEvent = (
    DeviceEnrolled
    | DeviceRevoked
    | CaseAssigned
    | HubPublished
    | OfficerEnrolled
    | OfficerRevoked
    | OfficerCertified
    | RootPublished
    | NumbersLeased
    | NumberBound
    | FairPublished
    | FormsPublished
    | RecoveryHoldersNamed
    | LeaseGranted
    | ProgramPublished
)
