"""Writes the facets of the rows of a segment; `facets` says how they lie."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from offline_db.batches import Batch
from offline_db.pack.facets import BETWEEN, FEW, FIELDS


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
