"""Letters that may be pinyin, as syllables: XIONGMAO -> xiong mao, also with one slip in them."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.names.tables import Tables

LONGEST_SYLLABLE = 6
MOST_SYLLABLES = 9
MOST_READINGS = 8
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


def read_pinyin(letters: str, tables: Tables, *, slips: int = 1) -> list[tuple[tuple[int, ...], int]]:
    """Return readings of letters as syllables (their ids, slips needed), fewest slips and syllables first.

    Only whole readings count, of two to nine syllables; [] where there are none.
    """
    exact, near = _tree(tables.syllables)
    found: list[tuple[tuple[int, ...], int]] = []

    def go(place: int, so_far: tuple[int, ...], left: int, used: int = 0) -> None:
        if place == len(letters):
            if len(so_far) > 1:
                found.append((so_far, used))
            return
        if len(so_far) == MOST_SYLLABLES or len(found) > 200:
            return
        for size in range(min(LONGEST_SYLLABLE + 1, len(letters) - place), 0, -1):
            piece = letters[place : place + size]
            if piece in exact:
                go(place + size, (*so_far, exact[piece]), left, used)
            elif left and piece in near:
                for syllable in near[piece]:
                    go(place + size, (*so_far, syllable), left - 1, used + 1)

    if 3 <= len(letters) <= LONGEST_SYLLABLE * MOST_SYLLABLES and letters.isalpha():
        go(0, (), 0)
        if not found and slips:
            go(0, (), slips)
    best = sorted(set(found), key=lambda f: (f[1], len(f[0])))
    return best[:MOST_READINGS]


def spell_pinyin(codes: list[int], tables: Tables) -> str:
    """Return the pinyin of characters in capitals, "" where one has no reading."""
    syllables = [tables.syllables[int(tables.first_reading[code])] for code in codes]
    return "".join(syllables).upper() if all(syllables) else ""


@cache
def slip_matrix(syllables: tuple[str, ...]) -> NDArray[np.uint8]:
    """Return how many letters two syllables differ in: 0, 1, or 2 for two and more."""
    places = {s: i for i, s in enumerate(syllables) if s}
    matrix = np.full((len(syllables), len(syllables)), 2, np.uint8)
    for syllable, i in places.items():
        for other in _one_slip(syllable.upper()):
            j = places.get(other.lower())
            if j is not None:
                matrix[i, j] = matrix[j, i] = 1
        matrix[i, i] = 0
    return matrix
