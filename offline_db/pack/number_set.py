"""Gathers the numbers that an office has and writes them; `existence` says how they lie."""

import json
from collections import defaultdict
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from offline_db.pack.existence import KEY, OTHER, RANGE_BITS, Numbers, key_hash

DENSE = 4096  # numbers of a range from which a bitmap is shorter than a list
USUAL = ("", "P", "CN", "G")  # series that are split off many keys at once


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
            if match := KEY.fullmatch(key):
                others[f"{match[1]}#{match[3]}"].append(int(match[2]))
        for series, numbers in others.items():
            self._put(series, np.array(numbers, np.uint64))
        odd = pc.and_(pc.not_equal(keys, ""), pc.invert(pc.match_substring_regex(keys, f"^{KEY.pattern}$")))
        self._put(OTHER, np.array([key_hash(key) for key in keys.filter(odd).to_pylist()], np.uint64))

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
