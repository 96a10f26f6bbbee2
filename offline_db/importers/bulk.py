"""CSV tables of millions of lines, read as columns: the rows and rejections of `table.read_rows`, sooner.

A file is cut into blocks of whole lines. Where it turns out odd (bytes that are no UTF-8, stray quotes, lone
carriage returns, cells without end), `table.read_rows` takes over from there.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from app.rights import Rejected, Row
from offline_db.batches import Batch
from offline_db.importers import table
from offline_db.importers.column_cells import CellColumns
from offline_db.importers.columns import match_columns

BLOCK = 1 << 22  # bytes
LARGEST_BLOCK = 1 << 26  # bytes that one line may take before the file counts as odd
BATCH = 4_000  # rows, where they come one by one
BOM = b"\xef\xbb\xbf"
QUOTE, LINE_FEED, RETURN, BLANK, DELETE = b'"\n\r \x7f'


class Part(NamedTuple):
    """Some records of a file."""

    batch: Batch
    rejected: list[Rejected]
    share: int  # bytes of the file that were read for them; 0 where that is not known


class _OddFile(Exception):
    """From here on a file is to be read line by line."""


def read_parts(path: Path, mapping: Mapping[str, str] | None = None, *, block: int = BLOCK) -> Iterator[Part]:
    """Yield the records of a table, so many bytes of it at a time. Raises OSError."""
    done = 0
    try:
        for part in _read_blocks(path, mapping, block):
            done += len(part.batch) + len(part.rejected)
            yield part
    except _OddFile:
        yield from in_parts(islice(table.read_rows(path, mapping), done, None))


def in_parts(records: Iterator[Row | Rejected]) -> Iterator[Part]:
    """Yield records that come one by one as columns."""
    while several := list(islice(records, BATCH)):
        yield _part(several, 0)


def _part(records: list[Row | Rejected], share: int) -> Part:
    rows = [record for record in records if not isinstance(record, Rejected)]
    return Part(Batch.of(rows), [record for record in records if isinstance(record, Rejected)], share)


def _read_blocks(path: Path, mapping: Mapping[str, str] | None, block: int) -> Iterator[Part]:
    layout = table.layout_of(path, mapping)
    if layout is None or layout.encoding not in ("utf-8", "utf-8-sig") or len(layout.header) < 2:
        raise _OddFile
    cells = CellColumns(layout.header, match_columns(layout.header, mapping), path.name)
    line, above = layout.above + 2, layout.above + 1
    csv.field_size_limit(table.LONGEST_FIELD)
    with path.open("rb") as file:
        for data, size in _blocks(file, ord(layout.delimiter), above, block):
            try:
                part, lines = _read_block(data, layout.delimiter, line, cells)
            except (pa.ArrowInvalid, csv.Error, UnicodeError) as error:
                raise _OddFile from error
            line += lines
            yield Part(*part[:2], size)


def _blocks(file: IO[bytes], delimiter: int, above: int, block: int) -> Iterator[tuple[bytes, int]]:
    """Yield whole lines without the first ones, and how many bytes were read for them."""
    rest = file.read(len(BOM))
    size = len(rest)
    rest = b"" if rest == BOM else rest
    while True:
        more = file.read(block)
        data, size = rest + more, size + len(more)
        ends = _line_ends(data, delimiter, last=not more)
        if not len(ends) and more and len(data) < LARGEST_BLOCK:
            rest = data
            continue
        if len(ends) < above + (1 if more else 0):
            raise _OddFile
        start = int(ends[above - 1]) + 1 if above else 0
        end = int(ends[-1]) + 1 if more else len(data)
        if start < end:
            yield data[start:end], size
        if not more:
            return
        rest, above, size = data[end:], 0, 0


def _line_ends(data: bytes, delimiter: int, *, last: bool) -> NDArray[np.int64]:
    """Return where the lines end that hold whole records; `last` where nothing follows."""
    codes = np.frombuffer(data, np.uint8)
    if b"\r" in data and (codes[:-1][codes[1:] != LINE_FEED] == RETURN).any():
        raise _OddFile
    if last and data.endswith(b"\r"):
        raise _OddFile
    ends: NDArray[np.int64] = np.flatnonzero(codes == LINE_FEED)
    if b'"' not in data:
        return ends
    quotes = np.flatnonzero(codes == QUOTE)
    ends = ends[np.searchsorted(quotes, ends) % 2 == 0]
    if not last:
        quotes = quotes[: np.searchsorted(quotes, ends[-1] if len(ends) else 0)]
    if len(quotes) % 2:
        raise _OddFile
    padded = np.frombuffer(b"\n" + data + b"\n", np.uint8)
    opening, closing = quotes[0::2], quotes[1::2]
    before, after = padded[opening], padded[closing + 2]
    doubled = np.isin(opening - 1, closing)
    opened = doubled | (before == delimiter) | (before == LINE_FEED)
    if not (opened.all() and np.isin(after, (delimiter, LINE_FEED, RETURN, QUOTE)).all()):
        raise _OddFile
    return ends


def _read_block(data: bytes, delimiter: str, line: int, cells: CellColumns) -> tuple[Part, int]:
    """Return the records of whole lines of which the first has this number, and how many lines they are."""
    if _has_blank_line(data) or not cells.ready:
        return _read_by_hand(data, delimiter, line, cells)
    wrong: list[tuple[int, str]] = []

    def note(row: pacsv.InvalidRow) -> str:
        wrong.append((row.number, row.text))
        return "skip"

    pa.scalar(data).cast(pa.string())  # refuses what is no UTF-8
    columns = _parse(data, delimiter, cells.width, note)
    if any(np.diff(_offsets(column)).max(initial=0) > table.LONGEST_FIELD for column in columns):
        raise _OddFile
    count = len(columns[0]) + len(wrong)
    right = np.ones(count, bool)
    right[[number - 1 for number, _ in wrong]] = False
    batch, rejected = Batch.of(()), list[Rejected]()
    if right.any():
        batch, rejected = cells.read(
            columns, line + np.flatnonzero(right), control=_has_control(data, delimiter)
        )
    for number, text in wrong:
        made = cells.make(next(csv.reader([text], delimiter=delimiter)), line + number - 1)
        assert isinstance(made, Rejected)
        rejected.append(made)
    return Part(batch, sorted(rejected, key=lambda bad: bad.line), 0), count


def _parse(data: bytes, delimiter: str, width: int, note: object) -> list[pa.StringArray]:
    names = [str(place) for place in range(width)]
    parsed = pacsv.read_csv(
        pa.BufferReader(data),
        pacsv.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=names),
        pacsv.ParseOptions(
            delimiter=delimiter, newlines_in_values=b'"' in data, ignore_empty_lines=False,
            invalid_row_handler=note,
        ),
        pacsv.ConvertOptions(check_utf8=False, column_types=dict.fromkeys(names, pa.string())),
    )  # fmt: skip
    return [column.combine_chunks() for column in parsed.columns]


def _read_by_hand(data: bytes, delimiter: str, line: int, cells: CellColumns) -> tuple[Part, int]:
    lines = list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter))
    return _part([cells.make(cell, at) for at, cell in enumerate(lines, line) if cell], 0), len(lines)


def _has_blank_line(data: bytes) -> bool:
    codes = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(codes == LINE_FEED)
    sizes = np.diff(ends, prepend=-1)
    return bool((sizes == 1).any() or (codes[ends[sizes == 2] - 1] == RETURN).any())


def _has_control(data: bytes, delimiter: str) -> bool:
    """Tell whether there are control characters other than those between the cells and lines."""
    found = np.count_nonzero(np.frombuffer(data, np.uint8) < BLANK) + data.count(DELETE)
    plain = (LINE_FEED, RETURN, ord(delimiter)) if ord(delimiter) < BLANK else (LINE_FEED, RETURN)
    return b'"' in data or found != sum(map(data.count, plain))


def _offsets(column: pa.StringArray) -> NDArray[np.int32]:
    return np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + len(column) + 1]
