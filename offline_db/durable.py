"""Bytes that survive a pulled plug: written beside their place, flushed, then moved into it."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from app.errors import StorageFault

if sys.platform == "darwin":
    import fcntl


def write_durably(path: Path, data: bytes | Iterable[bytes | memoryview]) -> None:
    """Write a file so that after return it is whole on the disk, and before that the old state stands.

    Raises:
        StorageFault: the disk is full, read-only or gone; the old state stands.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            for piece in (data,) if isinstance(data, bytes) else data:
                file.write(piece)
            file.flush()
            flush(file.fileno())
        part.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        with suppress(OSError):  # the disk is gone
            part.unlink(missing_ok=True)
        raise StorageFault(
            f"无法写入 {path.name}：磁盘已满、只读或已拔出；请释放空间后重试，已保存的记录不受影响。",
            f"{path.name} cannot be written: the disk is full, read-only or gone. Free space and try again.",
        ) from error


def make_folder(folder: Path) -> None:
    """Make a folder and those missing above it; each is durable in the one above when this returns.

    An OSError is the caller's to word.
    """
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        flush_folder(folder.parent)


def flush(handle: int) -> None:
    """Flush a file to the disk itself (F_FULLFSYNC on macOS, where fsync stops at the drive's cache)."""
    if sys.platform == "darwin":
        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    else:
        os.fsync(handle)


def flush_folder(folder: Path) -> None:
    """Make renames in a folder durable; Windows offers no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        flush(handle)
    finally:
        os.close(handle)
