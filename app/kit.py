"""What an action is handed.

The core knows the stores only by what they do for an officer; the wings provide them, and the front
door puts a kit together. One kit belongs to one worker thread.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from app.bureau import Bureau, Device, Duty
from app.case import Case, CaseLine
from app.complaints import Rules
from app.custody.evidence import Evidence
from app.custody.report import Proved
from app.decoding import Decoder
from app.enrolling import HubOffice
from app.errors import NotFound
from app.events import Event, Exported, FairPublished, NumbersLeased, PayloadErased
from app.fair import StandList
from app.forms import Form, Value
from app.history import Recorded
from app.informants import Unwrap
from app.law import Law
from app.lease import Lease
from app.letterhead import Letterhead
from app.log import BlobRef
from app.neighbourhood import Neighbourhood
from app.procedure import Procedure
from app.safety import Safekeeping
from app.screening import ExhibitList
from app.sharing import BoxState, PeerLine, Progress, Received, Sent
from app.shelf import RegisterShelf, Screenings
from app.signing import Signing
from app.typeset.fonts import FontSet
from app.wording import Wording


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a field, and what the case knew of it at that time."""

    value: Value
    knew: Value = ""


class Casebook(Protocol):
    """The signed log and the cases folded from it."""

    @property
    def bureau(self) -> Bureau: ...

    @property
    def device(self) -> Device | None:
        """This installation as the bureau enrolled it, None before."""
        ...

    @property
    def leads(self) -> bool:
        """Whether this installation is the bureau's own, whose log speaks for the bureau."""
        ...

    @property
    def head(self) -> str:
        """The id of the last entry of this installation's log."""
        ...

    @property
    def duty(self) -> Duty: ...

    def lease(self) -> Lease:
        """Return how long this device may go on without a word from the bureau."""
        ...

    def append(self, case: str, *events: Event, blobs: tuple[BlobRef, ...] = ()) -> Case:
        """Sign events into the log in one transaction, then fold the case ("" for no case) again.

        Each event's header names those of `blobs` whose digest the event states. The events are durable
        when this returns.
        """
        ...

    def case(self, number: str) -> Case:
        """Return a case. Raises NotFound if no entry names it."""
        ...

    def cases(self, *, fair: str = "", stage: str = "", text: str = "") -> tuple[CaseLine, ...]:
        """Return cases, latest change first; `text` is looked for in number, stand and exhibitor."""
        ...

    def whole_cases(self, *, since_ms: int = 0) -> tuple[Case, ...]:
        """Return whole cases whose last entry's clock says so or later, latest change first."""
        ...

    def records(self) -> tuple[str, tuple[Recorded, ...]]:
        """Return the id of the bureau's log, and every entry of it and of all cases that is known here."""
        ...

    def new_case_number(self, fair: str) -> str:
        """Return the next case number of this device at a fair: fair, device, count, mark."""
        ...

    @property
    def mark(self) -> str:
        """What stands behind numbers that this device counts by itself: "", or the letters of its fresh log.

        It has a fresh log since it was restored from an older image, which lacks the numbers used since.
        """
        ...

    def blocks(self) -> tuple[NumbersLeased, ...]:
        """Return the blocks leased to this device that it may take numbers from."""
        ...

    def issued(self, series: str, year: int) -> frozenset[int]:
        """Return the serials of a number series that any known entry has used."""
        ...


class Blobs(Protocol):
    """Bytes kept by their SHA-256, written once."""

    def put(self, data: bytes, role: str) -> BlobRef:
        """Keep bytes; they are durable when this returns. Twice is harmless."""
        ...

    def get(self, sha256: str) -> bytes:
        """Return the bytes, checked against their name. Raises NotFound or StorageFault."""
        ...

    def has(self, sha256: str) -> bool: ...


class Drafts(Protocol):
    """What was typed into forms that are not issued yet; a key is (case, form, language)."""

    def keep(self, key: tuple[str, str, str], typed: Mapping[str, Typed]) -> None:
        """Keep what was typed in place of what was kept before. Raises StorageFault."""
        ...

    def typed(self, key: tuple[str, str, str]) -> Mapping[str, Typed]:
        """Return what was typed, nothing where no draft is kept."""
        ...

    def forget(self, key: tuple[str, str, str]) -> None: ...

    def put_aside(self, left: bytes) -> None:
        """Keep what the windows held when they were locked. Raises StorageFault."""
        ...

    def take_aside(self) -> bytes:
        """Return what was put aside, once; b"" where nothing was."""
        ...


class Stick(Protocol):
    """Sharing with other devices by a sealed file."""

    def write(self, path: Path, recipients: Sequence[str], progress: Progress) -> Sent:
        """Write what the recipients (signing keys, hex) have not confirmed; flushed and read back."""
        ...

    def read(self, path: Path, progress: Progress) -> Received:
        """Admit what a bundle holds; twice is harmless."""
        ...

    def peers(self) -> tuple[PeerLine, ...]: ...

    def write_request(self, path: Path) -> None:
        """Write this device's opening entry, for the bureau to enrol it."""
        ...


class Custody(Protocol):
    """What can be proved of a case to others. Safe to use from several threads."""

    def proved(self, case: str) -> Proved:
        """Return what is proved of the entries and files of a case."""
        ...

    def evidence(self, case: str, event: Exported, report: bytes) -> Evidence:
        """Return what an export of a case hands out, with a report (PDF, b"" for none)."""
        ...

    def erasable(self, case: str) -> Mapping[str, tuple[str, ...]]:
        """Return the whole entries of a case that an order can reach, each with its files (SHA-256)."""
        ...

    def order(self, order: PayloadErased) -> None:
        """Sign an order to erase and carry it out here. Raises NotAllowed, NotFound, BadInput."""
        ...


class BlackBox(Protocol):
    """A stick or card that holds every entry and blob again."""

    def state(self) -> BoxState: ...

    def media(self) -> tuple[Path, ...]:
        """Return where media are mounted that could be marked."""
        ...

    def mark(self, place: Path) -> None:
        """Make a medium this device's black box. Raises NotAllowed, StorageFault."""
        ...


@dataclass(frozen=True, slots=True)
class Kit:
    casebook: Casebook
    blobs: Blobs
    drafts: Drafts
    register: RegisterShelf
    stick: Stick
    safety: Safekeeping
    hubs: HubOffice
    lan: Neighbourhood
    decoder: Decoder  # of photos and PDFs from outside
    custody: Custody
    box: BlackBox
    screenings: Screenings
    law: Law
    procedure: Procedure
    complaints: Rules
    wording: Mapping[str, Wording]  # by language, "zh" and "en"
    fonts: FontSet
    read_stands: Callable[[str], StandList]  # by digest
    read_letterhead: Callable[[str], Letterhead]  # by digest; "" for what ships with the program
    read_exhibits: Callable[[Path], ExhibitList]  # an organiser's list. Raises BadInput
    trust: Callable[[str], None]  # pin the bureau's log id, once and for all
    signing: Signing
    sign_proof: Callable[[bytes], bytes]  # Ed25519 by this device's key, for verification codes
    proof_key: bytes  # the public key to it
    unwrap: Unwrap  # a key that was sealed to this device
    now: Callable[[], datetime]  # aware, China Standard Time

    def today(self) -> date:
        """Return the acting date: today in China Standard Time, by this machine's clock."""
        return self.now().date()

    def fair(self) -> FairPublished:
        """Return the fair that is on today, else the one published last.

        Raises:
            NotFound: no fair pack was loaded yet.
        """
        fairs = self.casebook.bureau.fairs
        if not fairs:
            raise NotFound(
                "尚未载入展会包；请先在“同步”页载入局机关发放的展会包。",
                "No fair pack is loaded; load the bureau's fair pack on the sync page first.",
            )
        on = [fair for fair in fairs if fair.begins <= self.today() <= fair.ends]
        return (on or fairs)[-1]

    @property
    def letterhead(self) -> Letterhead:
        """The bureau's own forms pack, over what ships with the program.

        Raises:
            NotFound, BadInput: it was published but is not here yet, or needs a newer program.
        """
        published = self.casebook.bureau.forms
        return self.read_letterhead(published.pack if published else "")

    @property
    def forms(self) -> Mapping[tuple[str, str], Form]:
        """All forms by (form, language). Raises as `letterhead` does."""
        return self.letterhead.forms

    def stands(self) -> StandList:
        """Return the stands of the fair. Raises NotFound as `fair` does."""
        return self.read_stands(self.fair().stands)
