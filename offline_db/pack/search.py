"""Candidates for a sign out of a segment's names, and their costs."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.names.folding import fold
from app.names.keys import MERGED
from app.names.lexicon import Lexicon
from app.names.query import FREE, Asked, asked_by
from app.names.readings import Reading, readings_of
from app.names.scoring import (
    Costs,
    Slips,
    align_han,
    align_latin,
    covered,
    hold_whole,
    letter_table,
    shared_pairs,
)
from offline_db.pack.names import WIDEST, Candidates, NameStore
from offline_db.pack.postings import Ids, rank_in_runs

MOST = 4000  # names that hold a sign of one character
ALIGNED = 250  # candidates of the sign as it stands that are aligned, the most promising ones
ALIGNED_ELSE = 100  # of each other reading
SCOPED = 2  # times as many ids are taken of a key where a class is asked for: most fall away
COLUMNS_MORE = 3  # characters of a mark looked at beyond the sign's own
NOTHING_TO_COMPARE = np.float32(1e3)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign made ready once, to be compared with the names of several segments."""

    readings: tuple[Reading, ...]
    asked: Asked
    lexicon: Lexicon


def make_sign(text: str, lexicon: Lexicon) -> Sign:
    """Make a text ready to be searched for."""
    readings = readings_of(*fold(text, lexicon.tables), lexicon)
    return Sign(tuple(readings), asked_by(readings, lexicon), lexicon)


def nearest(sign: Sign, names: NameStore, count: int, nice: int = 0) -> tuple[Ids, Costs]:
    """Return the ids of the nearest names of a segment, nearest first, and their costs; `nice` 0 is all."""
    asked = sign.asked
    ids, places = names.keys.look_up(asked.keys, asked.most * SCOPED if nice else asked.most)
    if nice:
        inside = names.in_class(ids, nice)
        ids, places = ids[inside], places[inside]
    order = np.argsort(asked.reading[places], kind="stable")
    ids, places = ids[order], places[order]
    ends = np.cumsum(np.bincount(asked.reading[places], minlength=len(sign.readings)))
    start = 0
    all_ids, all_costs = [np.zeros(0, np.uint32)], [np.zeros(0, np.float32)]
    for place, (reading, end) in enumerate(zip(sign.readings, ends.tolist(), strict=True)):
        if start == end and (reading.only or len(reading.han) != 1):
            continue
        found = _candidates(reading, ids[start:end], places[start:end], asked, names, nice)
        start = end
        if len(found):
            known = np.float32(sign.lexicon.weights.popularity) * np.log(names.records(found))
            known = known.astype(np.float32)
            if reading.within:
                kept, costs = _costs_within(reading, found, known, names, sign.lexicon)
            else:
                most = ALIGNED_ELSE if place else ALIGNED
                kept, costs = costs_of(reading, found, known, names, sign.lexicon, most)
            all_ids.append(kept)
            all_costs.append(costs)
    best_ids, costs = np.concatenate(all_ids), np.concatenate(all_costs)
    order = np.argsort(costs, kind="stable")
    _, first = np.unique(best_ids[order[: 4 * count + 200]], return_index=True)
    best = order[np.sort(first)][:count]
    return best_ids[best], costs[best]


def _candidates(
    reading: Reading, ids: Ids, places: NDArray[np.int64], asked: Asked, names: NameStore, nice: int
) -> Ids:
    """Return the ids found for one reading, ascending, each once."""
    twice = asked.twice[places]
    if twice.any():
        enough = ~twice | (rank_in_runs(places) < FREE)
        again = np.sort(ids[twice])
        ids = np.concatenate([ids[enough], again[1:][again[1:] == again[:-1]]])
    if len(reading.han) == 1 and not reading.only:
        held = [names.holding(int(reading.han[0]), length, MOST) for length in (2, 3)]
        ids = np.concatenate([ids, *(few[names.in_class(few, nice)] if nice else few for few in held)])
    return distinct(ids)


def distinct(values: Ids) -> Ids:
    """Return values ascending, without repeats."""
    values = np.sort(values)
    return values[np.append(True, values[1:] != values[:-1])] if len(values) else values


def costs_of(
    reading: Reading, ids: Ids, known: Costs, names: NameStore, lexicon: Lexicon, most: int
) -> tuple[Ids, Costs]:
    """Return the most promising of the names, at most `most`, and the cost of each under one reading.

    `known` is what being borne by many records makes a name cheaper.
    """
    w = lexicon.weights
    size, letters = len(reading.syllables) or len(reading.han), len(reading.latin)
    texts = names.texts(ids, size + COLUMNS_MORE if size else 0, letters + COLUMNS_MORE if letters else 0)
    total = np.float32(reading.cost) - known
    total += _alone(size, texts.han_lengths, w.han_only_in_sign, w.han_only_in_mark, w.each_more)
    total += _alone(letters, texts.latin_lengths, w.letters_only_in_sign, w.letters_only_in_mark, w.each_more)
    han_apart, latin_apart = size == 0, letters == 0
    apart = ((texts.han_lengths == 0) | han_apart) & ((texts.latin_lengths == 0) | latin_apart)
    total[apart] = NOTHING_TO_COMPARE
    comparison = _Comparison(reading, lexicon)
    if len(ids) > most:
        best = np.sort(np.argpartition(total + comparison.guess(texts), most)[:most])
        texts, total = texts.pick(best), total[best]
    return texts.ids, total + comparison.costs(texts)


def _costs_within(
    reading: Reading, ids: Ids, known: Costs, names: NameStore, lexicon: Lexicon
) -> tuple[Ids, Costs]:
    """Return those of the names that hold the sign whole, and what each costs."""
    han, latin = reading.han, reading.latin & np.uint8(0x7F)
    texts = names.texts(ids, WIDEST if len(han) else 0, WIDEST if len(latin) else 0)
    held = np.flatnonzero(hold_whole(texts.han, han) if len(han) else hold_whole(texts.latin, latin))
    more = texts.han_lengths[held] + texts.latin_lengths[held] - len(han) - len(latin)
    cost = np.float32(reading.cost) + np.float32(lexicon.weights.each_more) * more - known[held]
    return ids[held], cost.astype(np.float32)


class _Comparison:
    """One reading made ready to be set against texts."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        w = lexicon.weights
        self._partners = [lexicon.partners_of_syllable(s) for s in reading.syllables]
        self._partners = self._partners or [lexicon.partners_of(c) for c in reading.han.tolist()]
        self._latin = reading.latin & np.uint8(0x7F)
        any_order = math.inf if reading.syllables else w.reordered
        self._in_han = Slips(w.missing, w.added, w.swapped, any_order, w.different)
        self._in_latin = Slips(w.letter_missing, w.letter_added, w.letter_swapped, math.inf, w.letter)
        self._dearer = np.float32(w.spelled if reading.spelled else 1)
        self._lexicon = lexicon

    def guess(self, texts: Candidates) -> Costs:
        """Guess quickly what texts will cost."""
        guess = np.zeros(len(texts.ids), np.float32)
        if self._partners:
            more = np.maximum(texts.han_lengths - len(self._partners), 0) * np.float32(self._in_han.missing)
            cost = covered(self._partners, texts.han, self._in_han) + more
            guess += np.where(texts.han_lengths > 0, cost, 0)
        if len(self._latin):
            pairs = np.maximum(texts.latin_lengths, len(self._latin)) - 1
            pairs = pairs - shared_pairs(self._latin, texts.latin, MERGED)
            cost = self._dearer * np.float32(self._in_latin.different / 2) * pairs
            guess += np.where(texts.latin_lengths > 0, cost, 0)
        return guess

    def costs(self, texts: Candidates) -> Costs:
        """Return what the cheapest alignment of each text costs."""
        total = np.zeros(len(texts.ids), np.float32)
        both = np.flatnonzero(texts.han_lengths > 0)
        if self._partners and len(both):
            total[both] = align_han(self._partners, texts.han[both], texts.han_lengths[both], self._in_han)
        both = np.flatnonzero(texts.latin_lengths > 0)
        if len(self._latin) and len(both):
            table = letter_table(self._latin, self._lexicon.tables.latin_look, self._lexicon.weights)
            cost = align_latin(table, texts.latin[both], texts.latin_lengths[both], self._in_latin)
            total[both] += self._dearer * cost
        return total


def _alone(size: int, lengths: NDArray[np.int64], only_sign: float, only_mark: float, each: float) -> Costs:
    """Return the cost of a script that only the sign or only the mark has, else 0."""
    if size:
        return np.where(lengths > 0, 0, only_sign + each * size).astype(np.float32)
    return np.where(lengths > 0, only_mark + each * lengths, 0).astype(np.float32)
