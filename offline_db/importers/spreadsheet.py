"""XLSX exports with Chinese column names, as offices and vendors write them; `workbooks` reads them."""

import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

from app.rights import Rejected, Row
from app.sharing import FilePreview
from offline_db.importers.common import Source

NAME = "XLSX"
ENCRYPTED = 0x1  # flag bit 0 of an entry (ZIP APPNOTE 4.4.4)
FIRST_MEMBERS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/")


def recognises(head: bytes) -> bool:
    """Tell a workbook by the first file in the archive that it is."""
    return head.startswith(b"PK\x03\x04") and head[30:].startswith(FIRST_MEMBERS)


def read_rows(source: Source, mapping: Mapping[str, str] | None = None) -> Iterator[Row | Rejected]:
    """Yield one row or rejection for each line of the sheet that names columns."""
    yield from _workbooks().read_rows(source, mapping)


def preview(path: Path, rows: int = 20) -> FilePreview:
    """Return the first rows of a sheet and which columns they seem to be; none of a damaged workbook."""
    made: FilePreview = _workbooks().preview(path, rows)
    return made


def _workbooks() -> ModuleType:
    return importlib.import_module("offline_db.importers.workbooks")  # only now: openpyxl takes its time
