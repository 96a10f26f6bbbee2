"""Rights as a pack stores them: blocks of rows, each block its columns one after the other, compressed.

A column of one block repeats itself far more than a row does, so a block is the columns joined, compressed
with a dictionary made of the first blocks. Reading a row unpacks its block.
"""

from collections import OrderedDict
from pathlib import Path

import numpy as np

from app.rights import FIELDS, Right, Row, from_row
from offline_db.pack.blocks import CELL, COLUMN, BlockFile, damaged
from offline_db.pack.holders import Holders

PER_BLOCK = 16  # rows; more would save little and cost time: each row of a delta asks for another block
SAME = "="
APPLICATION, REGISTRATION, HOLDERS, SOURCE = (
    FIELDS.index(name) for name in ("application_number", "registration_number", "holders", "source")
)
CACHED = 512  # blocks kept unpacked


class RowStore:
    """The rows of a segment, opened for reading. Not for several threads at once."""

    def __init__(self, folder: Path, holders: Holders) -> None:
        self.holders = holders
        self._count = int(np.fromfile(folder / "rows.count", np.uint64)[0])
        dictionary = (folder / "rows.dictionary").read_bytes()
        self.blocks = BlockFile(folder / "rows.blocks", folder / "rows.ends", dictionary)
        self._cache: OrderedDict[int, _Block] = OrderedDict()

    def __len__(self) -> int:
        return self._count

    def row(self, index: int) -> Row:
        """Return one row. Raises StorageFault where the block cannot be read."""
        block, place = self._block(index // PER_BLOCK), index % PER_BLOCK
        try:
            cells = [block.cell(field, place) for field in range(len(FIELDS))]
        except (IndexError, ValueError) as error:
            raise damaged() from error
        cells[HOLDERS] = self.holders.cell(index)
        return tuple(cells)

    def right(self, index: int) -> Right:
        """Return one right. Raises StorageFault where the block cannot be read."""
        try:
            return from_row(self.row(index))
        except ValueError as error:
            raise damaged() from error

    def cell(self, index: int, field: int) -> str:
        """Return one text of a row; `field` is its place in FIELDS."""
        if field == HOLDERS:
            return self.holders.cell(index)
        try:
            return self._block(index // PER_BLOCK).cell(field, index % PER_BLOCK)
        except (IndexError, ValueError) as error:
            raise damaged() from error

    def _block(self, number: int) -> "_Block":
        known = self._cache.get(number)
        if known is not None:
            self._cache.move_to_end(number)
            return known
        block = _Block(self.blocks.octets(number).split(COLUMN.encode()))
        self._cache[number] = block
        if len(self._cache) > CACHED:
            self._cache.popitem(last=False)
        return block


class _Block:
    """An unpacked block; a column is read when it is first asked for."""

    def __init__(self, columns: list[bytes]) -> None:
        self._columns: list[bytes | list[str]] = list(columns)

    def cell(self, field: int, place: int) -> str:
        column = self._columns[field]
        if isinstance(column, bytes):
            column = self._columns[field] = column.decode().split(CELL)
        text = column[place]
        if text != SAME or field not in (REGISTRATION, SOURCE):
            return text
        if field == REGISTRATION:
            return self.cell(APPLICATION, place)
        first = next(i for i in range(place, -1, -1) if column[i] != SAME)
        name, _, number = column[first].rpartition("#")
        return f"{name}#{int(number) + place - first}"
