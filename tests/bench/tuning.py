"""A search for better weights: one is changed at a time, and kept where more of the pairs are found.

What a search would compare is collected once for each pair, under the weights of today, and then only
scored anew. The figure that counts is the mean of five recalls at 20: tiers 1 and 2 in all classes, and tiers
1, 2 and 3 in one class; the mark's place adds a little, so that small steps show. Reads the first segment of
a pack.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from app.names.folding import fold
from app.names.lexicon import Lexicon
from app.names.readings import Reading, readings_of
from app.names.scoring import Costs, Weights
from offline_db.pack.names import NameStore
from offline_db.pack.pack import Pack
from offline_db.pack.postings import Ids
from offline_db.pack.search import compare, costs_of, make_sign, nearest
from offline_db.pack.segment import NAME, Segment
from tests.bench.variants import Pair

SHOWN = 20
DEEP, WIDE, IN_CLASS = 400, 120, 60  # marks in which the right one is looked for; rivals kept
FAR = 7.0  # a reading is kept for marks that cost so much more under it than under the best
FACTORS = ((0.75, 1.3), (0.88, 1.13), (0.94, 1.06))
LEAST_GAIN = 0.0004
PLACE_COUNTS = 0.05
IN_BOTH = ("each_more", "popularity", "generic_word")  # weights of both scripts


@dataclass(frozen=True, slots=True)
class Trial:
    """One pair with its rivals: what each reading of the sign has to be compared with."""

    names: NameStore
    tier: int
    sign: str
    readings: tuple[Reading, ...]
    places: tuple[NDArray[np.int64], ...]  # of what each reading is compared with, in `ids`
    ids: Ids
    records: Costs  # logarithm of how many records bear each
    in_class: NDArray[np.bool_]
    right: int  # place of the mark in `ids`, -1 where no search would come across it
    has_han: bool
    has_latin: bool


def collect(pack: Pack, pairs: Sequence[Pair], lexicon: Lexicon) -> list[Trial]:
    """Return the trials of pairs of a pack."""
    segment = next(iter(pack.segments.values()))
    return [_trial(segment, pair, lexicon) for pair in pairs]


def _trial(segment: Segment, pair: Pair, lexicon: Lexicon) -> Trial:
    names, sign = segment.names, make_sign(pair.sign, lexicon)
    deep, _ = nearest(sign, names, DEEP)
    scoped, _ = nearest(sign, names, DEEP, pair.nice)
    found = next((i for i in [*deep.tolist(), *scoped.tolist()] if _text(segment, i) == pair.mark), None)
    mine = np.array([] if found is None else [found], np.uint32)
    ids = np.unique(np.concatenate([deep[:WIDE], scoped[:IN_CLASS], mine]))
    records = np.log(names.records(ids)).astype(np.float32)
    known = np.float32(lexicon.weights.popularity) * records
    readings = sign.compared.readings
    costs = np.stack([_spread(reading, ids, known, names, lexicon) for reading in readings])
    near = costs <= costs.min(axis=0) + FAR
    kept = [reading for reading, row in zip(readings, near, strict=True) if row.any()]
    return Trial(
        names,
        pair.variant.tier,
        pair.sign,
        readings,
        tuple(np.flatnonzero(row) for row in near),
        ids,
        records,
        names.in_class(ids, pair.nice),
        -1 if found is None else int(np.searchsorted(ids, found)),
        any(len(r.han) > 0 or r.syllables for r in kept),
        any(len(r.latin) > 0 for r in kept),
    )


def _text(segment: Segment, name: int) -> str:
    return segment.rows.cell(int(segment.names.rows(name)[0]), NAME)


def _spread(reading: Reading, ids: Ids, known: Costs, names: NameStore, lexicon: Lexicon) -> Costs:
    alone = compare([reading], lexicon)
    return costs_of(alone, names.locate(ids), np.zeros(len(ids), np.int64), names) - known


def ranks(trial: Trial, lexicon: Lexicon, *, anew: bool) -> tuple[int, int]:
    """Return how many rivals are cheaper than the mark: in all classes, in its own.

    `anew` where the weights of the readings themselves differ from those of the collection.
    """
    if trial.right < 0:
        return DEEP, DEEP
    best = np.full(len(trial.ids), np.inf, np.float32)
    known = np.float32(lexicon.weights.popularity) * trial.records
    readings = readings_of(*fold(trial.sign, lexicon.tables), lexicon) if anew else trial.readings
    for reading, places in zip(readings, trial.places, strict=True):
        if len(places):
            costs = _spread(reading, trial.ids[places], known[places], trial.names, lexicon)
            best[places] = np.minimum(best[places], costs)
    nearer = best < best[trial.right]
    return int(nearer.sum()), int((nearer & trial.in_class).sum())


class Tuner:
    """Ranks of all trials under the best weights so far."""

    def __init__(self, trials: Sequence[Trial], lexicon: Lexicon) -> None:
        self.weights, self._base, self._trials = lexicon.weights, lexicon, trials
        self._ranks = self._ranked(self.weights, range(len(trials)))
        self.score = self._score(self._ranks)

    def run(self, rounds: int) -> Iterator[tuple[str, float, float]]:
        """Yield what was changed, to what, and the score then; ends where nothing helps any more."""
        for factors in FACTORS[:rounds]:
            for field in fields(Weights):
                for factor in factors:
                    if self._try(field.name, factor):
                        yield field.name, getattr(self.weights, field.name), self.score

    def _try(self, name: str, factor: float) -> bool:
        weights = replace(self.weights, **{name: round(getattr(self.weights, name) * factor, 3)})
        latin_only = name.startswith("letter_") or name in ("letter", "spelled")
        either = name.endswith(("_in_mark", "_in_sign")) or name in (
            "each_more",
            "popularity",
            "generic_word",
        )
        touched = [
            i
            for i, trial in enumerate(self._trials)
            if trial.right >= 0 and (either or (trial.has_latin if latin_only else trial.has_han))
        ]
        ranked = self._ranks.copy()
        ranked[touched] = self._ranked(weights, touched)
        score = self._score(ranked)
        if score < self.score + LEAST_GAIN:
            return False
        self.weights, self._ranks, self.score = weights, ranked, score
        return True

    def _ranked(self, weights: Weights, places: Sequence[int]) -> NDArray[np.int64]:
        lexicon = replace(self._base, weights=weights, characters={}, syllables={})
        anew = weights.generic_word != self._base.weights.generic_word
        found = [ranks(self._trials[i], lexicon, anew=anew) for i in places]
        return np.array(found, np.int64).reshape(-1, 2)

    def _score(self, ranked: NDArray[np.int64]) -> float:
        tiers = np.array([trial.tier for trial in self._trials])
        gain = (ranked < SHOWN) + PLACE_COUNTS / (1 + ranked)
        parts = [gain[tiers == tier, scope] for tier, scope in ((1, 0), (2, 0), (1, 1), (2, 1), (3, 1))]
        return float(np.mean([part.mean() for part in parts if len(part)]))
