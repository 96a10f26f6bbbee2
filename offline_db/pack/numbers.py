"""Numbers of rights as keys of an index: one key for every spelling, hashed many at once."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.names.hashing import Hashes, hash_rows
from app.numbers.spellings import number_key
from offline_db.batches import flags, lengths_of, texts

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


def keys_of(numbers: pa.StringArray) -> pa.StringArray:
    """Return `key_of` each number."""
    lengths = lengths_of(numbers)
    plain = flags(pc.ascii_is_decimal(numbers)) & (lengths != 12) & (lengths != 13)
    plain &= ~(flags(pc.starts_with(numbers, "0")) & ((lengths == 8) | (lengths == 9)))
    bare = pc.ascii_ltrim(numbers, "0")
    keys = pc.if_else(pc.equal(bare, ""), "0", bare)
    if plain.all():
        return keys
    others = numbers.filter(pa.array(~plain)).to_pylist()
    return pc.replace_with_mask(keys, pa.array(~plain), texts(map(key_of, others)))


def hash_column(keys: pa.StringArray) -> Hashes:
    """Return the hash of each key."""
    if not len(keys):
        return np.zeros(0, np.uint64)
    cut = pc.binary_slice(keys.cast(pa.binary()), 0, WIDTH).view(pa.string())
    padded = pc.ascii_rpad(cut, WIDTH, "\0")
    return _hash(np.frombuffer(padded.buffers()[2], "<u8", len(keys) * WIDTH // 8))


def hash_keys(keys: Sequence[str]) -> Hashes:
    """Return the hash of each key; for a few keys quicker than `hash_column`."""
    padded = np.array([key.encode()[:WIDTH] for key in keys], f"S{WIDTH}")
    return _hash(padded.view("<u8"))


def _hash(codes: NDArray[np.uint64]) -> Hashes:
    return hash_rows(FAMILY, codes.reshape(-1, WIDTH // 8))
