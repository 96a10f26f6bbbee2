"""Workbooks as tables: their sheets, lines and cells.

The sheet is the first that names columns, below whatever title stands above them. Formula cells give the
value that was computed last; cells merged over several lines give their value to each of them, in workbooks
small enough to be held whole. Larger ones are streamed.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import IO

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from app.rights import Rejected, Row
from app.sharing import FilePreview
from offline_db.importers.cells import row_maker
from offline_db.importers.columns import HEADER_AMONG, find_header, match_columns
from offline_db.importers.common import Source, shorten
from offline_db.importers.markup import UNPACKING
from offline_db.importers.spreadsheet import ENCRYPTED, NAME
from offline_db.importers.table import NO_NUMBERS

LARGEST_UNPACKED = 4 * 1024**3  # bytes
LARGEST_PACKED = 512 * 1024**2  # bytes of a workbook that cannot be read in place
HELD_WHOLE = 8 * 1024**2  # bytes unpacked
BROKEN = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, *UNPACKING)
COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # those of workbooks (ECMA-376 part 2)
LARGEST_RATIO = 300  # unpacked to packed; spreadsheets reach some 30

Line = tuple[str, ...]


def read_rows(source: Source, mapping: Mapping[str, str] | None = None) -> Iterator[Row | Rejected]:
    """Yield one row or rejection for each line of the sheet that names columns."""
    try:
        with open_book(source) as book:
            found = next(
                ((s, at) for s in book.worksheets if (at := _header_of(s, mapping)) is not None), None
            )
            if found is None:
                yield Rejected(1, NO_NUMBERS)
                return
            sheet, above = found
            lines = islice(lines_of(sheet), above, None)
            header = _without_end(next(lines))
            make = row_maker(header, match_columns(header, mapping), source.name)
            for line, cells in enumerate(lines, above + 2):
                if any(cells):
                    yield make((*cells[: len(header)], *[""] * (len(header) - len(cells))), line)
    except RefusedBook as refusal:
        yield Rejected(0, str(refusal))
    except BROKEN as error:
        yield Rejected(0, f"表格文件损坏：{shorten(str(error))} | the workbook is damaged")


def preview(path: Path, rows: int = 20) -> FilePreview:
    """Return the first rows of a sheet and which columns they seem to be; none of a damaged workbook."""
    try:
        with open_book(path) as book:
            found = next(((s, at) for s in book.worksheets if (at := _header_of(s, None)) is not None), None)
            sheet, above = found or (book.worksheets[0], 0)
            lines = list(islice(lines_of(sheet), above, above + rows + 1))
    except (RefusedBook, IndexError, *BROKEN):
        return FilePreview(NAME)
    header = _without_end(lines[0]) if lines else ()
    suggestion = {field: header[place] for field, place in match_columns(header).items()}
    return FilePreview(NAME, header, tuple(lines[1:]), suggestion)


class RefusedBook(Exception):
    """A workbook that must not be opened; its text says why."""


@contextmanager
def open_book(source: Source) -> Iterator[Workbook]:
    """Open a workbook for reading. Raises RefusedBook, or one of BROKEN where it is damaged."""
    with source.open("rb") as file:
        whole = file if file.seekable() else io.BytesIO(file.read(LARGEST_PACKED))
        unpacked = _unpacked_size(whole)
        whole.seek(0)
        book = load_workbook(whole, read_only=unpacked > HELD_WHOLE, data_only=True)
        try:
            yield book
        finally:
            book.close()


def _unpacked_size(file: IO[bytes]) -> int:
    """Return how large a workbook is unpacked. Raises RefusedBook where that is beyond belief."""
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
    if any(info.flag_bits & ENCRYPTED or info.compress_type not in COMPRESSIONS for info in members):
        raise RefusedBook("表格已加密或压缩方式不明，请另存 | encrypted or oddly packed; save it anew")
    sizes = [(info.file_size, info.compress_size) for info in members]
    unpacked, packed = sum(s for s, _ in sizes), sum(c for _, c in sizes)
    if unpacked > LARGEST_UNPACKED or (unpacked > 50_000_000 and unpacked > LARGEST_RATIO * max(packed, 1)):
        raise RefusedBook(
            "表格文件展开后过大，疑为恶意文件，未读取 | the workbook unpacks to an impossible size"
        )
    return unpacked


def _header_of(sheet: Worksheet, mapping: Mapping[str, str] | None) -> int | None:
    return find_header(list(islice(lines_of(sheet), HEADER_AMONG)), mapping)


def lines_of(sheet: Worksheet) -> Iterator[Line]:
    """Yield the lines of a sheet as texts; a cell merged over several lines speaks for each of them."""
    ranges = getattr(getattr(sheet, "merged_cells", None), "ranges", ())  # a streamed sheet knows of none
    spans = [(r.min_row, r.max_row, r.min_col - 1) for r in ranges if r.max_row > r.min_row]
    values: dict[int, tuple[int, str]] = {}  # column -> last line of the merged cell, its text
    starts: dict[int, list[tuple[int, int]]] = {}
    for first, last, column in spans:
        starts.setdefault(first, []).append((last, column))
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        line = [_text(value) for value in row]
        for column, (last, text) in values.items():
            if number <= last and column < len(line) and not line[column]:
                line[column] = text
        for last, column in starts.get(number, ()):
            values[column] = (last, line[column] if column < len(line) else "")
        yield tuple(line)


def _without_end(line: Sequence[str]) -> Line:
    """Return a line without the blank cells at its end."""
    cells = list(line)
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    return "" if value is None else str(value).strip()
