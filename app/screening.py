"""A fair's list of exhibits against the register: what to look at first, and why. Pure.

The order is for the officer's walk through the halls. It rests on spelling, classes and the extract's status
alone; whether the public is confused, what was licensed and how known a mark is are not for the machine.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.fair import StandList
from app.names.answers import Band, Goods, NameHit, Note, Standing
from app.names.firms import company_key, same_company
from app.names.goods import Asked, GraceEnds, note
from app.names.groups import Groups
from app.rights import Right

NEAREST = 5  # marks kept of each sign
LONGEST_SIGN = 200  # characters of a brand or a name that are looked at
HOME = frozenset({"CN", "WO"})  # offices whose registrations count in China


class Risk(StrEnum):
    """How soon to look at an exhibit; an order of work and no finding."""

    LOOK_FIRST = "look_first"
    LOOK = "look"
    LOOK_LATER = "look_later"
    OWN = "own"  # the exhibitor holds the very mark
    NOTHING_NEAR = "nothing_near"  # in this extract
    NOT_SEARCHED = "not_searched"  # the line names nothing that could be searched


@dataclass(frozen=True, slots=True)
class ExhibitLine:
    """One line of a list of exhibits, as the organiser or the exhibitor wrote it."""

    number: int  # 1-based line in the list
    stand: str
    exhibitor: str
    product: str
    brand: str = ""
    nice: str = ""  # without leading zero
    group: str = ""


@dataclass(frozen=True, slots=True)
class ExhibitList:
    """A list of exhibits as it was read."""

    name: str
    digest: str  # SHA-256, hex, of the lines or of what they came from
    lines: tuple[ExhibitLine, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the register means for one line."""

    risk: Risk
    order: int  # ascending: the lower, the sooner
    reasons: tuple[str, ...]  # codes, worded in resources/findings


@dataclass(frozen=True, slots=True)
class Reading:
    """The mark that a line was judged by, with the right that weighs most, and what speaks for the line."""

    hit: NameHit
    right: Right
    note: Note
    own: bool


@dataclass(frozen=True, slots=True)
class SignAsked:
    """A sign of a list that waits to be searched."""

    id: int
    sign: str
    nice: str


@dataclass(frozen=True, slots=True)
class Screened:
    """A line with what the register means for it."""

    line: ExhibitLine
    verdict: Verdict
    marks: tuple[str, ...]  # nearest to the line's sign, nearest first


@dataclass(frozen=True, slots=True)
class Screening:
    """A list that was screened, or is being so."""

    digest: str  # SHA-256 of the list, hex
    name: str
    extract: str  # digest of the extract that is asked
    as_of: str  # the day of its data, ISO 8601
    lines: int
    signs: int  # distinct signs with their classes
    searched: int
    risks: Mapping[str, int]  # of the lines judged so far

    @property
    def done(self) -> bool:
        return self.searched == self.signs


_BANDS = tuple(Band)
_GOODS = (Goods.SAME_GROUP, Goods.SAME_CLASS, Goods.LINKED_GROUP, Goods.UNKNOWN, Goods.OTHER_CLASS)
_STANDINGS = (
    Standing.IN_FORCE, Standing.IN_GRACE, Standing.APPLIED_FOR, Standing.UNKNOWN, Standing.OVER_BY_NOW,
    Standing.NOT_YET, Standing.ENDED,
)  # fmt: skip
_RISKS = tuple(Risk)
_NEAR_GOODS = frozenset({Goods.SAME_GROUP, Goods.SAME_CLASS, Goods.LINKED_GROUP})
_LIVE = frozenset({Standing.IN_FORCE, Standing.IN_GRACE})
_COMING = frozenset({Standing.APPLIED_FOR, Standing.UNKNOWN})

# (band, goods, standing) -> risk; absent: nothing near
_TABLE = {
    (Band.IDENTICAL, "near", "live"): Risk.LOOK_FIRST,
    (Band.IDENTICAL, "near", "coming"): Risk.LOOK,
    (Band.IDENTICAL, "unknown", "live"): Risk.LOOK,
    (Band.IDENTICAL, "unknown", "coming"): Risk.LOOK_LATER,
    (Band.IDENTICAL, "other", "live"): Risk.LOOK_LATER,
    (Band.VERY_NEAR, "near", "live"): Risk.LOOK,
    (Band.VERY_NEAR, "near", "coming"): Risk.LOOK_LATER,
    (Band.VERY_NEAR, "unknown", "live"): Risk.LOOK_LATER,
    (Band.NEAR, "near", "live"): Risk.LOOK_LATER,
}
_LOWERED = {Risk.LOOK_FIRST: Risk.LOOK, Risk.LOOK: Risk.LOOK_LATER, Risk.LOOK_LATER: Risk.LOOK_LATER}


def declared_exhibits(name: str, digest: str, stands: StandList) -> ExhibitList:
    """Return the exhibits that the exhibitors declared to the organiser, in the order of the stands."""
    declared = ((stand, item) for stand in stands.stands for item in stand.declared)
    lines = (
        ExhibitLine(number, s.code, s.exhibitor, item.name, "", item.nice.lstrip("0"), item.group)
        for number, (s, item) in enumerate(declared, 1)
    )
    return ExhibitList(name, digest, tuple(lines))


def sign_of(line: ExhibitLine) -> str:
    """Return what is searched for a line: the brand on the exhibit, else its name; "" for neither."""
    for text in (line.brand, line.product):
        sign = " ".join(unicodedata.normalize("NFKC", text[:LONGEST_SIGN]).split())
        if any(c.isalnum() for c in sign):
            return sign
    return ""


def risk_of(band: Band, stated: Note, office: str) -> Risk:
    """Return how soon to look at an exhibit for one right of another holder."""
    goods = stated.goods if office in HOME else Goods.OTHER_CLASS
    kind = "near" if goods in _NEAR_GOODS else "unknown" if goods is Goods.UNKNOWN else "other"
    state = "live" if stated.standing in _LIVE else "coming" if stated.standing in _COMING else "over"
    return _TABLE.get((band, kind, state), Risk.NOTHING_NEAR)


def judge(
    line: ExhibitLine, hits: Sequence[NameHit], groups: Groups, day: date, grace_ends: GraceEnds
) -> Verdict:
    """Return how soon to look at a line, given the marks nearest to its sign."""
    if not sign_of(line):
        return UNSEARCHED
    readings = read_hits(line, hits, groups, day, grace_ends)
    live = [r for r in readings if r.own and r.note.standing in _LIVE]
    own = {r.hit.likeness.band for r in live if r.note.goods is not Goods.OTHER_CLASS}
    if Band.IDENTICAL in own:
        return Verdict(Risk.OWN, _order(Risk.OWN), ("screen.own.identical",))
    worst = min((r for r in readings if not r.own), key=_rank, default=None)
    risk = _risk(worst) if worst else Risk.NOTHING_NEAR
    if worst is None or risk is Risk.NOTHING_NEAR:
        return Verdict(risk, _order(risk), ("screen.nothing_near",))
    reasons = [*_reasons(worst), *(() if line.nice or line.group else ("screen.no_class",))]
    if Band.VERY_NEAR in own:
        risk = _LOWERED[risk]
        reasons.append("screen.own.very_near")
    return Verdict(risk, _order(risk, worst), tuple(reasons))


def judge_all(
    lines: Sequence[ExhibitLine], hits: Sequence[NameHit], groups: Groups, day: date, grace_ends: GraceEnds
) -> tuple[Verdict, ...]:
    """Return the verdicts on the lines of one sign.

    Exhibitors who hold none of the marks share what their goods make of them.
    """
    holders = {company_key(holder) for hit in hits for right in hit.rights for holder in right.holders}
    shared: dict[tuple[str, str], Verdict] = {}
    verdicts = []
    for line in lines:
        goods = line.nice, line.group
        if company_key(line.exhibitor) in holders:
            verdicts.append(judge(line, hits, groups, day, grace_ends))
            continue
        if goods not in shared:
            shared[goods] = judge(line, hits, groups, day, grace_ends)
        verdicts.append(shared[goods])
    return tuple(verdicts)


def read_hits(
    line: ExhibitLine, hits: Sequence[NameHit], groups: Groups, day: date, grace_ends: GraceEnds
) -> tuple[Reading, ...]:
    """Return of each mark the right that weighs most, the exhibitor's own and others' apart."""
    asked = Asked(line.nice, frozenset({line.group} - {""}))
    found = []
    for hit in hits:
        readings = [
            Reading(hit, right, note(right, asked, groups, day, grace_ends), _holds(line, right))
            for right in hit.rights
        ]
        for own in (False, True):
            best = min((r for r in readings if r.own is own), key=_rank, default=None)
            found += [best] if best else []
    return tuple(found)


def _holds(line: ExhibitLine, right: Right) -> bool:
    return any(same_company(holder, line.exhibitor) for holder in right.holders)


def _risk(reading: Reading) -> Risk:
    return risk_of(reading.hit.likeness.band, reading.note, reading.right.office)


def _rank(reading: Reading) -> tuple[int, ...]:
    return (
        _RISKS.index(_risk(reading)),
        _BANDS.index(reading.hit.likeness.band),
        _GOODS.index(reading.note.goods),
        _STANDINGS.index(reading.note.standing),
    )


def _order(risk: Risk, reading: Reading | None = None) -> int:
    rank = _rank(reading)[1:] if reading else (0, 0, 0)
    return int("".join(map(str, (_RISKS.index(risk), *rank))))


def _reasons(reading: Reading) -> tuple[str, ...]:
    likeness = reading.hit.likeness
    abroad = () if reading.right.office in HOME else ("screen.abroad",)
    return (
        f"screen.band.{likeness.band}",
        *(f"mark.near.{rule}" for rule in likeness.rules[:2] if rule != "5.1.1"),
        f"screen.goods.{reading.note.goods}",
        f"screen.standing.{reading.note.standing}",
        *abroad,
    )


UNSEARCHED = Verdict(Risk.NOT_SEARCHED, _order(Risk.NOT_SEARCHED), ("screen.no_sign",))
