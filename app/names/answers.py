"""What a search for names answers: marks that resemble a sign, and why.

Every hit is an indication for the officer: bands and reasons, never a percentage and never a verdict. The
rules are those of the trademark examination guide (商标审查审理指南 2021, part 2, chapter 5, section 5.1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.names.firms import company_key
from app.rights import Extract, Kind, Right, Status


class Band(StrEnum):
    """How near a mark stands to the sign that was asked for."""

    IDENTICAL = "identical"  # the same text, whatever its spelling
    VERY_NEAR = "very_near"  # one clear step away
    NEAR = "near"  # several steps, or one doubtful
    REMOTE = "remote"  # shares a part only


class Relation(StrEnum):
    """How one character (or word) of the sign stands to one of the mark."""

    SAME = "same"
    VARIANT = "variant"  # traditional, simplified, full-width, homoglyph, leet
    HOMOPHONE = "homophone"
    NEAR_SOUND = "near_sound"  # n/l, z/zh, in/ing …
    LOOK_ALIKE = "look_alike"
    SOUND_AND_LOOK = "sound_and_look"
    TRANSLATION = "translation"
    TRANSCRIPTION = "transcription"  # characters against their pinyin
    SPLIT = "split"  # 拆字: one character against its parts
    MOVED = "moved"
    GENERIC = "generic"  # a weak or generic word, a place, on either side
    ADDED = "added"  # only in the mark
    DROPPED = "dropped"  # only in the sign
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Step:
    """One column of the alignment; either text may be ""."""

    sign: str
    mark: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why a mark resembles a sign."""

    band: Band
    rules: tuple[str, ...]  # sections of the guide, the most telling first: "5.1.4"
    steps: tuple[Step, ...]  # left to right along the mark


@dataclass(frozen=True, slots=True)
class NameFilter:
    """What a search is narrowed to; the empty value of each field means all."""

    nice: str = ""  # without leading zero
    groups: frozenset[str] = frozenset()  # similar groups; the register adds those that the table links
    statuses: frozenset[Status] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    offices: frozenset[str] = frozenset()
    holder: str = ""  # part of a holder's name, in any spelling of company forms
    filed_from: date | None = None
    filed_to: date | None = None  # inclusive


def passes(right: Right, narrow: NameFilter) -> bool:
    """Tell whether a right is within a filter; one of no known group or class passes those of groups."""
    day, holder = right.filed, company_key(narrow.holder)
    return (
        (not narrow.nice or narrow.nice in right.classes)
        and (not narrow.groups or not right.groups or not narrow.groups.isdisjoint(right.groups))
        and (not narrow.statuses or right.status in narrow.statuses)
        and (not narrow.kinds or right.kind in narrow.kinds)
        and (not narrow.offices or right.office in narrow.offices)
        and (not narrow.holder or (bool(holder) and any(holder in company_key(h) for h in right.holders)))
        and (narrow.filed_from is None or (day is not None and day >= narrow.filed_from))
        and (narrow.filed_to is None or (day is not None and day <= narrow.filed_to))
    )


class Goods(StrEnum):
    """How the goods of a right stand to the class or the groups that were asked about."""

    SAME_GROUP = "same_group"
    LINKED_GROUP = "linked_group"  # the table of groups says that some goods of both are similar
    SAME_CLASS = "same_class"  # nothing closer is known
    OTHER_CLASS = "other_class"
    UNKNOWN = "unknown"  # nobody asked about goods, or the extract names none


class Standing(StrEnum):
    """What the extract's status of a right means on a day."""

    IN_FORCE = "in_force"
    IN_GRACE = "in_grace"  # the term is over, renewal is still open
    OVER_BY_NOW = "over_by_now"  # the extract shows it in force, but its term ended before the day
    APPLIED_FOR = "applied_for"
    NOT_YET = "not_yet"  # filed or registered after the day
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Note:
    """What a right means for somebody's goods on a day."""

    goods: Goods
    standing: Standing


@dataclass(frozen=True, slots=True)
class NameHit:
    """One distinct mark text with the rights that bear it."""

    name: str
    likeness: Likeness
    rights: tuple[Right, ...]  # those that pass the filter, live ones first, the first of them
    records: int  # all that pass the filter
    notes: tuple[Note, ...] = ()  # one for each right, where `app.names.goods.annotate` made them


@dataclass(frozen=True, slots=True)
class NameAnswer:
    """The hits, nearest first, and how many of them each further filter would leave."""

    sign: str
    hits: tuple[NameHit, ...]
    extract: Extract
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # "nice" -> {"25": 3}, "status" …


@dataclass(frozen=True, slots=True)
class HolderLine:
    """A holder as the register spells it, and how many rights of the extract name it."""

    name: str
    rights: int
    same: bool  # the same firm by its normalised name; else the name only holds what was asked for


@dataclass(frozen=True, slots=True)
class HolderAnswer:
    """Holders that answer to a name, the surest first, and their rights."""

    holders: tuple[HolderLine, ...]
    rights: tuple[Right, ...]  # live ones first
    records: int  # all that pass the filter
