"""IP rights as a register states them.

One shape for every office and kind; importers fill it, the register finds it, checks read it.
Terms follow WIPO ST.96 and the INID codes (ST.9, ST.60, ST.80); office codes are ST.3.
"""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    INVENTION = "invention"
    UTILITY_MODEL = "utility_model"
    DESIGN = "design"
    TRADEMARK = "trademark"
    COPYRIGHT = "copyright"
    GI = "gi"
    SPECIAL_SIGN = "special_sign"
    OLYMPIC_SYMBOL = "olympic_symbol"


PATENTS = frozenset({Kind.INVENTION, Kind.UTILITY_MODEL, Kind.DESIGN})


class Status(StrEnum):
    """What the register said of a right on the day of the extract, never what is true today."""

    PENDING = "pending"  # filed; patents: published, not granted; marks: under examination
    PUBLISHED = "published"  # marks: preliminary approval announced (初审公告)
    OPPOSED = "opposed"
    UNDER_REVIEW = "under_review"  # refusal under review (驳回复审)
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # also deemed withdrawn
    IN_FORCE = "in_force"
    LATE_FEE = "late_fee"  # annual fee late, inside the six-month window: still in force
    LAPSED = "lapsed"  # ended because a fee was not paid
    EXPIRED = "expired"  # term over
    ABANDONED = "abandoned"  # given up by the holder
    CANCELLED = "cancelled"  # mark struck off at the holder's wish or not renewed (注销)
    REVOKED = "revoked"  # mark revoked, e.g. three years of non-use (撤销)
    INVALIDATED = "invalidated"
    PARTLY_INVALIDATED = "partly_invalidated"
    UNKNOWN = "unknown"  # the source does not say


@dataclass(frozen=True, slots=True)
class Right:
    """One right. Absent text is "", absent dates are None, absent lists are ().

    Numbers are in the normal form of `app.numbers` (a patent's application number as
    "201710601862.3", a mark's registration number as digits, "G732879" for Madrid).
    """

    office: str  # WIPO ST.3: "CN", "TW", "KR", "US", "WO" …
    kind: Kind
    name: str  # the mark's text, the invention's or design's title; "" for a device mark without text
    application_number: str = ""
    registration_number: str = ""  # marks, designs abroad, copyright; empty for Chinese patents
    publication_numbers: tuple[str, ...] = ()  # "CN102102675B" …
    classes: tuple[str, ...] = ()  # Nice "25", Locarno "21-01", IPC "A63H3/36"
    groups: tuple[str, ...] = ()  # similar groups, "2501"
    goods: str = ""
    holders: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    filed: date | None = None
    published: date | None = None
    registered: date | None = None  # patents: announcement of the grant
    expires: date | None = None  # last day in force
    status: Status = Status.UNKNOWN
    status_date: date | None = None
    image: str = ""  # name or address of the picture in the source
    source: str = ""  # the file that the register's copy of it came from, and the record in it: "a.xml#12"

    @property
    def holder(self) -> str:
        """The holders as one text, "" where the source names none."""
        return "；".join(self.holders)


FIELDS = tuple(field.name for field in fields(Right))
LISTS = frozenset({"publication_numbers", "classes", "groups", "holders", "agents"})
DAYS = frozenset({"filed", "published", "registered", "expires", "status_date"})
BETWEEN = "\x1d"  # stands between the entries of a list in a row

Row = tuple[str, ...]  # a right as texts in the order of FIELDS; days are ISO 8601, absent ones ""


def to_row(right: Right) -> Row:
    """Return a right as texts, the shape in which a pack stores it."""
    values = (getattr(right, name) for name in FIELDS)
    return tuple(BETWEEN.join(v) if isinstance(v, tuple) else "" if v is None else str(v) for v in values)


def from_row(row: Row) -> Right:
    """Return the right that a row states. Raises ValueError for texts that no right has."""
    return Right(*(_value(name, text) for name, text in zip(FIELDS, row, strict=True)))  # type: ignore[arg-type]  # by name


def _value(name: str, text: str) -> object:
    if name in LISTS:
        return tuple(text.split(BETWEEN)) if text else ()
    if name in DAYS:
        return date.fromisoformat(text) if text else None
    return Kind(text) if name == "kind" else Status(text) if name == "status" else text


@dataclass(frozen=True, slots=True)
class Extract:
    """Which dated copy of the register an answer comes from."""

    name: str  # what it covers, e.g. "第三十届演示动漫节 商标与专利摘录"
    as_of: date  # the day the office's data were valid
    digest: str  # SHA-256 of the imported source, hex; "" where nothing was imported yet
    rights: int  # how many rights it holds


class Known(StrEnum):
    """What this device can say of a number without claiming more than it knows."""

    IN_EXTRACT = "in_extract"  # the extract holds a right with it
    EXISTS = "exists"  # not in the extract, but (but for one number in a thousand) in the office's register
    NOT_KNOWN = "not_known"  # in neither: not among the numbers that the office had on the filter's day
    NO_FILTER = "no_filter"  # not in the extract, and nothing here knows of all numbers of its kind


@dataclass(frozen=True, slots=True)
class NumberKnown:
    """What is known of a number, and as of when."""

    known: Known
    scope: str = ""  # which numbers the filter covers, e.g. "CN trademark"
    as_of: date | None = None  # the day of the filter's data


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record of a source that could not become a right."""

    line: int  # 1-based line or record number in the source
    reason: str
    text: str = ""  # the offending text, shortened


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of an import."""

    extract: Extract
    rights: int
    rejected: tuple[Rejected, ...]  # the first ones; at most 200
    rejections: int  # all of them
    seconds: float


class Register(Protocol):
    """What checks and pages know of the cached register."""

    @property
    def extract(self) -> Extract: ...

    def find(self, number: str) -> tuple[Right, ...]:
        """Return the rights that carry `number` in any spelling, one per class record; () if none."""
        ...

    def search(
        self, name: str, *, kinds: frozenset[Kind] = frozenset(), nice: str = "", limit: int = 50
    ) -> tuple[Right, ...]:
        """Return rights whose name contains `name` (also of one or two characters), exact hits first.

        `kinds` empty means all kinds; `nice` is a Nice class without leading zero, "" for all.
        """
        ...
