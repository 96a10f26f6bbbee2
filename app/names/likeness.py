"""Why a mark resembles a sign: an alignment, the rules it recalls, a band. Reasons, never a percentage.

The rules are those of section 5.1 of the trademark examination guide (商标审查审理指南 2021, part 2, chapter
5). Which of them decides a case, and whether its exceptions apply, is for the officer.
"""

from functools import lru_cache
from itertools import groupby

import numpy as np

from app.names.answers import Band, Likeness, Relation, Step
from app.names.folding import NEW_WORD, Letters, fold
from app.names.folding import Codes as Codes16
from app.names.lexicon import Lexicon
from app.names.meaning import Translation
from app.names.numerals import numeral_variants
from app.names.pinyin import read_pinyin, spell_pinyin
from app.names.tables import Tables
from app.names.words import Words

Codes = list[int]

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
ALONE = 85  # a character that the other side lacks
COST = {
    Relation.SAME: 0,
    Relation.SOUND_AND_LOOK: 25,
    Relation.HOMOPHONE: 40,
    Relation.LOOK_ALIKE: 40,
    Relation.NEAR_SOUND: 55,
    Relation.DIFFERENT: 160,
}


def explain(sign: str, mark: str, lexicon: Lexicon) -> Likeness:
    """Compare two texts; never raises, whatever they are. Texts beyond 60 characters are cut."""
    tables, words = lexicon.tables, lexicon.words
    (a, x), (b, y) = fold(sign, tables), fold(mark, tables)
    one, other = (a.tolist(), x.tolist()), (b.tolist(), y.tolist())
    if one == other or (one[0] == other[0] and _plain(one[1]) == _plain(other[1])):
        relation = Relation.SAME if sign == mark else Relation.VARIANT
        return Likeness(Band.IDENTICAL, ("5.1.1",), _same(one, relation))
    crossed = _transcribed(one, other, tables) or _transcribed(other, one, tables, turned=True)
    crossed = crossed or _translated((a, x), (b, y), lexicon)
    if crossed:
        return crossed
    steps = [*_align(one[0], other[0], tables), *_align(_plain(one[1]), _plain(other[1]), tables)]
    steps = _generic(steps, words, tables)
    return Likeness(_band(steps), _rules(one, other, steps), tuple(steps))


def _plain(letters: Codes) -> Codes:
    return [letter & ~NEW_WORD for letter in letters]


def _same(text: tuple[Codes, Codes], relation: Relation) -> tuple[Step, ...]:
    return tuple(Step(chr(c), chr(c), relation) for c in (*text[0], *_plain(text[1])))


def _transcribed(
    one: tuple[Codes, Codes], other: tuple[Codes, Codes], tables: Tables, *, turned: bool = False
) -> Likeness | None:
    """Compare characters on one side with their pinyin on the other."""
    if not one[0] or one[1] or other[0] or not other[1]:
        return None
    letters = "".join(map(chr, _plain(other[1])))
    sounds = [tables.near[int(tables.first_reading[c])] for c in one[0]]
    if spell_pinyin(one[0], tables) != letters:
        readings = (r for r, slips in read_pinyin(letters, tables) if len(r) == len(one[0]))
        if not any([tables.near[s] for s in r] == sounds for r in readings):
            return None
    pairs = [(chr(c), tables.syllables[int(tables.first_reading[c])]) for c in one[0]]
    steps = tuple(
        Step(p, h, Relation.TRANSCRIPTION) if turned else Step(h, p, Relation.TRANSCRIPTION) for h, p in pairs
    )
    return Likeness(Band.NEAR, ("5.1.17",), steps)


def _translated(
    one: tuple[Codes16, Letters], other: tuple[Codes16, Letters], lexicon: Lexicon
) -> Likeness | None:
    """Compare a sign with a mark that is its translation, or writes the sound of it in the other script."""
    crossing = [bool(len(text)) for text in one] != [bool(len(text)) for text in other]
    for found in _translations(lexicon, one[0].tobytes(), one[1].tobytes()) if crossing else ():
        if _same_text((found.han, found.latin), other):
            relation = Relation.TRANSLATION if found.kind == "meaning" else Relation.TRANSCRIPTION
            step = Step(_text(*one), _text(*other), relation)
            return Likeness(Band.NEAR, ("5.1.6",), (step,))
    for written in numeral_variants(*one):
        if _same_text(written, other):
            step = Step(_text(*one), _text(*other), Relation.TRANSLATION)
            return Likeness(Band.NEAR, ("5.1.6",), (step,))
    return None


@lru_cache(maxsize=64)
def _translations(lexicon: Lexicon, han: bytes, latin: bytes) -> tuple[Translation, ...]:
    """Return the translations of a sign, which is compared with many marks one after the other."""
    return tuple(lexicon.meanings.translations(np.frombuffer(han, np.uint16), np.frombuffer(latin, np.uint8)))


def _same_text(one: tuple[Codes16, Letters], other: tuple[Codes16, Letters]) -> bool:
    return np.array_equal(one[0], other[0]) and np.array_equal(one[1] & 0x7F, other[1] & 0x7F)


def _text(han: Codes16, latin: Letters) -> str:
    words = "".join((" " if letter & NEW_WORD else "") + chr(letter & 0x7F) for letter in latin.tolist())
    return "".join(map(chr, han.tolist())) + words


def relation_of(a: int, b: int, tables: Tables) -> Relation:
    """Return how two folded characters stand to each other."""
    if a == b:
        return Relation.SAME
    if a < 128 and b < 128:
        return Relation.LOOK_ALIKE if tables.latin_look[a, b] else Relation.DIFFERENT
    if a < 128 or b < 128:
        return Relation.DIFFERENT
    first, second = set(tables.readings_of(a).tolist()), set(tables.readings_of(b).tolist())
    alike = b in tables.looks_of(a)[0] or a in tables.looks_of(b)[0]
    if first & second:
        return Relation.SOUND_AND_LOOK if alike else Relation.HOMOPHONE
    if alike:
        return Relation.LOOK_ALIKE
    near = {int(tables.near[r]) for r in first} & {int(tables.near[r]) for r in second}
    return Relation.NEAR_SOUND if near else Relation.DIFFERENT


def _align(a: Codes, b: Codes, tables: Tables) -> list[Step]:
    """Return the cheapest alignment in order, then pair what is left over out of order."""
    relations = [[relation_of(x, y, tables) for y in b] for x in a]
    best = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            if i and j:
                best[i][j] = min(
                    best[i - 1][j - 1] + COST[relations[i - 1][j - 1]],
                    best[i - 1][j] + ALONE,
                    best[i][j - 1] + ALONE,
                )
            else:
                best[i][j] = ALONE * (i + j)
    steps: list[Step] = []
    i, j = len(a), len(b)
    while i or j:
        if i and j and best[i][j] == best[i - 1][j - 1] + COST[relations[i - 1][j - 1]]:
            steps.append(Step(chr(a[i - 1]), chr(b[j - 1]), relations[i - 1][j - 1]))
            i, j = i - 1, j - 1
        elif j and best[i][j] == best[i][j - 1] + ALONE:
            steps.append(Step("", chr(b[j - 1]), Relation.ADDED))
            j -= 1
        else:
            steps.append(Step(chr(a[i - 1]), "", Relation.DROPPED))
            i -= 1
    steps.reverse()
    return _moved(steps, tables) if a and max(a) >= 128 else steps


def _moved(steps: list[Step], tables: Tables) -> list[Step]:
    """Pair characters that one side has here and the other there."""
    left = [i for i, s in enumerate(steps) if s.relation in (Relation.DROPPED, Relation.DIFFERENT)]
    right = [i for i, s in enumerate(steps) if s.relation in (Relation.ADDED, Relation.DIFFERENT)]
    moved: dict[int, int] = {}  # place of the mark's character -> place of the sign's
    for i in left:
        for j in right:
            alike = i != j and j not in moved
            if alike and relation_of(ord(steps[i].sign), ord(steps[j].mark), tables) in CLEAR:
                moved[j] = i
                break
    gone = set(moved.values())
    result: list[Step] = []
    for place, step in enumerate(steps):
        if place in moved:
            if step.sign and place not in gone:
                result.append(Step(step.sign, "", Relation.DROPPED))
            result.append(Step(steps[moved[place]].sign, step.mark, Relation.MOVED))
        elif place not in gone:
            result.append(step)
        elif step.mark:
            result.append(Step("", step.mark, Relation.ADDED))
    return result


def _generic(steps: list[Step], words: Words, tables: Tables) -> list[Step]:
    """Mark added or dropped runs that are generic or weak words, or places."""
    result: list[Step] = []
    for relation, run in groupby(steps, key=lambda s: s.relation):
        group = list(run)
        if relation in (Relation.ADDED, Relation.DROPPED):
            text = "".join(s.sign or s.mark for s in group)
            codes = tuple(map(ord, text))
            if (
                codes in words.han
                or (text.isascii() and text.encode() in words.latin)
                or _all_generic(codes, words)
            ):
                group = [Step(s.sign, s.mark, Relation.GENERIC) for s in group]
        result += group
    return result


def _all_generic(codes: tuple[int, ...], words: Words) -> bool:
    """Tell whether characters are nothing but such words, one after the other."""
    reach = {0}
    for end in range(1, len(codes) + 1):
        if any(codes[start:end] in words.han for start in reach):
            reach.add(end)
    return len(codes) in reach and len(codes) > 0


def _band(steps: list[Step]) -> Band:
    """VERY_NEAR: one step of another kind than SAME; NEAR: most of both answer each other; else REMOTE."""
    counted = [s for s in steps if s.relation is not Relation.GENERIC]
    odd = [s for s in counted if s.relation is not Relation.SAME]
    clear = [s for s in counted if s.relation in CLEAR]
    if not clear:
        return Band.REMOTE
    lasting = [s for s in odd if s.relation not in CLEAR and s.relation is not Relation.NEAR_SOUND]
    moved = [s for s in odd if s.relation is Relation.MOVED]
    if len(odd) - max(0, len(moved) - 1) <= 1 and (not lasting or len(counted) >= 4):
        return Band.VERY_NEAR
    return (
        Band.NEAR
        if len(lasting) * 2 <= len(clear) or (len(lasting) <= 1 and len(clear) >= 2)
        else Band.REMOTE
    )


def _rules(one: tuple[Codes, Codes], other: tuple[Codes, Codes], steps: list[Step]) -> tuple[str, ...]:
    """Name the sections of the guide that the alignment recalls, the most telling first."""
    kinds = {s.relation for s in steps}
    only = kinds - {Relation.SAME}
    han = bool(one[0] or other[0])
    found: list[str] = []
    a, b = (one[0] or _plain(one[1])), (other[0] or _plain(other[1]))
    if a and b and (_doubled(a) == b or _doubled(b) == a or a + a == b or b + b == a):
        found.append("5.1.3")
    if only and only <= {Relation.MOVED, Relation.GENERIC} and Relation.MOVED in only:
        found.append("5.1.2" if han else "5.1.10")
    if kinds & {Relation.HOMOPHONE, Relation.SOUND_AND_LOOK, Relation.NEAR_SOUND}:
        found.append("5.1.4")
    if Relation.LOOK_ALIKE in kinds:
        found.append("5.1.5" if han else "5.1.9" if len(a) >= 3 else "5.1.8")
    if Relation.GENERIC in kinds:
        found.append("5.1.14" if sum(s.relation is Relation.GENERIC for s in steps) <= 2 else "5.1.13")
    changed = kinds & {Relation.DIFFERENT, Relation.ADDED, Relation.DROPPED}
    if changed:
        found.append(
            "5.1.7" if han and max(len(a), len(b)) >= 3 else "5.1.9" if max(len(a), len(b)) >= 3 else "5.1.8"
        )
    if Relation.ADDED in kinds and not kinds & {Relation.DIFFERENT, Relation.DROPPED}:
        found.append("5.1.16")
    return tuple(dict.fromkeys(found))


def _doubled(codes: Codes) -> Codes:
    return [c for code in codes for c in (code, code)]
