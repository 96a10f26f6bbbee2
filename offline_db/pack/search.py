"""Candidates for a sign out of a segment's names, and their costs.

All readings of a sign are compared at once. A candidate is a name and the reading by which it was found;
candidates stand in the order of their ids.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.names.folding import fold
from app.names.hashing import run_starts
from app.names.keys import MERGED
from app.names.lexicon import Lexicon
from app.names.query import FREE, Asked, asked_by
from app.names.readings import LONGEST, Reading, readings_of
from app.names.scoring import (
    Costs,
    Partners,
    Side,
    Slips,
    align,
    covered,
    hold_whole,
    set_side,
    shared_pairs,
    side_of,
)
from offline_db.pack.names import WIDEST, Located, NameStore
from offline_db.pack.postings import Ids, rank_in_runs

MOST = 4000  # names that hold a sign of one character
ALIGNED = (250, 100)  # candidates that are aligned, of the sign as it stands and of each other reading
ALIGNED_IN_CLASS = (150, 60)
COLUMNS_MORE = 3  # characters of a mark looked at beyond the sign's own
SIZES = (0, 6, 12, LONGEST)  # of readings, aligned together with others of about their size
DECIMALS = 3  # of costs that order names; what a processor rounds otherwise must not change the order
NOTHING_TO_COMPARE = np.float32(1e3)

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The readings of a sign, ready to be set against texts."""

    readings: tuple[Reading, ...]
    han: Side
    latin: Side
    cost: Costs  # of each reading
    lexicon: Lexicon


@dataclass(frozen=True, slots=True, eq=False)
class Sign:
    """A sign made ready once, to be compared with the names of several segments."""

    compared: Compared
    asked: Asked


def make_sign(text: str, lexicon: Lexicon) -> Sign:
    """Make a text ready to be searched for."""
    readings = readings_of(*fold(text, lexicon.tables), lexicon)
    return Sign(compare(readings, lexicon), asked_by(readings, lexicon))


def compare(readings: Sequence[Reading], lexicon: Lexicon) -> Compared:
    """Make readings ready to be set against texts."""
    w = lexicon.weights
    answers: dict[int, Partners] = {}
    for reading in readings:
        answers |= {code: lexicon.partners_of(code) for code in reading.han.tolist()}
        answers |= {~syllable: lexicon.partners_of_syllable(syllable) for syllable in reading.syllables}
    said = [[~s for s in reading.syllables] or reading.han.tolist() for reading in readings]
    any_order = [math.inf if reading.syllables else w.reordered for reading in readings]
    han = set_side(answers, said, any_order, Slips(w.missing, w.added, w.swapped, w.different))
    letters = [(reading.latin & np.uint8(0x7F)).tolist() for reading in readings]
    in_order = [math.inf] * len(readings)
    dearer = [w.spelled if reading.spelled else 1.0 for reading in readings]
    in_latin = Slips(w.letter_missing, w.letter_added, w.letter_swapped, w.letter)
    latin = side_of(_LETTERS, lexicon.letters, letters, in_order, dearer, in_latin)
    cost = np.array([reading.cost for reading in readings], np.float32)
    return Compared(tuple(readings), han, latin, cost, lexicon)


_LETTERS = np.arange(128, dtype=np.uint16)


def nearest(sign: Sign, names: NameStore, count: int, nice: int = 0) -> tuple[Ids, Costs]:
    """Return the ids of the nearest names of a segment, nearest first, and their costs; `nice` 0 is all."""
    ids, places = _candidates(sign, names, nice)
    texts = names.locate(ids)
    found, costs = _promising(sign.compared, texts, places, names, nice)
    ids = ids[found]
    order = np.argsort(costs, kind="stable")
    _, first = np.unique(ids[order[: 4 * count + 200]], return_index=True)
    best = order[np.sort(first)][:count]
    return ids[best], costs[best]


def _candidates(sign: Sign, names: NameStore, nice: int) -> tuple[Ids, Places]:
    """Return names, each once for every reading that it was found by, and the places of these readings."""
    asked = sign.asked
    ids, keys = names.keys.look_up(asked.keys, asked.most)
    if nice:
        inside = names.in_class(ids, nice).nonzero()[0]
        ids, keys = ids[inside], keys[inside]
    pairs = ids.astype(np.int64) << 8 | asked.reading[keys]
    twice = asked.twice[keys]
    if twice.any():
        again = np.sort(pairs[twice])
        pairs = pairs[~twice | (rank_in_runs(keys) < FREE)]
        pairs = np.append(pairs, again[1:][again[1:] == again[:-1]])
    for place, reading in enumerate(sign.compared.readings):
        if len(reading.han) == 1 and not reading.only and not reading.strictly:
            held = np.concatenate([names.holding(int(reading.han[0]), length, MOST) for length in (2, 3)])
            held = held[names.in_class(held, nice)] if nice else held
            pairs = np.append(pairs, held.astype(np.int64) << 8 | place)
    pairs.sort()
    pairs = pairs[run_starts(pairs)]
    return (pairs >> 8).astype(np.uint32), pairs & 0xFF


def _promising(
    compared: Compared, texts: Located, places: Places, names: NameStore, nice: int
) -> tuple[Places, Costs]:
    """Return which candidates are worth an alignment, or hold the sign whole, and what each costs."""
    w = compared.lexicon.weights
    total = _without_slips(compared, texts, places)
    kept = np.ones(len(places), bool)
    whole, more = [], []
    counts = np.bincount(places, minlength=len(compared.readings)).tolist()
    for place, (reading, size) in enumerate(zip(compared.readings, counts, strict=True)):
        most = (ALIGNED_IN_CLASS if nice else ALIGNED)[place > 0]
        if not reading.within and size <= most:
            continue
        mine = (places == place).nonzero()[0]
        kept[mine] = False
        part = texts.pick(mine)
        if reading.within:
            held = _hold_whole(reading, part, names)
            whole.append(mine[held])
            longer = (part.han_lengths + part.latin_lengths)[held] - len(reading.han) - len(reading.latin)
            more.append(reading.cost + w.each_more * longer)
        else:
            known = w.popularity * np.log(names.records(part.ids))
            guess = total[mine] + _guess(compared, place, part, names) - known
            kept[mine[guess.argpartition(most)[:most]]] = True
    rest = kept.nonzero()[0]
    slips = _slips(compared, texts.pick(rest), places[rest], names)
    found = np.concatenate([rest, *whole])
    records = names.records_in_class(texts.ids[found]) if nice else names.records(texts.ids[found])
    costs = np.concatenate([total[rest] + slips, *more]) - w.popularity * np.log(records)
    return found, costs.round(DECIMALS).astype(np.float32)


def costs_of(compared: Compared, texts: Located, places: Places, names: NameStore) -> Costs:
    """Return what each text costs under its reading, how many records bear it left aside."""
    return _without_slips(compared, texts, places) + _slips(compared, texts, places, names)


def _without_slips(compared: Compared, texts: Located, places: Places) -> Costs:
    """Return what candidates cost besides the slips of what both sides say."""
    w = compared.lexicon.weights
    han, letters = compared.han.sizes[places], compared.latin.sizes[places]
    total = compared.cost[places]
    total += _alone(han, texts.han_lengths, w.han_only_in_sign, w.han_only_in_mark, w.each_more)
    total += _alone(letters, texts.latin_lengths, w.letters_only_in_sign, w.letters_only_in_mark, w.each_more)
    apart = (np.minimum(han, texts.han_lengths) == 0) & (np.minimum(letters, texts.latin_lengths) == 0)
    total[apart] = NOTHING_TO_COMPARE
    return total


def _alone(sizes: Places, lengths: Places, only_sign: float, only_mark: float, each: float) -> Costs:
    """Return the cost of a script that only the sign or only the mark has, else 0."""
    in_sign = only_sign + each * sizes
    in_mark = only_mark + each * lengths
    alone = np.where(lengths > 0, np.where(sizes > 0, 0, in_mark), np.where(sizes > 0, in_sign, 0))
    return alone.astype(np.float32)


def _hold_whole(reading: Reading, texts: Located, names: NameStore) -> NDArray[np.bool_]:
    if len(reading.han):
        return hold_whole(names.han_of(texts, WIDEST), reading.han)
    return hold_whole(names.latin_of(texts, WIDEST), reading.latin & np.uint8(0x7F))


def _guess(compared: Compared, place: int, texts: Located, names: NameStore) -> Costs:
    """Guess quickly what the slips of one reading's candidates will cost."""
    guess = np.zeros(len(texts.ids), np.float32)
    han, latin = compared.han, compared.latin
    size, letters = int(han.sizes[place]), int(latin.sizes[place])
    if size:
        more = np.maximum(texts.han_lengths - size, 0) * np.float32(han.slips.missing)
        cost = covered(han, place, han.kinds[names.han_of(texts, size + COLUMNS_MORE)]) + more
        guess += np.where(texts.han_lengths > 0, cost, 0)
    if letters:
        sign = latin.parts[place, :letters].astype(np.uint8)
        pairs = np.maximum(texts.latin_lengths, letters) - 1
        pairs = pairs - shared_pairs(sign, names.latin_of(texts, letters + COLUMNS_MORE), MERGED)
        cost = latin.dearer[place] * np.float32(latin.slips.different / 2) * pairs
        guess += np.where(texts.latin_lengths > 0, cost, 0)
    return guess


def _slips(compared: Compared, texts: Located, places: Places, names: NameStore) -> Costs:
    """Return what the cheapest alignment of each text with its reading costs."""
    total = np.zeros(len(places), np.float32)
    for side, lengths, codes_of in (
        (compared.han, texts.han_lengths, names.han_of),
        (compared.latin, texts.latin_lengths, names.latin_of),
    ):
        sizes = np.where(lengths > 0, side.sizes[places], 0)
        for least, most in pairwise(SIZES):
            both = ((sizes > least) & (sizes <= most)).nonzero()[0]
            if len(both):
                kinds = side.kinds[codes_of(texts.pick(both), int(sizes[both].max()) + COLUMNS_MORE)]
                total[both] += align(side, places[both], kinds, lengths[both])
    return total
