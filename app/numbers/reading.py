"""The answer that every number reader gives.

Three answers, not two: a form can be valid, invalid or unknown. A malformed number is an indication
only, since printers and readers make mistakes; so the raw text is kept, the arithmetic is shown, and
repairs are proposed, never applied.
"""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    VALID = "valid"
    INVALID = "invalid"
    UNKNOWN = "unknown"


class NumberKind(StrEnum):
    PATENT = "patent"  # application number = patent number without ZL
    PUBLICATION = "publication"
    TRADEMARK = "trademark"
    NICE_CLASS = "nice_class"
    SIMILAR_GROUP = "similar_group"
    VIENNA = "vienna"
    LOCARNO = "locarno"
    COPYRIGHT = "copyright"
    PRODUCT_CODE = "product_code"  # EAN, UPC, GTIN
    USCC = "uscc"
    ID_CARD = "id_card"
    FOREIGN = "foreign"  # a number of another office, printed as such


@dataclass(frozen=True, slots=True)
class Proposal:
    """A repair that the officer may accept: never applied by the program."""

    text: str  # the repaired number in its normal form
    changes: tuple[tuple[int, str, str], ...]  # (position in the normalised text, read, proposed)
    arithmetic: str = ""  # the check that the repaired number passes, "" where there is none


@dataclass(frozen=True, slots=True)
class Reading:
    raw: str  # as printed or read, for evidence
    kind: NumberKind
    form: Form
    normal: str = ""  # the normal form, "" where there is none
    reason: str = ""  # code of why it is invalid or unknown, worded in resources/findings
    expected: str = ""  # what the check character would have to be
    arithmetic: str = ""  # "2·2+0·3+… = 157; 157 mod 11 = 3"
    parts: tuple[tuple[str, str], ...] = ()  # (name of part, value): ("year", "2017"), ("type", "1") …
    proposals: tuple[Proposal, ...] = ()

    def part(self, name: str) -> str:
        """Return the value of one part, "" if it has none."""
        return dict(self.parts).get(name, "")
