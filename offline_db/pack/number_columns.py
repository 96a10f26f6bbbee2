"""Numbers of rights as keys of an index, whole columns at once; one by one: `numbers`."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from app.names.hashing import Hashes
from offline_db.batches import flags, lengths_of, texts
from offline_db.pack.numbers import WIDTH, hash_codes, key_of


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
    return hash_codes(np.frombuffer(padded.buffers()[2], "<u8", len(keys) * WIDTH // 8))
