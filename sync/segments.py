"""Sealed records at the end of a file, for media that tear: FAT and exFAT keep no journal.

IPFM1 | the file's key sealed to each reader (`sync.wraps`) | records: kind, u32 length, AES-256-GCM of the
body; the nonce is the record's number, and the kind is bound to it. A record proves itself, so a torn tail
loses only itself. A file is written once from its beginning and never opened for writing again: what was
torn off is written again into a new one. Kinds: Z a zstd batch of frames, B what the parts that follow belong
to (SHA-256 | u64 total), P a part of a blob, K anything else (JSON).
"""

import os
import struct
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import BadInput, StorageFault
from sync.bundle import no_room
from sync.medium import Medium
from sync.wraps import unwrap_key, wrap_key

MAGIC = b"IPFM1"
INFO = b"ipfair-mirror-v1"
HEAD = struct.Struct(">cI")
TAG = 16
LARGEST = 16 * 1024 * 1024  # bytes of a record
FULL = 256 * 1024 * 1024  # bytes; a file that has so many gets no more records
FRAMES, FILE, PART, FACT = b"Z", b"B", b"P", b"K"


@dataclass(frozen=True, slots=True)
class Record:
    kind: bytes
    body: bytes  # b"" of one that was passed over


class Segment:
    """A new file that records are added to. Every method raises StorageFault where the medium refuses."""

    def __init__(self, path: Path, readers: Sequence[bytes], medium: Medium) -> None:
        key = os.urandom(32)
        self.path = path
        self._medium = medium
        self._cipher = AESGCM(key)
        self._count = 0
        self._unread: list[bytes] = []  # what was written since the last flush
        self._read = 0  # bytes that were read back
        self._file: BinaryIO | None = None
        try:
            self._file = medium.create(path)
            self._put(MAGIC + wrap_key(key, readers, INFO))
            medium.flush_folder(path.parent)
        except OSError as error:
            self.close()
            raise no_room(path) from error

    @property
    def unread(self) -> int:
        """Bytes that wait for a flush."""
        return sum(map(len, self._unread))

    @property
    def size(self) -> int:
        return self._read + self.unread

    def add(self, kind: bytes, body: bytes) -> None:
        """Add a record; it is safe after the next flush."""
        sealed = self._cipher.encrypt(_nonce(self._count), body, kind)
        self._count += 1
        try:
            self._put(HEAD.pack(kind, len(sealed)) + sealed)
        except OSError as error:
            raise no_room(self.path) from error

    def flush(self) -> None:
        """Have all records on the medium itself, read back from there and compared."""
        try:
            assert self._file is not None
            self._medium.flush(self._file)
            with self._medium.open(self.path) as file:
                file.seek(self._read)
                for piece in self._unread:
                    if self._medium.read(file, len(piece)) != piece:
                        raise StorageFault(
                            "黑匣子介质读回校验不符，可能已坏；请换一个U盘或存储卡，本机记录不受影响。",
                            "The black box does not read back as written and may be faulty; use another"
                            " stick or card. The records here are not affected.",
                        )
                    self._read += len(piece)
        except OSError as error:
            raise no_room(self.path) from error
        self._unread.clear()

    def close(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # the medium is gone
                self._file.close()
            self._file = None

    def _put(self, data: bytes) -> None:
        assert self._file is not None
        self._medium.write(self._file, data)
        self._unread.append(data)


def read_segment(path: Path, private: X25519PrivateKey, *, parts: bool = True) -> Iterator[Record]:
    """Yield the records of a file up to where it is torn; without `parts`, parts are passed over unread.

    Raises:
        BadInput: not such a file, or not sealed to this key. StorageFault: the medium is gone.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise BadInput(
                    f"{path.name} 不是黑匣子或备份的文件。",
                    f"{path.name} is no file of a black box or backup.",
                )
            cipher = AESGCM(unwrap_key(file, private, INFO))
            yield from _records(file, cipher, os.fstat(file.fileno()).st_size, parts)
    except OSError as error:
        raise StorageFault(
            f"无法读取 {path.name}：介质已拔出或损坏；请重新插入后再试，已核验的部分已保存。",
            f"{path.name} cannot be read: the medium is gone or faulty. Insert it and try again.",
        ) from error


def segments(folder: Path) -> list[Path]:
    """Return a folder's files, the oldest first."""
    return sorted(path for path in folder.glob("*.seg") if path.stem.isdecimal())


def next_segment(folder: Path) -> Path:
    """Return the path of the file that comes after all that are there."""
    there = segments(folder)
    return folder / f"{int(there[-1].stem) + 1 if there else 1:06d}.seg"


def _records(file: BinaryIO, cipher: AESGCM, size: int, parts: bool) -> Iterator[Record]:
    count = 0
    while len(head := file.read(HEAD.size)) == HEAD.size:
        kind, length = HEAD.unpack(head)
        if not TAG <= length <= LARGEST or file.tell() + length > size:
            return
        if kind == PART and not parts:
            file.seek(length, os.SEEK_CUR)
            yield Record(kind, b"")
        else:
            try:
                yield Record(kind, cipher.decrypt(_nonce(count), file.read(length), kind))
            except InvalidTag:
                return
        count += 1


def _nonce(count: int) -> bytes:
    return count.to_bytes(12, "big")
