"""XLSX exports with Chinese column names, as the offices' sites and vendors write them.

Columns are recognised by name; an explicit mapping (field -> column name) overrides. Rows are streamed.
"""

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.rights import Rejected, Right, from_row
from app.sharing import FilePreview
from offline_db.importers.columns import has_numbers, match_columns, row_maker
from offline_db.importers.common import shorten

NAME = "XLSX"
LARGEST_UNPACKED = 4 * 1024**3  # bytes
BROKEN = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, SyntaxError)
LARGEST_RATIO = 300  # unpacked to packed; spreadsheets reach some 30


def recognises(head: bytes) -> bool:
    return (head.startswith(b"PK\x03\x04") and b"xl/" in head) or (
        head.startswith(b"PK\x03\x04") and b"[Content_Types]" in head
    )


def read(path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Right | Rejected]:
    """Yield one right or rejection for each row of the first sheet."""
    refusal = _bomb(path)
    if refusal:
        yield Rejected(0, refusal)
        return
    try:
        with closing(load_workbook(path, read_only=True, data_only=True)) as book:
            lines = (tuple(map(_text, row)) for row in book.worksheets[0].iter_rows(values_only=True))
            header = next(lines, ())
            places = match_columns(header, mapping)
            if not has_numbers(places):
                yield Rejected(1, "找不到号码列，请指定列名对应关系 | no column of numbers; map the columns")
                return
            make = row_maker(header, places, path.name)
            for line, cells in enumerate(lines, 2):
                if any(cells):
                    row = make(cells[: len(header)], line)
                    yield row if isinstance(row, Rejected) else from_row(row)
    except BROKEN as error:
        yield Rejected(0, f"表格文件损坏：{shorten(str(error))} | the workbook is damaged")


def preview(path: Path, rows: int = 20) -> FilePreview:
    """Return the first rows of a sheet and which columns they seem to be; none of a damaged workbook."""
    if _bomb(path):
        return FilePreview(NAME)
    try:
        with closing(load_workbook(path, read_only=True, data_only=True)) as book:
            lines = [
                tuple(map(_text, row))
                for row in islice(book.worksheets[0].iter_rows(values_only=True), rows + 1)
            ]
    except BROKEN:
        return FilePreview(NAME)
    header = lines[0] if lines else ()
    suggestion = {field: header[place] for field, place in match_columns(header).items()}
    return FilePreview(NAME, header, tuple(lines[1:]), suggestion)


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    return "" if value is None else str(value).strip()


def _bomb(path: Path) -> str:
    """Return why a workbook must not be unpacked, "" if it may."""
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = [(info.file_size, info.compress_size) for info in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        return f"表格文件损坏：{shorten(str(error))} | the workbook is damaged"
    unpacked, packed = sum(s for s, _ in sizes), sum(c for _, c in sizes)
    if unpacked > LARGEST_UNPACKED or (unpacked > 50_000_000 and unpacked > LARGEST_RATIO * max(packed, 1)):
        return "表格文件展开后过大，疑为恶意文件，未读取 | the workbook unpacks to an impossible size"
    return ""
