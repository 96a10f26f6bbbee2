"""Which numbers an office has: tens of millions of them, exactly, in little more than a bit each.

Numbers of registers run through ranges, so they are kept as ranges of 65,536 with a bitmap each, or where
few are taken with a list of them (the idea of Roaring bitmaps, Chambi et al. 2016). A series is what stands
before and behind the digits of a key ("P" for Chinese patents, "G" for Madrid, none for national marks). The
few keys of other shapes are kept as 64-bit hashes. To be in here says that the office gave the number out;
nothing of whether a right stands.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from offline_db.pack.blocks import damaged
from offline_db.pack.narrow import map_file

Numbers = NDArray[np.uint64]

RANGE_BITS = 16
BITMAP = (1 << RANGE_BITS) // 8  # bytes
OTHER = "*"
KEY = re.compile(r"([A-Z]{0,3})([0-9]{1,15})([A-Z]?)")


class KnownNumbers:
    """Numbers of an office, memory-mapped. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        try:
            self._series = json.loads((folder / "numbers.series").read_text("utf-8"))
        except ValueError as error:
            raise damaged() from error
        self._highs = map_file(folder / "numbers.highs", np.uint64)
        self._places = map_file(folder / "numbers.places", np.uint64)
        self._bits = map_file(folder / "numbers.bits", np.uint8)
        self._others = map_file(folder / "numbers.others", np.uint64)

    def covers(self, key: str) -> bool:
        """Tell whether numbers of this shape are in here at all, so that a missing one says something."""
        match = KEY.fullmatch(key)
        return f"{match[1]}#{match[3]}" in self._series if match else len(self._others) > 0

    def holds(self, key: str) -> bool:
        """Tell whether a number is in here; of odd shapes it may say yes in error (one in 10¹⁸)."""
        match = KEY.fullmatch(key)
        if match is None:
            return _among(self._others, np.uint64(key_hash(key)))
        first, count = self._series.get(f"{match[1]}#{match[3]}", (0, 0))
        number = int(match[2])
        high, low = number >> RANGE_BITS, number & ((1 << RANGE_BITS) - 1)
        at = first + int(np.searchsorted(self._highs[first : first + count], np.uint64(high)))
        if at == first + count or int(self._highs[at]) != high:
            return False
        data = self._bits[int(self._places[at]) : int(self._places[at + 1])]
        if len(data) == BITMAP:
            return bool(data[low >> 3] >> (low & 7) & 1)
        return _among(data.view(np.uint16), np.uint16(low))


def read_number_file(path: Path, size: int = 1 << 22) -> Iterator[list[str]]:
    """Yield the numbers of a text file: the first cell of each line that holds a digit. Raises OSError."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        while lines := file.readlines(size):
            cells = (re.split(r"[,;\t|]", line, maxsplit=1)[0].strip(' "\r\n') for line in lines)
            yield [cell for cell in cells if any(c.isdigit() for c in cell)]


def key_hash(key: str) -> int:
    """Return what a key of an odd shape is kept as."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def _among(numbers: NDArray[np.unsignedinteger], number: np.unsignedinteger) -> bool:
    at = int(np.searchsorted(numbers, number))
    return at < len(numbers) and bool(numbers[at] == number)
