"""A sign as the searches that find what resembles it: readings of the sign, and for each the keys to try.

What an index does not hold is asked for instead: look-alikes at one and two places, parts of the sign,
characters split or put together, its pinyin or what its pinyin may mean. Keys come in order of promise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise, product

import numpy as np
from numpy.typing import NDArray

from app.names.folding import NEW_WORD, Codes, Letters
from app.names.hashing import Hashes, hash_rows
from app.names.keys import (
    LETTERS,
    MOST_SOUNDS,
    PART,
    SHORT,
    SHORTEST_WORD,
    SOUNDS,
    WORD,
    cuts,
    pair_keys,
    part_family,
    spelling_keys,
)
from app.names.pinyin import read_pinyin, spell_pinyin
from app.names.tables import Tables
from app.names.words import Words, without_latin_words, without_words

LOOKS_ONCE, LOOKS_TWICE = 32, 12  # look-alikes tried at one place, at each of two
SHORTEST_PIECE = 4  # letters of a piece of a Latin sign that may be a mark
MOST_STRIPPED = 2  # readings without generic words
FEW, MANY = 400, 3000  # ids taken of a popular key


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a sign; what it costs is added to the cost of each mark found by it."""

    han: Codes
    latin: Letters
    cost: float = 0.0
    syllables: tuple[int, ...] = ()  # instead of characters: the sign is pinyin
    strictly: bool = False  # only marks that sound the same are looked for
    spelled: bool = False  # the letters are the pinyin of the sign's characters


@dataclass(frozen=True, slots=True)
class Ask:
    """Keys to look up, and how many ids to take of each."""

    keys: Hashes
    most: int
    twice: bool = False  # an id of a popular key counts only if another of the keys has it too


def readings_of(han: Codes, latin: Letters, tables: Tables, words: Words, generic: float) -> list[Reading]:
    """Return the sign as it stands, then what else it may be understood as.

    Without generic words (each costs `generic`); its pinyin; the characters that its pinyin may mean; its
    characters split or put together.
    """
    found = [Reading(han, latin)]
    nothing, none = np.zeros(0, np.uint16), np.zeros(0, np.uint8)
    found += [
        Reading(rest, latin, generic * count) for rest, count in without_words(han, words.han)[:MOST_STRIPPED]
    ]
    rest = without_latin_words(latin, words.latin)
    if len(rest) < len(latin):
        found.append(Reading(han, rest, generic))
    if len(han) >= 2 and not len(latin):
        spelled = spell_pinyin(han.tolist(), tables)
        if spelled:
            found.append(Reading(nothing, np.frombuffer(spelled.encode(), np.uint8), 3.5, spelled=True))
    if len(latin) >= 3 and not len(han):
        plain = bytes(latin & 0x7F).decode("ascii")
        found += [
            Reading(nothing, none, 1.0 + 4.0 * slips, syllables)
            for syllables, slips in read_pinyin(plain, tables)
        ]
    found += [Reading(codes, latin, 2.5, strictly=True) for codes in _split_or_joined(han, tables)]
    return found


def _split_or_joined(han: Codes, tables: Tables) -> Iterator[Codes]:
    if not len(han) or len(han) > MOST_SOUNDS:
        return
    for place in range(len(han)):
        for at in np.flatnonzero(tables.part_of == han[place]):
            parts = tables.parts[at]
            yield np.concatenate([han[:place], parts[parts > 0], han[place + 1 :]])
    for size in (2, 3):
        for place in range(len(han) - size + 1):
            piece = np.zeros(3, np.uint16)
            piece[:size] = han[place : place + size]
            for at in np.flatnonzero((tables.parts == piece).all(axis=1)):
                yield np.concatenate([han[:place], tables.part_of[at : at + 1], han[place + size :]])


def asks_of(reading: Reading, tables: Tables) -> Iterator[Ask]:
    """Yield keys and how many ids to take of each, the most promising first."""
    if reading.syllables:
        sounds = tables.near[list(reading.syllables)].astype(np.uint16)
        yield Ask(_sounds_key(sounds[None, :]), MANY)
        return
    if reading.strictly:
        yield Ask(_sounds_key(tables.sound[reading.han][None, :]), FEW)
        return
    if reading.spelled:
        yield Ask(spelling_keys(reading.latin[None, :]), FEW)
        if len(reading.latin) >= SHORT:
            yield Ask(_part_keys(reading.latin), FEW // 4)
        return
    if len(reading.han):
        yield from _han_keys(reading.han, tables)
    if len(reading.latin):
        yield from _latin_keys(reading.latin)


def _han_keys(han: Codes, tables: Tables) -> Iterator[Ask]:
    size = len(han)
    sounds = tables.sound[han]
    if size <= MOST_SOUNDS:
        yield Ask(_sounds_key(_other_readings(han, sounds, tables)), MANY)
        once = _look_alikes(han, sounds, tables)
        yield Ask(_sounds_key(once), FEW // 2)
        if size <= 4:
            yield Ask(_sounds_key(_two_look_alikes(han, sounds, tables)), FEW // 8)
        if size >= 2:
            yield Ask(_sounds_key(_left_out(sounds[None, :])), MANY)
        if size >= 3:
            yield Ask(_sounds_key(_left_out(once)), FEW // 8)
        if size >= 5:
            yield Ask(_sounds_key(_left_out(_left_out(sounds[None, :]))), FEW)
        yield Ask(_sounds_key(np.repeat(sounds, 2)[None, :]), FEW)
    for piece in range(2, min(size - 1, MOST_SOUNDS + 1)):
        yield Ask(_sounds_key(np.lib.stride_tricks.sliding_window_view(sounds, piece)), FEW)
    near = [(a, b) for a, b in combinations(range(min(size, 10)), 2) if b - a <= 3]
    if near:
        first, second = (han[list(places)] for places in zip(*near, strict=True))
        yield Ask(pair_keys(first, second), MANY if size <= 3 else FEW)


def _sounds_key(sounds: NDArray[np.integer]) -> Hashes:
    if sounds.shape[1] == 0:
        return np.zeros(0, np.uint64)
    return hash_rows(SOUNDS + sounds.shape[1], np.sort(sounds, axis=1))


def _other_readings(han: Codes, sounds: Codes, tables: Tables) -> Codes:
    """Return the sounds of the sign with every reading of its characters, as it stands first."""
    choices = []
    for code, sound in zip(han.tolist(), sounds.tolist(), strict=True):
        choices.append(list(dict.fromkeys([sound, *tables.near[tables.readings_of(code)].tolist()]))[:3])
    many = list(product(*choices))[:64]
    return np.array(many, np.uint16)


def _look_alikes(han: Codes, sounds: Codes, tables: Tables) -> Codes:
    """Return the sounds of the sign with a character replaced by what looks alike or also sounds so."""
    rows = [np.zeros((0, len(han)), np.uint16)]
    for place, code in enumerate(han.tolist()):
        looks = tables.sound[tables.looks_of(code)[0][:LOOKS_ONCE]]
        if sounds[place] < len(tables.crossed):
            looks = np.union1d(looks, tables.crossed[sounds[place]])
        rows.append(np.tile(sounds, (len(looks), 1)))
        rows[-1][:, place] = looks
    return np.concatenate(rows)


def _two_look_alikes(han: Codes, sounds: Codes, tables: Tables) -> Codes:
    rows = [np.zeros((0, len(han)), np.uint16)]
    for a, b in combinations(range(len(han)), 2):
        looks = [tables.sound[tables.looks_of(int(han[i]))[0][:LOOKS_TWICE]] for i in (a, b)]
        grid = np.stack(np.meshgrid(*looks, indexing="ij"), axis=-1).reshape(-1, 2)
        rows.append(np.tile(sounds, (len(grid), 1)))
        rows[-1][:, [a, b]] = grid
    return np.concatenate(rows)


def _left_out(sounds: Codes) -> Codes:
    """Return each row with each of its places left out."""
    return np.concatenate([np.delete(sounds, place, axis=1) for place in range(sounds.shape[1])])


def _latin_keys(latin: Letters) -> Iterator[Ask]:
    plain = latin & np.uint8(0x7F)
    size = len(plain)
    yield Ask(spelling_keys(plain[None, :]), MANY)
    if size <= SHORT + 1:
        yield Ask(hash_rows(LETTERS + size, plain[None, :]), MANY)
        if size >= 3:
            yield Ask(hash_rows(LETTERS + size - 1, _left_out(plain[None, :])), FEW)
    if size >= SHORT:
        yield Ask(_part_keys(plain), MANY, twice=True)
    yield from _word_keys(latin)
    if size > SHORTEST_PIECE:
        turned = np.stack([np.roll(plain, -shift) for shift in range(1, size)])
        yield Ask(spelling_keys(turned), FEW)
        pieces = (np.stack([plain[:length], plain[-length:]]) for length in range(SHORTEST_PIECE, size))
        yield Ask(np.concatenate([spelling_keys(piece) for piece in pieces]), FEW)


def _part_keys(plain: Letters) -> Hashes:
    """Return the keys of every piece of the letters that may be a third of a mark at most two slips away."""
    size = len(plain)
    by_width: dict[int, list[tuple[int, int]]] = {}
    for length in range(max(SHORT + 1, size - 2), size + 3):
        for part, (first, last) in enumerate(cuts(length)):
            width = last - first
            for start in range(max(0, first - 2), min(size - width, first + 2) + 1):
                by_width.setdefault(width, []).append((part_family(part, length), start))
    keys = [np.zeros(0, np.uint64)]
    for width, pieces in by_width.items():
        families, starts = np.array(pieces, np.int64).T
        keys.append(hash_rows(families, plain[starts[:, None] + np.arange(width)]))
    return np.concatenate(keys)


def _word_keys(latin: Letters) -> Iterator[Ask]:
    plain = latin & np.uint8(0x7F)
    heads = [0, *np.flatnonzero(latin & NEW_WORD).tolist(), len(latin)]
    words = [plain[a:b] for a, b in pairwise(heads) if b - a >= SHORTEST_WORD]
    if len(plain) <= 12:
        words.append(plain)
    for word in words:
        yield Ask(hash_rows(WORD, word[None, :12]), FEW)
        if len(words) > 1:
            yield Ask(spelling_keys(word[None, :]), FEW)


__all__ = ["PART", "Reading", "asks_of", "readings_of"]
