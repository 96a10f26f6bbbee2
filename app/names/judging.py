"""What an alignment of a sign and a mark amounts to: a band, and the rules of the guide that it recalls.

Two texts of two scripts are compared script by script (5.3). A mark that the sign holds whole, or the other
way round, is near even where much was added (5.1.16); a first character or letter that differs keeps a pair
from being very near, as the exceptions of 5.1.7 and 5.1.9 have it.
"""

from collections.abc import Iterator
from itertools import groupby

from app.names.answers import Band, Relation, Step
from app.names.words import Words

CLEAR = {  # relations that leave a mark hard to tell from the sign
    Relation.SAME,
    Relation.VARIANT,
    Relation.HOMOPHONE,
    Relation.SOUND_AND_LOOK,
    Relation.LOOK_ALIKE,
    Relation.MOVED,
    Relation.TRANSCRIPTION,
    Relation.SPLIT,
}
ALONE = {Relation.ADDED, Relation.DROPPED}
FREE = {Relation.SAME, Relation.VARIANT}
ENDINGS = {"S", "ES", "ED", "ER", "EST", "ING"}  # 5.1.11
FUNCTION_WORDS = frozenset(b"A AN THE AND OR OF FOR BY WITH IN ON AT TO DE LA LE EL".split())
LEAST_HAN, LEAST_LATIN = 2, 4  # codes of a whole text that another one holds
Steps = list[Step]


def mark_generic(steps: Steps, words: Words) -> Steps:
    """Mark added or dropped runs of characters that are generic or weak words, places, or model numbers.

    Goods and places count before or behind the rest, weak words anywhere. Latin words: see `likeness`.
    """
    runs = [list(run) for _, run in groupby(steps, key=lambda s: s.relation)]
    result: Steps = []
    for place, run in enumerate(runs):
        text = "".join(s.sign or s.mark for s in run)
        inside = 0 < place < len(runs) - 1
        known = words.weak if inside else words.han
        if run[0].relation in ALONE and len(runs) > 1 and (cover(text, known) or text.isdecimal()):
            run = [Step(s.sign, s.mark, Relation.GENERIC) for s in run]
        result += run
    return result


def cover(text: str, words: frozenset[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return the words that a text is made of, one after the other; [] where it is not."""
    codes = tuple(map(ord, text))
    known: dict[int, list[tuple[int, ...]]] = {0: []}
    for end in range(1, len(codes) + 1):
        start = next((s for s in known if codes[s:end] in words), None)
        if start is not None:
            known[end] = [*known[start], codes[start:end]]
    return known.get(len(codes), [])


def band_of(han: Steps, latin: Steps) -> Band:
    """Return how near two texts are whose scripts were aligned each for itself."""
    parts = [part for part in (han, latin) if part]
    shared = [part for part in parts if not _one_sided(part)]
    if len(shared) < len(parts) and shared:  # one of the two has a script more
        return max(Band.NEAR, _band(shared[0]), key=list(Band).index)
    return _band([step for part in parts for step in part])


def _one_sided(steps: Steps) -> bool:
    kinds = {step.relation for step in steps}
    return kinds <= {Relation.ADDED} or kinds <= {Relation.DROPPED}


def _band(steps: Steps) -> Band:
    counted = [s for s in steps if s.relation is not Relation.GENERIC]
    clear = [s for s in counted if s.relation in CLEAR]
    if not clear:
        return Band.REMOTE
    odd = [s for s in counted if s.relation not in FREE]
    lasting = [s for s in odd if s.relation not in CLEAR and s.relation is not Relation.NEAR_SOUND]
    moved = [s for s in odd if s.relation is Relation.MOVED]
    at_head = bool(lasting) and lasting[0] is counted[0] and lasting[0].relation is Relation.DIFFERENT
    few = len(odd) - max(0, len(moved) - 1) <= 1
    if doubled(steps) or (few and (not lasting or (len(counted) >= 4 and not at_head))):
        return Band.VERY_NEAR
    if len(lasting) * 2 <= len(clear) or (len(lasting) <= 1 and len(clear) >= 2) or holds(counted):
        return Band.NEAR
    return Band.REMOTE


def holds(steps: Steps) -> bool:
    """Tell whether one text stands whole and in a row within the other, which has more besides."""
    kinds = [s.relation for s in steps]
    added = {kind for kind in kinds if kind not in FREE}
    if added not in ({Relation.ADDED}, {Relation.DROPPED}):
        return False
    kept = [i for i, kind in enumerate(kinds) if kind in FREE]
    least = LEAST_LATIN if (steps[kept[0]].mark if kept else "").isascii() else LEAST_HAN
    in_a_row = len(kept) >= least and kept[-1] - kept[0] == len(kept) - 1
    return in_a_row or len(kept) > len(kinds) - len(kept) >= 1


def doubled(steps: Steps) -> bool:
    """Tell whether one text is the other with a character, or all of it, written twice."""
    sign, mark = ("".join(getattr(s, side) for s in steps) for side in ("sign", "mark"))
    if sign == mark or not sign or not mark or {s.relation for s in steps} & {Relation.DIFFERENT}:
        return False
    halves = sign + sign == mark or mark + mark == sign
    return halves or (not (sign + mark).isascii() and _single(sign) == _single(mark))


def _single(text: str) -> str:
    return "".join(c for c, _ in groupby(text))


def rules_of(han: Steps, latin: Steps, words: Words) -> tuple[str, ...]:
    """Name the sections of the guide that an alignment recalls, the most telling first."""
    found = [*_apart(han, latin)]
    for steps in (han, latin):
        if steps and not (han and latin and _one_sided(steps)):
            found += _rules(steps, words)
    return tuple(dict.fromkeys(found)) or ("5.1.1",)


def _apart(han: Steps, latin: Steps) -> Iterator[str]:
    if han and latin and (_one_sided(han) != _one_sided(latin)):
        yield "5.1.15"


def _rules(steps: Steps, words: Words) -> Iterator[str]:
    kinds = {s.relation for s in steps}
    latin = all((s.sign + s.mark).isascii() for s in steps)
    longest = max(sum(bool(s.sign) for s in steps), sum(bool(s.mark) for s in steps))
    letters = "5.1.9" if longest >= 3 else "5.1.8"
    if doubled(steps):
        yield "5.1.3"
    if Relation.MOVED in kinds:
        yield "5.1.9" if latin and not _by_words(steps) else "5.1.10" if latin else "5.1.2"
    if kinds & {Relation.HOMOPHONE, Relation.SOUND_AND_LOOK, Relation.NEAR_SOUND}:
        yield "5.1.4"
    if kinds & {Relation.LOOK_ALIKE, Relation.SPLIT}:
        yield letters if latin else "5.1.5"
    if Relation.VARIANT in kinds:
        yield letters if latin else "5.1.1"
    yield from _generic_rules(steps, words)
    if kinds & {Relation.DIFFERENT, *ALONE}:
        yield letters if latin or longest < 3 else "5.1.7"
    if holds([s for s in steps if s.relation is not Relation.GENERIC]):
        yield "5.1.16"


def _by_words(steps: Steps) -> bool:
    return all(len(s.sign) != 1 or s.relation is not Relation.MOVED for s in steps)


def _generic_rules(steps: Steps, words: Words) -> Iterator[str]:
    for relation, run in groupby(steps, key=lambda s: s.relation):
        if relation is not Relation.GENERIC:
            continue
        text = "".join(s.sign or s.mark for s in run)
        if text.isdecimal():
            yield "5.1.12"
        elif text in ENDINGS or text.encode() in FUNCTION_WORDS:
            yield "5.1.11"
        elif text.isascii():
            yield "5.1.14"
        for word in cover(text, words.han):
            kinds = ((words.weak, "5.1.14"), (words.places, "5.1.13"), (words.generic, "5.1.12"))
            yield next(rule for known, rule in kinds if word in known)
