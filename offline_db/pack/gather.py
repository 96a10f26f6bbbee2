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
from offline_db.batches import COLUMNS, NO_RECORD, Batch, texts
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
        self._ends = np.fromfile(folder / "rows.ends", np.uint64).astype(np.int64)
        self.count = int(np.fromfile(folder / "rows.count", np.uint64)[0])
        self._packed = map_file(folder / "rows.blocks", np.uint8)
        self._holders = Holders(folder)

    def columns(self, rows: Places, fields: Sequence[str]) -> list[pa.StringArray]:
        """Return some fields, but not the source, of rows that are named in rising order.

        Raises:
            StorageFault: a block cannot be read.
        """
        parts = [[cells.column(field, wanted) for field in fields] for cells, wanted in self._parts(rows)]
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
            Batch(tuple(cells.column(field, wanted) for field in COLUMNS), *cells.sources(wanted))
            for cells, wanted in self._parts(rows)
        ]
        return Batch.joined(parts).replaced("holders", self._holders.cells(rows)) if parts else Batch.of([])

    def _parts(self, rows: Places) -> Iterator[tuple["_Cells", Places]]:
        """Yield the unpacked blocks in runs of some bytes, each with the rows wanted of it."""
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
                yield _Cells(data, run, sizes), rows[first:last]

    def _unpacked(self, blocks: Places) -> bytes:
        packed = self._packed.data
        try:
            unpacked = [
                self._unpack.decompress(packed[start:end], max_output_size=LARGEST_BLOCK)
                for start, end in zip(
                    self._ends[blocks].tolist(), self._ends[blocks + 1].tolist(), strict=True
                )
            ]
        except (zstandard.ZstdError, MemoryError) as error:
            raise _damaged() from error
        return COLUMN.encode().join([*unpacked, b""])


class _Cells:
    """Unpacked blocks, and where each cell of them ends."""

    def __init__(self, data: bytes, blocks: Places, rows: Places) -> None:
        ends = np.flatnonzero((np.frombuffer(data, np.uint8) | 1) == SEPARATOR)
        if len(ends) != int(rows.sum()) * len(FIELDS) or len(data) >= 1 << 31:
            raise _damaged()
        self._blocks, self._rows = blocks, rows
        self._bases = np.append(0, np.cumsum(rows * len(FIELDS)))  # the first cell of each block
        offsets = np.append(0, ends + 1).astype(np.int32)
        self._texts = pa.BinaryArray.from_buffers(
            pa.binary(), len(ends), [None, pa.py_buffer(offsets), pa.py_buffer(data)]
        )

    def column(self, field: str, wanted: Places) -> pa.StringArray:
        """Return a field of some rows."""
        made = self._take(self._places(FIELDS.index(field), wanted))
        if field == "registration_number":
            filed = self._take(self._places(FIELDS.index("application_number"), wanted))
            made = pc.if_else(pc.equal(made, SAME), filed, made)
        return made

    def sources(self, wanted: Places) -> tuple[pa.StringArray, Places]:
        """Return the source of some rows: its file, and the record in it.

        A source that is the one after that of the row above is not written out.
        """
        everywhere = np.concatenate(
            [np.arange(b, b + n) + SOURCE * n for b, n in zip(self._bases, self._rows, strict=False)]
        )
        same = np.asarray(pc.equal(self._take(everywhere), SAME).to_numpy(zero_copy_only=False), bool)
        written = np.maximum.accumulate(np.where(same, 0, np.arange(len(same))))
        place = np.searchsorted(everywhere, self._places(SOURCE, wanted))
        firsts, which = np.unique(written[place], return_inverse=True)
        split = [text.rpartition("#") for text in self._take(everywhere[firsts]).to_pylist()]
        numbered = [number.isascii() and number.isdecimal() and len(number) < 18 for _, _, number in split]
        records = np.array([int(s[2]) if ok else NO_RECORD for s, ok in zip(split, numbered, strict=True)])
        files = texts([s[0] if ok else "".join(s) for s, ok in zip(split, numbered, strict=True)])
        steps = place - written[place]
        return files.take(pa.array(which)), np.where(
            records[which] == NO_RECORD, NO_RECORD, records[which] + steps
        )

    def _places(self, field: int, wanted: Places) -> Places:
        """Return where among all cells those of a field lie."""
        block = np.searchsorted(self._blocks, wanted // PER_BLOCK)
        places: Places = self._bases[block] + field * self._rows[block] + wanted % PER_BLOCK
        return places

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
