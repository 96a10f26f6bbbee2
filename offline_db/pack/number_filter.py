"""A filter of an office's numbers for a pack: made of lists of bare numbers and of the pack's own rights."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import BadInput
from app.rights import BETWEEN
from app.sharing import Progress
from offline_db.batches import texts
from offline_db.pack import manifest as m
from offline_db.pack.builder import require_publisher, segment_name
from offline_db.pack.existence import read_number_file
from offline_db.pack.folder import commit, keep_for_history, writing
from offline_db.pack.gather import RowReader
from offline_db.pack.number_columns import keys_of
from offline_db.pack.number_set import NumberSet
from offline_db.pack.pack import Pack, note_verified

AT_ONCE = 100_000  # rows
NUMBERS = ("application_number", "registration_number", "publication_numbers")


def add_number_filter(
    path: Path,
    files: Sequence[Path],
    *,
    scope: str,
    as_of: date,
    now: datetime,
    key: Ed25519PrivateKey,
    progress: Progress,
) -> m.Manifest:
    """Give a pack a filter of all numbers in files, and of its own; an older filter goes.

    A file has one number a line, or a table whose first column is the number.

    Raises:
        BadInput: a file cannot be read or holds no number, another key signs the pack, or it was cancelled.
        StorageFault: the pack is damaged or the disk refuses. The old state serves on in either case.
    """
    with writing(path):
        pack = Pack.open(path)
        old = pack.manifest
        require_publisher(old, key)
        gathered = NumberSet()
        for number, file in enumerate(files):
            _gather_file(file, gathered)
            if not progress(number, len(files) + 1):
                raise BadInput("已取消，原有登记库未改动。", "Cancelled; the old register is unchanged.")
        for keys in _own(pack):
            gathered.add(keys)
        pack.close()
        name = f"{segment_name(old.base, old.sequence + 1)}-numbers"
        count = gathered.write(path / name)
        entry = m.SegmentEntry(name, count, m.describe_folder(path / name))
        made = replace(
            old, sequence=old.sequence + 1, previous=pack.digest, created=now,
            numbers=m.NumberFilter(entry, scope, as_of),
        )  # fmt: skip
        keep_for_history(path, old, pack.sealed)
        commit(path, m.seal(made, key))
        note_verified(path, made)
    return made


def _gather_file(path: Path, gathered: NumberSet) -> None:
    found = False
    try:
        for numbers in read_number_file(path):
            found = found or bool(numbers)
            gathered.add(keys_of(texts(numbers)))
    except OSError as error:
        raise BadInput(f"无法读取 {path.name}；请检查文件。", f"{path.name} cannot be read.") from error
    if not found:
        raise BadInput(f"{path.name} 中没有号码。", f"{path.name} holds no number.")


def _own(pack: Pack) -> Iterator[pa.StringArray]:
    for segment in pack.manifest.segments:
        reader = RowReader(pack.segments[segment.name].rows)
        for start in range(0, segment.rows, AT_ONCE):
            rows = np.arange(start, min(segment.rows, start + AT_ONCE))
            columns = reader.columns(rows, NUMBERS)
            filed, own, published = (columns[field] for field in NUMBERS)
            several = pc.split_pattern(published, BETWEEN).flatten()
            numbers = pc.unique(pa.concat_arrays([filed, own, several]))
            yield keys_of(numbers.filter(pc.not_equal(numbers, "")))
