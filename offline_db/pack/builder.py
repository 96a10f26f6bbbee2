"""Packs made of register files: a whole one, or one segment more for a pack that is there.

A record takes the place of an older one of the same office, kind, number and classes; what it leaves open
keeps what the older one said. A record with the status REMOVED strikes the older one out. The new pack or
segment is filled beside the old state and comes into force by one rename: killed at any moment, the old or
the new state stands.
"""

import os
import secrets
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from types import MappingProxyType

import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import BadInput, StorageFault
from app.names.tables import Tables
from app.rights import FIELDS, Rejected, Row
from app.sharing import Progress
from offline_db.durable import flush_folder, write_durably
from offline_db.importers import read_rows, recognise
from offline_db.importers.columns import REMOVED
from offline_db.pack import manifest as m
from offline_db.pack.pack import Pack, note_verified
from offline_db.pack.segment import SegmentWriter

NOBODY_ELSE = nullcontext()  # where a pack is not in use
BATCH = 20_000  # rows
MOST_SHOWN = 200  # rejections kept of each file
NICE_EDITION = "13-2026"
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


def build_pack(
    out: Path,
    files: Sequence[Path],
    *,
    name: str,
    as_of: date,
    now: datetime,
    key: Ed25519PrivateKey,
    tables: Tables,
    progress: Progress,
    source: str = "",
    mapping: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    while_swapping: AbstractContextManager[object] = NOBODY_ELSE,
    before_swap: Callable[[], None] = lambda: None,
) -> tuple[FileReport, ...]:
    """Make a pack of register files in the place of whatever stood at `out`.

    `source` is what the pack goes by instead of the digest of its manifest; `mapping` names by file the
    columns of tables. `before_swap` lets go of the old pack, and nobody opens it `while_swapping`.

    Raises:
        BadInput: a file is missing or of no known format, none held a record, or it was cancelled.
        StorageFault: the disk refuses. What stood at `out` serves on in either case.
    """
    folder = out.with_name(f"{out.name}.new-{os.getpid()}")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True)
        filling = _Filling(folder / "s0000", tables, files, progress, None, mapping)
        reports = filling.fill()
        if not filling.count:
            raise _nothing_usable(reports)
        entry = m.SegmentEntry("s0000", filling.count, m.describe_folder(folder / "s0000"))
        made = m.Manifest(
            m.FORMAT, secrets.token_hex(16), 0, "", m.public_hex(key), name, as_of, now, NICE_EDITION,
            filling.count, filling.offices(), (entry,), source,
        )  # fmt: skip
        write_durably(folder / m.FILE, m.seal(made, key))
        note_verified(folder, made)
        with while_swapping:
            before_swap()
            swap_in(folder, out)
    except OSError as error:
        raise disk_fault() from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return reports


def extend_pack(
    path: Path,
    files: Sequence[Path],
    *,
    now: datetime,
    key: Ed25519PrivateKey,
    tables: Tables,
    progress: Progress,
) -> tuple[FileReport, ...]:
    """Add a segment of register files to a pack. Raises as `build_pack`; the pack serves on as it was."""
    pack = Pack.open(path)
    if pack.manifest.publisher != m.public_hex(key):
        raise BadInput(
            "该登记包由另一密钥签发，不能在此追加；请用原密钥，或另建登记包。",
            "The pack is signed with another key and cannot be added to; use that key or build another.",
        )
    segment = f"s{pack.manifest.sequence + 1:04d}"
    folder = path / segment
    shutil.rmtree(folder, ignore_errors=True)
    try:
        filling = _Filling(folder, tables, files, progress, pack, {})
        reports = filling.fill()
        struck = filling.write_struck()
        entry = m.SegmentEntry(segment, filling.count, m.describe_folder(folder))
        old = pack.manifest
        made = replace(
            old, sequence=old.sequence + 1, previous=pack.digest, created=now,
            rights=old.rights + filling.count - struck,
            offices=merged_offices(old.offices, filling.offices()), segments=(*old.segments, entry),
        )  # fmt: skip
        write_durably(path / m.FILE, m.seal(made, key))
        note_verified(path, made)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise disk_fault() from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        pack.close()
    return reports


def _nothing_usable(reports: Sequence[FileReport]) -> BadInput:
    first = next((f"（{r.rejected[0].reason}）" for r in reports if r.rejected), "")
    return BadInput(
        f"文件中没有可用的登记记录{first}，原有登记库未改动；请检查文件。",
        "The files hold no usable record; the old register is unchanged. Check the files.",
    )


def swap_in(folder: Path, out: Path) -> None:
    """Put a whole pack in the place of another. Raises OSError; one of the two stands at any moment."""
    old = out.with_name(f"{out.name}.old-{os.getpid()}")
    if out.exists():
        out.rename(old)
    folder.rename(out)
    flush_folder(out.parent)
    shutil.rmtree(old, ignore_errors=True)


def merged_offices(*several: Sequence[m.OfficeData]) -> tuple[m.OfficeData, ...]:
    """Add up what is said of each office."""
    rights: Counter[str] = Counter()
    latest: dict[str, str] = {}
    for data in (d for offices in several for d in offices):
        rights[data.office] += data.rights
        latest[data.office] = max(latest.get(data.office, ""), data.latest)
    return tuple(m.OfficeData(office, count, latest[office]) for office, count in sorted(rights.items()))


def disk_fault() -> StorageFault:
    return StorageFault(
        "登记库无法写入：磁盘已满或不可写；原有登记库未改动，请释放空间后重试。",
        "The register cannot be written: the disk is full or read-only. The old one is unchanged.",
    )


class _Filling:
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
