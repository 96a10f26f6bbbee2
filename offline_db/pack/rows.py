"""Rights as a pack stores them: blocks of rows, each block its columns one after the other, compressed.

A column of one block repeats itself far more than a row does, so a block is the columns joined, compressed
with a dictionary made of the first blocks. Reading a row unpacks its block.
"""

from collections import OrderedDict
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import zstandard

from app.errors import StorageFault
from app.rights import FIELDS, Right, Row, from_row
from offline_db.batches import NO_RECORD, Batch
from offline_db.pack.holders import Holders
from offline_db.pack.postings import map_file

PER_BLOCK = 16  # rows; more would save little and cost time: each row of a delta asks for another block
LEVEL = 4
SAMPLES = 1600  # blocks that the dictionary is made of
FEWEST_SAMPLES = 400
DICTIONARY = 128 * 1024  # bytes
SAME = "="
APPLICATION, REGISTRATION, HOLDERS, SOURCE = (
    FIELDS.index(name) for name in ("application_number", "registration_number", "holders", "source")
)
CELL, COLUMN = "\x1f", "\x1e"
CACHED = 512  # blocks kept unpacked
LARGEST_BLOCK = 64 * 1024 * 1024  # bytes unpacked


def join_blocks(batch: Batch) -> pa.StringArray:
    """Return the blocks that rows make, as texts, the last one perhaps of fewer rows.

    Two columns say little that is new and are written shorter: a registration number that is the
    application number, and the source of the record after the one above. Holders are left to `holders`.
    """
    columns = list(batch.columns)
    columns[HOLDERS] = pa.repeat(pa.scalar(""), len(batch)).cast(pa.string())
    filed, own = columns[APPLICATION], columns[REGISTRATION]
    repeated = pc.and_(pc.equal(own, filed), pc.not_equal(own, ""))
    columns[REGISTRATION] = pc.if_else(repeated, SAME, own)
    starts = np.arange(0, len(batch) + PER_BLOCK, PER_BLOCK, dtype=np.int32)
    starts[-1] = len(batch)
    joined = [
        pc.binary_join(pa.ListArray.from_arrays(starts, column), CELL)
        for column in (*columns, _sources(batch))
    ]
    return pc.binary_join_element_wise(*joined, COLUMN)


def _sources(batch: Batch) -> pa.StringArray:
    """Return where rows come from; in a block what follows from the row above only as SAME."""
    files = batch.files.dictionary_encode().indices.to_numpy()
    follows = np.append(False, (files[1:] == files[:-1]) & (batch.records[1:] == batch.records[:-1] + 1))
    follows[::PER_BLOCK] = False
    follows[batch.records == NO_RECORD] = False
    places = np.flatnonzero(~follows)
    told = batch.take(places).sources()
    return pc.replace_with_mask(
        pa.repeat(pa.scalar(SAME), len(batch)).cast(pa.string()), pa.array(~follows), told
    )


class RowWriter:
    """Writes the rows of a segment in order."""

    def __init__(self, folder: Path, dictionary: bytes) -> None:
        self._file = (folder / "rows.blocks").open("wb")
        (folder / "rows.dictionary").write_bytes(dictionary)
        self._folder = folder
        self._compress = compressor(dictionary)
        self._ends = [0]
        self._rest = Batch.of(())
        self.rows = 0

    def add(self, batch: Batch) -> None:
        """Add rows."""
        self.rows += len(batch)
        batch = Batch.joined([self._rest, batch])
        whole = len(batch) // PER_BLOCK * PER_BLOCK
        self._put(batch.part(0, whole))
        self._rest = batch.part(whole, len(batch))

    def finish(self) -> None:
        """Write what waits and close."""
        self._put(self._rest)
        self._file.close()
        np.array(self._ends, np.uint64).tofile(self._folder / "rows.ends")
        np.array([self.rows], np.uint64).tofile(self._folder / "rows.count")

    def close(self) -> None:
        """Let go of the file after a failure."""
        self._file.close()

    def _put(self, batch: Batch) -> None:
        if not len(batch):
            return
        joined = join_blocks(batch)
        starts = np.frombuffer(joined.buffers()[1], np.int32, len(joined) + 1).tolist()
        data, compress = memoryview(joined.buffers()[2]), self._compress.compress
        blocks = [compress(data[first:end]) for first, end in pairwise(starts)]
        self._file.write(b"".join(blocks))
        self._ends.extend(accumulate(map(len, blocks), initial=self._ends.pop()))


def make_dictionary(batch: Batch) -> bytes:
    """Return a compression dictionary for rows like these, b"" where there are too few to learn from."""
    if len(batch) < FEWEST_SAMPLES * PER_BLOCK:
        return b""
    samples = join_blocks(batch.part(0, min(len(batch), SAMPLES * PER_BLOCK)))
    blocks: list[bytes | bytearray | memoryview] = [text.as_buffer().to_pybytes() for text in samples]
    return zstandard.train_dictionary(DICTIONARY, blocks).as_bytes()


def compressor(dictionary: bytes) -> zstandard.ZstdCompressor:
    words = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
    if words is not None:
        words.precompute_compress(level=LEVEL)
    return zstandard.ZstdCompressor(level=LEVEL, dict_data=words, write_checksum=False, write_dict_id=False)


class RowStore:
    """The rows of a segment, opened for reading. Not for several threads at once."""

    def __init__(self, folder: Path, holders: Holders) -> None:
        self._holders = holders
        dictionary = (folder / "rows.dictionary").read_bytes()
        words = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._unpack = zstandard.ZstdDecompressor(dict_data=words)
        self._ends = map_file(folder / "rows.ends", np.uint64)
        self._count = int(np.fromfile(folder / "rows.count", np.uint64)[0])
        self._blocks = map_file(folder / "rows.blocks", np.uint8)
        self._cache: OrderedDict[int, _Block] = OrderedDict()

    def __len__(self) -> int:
        return self._count

    def row(self, index: int) -> Row:
        """Return one row. Raises StorageFault where the block cannot be read."""
        block, place = self._block(index // PER_BLOCK), index % PER_BLOCK
        try:
            cells = [block.cell(field, place) for field in range(len(FIELDS))]
        except (IndexError, ValueError) as error:
            raise _damaged() from error
        cells[HOLDERS] = self._holders.cell(index)
        return tuple(cells)

    def right(self, index: int) -> Right:
        """Return one right. Raises StorageFault where the block cannot be read."""
        try:
            return from_row(self.row(index))
        except ValueError as error:
            raise _damaged() from error

    def cell(self, index: int, field: int) -> str:
        """Return one text of a row; `field` is its place in FIELDS."""
        if field == HOLDERS:
            return self._holders.cell(index)
        try:
            return self._block(index // PER_BLOCK).cell(field, index % PER_BLOCK)
        except (IndexError, ValueError) as error:
            raise _damaged() from error

    def _block(self, number: int) -> "_Block":
        known = self._cache.get(number)
        if known is not None:
            self._cache.move_to_end(number)
            return known
        start, end = int(self._ends[number]), int(self._ends[number + 1])
        try:
            text = self._unpack.decompress(self._blocks[start:end].tobytes(), max_output_size=LARGEST_BLOCK)
            block = _Block(text.decode("utf-8", "surrogatepass").split(COLUMN))
        except (zstandard.ZstdError, UnicodeDecodeError, MemoryError) as error:
            # a damaged block may claim any size
            raise _damaged() from error
        self._cache[number] = block
        if len(self._cache) > CACHED:
            self._cache.popitem(last=False)
        return block


class _Block:
    """An unpacked block; a column is split when it is first asked for."""

    def __init__(self, columns: list[str]) -> None:
        self._columns: list[str | list[str]] = list(columns)

    def cell(self, field: int, place: int) -> str:
        column = self._columns[field]
        if isinstance(column, str):
            column = self._columns[field] = column.split(CELL)
        text = column[place]
        if text != SAME or field not in (REGISTRATION, SOURCE):
            return text
        if field == REGISTRATION:
            return self.cell(APPLICATION, place)
        first = next(i for i in range(place, -1, -1) if column[i] != SAME)
        name, _, number = column[first].rpartition("#")
        return f"{name}#{int(number) + place - first}"


def _damaged() -> StorageFault:
    return StorageFault(
        "登记库文件已损坏；请重新导入登记摘录，案卷和证据不受影响。",
        "The register file is damaged; import the extract again. Cases are not affected.",
    )
