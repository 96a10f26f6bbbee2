"""Packs made of register files: a whole one, or one segment more for a pack that is there.

A record takes the place of an older one of the same office, kind, number and classes; what it leaves open
keeps what the older one said. A record with the status REMOVED strikes the older one out. The new pack or
segment is filled beside the old state and comes into force by one rename: killed at any moment, the old or
the new state stands.
"""

import os
import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import BadInput, StorageFault
from app.names.tables import Tables
from app.sharing import Progress
from offline_db.durable import flush_folder, write_durably
from offline_db.pack import manifest as m
from offline_db.pack.filling import FileReport, Filling
from offline_db.pack.pack import Pack, note_verified

NOBODY_ELSE = nullcontext()  # where a pack is not in use
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
        filling = Filling(folder / "s0000", tables, files, progress, None, mapping)
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
        filling = Filling(folder, tables, files, progress, pack, {})
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
