"""What searches know of each character: folding, readings, look-alikes, splits. Data ship in resources/names.

All tables go by code point of the basic plane (uint16). See resources/names/SOURCES.md for where they come
from; the fold table has a line of its own for a line feed, so that many texts can be folded at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.names.hashing import run_starts
from app.resources import resource

U8 = NDArray[np.uint8]
U16 = NDArray[np.uint16]
U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]

OTHER_SCRIPT = 1000  # sound class of a code without reading: this, plus the code modulo 60,000


class Kin(NamedTuple):
    """What a character sounds and looks like."""

    readings: frozenset[int]
    near: frozenset[int]  # near-sound classes of its readings
    looks: frozenset[int]


@dataclass(frozen=True, slots=True)
class Tables:
    """Look-up tables; arrays are not to be changed."""

    fold_lines: U16  # code -> folded code, 0 = dropped; line feed stays
    syllables: tuple[str, ...]  # toneless pinyin, lü as "lv"; index 0 is ""
    reading_start: U32
    readings: U16  # syllables of a code, the most frequent first
    first_reading: U16  # code -> its most frequent syllable, 0 = none
    near: U16  # syllable -> class of syllables that sound near (n/l, z/zh, in/ing …)
    sound: U16  # code -> near-sound class of its first reading; codes without one are a class of their own
    crossed: tuple[
        U16, ...
    ]  # near-sound class -> classes of common characters one of whose other readings is in it
    look_start: U32
    look: U16  # look-alikes of a code, the most alike first
    look_weight: U8  # how alike, 255 = hardly to be told apart
    part_of: U16  # a character that splits (拆字), ascending ...
    parts: U16  # ... into these two or three, (n, 3), 0-padded
    joined: U64  # the parts of each such character as one number, ascending
    joined_from: NDArray[np.intp]  # and its place in `part_of`
    latin_look: U8  # (128, 128)
    kin: dict[int, Kin] = field(default_factory=dict)  # of the characters that were asked about

    def readings_of(self, code: int) -> U16:
        return self.readings[self.reading_start[code] : self.reading_start[code + 1]]

    def looks_of(self, code: int) -> tuple[U16, U8]:
        first, last = self.look_start[code], self.look_start[code + 1]
        return self.look[first:last], self.look_weight[first:last]

    def parts_of(self, code: int) -> list[int]:
        """Return the two or three characters that one splits into, [] where it does not."""
        place = int(self.part_of.searchsorted(code))
        if place == len(self.part_of) or self.part_of[place] != code:
            return []
        return [part for part in self.parts[place].tolist() if part]

    def wholes_of(self, parts: Sequence[int]) -> list[int]:
        """Return the characters that split into these two or three, in this order."""
        first, second, third, *_ = (*parts, 0)
        key = np.uint64(first << 32 | second << 16 | third)
        begin, end = self.joined.searchsorted(key), self.joined.searchsorted(key, "right")
        wholes: list[int] = self.part_of[self.joined_from[begin:end]].tolist()
        return wholes

    def kin_of(self, code: int) -> Kin:
        """Return what a character sounds and looks like, worked out once."""
        known = self.kin.get(code)
        if known is None:
            readings = self.readings_of(code)
            sets = (readings, self.near[readings], self.looks_of(code)[0])
            known = self.kin[code] = Kin(*(frozenset(each.tolist()) for each in sets))
        return known


def load_tables() -> Tables:
    """Load the tables that ship with the program, in some 30 ms. Raises StorageFault if they are missing."""
    with np.load(resource("names", "characters.npz")) as data:
        fold, start, readings, near = (data[n] for n in ("fold", "reading_start", "readings", "near"))
        fold[ord("\n")] = ord("\n")
        first = np.zeros(65536, np.uint16)
        has = np.flatnonzero(np.diff(start))
        first[has] = readings[start[has]]
        codes = np.arange(65536)
        sound = np.where(first > 0, near[first], OTHER_SCRIPT + codes % 60000).astype(np.uint16)
        looks, parts = data["look_start"], data["parts"]
        joined = parts.astype(np.uint64) @ np.array([1 << 32, 1 << 16, 1], np.uint64)
        order = np.argsort(joined, kind="stable")
        return Tables(
            fold, tuple(map(str, data["syllables"])), start, readings, first, near, sound,
            _crossed(start, readings, near, sound, np.diff(looks) > 0),
            looks, data["look"], data["look_weight"], data["part_of"], parts, joined[order], order,
            data["latin_look"],
        )  # fmt: skip


def _crossed(start: U32, readings: U16, near: U16, sound: U16, common: NDArray[np.bool_]) -> tuple[U16, ...]:
    sizes = np.diff(start)
    owned, heard = sound.repeat(sizes), near[readings]
    others = common.repeat(sizes) & (heard != owned)
    pairs = heard[others].astype(np.uint32) << np.uint32(16) | owned[others]
    pairs.sort()
    pairs = pairs[run_starts(pairs)]
    heads = np.searchsorted(pairs >> np.uint32(16), np.arange(int(near.max()) + 2)).tolist()
    sounds = pairs.astype(np.uint16)
    return tuple(sounds[a:b] for a, b in pairwise(heads))
