"""The holders of a segment: each name once, which rows name it, and look-up by any part of a name.

Names are numbered in their order. A row keeps the number of its holder, three bytes, or of a list of
holders, numbered behind the names; so which rows name a holder is told by looking through all numbers, some
milliseconds for ten million. Files: `holders.low` and `holders.high` (the number of each row),
`holders.lists` (how many names, how many lists; where each list ends; the names in them), `holders.names`
(compressed, some at a time) and `holders.ends`.
"""

from collections import OrderedDict
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.names.companies import core_of, fold_lines, folded_key
from app.names.folding import Codes
from app.names.tables import Tables
from app.names.words import Words
from app.rights import BETWEEN
from offline_db.pack.blocks import CELL, BlockFile, damaged
from offline_db.pack.narrow import Narrow, map_file

SOME = 128  # names that are compressed together; to read one unpacks them all
LINE = 10
CACHED = 64
MOST_HITS = 5_000  # names that hold the asked one, of which the nearest are looked at
FEW_TIMES = 4  # as many names as are asked for are compared in full


class HolderHit(NamedTuple):
    """A holder whose name holds the one that was asked for."""

    name: str
    same: bool  # one company by the spelling of its name
    rows: int  # how many name it
    number: int


class Holders:
    """The holders of a segment, opened. Not for several threads at once."""

    def __init__(self, folder: Path) -> None:
        lists = map_file(folder / "holders.lists", np.uint32)
        self.count, joint = int(lists[0]), int(lists[1])
        self._ends, self._within = lists[2 : joint + 2], lists[joint + 2 :]
        self._of_rows = Narrow.open(folder, "holders")
        self.blocks = BlockFile(folder / "holders.names", folder / "holders.ends")
        self._cache: OrderedDict[int, list[str]] = OrderedDict()
        self._folded: _Lines | None = None

    def cell(self, row: int) -> str:
        """Return the holders of a row as they stand in `app.rights.Row`. Raises StorageFault."""
        return self._cell(self._of_rows[np.array([row])].item())

    def numbers(self, rows: NDArray[np.integer]) -> NDArray[np.int64]:
        """Return the number of the holder of each row; from `count` on they are those of lists."""
        return self._of_rows[rows].astype(np.int64)

    def lists(self, places: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Return lists, named by their places: where each begins and the last ends, and all in them."""
        firsts = np.append(np.uint32(0), self._ends)[places].astype(np.int64)
        sizes = self._ends[places] - firsts
        starts = np.append(0, np.cumsum(sizes))
        within = np.repeat(firsts - starts[:-1], sizes) + np.arange(starts[-1])
        return starts.astype(np.int32), self._within[within].astype(np.int64)

    def rows(self, number: int) -> NDArray[np.uint32]:
        """Return the rows that name a holder, alone or among others."""
        found = [self._rows(each) for each in (number, *self._lists_with(number))]
        return np.sort(np.concatenate(found)) if len(found) > 1 else found[0]

    def find(self, name: str, tables: Tables, words: Words, most: int = 20) -> list[HolderHit]:
        """Return the holders whose names hold a name without its place and form, the nearest first.

        Nearest are those of the same key, then of the same core, then those that many rows name.
        """
        key = folded_key(name, tables)
        core = core_of(key, tables, words)
        if not core:
            return []
        lines = self._lines(tables)
        made = []
        for number in lines.holding(core, key, FEW_TIMES * most):
            text = self._name(number)
            own = folded_key(text, tables)
            near = (own == key, core_of(own, tables, words) == core, self._row_count(number))
            made.append((near, HolderHit(text, own == key, near[2], number)))
        made.sort(key=lambda hit: hit[0], reverse=True)
        return [hit for _, hit in made[:most]]

    def _row_count(self, number: int) -> int:
        return int(self._counts[[number, *self._lists_with(number)]].sum())

    @cached_property
    def _counts(self) -> NDArray[np.int64]:
        return np.bincount(self._of_rows[:], minlength=self.count + len(self._ends))

    def _lists_with(self, number: int) -> list[int]:
        places = np.flatnonzero(self._within == number)
        found = np.searchsorted(self._ends, places, "right") + self.count
        return np.unique(found).tolist() if len(places) else []

    def _rows(self, number: int) -> NDArray[np.uint32]:
        return self._of_rows.places(number).astype(np.uint32)

    def _cell(self, number: int) -> str:
        if number < self.count:
            return self._name(number)
        place = number - self.count
        first = int(self._ends[place - 1]) if place else 0
        return BETWEEN.join(self._name(int(n)) for n in self._within[first : int(self._ends[place])])

    def _name(self, number: int) -> str:
        block = number // SOME
        if block not in self._cache:
            if len(self._cache) >= CACHED:
                self._cache.popitem(last=False)
            self._cache[block] = self.blocks.block(block).split(CELL)
        self._cache.move_to_end(block)
        try:
            return self._cache[block][number % SOME]
        except IndexError as error:
            raise damaged() from error

    def _lines(self, tables: Tables) -> "_Lines":
        if self._folded is None:
            every = map(self.blocks.block, range(len(self.blocks)))
            blocks = (block.replace("\n", " ").replace(CELL, "\n") for block in every)
            self._folded = _Lines(np.concatenate([fold_lines(f"{block}\n", tables) for block in blocks]))
        return self._folded


class _Lines:
    """The folded names, one after the other, to be searched as a whole."""

    def __init__(self, codes: Codes) -> None:
        self._data = codes.tobytes()
        self._ends = np.flatnonzero(codes == LINE).astype(np.uint32)

    def holding(self, core: str, key: str, most: int) -> list[int]:
        """Return which lines hold the core: first those that hold the key, then shorter ones."""
        found: list[tuple[bool, int, int]] = []
        wanted, place = core.encode("utf-16-le", "surrogatepass"), 0
        whole = key.encode("utf-16-le", "surrogatepass")
        while len(found) < MOST_HITS and (place := self._data.find(wanted, place)) >= 0:
            if place % 2:
                place += 1
                continue
            line = int(np.searchsorted(self._ends, np.uint32(place // 2)))
            first, end = int(self._ends[line - 1]) + 1 if line else 0, int(self._ends[line])
            found.append((whole not in self._data[2 * first : 2 * end], end - first, line))
            place = 2 * end
        return [line for _, _, line in sorted(found)[:most]]
