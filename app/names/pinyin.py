"""Letters that may be pinyin, as syllables: XIONGMAO -> xiong mao, also with one slip in them."""

from collections.abc import Iterator
from functools import cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from app.names.tables import Tables

LONGEST_SYLLABLE = 6
MOST_SYLLABLES = 9
MOST_READINGS, MOST_SLIPS = 8, 8
MOST_CUTS = 60  # ways to cut the letters that are looked at
_VOWELS = frozenset("aeiouv")


@cache
def _tree(syllables: tuple[str, ...]) -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
    """Return syllables by spelling, and by every spelling one slip away (not where it is a syllable)."""
    exact = {
        s.upper().replace("V", "U") if s in ("lve", "nve") else s.upper(): i
        for i, s in enumerate(syllables)
        if not _VOWELS.isdisjoint(s)  # not n, ng, hm
    }
    slips: dict[str, list[int]] = {}
    for spelling, i in exact.items():
        if len(spelling) >= 3:
            for slip in _one_slip(spelling) - exact.keys():
                slips.setdefault(slip, []).append(i)
    return exact, {s: tuple(ids) for s, ids in slips.items()}


def _one_slip(word: str) -> set[str]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    halves = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    dropped = {a + b[1:] for a, b in halves if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    other = {a + c + b[1:] for a, b in halves if b for c in letters}
    more = {a + c + b for a, b in halves for c in letters}
    return dropped | swapped | other | more


def read_pinyin(letters: str, tables: Tables) -> list[tuple[tuple[int, ...], int]]:
    """Return readings of letters as syllables (their ids, slips needed: 0 or 1), the likelier first.

    Only whole readings count, of two to nine syllables; [] where there are none. Of slips count those that
    no syllable can hide, and two letters that changed places, be it across syllables; what gives the fewest
    syllables comes first.
    """
    if not (3 <= len(letters) <= LONGEST_SYLLABLE * MOST_SYLLABLES and letters.isalpha()):
        return []
    exact, near = _tree(tables.syllables)
    found = sorted(islice(_cut(letters, exact, {}), MOST_CUTS), key=len)[:MOST_READINGS]
    slips: list[tuple[int, ...]] = []
    for i in range(len(letters) - 1):
        slips += _cut(letters[:i] + letters[i + 1] + letters[i] + letters[i + 2 :], exact, {})
        if len(slips) > MOST_CUTS:
            break
    slips += islice(_cut(letters, exact, near), MOST_CUTS)
    once = dict.fromkeys(slip for slip in sorted(slips, key=len) if slip not in found)
    return [(reading, 0) for reading in found] + [(slip, 1) for slip in once][:MOST_SLIPS]


def _cut(letters: str, exact: dict[str, int], near: dict[str, tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """Yield the ways to cut letters into syllables, one of them, where `near` is not empty, with a slip."""
    fewest = _fewest(letters, exact)
    with_slip = _fewest_with_slip(letters, exact, near, fewest) if near else fewest
    waiting: list[tuple[int, tuple[int, ...], bool]] = [(0, (), bool(near))]
    while with_slip[0] <= MOST_SYLLABLES and waiting:
        place, so_far, slip = waiting.pop()
        if place == len(letters):
            if len(so_far) > 1:
                yield so_far
            continue
        left = MOST_SYLLABLES - len(so_far) - 1
        for end in range(place + 1, min(place + LONGEST_SYLLABLE + slip, len(letters)) + 1):
            piece = letters[place:end]
            if piece in exact:
                if (with_slip if slip else fewest)[end] <= left:
                    waiting.append((end, (*so_far, exact[piece]), slip))
            elif slip and fewest[end] <= left:
                waiting += [(end, (*so_far, syllable), False) for syllable in near.get(piece, ())]


def _fewest(letters: str, exact: dict[str, int]) -> list[int]:
    """Return of how many syllables the letters from each place on are at least; 99 where they are none."""
    size = len(letters)
    fewest = [99] * size + [0]
    for place in range(size - 1, -1, -1):
        for end in range(place + 1, min(place + LONGEST_SYLLABLE, size) + 1):
            if fewest[end] + 1 < fewest[place] and letters[place:end] in exact:
                fewest[place] = fewest[end] + 1
    return fewest


def _fewest_with_slip(
    letters: str, exact: dict[str, int], near: dict[str, tuple[int, ...]], exactly: list[int]
) -> list[int]:
    """Return the same where one syllable has a slip."""
    size = len(letters)
    fewest = [99] * (size + 1)
    for place in range(size - 1, -1, -1):
        for end in range(place + 1, min(place + LONGEST_SYLLABLE + 1, size) + 1):
            if fewest[end] + 1 < fewest[place] and letters[place:end] in exact:
                fewest[place] = fewest[end] + 1
            if exactly[end] + 1 < fewest[place] and letters[place:end] in near:
                fewest[place] = exactly[end] + 1
    return fewest


def spell_pinyin(codes: list[int], tables: Tables) -> str:
    """Return the pinyin of characters in capitals, "" where one has no reading."""
    syllables = [tables.syllables[int(tables.first_reading[code])] for code in codes]
    return "".join(syllables).upper() if all(syllables) else ""


@cache
def slip_matrix(syllables: tuple[str, ...]) -> NDArray[np.uint8]:
    """Return how many letters two syllables differ in: 0, 1, or 2 for two and more."""
    size = max(map(len, syllables))
    letters = np.array(syllables, f"S{size}").view(np.uint8).reshape(-1, size)
    whole = _packed(letters)
    slips = np.zeros((len(letters), len(letters)), bool)
    for place in range(size):
        wiped = letters.copy()
        wiped[:, place] = 0
        slips |= _packed(wiped)[:, None] == _packed(wiped)
        slips |= _packed(np.delete(letters, place, axis=1))[:, None] == whole
        swapped = letters.copy()
        swapped[:, place : place + 2] = letters[:, place : place + 2][:, ::-1]
        slips |= _packed(swapped)[:, None] == whole
    matrix = np.where(slips | slips.T, np.uint8(1), np.uint8(2))
    np.fill_diagonal(matrix, 0)
    matrix[whole == 0] = matrix[:, whole == 0] = 2
    return matrix


def _packed(letters: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """Return rows of up to eight letters as one number each."""
    wide = np.zeros((len(letters), 8), np.uint8)
    wide[:, : letters.shape[1]] = letters
    return wide.view(np.uint64)[:, 0]
