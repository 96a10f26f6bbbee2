"""The keys under which a mark is filed, so that what resembles it shares one with it.

Han: the near-sound classes of its characters, sorted, so that homophones in any order share a key (family
SOUNDS + length); the same with one character left out, for marks of four and more; exact pairs of
characters, all of a mark of three and the neighbouring ones of longer marks (PAIR). Latin: a spelling
without what is easily confused (SPELLING); short words also exact and with one letter left out
(LETTERS + length); longer ones cut in three or four, of which one or two parts survive any two slips
(PART); the words of several (WORD). After Li, Deng, Wang, Feng: Pass-Join (VLDB 2011), and Garbe's
symmetric deletes.
"""

from collections.abc import Iterator
from itertools import combinations, groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from app.names.folding import NEW_WORD
from app.names.hashing import Hashes, hash_rows
from app.names.tables import Tables

SOUNDS, PAIR, SPELLING, LETTERS, PART, WORD = 100, 200, 300, 400, 500, 600
MOST_SOUNDS = 9  # characters of a mark filed by all its sounds
SHORT = 5  # letters of a mark filed letter by letter
LONG = 9  # letters of a mark cut in four, two parts of which survive two slips
SHORTEST_WORD = 3

Matrix = NDArray[np.integer]


def han_keys(codes: Matrix, tables: Tables) -> Iterator[Hashes]:
    """Yield the keys of marks of one length, codes (marks, length); each array holds one key a mark."""
    length = codes.shape[1]
    if length == 0:
        return
    if length <= MOST_SOUNDS:
        sounds = tables.sound[codes]
        sounds.sort(axis=1)
        yield hash_rows(SOUNDS + length, sounds)
        if length >= 4:
            for left_out in range(length):
                yield hash_rows(SOUNDS + length - 1, np.delete(sounds, left_out, axis=1))
    pairs = (
        combinations(range(3), 2) if length == 3 else zip(range(length - 1), range(1, length), strict=True)
    )
    if length >= 3:
        for a, b in pairs:
            yield hash_rows(PAIR, pair_rows(codes[:, a], codes[:, b]))


def pair_rows(a: NDArray[np.integer], b: NDArray[np.integer]) -> Matrix:
    """Return each pair of characters, whichever stands first, as a row to be hashed."""
    return np.stack([np.minimum(a, b), np.maximum(a, b)], axis=1)


def latin_keys(letters: Matrix) -> Iterator[Hashes]:
    """Yield the keys of marks of one length, letters (marks, length), without marks of new words."""
    length = letters.shape[1]
    if length == 0:
        return
    yield spelling_keys(letters)
    letters = as_letters(letters)
    if length <= SHORT:
        yield hash_rows(LETTERS + length, letters)
        if length >= 3:
            for left_out in range(length):
                yield hash_rows(LETTERS + length - 1, np.delete(letters, left_out, axis=1))
    else:
        for part, (first, last) in enumerate(cuts(length)):
            yield hash_rows(part_family(part, length), letters[:, first:last])


def cuts(length: int) -> tuple[tuple[int, int], ...]:
    """Return where a mark of this length is cut: in three, from nine letters on in four."""
    parts = 3 if length < LONG else 4
    ends = [length * i // parts for i in range(parts + 1)]
    return tuple(pairwise(ends))


def part_family(part: int, length: int) -> int:
    """Return the family of keys of a part of marks of this length."""
    return PART + part * 97 + length * 1009


def as_letters(letters: Matrix) -> Matrix:
    """Return letters with the digits that stand for letters (leet) replaced by them."""
    return _LEET[letters]


def spelling_keys(letters: Matrix) -> Hashes:
    """Return the key of each spelling, look-alike and sound-alike letters merged, doubles single."""
    merged = MERGED[letters]
    kept = np.ones(merged.shape, bool)
    kept[:, 1:] = merged[:, 1:] != merged[:, :-1]
    return hash_rows(SPELLING, merged, kept)


def merged_spelling(letters: bytes) -> bytes:
    """Return what `spelling_keys` makes a hash of, for a few letters at a time."""
    return bytes(letter for letter, _ in groupby(letters.translate(_MERGE)))


def word_keys(
    latin: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[Hashes, NDArray[np.int64]]:
    """Return the keys of the words of marks that have several, and the mark each belongs to.

    `latin` holds all letters with their marks of new words; mark i owns latin[starts[i]:ends[i]].
    """
    heads = (latin & NEW_WORD) > 0
    owner = np.repeat(np.arange(len(starts)), ends - starts)
    several = np.zeros(len(starts), bool)
    several[owner[heads]] = True
    is_start = heads.copy()
    firsts = starts[several]
    is_start[firsts[firsts < len(latin)]] = True
    inside = several[owner]
    begin = np.flatnonzero(is_start & inside)
    last = np.append(begin[1:], len(latin))
    last = np.minimum(last, ends[owner[begin]])
    sizes = np.minimum(last - begin, 12)
    keys, owners = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    plain = latin & np.uint8(0x7F)
    for size in range(SHORTEST_WORD, 13):
        those = begin[sizes == size]
        keys.append(hash_rows(WORD, plain[those[:, None] + np.arange(size)]))
        owners.append(owner[those])
    return np.concatenate(keys), np.concatenate(owners)


def _merge() -> NDArray[np.uint8]:
    table = np.arange(256, dtype=np.uint8) & np.uint8(0x7F)
    for group in ("O0Q", "I1LJY", "SZ52X", "B8", "E3", "A4", "T7D", "G6", "CK", "UVW", "MN"):
        for letter in group:
            table[ord(letter)] = ord(group[0])
    return table


def _leet() -> NDArray[np.uint8]:
    table = np.arange(256, dtype=np.uint8) & np.uint8(0x7F)
    table[np.frombuffer(b"0123456789", np.uint8)] = np.frombuffer(b"OIZEASGTBG", np.uint8)
    return table


MERGED, _LEET = _merge(), _leet()
_MERGE = MERGED.tobytes()
