"""Many small segments become one, so that a search never asks more than a few.

Only the publisher merges: a merged segment is a new state of the pack, signed and in its series like any
other, and a delta carries it to receivers. So every byte of every copy stays the publisher's word, and no
device keeps a form of the register that nobody signed.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import BadInput
from app.names.tables import Tables
from app.sharing import Progress
from offline_db.pack import manifest as m
from offline_db.pack.builder import require_publisher, segment_name
from offline_db.pack.folder import commit, keep_for_history, writing
from offline_db.pack.pack import Pack, note_verified
from offline_db.pack.segment_writer import SegmentWriter
from offline_db.pack.standing import standing_rows

MOST_SMALL = 2  # segments beside the base that searches put up with


def wants_merging(manifest: m.Manifest) -> bool:
    """Tell whether a pack has so many small segments that they should be merged."""
    return len(manifest.segments) > 1 + MOST_SMALL


def merge_pack(
    path: Path,
    *,
    now: datetime,
    key: Ed25519PrivateKey,
    tables: Tables,
    progress: Progress,
    whole: bool = False,
) -> bool:
    """Merge the small segments of a pack into one, or with `whole` all; tell whether there was a need.

    Whoever has the pack open reads on as before.

    Raises:
        BadInput: another key signs the pack, another program writes to it, or it was cancelled.
        StorageFault: the pack is damaged or the disk refuses. The old state serves on in either case.
    """
    with writing(path):
        pack = Pack.open(path)
        try:
            old = pack.manifest
            require_publisher(old, key)
            kept = () if whole else old.segments[:1]
            merged = old.segments[len(kept) :]
            if len(merged) < 2:
                return False
            entry = _merged(pack, merged, tables, progress)
            made = replace(
                old, sequence=old.sequence + 1, previous=pack.digest, created=now, segments=(*kept, entry)
            )
        finally:
            pack.close()
        keep_for_history(path, old, pack.sealed)
        commit(path, m.seal(made, key))
        note_verified(path, made)
    return True


def _merged(
    pack: Pack, segments: Sequence[m.SegmentEntry], tables: Tables, progress: Progress
) -> m.SegmentEntry:
    name = segment_name(pack.manifest.base, pack.manifest.sequence + 1)
    folder = pack.path / name
    writer = SegmentWriter(folder, tables)
    try:
        for segment in segments:
            for batch in standing_rows(pack, segment.name):
                writer.add(batch)
                if not progress(writer.count, sum(each.rows for each in segments)):
                    raise BadInput("已取消，原有登记库未改动。", "Cancelled; the old register is unchanged.")
        writer.finish()
    except BaseException:
        writer.close()
        raise
    names = {segment.name for segment in segments}
    for other in pack.manifest.segments:
        if other.name not in names and len(pack.struck(other.name)):
            pack.struck(other.name).tofile(folder / f"struck.{other.name}")
    return m.SegmentEntry(name, writer.count, m.describe_folder(folder))
