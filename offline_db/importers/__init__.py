"""One module for each format of a register's files.

A module has NAME, `recognises(head) -> bool` and `read(path) -> Iterator[Right | Rejected]`; it streams,
and a bad record is a rejection, never an exception and never silence. The table importer also has
`read_rows`, which is quicker.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from app.errors import BadInput
from app.rights import Rejected, Row, to_row
from offline_db.importers import cnipa, kipris, spreadsheet, table, tipo

IMPORTERS: tuple[ModuleType, ...] = (spreadsheet, tipo, kipris, cnipa, table)
HEAD = 8192  # bytes from which a format is told


def recognise(path: Path) -> ModuleType:
    """Return the importer of a file, told by its content.

    Raises:
        BadInput: the file is missing, or its format is not known.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise BadInput(f"无法读取 {path.name}；请检查文件。", f"{path.name} cannot be read.") from error
    importer = next((i for i in IMPORTERS if i.recognises(head)), None)
    if importer is None:
        known = "、".join(str(i.NAME) for i in IMPORTERS)
        raise BadInput(
            f"不认识 {path.name} 的格式；可导入：{known}。",
            f"The format of {path.name} is not known; these can be imported: {known}.",
        )
    return importer


def read_rows(path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Row | Rejected]:
    """Yield the records of a file in any known format as rows. Raises BadInput as `recognise`."""
    importer = recognise(path)
    if importer is table:
        yield from table.read_rows(path, mapping)
        return
    records = spreadsheet.read(path, mapping) if importer is spreadsheet else importer.read(path)
    for number, record in enumerate(records, 1):
        if isinstance(record, Rejected):
            yield record
        else:
            yield to_row(record if record.source else replace(record, source=f"{path.name}#{number}"))
