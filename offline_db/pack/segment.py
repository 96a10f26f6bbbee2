"""A segment of a pack: rows of rights, with the indexes that find them by number and by name.

Written once, from rows in any order, in memory that grows by some 60 bytes a row; never changed after.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.names.folding import Folded, fold_texts
from app.names.tables import Tables
from app.rights import BETWEEN, FIELDS, PATENTS, Right, Row
from offline_db.pack.names import IS_MARK, NameStore, order_texts, write_names
from offline_db.pack.numbers import hash_keys, key_of
from offline_db.pack.postings import Postings, pack_postings, write_postings
from offline_db.pack.rows import PER_BLOCK, RowStore, RowWriter, make_dictionary

KIND, NAME, APPLICATION, REGISTRATION, PUBLICATIONS, CLASSES = (
    FIELDS.index(n)
    for n in ("kind", "name", "application_number", "registration_number", "publication_numbers", "classes")
)
TRAINING = 200 * PER_BLOCK  # rows that the compression learns from
NICE = {str(n): 1 << n for n in range(1, 46)}


class SegmentWriter:
    """Fills a folder with a segment."""

    def __init__(self, folder: Path, tables: Tables) -> None:
        folder.mkdir(parents=True)
        self._folder, self._tables = folder, tables
        self._waiting: list[Row] = []
        self._rows: RowWriter | None = None
        self._thread = ThreadPoolExecutor(1)  # compresses while the next rows are read
        self._busy: Future[None] | None = None
        self._masks: dict[str, int] = {"": IS_MARK}
        self._row_texts: list[NDArray[np.int64]] = []
        self._row_classes: list[NDArray[np.uint64]] = []
        self._texts: list[NDArray[np.int64]] = []
        self._folded: list[Folded] = []
        self._numbers: list[NDArray[np.uint64]] = []
        self.count = 0

    def add(self, rows: Sequence[Row]) -> None:
        """Add rows. Raises OSError where the disk refuses."""
        self._add_numbers(rows)
        self._add_names(rows)
        self.count += len(rows)
        self._waiting.extend(rows)
        if self._rows is not None or len(self._waiting) >= TRAINING:
            self._pass_on()

    def finish(self) -> None:
        """Write the indexes; the segment is whole on return. Raises OSError where the disk refuses."""
        try:
            self._pass_on()
            self._wait()
            assert self._rows is not None
            self._rows.finish()
        finally:
            self._thread.shutdown()
        write_postings(np.concatenate([np.zeros(0, np.uint64), *self._numbers]), self._folder, "numbers")
        self._numbers.clear()
        self._write_names()

    def close(self) -> None:
        """Let go of the files after a failure."""
        self._thread.shutdown()
        if self._rows is not None:
            self._rows.close()

    def _pass_on(self) -> None:
        if self._rows is None:
            self._rows = RowWriter(self._folder, make_dictionary(self._waiting[:TRAINING]))
        self._wait()
        self._busy = self._thread.submit(self._rows.add, self._waiting)
        self._waiting = []

    def _wait(self) -> None:
        if self._busy is not None:
            self._busy.result()

    def _add_numbers(self, rows: Sequence[Row]) -> None:
        keys: list[str] = []
        ids: list[int] = []
        for at, row in enumerate(rows, self.count):
            own = row[REGISTRATION]
            filed = row[APPLICATION]
            if own:
                keys.append(key_of(own))
                ids.append(at)
            if filed and filed != own:
                keys.append(key_of(filed))
                ids.append(at)
            if row[PUBLICATIONS]:
                more = {key_of(number) for number in row[PUBLICATIONS].split(BETWEEN)}
                keys.extend(more)
                ids.extend([at] * len(more))
        self._numbers.append(pack_postings(hash_keys(keys), np.array(ids, np.uint32)))

    def _add_names(self, rows: Sequence[Row]) -> None:
        names = [row[NAME] for row in rows]
        hashes = np.fromiter(map(hash, names), np.int64, len(names))
        self._row_texts.append(hashes)
        masks = self._masks
        self._row_classes.append(
            np.fromiter(
                (
                    0
                    if r[KIND] in PATENTS
                    else masks[r[CLASSES]]
                    if r[CLASSES] in masks
                    else self._mask(r[CLASSES])
                    for r in rows
                ),
                np.uint64,
                len(rows),
            )
        )
        distinct, first = np.unique(hashes, return_index=True)
        self._texts.append(distinct)
        self._folded.append(fold_texts([names[i] for i in first.tolist()], self._tables))

    def _mask(self, classes: str) -> int:
        mask = IS_MARK
        for nice in classes.split(BETWEEN):
            mask |= NICE.get(nice, 0)
        if len(self._masks) < 1_000_000:
            self._masks[classes] = mask
        return mask

    def _write_names(self) -> None:
        texts = np.concatenate([np.zeros(0, np.int64), *self._texts])
        distinct, first = np.unique(texts, return_index=True)
        ordered, order = order_texts(_joined(self._folded), first)
        self._folded.clear()
        self._texts.clear()
        place = np.empty(len(order), np.uint32)
        place[order] = np.arange(len(order), dtype=np.uint32)
        row_names = np.concatenate(
            [np.zeros(0, np.uint32), *(place[np.searchsorted(distinct, part)] for part in self._row_texts)]
        )
        self._row_texts.clear()
        rows = np.argsort(row_names, kind="stable").astype(np.uint32)
        counts = np.bincount(row_names, minlength=len(order))
        classes = np.concatenate([np.zeros(0, np.uint64), *self._row_classes])[rows]
        starts = np.append(0, np.cumsum(counts))[:-1]
        masks = np.bitwise_or.reduceat(classes, starts) if len(classes) else classes
        write_names(ordered, masks, counts, rows, self._folder, self._tables)


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


class Segment:
    """An opened segment. Reading rows is not for several threads at once."""

    def __init__(self, folder: Path) -> None:
        self.rows = RowStore(folder)
        self.names = NameStore(folder)
        self.numbers = Postings.open(folder, "numbers")

    def find(self, keys: Sequence[str]) -> Iterator[tuple[int, Right]]:
        """Yield the rows, and their rights, that carry a number with one of these keys."""
        wanted = set(keys)
        ids, _ = self.numbers.look_up(np.unique(hash_keys(list(wanted))))
        for row in sorted(set(ids.tolist())):
            right = self.rows.right(row)
            numbers = chain((right.registration_number, right.application_number), right.publication_numbers)
            if any(key_of(number) in wanted for number in numbers if number):
                yield row, right

    def name_of(self, name: int) -> str:
        """Return the text of a name, as the first of its rows has it."""
        return self.rows.cell(int(self.names.rows(name)[0]), NAME)
