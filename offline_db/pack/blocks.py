"""Texts in blocks that are compressed apart, so that one is read without the others, or many at once.

A file of blocks has another beside it that says where each of them ends.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import zstandard
from numpy.typing import NDArray

from app.errors import StorageFault
from offline_db.pack.ahead import ahead
from offline_db.pack.narrow import map_file

Places = NDArray[np.int64]

AT_ONCE = 512 * 1024  # bytes of packed blocks that are unpacked together
LARGEST = 64 * 1024 * 1024  # bytes of one block unpacked
CELL, COLUMN = "\x1f", "\x1e"  # stand between texts, and between columns of texts


class BlockFile:
    """A file of blocks, opened. One block is not for several threads at once."""

    def __init__(self, blocks: Path, ends: Path, dictionary: bytes = b"") -> None:
        self._packed = map_file(blocks, np.uint8)
        self._ends: Places = map_file(ends, np.int64)
        words = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._unpack = zstandard.ZstdDecompressor(dict_data=words)
        self._unpack_many = zstandard.ZstdDecompressor(dict_data=words)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def block(self, number: int) -> str:
        """Return one block. Raises StorageFault where it cannot be read."""
        try:
            return self.octets(number).decode()
        except UnicodeDecodeError as error:
            raise damaged() from error

    def octets(self, number: int) -> bytes:
        """Return one block as UTF-8, unchecked. Raises StorageFault where it cannot be unpacked."""
        try:
            packed = self._packed[self._ends.item(number) : self._ends.item(number + 1)]
            return self._unpack.decompress(packed.tobytes(), max_output_size=LARGEST)
        except (zstandard.ZstdError, IndexError, MemoryError) as error:
            # a damaged block may claim any size
            raise damaged() from error

    def in_runs(self, blocks: Places) -> Iterator[tuple[bytes, Places, Places]]:
        """Yield blocks, named in rising order, in runs: their bytes, where each block ends, which they are.

        A run is unpacked while the one before is worked on. Raises StorageFault where it cannot be read.
        """
        loads = np.cumsum(self._ends[blocks + 1] - self._ends[blocks]) // AT_ONCE
        cuts = [0, *(np.flatnonzero(np.diff(loads)) + 1).tolist(), len(blocks)]
        runs = [blocks[first:end] for first, end in pairwise(cuts) if end > first]
        return ahead((*self._unpacked(run), run) for run in runs)

    def _unpacked(self, blocks: Places) -> tuple[bytes, Places]:
        """Return blocks unpacked, one behind the other, and where each ends."""
        places = zip(self._ends[blocks].tolist(), self._ends[blocks + 1].tolist(), strict=True)
        packed = [self._packed[first:end].data for first, end in places]
        try:
            sizes = [zstandard.frame_content_size(block) for block in packed]
            ends = np.cumsum(sizes)
            unpacked = self._unpack_many.decompressobj(read_across_frames=True).decompress(b"".join(packed))
        except (zstandard.ZstdError, MemoryError) as error:
            raise damaged() from error
        if len(unpacked) != ends[-1]:
            raise damaged()
        return unpacked, ends


def damaged() -> StorageFault:
    return StorageFault(
        "登记库文件已损坏；请重新导入登记摘录，案卷和证据不受影响。",
        "The register file is damaged; import the extract again. Cases are not affected.",
    )
