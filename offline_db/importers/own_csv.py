"""The project's own CSV: one right a line, columns named after the fields of `app.rights.Right`.

UTF-8 (with or without BOM) or GB18030; lists are joined by "|", dates are ISO 8601 (2026-05-01).
"""

import csv
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TextIO

from app.rights import Kind, Rejected, Right, Status
from offline_db.importers.common import shorten

NAME = "护航 CSV"
LONGEST_FIELD = 1_000_000  # characters

_FIELDS = tuple(field.name for field in fields(Right))
_LISTS = frozenset({"publication_numbers", "classes", "groups", "holders", "agents"})
_DATES = frozenset({"filed", "published", "registered", "expires", "status_date"})


def recognises(head: bytes) -> bool:
    """Tell whether a file begins with our column names."""
    line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].strip()
    names = {name.strip(b'" \r') for name in line.split(b",")}
    return {b"office", b"kind", b"name"} <= names


def read(path: Path) -> Iterator[Right | Rejected]:
    """Yield one right or rejection a line; blank lines are passed over."""
    csv.field_size_limit(LONGEST_FIELD)
    with path.open("r", encoding=_encoding(path), errors="strict", newline="") as file:
        yield from _read(file)


def _read(file: TextIO) -> Iterator[Right | Rejected]:
    reader = csv.reader(file)
    line = 1
    try:
        names = [name.strip() for name in next(reader)]
        for row in reader:
            line = reader.line_num
            if row:
                yield _right(dict(zip(names, row, strict=False)), line, len(row) == len(names))
    except StopIteration:
        return
    except (csv.Error, UnicodeDecodeError) as error:
        yield Rejected(line + 1, f"文件在此处中断：{error} | the file breaks here")


def _right(row: dict[str, str], line: int, whole: bool) -> Right | Rejected:
    if not whole:
        return Rejected(line, "列数与表头不符 | not as many columns as the header", shorten(str(row)))
    values: dict[str, object] = {}
    try:
        for name in _FIELDS:
            text = row.get(name, "").strip()
            if name in _LISTS:
                values[name] = tuple(part.strip() for part in text.split("|") if part.strip())
            elif name in _DATES:
                values[name] = date.fromisoformat(text) if text else None
            else:
                values[name] = text
        values["kind"] = Kind(str(values["kind"]))
        values["status"] = Status(str(values["status"] or "unknown"))
    except ValueError as error:
        return Rejected(line, f"{error}", shorten(str(row)))
    right = Right(**values)  # type: ignore[arg-type]  # the fields were made of their own names above
    if not right.office or not (right.application_number or right.registration_number):
        return Rejected(line, "缺少局代码或号码 | no office or no number", shorten(str(row)))
    return right


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(1 << 16)
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    try:
        head[: head.rfind(b"\n") + 1 or None].decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"
