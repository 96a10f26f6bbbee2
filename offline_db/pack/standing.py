"""All rows of a pack that no later segment struck out."""

from collections.abc import Iterator

import numpy as np

from app.rights import Right, from_row
from offline_db.batches import Batch
from offline_db.pack.blocks import damaged
from offline_db.pack.gather import RowReader
from offline_db.pack.pack import Pack

AT_ONCE = 50_000  # rows


def standing_rows(pack: Pack, segment: str) -> Iterator[Batch]:
    """Yield the rows of a segment that stand, some at a time. Raises StorageFault."""
    reader = RowReader(pack.segments[segment].rows)
    for start in range(0, reader.count, AT_ONCE):
        rows = np.arange(start, min(reader.count, start + AT_ONCE))
        yield reader.batch(rows[pack.standing(segment, rows.astype(np.uint32))])


def all_rights(pack: Pack) -> Iterator[Right]:
    """Yield every right that stands, segment after segment. Raises StorageFault."""
    for segment in pack.segments:
        for batch in standing_rows(pack, segment):
            try:
                yield from map(from_row, batch.rows())
            except ValueError as error:
                raise damaged() from error
