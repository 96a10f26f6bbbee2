"""Rows of rights as columns, the shape in which millions of them travel from a file into a pack."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.rights import FIELDS, Row

COLUMNS = {name: place for place, name in enumerate(FIELDS) if name != "source"}
SOURCE = FIELDS.index("source")
NO_RECORD = -1
SEPARATORS = "[\x1e\x1f]"  # stand between the cells of packed rows, so no cell may hold them

assert len(FIELDS) - 1 == SOURCE


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows: an array of texts for each field, and of `source` the file and the record in it."""

    columns: tuple[pa.StringArray, ...]  # in the order of FIELDS, without the source
    files: pa.StringArray  # the whole source where it names no record
    records: NDArray[np.int64]  # NO_RECORD where the source names none

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Batch":
        """Return rows as columns."""
        if not rows:
            none = pa.array([], pa.string())
            return cls((none,) * len(COLUMNS), none, np.zeros(0, np.int64))
        *columns, sources = zip(*rows, strict=True)
        split = [_split(source) for source in sources]
        records = np.fromiter((number for _, number in split), np.int64, len(split))
        made = [pc.replace_substring_regex(texts(column), SEPARATORS, "") for column in columns]
        return cls(tuple(made), texts([file for file, _ in split]), records)

    @classmethod
    def joined(cls, batches: Sequence["Batch"]) -> "Batch":
        """Return the rows of one or several batches as one batch."""
        if len(batches) == 1:
            return batches[0]
        return cls(
            tuple(map(pa.concat_arrays, zip(*(b.columns for b in batches), strict=True))),
            pa.concat_arrays([b.files for b in batches]),
            np.concatenate([b.records for b in batches]),
        )

    def __len__(self) -> int:
        return len(self.records)

    def column(self, field: str) -> pa.StringArray:
        """Return the texts of a field other than the source."""
        return self.columns[COLUMNS[field]]

    def replaced(self, field: str, column: pa.StringArray) -> "Batch":
        """Return the rows with other texts in a field."""
        columns = list(self.columns)
        columns[COLUMNS[field]] = column
        return Batch(tuple(columns), self.files, self.records)

    def part(self, start: int, end: int) -> "Batch":
        """Return the rows from one number up to another, without copying them."""
        return Batch(
            tuple(column.slice(start, end - start) for column in self.columns),
            self.files.slice(start, end - start),
            self.records[start:end],
        )

    def take(self, places: NDArray[np.int64]) -> "Batch":
        """Return the rows at these places, in this order."""
        return Batch(
            tuple(column.take(pa.array(places)) for column in self.columns),
            self.files.take(pa.array(places)),
            self.records[places],
        )

    def sources(self) -> pa.StringArray:
        """Return the file of each row and, where there is one, the record in it."""
        named = pc.binary_join_element_wise(self.files, pa.array(self.records).cast(pa.string()), "#")
        return pc.if_else(pa.array(self.records != NO_RECORD), named, self.files)

    def rows(self) -> list[Row]:
        """Return the rows as tuples."""
        columns = (*self.columns, self.sources())
        return list(zip(*(column.to_pylist() for column in columns), strict=True))


def texts(values: Iterable[str | None]) -> pa.StringArray:
    """Return texts as a column; half a character becomes "?"."""
    values = list(values)
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        return pa.array([v and v.encode("utf-8", "replace").decode() for v in values], pa.string())


def flags(mask: pa.BooleanArray) -> NDArray[np.bool_]:
    """Return yes and no as numpy has them."""
    return np.asarray(mask.to_numpy(zero_copy_only=False), bool)


def map_distinct(column: pa.DictionaryArray, meanings: pa.StringArray) -> pa.StringArray:
    """Return for each row what its distinct text means."""
    return meanings.take(column.indices)


def lengths_of(column: pa.StringArray) -> NDArray[np.int64]:
    """Return how many bytes each text takes."""
    return np.array(pc.binary_length(column), np.int64)


def _split(source: str) -> tuple[str, int]:
    file, _, number = source.rpartition("#")
    known = number.isascii() and number.isdecimal() and len(number) < 18 and str(int(number)) == number
    return (file, int(number)) if known else (source, NO_RECORD)
