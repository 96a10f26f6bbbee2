"""A stick, a card, a share: a medium that may be full, faulty or pulled out at any moment.

Everything that writes there goes through here. What was written is flushed to the medium (F_FULLFSYNC on
macOS) before it is called written. It is read back from the medium and not from this machine's memory of it:
on Linux by dropping the file's clean pages (posix_fadvise), on macOS by F_NOCACHE. Windows has no call for a
file that is open already; there the read-back can be answered by its cache, and FlushFileBuffers, which is
what fsync calls, is all that is relied upon.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

if sys.platform == "darwin":
    import fcntl

PIECE = 1024 * 1024  # bytes


class Medium:
    """The calls to one medium. Every one of them raises OSError where the medium refuses or is gone."""

    def create(self, path: Path) -> BinaryIO:
        """Open a new file, in place of one of that name; nothing that is written to it waits in memory."""
        return path.open("wb", buffering=0)

    def write(self, file: BinaryIO, data: bytes | memoryview) -> None:
        """Write all of some bytes."""
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]

    def flush(self, file: BinaryIO) -> None:
        """Have what was written on the medium itself when this returns."""
        if sys.platform == "darwin":
            fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
        else:
            os.fsync(file.fileno())

    def move(self, part: Path, path: Path) -> None:
        """Give a flushed file its name, durably."""
        part.replace(path)
        self.flush_folder(path.parent)

    def flush_folder(self, folder: Path) -> None:
        """Make names in a folder durable; Windows flushes no folders."""
        if sys.platform == "win32":
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def open(self, path: Path) -> BinaryIO:
        """Open a file to read the medium and not the memory of this machine, as far as the system lets us."""
        file = path.open("rb", buffering=0)
        try:
            if sys.platform == "darwin":
                fcntl.fcntl(file.fileno(), fcntl.F_NOCACHE, 1)
            elif hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_SEQUENTIAL)
        except OSError:  # it was pulled out just now
            file.close()
            raise
        return file

    def read(self, file: BinaryIO, size: int) -> bytes:
        """Return `size` bytes, fewer at the end of the file only."""
        data = file.read(size)
        while 0 < len(data) < size and (more := file.read(size - len(data))):
            data += more
        return data

    def pieces(self, path: Path) -> Iterator[bytes]:
        """Yield a file's bytes as they lie on the medium."""
        with self.open(path) as file:
            while piece := self.read(file, PIECE):
                yield piece

    def free(self, folder: Path) -> int:
        """Return the bytes that are free."""
        return shutil.disk_usage(folder).free
