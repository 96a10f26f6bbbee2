"""Packs made of register files: a whole one, or one segment more for a pack that is there.

The new segments are filled beside the old state and come into force with a new manifest (`folder`): killed
at any moment, the old or the new state stands. What the rows of a delta do to older ones: `settle`.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import BadInput
from app.names.tables import Tables
from app.sharing import Progress
from offline_db.batches import Batch
from offline_db.pack import manifest as m
from offline_db.pack.filling import FileReport, Filling
from offline_db.pack.folder import commit, keep_for_history, writing
from offline_db.pack.offices import OfficeCount
from offline_db.pack.pack import Pack, note_verified
from offline_db.pack.segment_writer import SegmentWriter
from offline_db.pack.settle import Settling

NICE_EDITION = "13-2026"


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
) -> tuple[FileReport, ...]:
    """Make a pack of register files in the place of whatever stood at `out`.

    `source` is what the pack goes by instead of the digest of its manifest; `mapping` names by file the
    columns of tables. Whoever has the old pack open reads on.

    Raises:
        BadInput: a file is missing or of no known format, none held a record, or it was cancelled.
        StorageFault: the disk refuses. What stood at `out` serves on in either case.
    """
    base = secrets.token_hex(16)
    segment = segment_name(base, 0)
    with writing(out):
        filling = Filling(out / segment, tables, files, progress, None, mapping)
        reports = filling.fill()
        if not filling.count:
            raise _nothing_usable(reports)
        entry = m.SegmentEntry(segment, filling.count, m.describe_folder(out / segment))
        made = m.Manifest(
            m.FORMAT, base, 0, "", m.public_hex(key), name, as_of, now, NICE_EDITION,
            filling.count, filling.offices(), (entry,), source,
        )  # fmt: skip
        commit(out, m.seal(made, key))
        note_verified(out, made)
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
    with writing(path):
        pack = Pack.open(path)
        old = pack.manifest
        require_publisher(old, key)
        added = _Added(path, pack, tables)
        try:
            reports = added.fill(files, progress)
        finally:
            pack.close()
        made = replace(
            old, sequence=old.sequence + 1, previous=pack.digest, created=now,
            rights=old.rights + added.more, offices=added.offices.told(), segments=added.segments,
        )  # fmt: skip
        keep_for_history(path, old, pack.sealed)
        commit(path, m.seal(made, key))
        note_verified(path, made)
    return reports


class _Added:
    """The segments that an import adds to a pack: one, and a second for rows that amend its own."""

    def __init__(self, path: Path, pack: Pack, tables: Tables) -> None:
        self._path, self._pack, self._tables = path, pack, tables
        self.offices = OfficeCount(*pack.manifest.offices)
        self.segments = pack.manifest.segments
        self.more = 0  # rights than before

    def fill(self, files: Sequence[Path], progress: Progress) -> tuple[FileReport, ...]:
        manifest = self._pack.manifest
        first = segment_name(manifest.base, manifest.sequence + 1)
        settling = Settling(self._pack)
        filling = Filling(self._path / first, self._tables, files, progress, settling, {})
        reports = filling.fill()
        self._close(first, filling.count, settling, filling.offices())
        if len(settling.waiting):
            between = Pack(self._path, replace(manifest, segments=self.segments), b"")
            self._fill_second(f"{first}-2", Settling(between), settling.waiting)
            between.close()
        return reports

    def _fill_second(self, name: str, settling: Settling, waiting: Batch) -> None:
        batch = settling.settle(waiting)
        writer = SegmentWriter(self._path / name, self._tables)
        try:
            writer.add(batch)
            writer.finish()
        except BaseException:
            writer.close()
            raise
        counted = OfficeCount()
        counted.add(batch)
        self._close(name, len(batch), settling, counted.told())

    def _close(self, name: str, rows: int, settling: Settling, offices: Sequence[m.OfficeData]) -> None:
        for segment, struck in settling.struck():
            struck.tofile(self._path / name / f"struck.{segment}")
        entry = m.SegmentEntry(name, rows, m.describe_folder(self._path / name))
        self.segments = (*self.segments, entry)
        self.more += rows - settling.struck_of.total()
        self.offices.add_up(*offices)
        self.offices.strike(settling.struck_of)


def segment_name(base: str, sequence: int) -> str:
    return f"{base[:8]}-{sequence:04d}"


def require_publisher(manifest: m.Manifest, key: Ed25519PrivateKey) -> None:
    """Raise BadInput where a pack is signed with another key."""
    if manifest.publisher != m.public_hex(key):
        raise BadInput(
            "该登记包由另一密钥签发，不能在此更改；请用原密钥，或另建登记包。",
            "The pack is signed with another key and cannot be changed; use that key or build another.",
        )


def _nothing_usable(reports: Sequence[FileReport]) -> BadInput:
    first = next((f"（{r.rejected[0].reason}）" for r in reports if r.rejected), "")
    return BadInput(
        f"文件中没有可用的登记记录{first}，原有登记库未改动；请检查文件。",
        "The files hold no usable record; the old register is unchanged. Check the files.",
    )
