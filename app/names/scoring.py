"""How far marks stand from a sign: a noisy-channel cost, for hundreds of marks at once.

A cost is about minus the logarithm of the chance that somebody who means the mark writes the sign: the same
character is free, a homophone cheap, any other character dear. Two alignments are tried and the cheaper one
counts: in order (Damerau's edit distance) and in any order (each character with its best partner). Costs are
only compared with each other; what an officer sees are the reasons that `app.names.likeness` finds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Costs = NDArray[np.float32]
Codes = NDArray[np.uint16]
Letters = NDArray[np.uint8]
Partners = tuple[Codes, Costs]

ANSWERED = 3.8  # guessed cost of a character that the mark has by sound or look only
NOBODY = np.float32(1e4)  # what stands behind the end of a mark answers nothing


@dataclass(frozen=True, slots=True)
class Weights:
    """Costs of single slips, calibrated on labelled pairs (tests/bench/calibrate_names.py)."""

    homophone: float = 3.6
    other_reading: float = 4.4
    near_sound: float = 4.6
    look_least: float = 5.6  # of the least alike look-alikes
    look_most: float = 3.2  # of those hardly told apart
    sound_and_look: float = 2.8
    different: float = 9.0
    missing: float = 3.1  # the mark has a character more
    added: float = 7.5  # the sign has a character more
    swapped: float = 2.0
    reordered: float = 2.6
    letter_look: float = 2.2
    letter: float = 4.2  # another letter
    letter_missing: float = 4.0
    letter_added: float = 3.0
    letter_swapped: float = 3.0
    spelled: float = 1.6  # times as dear is a wrong letter where the sign's characters are compared as pinyin
    generic_word: float = 4.3  # the sign has a generic or weak word more, or a place
    letters_only_in_mark: float = 1.8  # the mark has a Latin part besides, the sign has not
    letters_only_in_sign: float = 3.5
    han_only_in_mark: float = 4.0
    han_only_in_sign: float = 6.0
    each_more: float = 0.06  # for each letter of such a part
    popularity: float = 0.9  # of the logarithm of how many records bear the mark


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Slips:
    """What a character too few or too many costs, and two that changed places."""

    missing: float
    added: float
    swapped: float
    reordered: float  # any order; infinity where order must hold
    different: float


def letter_table(sign: Letters, latin_look: NDArray[np.uint8], w: Weights = WEIGHTS) -> Costs:
    """Return the cost of each letter for each letter of the sign, (length, 128)."""
    alike = latin_look[sign].astype(np.float32)
    costs = np.where(alike > 0, w.letter_look + (255 - alike) / 60, w.letter).astype(np.float32)
    costs[np.arange(len(sign)), sign] = 0
    costs[:, 0] = NOBODY
    return costs


def covered(partners: Sequence[Partners], marks: Codes, slips: Slips) -> Costs:
    """Guess what marks cost, (marks, columns) with 0 behind the end: by which characters they answer at all.

    A character that the mark has counts nothing, one that it answers by sound or look counts as a homophone,
    any other as added; order is not looked at.
    """
    answers = np.zeros(65536, np.uint64)
    for place, (codes, costs) in enumerate(partners):
        answers[codes] |= np.uint64(1 << (32 + place))
        answers[codes[costs < 1]] |= np.uint64(1 << place)
    answers[0] = 0
    both = answers[marks[:, 0]]
    for column in range(1, marks.shape[1]):
        both |= answers[marks[:, column]]
    exact = np.bitwise_count(both & np.uint64(0xFFFFFFFF)).astype(np.float32)
    any_way = np.bitwise_count(both >> np.uint64(32)).astype(np.float32)
    dear = np.float32(min(slips.added, slips.different))
    guess: Costs = (len(partners) - any_way) * dear + (any_way - exact) * np.float32(ANSWERED)
    return guess


def hold_whole(marks: NDArray[np.integer], part: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Tell which marks, (marks, columns) with 0 behind the end, hold a part in a row; it fits the columns."""
    rows, columns = np.nonzero(marks[:, : marks.shape[1] - len(part) + 1] == part[0])
    for step, code in enumerate(part[1:].tolist(), 1):
        same = marks[rows, columns + step] == code
        rows, columns = rows[same], columns[same]
    held = np.zeros(len(marks), bool)
    held[rows] = True
    return held


def shared_pairs(sign: Letters, marks: Letters, merged: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Count the pairs of neighbouring letters of each mark that the sign has too, look-alikes merged."""
    known = np.zeros(128 * 128, bool)
    mine = merged[sign].astype(np.int64)
    known[mine[:-1] * 128 + mine[1:]] = True
    theirs = merged[marks].astype(np.uint16)
    count: NDArray[np.int64] = known[theirs[:, :-1] * np.uint16(128) + theirs[:, 1:]].sum(axis=1)
    return count


def align_han(partners: Sequence[Partners], marks: Codes, lengths: NDArray[np.int64], slips: Slips) -> Costs:
    """Return the cost of the cheapest alignment of marks, (marks, columns) with 0 behind the end."""
    codes = np.concatenate([p for p, _ in partners])
    kind = np.zeros(65536, np.uint16)
    kind[codes] = np.arange(1, len(codes) + 1)  # of a code that several answer, the last number stands
    kind[0] = len(codes) + 1
    table = np.full((len(partners), len(codes) + 2), slips.different, np.float32)
    for row, (answering, costs) in zip(table, partners, strict=True):
        row[kind[answering]] = costs
    table[:, -1] = NOBODY
    return _align(table[:, kind[marks].T], lengths, slips)


def align_latin(table: Costs, marks: Letters, lengths: NDArray[np.int64], slips: Slips) -> Costs:
    """Return the cost of the cheapest alignment of marks, (marks, columns) with 0 behind the end."""
    return _align(table[:, marks.T], lengths, slips)


def _align(partner: Costs, lengths: NDArray[np.int64], slips: Slips) -> Costs:
    """Return costs by partner, (sign, columns, marks): what each place of one costs against each other."""
    columns = partner.shape[1]
    cut = np.maximum(lengths - columns, 0).astype(np.float32) * np.float32(slips.missing)
    lengths = np.minimum(lengths, columns)
    cost = _in_order(partner, lengths, slips)
    if np.isfinite(slips.reordered):
        np.minimum(cost, _any_order(partner, lengths, slips), out=cost)
    cost += cut
    return cost


def _in_order(partner: Costs, lengths: NDArray[np.int64], slips: Slips) -> Costs:
    """Damerau's distance, a row of the sign at once: what the mark has more is a running minimum."""
    size, columns, count = partner.shape
    added, swapped = np.float32(slips.added), np.float32(slips.swapped)
    step = (np.arange(columns + 1, dtype=np.float32) * np.float32(slips.missing))[:, None]
    here = np.repeat(step, count, axis=1)
    before = here
    for i in range(size):
        two_before, before = before, here
        here = before + added
        np.minimum(here[1:], before[:-1] + partner[i], out=here[1:])
        if i and columns > 1:
            crossed = two_before[:-2] + partner[i, :-1]
            crossed += partner[i - 1, 1:]
            crossed += swapped
            np.minimum(here[2:], crossed, out=here[2:])
        here -= step
        np.minimum.accumulate(here, axis=0, out=here)
        here += step
    best: Costs = here[lengths, np.arange(count)]
    return best


def _any_order(partner: Costs, lengths: NDArray[np.int64], slips: Slips) -> Costs:
    size, columns, _ = partner.shape
    from_sign = partner.min(axis=1).sum(axis=0)
    from_mark = np.where(np.arange(columns)[:, None] < lengths, partner.min(axis=0), 0).sum(axis=0)
    more = (lengths - size).astype(np.float32)
    longer = from_sign + np.maximum(more, 0) * np.float32(slips.missing)
    shorter = from_mark + np.maximum(-more, 0) * np.float32(slips.added)
    best: Costs = np.where(more > 0, longer, np.where(more < 0, shorter, np.maximum(from_sign, from_mark)))
    return best + np.float32(slips.reordered)
