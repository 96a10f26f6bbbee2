"""A column of whole numbers in three bytes each while they fit, in four where they do not.

A memory-mapped column lies in two flat files, `.low` (uint16) and `.high` (uint8, or uint16 in four bytes).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

THREE_BYTES = 1 << 24  # numbers that they tell apart


@dataclass(frozen=True, slots=True)
class Narrow:
    """An opened column. Safe to use from several threads."""

    low: NDArray[np.uint16]
    high: NDArray[np.uint8] | NDArray[np.uint16]

    @classmethod
    def open(cls, folder: Path, name: str) -> "Narrow":
        """Map a column into memory; the files are trusted, their digests were checked before."""
        low = map_file(folder / f"{name}.low", np.uint16)
        wide = (folder / f"{name}.high").stat().st_size > len(low)
        return cls(low, map_file(folder / f"{name}.high", np.uint16 if wide else np.uint8))

    def __len__(self) -> int:
        return len(self.low)

    def __getitem__(self, places: NDArray[np.integer] | slice) -> NDArray[np.uint32]:
        numbers = self.high[places].astype(np.uint32)
        numbers <<= np.uint32(16)
        numbers |= self.low[places]
        return numbers

    def places(self, number: int) -> NDArray[np.int64]:
        """Return where a number stands, by looking through all."""
        found = np.flatnonzero(self.low == number & 0xFFFF)
        same: NDArray[np.int64] = found[self.high[found] == number >> 16]
        return same


def write_narrow(parts: Iterable[NDArray[np.unsignedinteger]], count: int, folder: Path, name: str) -> None:
    """Write a column of numbers below `count`, part after part. Raises OSError where the disk refuses."""
    high_type = np.uint8 if count <= THREE_BYTES else np.uint16
    with (folder / f"{name}.low").open("wb") as low, (folder / f"{name}.high").open("wb") as high:
        for part in parts:
            part.astype(np.uint16).tofile(low)
            (part.astype(np.uint32, copy=False) >> np.uint32(16)).astype(high_type).tofile(high)


def map_file(path: Path, dtype: type[np.generic]) -> NDArray[Any]:
    """Map a flat file as an array; an empty file is an empty array."""
    if path.stat().st_size == 0:
        return np.zeros(0, dtype)
    return np.memmap(path, dtype, "r").view(np.ndarray)
