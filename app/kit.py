"""What an action is handed.

The core knows the stores only by what they do for an officer; the wings provide them, and the front
door puts a kit together. One kit belongs to one worker thread.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Protocol

from app.bureau import Bureau, Device, Duty
from app.case import Case, CaseLine
from app.events import Event, FairPublished
from app.fair import StandList
from app.forms import Form
from app.law import Law
from app.log import BlobRef
from app.rights import Register
from app.typeset.fonts import FontSet
from app.wording import Wording

CHINA = timezone(timedelta(hours=8), "CST")  # China Standard Time; no daylight saving


class Casebook(Protocol):
    """The signed log and the cases folded from it."""

    @property
    def bureau(self) -> Bureau: ...

    @property
    def device(self) -> Device | None:
        """This installation as the bureau enrolled it, None before."""
        ...

    @property
    def duty(self) -> Duty: ...

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

    def new_case_number(self, fair: str) -> str:
        """Return the next case number of this device at a fair: fair, device, count."""
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


@dataclass(frozen=True, slots=True)
class Kit:
    casebook: Casebook
    blobs: Blobs
    register: Register
    law: Law
    wording: Mapping[str, Wording]  # by language, "zh" and "en"
    forms: Mapping[tuple[str, str], Form]  # by (form, language)
    fonts: FontSet
    fair: FairPublished | None  # the fair that this device works at
    stands: StandList
    now: Callable[[], datetime]  # aware, China Standard Time
    proof_signer: Callable[[bytes], bytes]  # Ed25519 by this device's key, for verification codes
    proof_key_id: str

    def today(self) -> date:
        """Return the acting date: today in China Standard Time, by this machine's clock."""
        return self.now().date()
