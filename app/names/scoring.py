"""How far marks stand from a sign: a noisy-channel cost, for thousands of marks at once.

A cost is about minus the logarithm of the chance that somebody who means the mark writes the sign: the same
character is free, a homophone cheap, any other character dear. Two alignments are tried and the cheaper one
counts: in order (Damerau's edit distance) and in any order (each character with its best partner). Costs are
only compared with each other; what an officer sees are the reasons that `app.names.likeness` finds.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.names.folding import Codes, Letters
from app.names.tables import Tables

Costs = NDArray[np.float32]


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
    missing: float = 2.8  # the mark has a character more
    added: float = 7.5  # the sign has a character more
    swapped: float = 2.0
    reordered: float = 2.6
    letter_look: float = 2.2
    letter: float = 4.2  # another letter
    letter_missing: float = 4.0
    letter_added: float = 4.6
    letter_swapped: float = 3.0
    spelled: float = 1.6  # times as dear is a wrong letter where the sign's characters are compared as pinyin
    generic_word: float = 3.3  # the sign has a generic or weak word more, or a place
    letters_only_in_mark: float = 1.8  # the mark has a Latin part besides, the sign has not
    letters_only_in_sign: float = 3.5
    han_only_in_mark: float = 4.0
    han_only_in_sign: float = 6.0
    each_more: float = 0.06  # for each letter of such a part
    popularity: float = 0.9  # of the logarithm of how many records bear the mark


WEIGHTS = Weights()


def han_table(sign: Codes, tables: Tables, w: Weights = WEIGHTS) -> Costs:
    """Return the cost of each code for each character of the sign, (length, 65536); 0 is no partner."""
    costs = np.empty((len(sign), 65536), np.float32)
    for row, code in zip(costs, sign.tolist(), strict=True):
        of_syllable = np.full(len(tables.syllables), w.different, np.float32)
        readings = tables.readings_of(code)
        if len(readings):
            of_syllable[tables.near == tables.near[readings[0]]] = w.near_sound
            of_syllable[readings] = w.other_reading
            of_syllable[readings[0]] = w.homophone
            of_syllable[0] = w.different
        np.take(of_syllable, tables.first_reading, out=row)
        if len(readings):
            others = _read_as(int(readings[0]), tables)
            row[others] = np.minimum(row[others], w.other_reading)
        looks, weights = tables.looks_of(code)
        look = w.look_least - (w.look_least - w.look_most) * ((weights.astype(np.float32) - 90) / 165)
        sounding = row[looks] <= w.near_sound
        row[looks] = np.minimum(
            row[looks],
            np.where(sounding, np.minimum(look, w.sound_and_look + (row[looks] - w.homophone)), look),
        )
        row[code] = 0
        row[0] = 1e4
    return costs


def syllable_table(syllables: list[int], tables: Tables, w: Weights = WEIGHTS) -> Costs:
    """Return the cost of each code for each syllable of a sign written in pinyin."""
    costs = np.empty((len(syllables), 65536), np.float32)
    for row, syllable in zip(costs, syllables, strict=True):
        of_syllable = np.where(tables.near == tables.near[syllable], 2.0, w.different).astype(np.float32)
        of_syllable[syllable], of_syllable[0] = 0, w.different
        np.take(of_syllable, tables.first_reading, out=row)
        others = _read_as(syllable, tables)
        row[others] = np.minimum(row[others], 0.9)
        row[0] = 1e4
    return costs


def _read_as(syllable: int, tables: Tables) -> NDArray[np.int64]:
    """Return the codes that have a syllable among their readings."""
    return np.searchsorted(tables.reading_start, np.flatnonzero(tables.readings == syllable), "right") - 1


def letter_table(sign: Letters, tables: Tables, w: Weights = WEIGHTS) -> Costs:
    """Return the cost of each letter for each letter of the sign, (length, 128)."""
    alike = tables.latin_look[sign & 0x7F].astype(np.float32)
    costs = np.where(alike > 0, w.letter_look + (255 - alike) / 60, w.letter).astype(np.float32)
    costs[np.arange(len(sign)), sign & 0x7F] = 0
    costs[:, 0] = 1e4
    return costs


@dataclass(frozen=True, slots=True)
class Slips:
    """What a character too few or too many costs, and two that changed places."""

    missing: float
    added: Costs  # one cost a character of the sign
    swapped: float
    reordered: float  # any order; infinity where order must hold


@dataclass(frozen=True, slots=True)
class Compared:
    """Marks set against a sign of one script: what each place of one costs against each of the other."""

    partner: Costs  # (sign, columns, marks)
    lengths: NDArray[np.int64]  # of the marks, where too long cut to the columns
    cut: Costs  # what was cut off costs
    slips: Slips

    def least(self) -> Costs:
        """Return what each mark costs at least, whatever the alignment."""
        size = len(self.partner)
        if not size or not self.partner.shape[1]:
            return self.cut.copy()
        more = np.maximum(self.lengths - size, 0).astype(np.float32) * np.float32(self.slips.missing)
        best = self.partner.min(axis=1)
        least: Costs = np.minimum(best, self.slips.added[:, None]).sum(axis=0) + more + self.cut
        return least

    def pick(self, marks: NDArray[np.int64]) -> "Compared":
        return Compared(self.partner[:, :, marks], self.lengths[marks], self.cut[marks], self.slips)

    def costs(self) -> Costs:
        """Return the cost of the cheapest alignment of each mark."""
        return np.minimum(_in_order(self), _any_order(self)) + self.cut


def compare_han(
    table: Costs, marks: Codes, lengths: NDArray[np.int64], slips: Slips, different: float
) -> Compared:
    """Set marks, (marks, columns) with 0 behind the end, against a sign's table of `han_table`."""
    telling = np.flatnonzero(table.min(axis=0) < different)
    kind = np.zeros(65536, np.uint16)
    kind[telling] = np.arange(1, len(telling) + 1)
    kind[0] = len(telling) + 1
    edge = np.full((len(table), 1), different, np.float32)
    small = np.concatenate([edge, table[:, telling], np.full_like(edge, 1e4)], axis=1)
    return _compared(small, kind[marks], lengths, slips)


def compare_latin(table: Costs, marks: Letters, lengths: NDArray[np.int64], slips: Slips) -> Compared:
    """Set marks, (marks, columns) with 0 behind the end, against a sign's table of `letter_table`."""
    return _compared(table, marks, lengths, slips)


def _compared(table: Costs, marks: NDArray[np.integer], lengths: NDArray[np.int64], slips: Slips) -> Compared:
    columns = marks.shape[1]
    cut = np.maximum(lengths - columns, 0).astype(np.float32) * np.float32(slips.missing)
    return Compared(table[:, marks.T], np.minimum(lengths, columns), cut, slips)


def _in_order(c: Compared) -> Costs:
    size, columns, count = c.partner.shape
    missing, swapped = np.float32(c.slips.missing), np.float32(c.slips.swapped)
    here = [np.full(count, j * missing, np.float32) for j in range(columns + 1)]
    before = here
    for i in range(size):
        two_before, before, here = before, here, [here[0] + c.slips.added[i]]
        for j in range(columns):
            cost = np.minimum(before[j] + c.partner[i, j], before[j + 1] + c.slips.added[i])
            np.minimum(cost, here[j] + missing, out=cost)
            if i and j:
                crossed = two_before[j - 1] + c.partner[i, j - 1]
                crossed += c.partner[i - 1, j]
                crossed += swapped
                np.minimum(cost, crossed, out=cost)
            here.append(cost)
    return np.stack(here)[c.lengths, np.arange(count)]


def _any_order(c: Compared) -> Costs:
    size, columns, count = c.partner.shape
    if not size or not columns or not np.isfinite(c.slips.reordered):
        return np.full(count, np.inf, np.float32)
    from_sign = c.partner.min(axis=1).sum(axis=0)
    from_mark = np.where(np.arange(columns)[:, None] < c.lengths, c.partner.min(axis=0), 0).sum(axis=0)
    more = (c.lengths - size).astype(np.float32)
    longer = from_sign + np.maximum(more, 0) * np.float32(c.slips.missing)
    shorter = from_mark + np.maximum(-more, 0) * np.float32(c.slips.added.max(initial=0))
    best: Costs = np.where(more > 0, longer, np.where(more < 0, shorter, np.maximum(from_sign, from_mark)))
    return best + np.float32(c.slips.reordered)
