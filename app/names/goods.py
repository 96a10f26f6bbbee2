"""What a hit means for somebody's goods on a day: pure, for lists, pages and the screening of a fair."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from app.names.answers import Goods, NameAnswer, Note, Standing
from app.names.groups import Groups
from app.rights import Kind, Right, Status

APPLIED = frozenset({Status.PENDING, Status.PUBLISHED, Status.OPPOSED, Status.UNDER_REVIEW})
STANDS = frozenset({Status.IN_FORCE, Status.LATE_FEE, Status.PARTLY_INVALIDATED})

GraceEnds = Callable[[date, Kind], date]  # as `app.law.Law.grace_ends`


@dataclass(frozen=True, slots=True)
class Asked:
    """The goods that an officer asks about; all empty where nobody classed them."""

    nice: str = ""  # without leading zero
    groups: frozenset[str] = frozenset()


def annotate(
    answer: NameAnswer, asked: Asked, groups: Groups, day: date, grace_ends: GraceEnds
) -> NameAnswer:
    """Return an answer whose hits say of each right how its goods and its status stand to the question."""
    hits = tuple(
        replace(hit, notes=tuple(note(right, asked, groups, day, grace_ends) for right in hit.rights))
        for hit in answer.hits
    )
    return replace(answer, hits=hits)


def note(right: Right, asked: Asked, groups: Groups, day: date, grace_ends: GraceEnds) -> Note:
    """Return what one right means for the goods asked about on a day."""
    return Note(goods_of(right, asked, groups), standing(right, day, grace_ends))


def goods_of(right: Right, asked: Asked, groups: Groups) -> Goods:
    """Return how a right's goods stand to those asked about, the nearest relation that is known."""
    own = frozenset(right.groups)
    if asked.groups and own & asked.groups:
        return Goods.SAME_GROUP
    if asked.groups and own & groups.linked(asked.groups):
        return Goods.LINKED_GROUP
    classes = {asked.nice} - {""} or {str(int(group[:2])) for group in asked.groups}
    if not classes or not right.classes:
        return Goods.UNKNOWN
    return Goods.SAME_CLASS if classes & set(right.classes) else Goods.OTHER_CLASS


def standing(right: Right, day: date, grace_ends: GraceEnds) -> Standing:
    """Return what the extract says of a right, read on a day: its term may have ended since, or not begun."""
    began = right.registered if right.status in STANDS else right.filed
    if began is not None and began > day:
        return Standing.NOT_YET
    if right.status in APPLIED:
        return Standing.APPLIED_FOR
    over = right.expires is not None and day > right.expires
    in_grace = right.expires is not None and over and day <= grace_ends(right.expires, right.kind)
    if right.status in STANDS:
        return Standing.IN_GRACE if in_grace else Standing.OVER_BY_NOW if over else Standing.IN_FORCE
    if right.status is Status.EXPIRED and in_grace:
        return Standing.IN_GRACE
    return Standing.UNKNOWN if right.status is Status.UNKNOWN else Standing.ENDED
