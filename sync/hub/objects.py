"""The hub's blobs: what any store of them does, and the store that is a folder, sealed record by record.

In the folder one file is the open upload and, moved, the blob; nothing lies there in the clear, and nothing
is written twice. A torn last record is cut off. A blob counts as held only after the file was flushed, read
again from the disk and compared with its name.
"""

import errno
import hashlib
import os
import sys
import threading
from collections.abc import Collection
from contextlib import AbstractContextManager
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag

from app.errors import NotFound, StorageFault
from app.log import is_digest
from sync.hub.records import Sealer, measure
from sync.peer import LARGEST_PART

LOCKS = 64  # blobs whose uploads go on at once


class Objects(Protocol):
    """A store of blobs named by their SHA-256; every method may be called again after it broke off."""

    def has(self, sha256: str) -> bool: ...

    def held(self, names: Collection[str]) -> set[str]:
        """Return those of `names` that are held."""
        ...

    def size(self, sha256: str) -> int:
        """Return how many bytes of an upload are here."""
        ...

    def add(self, sha256: str, offset: int, data: bytes) -> bool:
        """Add a part at the end of an upload; False, and nothing added, where that is not `offset`."""
        ...

    def finish(self, sha256: str) -> bool:
        """Make a whole upload a blob, read back and durable; False, and thrown away, if it is another's."""
        ...

    def verify(self, sha256: str) -> bool:
        """Read a blob from storage and compare it with its name; False where it is missing or damaged."""
        ...

    def set_apart(self, sha256: str) -> None:
        """Take a damaged blob out of use, so that it can be brought again; a person may look at it."""
        ...

    def erase(self, sha256: str) -> bool:
        """Remove the bytes, lawfully; False where the store's own lock keeps them for a time yet."""
        ...

    def read(self, sha256: str, offset: int, most: int) -> bytes:
        """Return up to `most` bytes from `offset` on. Raises NotFound, StorageFault."""
        ...

    def close(self) -> None: ...


class ObjectFolder:
    """A folder of sealed blobs; `key` is 32 bytes. Safe to use from several threads of one process."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._sealer = Sealer(key)
        self._lasting: set[Path] = set()  # folders whose own names were flushed, up to the hub's
        self._locks = [threading.RLock() for _ in range(LOCKS)]

    def has(self, sha256: str) -> bool:
        return is_digest(sha256) and self._path(sha256).exists()

    def held(self, names: Collection[str]) -> set[str]:
        """Return those of `names` that are held."""
        return {name for name in names if self.has(name)}

    def size(self, sha256: str) -> int:
        """Return how many bytes of an upload are here; a torn record at its end is cut off."""
        with self._lock_of(sha256):
            part = self._part(sha256)
            try:
                with part.open("r+b") as file:
                    size, end = measure(file)
                    file.truncate(end)
                return size
            except FileNotFoundError:
                return 0
            except OSError as error:
                raise _refuses() from error

    def add(self, sha256: str, offset: int, data: bytes) -> bool:
        """Add a part at the end of an upload; False, and nothing added, where that is not `offset`.

        Raises:
            StorageFault: the disk refuses; what was there before stands.
        """
        if len(data) > LARGEST_PART:
            return False
        with self._lock_of(sha256):
            if self.size(sha256) != offset:
                return False
            part = self._part(sha256)
            try:
                part.parent.mkdir(parents=True, exist_ok=True)
                with part.open("ab", buffering=0) as file:
                    for record in self._sealer.seal(sha256, offset, data):
                        if file.write(record) < len(record):
                            raise OSError(errno.ENOSPC, part.name)
            except OSError as error:
                raise _refuses() from error
            return True

    def finish(self, sha256: str) -> bool:
        """Make a whole upload a blob: flushed, read again, compared with its name, moved; durable on return.

        False, and the upload is thrown away, where the bytes are not those of the name.

        Raises:
            StorageFault: the disk refuses.
        """
        with self._lock_of(sha256):
            part, path = self._part(sha256), self._path(sha256)
            try:
                if not path.exists():
                    path.parent.mkdir(parents=True, exist_ok=True)
                    _flush(part)
                    if not self._is_genuine(part, sha256):
                        part.unlink()
                        return False
                    part.replace(path)
                _flush(path.parent)
                self._flush_above(path.parent)
            except OSError as error:
                raise _refuses() from error
            return True

    def verify(self, sha256: str) -> bool:
        """Read a blob from the disk and compare it with its name; False where it is missing or damaged."""
        try:
            return self._is_genuine(self._path(sha256), sha256)
        except OSError:
            return False

    def set_apart(self, sha256: str) -> None:
        """Take a damaged blob out of use, so that it can be brought again; a person may look at it."""
        damaged = self._folder / "damaged"
        try:
            damaged.mkdir(parents=True, exist_ok=True)
            self._path(sha256).replace(damaged / sha256)
            _flush(damaged)
        except FileNotFoundError:
            return
        except OSError as error:
            raise _refuses() from error

    def erase(self, sha256: str) -> bool:
        """Remove a blob and its uploads, lawfully; on a disk nothing keeps them."""
        with self._lock_of(sha256):
            try:
                for path in (self._path(sha256), self._part(sha256), self._folder / "damaged" / sha256):
                    path.unlink(missing_ok=True)
                    if path.parent.is_dir():
                        _flush(path.parent)
            except OSError as error:
                raise _refuses() from error
        return True

    def read(self, sha256: str, offset: int, most: int) -> bytes:
        """Return up to `most` bytes from `offset` on, b"" at the end.

        Raises:
            NotFound: not held. StorageFault: damaged.
        """
        found = bytearray()
        try:
            with self._path(sha256).open("rb") as file:
                for at, data in self._sealer.open(file, sha256, 0, offset):
                    found += data[max(0, offset - at) :]
                    if len(found) >= most:
                        break
        except FileNotFoundError as error:
            raise not_held(sha256) from error
        except (OSError, InvalidTag) as error:
            raise _refuses() from error
        return bytes(found[:most])

    def close(self) -> None:
        """Nothing is kept open between calls."""

    def _is_genuine(self, path: Path, sha256: str) -> bool:
        digest = hashlib.sha256()
        try:
            with path.open("rb") as file:
                if hasattr(os, "posix_fadvise"):  # read the disk, not this machine's memory of it
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
                for _, data in self._sealer.open(file, sha256, 0, 0):
                    digest.update(data)
        except InvalidTag:
            return False
        return digest.hexdigest() == sha256

    def _flush_above(self, folder: Path) -> None:
        """Make a folder's own name last, and those of the folders above it, up to the hub's."""
        for below, above in pairwise((folder, *folder.parents[:3])):
            if below not in self._lasting:
                _flush(above)
                self._lasting.add(below)

    def _path(self, sha256: str) -> Path:
        if not is_digest(sha256):
            raise NotFound(f"不是有效的文件摘要：{sha256[:80]!r}。", f"Not a digest: {sha256[:80]!r}.")
        return self._folder / "held" / sha256[:2] / sha256

    def _lock_of(self, sha256: str) -> AbstractContextManager[bool]:
        return self._locks[int(self._path(sha256).name[:8], 16) % LOCKS]

    def _part(self, sha256: str) -> Path:
        return self._folder / "open" / self._path(sha256).name


def not_held(sha256: str) -> NotFound:
    return NotFound(
        f"中心没有该文件（{sha256[:12]}）；持有它的设备下次同步时会送来。",
        f"The hub does not have this file ({sha256[:12]}); a device that has it will bring it.",
    )


def _flush(path: Path) -> None:
    """Flush a file or a folder to the disk; Windows flushes no folders and needs it not."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refuses() -> StorageFault:
    return StorageFault(
        "中心的文件存储不可写或已损坏；没有记下回执，请管理员检查磁盘后重试。",
        "The hub's files cannot be written or are damaged; no receipt was given. Check the hub's disk.",
    )
