"""ZIP and GZIP files of register files, as offices ship them: each file in them in its own format.

Nothing is unpacked to the disk. What grows beyond belief while it is read is refused, whatever its header
says; pictures and schemas are passed over; an archive in an archive is not opened.
"""

import gzip
import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO, Literal, NamedTuple

from app.rights import Rejected, Row
from offline_db.importers.common import Source, broken
from offline_db.importers.formats import FORMATS, HEAD, format_of, rows_of
from offline_db.importers.markup import UNPACKING
from offline_db.importers.spreadsheet import ENCRYPTED

NAME = "ZIP / GZIP"

ZIPPED, GZIPPED = b"PK\x03\x04", b"\x1f\x8b"
MOST_FILES = 200_000
LARGEST_RATIO = 300  # unpacked to packed; XML of offices reaches some 30
SMALL = 50_000_000  # bytes that may be unpacked at any ratio
DATA = (".xml", ".csv", ".tsv", ".txt", ".json", ".sgm", ".sgml", ".xlsx")
BROKEN = (*UNPACKING, zipfile.BadZipFile, NotImplementedError)  # zipfile's word for an unknown compression


def recognises(head: bytes) -> bool:
    return head.startswith((ZIPPED, GZIPPED)) and not any(i.recognises(head) for i in FORMATS)


def read_rows(source: Source, mapping: Mapping[str, str] | None = None) -> Iterator[Row | Rejected]:
    """Yield the records of every file in an archive as rows."""
    try:
        with source.open("rb") as file:
            if file.read(len(ZIPPED)) != ZIPPED:
                yield from _rows(_Gzipped(source), mapping, named=True)
                return
            file.seek(0)
            with zipfile.ZipFile(file) as archive:
                for number, info in enumerate(archive.infolist()):
                    if number >= MOST_FILES:
                        yield Rejected(0, "压缩包内文件过多 | too many files in the archive")
                        return
                    name = f"{source.name}/{info.filename}"
                    if info.flag_bits & ENCRYPTED:
                        yield Rejected(0, f"{name}：已加密，请先解密 | encrypted; decrypt it first")
                    elif not info.is_dir():
                        yield from _rows(
                            _Member(archive, info, name), mapping, named=info.filename.lower().endswith(DATA)
                        )
    except BROKEN as error:
        yield broken(0, error)


class _Member(NamedTuple):
    """A file in a ZIP archive."""

    archive: zipfile.ZipFile
    info: zipfile.ZipInfo
    name: str

    def open(self, mode: Literal["rb"]) -> IO[bytes]:
        return io.BufferedReader(_Bounded(self.archive.open(self.info), self.info.compress_size))


class _Gzipped(NamedTuple):
    """The file in a GZIP file."""

    outer: Source

    @property
    def name(self) -> str:
        return self.outer.name.removesuffix(".gz")

    def open(self, mode: Literal["rb"]) -> IO[bytes]:
        with self.outer.open("rb") as file:
            packed = file.seek(0, io.SEEK_END)
        outer = self.outer.open("rb")
        return io.BufferedReader(_Bounded(gzip.open(outer), packed, outer))


class _Bounded(io.RawIOBase):
    """A file that is being unpacked, and is refused when it grows beyond belief."""

    def __init__(self, inner: IO[bytes] | gzip.GzipFile, packed: int, *outer: IO[bytes]) -> None:
        super().__init__()
        self._inner, self._outer = inner, outer
        self._most, self._read = max(SMALL, LARGEST_RATIO * packed), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any buffer is a memoryview here
        data = self._inner.read(len(buffer))
        self._read += len(data)
        if self._read > self._most:
            raise OSError("展开后过大，疑为恶意文件 | unpacks to an impossible size")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        for file in (self._inner, *self._outer):
            file.close()
        super().close()


def _rows(source: Source, mapping: Mapping[str, str] | None, *, named: bool) -> Iterator[Row | Rejected]:
    try:
        with source.open("rb") as file:
            head = file.read(HEAD)
        importer = format_of(head)
    except BROKEN as error:
        yield _in(source, broken(0, error))
        return
    if importer is None:
        if head.startswith((ZIPPED, GZIPPED)):
            yield Rejected(0, f"{source.name}：请先解开里层的压缩包 | unpack the archive inside first")
        elif named:
            yield Rejected(0, f"{source.name}：不认识的格式 | unknown format")
        return
    for row in rows_of(importer, source, mapping):
        yield _in(source, row) if isinstance(row, Rejected) else row


def _in(source: Source, rejected: Rejected) -> Rejected:
    return Rejected(rejected.line, f"{source.name}：{rejected.reason}", rejected.text)
