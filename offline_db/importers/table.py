"""CSV and TSV tables: our own (columns named after `app.rights.Right`) and those of offices and vendors.

UTF-8, UTF-16, GB 18030 or Big5; comma, semicolon, tab or bar between the cells. Lines above the names of the
columns are passed over. A cell that looks like a formula is text like any other. NUL bytes are passed over.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from app.rights import Rejected, Row
from app.sharing import FilePreview
from offline_db.importers.cells import row_maker
from offline_db.importers.columns import HEADER_AMONG, find_header, match_columns
from offline_db.importers.common import Source, broken
from offline_db.importers.markup import UNPACKING

NAME = "CSV"
LONGEST_FIELD = 1_000_000  # characters
SAMPLE = 1 << 18  # bytes from which encoding and delimiter are told
NO_NUMBERS = "找不到号码列，请指定列名对应关系 | no column of numbers; map the columns"

_BIG5 = ("註冊", "申請", "商標", "專利", "名稱", "日期", "類別")
_GB = ("注册", "申请", "商标", "专利")


def recognises(head: bytes) -> bool:
    """Tell whether one of the first lines of a file names columns of which several are known."""
    if head.startswith((b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"<", b"{")):
        return False
    lines = _first_lines(head)
    return any(len(line) > 1 and len(match_columns(line)) > 1 for line in lines[:HEADER_AMONG])


class Layout(NamedTuple):
    """How a table is written."""

    encoding: str
    delimiter: str
    header: list[str]
    above: int  # lines above the names of the columns


def layout_of(source: Source, mapping: Mapping[str, str] | None = None) -> Layout | None:
    """Return how a table is written, None where no line names a column of numbers. Raises OSError."""
    head = _sample(source)
    lines = _first_lines(head)
    above = find_header(lines, mapping)
    if above is None:
        return None
    return Layout(_encoding(head), _delimiter(head), [name.strip() for name in lines[above]], above)


def read_rows(source: Source, mapping: Mapping[str, str] | None = None) -> Iterator[Row | Rejected]:
    """Yield one row or rejection a line, without making rights of them; blank lines are passed over."""
    csv.field_size_limit(LONGEST_FIELD)
    line = 0
    try:
        layout = layout_of(source, mapping)
        if layout is None:
            yield Rejected(1, NO_NUMBERS)
            return
        encoding, delimiter, header, above = layout
        with io.TextIOWrapper(source.open("rb"), encoding=encoding, newline="") as text:
            lines = islice(csv.reader(text, delimiter=delimiter), above + 1, None)
            make = row_maker(header, match_columns(header, mapping), source.name)
            for line, cells in enumerate(lines, above + 2):  # the number is told when the file breaks
                if cells:
                    yield make(cells, line)
    except (csv.Error, UnicodeError, *UNPACKING) as error:
        yield broken(line + 1, error)


def preview(path: Path, rows: int = 20) -> FilePreview:
    """Return the first rows of a table and which columns they seem to be. Raises OSError."""
    lines = _first_lines(_sample(path), rows + HEADER_AMONG)
    above = find_header(lines) or 0
    header = tuple(name.strip() for name in lines[above]) if lines else ()
    suggestion = {field: header[place] for field, place in match_columns(header).items()}
    return FilePreview(NAME, header, tuple(map(tuple, lines[above + 1 : above + 1 + rows])), suggestion)


def _first_lines(head: bytes, most: int = HEADER_AMONG) -> list[list[str]]:
    """Return the first lines that a head holds, as cells."""
    text = head.decode(_encoding(head), "replace")
    lines: list[list[str]] = []
    try:
        for cells in islice(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(head)), most):
            lines.append(cells)
    except csv.Error:
        pass  # what was whole is told; reading the file tells where it breaks
    return lines


def _sample(source: Source) -> bytes:
    with source.open("rb") as file:
        return file.read(SAMPLE)


def _encoding(head: bytes) -> str:
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if head[1:2] == b"\0" or head[:1] == b"\0":  # no byte order mark, but every other byte is NUL
        return "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
    whole = head[: head.rfind(b"\n") + 1 or None]
    for encoding in ("utf-8", "gb18030"):
        try:
            text = whole.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or not _looks_big5(whole, text):
            return encoding
    return "big5hkscs"


def _looks_big5(data: bytes, as_gb: str) -> bool:
    """Tell Big5 from GB 18030, which reads any Big5 too: the names of columns are known words."""
    try:
        as_big5 = data.decode("big5hkscs")
    except UnicodeDecodeError:
        return False
    return any(word in as_big5 for word in _BIG5) and not any(word in as_gb for word in _GB)


def _delimiter(head: bytes) -> str:
    """Return what stands between the cells: what parts one of the first lines into the most known names."""
    lines = head.decode(_encoding(head), "replace").split("\n", HEADER_AMONG)[:HEADER_AMONG]

    def known(sign: str) -> tuple[int, int]:
        most = max(len(match_columns([c.strip('"') for c in line.split(sign)])) for line in lines)
        return most, lines[0].count(sign)

    return max(",\t;|", key=known)
