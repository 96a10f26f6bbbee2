"""What an installation says of itself: its log, who is on duty, what it shared."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LogOpened:
    """First entry of every log. The log's id is the digest of `key` and `nonce`, so it proves its key."""

    key: str  # Ed25519 public key, hex
    nonce: str  # hex; a new one for each epoch of an installation
    seal_key: str  # X25519 public key that bundles for this installation are sealed to, hex
    name: str  # what people call the installation
    program: str  # program version


@dataclass(frozen=True, slots=True)
class Delegation:
    """An officer's own signature that the device acts for them for a while; see `app.delegation`."""

    officer: str
    begins: int  # ms since 1970-01-01 UTC
    ends: int
    signature: str  # DER, hex


@dataclass(frozen=True, slots=True)
class DutyStarted:
    """Officers took over this device; later entries name them in their header."""

    officers: tuple[str, ...]
    role: str
    delegations: tuple[Delegation, ...] = ()  # of those who have a certificate on this device


@dataclass(frozen=True, slots=True)
class DutyEnded: ...


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
class DayClosed:
    """Officers looked whether all that was recorded on these days is safe at a hub; what they found."""

    first: date
    last: date
    entries: int
    entries_safe: int
    blobs: int
    blobs_safe: int
    open: tuple[str, ...]  # numbers of cases of which something was not safe yet, "" for none's
    statement: str  # SHA-256 of the statement, a PDF


@dataclass(frozen=True, slots=True)
class PayloadErased:
    """The lawful erasure of a payload; the chain stays whole and every proof still verifies."""

    entry: str
    basis: str  # the provision that orders it
    blobs: tuple[str, ...] = ()  # digests whose bytes were erased with it


@dataclass(frozen=True, slots=True)
class EntriesLost:
    """Entries of this installation that had been acknowledged were gone when it was opened.

    Its disk dropped them, or an older image of it was restored. They may come back from whoever holds them.
    """

    log: str
    first: int  # numbers, both inclusive
    last: int
    head: str = ""  # id of the last one, "" where only its number was noted


@dataclass(frozen=True, slots=True)
class AlarmRaised:
    """This device found a log not to be what it must be; said once for each fact.

    What the device lost itself has an event of its own, `EntriesLost`.
    """

    about: str  # "hub": the log that a hub showed here; "fork": a device's log with two ends
    subject: str  # the hub's signing key, hex, or the log's id
    fact: str  # what tells it from other findings about the same subject
    text: str  # "Chinese | English"
    note: str = ""  # the checkpoint that the hub's log did not continue, as the hub had signed it


@dataclass(frozen=True, slots=True)
class CheckpointStamped:
    """A time-stamp authority's token over a hub's checkpoint.

    Being an entry, it travels and is kept like every other, and each later entry that had seen it is
    provably younger than the token (`app.custody.window`).
    """

    note: str  # the checkpoint, as the hub signed it
    token: str  # RFC 3161 TimeStampToken as it came, base 64; read by whatever program can, for ever


@dataclass(frozen=True, slots=True)
class KeysEscrowed:
    """This device's keys were sealed so that any two of these supervisors can give them back."""

    officers: tuple[str, ...]
    escrow: str  # SHA-256 of the escrow file


@dataclass(frozen=True, slots=True)
class RecoveryApproved:
    """A supervisor opened his share of another device's keys, for that device."""

    officer: str
    device: str  # its signing key, hex
    request: str  # SHA-256 of the device's request


@dataclass(frozen=True, slots=True)
class KeysRecovered:
    """This device got its keys back from escrow, and a new passphrase."""

    officers: tuple[str, ...]  # who agreed
    request: str


DeviceEvent = (
    LogOpened
    | DutyStarted
    | DutyEnded
    | BundleWritten
    | BundleAdmitted
    | DayClosed
    | PayloadErased
    | EntriesLost
    | AlarmRaised
    | CheckpointStamped
    | KeysEscrowed
    | RecoveryApproved
    | KeysRecovered
)
