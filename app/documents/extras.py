"""What stands on a document besides its fields, and what is known of one that was set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo on the appendix: a JPEG small enough for print, and its caption's lines."""

    jpeg: bytes
    caption: tuple[str, ...]


UNSIGNED = {  # three different facts, and how each is printed; what stands behind it is the reason
    "refused": {"zh": "拒签：", "en": "refused to sign: "},
    "absent": {"zh": "不在场：", "en": "not present: "},
    "unable": {"zh": "不能签名：", "en": "cannot sign: "},
}


@dataclass(frozen=True, slots=True)
class Ink:
    """A hand-written signature (transparent PNG), or why there is none."""

    role: str
    name: str
    png: bytes = b""
    refused: str = ""  # the reason where it was not given
    why: str = "refused"  # of the reason, a key of UNSIGNED
    page: int = 0  # 0 where it stands on every page that is signed
    words: str = ""  # what stands in place of a signature that was given and is kept elsewhere


def unsigned_words(ink: Ink, language: str) -> str:
    """Return what stands in place of a signature that was not given."""
    return UNSIGNED[ink.why]["zh" if language == "zh" else "en"] + ink.refused


@dataclass(frozen=True, slots=True)
class Extras:
    agency: str
    number: str = ""
    issued: str = ""  # the date as printed: "2026年5月1日"
    photos: tuple[Photo, ...] = ()
    inks: tuple[Ink, ...] = ()
    seal: bool = False  # set the bureau's seal; otherwise its place stays free
    code: str = ""  # text of the verification code
    practice: bool = False
    seal_png: bytes = b""  # picture of the seal; b"" draws one
    head: str = ""  # the log before this document, in words
    seam: bool = False  # a slice of the seal on the edge of every page (骑缝章)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody signs: points from the lower left corner of a page, pages counted from 1."""

    role: str
    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where a field's value, or the blank for it, stands: points as in `Place`; one a line."""

    field: str
    row: int  # of a list or of questions, from 0
    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Rendered:
    pdf: bytes
    pages: int
    places: tuple[Place, ...] = ()  # of all signatures, given or not
    fields: tuple[FieldPlace, ...] = ()  # in reading order, those of a gloss too
