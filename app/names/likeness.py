"""Why a mark resembles a sign: an alignment, the rules it recalls, a band. Reasons, never a percentage.

The rules are those of section 5.1 of the trademark examination guide (商标审查审理指南 2021, part 2, chapter
5). Which of them decides a case, and whether its exceptions apply, is for the officer.
"""

from functools import lru_cache
from itertools import pairwise

import numpy as np

from app.names.answers import Band, Likeness, Relation, Step
from app.names.folding import NEW_WORD, Letters, fold
from app.names.folding import Codes as Codes16
from app.names.judging import CLEAR, ENDINGS, band_of, mark_generic, rules_of
from app.names.lexicon import Lexicon
from app.names.meaning import Translation
from app.names.numerals import numeral_variants
from app.names.pinyin import read_pinyin, spell_pinyin
from app.names.tables import Tables

Codes = list[int]

LACKING = 85  # a character that the other side lacks
COST = {
    Relation.SAME: 0,
    Relation.VARIANT: 20,
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
    split = _split(one[0], other[0], lexicon) if one[1] == other[1] else []
    han = split or mark_generic(_align(one[0], other[0], tables), words)
    latin = _align_words(one[1], other[1], lexicon)
    rules = rules_of(han, latin, words)
    if "5.1.15" in rules and _is_pinyin(one, other, tables):
        rules = ("5.1.17", *rules)
    return Likeness(band_of(han, latin), rules, (*han, *latin))


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
    if not _spells(one[0], "".join(map(chr, _plain(other[1]))), tables):
        return None
    pairs = [(chr(c), tables.syllables[int(tables.first_reading[c])]) for c in one[0]]
    steps = tuple(
        Step(p, h, Relation.TRANSCRIPTION) if turned else Step(h, p, Relation.TRANSCRIPTION) for h, p in pairs
    )
    return Likeness(Band.NEAR, ("5.1.17",), steps)


def _spells(han: Codes, letters: str, tables: Tables) -> bool:
    """Tell whether letters are the pinyin of characters, by any reading, nearly, or but for a slip."""
    ends = {0}
    for code in han:
        sounds = (tables.syllables[r].upper() for r in tables.readings_of(code).tolist())
        ends = {end + len(s) for s in sounds for end in ends if letters.startswith(s, end)}
    if len(letters) in ends:
        return True
    spelled = spell_pinyin(han, tables)
    if abs(len(spelled) - len(letters)) > len(han):
        return False
    near = [set(tables.near[tables.readings_of(code)].tolist()) for code in han]
    for reading, _ in read_pinyin(letters, tables):
        if len(reading) == len(han) and all(
            int(tables.near[r]) in s for r, s in zip(reading, near, strict=True)
        ):
            return True
    slips = [s for s in _align(list(spelled.encode()), list(letters.encode()), tables) if s.sign != s.mark]
    return len(spelled) >= 6 and (len(slips) <= 1 or {s.relation for s in slips} == {Relation.MOVED})


def _is_pinyin(one: tuple[Codes, Codes], other: tuple[Codes, Codes], tables: Tables) -> bool:
    """Tell whether the Latin part of both is the pinyin of the characters that only one of them has."""
    han = one[0] or other[0]
    return bool(han) and _spells(han, "".join(map(chr, _plain(one[1] or other[1]))), tables)


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
        if not tables.latin_look[a, b]:
            return Relation.DIFFERENT
        return Relation.VARIANT if (a < ord("A")) != (b < ord("A")) else Relation.LOOK_ALIKE
    if a < 128 or b < 128:
        return Relation.DIFFERENT
    one, other = tables.kin_of(a), tables.kin_of(b)
    alike = b in one.looks or a in other.looks
    if not one.readings.isdisjoint(other.readings):
        return Relation.SOUND_AND_LOOK if alike else Relation.HOMOPHONE
    if alike:
        return Relation.LOOK_ALIKE
    return Relation.DIFFERENT if one.near.isdisjoint(other.near) else Relation.NEAR_SOUND


def _align(a: Codes, b: Codes, tables: Tables) -> list[Step]:
    """Return the cheapest alignment in order, then pair what is left over out of order."""
    if (
        a != b and max(a, default=0) >= 128 and sorted(a) == sorted(b)
    ):  # order alone differs, whatever looks alike
        relations = [[Relation.SAME if x == y else Relation.DIFFERENT for y in b] for x in a]
    else:
        relations = [[relation_of(x, y, tables) for y in b] for x in a]
    best = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            if i and j:
                best[i][j] = min(
                    best[i - 1][j - 1] + COST[relations[i - 1][j - 1]],
                    best[i - 1][j] + LACKING,
                    best[i][j - 1] + LACKING,
                )
            else:
                best[i][j] = LACKING * (i + j)
    steps: list[Step] = []
    i, j = len(a), len(b)
    while i or j:
        if i and j and best[i][j] == best[i - 1][j - 1] + COST[relations[i - 1][j - 1]]:
            steps.append(Step(chr(a[i - 1]), chr(b[j - 1]), relations[i - 1][j - 1]))
            i, j = i - 1, j - 1
        elif j and best[i][j] == best[i][j - 1] + LACKING:
            steps.append(Step("", chr(b[j - 1]), Relation.ADDED))
            j -= 1
        else:
            steps.append(Step(chr(a[i - 1]), "", Relation.DROPPED))
            i -= 1
    steps.reverse()
    return _moved(steps, tables) if a and max(a) >= 128 else _swapped(steps)


def _swapped(steps: list[Step]) -> list[Step]:
    """Pair neighbouring letters that changed places."""
    result = list(steps)
    for place in range(len(result) - 3, -1, -1):
        first, same, last = result[place : place + 3]
        ends = {first.relation, last.relation}
        if same.relation is not Relation.SAME or ends != {Relation.ADDED, Relation.DROPPED}:
            continue
        if first.sign + last.sign == first.mark + last.mark:
            moved = Step(first.sign or first.mark, first.sign or first.mark, Relation.MOVED)
            result[place : place + 3] = [moved, same] if first.mark else [same, moved]
    return result


def _align_words(one: Codes, other: Codes, lexicon: Lexicon) -> list[Step]:
    """Align two Latin texts: the same words in another order, generic words and endings apart."""
    words, others = _words(one), _words(other)
    if len(words) > 1 and words != others and sorted(words) == sorted(others):
        return [
            Step(w, w, Relation.SAME if same else Relation.MOVED)
            for w, same in ((w, v == w) for v, w in zip(words, others, strict=True))
        ]
    mine, theirs = (_generic_words(a, b, lexicon.words.latin) for a, b in ((words, others), (others, words)))
    extra = [Step(c, "", Relation.GENERIC) for w in mine for c in w]
    extra += [Step("", c, Relation.GENERIC) for w in theirs for c in w]
    a, b = ("".join(w for w in ws if w not in out) for ws, out in ((words, mine), (others, theirs)))
    short, long = sorted((a, b), key=len)
    if len(short) >= 3 and long.startswith(short) and long[len(short) :] in ENDINGS:
        tail = long[len(short) :]
        same = [Step(c, c, Relation.SAME) for c in short]
        steps = same + [
            Step(c, "", Relation.GENERIC) if long == a else Step("", c, Relation.GENERIC) for c in tail
        ]
    else:
        steps = mark_generic(_align(list(a.encode()), list(b.encode()), lexicon.tables), lexicon.words)
    before = bool(mine and words[0] in mine) or bool(theirs and others[0] in theirs)
    return extra + steps if before else steps + extra


def _words(latin: Codes) -> list[str]:
    heads = [0, *(i for i, letter in enumerate(latin) if letter & NEW_WORD), len(latin)]
    plain = "".join(map(chr, _plain(latin)))
    return [plain[a:b] for a, b in pairwise(heads) if a < b]


def _generic_words(words: list[str], others: list[str], known: frozenset[bytes]) -> list[str]:
    """Return generic words that the other text lacks; none where nothing else would stay."""
    out = [w for w in words if w not in others and w.encode() in known and len(w) > 1]
    return out if len(out) < len(words) and others else []


def _split(one: Codes, other: Codes, lexicon: Lexicon) -> list[Step]:
    """Return steps where the texts differ by one character that is written as its parts, else []."""
    for long, short, turned in ((one, other, False), (other, one, True)):
        for place, code in enumerate(short):
            parts = lexicon.tables.parts_of(code)
            if parts and [*short[:place], *parts, *short[place + 1 :]] == long:
                apart = "".join(map(chr, parts)), chr(code)
                return [
                    *_same((short[:place], []), Relation.SAME),
                    Step(*(apart[::-1] if turned else apart), Relation.SPLIT),
                    *_same((short[place + 1 :], []), Relation.SAME),
                ]
    return []


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
