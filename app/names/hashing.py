"""One 64-bit hash of short code sequences, for whole columns of sequences at once.

Not cryptographic: it only spreads keys over buckets, and must give the same value in every release.
"""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Value = TypeVar("Value", bound=np.generic)

_PRIME = np.uint64(0x9E3779B97F4A7C15)
_FINAL = np.uint64(0xD6E8FEB86659FD93)
_SEED = np.uint64(0x632BE59BD9B4E019)
_HALF = np.uint64(32)


def hash_rows(
    family: int | NDArray[np.int64], codes: NDArray[np.integer], kept: NDArray[np.bool_] | None = None
) -> Hashes:
    """Return the hash of each row of (rows, columns) codes; where `kept` is False a code is passed over.

    Rows of the same codes have the same hash in one family whatever the columns passed over. `family` is
    one for all rows, or one a row.
    """
    total = np.full(len(codes), family, np.uint64)
    total *= _SEED
    for column in range(codes.shape[1]):
        mixed = _mixed(total, codes[:, column])
        total = mixed if kept is None else np.where(kept[:, column], mixed, total)
    return _finished(total)


def hash_lists(lists: Sequence[tuple[int | NDArray[np.int64], NDArray[np.integer]]]) -> Hashes:
    """Return the hashes of families of rows, each with its codes, list after list: as `hash_rows` of each.

    The wider lists must stand before the narrower ones.
    """
    if not lists:
        return np.zeros(0, np.uint64)
    sizes = [len(rows) for _, rows in lists]
    codes = np.zeros((lists[0][1].shape[1], sum(sizes)), np.uint64)
    total = np.zeros(sum(sizes), np.uint64)
    ends = [0] * len(codes)  # of the rows that have each column
    end = 0
    for (family, rows), size in zip(lists, sizes, strict=True):
        start, end = end, end + size
        width = rows.shape[1]
        codes[:width, start:end] = rows.T
        total[start:end] = family
        ends[:width] = [end] * width
    total *= _SEED
    for row, end in zip(codes, ends, strict=True):
        some = total[:end]
        some ^= row[:end]
        some *= _PRIME
        some ^= some >> _HALF
    return _finished(total)


def run_starts(ordered: NDArray[np.generic]) -> NDArray[np.int64]:
    """Return where each run of equal values begins."""
    starts = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=starts[1:])
    return starts.nonzero()[0]


def distinct(*values: NDArray[Value]) -> NDArray[Value]:
    """Return each value once, in rising order; `np.unique` does so too, but loads a part of numpy first."""
    ordered = np.concatenate(values)
    ordered.sort()
    return ordered[run_starts(ordered)]


def _mixed(total: Hashes, codes: NDArray[np.integer]) -> Hashes:
    mixed = total ^ codes.astype(np.uint64)
    mixed *= _PRIME
    mixed ^= mixed >> _HALF
    return mixed


def _finished(total: Hashes) -> Hashes:
    total *= _FINAL
    total ^= total >> _HALF
    total *= _PRIME
    return total
