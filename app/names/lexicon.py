"""All that searches know of characters and words, and which codes answer a character or a syllable.

What answers a code is worked out when it is first asked for and kept, since signs share their characters.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.names.hashing import distinct, run_starts
from app.names.meaning import Meanings, load_meanings
from app.names.pinyin import slip_matrix
from app.names.scoring import WEIGHTS, Costs, Partners, Weights, letter_table
from app.names.tables import Tables, load_tables
from app.names.words import Words, load_words

Codes = NDArray[np.uint16]
LOOKS_ONCE, LOOKS_TWICE = 48, 16  # look-alikes tried at one place, at each of two
MOST_READINGS = 3  # of one character that are tried


class Confused(NamedTuple):
    """Near-sound classes of a character's readings, and of what it is taken for."""

    readings: tuple[int, ...]  # its own, the usual one first
    once: Codes  # of what looks alike or is also read so
    twice: Codes  # of what looks most alike and sounds otherwise, for where two characters are replaced


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Tables, words and weights, with what was worked out from them. Safe to use from several threads."""

    tables: Tables
    words: Words
    meanings: Meanings
    weights: Weights
    letters: Costs  # what each letter costs against each letter
    by_syllable: tuple[Codes, ...]  # syllable -> codes that have it as their first reading
    also_read: tuple[Codes, ...]  # syllable -> codes that have it as another reading
    by_sound: dict[int, Codes]  # near-sound class -> codes whose first reading is in it
    slips: NDArray[np.uint8]  # how many letters two syllables differ in, 2 = two or more
    characters: dict[int, Partners] = field(default_factory=dict)
    confused: dict[int, Confused] = field(default_factory=dict)
    syllables: dict[int, Partners] = field(default_factory=dict)

    def partners_of(self, code: int) -> Partners:
        """Return the codes that sound or look like a character, and itself at no cost."""
        known = self.characters.get(code)
        if known is None:
            known = self.characters[code] = self._work_out(code)
        return known

    def confused_with(self, code: int) -> Confused:
        """Return the near-sound classes under which what is taken for a character may be filed."""
        known = self.confused.get(code)
        if known is None:
            t = self.tables
            sound = int(t.sound[code])
            readings = dict.fromkeys([sound, *t.near[t.readings_of(code)].tolist()])
            looks = t.sound[t.looks_of(code)[0]]
            crossed = t.crossed[sound] if sound < len(t.crossed) else looks[:0]
            once = distinct(looks[:LOOKS_ONCE], crossed)
            near = looks[:LOOKS_TWICE]
            twice = distinct(near[near != sound])
            known = Confused(tuple(readings)[:MOST_READINGS], once, twice)
            self.confused[code] = known
        return known

    def partners_of_syllable(self, syllable: int) -> Partners:
        """Return the codes that may be meant by a syllable of pinyin."""
        known = self.syllables.get(syllable)
        if known is None:
            near = self.tables.near == self.tables.near[syllable]
            cost = np.where(self.slips[syllable] == 1, 3.0, self.weights.different)
            cost = np.where(near, np.minimum(cost, 2.0), cost)
            cost[syllable], cost[0] = 0, self.weights.different
            found: list[tuple[Codes, float | Costs]] = []
            for other in np.flatnonzero(cost < self.weights.different).tolist():
                found.append((self.by_syllable[other], float(cost[other])))
            found.append((self.also_read[syllable], 0.9))
            known = self.syllables[syllable] = cheapest(found)
        return known

    def _work_out(self, code: int) -> Partners:
        w, t = self.weights, self.tables
        readings = t.readings_of(code).tolist()
        found: list[tuple[Codes, float | Costs]] = []
        if readings:
            first, *others = readings
            found.append((self.by_syllable[first], w.homophone))
            found.append((self.by_sound[int(t.near[first])], w.near_sound))
            found.append((self.also_read[first], w.other_reading))
            found += [(self.by_syllable[other], w.other_reading) for other in others]
        codes, costs = cheapest(found)
        looks, weights = t.looks_of(code)
        look = w.look_least - (w.look_least - w.look_most) * ((weights.astype(np.float32) - 90) / 165)
        place = np.minimum(np.searchsorted(codes, looks), max(len(codes) - 1, 0))
        if len(codes):
            sounding = codes[place] == looks
            both = np.minimum(look, w.sound_and_look + (costs[place] - w.homophone))
            look = np.where(sounding, both, look)
        alike = look.astype(np.float32)
        return cheapest([(codes, costs), (looks, alike), (np.array([code], np.uint16), 0.0)])


def cheapest(found: Sequence[tuple[Codes, float | Costs]]) -> Partners:
    """Return each code once, ascending, with the least of its costs, which are not negative."""
    codes = np.concatenate([np.zeros(0, np.uint16), *(c for c, _ in found)])
    costs = np.empty(len(codes), np.float32)
    end = 0
    for some, cost in found:
        start, end = end, end + len(some)
        costs[start:end] = cost
    both = codes.astype(np.uint64) << np.uint64(32)
    both |= costs.view(np.uint32)  # of floats that are not negative the bits ascend as they do
    both.sort()
    codes = (both >> np.uint64(32)).astype(np.uint16)
    first = run_starts(codes)
    return codes[first], both[first].astype(np.uint32).view(np.float32)


def load_lexicon(weights: Weights = WEIGHTS) -> Lexicon:
    """Load what ships with the program, in some 150 ms. Raises StorageFault if it is missing."""
    tables = load_tables()
    owners = np.repeat(np.arange(65536), np.diff(tables.reading_start)).astype(np.uint16)
    firsts = np.zeros(len(owners), bool)
    firsts[tables.reading_start[:-1][np.diff(tables.reading_start) > 0]] = True
    by_sound: dict[int, list[Codes]] = defaultdict(list)
    by_syllable = _grouped(tables.readings[firsts], owners[firsts], len(tables.syllables))
    for syllable, codes in enumerate(by_syllable):
        by_sound[int(tables.near[syllable])].append(codes)
    words = load_words(tables)
    return Lexicon(
        tables,
        words,
        load_meanings(words),
        weights,
        letter_table(tables.latin_look, weights),
        by_syllable,
        _grouped(tables.readings[~firsts], owners[~firsts], len(tables.syllables)),
        {sound: np.concatenate(codes) for sound, codes in by_sound.items()},
        slip_matrix(tables.syllables),
    )


def _grouped(keys: NDArray[np.uint16], codes: Codes, groups: int) -> tuple[Codes, ...]:
    order = np.argsort(keys, kind="stable")
    return tuple(np.split(codes[order], np.searchsorted(keys[order], np.arange(1, groups))))
