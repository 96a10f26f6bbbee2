"""What a search for names answers: marks that resemble a sign, and why.

Every hit is an indication for the officer: bands and reasons, never a percentage and never a verdict. The
rules are those of the trademark examination guide (商标审查审理指南 2021, part 2, chapter 5, section 5.1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

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
    groups: frozenset[str] = frozenset()  # similar groups, with those that the table links to them
    statuses: frozenset[Status] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    offices: frozenset[str] = frozenset()
    holder: str = ""  # part of a holder's name, in any spelling of company forms
    filed_from: date | None = None
    filed_to: date | None = None  # inclusive


@dataclass(frozen=True, slots=True)
class NameHit:
    """One distinct mark text with the rights that bear it."""

    name: str
    likeness: Likeness
    rights: tuple[Right, ...]  # those that pass the filter, at most 50, live ones first
    records: int  # all that pass the filter


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
