"""Fills a folder with a segment: written once, from rows in any order, in memory that grows by some 60 bytes
a row; never changed after.
"""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.names.folding import Folded, fold_texts
from app.names.tables import Tables
from app.rights import BETWEEN, PATENTS
from offline_db.batches import Batch, flags
from offline_db.pack.facet_writer import FacetWriter
from offline_db.pack.holder_writer import HolderWriter
from offline_db.pack.names import IS_MARK, Texts, order_texts, write_names
from offline_db.pack.number_columns import hash_column, keys_of
from offline_db.pack.postings import pack_postings, write_postings
from offline_db.pack.row_writer import SAMPLES, RowWriter, make_dictionary
from offline_db.pack.rows import PER_BLOCK

TRAINING = SAMPLES * PER_BLOCK  # rows that the compression learns from
AT_ONCE = 200_000  # names folded
MOST_MASKS = 1_000_000  # lists of classes that are remembered
NICE = {str(n): 1 << n for n in range(1, 46)}


class SegmentWriter:
    """Fills a folder with a segment. The same rows in the same batches make the same files."""

    def __init__(self, folder: Path, tables: Tables, dictionary: bytes = b"") -> None:
        folder.mkdir(parents=True)
        self._folder, self._tables = folder, tables
        self._dictionary = dictionary  # to compress many rows with; else one is made of them
        self._waiting: list[Batch] = []
        self._rows: RowWriter | None = None
        self._thread = ThreadPoolExecutor(1)  # compresses while the next rows are read
        self._busy: deque[Future[None]] = deque()
        self._masks: dict[str, int] = {}
        self._classes: list[NDArray[np.uint64]] = []
        self._names: list[pa.DictionaryArray] = [pa.array([], pa.string()).dictionary_encode()]
        self._numbers: list[NDArray[np.uint64]] = []
        self._facets, self._holders = FacetWriter(), HolderWriter()
        self.count = 0

    def add(self, batch: Batch) -> None:
        """Add rows. Raises OSError where the disk refuses."""
        self._add_numbers(batch)
        self._names.append(batch.column("name").dictionary_encode())
        self._classes.append(self._masks_of(batch))
        self._facets.add(batch)
        self._holders.add(batch)
        self.count += len(batch)
        self._waiting.append(batch)
        if self._rows is not None or sum(map(len, self._waiting)) >= TRAINING:
            self._pass_on()

    def finish(self) -> None:
        """Write the indexes; the segment is whole on return. Raises OSError where the disk refuses."""
        try:
            self._pass_on()
            write_postings(self._numbers, self.count, self._folder, "numbers")
            self._facets.write(self._folder)
            self._holders.write(self._folder)
            self._wait()
            assert self._rows is not None
            self._rows.finish()
        finally:
            self._thread.shutdown()
        pa.default_memory_pool().release_unused()
        self._write_names()

    def close(self) -> None:
        """Let go of the files after a failure."""
        self._thread.shutdown()
        if self._rows is not None:
            self._rows.close()

    def _pass_on(self) -> None:
        batch = Batch.joined(self._waiting or [Batch.of(())])
        self._waiting = []
        if self._rows is None:
            known = self._dictionary if len(batch) >= TRAINING else b""
            self._rows = RowWriter(self._folder, known or make_dictionary(batch))
        self._wait(but_for=1)
        self._busy.append(self._thread.submit(self._rows.add, batch))

    def _wait(self, but_for: int = 0) -> None:
        while len(self._busy) > but_for:
            self._busy.popleft().result()

    def _add_numbers(self, batch: Batch) -> None:
        own, filed = batch.column("registration_number"), batch.column("application_number")
        other = pc.and_(pc.not_equal(filed, ""), pc.not_equal(filed, own))
        self._add_postings(own, np.flatnonzero(flags(pc.not_equal(own, ""))))
        self._add_postings(filed, np.flatnonzero(flags(other)))
        printed = batch.column("publication_numbers")
        printed_in = np.flatnonzero(flags(pc.not_equal(printed, "")))
        if len(printed_in):
            lists = pc.split_pattern(printed.take(pa.array(printed_in)), BETWEEN)
            owners = np.repeat(printed_in, np.diff(lists.offsets.to_numpy()))
            words = pack_postings(
                hash_column(keys_of(lists.flatten())), (self.count + owners).astype(np.uint32)
            )
            self._numbers.append(np.unique(words))  # what is printed in two stages has one key

    def _add_postings(self, numbers: pa.StringArray, places: NDArray[np.int64]) -> None:
        keys = keys_of(numbers.take(pa.array(places)))
        self._numbers.append(pack_postings(hash_column(keys), (self.count + places).astype(np.uint32)))

    def _masks_of(self, batch: Batch) -> NDArray[np.uint64]:
        """Return the classes of each row as bits, none for patents."""
        classes, kinds = batch.column("classes").dictionary_encode(), batch.column("kind").dictionary_encode()
        known = self._masks
        masks = np.array([known.get(c) or self._mask(c) for c in classes.dictionary.to_pylist()], np.uint64)
        marks = np.array([kind not in PATENTS for kind in kinds.dictionary.to_pylist()], np.uint64)
        if not len(batch):
            return np.zeros(0, np.uint64)
        found: NDArray[np.uint64] = masks[classes.indices.to_numpy()] * marks[kinds.indices.to_numpy()]
        return found

    def _mask(self, classes: str) -> int:
        mask = IS_MARK
        for nice in classes.split(BETWEEN):
            mask |= NICE.get(nice, 0)
        if len(self._masks) < MOST_MASKS:
            self._masks[classes] = mask
        return mask

    def _write_names(self) -> None:
        ordered, row_names = self._names_in_order()
        rows = np.argsort(row_names, kind="stable").astype(np.uint32)
        counts = np.bincount(row_names)
        del row_names
        classes = np.concatenate([np.zeros(0, np.uint64), *self._classes])
        self._classes.clear()
        starts = np.append(0, np.cumsum(counts))[:-1]
        masks = np.bitwise_or.reduceat(classes[rows], starts) if len(classes) else classes
        del classes
        write_names(ordered, masks, counts, rows, self._folder, self._tables)

    def _names_in_order(self) -> tuple[Texts, NDArray[np.uint32]]:
        """Return the distinct names in their final order, and the number of each row's name."""
        names = pa.chunked_array(self._names).unify_dictionaries()
        self._names.clear()
        texts = names.chunk(0).dictionary
        folded = _joined(
            [
                fold_texts(texts.slice(start, AT_ONCE).to_pylist(), self._tables)
                for start in range(0, len(texts), AT_ONCE)
            ]
        )
        ordered, order = order_texts(folded, np.arange(len(texts)))
        place = np.empty(len(order), np.uint32)
        place[order] = np.arange(len(order), dtype=np.uint32)
        return ordered, np.concatenate([place[part.indices.to_numpy()] for part in names.chunks])


def _joined(parts: Sequence[Folded]) -> Folded:
    """Return texts folded in parts as one."""

    def ends(each: Sequence[NDArray[np.int64]], sizes: Sequence[int]) -> NDArray[np.int64]:
        before = np.append(0, np.cumsum(sizes))
        return np.concatenate([np.zeros(0, np.int64), *(e + b for e, b in zip(each, before, strict=False))])

    return Folded(
        np.concatenate([np.zeros(0, np.uint16), *(p.han for p in parts)]),
        ends([p.han_ends for p in parts], [len(p.han) for p in parts]),
        np.concatenate([np.zeros(0, np.uint8), *(p.latin for p in parts)]),
        ends([p.latin_ends for p in parts], [len(p.latin) for p in parts]),
    )
