"""Many rows of a segment at once, as columns: each block is unpacked once, only the wanted cells are made.

`RowStore` is for a few rows here and there; this is for settling a delta against millions of rows, for
cutting slices and for merging. The cells of many blocks are told apart in one sweep over their bytes.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.rights import BETWEEN, FIELDS
from offline_db.batches import COLUMNS, NO_RECORD, Batch, texts
from offline_db.pack.blocks import CELL, COLUMN, Places, damaged
from offline_db.pack.holders import SOME, Holders
from offline_db.pack.rows import PER_BLOCK, SAME, RowStore

SEPARATOR = ord(CELL) | ord(COLUMN)  # either one, its lowest bit set
SOURCE = FIELDS.index("source")
APPLICATION, REGISTRATION, HOLDERS = "application_number", "registration_number", "holders"


class RowReader:
    """Reads many rows of an opened segment."""

    def __init__(self, rows: RowStore) -> None:
        self._blocks, self._holders, self.count = rows.blocks, rows.holders, len(rows)

    def columns(self, rows: Places, fields: Sequence[str]) -> dict[str, pa.StringArray]:
        """Return at least some fields, but not the source, of rows that are named in rising order.

        Raises:
            StorageFault: a block cannot be read.
        """
        asked = {*fields, APPLICATION} if REGISTRATION in fields else set(fields)
        read = [field for field in COLUMNS if field in asked and field != HOLDERS]
        with ThreadPoolExecutor(1) as thread:
            holders = thread.submit(holders_of, self._holders, rows) if HOLDERS in fields else None
            made = _columns([cells.fields(read) for cells in self._cells(rows)], read) if read else {}
        return made if holders is None else made | {HOLDERS: holders.result()}

    def batch(self, rows: Places) -> Batch:
        """Return rows, named in rising order, whole. Raises StorageFault."""
        if not len(rows):
            return Batch.of([])
        fields = list(COLUMNS)
        with ThreadPoolExecutor(1) as thread:
            holders = thread.submit(holders_of, self._holders, rows)
            parts = [(cells.fields(fields), *cells.sources()) for cells in self._cells(rows)]
        cells, files, records = zip(*parts, strict=True)
        columns = _columns(cells, fields) | {HOLDERS: holders.result()}
        return Batch(tuple(columns.values()), pa.concat_arrays(files), np.concatenate(records))

    def _cells(self, rows: Places) -> Iterator["_RowCells"]:
        for data, ends, blocks in self._blocks.in_runs(_blocks_of(rows, PER_BLOCK)):
            first, last = np.searchsorted(rows, [blocks[0] * PER_BLOCK, (blocks[-1] + 1) * PER_BLOCK])
            sizes = np.minimum(PER_BLOCK, self.count - blocks * PER_BLOCK)
            block = np.searchsorted(blocks, rows[first:last] // PER_BLOCK)
            cells = _Cells(data, ends, sizes * len(FIELDS))
            yield _RowCells(cells, sizes, block, rows[first:last] % PER_BLOCK)


def _columns(parts: Sequence[pa.StringArray], fields: Sequence[str]) -> dict[str, pa.StringArray]:
    """Return fields of some rows as columns; parts of them have the fields of one row after the other."""
    cells = pa.concat_arrays([pa.array([], pa.string()), *parts])
    made = {
        field: cells.take(pa.array(np.arange(place, len(cells), len(fields))))
        for place, field in enumerate(fields)
    }
    if REGISTRATION in made:
        same = pc.equal(made[REGISTRATION], SAME)
        made[REGISTRATION] = pc.if_else(same, made[APPLICATION], made[REGISTRATION])
    return made


def holders_of(holders: Holders, rows: Places) -> pa.StringArray:
    """Return the holders of each row, as they stand in `app.rights.Row`. Raises StorageFault."""
    numbers, place = np.unique(holders.numbers(rows), return_inverse=True)
    alone = numbers[: np.searchsorted(numbers, holders.count)]
    ends, within = holders.lists(numbers[len(alone) :] - holders.count)
    wanted = np.unique(np.concatenate([alone, within]))
    found = [pa.array([], pa.string())]
    for data, block_ends, blocks in holders.blocks.in_runs(_blocks_of(wanted, SOME)):
        cells = _Cells(data, block_ends, np.minimum(SOME, holders.count - blocks * SOME))
        first, last = np.searchsorted(wanted, [blocks[0] * SOME, (blocks[-1] + 1) * SOME])
        some = wanted[first:last]
        found.append(cells.take(np.searchsorted(blocks, some // SOME) * SOME + some % SOME))
    names = pa.concat_arrays(found)
    listed = names.take(pa.array(np.searchsorted(wanted, within)))
    joined = pc.binary_join(pa.ListArray.from_arrays(pa.array(ends), listed), BETWEEN)
    cells = pa.concat_arrays([names.take(pa.array(np.searchsorted(wanted, alone))), joined])
    return cells.take(pa.array(place))


def _blocks_of(places: Places, size: int) -> Places:
    """Return the blocks, of so many each, that hold these places, which are in rising order."""
    blocks = places // size
    return blocks[np.append(True, blocks[1:] != blocks[:-1])] if len(blocks) else blocks


class _Cells:
    """The cells of unpacked blocks, by number; made when they are asked for."""

    def __init__(self, data: bytes, ends: Places, counts: Places) -> None:
        """Take blocks, where each ends, and how many cells each should have. Raises StorageFault."""
        between = np.flatnonzero((np.frombuffer(data, np.uint8) | 1) == SEPARATOR)
        if len(between) + len(ends) != counts.sum() or len(data) >= 1 << 31:
            raise damaged()
        self._data = data
        self._apart = np.ones(counts.sum(), np.int8)  # from the end of a cell to the next one
        self._apart[np.cumsum(counts) - 1] = 0
        self._ends = np.empty(len(self._apart), np.int64)
        self._ends[self._apart > 0] = between
        self._ends[self._apart == 0] = ends

    def are(self, places: Places, sign: str) -> NDArray[np.bool_]:
        """Tell which cells are this one character (of ASCII)."""
        firsts, ends = self._bounds(places)
        alone: NDArray[np.bool_] = ends - firsts == 1
        alone[alone] = np.frombuffer(self._data, np.uint8)[firsts[alone]] == ord(sign)
        return alone

    def take(self, places: Places) -> pa.StringArray:
        """Return cells, the last one behind the first. Raises StorageFault where they are no texts."""
        if not len(places):
            return pa.array([], pa.string())
        offsets = np.empty((len(places), 2), np.int32)  # every other text, never looked at, lies between two
        offsets[:, 0], offsets[:, 1] = self._bounds(places)
        buffers = [None, pa.py_buffer(offsets), pa.py_buffer(self._data)]
        told = pa.BinaryArray.from_buffers(pa.binary(), 2 * len(places) - 1, buffers)
        try:
            return told.take(pa.array(np.arange(0, 2 * len(places), 2))).cast(pa.string())
        except pa.ArrowInvalid as error:
            raise damaged() from error

    def _bounds(self, places: Places) -> tuple[Places, Places]:
        firsts = self._ends[places - 1] + self._apart[places - 1]
        firsts[places == 0] = 0
        return firsts, self._ends[places]


class _RowCells:
    """The cells of blocks of rows, some of which are wanted."""

    def __init__(self, every: _Cells, sizes: Places, block: Places, place: Places) -> None:
        """Take the cells, how many rows each block has, and of each wanted row its block and place in it."""
        self._every, self._sizes = every, sizes
        self._bases = np.append(0, np.cumsum(sizes * len(FIELDS)))  # the first cell of each block
        self._first = self._bases[block] + place  # the first cell of each wanted row
        self._step = sizes[block]  # from there to that of the next field

    def fields(self, names: Sequence[str]) -> pa.StringArray:
        """Return fields, named in order, of the wanted rows, those of one row after the other's."""
        steps = np.array([FIELDS.index(name) for name in names])
        return self._every.take((self._first[:, None] + self._step[:, None] * steps).ravel())

    def sources(self) -> tuple[pa.StringArray, Places]:
        """Return the source of the wanted rows: its file, and the record in it.

        A source that is the one after that of the row above is not written out.
        """
        before = np.cumsum(self._sizes) - self._sizes
        everywhere = np.arange(self._sizes.sum()) + np.repeat(
            self._bases[:-1] - before + SOURCE * self._sizes, self._sizes
        )
        same = self._every.are(everywhere, SAME)
        written = np.maximum.accumulate(np.where(same, 0, np.arange(len(same))))
        place = np.searchsorted(everywhere, self._first + SOURCE * self._step)
        firsts, which = np.unique(written[place], return_inverse=True)
        split = [text.rpartition("#") for text in self._every.take(everywhere[firsts]).to_pylist()]
        numbered = [number.isascii() and number.isdecimal() and len(number) < 18 for _, _, number in split]
        records = np.array([int(s[2]) if ok else NO_RECORD for s, ok in zip(split, numbered, strict=True)])
        files = texts([s[0] if ok else "".join(s) for s, ok in zip(split, numbered, strict=True)])
        told = records[which]
        return files.take(pa.array(which)), np.where(told == NO_RECORD, told, told + place - written[place])
