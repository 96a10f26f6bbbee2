"""One 64-bit hash of short code sequences, for whole columns of sequences at once.

Not cryptographic: it only spreads keys over buckets, and must give the same value in every release.
"""

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

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
        if kept is None:
            _mix(total, codes[:, column])
        else:
            mixed = total.copy()
            _mix(mixed, codes[:, column])
            np.copyto(total, mixed, where=kept[:, column])
    return _finished(total)


def hash_lists(families: NDArray[np.int64], lists: list[NDArray[np.integer]]) -> Hashes:
    """Return the hashes of the rows of several matrices of codes, each of one family, one after the other."""
    order = sorted(range(len(lists)), key=lambda i: -lists[i].shape[1])  # widest first
    sizes = [len(lists[i]) for i in order]
    widths = [lists[i].shape[1] for i in order]
    ends = np.append(0, np.cumsum(sizes, dtype=np.int64)).tolist()
    codes = np.zeros((max(widths, default=0), ends[-1]), np.uint16)
    for i, start, end, width in zip(order, ends, ends[1:], widths, strict=False):
        codes[:width, start:end] = lists[i].T
    total = np.repeat(families[order].astype(np.uint64), sizes)
    total *= _SEED
    for column, row in enumerate(codes):
        wide = ends[sum(width > column for width in widths)]
        _mix(total[:wide], row[:wide])
    total = _finished(total)
    parts = dict(zip(order, np.split(total, ends[1:-1]), strict=False))
    return np.concatenate([np.zeros(0, np.uint64), *(parts[i] for i in range(len(lists)))])


def _mix(total: Hashes, codes: NDArray[np.integer]) -> None:
    total ^= codes.astype(np.uint64)
    total *= _PRIME
    total ^= total >> _HALF


def _finished(total: Hashes) -> Hashes:
    total *= _FINAL
    total ^= total >> _HALF
    total *= _PRIME
    return total
