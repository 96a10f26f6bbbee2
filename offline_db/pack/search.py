"""Candidates for a sign out of a segment's names, and their costs."""

import math
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from app.names.folding import Codes, Letters
from app.names.query import FEW, Reading, asks_of, readings_of
from app.names.scoring import (
    WEIGHTS,
    Compared,
    Costs,
    Slips,
    Weights,
    compare_han,
    compare_latin,
    han_table,
    letter_table,
    syllable_table,
)
from app.names.tables import Tables
from app.names.words import Words
from offline_db.pack.names import NameStore
from offline_db.pack.postings import Ids, rank_in_runs

Scalar = TypeVar("Scalar", np.uint32, np.uint64)
MOST = 4000  # names that hold a sign of one character
ALIGNED = 400  # candidates of one reading that are aligned, the most promising by what they cost at least
SCOPED = 5  # times as many ids are taken of a key where a class is asked for: most fall away
COLUMNS_MORE = 3  # characters of a mark looked at beyond the sign's own


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign made ready once, to be compared with the names of several segments."""

    readings: tuple[Reading, ...]
    tables: Tables
    weights: Weights = WEIGHTS


def make_sign(han: Codes, latin: Letters, tables: Tables, words: Words, weights: Weights = WEIGHTS) -> Sign:
    return Sign(tuple(readings_of(han, latin, tables, words, weights.generic_word)), tables, weights)


def nearest(sign: Sign, names: NameStore, count: int, nice: int = 0) -> tuple[Ids, Costs]:
    """Return the ids of the nearest names of a segment, nearest first, and their costs; `nice` 0 is all."""
    ids, costs = [np.zeros(0, np.uint32)], [np.zeros(0, np.float32)]
    for reading in sign.readings:
        found = candidates(reading, names, sign.tables, nice)
        if len(found):
            known = np.float32(sign.weights.popularity) * np.log(names.records(found)).astype(np.float32)
            kept, cost = costs_of(reading, found, known, names, sign)
            ids.append(kept)
            costs.append(cost)
    all_ids, all_costs = np.concatenate(ids), np.concatenate(costs)
    order = np.argsort(all_costs, kind="stable")
    _, first = np.unique(all_ids[order[: 4 * count + 200]], return_index=True)
    best = order[np.sort(first)][:count]
    return all_ids[best], all_costs[best]


def candidates(reading: Reading, names: NameStore, tables: Tables, nice: int = 0) -> Ids:
    """Return the ids of names that share a key with a reading of the sign, without repeats."""
    found: list[Ids] = []
    for ask in asks_of(reading, tables):
        keys = distinct(ask.keys)
        ids, places = names.keys.look_up(keys, ask.most if not nice else SCOPED * ask.most)
        if ask.twice and len(ids) > FEW:
            few = rank_in_runs(places) < FEW
            several = np.sort(ids)
            ids = np.concatenate([ids[few], several[1:][several[1:] == several[:-1]]])
        found.append(ids)
    if len(reading.han) == 1:
        found += [names.holding(int(reading.han[0]), length, MOST) for length in (2, 3)]
    ids = distinct(np.concatenate(found)) if found else np.zeros(0, np.uint32)
    return ids[names.in_class(ids, nice)] if nice and len(ids) else ids


def distinct(values: NDArray[Scalar]) -> NDArray[Scalar]:
    """Return values ascending, without repeats."""
    values = np.sort(values)
    return values[np.append(True, values[1:] != values[:-1])] if len(values) else values


def costs_of(reading: Reading, ids: Ids, known: Costs, names: NameStore, sign: Sign) -> tuple[Ids, Costs]:
    """Return the most promising of the names and the cost of each under one reading of the sign.

    `known` is what being borne by many records makes a name cheaper.
    """
    w = sign.weights
    latin = reading.latin & np.uint8(0x7F)
    size = len(reading.syllables) or len(reading.han)
    han_lengths, latin_lengths = names.lengths(ids)
    han, letters = names.codes(
        ids, size + COLUMNS_MORE if size else 0, len(latin) + COLUMNS_MORE if len(latin) else 0
    )
    total = np.float32(reading.cost) - known
    total += _alone(size, han_lengths, w.han_only_in_sign, w.han_only_in_mark, w.each_more)
    total += _alone(len(latin), latin_lengths, w.letters_only_in_sign, w.letters_only_in_mark, w.each_more)
    total[((han_lengths == 0) | (size == 0)) & ((latin_lengths == 0) | (len(latin) == 0))] = (
        1e3  # nothing to compare
    )
    parts = _parts(reading, han, letters, han_lengths, latin_lengths, sign)
    least = total.copy()
    for those, compared, factor in parts:
        least[those] += factor * compared.least()
    best = np.arange(len(ids)) if len(ids) <= ALIGNED else np.sort(np.argpartition(least, ALIGNED)[:ALIGNED])
    for those, compared, factor in parts:
        place = np.searchsorted(those, best)
        has = place < len(those)
        has[has] = those[place[has]] == best[has]
        total[best[has]] += factor * compared.pick(place[has]).costs()
    return ids[best], total[best]


def _parts(
    reading: Reading,
    han: Codes,
    letters: Letters,
    han_lengths: NDArray[np.int64],
    latin_lengths: NDArray[np.int64],
    sign: Sign,
) -> list[tuple[NDArray[np.int64], Compared, np.float32]]:
    """Return the marks comparable in each script, how they compare, and by how much that counts."""
    w = sign.weights
    latin = reading.latin & np.uint8(0x7F)
    size = len(reading.syllables) or len(reading.han)
    parts: list[tuple[NDArray[np.int64], Compared, np.float32]] = []
    both = np.flatnonzero(han_lengths > 0)
    if size and len(both):
        table = (
            syllable_table(list(reading.syllables), sign.tables, w)
            if reading.syllables
            else han_table(reading.han, sign.tables, w)
        )
        slips = Slips(
            w.missing,
            np.full(size, w.added, np.float32),
            w.swapped,
            math.inf if reading.syllables else w.reordered,
        )
        parts.append(
            (both, compare_han(table, han[both], han_lengths[both], slips, w.different), np.float32(1))
        )
    both = np.flatnonzero(latin_lengths > 0)
    if len(latin) and len(both):
        slips = Slips(
            w.letter_missing, np.full(len(latin), w.letter_added, np.float32), w.letter_swapped, math.inf
        )
        compared = compare_latin(
            letter_table(latin, sign.tables, w), letters[both] & np.uint8(0x7F), latin_lengths[both], slips
        )
        parts.append((both, compared, np.float32(w.spelled if reading.spelled else 1)))
    return parts


def _alone(size: int, lengths: NDArray[np.int64], only_sign: float, only_mark: float, each: float) -> Costs:
    """Return the cost of a script that only the sign or only the mark has, else 0."""
    if size:
        return np.where(lengths > 0, 0, only_sign + each * size).astype(np.float32)
    return np.where(lengths > 0, only_mark + each * lengths, 0).astype(np.float32)
