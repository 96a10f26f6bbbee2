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
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.errors import StorageFault
from offline_db.pack.postings import map_file

Numbers = NDArray[np.uint64]

RANGE_BITS = 16
DENSE = 4096  # numbers of a range from which a bitmap is shorter than a list
BITMAP = (1 << RANGE_BITS) // 8  # bytes
USUAL = ("", "P", "CN", "G")  # series that are split off many keys at once
OTHER = "*"
_KEY = re.compile(r"([A-Z]{0,3})([0-9]{1,15})([A-Z]?)")


class NumberSet:
    """Numbers while they are gathered."""

    def __init__(self) -> None:
        self._series: dict[str, list[Numbers]] = defaultdict(list)

    def add(self, keys: pa.StringArray) -> None:
        """Add numbers as keys of `app.numbers.spellings`; those without a digit are no numbers."""
        for prefix in USUAL:
            digits = pc.utf8_slice_codeunits(keys, len(prefix))
            fits = pc.and_(pc.starts_with(keys, prefix), pc.ascii_is_decimal(digits))
            fits = pc.and_(fits, pc.less_equal(pc.binary_length(digits), 15))
            self._put(f"{prefix}#", pc.cast(digits.filter(fits), pa.uint64()).to_numpy())
            keys = keys.filter(pc.invert(fits))
        others: dict[str, list[int]] = defaultdict(list)
        for key in keys.to_pylist():
            if match := _KEY.fullmatch(key):
                others[f"{match[1]}#{match[3]}"].append(int(match[2]))
        for series, numbers in others.items():
            self._put(series, np.array(numbers, np.uint64))
        odd = pc.and_(pc.not_equal(keys, ""), pc.invert(pc.match_substring_regex(keys, f"^{_KEY.pattern}$")))
        self._put(OTHER, np.array([_hash(key) for key in keys.filter(odd).to_pylist()], np.uint64))

    def write(self, folder: Path) -> int:
        """Write the numbers; return how many there are. Raises OSError where the disk refuses."""
        folder.mkdir()
        told: dict[str, list[int]] = {}
        highs: list[Numbers] = []
        places: list[NDArray[np.uint64]] = []
        ranges = total = end = 0
        with (folder / "numbers.bits").open("wb") as file:
            for series, parts in sorted(self._series.items()):
                numbers = np.unique(np.concatenate(parts))
                parts.clear()
                total += len(numbers)
                if series == OTHER:
                    numbers.tofile(folder / "numbers.others")
                    continue
                first = _write_ranges(numbers, file)
                told[series] = [ranges, len(first[0])]
                ranges += len(first[0])
                highs.append(first[0])
                places.append(first[1] + np.uint64(end))
                end = file.tell()
        np.concatenate([np.zeros(0, np.uint64), *highs]).tofile(folder / "numbers.highs")
        np.append(np.concatenate([np.zeros(0, np.uint64), *places]), np.uint64(end)).tofile(
            folder / "numbers.places"
        )
        if not (folder / "numbers.others").exists():
            (folder / "numbers.others").touch()
        (folder / "numbers.series").write_text(json.dumps(told), "utf-8")
        return total

    def _put(self, series: str, numbers: Numbers) -> None:
        if len(numbers):
            self._series[series].append(np.unique(numbers))


def _write_ranges(numbers: Numbers, file: BinaryIO) -> tuple[Numbers, Numbers]:
    """Write sorted numbers; return the leading part of each range, and where it begins among them."""
    highs, starts = np.unique(numbers >> np.uint64(RANGE_BITS), return_index=True)
    lows = (numbers & np.uint64((1 << RANGE_BITS) - 1)).astype(np.uint16)
    sizes, at = [], 0
    for part in np.split(lows, starts[1:]):
        data = part.tobytes()
        if len(part) >= DENSE:
            taken = np.zeros(1 << RANGE_BITS, bool)
            taken[part] = True
            data = np.packbits(taken, bitorder="little").tobytes()
        file.write(data)
        sizes.append(at)
        at += len(data)
    return highs, np.array(sizes, np.uint64)


class KnownNumbers:
    """Numbers of an office, memory-mapped. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        try:
            self._series = json.loads((folder / "numbers.series").read_text("utf-8"))
        except ValueError as error:
            raise _damaged() from error
        self._highs = map_file(folder / "numbers.highs", np.uint64)
        self._places = map_file(folder / "numbers.places", np.uint64)
        self._bits = map_file(folder / "numbers.bits", np.uint8)
        self._others = map_file(folder / "numbers.others", np.uint64)

    def covers(self, key: str) -> bool:
        """Tell whether numbers of this shape are in here at all, so that a missing one says something."""
        match = _KEY.fullmatch(key)
        return f"{match[1]}#{match[3]}" in self._series if match else len(self._others) > 0

    def holds(self, key: str) -> bool:
        """Tell whether a number is in here; of odd shapes it may say yes in error (one in 10¹⁸)."""
        match = _KEY.fullmatch(key)
        if match is None:
            return _among(self._others, np.uint64(_hash(key)))
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


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def _among(numbers: NDArray[np.unsignedinteger], number: np.unsignedinteger) -> bool:
    at = int(np.searchsorted(numbers, number))
    return at < len(numbers) and bool(numbers[at] == number)


def _damaged() -> StorageFault:
    return StorageFault(
        "登记库文件已损坏；请重新导入登记摘录，案卷和证据不受影响。",
        "The register file is damaged; import the extract again. Cases are not affected.",
    )
