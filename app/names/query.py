"""The keys to look up for each reading of a sign, so that what resembles it is found.

What an index does not hold is asked for instead: look-alikes at one and two places, parts of the sign.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations, islice, pairwise, product

import numpy as np
from numpy.typing import NDArray

from app.names.folding import NEW_WORD, Codes, Letters
from app.names.hashing import Hashes, distinct, hash_lists, run_starts
from app.names.keys import (
    LETTERS,
    MOST_SOUNDS,
    PAIR,
    SHORT,
    SHORTEST_WORD,
    SOUNDS,
    SPELLING,
    WORD,
    as_letters,
    cuts,
    merged_spelling,
    pair_rows,
    part_family,
)
from app.names.lexicon import Confused, Lexicon
from app.names.readings import Reading

MOST_SHORT = 5  # characters of a sign that two changes may leave no two neighbours of
MOST_REPLACED = 4  # characters of a sign of which two are replaced
MOST_SPOKEN = 64  # ways to read a sign whose characters have several readings
SHORTEST_PIECE = 4  # letters of a piece of a Latin sign that may be a mark
FEW, SOME, MANY = 400, 2000, 2000  # ids taken of a popular key
FREE = 300  # of a key that should be met twice, which may be met once


@dataclass(frozen=True, slots=True)
class Asked:
    """Keys to look up, each once for its reading."""

    keys: Hashes
    most: NDArray[np.int64]  # ids to take of each key
    twice: NDArray[np.bool_]  # an id beyond the first FREE counts only if another such key has it too
    reading: NDArray[np.uint8]  # place of the reading that asks


def asked_by(readings: list[Reading], lexicon: Lexicon) -> Asked:
    """Return the keys under which marks that resemble a sign are filed."""
    keys = _Keys()
    for place, reading in enumerate(readings):
        keys.reading = place
        _ask(reading, lexicon, keys)
    return keys.finish()


class _Keys:
    """Gathers the keys of readings, to be hashed together."""

    def __init__(self) -> None:
        self.reading = 0
        self._rows: list[tuple[int | NDArray[np.int64], NDArray[np.integer]]] = []
        self._asks: list[tuple[int, int, bool, int]] = []  # for each: how many keys, most, twice, reading

    def add(
        self,
        family: int | NDArray[np.int64],
        rows: NDArray[np.integer],
        most: int,
        *,
        twice: bool = False,
    ) -> None:
        """Ask for rows of codes, all of one family or each of its own."""
        if rows.size:
            self._rows.append((family, rows))
            self._asks.append((len(rows), most, twice, self.reading))

    def sounds(self, rows: NDArray[np.integer], most: int) -> None:
        """Ask for near-sound classes in any order."""
        if rows.size:
            self.add(SOUNDS + rows.shape[1], np.sort(rows, axis=1), most)

    def pairs(self, a: Codes, b: Codes, most: int, *, twice: bool = False) -> None:
        """Ask for pairs of characters, whichever stands first."""
        self.add(PAIR, pair_rows(a, b), most, twice=twice)

    def spellings(self, letters: Iterable[bytes], most: int) -> None:
        """Ask for spellings, look-alikes merged."""
        by_size: dict[int, list[bytes]] = defaultdict(list)
        for merged in dict.fromkeys(map(merged_spelling, letters)):
            by_size[len(merged)].append(merged)
        by_size.pop(0, None)
        for size, some in by_size.items():
            self.add(SPELLING, np.frombuffer(b"".join(some), np.uint8).reshape(-1, size), most)

    def finish(self) -> Asked:
        """Return each key once for its reading, with the most ids that were asked of it."""
        order = sorted(range(len(self._rows)), key=lambda place: -self._rows[place][1].shape[1])
        keys = hash_lists([self._rows[place] for place in order])
        asks = np.array([self._asks[place] for place in order], np.int64).reshape(-1, 4)
        most, twice, reading = np.repeat(asks[:, 1:], asks[:, 0], axis=0).T
        mixed = keys + reading.astype(np.uint64) * _APART
        places = mixed.argsort(kind="stable")
        firsts = run_starts(mixed[places])
        kept = places[firsts]
        at_most = np.maximum.reduceat(most[places], firsts) if len(firsts) else most
        return Asked(keys[kept], at_most, twice[kept] > 0, reading[kept].astype(np.uint8))


_APART = np.uint64(0x9E3779B97F4A7C15)  # keeps apart the same key of two readings


def _ask(reading: Reading, lexicon: Lexicon, keys: _Keys) -> None:
    tables = lexicon.tables
    if reading.syllables:
        _syllable_keys(reading, lexicon, keys)
    elif reading.strictly:
        if len(reading.han):
            keys.sounds(tables.sound[reading.han][None, :], FEW)
        else:
            keys.spellings([_octets(reading.latin)], FEW)
    elif reading.within:
        _keys_within(reading, keys)
    elif reading.spelled:
        keys.spellings([_octets(reading.latin)], FEW)
        if len(reading.latin) >= SHORT:
            _part_keys(reading.latin, keys, FEW // 8)
    else:
        if len(reading.han) and reading.only != "latin":
            _han_keys(reading.han, lexicon, keys, lightly=bool(reading.only))
        if len(reading.latin) and reading.only != "han":
            _latin_keys(reading.latin, keys)


def _syllable_keys(reading: Reading, lexicon: Lexicon, keys: _Keys) -> None:
    tables = lexicon.tables
    sounds = tables.near[list(reading.syllables)].astype(np.uint16)
    keys.sounds(sounds[None, :], FEW if reading.strictly else MANY)
    if reading.strictly:
        return
    others = [tables.near[lexicon.slips[syllable] == 1] for syllable in reading.syllables]
    crossed = [tables.crossed[sound] for sound in sounds.tolist()]
    keys.sounds(_replaced(sounds, [*map(distinct, others, crossed)]), FEW // 4)
    if len(sounds) >= 4:
        one_less = _left_out(sounds[None, :])
        keys.sounds(one_less, FEW)
        if len(sounds) >= 5:
            keys.sounds(_left_out(one_less), FEW // 2)


def _han_keys(han: Codes, lexicon: Lexicon, keys: _Keys, *, lightly: bool) -> None:
    size = len(han)
    sounds = lexicon.tables.sound[han]
    if size <= MOST_SOUNDS:
        confused = [lexicon.confused_with(code) for code in han.tolist()]
        keys.sounds(_other_readings(confused), FEW if lightly else MANY)
        once = _replaced(sounds, [c.once for c in confused])
        keys.sounds(once, FEW // 4 if lightly else FEW // 2)
        if size >= 2:
            keys.sounds(_left_out(sounds[None, :]), FEW // 2 if lightly else MANY)
        if not lightly:
            _keys_further_off(sounds, confused, keys)
    if not lightly:
        for piece in range(2, min(size - 1, MOST_SOUNDS + 1)):
            keys.sounds(np.lib.stride_tricks.sliding_window_view(sounds, piece), FEW)
    near = [(a, b) for a, b in combinations(range(min(size, 10)), 2) if b - a <= 3]
    if near:
        first, second = (han[list(places)] for places in zip(*near, strict=True))
        keys.pairs(first, second, MANY if size <= 3 and not lightly else FEW)


def _keys_further_off(sounds: Codes, confused: list[Confused], keys: _Keys) -> None:
    """Ask for marks that two changes make of the sign."""
    size = len(sounds)
    if size <= MOST_REPLACED:
        keys.sounds(_two_look_alikes(sounds, [c.twice for c in confused]), FEW // 8)
    if 3 <= size <= MOST_SHORT:
        once = [c.once for c in confused]
        rests = [_replaced(np.delete(sounds, i), once[:i] + once[i + 1 :]) for i in range(size)]
        keys.sounds(np.concatenate(rests), FEW // 8)
    if size >= 5:
        keys.sounds(_left_out(_left_out(sounds[None, :])), FEW)
    keys.sounds(np.repeat(sounds, 2)[None, :], FEW)


def _other_readings(confused: list[Confused]) -> Codes:
    """Return the sounds of the sign with every reading of its characters, as it stands first."""
    return np.array(list(islice(product(*(c.readings for c in confused)), MOST_SPOKEN)), np.uint16)


def _replaced(sounds: Codes, others: list[Codes]) -> Codes:
    """Return rows of sounds, in each of which one is replaced by one of its others."""
    ends = np.cumsum([len(other) for other in others])
    rows = np.tile(sounds, (int(ends[-1]), 1))
    for place, (other, end) in enumerate(zip(others, ends.tolist(), strict=True)):
        rows[end - len(other) : end, place] = other
    return rows


def _two_look_alikes(sounds: Codes, looks: list[Codes]) -> Codes:
    """Return the sounds of the sign with each two characters replaced by what looks alike."""
    rows = [np.zeros((0, len(sounds)), np.uint16)]
    for a, b in combinations(range(len(sounds)), 2):
        rows.append(np.tile(sounds, (len(looks[a]) * len(looks[b]), 1)))
        rows[-1][:, a] = np.repeat(looks[a], len(looks[b]))
        rows[-1][:, b] = np.tile(looks[b], len(looks[a]))
    return np.concatenate(rows)


def _left_out(rows: NDArray[np.integer]) -> NDArray[np.integer]:
    """Return each row with each of its places left out."""
    size = rows.shape[1]
    kept = np.arange(size - 1) + (np.arange(size - 1) >= np.arange(size)[:, None])
    return rows[:, kept].reshape(-1, size - 1)


def _latin_keys(latin: Letters, keys: _Keys) -> None:
    plain, octets = _plain(latin), _octets(latin)
    size = len(plain)
    keys.spellings([octets], MANY)
    if size <= SHORT + 1:
        letters = as_letters(plain[None, :])
        keys.add(LETTERS + size, letters, MANY)
        if size >= 3:
            keys.add(LETTERS + size - 1, _left_out(letters), FEW)
    if size >= SHORT:
        _part_keys(plain, keys, SOME)
    _word_keys(latin, keys)
    if size > SHORTEST_PIECE:
        turned = (octets[place:] + octets[:place] for place in range(1, size))
        pieces = ((octets[:end], octets[-end:]) for end in range(SHORTEST_PIECE, size))
        keys.spellings([*turned, *_swapped(octets), *chain.from_iterable(pieces)], FEW)


def _swapped(letters: bytes) -> Iterator[bytes]:
    """Yield the letters with each two neighbours in each other's place."""
    for place in range(len(letters) - 1):
        two = letters[place : place + 2]
        yield letters[:place] + two[::-1] + letters[place + 2 :]


def _part_keys(plain: Letters, keys: _Keys, most: int) -> None:
    """Ask for every piece of the letters that may be a third of a mark at most two slips away."""
    letters = as_letters(plain)
    for width, families, starts in _pieces(len(letters)):
        rows = np.lib.stride_tricks.sliding_window_view(letters, width)[starts]
        keys.add(families, rows, most, twice=True)


@cache
def _pieces(size: int) -> tuple[tuple[int, NDArray[np.int64], NDArray[np.int64]], ...]:
    """Return for signs of so many letters how wide the pieces are, their families, where they start."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for length in range(max(SHORT + 1, size - 2), size + 3):
        for part, (first, last) in enumerate(cuts(length)):
            for start in range(max(0, first - 2), min(size - last + first, first + 2) + 1):
                found[last - first].append((part_family(part, length), start))
    return tuple((width, *np.array(pieces).T) for width, pieces in found.items())


def _keys_within(reading: Reading, keys: _Keys) -> None:
    """Ask for marks that hold the sign's neighbouring characters, or its longest word."""
    if len(reading.han):
        keys.pairs(reading.han[:-1], reading.han[1:], MANY, twice=True)
        return
    plain = _plain(reading.latin)
    heads = [0, *np.flatnonzero(reading.latin & NEW_WORD).tolist(), len(plain)]
    first, last = max(pairwise(heads), key=lambda word: word[1] - word[0])
    if last - first >= SHORTEST_WORD:
        keys.add(WORD, plain[None, first:last][:, :12], MANY)


def _word_keys(latin: Letters, keys: _Keys) -> None:
    plain = _plain(latin)
    heads = [0, *np.flatnonzero(latin & NEW_WORD).tolist(), len(latin)]
    words = [plain[a:b] for a, b in pairwise(heads) if b - a >= SHORTEST_WORD]
    if len(plain) <= 12:
        words.append(plain)
    for word in words:
        keys.add(WORD, word[None, :12], FEW)
        if len(words) > 1:
            keys.spellings([word.tobytes()], FEW)


def _plain(latin: Letters) -> Letters:
    return latin & np.uint8(0x7F)


def _octets(latin: Letters) -> bytes:
    return _plain(latin).tobytes()
