"""Trademarks as the USPTO's TSDR answers in JSON ({"trademarks": [{"status": …, "parties": …}]}).

The list is read mark by mark; a mark larger than any real one, or a text that breaks off, ends the reading
with a rejection. The owners are those of the highest party type.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO

from app.rights import Kind, Rejected, Right
from offline_db.importers.classes import nice_classes
from offline_db.importers.common import Record, Source, Unreadable, broken, day_of, distinct, number_of, tidy
from offline_db.importers.markup import UNPACKING
from offline_db.importers.statuses import read_status_of

NAME = "USPTO TSDR JSON"

CHUNK = 1 << 16  # bytes
LARGEST_MARK = 16 << 20  # characters

_LIST = re.compile(r'"trademarks"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


def recognises(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"trademarks"' in head


def read(source: Source) -> Iterator[Record]:
    """Yield one right or rejection for each mark."""
    try:
        with source.open("rb") as file:
            for number, found in enumerate(_marks(file), 1):
                yield found if isinstance(found, Rejected) else _record(found, number)
    except UNPACKING as error:
        yield broken(0, error)


def _marks(file: IO[bytes]) -> Iterator[object]:
    """Yield the marks of the list as JSON objects, then a rejection if it breaks off."""
    decoder, parser = codecs.getincrementaldecoder("utf-8-sig")(), json.JSONDecoder()
    text, line, inside, more = "", 1, False, True
    while True:
        if not inside and (start := _LIST.search(text)):
            line += text.count("\n", 0, start.end())
            text, inside = text[start.end() :], True
        if inside:
            text, passed = _ahead(text)
            line += passed
            if text.startswith("]"):
                return
            try:
                found, end = parser.raw_decode(text)
            except RecursionError as error:
                yield broken(line, error)
                return
            except ValueError:
                found, end = None, 0
            if end:
                yield found
                line += text.count("\n", 0, end)
                text = text[end:]
                continue
        if not more or len(text) > LARGEST_MARK:
            yield broken(line, "一条记录不完整或过大 | a record is cut off or too large")
            return
        try:
            chunk = file.read(max(CHUNK, len(text)))  # as much again, so that no mark is scanned many times
            text += decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            yield broken(line, error)
            return
        more = bool(chunk)


def _ahead(text: str) -> tuple[str, int]:
    match = _BETWEEN.match(text)
    end = match.end() if match else 0
    return text[end:], text.count("\n", 0, end)


def _record(found: object, number: int) -> Record:
    try:
        right = _right(_Fields(found))
    except Unreadable as reason:
        return Rejected(number, str(reason))
    return right if right.application_number else Rejected(number, "缺少号码 | no number", right.name)


class _Fields:
    """Values of nested JSON objects, as texts."""

    def __init__(self, value: object) -> None:
        self._value = value

    def get(self, *path: str) -> object:
        value = self._value
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        return value

    def text(self, *path: str) -> str:
        value = self.get(*path)
        return tidy(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""

    def all(self, *path: str) -> "list[_Fields]":
        value = self.get(*path)
        return [_Fields(v) for v in value] if isinstance(value, list) else []


def _right(mark: _Fields) -> Right:
    groups = mark.get("parties", "ownerGroups")
    turns = {k: v for k, v in groups.items() if k.isdecimal()} if isinstance(groups, dict) else {}
    owners = _Fields(turns[max(turns, key=int)] if turns else None).all()
    goods = mark.all("gsList")
    codes = (c.text("code") for g in goods for c in g.all("internationalClasses"))
    return Right(
        "US",
        Kind.TRADEMARK,
        mark.text("status", "markElement"),
        number_of(mark.text("status", "serialNumber")),
        number_of(mark.text("status", "usRegistrationNumber")),
        classes=nice_classes(codes),
        goods="；".join(distinct(*(g.text("description") for g in goods))),
        holders=distinct(*(owner.text("name") for owner in owners)),
        agents=distinct(mark.text("status", "correspondence", "attorneyName")),
        filed=day_of(mark.text("status", "filingDate")),
        published=day_of(mark.text("publication", "datePublished")),
        registered=day_of(mark.text("status", "usRegistrationDate")),
        status=read_status_of(mark.text("status", "status"), "US"),
        status_date=day_of(mark.text("status", "statusDate")),
    )
