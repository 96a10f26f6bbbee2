"""What comes of sharing entries and blobs with others: reports for a person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Progress = Callable[[int, int], bool]  # (done, total; 0 = unknown) -> go on?


def go_on(done: int, total: int) -> bool:
    """Listen to progress, and never stop it."""
    return True


@dataclass(frozen=True, slots=True)
class FilePreview:
    """The beginning of a register file, before it is imported."""

    format: str
    header: tuple[str, ...] = ()  # of a table; () for other formats
    rows: tuple[tuple[str, ...], ...] = ()
    suggestion: Mapping[str, str] = field(default_factory=dict)  # field of a right -> name of the column


@dataclass(frozen=True, slots=True)
class Admitted:
    """What became of entries from outside."""

    new: tuple[str, ...] = ()
    known: int = 0
    aside: tuple[tuple[str, str], ...] = ()  # (id, reason): in quarantine
    refused: tuple[str, ...] = ()  # reasons
    moved: tuple[str, ...] = ()  # ids of older entries whose place changed: a fork, or a cause that came late

    def __add__(self, more: "Admitted") -> "Admitted":
        return Admitted(
            self.new + more.new,
            self.known + more.known,
            self.aside + more.aside,
            self.refused + more.refused,
            self.moved + more.moved,
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """A bundle as it was written, flushed and read back."""

    path: str
    recipients: tuple[str, ...]  # names
    entries: int
    blobs: int
    size: int  # bytes
    digest: str  # SHA-256, hex; see `sync.volumes.Parcel`
    problems: tuple[str, ...] = ()  # "Chinese | English" for each file that could not be read here


@dataclass(frozen=True, slots=True)
class Received:
    """A bundle as it was read: what is now kept here, counted from the stores."""

    path: str
    entries_new: int
    entries_known: int
    aside: tuple[str, ...]  # reasons, for entries in quarantine
    refused: tuple[str, ...]  # reasons, for entries that are not genuine
    blobs_new: int
    blobs_known: int
    blobs_lacking: int  # named by entries, not here yet
    cases: tuple[str, ...]  # case numbers that changed
    complete: bool  # the end record was reached and its counts agree
    broke_off: str = ""  # the sentence, where the file broke off
    digest: str = ""
    receipts: int = 0  # new ones, of a hub that answered by stick; each a proof that was verified
    problem: str = ""  # "Chinese | English", where what a hub answered does not hold or came too late


@dataclass(frozen=True, slots=True)
class PeerLine:
    """Another device of the bureau, and what it has confirmed."""

    name: str
    key: str  # its signing key, hex
    entries_confirmed: int
    entries_waiting: int
    blobs_waiting: int
    heard_ms: int  # clock of its last entry known here, 0 if never


@dataclass(slots=True)
class Synced:
    """What one sync with a hub came to, as far as it got; reasons and problems are "Chinese | English"."""

    origin: str = ""  # of the hub's log, as far as it was trusted
    size: int = 0  # its leaves
    entries_sent: int = 0
    blobs_sent: int = 0
    receipts: int = 0  # new ones, each a proof that was verified
    entries_new: int = 0
    blobs_new: int = 0
    entries_waiting: int = 0  # still without a receipt
    blobs_waiting: int = 0
    blobs_lacking: int = 0  # named by entries, neither here nor at the hub
    aside: dict[str, str] = field(default_factory=dict)  # id -> why the hub keeps it apart for now
    problems: dict[str, str] = field(default_factory=dict)  # leaf -> why it could not be sent or fetched
    notice: str = ""  # the hub began a new epoch
    alarm: str = ""  # the hub's log is not what it was: nothing was taken as safe; or it keeps entries back
    fact: str = ""  # what tells the alarm from others about the same hub
    broke_off: str = ""  # the sentence, where the sync did not come to its end

    @property
    def safe(self) -> bool:
        """Whether the hub proved to hold all that is here."""
        ended = not (self.alarm or self.broke_off)
        return ended and not (self.entries_waiting or self.blobs_waiting)


@dataclass(frozen=True, slots=True)
class BoxState:
    """How the black box stands: the stick or card that holds every entry and photo again."""

    mode: str = "none"  # never marked; "missing", "checking", "on", "full", "faulty"
    place: str = ""  # where its medium is mounted
    entries_behind: int = 0
    blobs_behind: int = 0
    problem: str = ""  # "Chinese | English"

    @property
    def whole(self) -> bool:
        """Whether it holds all that is here."""
        return self.mode == "on" and not (self.entries_behind or self.blobs_behind)
