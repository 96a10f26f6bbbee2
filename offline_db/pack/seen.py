"""Which rights earlier batches of an import spoke of, as hashes of their numbers and classes."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.rights import BETWEEN
from offline_db.batches import Batch, flags
from offline_db.pack.number_columns import hash_column, keys_of

T = TypeVar("T", bound=np.generic)
Hashes = NDArray[np.uint64]
Keys = tuple[NDArray[np.int64], Hashes]  # rows, and the hash of a number of each; a row may have two


def keys_of_rows(batch: Batch) -> Keys:
    """Return the numbers by which rows are known: of application and registration, else of publication."""
    filed, own = batch.column("application_number"), batch.column("registration_number")
    first = pc.if_else(pc.equal(filed, ""), own, filed)
    if pc.any(pc.equal(first, "")).as_py():
        published = pc.list_element(pc.split_pattern(batch.column("publication_numbers"), BETWEEN), 0)
        first = pc.if_else(pc.equal(first, ""), published, first)
    more = pc.and_(pc.and_(pc.not_equal(filed, ""), pc.not_equal(own, "")), pc.not_equal(filed, own))
    second = np.flatnonzero(flags(more))
    keys = pa.concat_arrays([keys_of(first), keys_of(own.take(pa.array(second)))])
    return np.concatenate([np.arange(len(batch)), second]), hash_column(keys)


class Seen:
    """The rights of earlier batches; it may say yes in error, never no."""

    def __init__(self) -> None:
        self._any: list[Hashes] = []
        self._classes: list[Hashes] = []  # of number and class, of the number alone where there are none

    def late(self, keys: Keys, batch: Batch) -> NDArray[np.bool_]:
        """Tell of each row whether an earlier batch may have spoken of its right."""
        late = np.zeros(len(batch), bool)
        if self._any:
            places, hashes = keys
            owners, mixed = _with_classes(keys, batch)
            found = _among(self._classes, hashes)
            found[owners[_among(self._classes, mixed)]] = True
            none = flags(pc.equal(batch.column("classes"), ""))
            late[places[found | (none[places] & _among(self._any, hashes))]] = True
        return late

    def add(self, keys: Keys, batch: Batch) -> None:
        """Remember a batch."""
        for kept, more in ((self._any, keys[1]), (self._classes, _with_classes(keys, batch)[1])):
            kept.append(distinct(more))
            while len(kept) > 1 and len(kept[-2]) < 2 * len(kept[-1]):
                kept.append(distinct(np.concatenate([kept.pop(), kept.pop()])))


def distinct(values: NDArray[T]) -> NDArray[T]:
    """Return each value once, in rising order; `np.unique` without its table of hashes is quicker here."""
    ordered = np.sort(values)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def _with_classes(keys: Keys, batch: Batch) -> Keys:
    """Return for each number and each class of its row a hash of both, and which number it is of."""
    places, hashes = keys
    lists = pc.split_pattern(batch.column("classes"), BETWEEN)
    told = lists.flatten().dictionary_encode()
    of_each = np.array([hash(text) if text else 0 for text in told.dictionary.to_pylist()], np.int64)
    ends = lists.offsets.to_numpy().astype(np.int64)
    sizes = (ends[1:] - ends[:-1])[places]
    owners = np.repeat(np.arange(len(places)), sizes)
    within = np.arange(len(owners)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    which = told.indices.to_numpy()[ends[places][owners] - ends[0] + within]
    return owners, hashes[owners] ^ of_each[which].view(np.uint64)


def _among(kept: Sequence[Hashes], wanted: Hashes) -> NDArray[np.bool_]:
    found = np.zeros(len(wanted), bool)
    for part in kept:
        if len(part):
            at = np.minimum(np.searchsorted(part, wanted), len(part) - 1)
            found |= part[at] == wanted
    return found
