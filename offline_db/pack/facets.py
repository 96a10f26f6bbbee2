"""What filters ask of a row (status, kind, office, year of filing), two bytes a row.

Rows that say the same have the same code. `facets.codes` holds one a row, `facets.values` what each stands
for, so that a filter is put to each of some thousand values and then only looked up for millions of rows.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from offline_db.pack.narrow import map_file
from offline_db.pack.postings import Ids

FIELDS = ("status", "kind", "office")
BETWEEN = "\x1f"
FEW = 1 << 16  # values that two bytes tell apart


class Facet(NamedTuple):
    """What some rows have in common."""

    status: str
    kind: str
    office: str
    year: int  # of filing, 0 where it is not known


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
