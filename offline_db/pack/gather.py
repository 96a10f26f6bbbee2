"""Many rows of a segment at once, as columns: each block is unpacked once, only the wanted cells are made.

`RowStore` is for a few rows here and there; this is for settling a delta against millions of rows, for
cutting slices and for merging. The cells of many blocks are told apart in one sweep over their bytes.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise, zip_longest
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import zstandard
from numpy.typing import NDArray

from app.errors import StorageFault
from app.rights import FIELDS
from offline_db.batches import COLUMNS, NO_RECORD, Batch, flags, texts
from offline_db.pack.holders import Holders
from offline_db.pack.postings import map_file
from offline_db.pack.rows import CELL, COLUMN, LARGEST_BLOCK, PER_BLOCK, SAME

Places = NDArray[np.int64]

AT_ONCE = 512 * 1024  # bytes of packed blocks that are unpacked together
SEPARATOR = ord(CELL) | ord(COLUMN)  # either one, its lowest bit set
SOURCE = FIELDS.index("source")


class RowReader:
    """The rows of a segment, opened for reading many. Not for several threads at once."""

    def __init__(self, folder: Path) -> None:
        dictionary = (folder / "rows.dictionary").read_bytes()
        words = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._unpack = zstandard.ZstdDecompressor(dict_data=words)
        self._ends: Places = map_file(folder / "rows.ends", np.int64)
        self.count = int(np.fromfile(folder / "rows.count", np.uint64)[0])
        self._packed = map_file(folder / "rows.blocks", np.uint8)
        self._holders = Holders(folder)

    def columns(self, rows: Places, fields: Sequence[str]) -> list[pa.StringArray]:
        """Return some fields, but not the source, of rows that are named in rising order.

        Raises:
            StorageFault: a block cannot be read.
        """
        parts = [[cells.column(field) for field in fields] for cells in self._parts(rows)]
        if not parts:
            return [pa.array([], pa.string())] * len(fields)
        made = [pa.concat_arrays(column) for column in zip(*parts, strict=True)]
        return [
            self._holders.cells(rows) if field == "holders" else column
            for field, column in zip(fields, made, strict=True)
        ]

    def batch(self, rows: Places) -> Batch:
        """Return rows, named in rising order, whole. Raises StorageFault."""
        parts = [
            Batch(tuple(cells.column(field) for field in COLUMNS), *cells.sources())
            for cells in self._parts(rows)
        ]
        return Batch.joined(parts).replaced("holders", self._holders.cells(rows)) if parts else Batch.of([])

    def _parts(self, rows: Places) -> Iterator["_Cells"]:
        """Yield the unpacked blocks in runs of some bytes."""
        blocks = rows // PER_BLOCK
        blocks = blocks[np.append(True, blocks[1:] != blocks[:-1])] if len(rows) else blocks
        loads = np.cumsum(self._ends[blocks + 1] - self._ends[blocks]) // AT_ONCE
        cuts = [0, *(np.flatnonzero(np.diff(loads)) + 1).tolist(), len(blocks)]
        runs = [blocks[a:b] for a, b in pairwise(cuts) if b > a]
        with ThreadPoolExecutor(1) as thread:  # unpacks a run while the one before is taken apart
            coming = deque(thread.submit(self._unpacked, run) for run in runs[:1])
            for run, after in zip_longest(runs, runs[1:]):
                data = coming.popleft().result()
                if after is not None:
                    coming.append(thread.submit(self._unpacked, after))
                first, last = np.searchsorted(rows, [run[0] * PER_BLOCK, (run[-1] + 1) * PER_BLOCK])
                sizes = np.minimum(PER_BLOCK, self.count - run * PER_BLOCK)
                yield _Cells(data, run, sizes, rows[first:last])

    def _unpacked(self, blocks: Places) -> bytes:
        packed = self._packed.data
        try:
            unpacked = [
                self._unpack.decompress(packed[start:end], max_output_size=LARGEST_BLOCK)
                for start, end in zip(
                    self._ends[blocks].tolist(), self._ends[blocks + 1].tolist(), strict=True
                )
            ]
        except (zstandard.ZstdError, MemoryError) as error:  # a damaged block may claim any size
            raise _damaged() from error
        return COLUMN.encode().join([*unpacked, b""])


class _Cells:
    """Unpacked blocks, where each cell of them ends, and which rows of them are wanted."""

    def __init__(self, data: bytes, blocks: Places, sizes: Places, wanted: Places) -> None:
        ends = np.flatnonzero((np.frombuffer(data, np.uint8) | 1) == SEPARATOR)
        if len(ends) != int(sizes.sum()) * len(FIELDS) or len(data) >= 1 << 31:
            raise _damaged()
        offsets = np.zeros(len(ends) + 1, np.int32)
        np.add(ends, 1, out=offsets[1:], casting="unsafe")
        self._texts = pa.BinaryArray.from_buffers(
            pa.binary(), len(ends), [None, pa.py_buffer(offsets), pa.py_buffer(data)]
        )
        self._sizes = sizes
        self._bases = np.append(0, np.cumsum(sizes * len(FIELDS)))  # the first cell of each block
        block = np.searchsorted(blocks, wanted // PER_BLOCK)
        self._first = self._bases[block] + wanted % PER_BLOCK  # the first cell of each wanted row
        self._step = sizes[block]  # from there to that of the next field

    def column(self, field: str) -> pa.StringArray:
        """Return a field of the wanted rows."""
        made = self._cells(FIELDS.index(field))
        if field == "registration_number":
            made = pc.if_else(pc.equal(made, SAME), self._cells(FIELDS.index("application_number")), made)
        return made

    def sources(self) -> tuple[pa.StringArray, Places]:
        """Return the source of the wanted rows: its file, and the record in it.

        A source that is the one after that of the row above is not written out.
        """
        before = np.cumsum(self._sizes) - self._sizes
        everywhere = np.arange(self._sizes.sum()) + np.repeat(
            self._bases[:-1] - before + SOURCE * self._sizes, self._sizes
        )
        same = flags(pc.equal(self._take(everywhere), SAME))
        written = np.maximum.accumulate(np.where(same, 0, np.arange(len(same))))
        place = np.searchsorted(everywhere, self._first + SOURCE * self._step)
        firsts, which = np.unique(written[place], return_inverse=True)
        split = [text.rpartition("#") for text in self._take(everywhere[firsts]).to_pylist()]
        numbered = [number.isascii() and number.isdecimal() and len(number) < 18 for _, _, number in split]
        records = np.array([int(s[2]) if ok else NO_RECORD for s, ok in zip(split, numbered, strict=True)])
        files = texts([s[0] if ok else "".join(s) for s, ok in zip(split, numbered, strict=True)])
        told = records[which]
        return files.take(pa.array(which)), np.where(told == NO_RECORD, told, told + place - written[place])

    def _cells(self, field: int) -> pa.StringArray:
        return self._take(self._first + field * self._step)

    def _take(self, places: Places) -> pa.StringArray:
        try:
            return pc.binary_slice(self._texts.take(pa.array(places)), 0, -1).cast(pa.string())
        except pa.ArrowInvalid as error:
            raise _damaged() from error


def _damaged() -> StorageFault:
    return StorageFault(
        "登记库文件已损坏；请重新导入登记摘录，案卷和证据不受影响。",
        "The register file is damaged; import the extract again. Cases are not affected.",
    )
