"""How much goes into one file of a bundle: files of a size that is soon written, and that each stand whole.

A stick that is pulled costs at most the file that was being written and the one before, which was being read
back; and no file outgrows FAT32. Entries come
in files before those of the blobs that they name, and in an order to which new ones add at the end, so that
the files of an earlier attempt stay what they are.
"""

import hashlib
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, takewhile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.errors import InspectionError, NotFound, StorageFault
from app.log import BlobRef, Entry
from app.log import digest as digest_of_bytes
from sync.bundle import Bundle, Draft, Written, digest_of, draft_bundle
from sync.frames import write_records
from sync.intake import Stopped, Taker
from sync.medium import Medium

VOLUME = 128 * 1024 * 1024  # bytes of content in one file, about; more only for a single blob
AHEAD = 2  # blobs read before their turn
ENTRY_BYTES = 600  # of a frame, about
NUMBERED = re.compile(r"(.+)\.\d{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Volume:
    """What goes into one file."""

    number: int
    last: bool
    entries: tuple[str, ...]
    blobs: tuple[BlobRef, ...]

    @property
    def size(self) -> int:
        """Bytes of content, about."""
        return ENTRY_BYTES * len(self.entries) + sum(ref.size for ref in self.blobs)

    def plan(self, recipients: Iterable[bytes], message: bytes = b"") -> bytes:
        """Return the digest of what is in the file and for whom."""
        parts = [f"{self.number} {self.last}", *sorted(key.hex() for key in recipients)]
        parts += [*self.entries, *(ref.sha256 for ref in self.blobs), message.hex()]
        return hashlib.sha256("\n".join(parts).encode()).digest()


def plan_volumes(
    entries: Sequence[str], blobs: Sequence[BlobRef], volume: int = VOLUME
) -> tuple[Volume, ...]:
    """Divide entries and blobs, both in a stable order, among files: one where all fits."""
    total = ENTRY_BYTES * len(entries) + sum(ref.size for ref in blobs)
    if total <= volume:
        return (Volume(1, True, tuple(entries), tuple(blobs)),)
    most = max(volume // ENTRY_BYTES, 1)
    pieces: list[tuple[tuple[str, ...], tuple[BlobRef, ...]]] = [
        (tuple(entries[at : at + most]), ()) for at in range(0, len(entries), most)
    ]
    pieces += [((), refs) for refs in _groups(blobs, volume)]
    return tuple(Volume(n, n == len(pieces), *piece) for n, piece in enumerate(pieces, 1))


@dataclass(frozen=True, slots=True)
class Source:
    """Where entries and blobs come from while a bundle is written."""

    entry: Callable[[str], Entry]
    blob: Callable[[str], bytes]  # raises NotFound or StorageFault
    message: bytes = b""  # goes into the last file


@dataclass(frozen=True, slots=True)
class Parcel:
    """A bundle as it was written: every file was flushed and read back."""

    entries: int
    blobs: int
    size: int  # bytes
    digest: str  # SHA-256 of the file, hex; of the digests of all files where there are several
    problems: tuple[str, ...]  # "Chinese | English" for each blob that could not be read here


class Writer:
    """Writes one bundle of any size; what lies there already from an earlier attempt is left as it is."""

    def __init__(
        self,
        path: Path,
        recipients: Sequence[bytes],
        source: Source,
        progress: Callable[[int], bool],
        medium: Medium,
        volume: int = VOLUME,
    ) -> None:
        self._path = path
        self._recipients = recipients
        self._source = source
        self._progress = progress
        self._medium = medium
        self._volume = volume

    def write(self, entries: Sequence[str], blobs: Sequence[BlobRef]) -> Parcel:
        """Write entries and blobs, both in a stable order; a blob that cannot be read holds up nothing.

        Raises:
            BadInput: stopped, or nobody to seal for. StorageFault: see `write_bundle`, or too little room.
        """
        problems: dict[str, str] = {}
        while True:
            readable = [ref for ref in blobs if ref.sha256 not in problems]
            volumes = plan_volumes(entries, readable, self._volume)
            self._make_room(volumes)
            try:
                files = self._write_all(volumes)
            except _Unreadable as error:
                problems[error.sha256] = f"{error.cause.zh} | {error.cause.en}"
                continue
            digests = [file.digest for file in files]
            one = digests[0] if len(digests) == 1 else digest_of_bytes("".join(digests).encode())
            size = sum(file.size for file in files)
            return Parcel(len(entries), len(readable), size, one, tuple(problems.values()))

    def _write_all(self, volumes: Sequence[Volume]) -> list[Written]:
        """Write files; while one is written, blobs of it are read ahead and the one before is read back."""
        finishing: list[Future[Written]] = []
        with ThreadPoolExecutor(1, "reading") as reading, ThreadPoolExecutor(1, "reading back") as back:
            before = 0
            for volume in volumes:
                draft = self._draft(volume, before, reading)
                before += draft.written.size
                finishing.append(back.submit(draft.finish))
                for earlier in finishing[-2:-1]:
                    earlier.result()
        files = [future.result() for future in finishing]
        for number in count(len(volumes) + 1):  # what an older, larger bundle of this name left
            stale = volume_path(self._path, number)
            if not stale.exists():
                return files
            with suppress(OSError):
                stale.unlink()
        return files

    def _draft(self, volume: Volume, before: int, reading: Executor) -> Draft:
        message = self._source.message if volume.last else b""
        records = write_records(
            (self._source.entry(name) for name in volume.entries),
            self._blobs([ref.sha256 for ref in volume.blobs], reading),
            (message,) if message else (),
            (volume.number, volume.last),
        )
        return draft_bundle(
            volume_path(self._path, volume.number),
            self._recipients,
            volume.plan(self._recipients, message),
            records,
            lambda done: self._progress(before + done),
            self._medium,
        )

    def _blobs(self, names: Sequence[str], reading: Executor) -> Iterator[tuple[str, bytes]]:
        """Yield blobs that are read ahead, a few at a time."""
        coming = deque(reading.submit(self._blob, name) for name in names[:AHEAD])
        for at, name in enumerate(names, AHEAD):
            data = coming.popleft().result()
            coming.extend(reading.submit(self._blob, more) for more in names[at : at + 1])
            yield name, data

    def _blob(self, sha256: str) -> bytes:
        try:
            return self._source.blob(sha256)
        except (NotFound, StorageFault) as error:
            raise _Unreadable(sha256, error) from error

    def _make_room(self, volumes: Sequence[Volume]) -> None:
        """Refuse before anything is written where the medium cannot hold it all."""
        needed = sum(volume.size for volume in volumes)
        paths = [volume_path(self._path, volume.number) for volume in volumes]
        try:
            there = sum(path.stat().st_size for path in paths if path.exists())
            free = self._medium.free(self._path.parent)
        except OSError:
            return  # writing says it better
        if free + there < needed:
            more, left = (needed - there) // 2**20 + 1, free // 2**20  # MB
            raise StorageFault(
                f"介质空间不足：还需约 {more} MB，只剩 {left} MB；请换一个更大的介质。",
                f"Not enough room: about {more} MB are needed and {left} MB are free. Use a larger medium.",
            )


class _Unreadable(Exception):
    """A blob of this device's own cannot be read."""

    def __init__(self, sha256: str, cause: InspectionError) -> None:
        super().__init__(sha256)
        self.sha256 = sha256
        self.cause = cause


def read_volumes(path: Path, private: X25519PrivateKey, taker: Taker) -> tuple[str, str]:
    """Read a bundle's files in turn; returns digest and what broke off, "Chinese" sentence or "".

    One file that is damaged or missing costs only what was in it.

    Raises:
        BadInput: not a bundle for this device; nothing was taken from it.
        StorageFault: this device's disk or the medium refuses.
    """
    digests: list[str] = []
    broke_off = ""
    for number in count(1):
        part = volume_path(path, number)
        if number > 1 and not part.exists():
            broke_off = broke_off or _missing(part)
            break
        bundle = Bundle(part, private)
        try:
            for item in bundle:
                taker.take(item)
        except Stopped as error:
            broke_off = error.zh
            break
        except InspectionError as error:
            if not taker.took_any and not volume_path(path, number + 1).exists():
                raise
            taker.whole = False
            broke_off = broke_off or error.zh
        digests.append(bundle.digest or digest_of(part))
        if taker.last or (not volume_path(path, number + 1).exists() and broke_off):
            break
    taker.flush()
    one = digests[0] if len(digests) == 1 else digest_of_bytes("".join(digests).encode())
    return one, broke_off


def _missing(part: Path) -> str:
    return f"同步包缺少文件 {part.name}；其余已核验保存，请把该文件复制到同一文件夹后再读一次。"


def volume_path(first: Path, number: int) -> Path:
    """Return where a bundle's file of this number lies: "x.huhang", "x.2.huhang", "x.3.huhang" …"""
    return first if number == 1 else first.with_name(f"{first.stem}.{number}{first.suffix}")


def first_of(path: Path) -> Path:
    """Return the first file of the bundle that a file belongs to."""
    numbered = NUMBERED.fullmatch(path.stem)
    first = path.with_name(numbered[1] + path.suffix) if numbered else path
    return first if first.exists() else path


def size_of(first: Path) -> int:
    """Return the bytes of a bundle's files that are there."""
    paths = (volume_path(first, number) for number in count(1))
    return sum(path.stat().st_size for path in takewhile(Path.exists, paths))


def _groups(blobs: Iterable[BlobRef], volume: int) -> Iterator[tuple[BlobRef, ...]]:
    group: list[BlobRef] = []
    size = 0
    for ref in blobs:
        if group and size + ref.size > volume:
            yield tuple(group)
            group, size = [], 0
        group.append(ref)
        size += ref.size
    if group:
        yield tuple(group)
