"""What a sign may be understood as: translated, without weak words, spelled, split, turned round."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, permutations
from typing import Literal

import numpy as np

from app.names.folding import NEW_WORD, Codes, Letters
from app.names.keys import MOST_SOUNDS
from app.names.lexicon import Lexicon
from app.names.numerals import numeral_variants
from app.names.pinyin import read_pinyin, spell_pinyin
from app.names.words import without_latin_words, without_words

LONGEST = 32  # characters of a sign, and letters, that are compared
STRIPPED = ((1, 2), (2, 1), (3, 1))  # generic words left out, readings without so many
LEAST_HAN, LEAST_LATIN = 3, 4  # characters, letters of a sign that is looked for within longer marks
MOST_TRANSLATED, LEAST_QUALITY = 8, 0.55


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a sign; what it costs is added to the cost of each mark found by it."""

    han: Codes
    latin: Letters
    cost: float = 0.0
    syllables: tuple[int, ...] = ()  # instead of characters: the sign is pinyin
    strictly: bool = False  # only marks that sound or are spelled the same are looked for
    only: Literal["", "han", "latin"] = ""  # marks are looked for by this script alone, and fewer of them
    spelled: bool = False  # the letters are the pinyin of the sign's characters
    within: bool = False  # only marks that hold the sign whole are looked for, however much more they say


def readings_of(han: Codes, latin: Letters, lexicon: Lexicon) -> list[Reading]:
    """Return the sign as it stands, then what else it may be understood as.

    Without generic words; translated; its numerals written otherwise; without what is doubled; its words in
    another order; its pinyin; the characters that its pinyin may mean; its characters split or put together.
    """
    tables, generic = lexicon.tables, lexicon.weights.generic_word
    han, latin = han[:LONGEST], latin[:LONGEST]
    found = [Reading(han, latin)]
    nothing, none = np.zeros(0, np.uint16), np.zeros(0, np.uint8)
    stripped = without_words(han, lexicon.words.han)
    for words, most in STRIPPED:
        rests = [rest for rest, count in stripped if count == words][:most]
        found += [Reading(rest, latin, generic * words, only="han") for rest in rests]
    rest = without_latin_words(latin, lexicon.words.latin)
    if len(rest) < len(latin):
        found.append(Reading(han, rest, generic, only="latin"))
    for other in lexicon.meanings.translations(han, latin)[:MOST_TRANSLATED]:
        if other.quality < LEAST_QUALITY:
            continue
        dearer = 3.0 * (1 - other.quality)
        found.append(Reading(other.han, other.latin, 4.0 + dearer, strictly=True))
    if not _digits_among_letters(latin):
        found += [Reading(*other, 2.5, strictly=True) for other in numeral_variants(han, latin)]
    found += [Reading(single, latin, 1.5, strictly=True) for single in _undoubled(han)]
    found += [Reading(han, other, 2.0, strictly=True) for other in _other_orders(latin)]
    if len(han) >= 2 and not len(latin):
        spelled = spell_pinyin(han.tolist(), tables)
        if spelled:
            found.append(Reading(nothing, np.frombuffer(spelled.encode(), np.uint8), 3.5, spelled=True))
    if len(latin) >= 3 and not len(han):
        plain = bytes(latin & 0x7F).decode("ascii")
        found += [
            Reading(nothing, none, 1.0 + 4.0 * slips, syllables, strictly=slips > 0)
            for syllables, slips in read_pinyin(plain, tables)
        ]
    found += [Reading(codes, latin, 2.5, strictly=True) for codes in _split_or_joined(han, lexicon)]
    if (len(han) >= LEAST_HAN and not len(latin)) or (len(latin) >= LEAST_LATIN and not len(han)):
        found.append(Reading(han, latin, 5.0, within=True))
    return found


def _digits_among_letters(latin: Letters) -> bool:
    """Tell whether a digit stands in a word of letters, where it is more likely a letter in disguise."""
    digit = (latin & 0x7F) < ord("A")
    joined = (latin[1:] & NEW_WORD) == 0
    return bool((joined & (digit[1:] != digit[:-1])).any())


def _undoubled(han: Codes) -> Iterator[Codes]:
    """Yield the sign without what is doubled in it: 美亮美亮, 美美亮亮, 雅雅丽."""
    size = len(han)
    if size >= 4 and size % 2 == 0:
        if (han[: size // 2] == han[size // 2 :]).all():
            yield han[: size // 2]
        if (han[::2] == han[1::2]).all():
            yield han[::2]
    single = han[np.append(True, han[1:] != han[:-1])[:size]]
    if 1 < len(single) < size:
        yield single


def _other_orders(latin: Letters) -> Iterator[Letters]:
    """Yield the letters with their words, two or three, in each other order."""
    heads = [0, *np.flatnonzero(latin & NEW_WORD).tolist(), len(latin)]
    words = [latin[a:b] & np.uint8(0x7F) for a, b in pairwise(heads)]
    if 2 <= len(words) <= 3:
        for order in list(permutations(words))[1:]:
            yield np.concatenate(order)


def _split_or_joined(han: Codes, lexicon: Lexicon) -> Iterator[Codes]:
    if not len(han) or len(han) > MOST_SOUNDS:
        return
    for place, code in enumerate(han.tolist()):
        parts = lexicon.tables.parts_of(code)
        if parts:
            yield np.concatenate([han[:place], np.array(parts, np.uint16), han[place + 1 :]])
    for size in (2, 3):
        for place in range(len(han) - size + 1):
            for whole in lexicon.tables.wholes_of(han[place : place + size].tolist()):
                yield np.concatenate([han[:place], np.array([whole], np.uint16), han[place + size :]])
