"""The formats that a single file may have, and a source's records as rows of the register."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import ModuleType

from app.rights import FIELDS, Rejected, Row, to_row
from offline_db.importers import (
    cnipa,
    kipris,
    spreadsheet,
    st36,
    st66,
    st86,
    st96,
    table,
    tipo,
    tsdr,
    uspto_marks,
    uspto_patents,
    uspto_sgml,
)
from offline_db.importers.columns import REMOVED
from offline_db.importers.common import Removed, Source

FORMATS: tuple[ModuleType, ...] = (
    spreadsheet,
    tipo,
    kipris,
    cnipa,
    uspto_marks,
    uspto_patents,
    uspto_sgml,
    tsdr,
    st36,
    st96,
    st66,
    st86,
    table,
)
TABLES = (spreadsheet, table)
HEAD = 1 << 16  # bytes from which a format is told
STATUS = FIELDS.index("status")


def format_of(head: bytes) -> ModuleType | None:
    """Return the importer of a file that begins with these bytes, None for an unknown format."""
    return next((i for i in FORMATS if i.recognises(head)), None)


def rows_of(
    importer: ModuleType, source: Source, mapping: Mapping[str, str] | None = None
) -> Iterator[Row | Rejected]:
    """Yield the records of a source as rows, each with where it came from."""
    if importer in TABLES:
        yield from importer.read_rows(source, mapping)
        return
    for number, record in enumerate(importer.read(source), 1):
        if isinstance(record, Rejected):
            yield record
            continue
        right = record.right if isinstance(record, Removed) else record
        row = to_row(right if right.source else replace(right, source=f"{source.name}#{number}"))
        yield row if record is right else (*row[:STATUS], REMOVED, *row[STATUS + 1 :])
