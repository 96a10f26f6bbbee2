"""What filters ask of a row (status, kind, office, year of filing), two bytes a row.

Rows that say the same have the same code. `facets.codes` holds one a row, `facets.values` what each stands
for, so that a filter is put to each of some thousand values and then only looked up for millions of rows.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from offline_db.batches import Batch
from offline_db.pack.postings import Ids, map_file

FIELDS = ("status", "kind", "office")
BETWEEN = "\x1f"
FEW = 1 << 16  # values that two bytes tell apart


class Facet(NamedTuple):
    """What some rows have in common."""

    status: str
    kind: str
    office: str
    year: int  # of filing, 0 where it is not known


class FacetWriter:
    """Collects the facets of the rows of a segment."""

    def __init__(self) -> None:
        self._parts: list[pa.DictionaryArray] = [pa.array([], pa.string()).dictionary_encode()]

    def add(self, batch: Batch) -> None:
        """Add rows."""
        year = pc.utf8_slice_codeunits(batch.column("filed"), 0, 4)
        joined = pc.binary_join_element_wise(*map(batch.column, FIELDS), year, BETWEEN)
        self._parts.append(joined.dictionary_encode())

    def write(self, folder: Path) -> None:
        """Write the files and let go of the rows. Raises OSError where the disk refuses."""
        parts = pa.chunked_array(self._parts).unify_dictionaries()
        self._parts.clear()
        values = [text.split(BETWEEN) for text in parts.chunk(0).dictionary.to_pylist()]
        codes = np.concatenate([part.indices.to_numpy() for part in parts.chunks])
        codes.astype(np.uint16 if len(values) <= FEW else np.uint32).tofile(folder / "facets.codes")
        (folder / "facets.values").write_text(json.dumps(values, ensure_ascii=False), "utf-8")


class Facets:
    """The facets of a segment, opened. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        values = json.loads((folder / "facets.values").read_text("utf-8"))
        self.values = tuple(
            Facet(status, kind, office, int(year or 0)) for status, kind, office, year in values
        )
        self.codes = map_file(folder / "facets.codes", np.uint16 if len(values) <= FEW else np.uint32)

    def column(self, field: str, rows: Ids) -> NDArray[np.generic]:
        """Return what rows say in a field of `Facet`, as texts or years."""
        every = np.array([getattr(value, field) for value in self.values])
        said: NDArray[np.generic] = every[self.codes[rows]]
        return said

    def fitting(self, rows: Ids, fits: Callable[[Facet], bool]) -> NDArray[np.bool_]:
        """Tell of each row whether it fits; `fits` is asked once for each value, not for each row."""
        every = np.fromiter(map(fits, self.values), bool, len(self.values))
        fine: NDArray[np.bool_] = every[self.codes[rows]]
        return fine

    def counts(self, rows: Ids) -> list[tuple[Facet, int]]:
        """Return how many of the rows have each of the values that occur among them."""
        found = np.bincount(self.codes[rows], minlength=len(self.values))
        return [(self.values[code], int(found[code])) for code in np.flatnonzero(found).tolist()]
