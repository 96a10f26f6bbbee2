"""What is safe, and by what proof: this device's word, a black box that was read back, a hub's receipts.

A hub's receipt is a verified inclusion proof; what is said here is computed from proofs each time and
stored nowhere, so that it cannot run ahead of them. Leaves are named as in receipts: "entry:<id>" and
"blob:<sha256>".
"""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Protocol

from app.bureau import Restored
from app.log import Header
from app.sharing import Progress, Synced


class Lamp(IntEnum):
    """How far entries have come; each step holds all that those before it say."""

    HERE = 0
    HUB = 1  # a hub proved to hold every entry
    FILES = 2  # and everything that they name
    STAMPED = 3  # and a trusted time covers all of it


@dataclass(frozen=True, slots=True)
class Safety:
    """How many entries and blobs there are, and how many of them a hub proved to hold."""

    entries: int = 0
    entries_safe: int = 0
    blobs: int = 0
    blobs_safe: int = 0
    boxed: int = 0  # entries and blobs on a black box, read back there
    stamped: int = 0  # entries and blobs that a trusted time covers

    @property
    def complete(self) -> bool:
        return (self.entries, self.blobs) == (self.entries_safe, self.blobs_safe)

    @property
    def lamp(self) -> Lamp:
        """How far all of it has come."""
        if self.entries_safe < self.entries:
            return Lamp.HERE
        if not self.complete:
            return Lamp.HUB
        return Lamp.STAMPED if 0 < self.entries + self.blobs == self.stamped else Lamp.FILES

    @property
    def mirrored(self) -> bool:
        """Whether a black box holds all of it."""
        return 0 < self.entries + self.blobs == self.boxed


@dataclass(frozen=True, slots=True)
class Proofs:
    """The leaves that proofs speak for."""

    safe: Set[str] = frozenset()  # proved by a hub
    boxed: Set[str] = frozenset()
    stamped: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HubAlarm:
    """What was found wrong with a hub's log; it stands until an officer has read it."""

    number: int
    hub: str  # signing key, hex
    text: str  # "Chinese | English"
    note: str  # the checkpoint that it did not continue


@dataclass(frozen=True, slots=True)
class Aside:
    """An entry from outside that waits, and holds up nothing."""

    entry: str
    log: str
    kind: str
    reason: str  # "Chinese | English"


@dataclass(frozen=True, slots=True)
class ForkLine:
    """Two or more entries in one place of a log: a restored image, or worse. All are kept."""

    log: str
    device: str  # its name, or the log's id where the bureau does not know it
    seq: int
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LostLine:
    """Entries of this device that had been acknowledged and are not there: a disk's fault, an older image."""

    log: str
    first: int  # numbers, both inclusive
    last: int
    missing: int  # how many of these have not come back


@dataclass(frozen=True, slots=True)
class RaisedLine:
    """An alarm that stands on record, of whatever device."""

    text: str  # "Chinese | English"
    devices: tuple[str, ...]  # names of those that say so, the first one first
    at_ms: int  # what the clock of the first said


@dataclass(frozen=True, slots=True)
class NewerLine:
    """An entry of a kind that only a later version of the program knows: kept and shared on."""

    kind: str
    case: str  # number, "" for none
    officers: tuple[str, ...]  # names
    device: str
    at_ms: int  # what the device's clock said


@dataclass(frozen=True, slots=True)
class HubState:
    """How this device stands with its hubs."""

    urls: tuple[str, ...] = ()  # none: no hub was joined yet
    heard_ms: int = 0  # when a hub last proved its log here, 0 if never
    safety: Safety = Safety()
    alarms: tuple[HubAlarm, ...] = ()  # not read yet
    aside: tuple[Aside, ...] = ()
    forks: tuple[ForkLine, ...] = ()
    lost: tuple[LostLine, ...] = ()
    lacking: int = 0  # files that entries name and that are not on this device
    restored: Restored | None = None  # None: this device was never restored from an older image
    newer: tuple[NewerLine, ...] = ()
    raised: tuple[RaisedLine, ...] = ()  # on record, the latest first

    @property
    def waiting(self) -> int:
        """Entries and files without a hub's receipt."""
        s = self.safety
        return s.entries + s.blobs - s.entries_safe - s.blobs_safe


class Safekeeping(Protocol):
    """What an officer may ask of the proofs, and of the hubs that give them."""

    def state(self) -> HubState: ...

    def cases(self, numbers: Iterable[str]) -> Mapping[str, Safety]:
        """Return how safe some cases are, with all files that their entries name."""
        ...

    def blobs(self, digests: Iterable[str]) -> Mapping[str, Safety]:
        """Return how safe single files are, each with the entries that name it."""
        ...

    def grouped(self, keys: Callable[[Header], Iterable[str]]) -> Mapping[str, Safety]:
        """Return how safe entries are in groups, with the files they name; an entry may be in several."""
        ...

    def device(self, log: str) -> str:
        """Return the name of the device that writes a log, the log's own first letters if unknown."""
        ...

    def sync(self, progress: Progress) -> Synced:
        """Sync with every hub that was joined; the report is of the first that did not come to its end.

        Raises:
            NotFound: no hub was joined yet.
        """
        ...

    def join(self, url: str, card: Path, progress: Progress) -> Synced:
        """Sync with a hub for the first time, trusting the card that the bureau gave out.

        Raises:
            BadInput: no such address, or the file is no card. NotFound: there is no such file.
        """
        ...

    def read_alarm(self, number: int) -> None:
        """Take note that an officer has read an alarm. Raises StorageFault."""
        ...


def safety(headers: Mapping[str, Header], proofs: Proofs) -> Safety:
    """Count what is safe of some entries and of the blobs that they name."""
    blobs = {f"blob:{ref.sha256}" for header in headers.values() for ref in header.blobs}
    entries = {f"entry:{name}" for name in headers}
    leaves = entries | blobs
    return Safety(
        len(entries),
        len(entries & proofs.safe),
        len(blobs),
        len(blobs & proofs.safe),
        len(leaves & proofs.boxed),
        len(leaves & proofs.stamped),
    )
