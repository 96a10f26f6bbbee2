"""Sticks that fail as sticks do: full, pulled out, or lying about what they keep."""

import errno
import threading
from pathlib import Path
from typing import BinaryIO

from sync.medium import Medium


class Counting(Medium):
    """Counts the calls that reach the medium; `before` may make one of them fail."""

    def __init__(self) -> None:
        self.calls = 0
        self._lock = threading.Lock()

    def before(self) -> int:
        """Count a call; returns which it is."""
        with self._lock:
            self.calls += 1
            return self.calls

    def create(self, path: Path) -> BinaryIO:
        self.before()
        return super().create(path)

    def write(self, file: BinaryIO, data: bytes | memoryview) -> None:
        self.before()
        super().write(file, data)

    def flush(self, file: BinaryIO) -> None:
        self.before()
        super().flush(file)

    def move(self, part: Path, path: Path) -> None:
        self.before()
        super().move(part, path)

    def flush_folder(self, folder: Path) -> None:
        self.before()
        super().flush_folder(folder)

    def read(self, file: BinaryIO, size: int) -> bytes:
        self.before()
        return super().read(file, size)


class Pulled(Counting):
    """A stick that is pulled at its n-th call: half of a write is there, and nothing works after."""

    def __init__(self, at: int, code: int = errno.EIO) -> None:
        super().__init__()
        self.at = at
        self.code = code

    def before(self) -> int:
        call = super().before()
        if call >= self.at:
            raise OSError(self.code, "pulled")
        return call

    def write(self, file: BinaryIO, data: bytes | memoryview) -> None:
        if self.calls + 1 == self.at:
            file.write(data[: len(data) // 2])
        super().write(file, data)


class Forgetful(Medium):
    """A faulty stick: what was written comes back changed."""

    def read(self, file: BinaryIO, size: int) -> bytes:
        data = super().read(file, size)
        return data[:-1] + bytes([data[-1] ^ 1]) if data else data
