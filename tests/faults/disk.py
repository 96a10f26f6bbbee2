"""A disk as it may lie there after a power cut: which of the calls not yet flushed reached it, nobody knows.

A file holds what was flushed and, of every later write, all, nothing, a beginning, any choice, or some of
its 512-byte sectors. Names are kept in one of two ways. *Ordered*, as ext4 does: changes of names reach the
disk in their order, and any flush brings all before it. *Adversarial*, as POSIX allows: each by itself, and
only the flush of its folder makes it last.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.faults.recording import Call

SECTOR = 512
Change = tuple[int, bytes] | int  # a write at a place, or a new size


@dataclass(slots=True)
class File:
    base: bytearray  # what was flushed
    pending: list[Change] = field(default_factory=list)
    version: int = 0  # grows with every flush

    def flush(self) -> None:
        apply_changes(self.base, self.pending)
        self.pending = []
        self.version += 1


def apply_changes(content: bytearray, changes: Iterable[Change]) -> None:
    """Apply writes and new sizes to a content, in turn; a hole reads as zeros."""
    for change in changes:
        if isinstance(change, int):
            if change < len(content):
                del content[change:]
            else:
                content.extend(bytes(change - len(content)))
            continue
        at, data = change
        if at > len(content):
            content.extend(bytes(at - len(content)))
        content[at : at + len(data)] = data


class Disk:
    """What is flushed and what is not, call by call. `deaf` are parts of paths whose flushes do nothing."""

    def __init__(self, root: Path, *, ordered: bool, deaf: str = "") -> None:
        self.ordered = ordered
        self._deaf = deaf
        self.files: dict[int, File] = {}
        self.names: dict[str, int] = {}
        self.folders = {"."}
        self.pending: list[tuple[str, str, str, int]] = []  # letter, a, b, file
        self._now: dict[str, int] = {}  # names as the running program sees them
        self._paths: dict[int, str] = {}
        self._serial = 0
        self._numbers: dict[int, int] = {}  # inode -> our number of the file: inodes are used again
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_dir():
                self.folders.add(name)
            else:
                self.names[name] = self._new(path.stat().st_ino, name, bytearray(path.read_bytes()))
        self._now = dict(self.names)

    def _new(self, inode: int, path: str, base: bytearray) -> int:
        self._serial += 1
        self._numbers[inode] = self._serial
        self._paths[self._serial] = path
        self.files[self._serial] = File(base)
        return self._serial

    def step(self, call: Call) -> None:
        """Take note of one call."""
        match call.letter:
            case "C":
                number = self._new(call.file, call.a, bytearray())
                self._change("C", call.a, "", number)
            case "W":
                self._file(call).pending.append((call.offset, call.b))
            case "T":
                self._file(call).pending.append(call.offset)
            case "S":
                self._flush_file(call)
            case "D":
                self._flush_folder(call.a)
            case "R":
                self._change("R", call.a, call.b.decode(), self._now[call.a])
            case "U" | "M":
                self._change(call.letter, call.a, "", 0)
            case _:
                pass

    def _change(self, letter: str, a: str, b: str, file: int) -> None:
        self.pending.append((letter, a, b, file))
        _rename(self._now, set(), self.pending[-1:])

    def _file(self, call: Call) -> File:
        return self.files[self._numbers[call.file]]

    def _is_deaf(self, path: str) -> bool:
        return bool(self._deaf) and self._deaf in path

    def _flush_file(self, call: Call) -> None:
        if not self._is_deaf(self._paths[self._numbers[call.file]]):
            self._file(call).flush()
            if self.ordered:
                self._commit(len(self.pending) * [True])

    def _flush_folder(self, path: str) -> None:
        if not self._is_deaf(f"folder {path}"):
            self._commit([self.ordered or path in (_parent(a), _parent(b)) for _, a, b, _ in self.pending])

    def _commit(self, done: list[bool]) -> None:
        _rename(self.names, self.folders, [p for p, yes in zip(self.pending, done, strict=True) if yes])
        self.pending = [p for p, yes in zip(self.pending, done, strict=True) if not yes]

    def crash(self, draw: random.Random) -> dict[str, tuple[int, int, bytes | None]]:
        """Draw one state in which a cut may leave the disk: path -> file, version, content if not flushed."""
        names, folders = dict(self.names), set(self.folders)
        if self.ordered:
            kept = self.pending[: draw.randint(0, len(self.pending))]
        else:
            share = draw.choice((0.0, 0.5, 0.9, 1.0))
            kept = [p for p in self.pending if draw.random() < share]
        _rename(names, folders, kept)
        image: dict[str, tuple[int, int, bytes | None]] = {}
        for path, number in names.items():
            if all(str(folder) in folders for folder in PurePosixPath(path).parents):
                image[path] = (number, self.files[number].version, self._content(number, draw))
        return image

    def _content(self, number: int, draw: random.Random) -> bytes | None:
        file = self.files[number]
        if not file.pending:
            return None
        content = bytearray(file.base)
        apply_changes(content, _survivors(file.pending, draw))
        return bytes(content)


def _survivors(pending: list[Change], draw: random.Random) -> list[Change]:
    """Draw which of the changes since the last flush reached the disk, and which in part."""
    match draw.randrange(5):
        case 0:
            return []
        case 1:
            return pending
        case 2:
            kept = pending[: draw.randint(0, len(pending))]
            return [*kept[:-1], *(part for change in kept[-1:] for part in _torn(change, draw))]
        case _:
            chosen = [change for change in pending if draw.random() < 0.5]
            return [
                p for change in chosen for p in (_torn(change, draw) if draw.random() < 0.3 else [change])
            ]


def _torn(change: Change, draw: random.Random) -> list[Change]:
    if isinstance(change, int):
        return [change]
    at, data = change
    pieces = range(0, len(data), SECTOR)
    return [(at + n, data[n : n + SECTOR]) for n in pieces if draw.random() < 0.5]


def _rename(names: dict[str, int], folders: set[str], changes: Iterable[tuple[str, str, str, int]]) -> None:
    """Apply changes of names; a rename may last although the name before it did not."""
    for letter, a, b, file in changes:
        match letter:
            case "C":
                names[a] = file
            case "M":
                folders.add(a)
            case "U":
                names.pop(a, None)
            case _:
                names.pop(a, None)
                names[b] = file


def _parent(path: str) -> str:
    return str(PurePosixPath(path).parent) if path else ""
