"""Which ids carry a key: the one index of a pack, used for numbers and for names.

A key is a 64-bit hash. Its leading bits name a bucket, its low eight bits a tag; a bucket holds its tags and
ids side by side, sorted. An answer may hold a few ids too many (the tag tells one key in 256 from another),
never one too few: callers look at what the ids name. Three flat files, memory-mapped: `starts` (one uint32 a
bucket), `tags` (one byte a posting), `ids` (uint32). Some 5.3 bytes a posting.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Ids = NDArray[np.uint32]

PER_BUCKET = 12  # postings
MOST_BITS = 24
AT_ONCE = 1 << 20  # postings written at once
LARGE = 1000  # postings of a bucket in which the tag is searched for


def pack_postings(hashes: Hashes, ids: Ids) -> NDArray[np.uint64]:
    """Return postings as sortable words: leading 24 bits of the hash, its low 8 bits, the id."""
    words = hashes >> np.uint64(40)
    words <<= np.uint64(8)
    words |= hashes & np.uint64(0xFF)
    words <<= np.uint64(32)
    words |= ids.astype(np.uint64)
    return words


def write_postings(parts: list[NDArray[np.uint64]], folder: Path, name: str) -> None:
    """Write an index from packed postings; `parts` is emptied, since it may fill half of the memory."""
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
    with (folder / f"{name}.tags").open("wb") as tags, (folder / f"{name}.ids").open("wb") as ids:
        for start in range(0, len(words), AT_ONCE):
            part = words[start : start + AT_ONCE]
            (part >> np.uint64(32)).astype(np.uint8).tofile(tags)
            part.astype(np.uint32).tofile(ids)


@dataclass(frozen=True, slots=True)
class Postings:
    """An opened index. Safe to use from several threads."""

    starts: NDArray[np.uint32]
    tags: NDArray[np.uint8]
    ids: Ids
    shift: np.uint64

    @classmethod
    def open(cls, folder: Path, name: str) -> "Postings":
        """Map an index into memory; the files are trusted, their digests were checked before."""
        starts = map_file(folder / f"{name}.starts", np.uint32)
        shift = np.uint64(64 - (len(starts) - 1).bit_length() + 1)
        return cls(
            starts,
            map_file(folder / f"{name}.tags", np.uint8),
            map_file(folder / f"{name}.ids", np.uint32),
            shift,
        )

    def look_up(
        self, hashes: Hashes, most: int | NDArray[np.int64] = 1 << 30
    ) -> tuple[Ids, NDArray[np.int64]]:
        """Return ids and, for each, the place in `hashes` of the key that it answers, key after key.

        Of one key at most `most` ids are returned, those that are least.
        """
        buckets = (hashes >> self.shift).astype(np.int64)
        first = self.starts[buckets].astype(np.int64)
        sizes = self.starts[buckets + 1].astype(np.int64) - first
        wanted = (hashes & np.uint64(0xFF)).astype(np.uint8)
        for large in np.flatnonzero(sizes > LARGE).tolist():  # a bucket is sorted by its tags
            tags = self.tags[first[large] : first[large] + sizes[large]]
            start, end = np.searchsorted(tags, [wanted[large], int(wanted[large]) + 1]).tolist()
            first[large] += start
            sizes[large] = min(end - start, most if isinstance(most, int) else int(most[large]))
        places, rank = _spread(sizes)
        rows = first[places] + rank
        fits = np.flatnonzero(self.tags[rows] == wanted[places])
        places = places[fits]
        ids = self.ids[rows[fits]]
        kept = rank_in_runs(places) < (most if isinstance(most, int) else most[places])
        return ids[kept], places[kept]


def map_file(path: Path, dtype: type[np.generic]) -> NDArray[Any]:
    """Map a flat file as an array; an empty file is an empty array."""
    if path.stat().st_size == 0:
        return np.zeros(0, dtype)
    return np.memmap(path, dtype, "r").view(np.ndarray)


def _spread(sizes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for runs of these sizes the run of each element, and its rank in the run."""
    places = np.repeat(np.arange(len(sizes)), sizes)
    ends = np.cumsum(sizes)
    rank = np.arange(len(places)) - np.repeat(ends - sizes, sizes)
    return places, rank


def rank_in_runs(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rank of each element among its equals; `places` is sorted."""
    firsts = np.flatnonzero(np.append(True, places[1:] != places[:-1])[: len(places)])
    sizes = np.diff(np.append(firsts, len(places)))
    return np.arange(len(places)) - np.repeat(firsts, sizes)
