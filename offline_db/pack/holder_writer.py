"""Writes the holders of the rows of a segment; `holders` says how they lie."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import zstandard

from app.rights import BETWEEN
from offline_db.batches import Batch, flags, texts
from offline_db.pack.blocks import CELL
from offline_db.pack.holders import SOME
from offline_db.pack.narrow import write_narrow
from offline_db.pack.row_writer import pack_texts

LEVEL = 9


class HolderWriter:
    """Collects the holders of the rows of a segment."""

    def __init__(self) -> None:
        self._parts: list[pa.DictionaryArray] = [pa.array([], pa.string()).dictionary_encode()]

    def add(self, batch: Batch) -> None:
        """Add rows."""
        self._parts.append(batch.column("holders").dictionary_encode())

    def write(self, folder: Path) -> None:
        """Write the files and let go of the rows. Raises OSError where the disk refuses."""
        parts = pa.chunked_array(self._parts).unify_dictionaries()
        self._parts.clear()
        cells = parts.chunk(0).dictionary
        several = flags(pc.match_substring(cells, BETWEEN))
        alone, joint = cells.filter(pa.array(~several)), cells.filter(pa.array(several)).sort()
        entries = pc.split_pattern(joint, BETWEEN)
        names = pc.unique(pa.concat_arrays([texts([""]), alone, entries.flatten()])).sort()
        numbers = np.empty(len(cells), np.uint32)
        numbers[~several] = pc.index_in(alone, names).to_numpy()
        order = pc.index_in(cells.filter(pa.array(several)), joint).to_numpy()
        numbers[several] = order + len(names)
        numbers = numbers[np.concatenate([part.indices.to_numpy() for part in parts.chunks])]
        write_narrow([numbers], len(names) + len(joint), folder, "holders")
        within = pc.index_in(entries.flatten(), names).to_numpy().astype(np.uint32)
        about = np.array([len(names), len(joint)], np.uint32)
        ends = entries.offsets.to_numpy()[1:].astype(np.uint32)
        np.concatenate([about, ends, within]).tofile(folder / "holders.lists")
        _write_names(names, folder)


def _write_names(names: pa.StringArray, folder: Path) -> None:
    starts = np.append(np.arange(0, len(names), SOME), len(names)).astype(np.int32)
    compress = zstandard.ZstdCompressor(level=LEVEL, write_checksum=False)
    packed, sizes = pack_texts(compress, pc.binary_join(pa.ListArray.from_arrays(starts, names), CELL))
    (folder / "holders.names").write_bytes(packed)
    np.append(0, np.cumsum(sizes)).astype(np.uint64).tofile(folder / "holders.ends")
