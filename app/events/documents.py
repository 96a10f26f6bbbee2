"""What becomes of documents: issued, signed, printed, served, withdrawn."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InkSigned:
    """One hand-written signature on a document, or why there is none."""

    role: str  # "party", "witness", "officer_1", "officer_2"
    name: str
    ink: str = ""  # SHA-256 of the PNG, "" where not given or signed on paper
    strokes: str = ""  # SHA-256 of the strokes' JSON
    refused: str = ""  # the reason where it was not given
    page: int = 0  # 0 for all pages
    fingerprint: str = ""  # SHA-256 of its photo, in place of ink
    witness: str = ""  # who saw that it was not given; in older entries several names in one text
    recording: str = ""  # where the sound or video of it is kept
    why: str = ""  # "refused", "absent" or "unable"; "" where signed, and before the kinds were told apart
    witness_2: str = ""  # the second who saw it


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
    signed_by: tuple[str, ...] = ()  # officers whose certificate signs the PDF
    until: str = ""  # the day or moment by which the document asks a party to act, ISO; "" for none
    about: str = ""  # number of the document that it carries on, ends or lists things for
    days: int = 0  # how many days it gives, or gives more; 0 for none


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
class DocumentWithdrawn:
    """A document that was served no longer holds; unlike a void one it once did."""

    number: str
    reason: str
    basis: str = ""  # key of the provision


@dataclass(frozen=True, slots=True)
class DocumentPrinted:
    number: str
    copies: int
    printer: str = ""
    duplex: bool = False


@dataclass(frozen=True, slots=True)
class CopyHanded:
    """One copy of a document left the officers' hands."""

    number: str
    copy: str  # which one: "party", "file", "organiser" …
    recipient: str


@dataclass(frozen=True, slots=True)
class DocumentStamped:
    """A time-stamp and the material to check it later were added behind the signed bytes."""

    number: str
    pdf: str  # SHA-256 of the longer PDF, which begins with the issued one
    authority: str


@dataclass(frozen=True, slots=True)
class KeyWrap:
    """The key of a sealed paper, sealed to one device (HPKE)."""

    device: str  # its signing key, hex
    sealed: str  # hex


@dataclass(frozen=True, slots=True)
class InformantSealed:
    """The whole paper of a document that withholds who gave it: sealed for the device that took it down."""

    number: str
    paper: str  # SHA-256 of the sealed bytes
    check: str  # SHA-256 of what is sealed: 32 of its bytes are random, so this tells nothing
    wraps: tuple[KeyWrap, ...]


@dataclass(frozen=True, slots=True)
class InformantAsked:
    """A device that may know the identity asks for it."""

    number: str
    device: str  # its signing key, hex
    purpose: str


@dataclass(frozen=True, slots=True)
class InformantHanded:
    """The key was sealed to one more device."""

    number: str
    device: str  # its signing key, hex
    sealed: str  # HPKE, hex
    reason: str


@dataclass(frozen=True, slots=True)
class InformantShown:
    """Officers are about to see the whole paper; it is shown only once this is durable."""

    number: str
    purpose: str
    act: str  # "view" or "print"


DocumentEvent = (
    DocumentIssued
    | DocumentServed
    | DocumentVoided
    | DocumentWithdrawn
    | DocumentPrinted
    | CopyHanded
    | DocumentStamped
    | InformantSealed
    | InformantAsked
    | InformantHanded
    | InformantShown
)
