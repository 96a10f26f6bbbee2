"""Writes the rows of a segment; `rows` says how they lie."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import zstandard
from numpy.typing import NDArray

from offline_db.batches import NO_RECORD, Batch
from offline_db.pack.blocks import CELL, COLUMN
from offline_db.pack.rows import APPLICATION, HOLDERS, PER_BLOCK, REGISTRATION, SAME

LEVEL = 3
SAMPLES = 1600  # blocks that the dictionary is made of
FEWEST_SAMPLES = 400
DICTIONARY = 64 * 1024  # bytes; a larger one packs little better and takes twice the time


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
        self._sizes = [np.zeros(1, np.int64)]
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
        np.cumsum(np.concatenate(self._sizes)).astype(np.uint64).tofile(self._folder / "rows.ends")
        np.array([self.rows], np.uint64).tofile(self._folder / "rows.count")

    def close(self) -> None:
        """Let go of the file after a failure."""
        self._file.close()

    def _put(self, batch: Batch) -> None:
        if not len(batch):
            return
        packed, sizes = pack_texts(self._compress, join_blocks(batch))
        self._file.write(packed)
        self._sizes.append(sizes)


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


def pack_texts(compress: zstandard.ZstdCompressor, texts: pa.StringArray) -> tuple[bytes, NDArray[np.int64]]:
    """Return texts compressed apart, one behind the other, and how many bytes each then takes."""
    offsets = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset : texts.offset + len(texts) + 1]
    data = memoryview(texts.buffers()[2])
    packed = [compress.compress(data[first:end]) for first, end in pairwise(offsets.tolist())]
    return b"".join(packed), np.fromiter(map(len, packed), np.int64, len(packed))
