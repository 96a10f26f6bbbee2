"""Numbers of rights as keys of an index: one key for every spelling, hashed many at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.names.hashing import Hashes, hash_rows
from app.numbers.spellings import number_key

FAMILY = 700
WIDTH = 24  # bytes of a key that count; what an index finds is compared in full


def key_of(number: str) -> str:
    """Return `app.numbers.spellings.number_key`, quickly for the usual shapes of registers."""
    if number.isdigit() and number.isascii() and len(number) not in (8, 9, 12, 13):
        return number.lstrip("0") or "0"
    if len(number) == 14 and number[12] == "." and number[:12].isdigit():
        return "P" + number[:12]
    if len(number) in (8, 9) and number.isdigit() and number.isascii() and number[0] != "0":
        return number
    if number.isascii() and (number[-1:] == "A" or number[:1] == "G"):
        digits = number[:-1] if number[-1] == "A" else number[1:]
        if digits.isdigit() and digits[0] != "0":
            return number
    return number_key(number)


def hash_keys(keys: Sequence[str]) -> Hashes:
    """Return the hash of each key; for columns of keys see `number_columns`."""
    padded = np.array([key.encode()[:WIDTH] for key in keys], f"S{WIDTH}")
    return hash_codes(padded.view("<u8"))


def hash_codes(codes: NDArray[np.uint64]) -> Hashes:
    """Return the hash of each key, given as `WIDTH` bytes."""
    return hash_rows(FAMILY, codes.reshape(-1, WIDTH // 8))
