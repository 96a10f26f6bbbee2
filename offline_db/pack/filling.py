"""A segment while it is filled from register files: read, settled against what a pack holds, counted."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from app.errors import BadInput
from app.names.tables import Tables
from app.rights import FIELDS, Rejected, Row
from app.sharing import Progress
from offline_db.importers import read_rows, recognise
from offline_db.importers.columns import REMOVED
from offline_db.pack import manifest as m
from offline_db.pack.pack import Pack
from offline_db.pack.segment import SegmentWriter

BATCH = 20_000  # rows
MOST_SHOWN = 200  # rejections kept of each file
OFFICE, KIND, FILED, STATUS, CLASSES = (
    FIELDS.index(n) for n in ("office", "kind", "filed", "status", "classes")
)
OWN, FILED_AS = FIELDS.index("registration_number"), FIELDS.index("application_number")


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
        pack: Pack | None,
        mapping: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._mapping = mapping
        self._importers = [recognise(path) for path in files]
        self._files, self._progress, self._pack = files, progress, pack
        self._writer = SegmentWriter(folder, tables)
        self._folder = folder
        self._offices: Counter[str] = Counter()
        self._latest: dict[str, str] = {}
        self._struck: dict[str, set[int]] = {}
        self._sizes = [path.stat().st_size for path in files]

    @property
    def count(self) -> int:
        return self._writer.count

    def fill(self) -> tuple[FileReport, ...]:
        try:
            reports = tuple(self._fill_from(i) for i in range(len(self._files)))
            self._writer.finish()
        except BaseException:
            self._writer.close()
            raise
        return reports

    def offices(self) -> tuple[m.OfficeData, ...]:
        return tuple(m.OfficeData(o, n, self._latest.get(o, "")) for o, n in sorted(self._offices.items()))

    def write_struck(self) -> int:
        """Write which rows of older segments no longer stand; return how many."""
        for segment, rows in self._struck.items():
            np.array(sorted(rows), np.uint32).tofile(self._folder / f"struck.{segment}")
        return sum(map(len, self._struck.values()))

    def _fill_from(self, place: int) -> FileReport:
        path, importer = self._files[place], self._importers[place]
        began, before, rejections = time.monotonic(), self.count, 0
        shown: list[Rejected] = []
        records = read_rows(path, self._mapping.get(path.name))
        done, share, total = sum(self._sizes[:place]), 0, sum(self._sizes)
        while batch := list(islice(records, BATCH)):
            rows = [r for r in batch if type(r) is tuple]
            if len(rows) < len(batch):
                bad = [r for r in batch if isinstance(r, Rejected)]
                rejections += len(bad)
                shown += bad[: MOST_SHOWN - len(shown)]
            self._add(list(self._settled(rows)))
            share = min(self._sizes[place], share + 200 * len(batch))
            if not self._progress(done + share, total):
                raise BadInput(
                    "已取消导入，原有登记库未改动。",
                    "The import was cancelled; the old register is unchanged.",
                )
        return FileReport(
            str(path), importer.NAME, self.count - before, tuple(shown), rejections, time.monotonic() - began
        )

    def _add(self, rows: Sequence[Row]) -> None:
        self._writer.add(rows)
        for office, count in Counter([row[OFFICE] for row in rows]).items():
            self._offices[office] += count
            latest = max(row[FILED] for row in rows if row[OFFICE] == office)
            self._latest[office] = max(self._latest.get(office, ""), latest)

    def _settled(self, rows: Sequence[Row]) -> Iterator[Row]:
        """Yield rows to be stored: what older ones say is struck out, or taken over where a row is silent."""
        if self._pack is None:
            yield from (row for row in rows if row[STATUS] != REMOVED)
            return
        older = self._pack.rows_of([row[OWN] or row[FILED_AS] for row in rows])
        for row, known in zip(rows, older, strict=True):
            same = [k for k in known if _same(k[2], row)]
            for segment, at, _ in same:
                self._struck.setdefault(segment, set()).add(at)
            if row[STATUS] != REMOVED:
                last = same[-1][2] if same else row
                yield tuple(
                    new or old if i != STATUS else new if new != "unknown" else old
                    for i, (new, old) in enumerate(zip(row, last, strict=True))
                )


def _same(old: Row, new: Row) -> bool:
    alike = old[OFFICE] == new[OFFICE] and old[KIND] == new[KIND]
    return alike and (
        new[STATUS] == REMOVED or not new[CLASSES] or not old[CLASSES] or old[CLASSES] == new[CLASSES]
    )
