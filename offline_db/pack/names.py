"""The distinct mark texts of a segment, by number, and the index of their keys.

Candidates are numbered by how many characters and then letters they hold, so their codes lie in one flat file
without any offsets, and the ids of a key run from short marks to long ones. Files: `names.groups` (one line
a pair of lengths: first id, where its codes begin), `names.han`, `names.latin`, `names.classes` (48 bits of
Nice classes a text), `names.first`, `names.low` and `names.high` (the rows that bear a text), `keys.*`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.names.folding import LONGEST, Codes, Folded, Letters
from app.names.hashing import distinct
from app.names.keys import han_keys, latin_keys, word_keys
from app.names.tables import Tables
from offline_db.pack.narrow import Narrow, map_file, write_narrow
from offline_db.pack.postings import Ids, Postings, pack_postings, write_postings

CHUNK = 400_000  # marks whose keys are made at once
CLASS_BYTES = 6
WIDEST = 64  # codes that are asked for at once, at most
IS_MARK = 1  # bit 0 of the classes of a text: a mark bears it, not only the title of a patent


@dataclass(frozen=True, slots=True)
class Texts:
    """Distinct texts in their final order, as `order_texts` makes them."""

    han: Codes
    han_starts: NDArray[np.int64]
    han_lengths: NDArray[np.uint8]
    latin: Letters
    latin_starts: NDArray[np.int64]
    latin_lengths: NDArray[np.uint8]


def order_texts(folded: Folded, chosen: NDArray[np.int64]) -> tuple[Texts, NDArray[np.int64]]:
    """Return chosen texts sorted by their lengths, and for each its place in `chosen`."""
    han_starts, han_lengths = _runs(folded.han_ends, chosen)
    latin_starts, latin_lengths = _runs(folded.latin_ends, chosen)
    order = np.lexsort((latin_lengths, han_lengths))
    texts = Texts(
        folded.han,
        han_starts[order],
        han_lengths[order],
        folded.latin,
        latin_starts[order],
        latin_lengths[order],
    )
    return texts, order


def write_names(
    texts: Texts,
    classes: NDArray[np.uint64],
    row_counts: NDArray[np.int64],
    rows: NDArray[np.uint32],
    folder: Path,
    tables: Tables,
) -> None:
    """Write the texts and their keys; `classes` and `row_counts` go by text, `rows` text after text."""
    pair = texts.han_lengths.astype(np.int64) * 256 + texts.latin_lengths
    firsts = np.flatnonzero(np.append(True, pair[1:] != pair[:-1])) if len(pair) else np.zeros(0, np.int64)
    han_places = np.append(0, np.cumsum(texts.han_lengths, dtype=np.int64))
    latin_places = np.append(0, np.cumsum(texts.latin_lengths, dtype=np.int64))
    groups = np.stack(
        [
            firsts,
            texts.han_lengths[firsts],
            texts.latin_lengths[firsts],
            han_places[firsts],
            latin_places[firsts],
        ],
        axis=1,
    )
    np.append(groups.astype(np.int64), [[len(pair), 0, 0, 0, 0]], axis=0).tofile(folder / "names.groups")
    for kind, flat, starts, lengths in (
        ("han", texts.han, texts.han_starts, texts.han_lengths),
        ("latin", texts.latin, texts.latin_starts, texts.latin_lengths),
    ):
        with (folder / f"names.{kind}").open("wb") as file:
            _take(flat, starts, lengths).tofile(file)
            np.zeros(WIDEST, flat.dtype).tofile(file)  # so that a window opens at the last text too
    classes.astype("<u8").view(np.uint8).reshape(-1, 8)[:, :CLASS_BYTES].tofile(folder / "names.classes")
    np.append(0, np.cumsum(row_counts)).astype(np.uint32).tofile(folder / "names.first")
    write_narrow([rows], len(rows), folder, "names")
    keys = _all_keys(texts, groups, (classes & np.uint64(IS_MARK)) > 0, tables)
    write_postings(keys, len(pair), folder, "keys")


def _all_keys(
    texts: Texts, groups: NDArray[np.int64], marks: NDArray[np.bool_], tables: Tables
) -> list[NDArray[np.uint64]]:
    words: list[NDArray[np.uint64]] = []
    lasts = np.append(groups[1:, 0], len(texts.han_lengths))[: len(groups)]
    for (first, han_length, latin_length, *_), end in zip(groups.tolist(), lasts.tolist(), strict=True):
        for start in range(first, end, CHUNK):
            ids = start + np.flatnonzero(marks[start : min(end, start + CHUNK)])
            han = texts.han[texts.han_starts[ids][:, None] + np.arange(han_length)]
            latin = texts.latin[texts.latin_starts[ids][:, None] + np.arange(latin_length)] & 0x7F
            for keys in (*han_keys(han, tables), *latin_keys(latin)):
                words.append(pack_postings(keys, ids.astype(np.uint32)))
    for start in range(0, len(texts.latin_lengths), CHUNK):
        ids = start + np.flatnonzero(marks[start : start + CHUNK])
        lengths = texts.latin_lengths[ids]
        letters: Letters = _take(texts.latin, texts.latin_starts[ids], lengths)
        ends = np.cumsum(lengths, dtype=np.int64)
        keys, owners = word_keys(letters, ends - lengths, ends)
        words.append(pack_postings(keys, ids[owners].astype(np.uint32)))
    return words


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """Texts, and where their codes lie."""

    ids: Ids
    han_lengths: NDArray[np.int64]
    latin_lengths: NDArray[np.int64]
    han_places: NDArray[np.int64]
    latin_places: NDArray[np.int64]

    def pick(self, places: NDArray[np.int64]) -> "Located":
        """Return some of them."""
        return Located(
            self.ids[places],
            self.han_lengths[places],
            self.latin_lengths[places],
            self.han_places[places],
            self.latin_places[places],
        )


class NameStore:
    """The texts of a segment, opened. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        groups = np.fromfile(folder / "names.groups", np.int64).reshape(-1, 5)
        self.count = int(groups[-1, 0])
        self._firsts = groups[:-1, 0]
        self._bounds = self._firsts.astype(np.uint32)
        self._han_lengths, self._latin_lengths, self._han_places, self._latin_places = groups[
            :-1, 1:
        ].T.copy()
        self.han = map_file(folder / "names.han", np.uint16)
        self.latin = map_file(folder / "names.latin", np.uint8)
        self._classes = map_file(folder / "names.classes", np.uint8)
        self._first = map_file(folder / "names.first", np.uint32)
        self._rows = Narrow.open(folder, "names")
        self.keys = Postings.open(folder, "keys")

    def lengths(self, ids: Ids) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return how many characters and how many letters each text holds; `ids` ascend."""
        group = self._group(ids)
        return self._han_lengths[group], self._latin_lengths[group]

    def locate(self, ids: Ids) -> Located:
        """Return where the codes of texts lie; `ids` ascend."""
        group = self._group(ids)
        within = ids.astype(np.int64) - self._firsts[group]
        han_lengths, latin_lengths = self._han_lengths[group], self._latin_lengths[group]
        return Located(
            ids,
            han_lengths,
            latin_lengths,
            self._han_places[group] + within * han_lengths,
            self._latin_places[group] + within * latin_lengths,
        )

    def han_of(self, texts: Located, most: int) -> Codes:
        """Return the characters of texts, (texts, most); what is longer is cut, 0 stands behind the end."""
        return _padded(self.han, texts.han_places, texts.han_lengths, most)

    def latin_of(self, texts: Located, most: int) -> Letters:
        """Return the letters of texts, (texts, most), without marks of new words; 0 behind the end."""
        letters: Letters = _padded(self.latin, texts.latin_places, texts.latin_lengths, most)
        letters &= np.uint8(0x7F)
        return letters

    def in_class(self, ids: Ids, nice: int) -> NDArray[np.bool_]:
        """Tell of each text whether a record of that class bears it."""
        octets = self._classes[ids.astype(np.int64) * CLASS_BYTES + (nice >> 3)]
        has: NDArray[np.bool_] = octets & np.uint8(1 << (nice & 7)) > 0
        return has

    def records(self, ids: Ids) -> NDArray[np.int64]:
        """Return how many rows bear each text."""
        places = ids.astype(np.int64)
        counts: NDArray[np.int64] = self._first[places + 1].astype(np.int64) - self._first[places]
        return counts

    def records_in_class(self, ids: Ids) -> NDArray[np.float64]:
        """Return about how many rows of one of its classes bear each text, at least 1."""
        octets = self._classes.reshape(-1, CLASS_BYTES)[ids]
        octets[:, 0] &= np.uint8(0xFF - IS_MARK)
        classes = np.bitwise_count(octets).sum(axis=1)
        each: NDArray[np.float64] = np.maximum(self.records(ids) / np.maximum(classes, 1), 1)
        return each

    def rows(self, name: int) -> NDArray[np.uint32]:
        """Return the rows that bear a text, in the order of the source."""
        return self._rows[int(self._first[name]) : int(self._first[name + 1])]

    def holding(self, code: int, han_length: int, most: int) -> Ids:
        """Return texts of so many characters that hold one, least ids first, by reading them all."""
        found: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
        counts = np.diff(np.append(self._firsts, self.count))
        for group in np.flatnonzero(self._han_lengths == han_length).tolist():
            place, size = int(self._han_places[group]), int(counts[group]) * han_length
            found.append(
                np.flatnonzero(self.han[place : place + size] == code) // han_length
                + int(self._firsts[group])
            )
        return distinct(*found)[:most].astype(np.uint32)

    def finding(self, han: Codes, latin: Letters) -> Ids:
        """Return texts that hold these characters and these letters, each in a row, by reading all."""
        found = [
            self._holding(part, flat, column)
            for part, flat, column in ((han, self.han, 1), (latin & np.uint8(0x7F), self.latin, 2))
            if len(part)
        ]
        ids: NDArray[np.int64] = np.zeros(0, np.int64)
        if found:
            ids = found[0] if len(found) == 1 else np.intersect1d(found[0], found[1])
        return ids.astype(np.uint32)

    def _holding(
        self, part: NDArray[np.integer], flat: NDArray[np.integer], column: int
    ) -> NDArray[np.int64]:
        lengths, places = (
            (self._han_lengths, self._han_places)
            if column == 1
            else (self._latin_lengths, self._latin_places)
        )
        mask = 0xFFFF if column == 1 else 0x7F
        found: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
        size = len(part)
        counts = np.diff(np.append(self._firsts, self.count))
        for group in np.flatnonzero(lengths >= size).tolist():
            length = int(lengths[group])
            text = flat[
                int(places[group]) : int(places[group]) + int(counts[group]) * length
            ] & flat.dtype.type(mask)
            hits = np.flatnonzero(text[: len(text) - size + 1] == part[0])
            hits = hits[hits % length <= length - size]
            for step in range(1, size):
                hits = hits[text[hits + step] == part[step]]
            found.append(hits // length + int(self._firsts[group]))
        return distinct(*found)

    def _group(self, ids: Ids) -> NDArray[np.int64]:
        bounds = ids.searchsorted(self._bounds)
        return np.arange(len(bounds)).repeat(np.diff(bounds, append=len(ids)))


def _runs(ends: NDArray[np.int64], chosen: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    starts = np.append(0, ends)[chosen]
    return starts, np.minimum(ends[chosen] - starts, LONGEST).astype(np.uint8)


def _take(flat: NDArray[Any], starts: NDArray[np.int64], lengths: NDArray[np.uint8]) -> NDArray[Any]:
    ends = np.cumsum(lengths, dtype=np.int64)
    places = np.arange(int(ends[-1]) if len(ends) else 0)
    places += np.repeat(starts - (ends - lengths), lengths)
    return flat[places]


def _padded(
    flat: NDArray[Any], places: NDArray[np.int64], lengths: NDArray[np.int64], most: int
) -> NDArray[Any]:
    if len(flat) == 0 or most == 0:
        return np.zeros((len(places), most), flat.dtype)
    most = min(most, WIDEST)  # no text is longer
    width = flat.itemsize * most  # a window of the flat file is one item: much quicker than code by code
    windows = np.ndarray((len(flat) - most + 1,), f"V{width}", flat.data, strides=flat.strides)
    codes = windows[np.minimum(places, len(windows) - 1)].view(flat.dtype).reshape(-1, most)
    codes *= np.arange(most, dtype=np.uint8) < np.minimum(lengths, 255).astype(np.uint8)[:, None]
    return codes
