"""How far marks stand from a sign: a noisy-channel cost, for hundreds of marks at once.

A cost is about minus the logarithm of the chance that somebody who means the mark writes the sign: the same
character is free, a homophone cheap, any other character dear. Two alignments are tried and the cheaper one
counts: in order (Damerau's edit distance) and in any order (each character with its best partner). Costs are
only compared with each other; what an officer sees are the reasons that `app.names.likeness` finds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Costs = NDArray[np.float32]
Codes = NDArray[np.uint16]
Letters = NDArray[np.uint8]
Partners = tuple[Codes, Costs]  # codes that answer, each once, and their costs; all others cost `different`

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
    different: float


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """What several readings of a sign say in one script, and what each code costs against each part of it."""

    kinds: NDArray[np.uint16]  # code -> its column of the table
    table: Costs  # (parts + 1, columns); the last row is what stands behind the end of a reading
    parts: NDArray[np.int64]  # (readings, places): rows of the table
    sizes: NDArray[np.int64]  # places of each reading, 0 where it says nothing in this script
    reordered: Costs  # what any order costs each reading; infinity where order must hold
    dearer: Costs  # times as dear are the slips of each reading
    slips: Slips


def set_side(
    answers: dict[int, Partners], said: Sequence[Sequence[int]], reordered: Sequence[float], slips: Slips
) -> Side:
    """Set what readings say, each a run of keys of `answers`, against all codes."""
    codes = np.concatenate([np.zeros(0, np.uint16), *(partners for partners, _ in answers.values())])
    kinds = np.zeros(65536, np.uint16)
    kinds[codes] = np.arange(1, len(codes) + 1)  # of a code that answers several, the last number stands
    kinds[0] = len(codes) + 1
    table = np.full((len(answers) + 1, len(codes) + 2), slips.different, np.float32)
    for row, (partners, costs) in zip(table, answers.values(), strict=False):
        row[kinds[partners]] = costs
    table[:, -1] = NOBODY
    table[-1] = NOBODY
    places = {part: row for row, part in enumerate(answers)}
    rows = [[places[part] for part in parts] for parts in said]
    return side_of(kinds, table, rows, reordered, [1.0] * len(said), slips)


def side_of(
    kinds: NDArray[np.uint16],
    table: Costs,
    said: Sequence[Sequence[int]],
    reordered: Sequence[float],
    dearer: Sequence[float],
    slips: Slips,
) -> Side:
    """Return a side by the rows of its table that each reading says."""
    sizes = np.array([len(parts) for parts in said])
    rows = np.full((len(said), int(sizes.max(initial=0))), len(table) - 1)
    for row, parts in zip(rows, said, strict=True):
        row[: len(parts)] = parts
    orders, times = np.array(reordered, np.float32), np.array(dearer, np.float32)
    return Side(kinds, table, rows, sizes, orders, times, slips)


def letter_table(latin_look: NDArray[np.uint8], w: Weights = WEIGHTS) -> Costs:
    """Return the cost of each letter for each letter, (129, 128); the last row stands behind the end."""
    alike = latin_look.astype(np.float32)
    costs = np.full((129, 128), NOBODY, np.float32)
    costs[:-1] = np.where(alike > 0, w.letter_look + (255 - alike) / 60, w.letter)
    costs[np.arange(128), np.arange(128)] = 0
    costs[:, 0] = NOBODY
    return costs


def covered(side: Side, reading: int, marks: NDArray[np.uint16]) -> Costs:
    """Guess what marks, kinds (marks, columns), cost one reading: by which parts they answer at all.

    A part that the mark has counts nothing, one that it answers by sound or look counts as a homophone,
    any other as added; order is not looked at.
    """
    size = int(side.sizes[reading])
    costs = side.table[side.parts[reading, :size]]
    bits = np.uint64(1) << np.arange(size, dtype=np.uint64)[:, None]
    answers = np.where(costs < 1, bits, 0).sum(axis=0, dtype=np.uint64)
    answers |= np.where(costs < side.slips.different, bits << np.uint64(32), 0).sum(axis=0, dtype=np.uint64)
    both = np.zeros(len(marks), np.uint64)
    for column in marks.T:  # a column at a time: much quicker than rows of a few
        both |= answers.take(column)
    exact = np.bitwise_count(both & np.uint64(0xFFFFFFFF)).astype(np.float32)
    any_way = np.bitwise_count(both >> np.uint64(32)).astype(np.float32)
    dear = np.float32(min(side.slips.added, side.slips.different))
    guess: Costs = (size - any_way) * dear + (any_way - exact) * np.float32(ANSWERED)
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


def shared_pairs(sign: Letters, marks: Letters, merged: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Count the pairs of neighbouring letters of each mark that the sign has too, look-alikes merged."""
    mine = merged[sign]
    known = np.zeros((128, 128), np.uint8)
    known[mine[:-1], mine[1:]] = 1
    pairs = known.ravel()
    count = np.zeros(len(marks), np.uint8)
    octets = marks.T.tobytes().translate(merged.tobytes())  # quicker than numpy for single bytes
    columns = np.frombuffer(octets, np.uint8).reshape(marks.shape[::-1])
    for one, other in pairwise(columns):
        place = one.astype(np.intp)
        place <<= 7
        place |= other
        count += pairs.take(place)
    return count


def align(
    side: Side, reading: NDArray[np.int64], marks: NDArray[np.uint16], lengths: NDArray[np.int64]
) -> Costs:
    """Return the cost of the cheapest alignment of marks, kinds (marks, columns), each with its reading."""
    columns, slips = marks.shape[1], side.slips
    cut = np.maximum(lengths - columns, 0).astype(np.float32) * np.float32(slips.missing)
    lengths = np.minimum(lengths, columns)
    sizes = side.sizes[reading]
    rows = side.parts[reading, : int(sizes.max(initial=0))].T * side.table.shape[1]
    partner = side.table.ravel().take(rows[:, None, :] + marks.T)  # (places, columns, marks)
    cost = _in_order(partner, sizes, lengths, slips)
    free = np.isfinite(side.reordered[reading]).nonzero()[0]
    if len(free):
        any_order = _any_order(partner[:, :, free], sizes[free], lengths[free], slips)
        cost[free] = np.minimum(cost[free], any_order + side.reordered[reading[free]])
    cost += cut
    cost *= side.dearer[reading]
    return cost


def _in_order(partner: Costs, sizes: NDArray[np.int64], lengths: NDArray[np.int64], slips: Slips) -> Costs:
    """Damerau's distance, a place of the sign at once: what the mark has more is a running minimum.

    A column's costs are kept less what it costs to add all letters of the mark before it.
    """
    places, columns, count = partner.shape
    added, missing = np.float32(slips.added), np.float32(slips.missing)
    crossed = partner[:-1, 1:] + partner[1:, :-1]
    crossed += np.float32(slips.swapped - 2 * slips.missing)
    paired = partner - missing
    rows = np.zeros((places + 1, columns + 1, count), np.float32)
    for i in range(places):
        before, here = rows[i], rows[i + 1]
        np.add(before, added, out=here)
        paired[i] += before[:-1]
        np.minimum(here[1:], paired[i], out=here[1:])
        if i:
            crossed[i - 1] += rows[i - 1, :-2]
            np.minimum(here[2:], crossed[i - 1], out=here[2:])
        np.minimum.accumulate(here, axis=0, out=here)
    best: Costs = rows[sizes, lengths, np.arange(count)] + missing * lengths.astype(np.float32)
    return best


def _any_order(partner: Costs, sizes: NDArray[np.int64], lengths: NDArray[np.int64], slips: Slips) -> Costs:
    """Each place with its best partner, whichever order they stand in."""
    places, columns, _ = partner.shape
    from_sign = np.where(np.arange(places)[:, None] < sizes, partner.min(axis=1), 0).sum(axis=0)
    from_mark = np.where(np.arange(columns)[:, None] < lengths, partner.min(axis=0), 0).sum(axis=0)
    more = (lengths - sizes).astype(np.float32)
    longer = from_sign + np.maximum(more, 0) * np.float32(slips.missing)
    shorter = from_mark + np.maximum(-more, 0) * np.float32(slips.added)
    best: Costs = np.where(more > 0, longer, np.where(more < 0, shorter, np.maximum(from_sign, from_mark)))
    return best
