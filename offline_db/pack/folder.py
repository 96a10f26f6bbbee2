"""The folder of a pack while it changes: one writer at a time, one rename between the old and the new state.

Segments are folders whose names never return: they begin with the base of their pack and its sequence. A
new one is filled beside the old ones and comes into force when a new manifest takes the place of the old
one; what no manifest names is then removed. So a writer killed at any moment leaves the old or the new
state, and whoever has the old one open reads on (on Windows, where mapped files cannot be removed, what is
left over goes at the next writing).
"""

import re
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import BadInput, StorageFault
from offline_db.durable import flush, flush_folder, write_durably
from offline_db.pack import manifest as m

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = "writing"
AT_ONCE = 8  # files on their way to the disk
PART = re.compile(r"manifest\..*\.part")
HISTORY = re.compile(r"manifest\.[0-9a-f]{8}\.\d{4,}")
OURS = re.compile(r"[0-9a-f]{8}-\d{4,}(?:-2|-numbers)?")  # folders that a writer makes


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Keep others from writing to a pack; make its folder where there is none.

    Raises:
        BadInput: somebody else is writing to it.
        StorageFault: the disk refuses.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        lock = (path / LOCK).open("ab")
    except OSError as error:
        raise disk_fault() from error
    with lock:
        try:
            if sys.platform == "win32":
                msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BadInput(
                f"登记包 {path.name} 正由另一程序写入；请稍后再试。",
                f"Another program is writing to the pack {path.name}; try again later.",
            ) from error
        try:
            yield
        except OSError as error:
            raise disk_fault() from error
        finally:
            tidy(path)
            if not (path / m.FILE).exists():
                with suppress(OSError):
                    (path / LOCK).unlink()
                    path.rmdir()


def commit(path: Path, data: bytes) -> None:
    """Bring a manifest into force whose new segments lie in the folder. Raises StorageFault."""
    old = _in_force(path)
    known = set(old.folders()) if old else set()
    manifest = m.unseal(data)
    for segment in manifest.folders():
        if segment not in known:
            _flush_all(path / segment.name)
    flush_folder(path)
    write_durably(path / m.FILE, data)


def keep_for_history(path: Path, manifest: m.Manifest, data: bytes) -> None:
    """Keep a manifest that another will follow, so that a delta can prove how the one became the other."""
    write_durably(path / history_name(manifest.base, manifest.sequence), data)


def history_name(base: str, sequence: int) -> str:
    return f"{m.FILE}.{base[:8]}.{sequence:04d}"


def tidy(path: Path) -> None:
    """Remove what the manifest in force does not name; what cannot be removed now stays for later."""
    manifest = _in_force(path)
    if manifest is None and (path / m.FILE).exists():
        return  # damaged, or of a newer version: not for us to clear away
    named = {entry.name for entry in manifest.folders()} if manifest else set()
    base = manifest.base if manifest else ""
    for entry in list(path.iterdir()) if path.is_dir() else []:
        if entry.is_dir() and OURS.fullmatch(entry.name) and entry.name not in named:
            shutil.rmtree(entry, ignore_errors=True)
        elif PART.fullmatch(entry.name) or _is_history(entry.name, but_of=base):
            with suppress(OSError):
                entry.unlink()


def _is_history(name: str, but_of: str) -> bool:
    return bool(HISTORY.fullmatch(name)) and not name.startswith(f"{m.FILE}.{but_of[:8]}.")


def _in_force(path: Path) -> m.Manifest | None:
    try:
        return m.unseal((path / m.FILE).read_bytes())
    except (OSError, BadInput):
        return None


def _flush_all(folder: Path) -> None:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for _ in threads.map(_flush, folder.iterdir()):
            pass
    flush_folder(folder)


def _flush(file: Path) -> None:
    with file.open("r+b") as handle:
        flush(handle.fileno())


def disk_fault() -> StorageFault:
    return StorageFault(
        "登记库无法写入：磁盘已满或不可写；原有登记库未改动，请释放空间后重试。",
        "The register cannot be written: the disk is full or read-only. The old one is unchanged.",
    )
