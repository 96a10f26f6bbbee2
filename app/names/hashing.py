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
        mixed = (total ^ codes[:, column].astype(np.uint64)) * _PRIME
        mixed ^= mixed >> _HALF
        total = mixed if kept is None else np.where(kept[:, column], mixed, total)
    total *= _FINAL
    total ^= total >> _HALF
    total *= _PRIME
    return total
