"""CSV and TSV tables: our own (columns named after `app.rights.Right`) and those of offices and vendors.

UTF-8, UTF-16, GB 18030 or Big5; comma, semicolon, tab or bar between the cells. A cell that looks like a
formula is text like any other. NUL bytes are passed over.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TextIO

from app.rights import Rejected, Right, Row, from_row
from app.sharing import FilePreview
from offline_db.importers.columns import has_numbers, match_columns, row_maker

NAME = "CSV"
LONGEST_FIELD = 1_000_000  # characters
SAMPLE = 1 << 18  # bytes from which encoding and delimiter are told


def recognises(head: bytes) -> bool:
    """Tell whether a file begins with a line of column names of which several are known."""
    try:
        text = head.decode(_encoding(head), "replace")
        header = next(csv.reader([text.split("\n", 1)[0]], delimiter=_delimiter(text)), [])
    except csv.Error:
        return False
    return len(header) > 1 and len(match_columns(header)) > 1


def read(path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Right | Rejected]:
    """Yield one right or rejection a line; blank lines are passed over."""
    for row in read_rows(path, mapping):
        yield row if isinstance(row, Rejected) else from_row(row)


def read_rows(path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Row | Rejected]:
    """Yield one row or rejection a line, without making rights of them; blank lines are passed over."""
    csv.field_size_limit(LONGEST_FIELD)
    with _open(path) as file:
        lines = csv.reader((line.replace("\0", "") for line in file), delimiter=_delimiter(_peek(path)))
        line = 1
        try:
            header = [name.strip() for name in next(lines, [])]
            places = match_columns(header, mapping)
            if not has_numbers(places):
                yield Rejected(1, "找不到号码列，请指定列名对应关系 | no column of numbers; map the columns")
                return
            make = row_maker(header, places, path.name)
            for line, cells in enumerate(lines, 2):  # the number is told when the file breaks
                if cells:
                    yield make(cells, line)
        except (csv.Error, UnicodeError) as error:
            yield Rejected(line + 1, f"文件在此处中断：{error} | the file breaks here")


def preview(path: Path, rows: int = 20) -> FilePreview:
    """Return the first rows of a table and which columns they seem to be. Raises OSError."""
    text = _peek(path)
    with _open(path) as file:
        try:
            lines = list(
                islice(
                    csv.reader((line.replace("\0", "") for line in file), delimiter=_delimiter(text)),
                    rows + 1,
                )
            )
        except (csv.Error, UnicodeError):
            lines = []
    header = [name.strip() for name in lines[0]] if lines else []
    places = match_columns(header)
    suggestion = {field: header[place] for field, place in places.items()}
    return FilePreview(NAME, tuple(header), tuple(map(tuple, lines[1:])), suggestion)


def _open(path: Path) -> TextIO:
    with path.open("rb") as file:
        encoding = _encoding(file.read(SAMPLE))
    return io.open(path, encoding=encoding, newline="")  # noqa: UP020  # the same function, its real name


def _peek(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    return head.decode(_encoding(head), "replace")


def _encoding(head: bytes) -> str:
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    whole = head[: head.rfind(b"\n") + 1 or None]
    for encoding in ("utf-8", "gb18030"):
        try:
            text = whole.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or not _looks_big5(whole, text):
            return encoding
    return "big5"


def _looks_big5(data: bytes, as_gb: str) -> bool:
    """Tell Big5 from GB 18030, which reads any Big5 too: the names of columns are known words."""
    try:
        as_big5 = data.decode("big5")
    except UnicodeDecodeError:
        return False
    words = ("註冊", "申請", "商標", "專利", "名稱", "日期", "類別")
    return any(word in as_big5 for word in words) and not any(
        word in as_gb for word in ("注册", "申请", "商标", "专利")
    )


def _delimiter(text: str) -> str:
    line = text.split("\n", 1)[0]
    return max(",\t;|", key=line.count)
