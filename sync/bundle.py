"""Frames in a file, sealed to those who may open it: a stick, a share, a fair pack.

IPFB2 | SHA-256 of the plan | the file key sealed to each recipient (`sync.wraps`) | a sealed stream
(`app.stream`) of records (`sync.frames`) | SHA-256 of all before. The digest at the end lets anyone tell,
without a key, whether the file is whole. The plan says what is in it and for whom: a file that is whole and
of the same plan need not be written again, and that is how writing goes on where a stick was pulled.

The file is written beside its place, flushed, read back from the medium and only then moved to its place; a
stick may be pulled at any moment, and reading the same file twice is harmless.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.errors import BadInput, StorageFault
from app.stream import lend_sealed, lend_unsealed
from sync.frames import Item, read_records
from sync.medium import Medium
from sync.wraps import not_ours, unwrap_key, wrap_key

MAGIC = b"IPFB2"
STREAM_MAGIC = b"IPFS2"
INFO = b"ipfair-bundle-v2"
HASH = 32  # bytes


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle file that is whole on its medium."""

    digest: str  # SHA-256 of the file, hex
    size: int  # bytes
    again: bool  # it was there already


def write_bundle(
    path: Path,
    recipients: Sequence[bytes],
    plan: bytes,
    records: Iterable[bytes | memoryview],
    progress: Callable[[int], bool],
    medium: Medium,
) -> Written:
    """Write records into a bundle sealed to X25519 keys, unless it lies there whole and of the same plan.

    `plan` is 32 bytes. `progress` is told the bytes done so far and stops the work by returning False;
    nothing is left behind then. The file appears under its name only when it was read back whole.

    Raises:
        StorageFault: the stick is full, gone or read-only, or what was read back differs.
        BadInput: the work was stopped, or there is nobody to seal for.
    """
    return draft_bundle(path, recipients, plan, records, progress, medium).finish()


def draft_bundle(
    path: Path,
    recipients: Sequence[bytes],
    plan: bytes,
    records: Iterable[bytes | memoryview],
    progress: Callable[[int], bool],
    medium: Medium,
) -> "Draft":
    """Do the first half of `write_bundle`; the other is `finish` of what this returns, in any thread.

    Raises:
        StorageFault, BadInput: as there; nothing is left behind.
    """
    if not recipients:
        raise BadInput("请选择接收方。", "Choose who receives the bundle.")
    part = path.with_name(path.name + ".part")
    try:
        if path.exists() and (there := _measure(path, medium, plan)):
            return Draft(path, medium, plan, None, there)
        file = medium.create(part)
    except OSError as error:
        raise no_room(path) from error
    draft = Draft(path, medium, plan, file, Written("", 0, False))
    try:
        head, file_key = _head(recipients, plan)
        draft.written = _write(
            file, chain((head,), lend_sealed(file_key, STREAM_MAGIC, records)), progress, medium
        )
    except OSError as error:
        draft.discard()
        raise no_room(path) from error
    except BaseException:
        draft.discard()
        raise
    return draft


@dataclass(slots=True)
class Draft:
    """A bundle that is written beside its place and not yet sure to be on the medium; or one found there."""

    path: Path
    medium: Medium
    plan: bytes
    file: BinaryIO | None  # open to be flushed; None of one found there
    written: Written

    @property
    def part(self) -> Path:
        """Where it is written."""
        return self.path.with_name(self.path.name + ".part")

    def finish(self) -> Written:
        """Flush it, read it back from the medium, compare it and move it to its place.

        Raises:
            StorageFault: the stick is full or gone, or what was read back differs; nothing is left behind.
        """
        if self.file is None:
            return self.written
        try:
            self.medium.flush(self.file)
            self.file.close()
            if _measure(self.part, self.medium, self.plan) != replace(self.written, again=True):
                raise _faulty(self.path)
            self.medium.move(self.part, self.path)
            return self.written
        except OSError as error:
            raise no_room(self.path) from error
        finally:
            self.discard()

    def discard(self) -> None:
        """Leave nothing behind but what stands in its place."""
        if self.file is not None:
            with suppress(OSError):  # the medium is gone
                self.file.close()
            with suppress(OSError):
                self.part.unlink(missing_ok=True)


class Bundle:
    """A bundle file as it is read: its items, checked chunk by chunk, in bounded memory.

    Iterating raises:
        BadInput: not a bundle, not for this device, changed or cut; what was yielded before is genuine.
        StorageFault: the stick is gone.
    """

    def __init__(self, path: Path, private: X25519PrivateKey) -> None:
        self.path = path
        self.digest = ""  # SHA-256 of the file, hex, once it was read to its end and found whole
        self._private = private

    def __iter__(self) -> Iterator[Item]:
        try:
            with self.path.open("rb") as file:
                body = _Body(file, os.fstat(file.fileno()).st_size)
                file_key = _open_head(body, self._private)
                yield from read_records(lend_unsealed(file_key, STREAM_MAGIC, body))
                self.digest = body.end()
        except OSError as error:
            raise StorageFault(
                f"无法读取 {self.path.name}：介质已拔出或损坏；请重新插入后再试，已核验的部分已保存。",
                f"{self.path.name} cannot be read: the medium is gone or faulty. Insert it and try again.",
            ) from error


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a bundle file, hex, whole or not.

    Raises:
        StorageFault: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise StorageFault(
            f"找不到或无法读取 {path.name}；请检查介质。",
            f"{path.name} is missing or unreadable; check the medium.",
        ) from error


class _Body:
    """A file up to the digest at its end."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._left = max(size - HASH, 0)
        self._hash = hashlib.sha256()

    def read(self, size: int) -> bytes:
        data = self._file.read(min(size, self._left))
        self._left -= len(data)
        self._hash.update(data)
        return data

    def readinto(self, buffer: memoryview) -> int:
        """Fill a buffer, to the end of the body at most; returns how far."""
        length = self._file.readinto(buffer[: self._left])  # type: ignore[attr-defined]  # every binary file has it
        self._left -= length
        self._hash.update(buffer[:length])
        return int(length)

    def end(self) -> str:
        """Compare all that was read with the digest at the end; returns the digest of the file."""
        stated = self._file.read(HASH)
        if self._left or stated != self._hash.digest():
            raise not_ours()
        self._hash.update(stated)
        return self._hash.hexdigest()


def _head(recipients: Sequence[bytes], plan: bytes) -> tuple[bytes, bytes]:
    """Return a bundle's beginning, and the new key of its stream."""
    file_key = os.urandom(32)
    return MAGIC + plan + wrap_key(file_key, recipients, INFO), file_key


def _write(
    file: BinaryIO, pieces: Iterable[bytes | memoryview], progress: Callable[[int], bool], medium: Medium
) -> Written:
    """Write pieces and their digest, not flushed."""
    digest = hashlib.sha256()
    done = 0
    for piece in pieces:
        medium.write(file, piece)
        digest.update(piece)
        done += len(piece)
        if not progress(done):
            raise BadInput(
                "已取消；已写完的文件仍然有效，再次写出时从断点继续。",
                "Cancelled; files that were finished stay good, and writing can go on from there.",
            )
    medium.write(file, end := digest.digest())
    digest.update(end)
    return Written(digest.hexdigest(), done + HASH, False)


def _measure(path: Path, medium: Medium, plan: bytes) -> Written | None:
    """Return what lies there, read from the medium; None unless it is whole and of this plan."""
    digest = hashlib.sha256()
    held = b""  # the last bytes, as many as the digest at the end has
    size = 0
    head = MAGIC + plan
    for piece in medium.pieces(path):
        if not size and not piece.startswith(head[: len(piece)]):
            return None
        size += len(piece)
        if len(piece) < HASH:
            held, piece = b"", held + piece
        digest.update(held)
        digest.update(memoryview(piece)[:-HASH])
        held = piece[-HASH:]
    if size < len(head) + HASH or held != digest.digest():
        return None
    digest.update(held)
    return Written(digest.hexdigest(), size, True)


def _open_head(file: _Body, private: X25519PrivateKey) -> bytes:
    if file.read(len(MAGIC)) != MAGIC:
        raise BadInput(
            "这不是本程序的同步包或展会包；请选择扩展名为 .huhang 的文件。",
            "This is not a bundle of this program; choose a file that ends in .huhang.",
        )
    file.read(HASH)
    return unwrap_key(file, private, INFO)


def _faulty(path: Path) -> StorageFault:
    return StorageFault(
        f"{path.name} 读回校验不符，介质可能已坏；请换一个U盘重新导出。",
        f"{path.name} does not read back as written; the medium may be faulty. Use another stick.",
    )


def no_room(path: Path) -> StorageFault:
    """Return what to tell where a medium refuses to be written."""
    return StorageFault(
        f"无法写入 {path.name}：介质已满、只读或已拔出；重新插入后再次写出即从断点继续，本机记录不受影响。",
        f"{path.name} cannot be written: the medium is full, read-only or gone. Insert it again and write"
        " once more: it goes on where it broke off. The records here are not affected.",
    )
