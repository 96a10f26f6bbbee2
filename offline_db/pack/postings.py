"""Which ids carry a key: the one index of a pack, used for numbers and for names.

A key is a 64-bit hash. Its leading bits name a bucket, its low eight bits a tag; a bucket holds its tags and
ids side by side, sorted. An answer may hold a few ids too many (the tag tells one key in 256 from another),
never one too few: callers look at what the ids name. Flat files, memory-mapped: `starts` (one uint32 a
bucket), `tags` (one byte a posting), the ids as a narrow column. Some 4.5 bytes a posting.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.names.hashing import run_starts
from offline_db.pack.narrow import Narrow, map_file, write_narrow

Hashes = NDArray[np.uint64]
Ids = NDArray[np.uint32]

PER_BUCKET = 12  # postings
MOST_BITS = 24
AT_ONCE = 1 << 20  # postings written at once
LARGE = 32  # postings of a bucket in which the tag is searched for


def pack_postings(hashes: Hashes, ids: Ids) -> NDArray[np.uint64]:
    """Return postings as sortable words: leading 24 bits of the hash, its low 8 bits, the id."""
    words = hashes >> np.uint64(40)
    words <<= np.uint64(8)
    words |= hashes & np.uint64(0xFF)
    words <<= np.uint64(32)
    words |= ids.astype(np.uint64)
    return words


def write_postings(parts: list[NDArray[np.uint64]], count: int, folder: Path, name: str) -> None:
    """Write an index from packed postings of ids below `count`; `parts` is emptied, since it may fill half of
    the memory."""
    words = np.empty(sum(map(len, parts)), np.uint64)
    end = len(words)
    while parts:
        part = parts.pop()
        words[end - len(part) : end] = part
        end -= len(part)
    words.sort()
    bits = min(MOST_BITS, max(1, int(len(words) / PER_BUCKET).bit_length()))
    firsts = np.arange(1 << bits, dtype=np.uint64) << np.uint64(64 - bits)
    starts = np.append(np.searchsorted(words, firsts), len(words))
    starts.astype(np.uint32).tofile(folder / f"{name}.starts")
    chunks = [words[start : start + AT_ONCE] for start in range(0, len(words), AT_ONCE)]
    with (folder / f"{name}.tags").open("wb") as tags:
        for chunk in chunks:
            (chunk >> np.uint64(32)).astype(np.uint8).tofile(tags)
    write_narrow((chunk.astype(np.uint32) for chunk in chunks), count, folder, name)


@dataclass(frozen=True, slots=True)
class Postings:
    """An opened index. Safe to use from several threads."""

    starts: NDArray[np.uint32]
    tags: NDArray[np.uint8]
    ids: Narrow
    shift: np.uint64

    @classmethod
    def open(cls, folder: Path, name: str) -> "Postings":
        """Map an index into memory; the files are trusted, their digests were checked before."""
        starts = map_file(folder / f"{name}.starts", np.uint32)
        shift = np.uint64(64 - (len(starts) - 1).bit_length() + 1)
        return cls(
            starts,
            map_file(folder / f"{name}.tags", np.uint8),
            Narrow.open(folder, name),
            shift,
        )

    def look_up(
        self, hashes: Hashes, most: int | NDArray[np.int64] = 1 << 30
    ) -> tuple[Ids, NDArray[np.int64]]:
        """Return ids and, for each, the place in `hashes` of the key that it answers, key after key.

        Of one key at most `most` ids are returned, those that are least.
        """
        buckets = (hashes >> self.shift).astype(np.int64)
        first, end = self.starts[buckets].astype(np.int64), self.starts[buckets + 1].astype(np.int64)
        wanted = hashes.astype(np.uint8)
        limits = np.broadcast_to(most, first.shape)
        large = (end - first > LARGE).nonzero()[0]
        if len(large):
            low, high = _equal(self.tags, first[large], end[large], wanted[large])
            first[large], end[large] = low, np.minimum(high, low + limits[large])
        sizes = end - first
        before = sizes.cumsum() - sizes
        rows = (first - before).repeat(sizes)
        rows += np.arange(len(rows))
        fits = (self.tags[rows] == wanted.repeat(sizes)).nonzero()[0]
        places = np.arange(len(sizes)).repeat(sizes)[fits]
        ids = self.ids[rows[fits]]
        if (np.bincount(places, minlength=len(sizes)) <= limits).all():
            return ids, places
        kept = rank_in_runs(places) < limits[places]
        return ids[kept], places[kept]


def _equal(
    tags: NDArray[np.uint8], first: NDArray[np.int64], end: NDArray[np.int64], wanted: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where in runs of rising tags those equal to the wanted one begin and end, all runs at once."""
    low, high = np.append(first, first), np.append(end, end)
    bound = np.append(wanted, wanted + np.int16(1))
    for _ in range(int((end - first).max()).bit_length()):
        middle = (low + high) >> 1
        less = tags[np.minimum(middle, len(tags) - 1)] < bound
        less &= low < high
        np.copyto(low, middle + 1, where=less)
        np.copyto(high, middle, where=~less)
    return low[: len(first)], low[len(first) :]


def rank_in_runs(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rank of each element among its equals; `places` is sorted."""
    firsts = run_starts(places)
    sizes = np.diff(firsts, append=len(places))
    return np.arange(len(places)) - firsts.repeat(sizes)
