"""One module for each format of a register's files.

A module has NAME, `recognises(head) -> bool` and `read(source) -> Iterator[Right | Removed | Rejected]`, or,
for tables and archives, `read_rows`, which gives rows at once. It streams, and a bad record is a rejection,
never an exception and never silence. `formats` holds those of single files, `packed` reads archives of them.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

from app.errors import BadInput
from app.rights import Rejected, Row
from offline_db.importers import packed
from offline_db.importers.formats import FORMATS, HEAD, format_of, rows_of

IMPORTERS: tuple[ModuleType, ...] = (*FORMATS, packed)

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


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
    importer = format_of(head) or (packed if packed.recognises(head) else None)
    if importer is not None:
        return importer
    if head.startswith(_OLD_EXCEL) or b"<table" in head.lower():
        raise BadInput(
            f"{path.name} 是旧版 Excel（.xls）或网页表格；请在 Excel 中另存为 .xlsx 或 CSV 后再导入。",
            f"{path.name} is an old Excel workbook or a web page; save it as .xlsx or CSV and import that.",
        )
    known = "、".join(str(i.NAME) for i in IMPORTERS)
    raise BadInput(
        f"不认识 {path.name} 的格式；可导入：{known}。",
        f"The format of {path.name} is not known; these can be imported: {known}.",
    )


def read_rows(path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Row | Rejected]:
    """Yield the records of a file in any known format as rows. Raises BadInput as `recognise`."""
    importer = recognise(path)
    yield from packed.read_rows(path, mapping) if importer is packed else rows_of(importer, path, mapping)
