"""A segment while it is filled from register files: read, settled against what a pack holds, counted."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
import pyarrow.compute as pc

from app.errors import BadInput
from app.names.tables import Tables
from app.rights import Rejected
from app.sharing import Progress
from offline_db.batches import Batch, flags
from offline_db.importers import read_rows, recognise, table
from offline_db.importers.bulk import Part, in_parts, read_parts
from offline_db.importers.columns import REMOVED
from offline_db.pack import manifest as m
from offline_db.pack.ahead import ahead
from offline_db.pack.segment_writer import SegmentWriter
from offline_db.pack.settle import Settling

BYTES_EACH = 200  # of a record, where it is not known
MOST_SHOWN = 200  # rejections kept of each file


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file."""

    path: str
    format: str
    records: int
    rejected: tuple[Rejected, ...]  # the first ones
    rejections: int  # all of them
    seconds: float


class Filling:
    """A segment while it is filled from files."""

    def __init__(
        self,
        folder: Path,
        tables: Tables,
        files: Sequence[Path],
        progress: Progress,
        settling: Settling | None,
        mapping: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._mapping = mapping
        self._importers = [recognise(path) for path in files]
        self._files, self._progress, self._settling = files, progress, settling
        self._writer = SegmentWriter(folder, tables, settling.dictionary() if settling else b"")
        self._offices: Counter[str] = Counter()
        self._latest: dict[str, str] = {}
        self._sizes = [path.stat().st_size for path in files]

    @property
    def count(self) -> int:
        return self._writer.count

    def fill(self) -> tuple[FileReport, ...]:
        """Read all files and write the segment. Raises BadInput when cancelled, OSError for the disk."""
        try:
            reports = tuple(self._fill_from(i) for i in range(len(self._files)))
            self._writer.finish()
        except BaseException:
            self._writer.close()
            raise
        return reports

    def offices(self) -> tuple[m.OfficeData, ...]:
        return tuple(m.OfficeData(o, n, self._latest.get(o, "")) for o, n in sorted(self._offices.items()))

    def _fill_from(self, place: int) -> FileReport:
        path, importer = self._files[place], self._importers[place]
        began, read, rejections = time.monotonic(), 0, 0
        shown: list[Rejected] = []
        done, share, total = sum(self._sizes[:place]), 0, sum(self._sizes)
        for part in ahead(self._parts(path, importer)):
            rejections += len(part.rejected)
            shown += part.rejected[: MOST_SHOWN - len(shown)]
            read += len(part.batch)
            self._add(self._settled(part.batch))
            more = part.share or BYTES_EACH * (len(part.batch) + len(part.rejected))
            share = min(self._sizes[place], share + more)
            if not self._progress(done + share, total):
                raise BadInput(
                    "已取消导入，原有登记库未改动。",
                    "The import was cancelled; the old register is unchanged.",
                )
        return FileReport(str(path), importer.NAME, read, tuple(shown), rejections, time.monotonic() - began)

    def _parts(self, path: Path, importer: ModuleType) -> Iterator[Part]:
        mapping = self._mapping.get(path.name)
        return read_parts(path, mapping) if importer is table else in_parts(read_rows(path, mapping))

    def _add(self, batch: Batch) -> None:
        self._writer.add(batch)
        offices = batch.column("office")
        for office in pc.unique(offices).to_pylist():
            filed = batch.column("filed").filter(pc.equal(offices, office))
            self._offices[office] += len(filed)
            self._latest[office] = max(self._latest.get(office, ""), pc.max(filed).as_py())

    def _settled(self, batch: Batch) -> Batch:
        if self._settling is not None:
            return self._settling.settle(batch)
        stays = flags(pc.not_equal(batch.column("status"), REMOVED))
        return batch if stays.all() else batch.take(np.flatnonzero(stays))
