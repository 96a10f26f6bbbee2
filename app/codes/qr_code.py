"""How the words of a QR code lie in its modules (ISO/IEC 18004:2015, 7.3.8, 7.6 to 7.8)."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from segno import consts

Places = NDArray[np.intp]
Flags = NDArray[np.bool_]

LEVELS = {
    "L": consts.ERROR_LEVEL_L, "M": consts.ERROR_LEVEL_M, "Q": consts.ERROR_LEVEL_Q, "H": consts.ERROR_LEVEL_H
}  # fmt: skip
PX, QUIET = 4, 4  # of a module that is drawn; modules of white around a symbol


def side(version: int) -> int:
    """Return how many modules wide a version is, 1 to 40."""
    return 17 + 4 * version


@cache
def data_modules(version: int) -> Places:
    """Return (row, column) of each module that carries a bit of a word, (8 · words, 2), in their order."""
    taken, size = _taken(version), side(version)
    pairs = [*range(size - 1, 6, -2), 5, 3, 1]
    found = []
    for turn, right in enumerate(pairs):
        rows = range(size) if turn % 2 else range(size - 1, -1, -1)
        found += [(row, column) for row in rows for column in (right, right - 1) if not taken[row, column]]
    return np.array(found[: len(found) // 8 * 8], np.intp)


def _taken(version: int) -> Flags:
    """Return which modules carry no data: finders, format, timing, alignment and version."""
    size = side(version)
    taken = np.zeros((size, size), np.bool_)
    taken[:9, :9] = taken[:9, -8:] = taken[-8:, :9] = taken[6] = taken[:, 6] = True
    if version > 1:
        centres = consts.ALIGNMENT_POS[version - 2]
        last = centres[-1]
        for row, column in ((r, c) for r in centres for c in centres):
            if (row, column) not in ((6, 6), (6, last), (last, 6)):
                taken[row - 2 : row + 3, column - 2 : column + 3] = True
    if version >= 7:
        taken[:6, -11:-8] = taken[-11:-8, :6] = True
    return taken


def drawn(dark: Flags) -> NDArray[np.uint8]:
    """Return a picture of a symbol by its modules, with its finders and timing as they are printed."""
    whole, size = dark.copy(), len(dark)
    finder = np.zeros((8, 8), np.bool_)
    finder[:7, :7] = True
    finder[1:6, 1:6] = False
    finder[2:5, 2:5] = True
    whole[:8, :8], whole[:8, -8:], whole[-8:, :8] = finder, finder[:, ::-1], finder[::-1]
    whole[6, 8:-8] = whole[8:-8, 6] = np.arange(8, size - 8) % 2 == 0
    light = np.pad(np.where(whole, 0, 255).astype(np.uint8), QUIET, constant_values=255)
    return np.repeat(np.repeat(light, PX, 0), PX, 1)


def masked(mask: int, places: Places) -> Flags:
    """Return which of these modules a mask, 0 to 7, turns over."""
    i, j = places[:, 0], places[:, 1]
    both = (i * j) % 2 + (i * j) % 3
    conditions: tuple[Places, ...] = (
        (i + j) % 2, i % 2, j % 3, (i + j) % 3, i // 2 + j // 3 & 1, both, both % 2, (i + j + (i * j) % 3) % 2
    )  # fmt: skip
    return np.asarray(conditions[mask] == 0, np.bool_)


@cache
def blocks(version: int, level: str) -> tuple[tuple[int, Places], ...]:
    """Return of each block its words of parity, and which words of the symbol are its own, in its order."""
    table: Any = consts.ECC
    kinds = table[version][LEVELS[level]]
    sizes = [(kind.num_data, kind.num_total) for kind in kinds for _ in range(kind.num_blocks)]
    places: list[list[int]] = [[] for _ in sizes]
    at = 0
    for part in ([data for data, _ in sizes], [total - data for data, total in sizes]):
        for turn in range(max(part)):
            for block, size in zip(places, part, strict=True):
                if turn < size:
                    block.append(at)
                    at += 1
    return tuple(
        (total - data, np.array(place, np.intp)) for (data, total), place in zip(sizes, places, strict=True)
    )
