"""A document of a case, and what became of it."""

from dataclasses import dataclass

from app.case.sources import Source
from app.events import InkSigned, KeyWrap


@dataclass(frozen=True, slots=True)
class Served:
    manner: str
    recipient: str
    photo: str
    note: str
    source: Source


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy that left the officers' hands."""

    copy: str
    recipient: str
    source: Source


@dataclass(frozen=True, slots=True)
class Asked:
    """A device that asked for the identity of an informant."""

    device: str  # its signing key, hex
    purpose: str
    source: Source


@dataclass(frozen=True, slots=True)
class Shown:
    """Officers who saw or printed the whole paper."""

    act: str
    purpose: str
    source: Source


@dataclass(frozen=True, slots=True)
class Sealed:
    """The whole paper behind a document that withholds who gave it, and for which devices it opens."""

    paper: str  # SHA-256 of the sealed bytes
    check: str  # SHA-256 of what is sealed
    wraps: tuple[KeyWrap, ...]  # the first one of the device that took it down
    source: Source
    asked: tuple[Asked, ...] = ()
    shown: tuple[Shown, ...] = ()

    @property
    def devices(self) -> tuple[str, ...]:
        """Signing keys (hex) of the devices that it was sealed for."""
        return tuple(dict.fromkeys(wrap.device for wrap in self.wraps))


@dataclass(frozen=True, slots=True)
class Document:
    number: str
    form: str
    language: str
    title: str
    pdf: str
    values: str
    series: str
    year: int
    serial: int
    replaces: str
    reason: str
    signatures: tuple[InkSigned, ...]
    source: Source
    served: tuple[Served, ...] = ()
    void: str = ""  # why it was voided, "" while it stands
    withdrawn: str = ""  # why it was withdrawn after it had been served
    bound: str = ""  # the final number of one issued under a provisional number
    final: tuple[str, int, int] = ("", 0, 0)  # series, year and serial of that number
    copies: tuple[Copy, ...] = ()
    prints: int = 0  # copies printed
    stamped: str = ""  # digest of the PDF with a time-stamp behind the signed bytes
    signed_by: tuple[str, ...] = ()  # officers whose certificate signs the PDF
    until: str = ""  # the day or moment by which it asks a party to act, ISO
    about: str = ""  # number of the document that it carries on, ends or lists things for
    days: int = 0  # how many days it gives, or gives more
    sealed: Sealed | None = None  # the whole paper, where this one withholds who gave it

    @property
    def stands(self) -> bool:
        return not (self.void or self.withdrawn)
