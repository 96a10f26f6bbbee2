"""Labelled pairs: a mark of a register, and a sign that somebody made so that it resembles the mark.

Tier 1 is one clear change; tier 2 is two, or one that is hard to see through; tier 3 could mean many marks,
so that only a search within a class can be held to it. Each kind names the rules of the examination guide
(section 5.1) of which at least one should be among the reasons. Pairs are the same for the same seed.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from offline_db.pack.pack import Pack
from tests.bench.disguises import (
    ACCENTS,
    CYRILLIC,
    GREEK,
    LEET,
    NUMERALS,
    WRITTEN,
    Disguiser,
    is_han,
    is_latin,
    meaning_of,
)  # fmt: skip
from tests.bench.words import words

DEVICE = ("及图", "图形")
DEVICES = ["及图", "图形", "（图形）", "及图形"]
MOST_TRIED = 25  # marks looked at for each pair wanted

Make = Callable[[str, Disguiser], str]
Fits = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Variant:
    """One kind of disguise."""

    tier: int
    name: str
    rules: tuple[str, ...]
    fits: Fits
    make: Make


@dataclass(frozen=True, slots=True)
class Pair:
    """A sign and the mark that it was made after."""

    sign: str
    mark: str
    nice: int  # a class of the mark
    variant: Variant


def _any(text: str) -> bool:
    return len(text) >= 2


def _han(least: int, most: int = 99) -> Fits:
    return lambda text: is_han(text) and least <= len(text) <= most


def _latin(least: int) -> Fits:
    return lambda text: is_latin(text) and len(text) >= least


def _words(text: str) -> bool:
    return is_latin(text) and text.count(" ") == 1


def _mixed(text: str) -> bool:
    first, _, second = text.partition(" ")
    return is_han(first) != is_han(second) and (is_han(first) or is_han(second)) and len(text) > 5


def _numbered(text: str) -> bool:
    return any(c.isdigit() for c in text) and not text.isdigit()


BEHIND, BEFORE, TOWNS = words("behind"), words("before"), words("places")
LATIN_BEHIND, LATIN_BEFORE = words("latin_behind"), words("latin_before")
SAME, ORDER, TWICE, SOUND, LOOK, MEANING = "5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.5", "5.1.6"
FEW, SHORT, LETTERS, TURNED, FORM = "5.1.7", "5.1.8", "5.1.9", "5.1.10", "5.1.11"
GENERIC, PLACE, WEAK, PART, HOLDS, PINYIN = "5.1.12", "5.1.13", "5.1.14", "5.1.15", "5.1.16", "5.1.17"
MORE = (GENERIC, PLACE, WEAK)


def _wide(letter: str) -> str:
    return chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter


def _sound_and_look(text: str, d: Disguiser) -> str:
    at = d.chance.randrange(1, len(text))
    one, other = d.change(text[:at], d.look), d.change(text[at:], d.homophone)
    return one + other if one and other else ""


def _swapped_homophone(text: str, d: Disguiser) -> str:
    return d.change(d.swap(text), d.homophone)


def _homophone_and_word(text: str, d: Disguiser) -> str:
    changed = d.change(text, d.homophone)
    return changed and changed + d.pick(BEHIND)


def _place_and_look(text: str, d: Disguiser) -> str:
    changed = d.change(text, d.look)
    return changed and d.pick(TOWNS) + changed


KINDS = (
    Variant(1, "same", (SAME,), _any, lambda t, d: t),
    Variant(1, "traditional", (SAME,), _han(2), lambda t, d: "".join(WRITTEN.get(c, c) for c in t)),
    Variant(1, "homophone", (SOUND,), _han(2), lambda t, d: d.change(t, d.homophone)),
    Variant(1, "near sound", (SOUND,), _han(2), lambda t, d: d.change(t, d.near)),
    Variant(1, "look-alike", (LOOK, SOUND), _han(2), lambda t, d: d.change(t, d.look)),
    Variant(1, "character added", (FEW, HOLDS), _han(2), lambda t, d: d.insert(t)),
    Variant(1, "character left out", (FEW,), _han(4), lambda t, d: d.leave_out(t)),
    Variant(1, "character changed", (FEW,), _han(4), lambda t, d: d.replace(t)),
    Variant(1, "neighbours swapped", (ORDER,), _han(2), lambda t, d: d.swap(t)),
    Variant(1, "reversed", (ORDER,), _han(2), lambda t, d: t[::-1]),
    Variant(1, "word behind", MORE, _han(2), lambda t, d: t + d.pick(BEHIND)),
    Variant(1, "word before", MORE, _han(2), lambda t, d: d.pick(BEFORE) + t),
    Variant(1, "place before", MORE, _han(2), lambda t, d: d.pick(TOWNS) + t),
    Variant(1, "character doubled", (TWICE,), _han(2), lambda t, d: t[0] + t),
    Variant(1, "spaced out", (SAME,), _han(2), lambda t, d: d.pick(list(" ·-*　")).join(t)),
    Variant(1, "device words", (SAME,), _any, lambda t, d: t + d.pick(DEVICES)),
    Variant(1, "pinyin", (PINYIN,), _han(2), lambda t, d: d.spelled(t)),
    Variant(1, "pinyin spaced", (PINYIN,), _han(2), lambda t, d: d.spelled(t, " ").title()),
    Variant(1, "leet", (LETTERS, SHORT, SAME), _latin(4), lambda t, d: d.mapped(t, LEET, 2)),
    Variant(1, "accents", (SAME, LETTERS), _latin(4), lambda t, d: d.mapped(t, ACCENTS, 1)),
    Variant(1, "Cyrillic", (SAME,), _latin(4), lambda t, d: t.translate(CYRILLIC)),
    Variant(1, "Greek", (SAME,), _latin(4), lambda t, d: t.translate(GREEK)),
    Variant(1, "full width", (SAME,), _latin(3), lambda t, d: "".join(_wide(c) for c in t)),
    Variant(1, "other case", (SAME,), _latin(3), lambda t, d: t.swapcase()),
    Variant(1, "letters spaced", (SAME,), _latin(6), lambda t, d: f"{t[:3]}{d.pick(list(' -·'))}{t[3:]}"),
    Variant(1, "letter changed", (LETTERS,), _latin(5), lambda t, d: d.slip(t, 0)),
    Variant(1, "letter added", (LETTERS, HOLDS), _latin(5), lambda t, d: d.slip(t, 1)),
    Variant(1, "letter left out", (LETTERS,), _latin(5), lambda t, d: d.slip(t, 2)),
    Variant(1, "letters swapped", (LETTERS,), _latin(5), lambda t, d: d.slip(t, 3)),
    Variant(1, "letter shapes", (LETTERS,), _latin(5), lambda t, d: d.shaped(t)),
    Variant(1, "words turned", (TURNED, ORDER), _words, lambda t, d: " ".join(t.split()[::-1])),
    Variant(1, "one script", (PART, HOLDS, PINYIN), _mixed, lambda t, d: d.one_script(t)),
    Variant(1, "mixed, homophone", (SOUND,), _mixed, lambda t, d: d.change(t, d.homophone)),
    Variant(2, "two homophones", (SOUND,), _han(3), lambda t, d: d.change(t, d.homophone, 2)),
    Variant(2, "all homophones", (SOUND,), _han(3), lambda t, d: d.change(t, d.homophone, len(t))),
    Variant(2, "two near sounds", (SOUND,), _han(3), lambda t, d: d.change(t, d.near, 2)),
    Variant(2, "two look-alikes", (LOOK, SOUND), _han(3), lambda t, d: d.change(t, d.look, 2)),
    Variant(2, "sound and look", (SOUND, LOOK), _han(3), _sound_and_look),
    Variant(2, "two added", (FEW, HOLDS), _han(3), lambda t, d: d.insert(d.insert(t))),
    Variant(2, "turned round", (ORDER,), _han(3), lambda t, d: t[1:] + t[0]),
    Variant(2, "swapped, homophone", (SOUND, ORDER), _han(3), _swapped_homophone),
    Variant(2, "before and behind", MORE, _han(2), lambda t, d: d.pick(BEFORE) + t + d.pick(BEHIND)),
    Variant(2, "homophone, word", MORE, _han(2), _homophone_and_word),
    Variant(2, "place, look-alike", MORE, _han(2), _place_and_look),
    Variant(2, "all doubled", (TWICE,), _han(2, 2), lambda t, d: t + t),
    Variant(2, "holds the mark", (HOLDS,), _han(3), lambda t, d: t + d.common() + d.common() + d.common()),
    Variant(2, "pinyin with a slip", (PINYIN,), _han(3), lambda t, d: d.any_slip(d.spelled(t))),
    Variant(2, "two letters", (LETTERS,), _latin(7), lambda t, d: d.any_slip(d.slip(t, 0))),
    Variant(2, "letter and leet", (LETTERS,), _latin(6), lambda t, d: d.mapped(d.slip(t, 0), LEET, 1)),
    Variant(2, "ending", (FORM,), _latin(4), lambda t, d: t + d.pick(["S", "ING", "ER", "ES"])),
    Variant(2, "Latin word behind", MORE, _latin(4), lambda t, d: f"{t} {d.pick(LATIN_BEHIND)}"),
    Variant(2, "Latin word before", (*MORE, FORM), _latin(4), lambda t, d: f"{d.pick(LATIN_BEFORE)} {t}"),
    Variant(2, "split character", (LOOK, SAME), _han(2), lambda t, d: d.split(t)),
    Variant(2, "translated", (MEANING,), _any, lambda t, d: meaning_of(t)),
    Variant(2, "numerals", (MEANING,), _numbered, lambda t, d: "".join(NUMERALS.get(c, c) for c in t)),
    Variant(3, "both homophones", (SOUND,), _han(2, 2), lambda t, d: d.change(t, d.homophone, 2)),
    Variant(3, "left out of three", (FEW, HOLDS), _han(3, 3), lambda t, d: d.leave_out(t)),
    Variant(3, "changed of three", (FEW,), _han(3, 3), lambda t, d: d.replace(t)),
)  # fmt: skip


def make_pairs(pack: Pack, count: int, seed: int, kinds: Sequence[Variant] = KINDS) -> list[Pair]:
    """Return about so many pairs from marks of a pack, as many of each kind, in the order of their marks.

    Fewer where the pack has too few marks that a kind fits.
    """
    disguiser = Disguiser(random.Random(seed))
    share = max(1, round(count / len(kinds)))
    done: Counter[str] = Counter()
    pairs: list[Pair] = []
    for tried, (mark, nice) in enumerate(sample_marks(pack, seed)):
        open_kinds = [kind for kind in kinds if done[kind.name] < share]
        if not open_kinds or tried > count * MOST_TRIED:
            break
        plain = mark[:-2] if mark.endswith(DEVICE) and len(mark) > 3 else mark
        fitting = [kind for kind in open_kinds if kind.fits(plain)]
        for kind in sorted(fitting, key=lambda k: (done[k.name], disguiser.chance.random()))[:8]:
            sign = kind.make(plain, disguiser)
            if sign.strip() and (kind.name == "same" or sign not in (plain, mark)):
                done[kind.name] += 1
                pairs.append(Pair(sign, mark, nice, kind))
                break
    return pairs


def sample_marks(pack: Pack, seed: int) -> Iterator[tuple[str, int]]:
    """Yield marks of random records, and a class of each."""
    chance = np.random.default_rng(seed)
    names = list(pack.segments)
    sizes = np.array([len(pack.segments[name].rows) for name in names], float)
    while True:
        name = names[int(chance.choice(len(names), p=sizes / sizes.sum()))]
        row = int(chance.integers(0, len(pack.segments[name].rows)))
        right = pack.right_of(name, row)
        classes = [int(c) for c in right.classes if c.isdecimal()]
        if pack.stands(name, row) and right.name and right.name not in DEVICES and classes:
            yield right.name, classes[int(chance.integers(0, len(classes)))]
