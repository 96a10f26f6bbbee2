"""Every entry and every blob again, sealed, in a folder of segments: a black box on a stick, or a backup.

Only what is not there yet is added, so a mirror grows with the work and may be broken off at any moment. What
counts as held was flushed to the medium, read back from there and compared; on opening, a file that was not
ended properly is read and proved whole, every byte of it, and what its torn tail lost is written again.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import msgspec
import zstandard
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.errors import BadInput, NotFound, StorageFault
from app.log import BlobRef, Entry, Header, Signer
from sync.bundle import no_room
from sync.frames import BATCH, PART_SIZE, write_frame
from sync.medium import Medium
from sync.peer import BLOB, ENTRY
from sync.salvage import DOMAIN, ENDED, Counts, Facts, held_in, read_facts
from sync.segments import FACT, FILE, FRAMES, FULL, PART, Segment, next_segment, segments

UNFLUSHED = 16 * 1024 * 1024  # bytes that may wait for a flush
SPARE = 4 * 1024 * 1024  # bytes that stay free


class Source(Protocol):
    """What is mirrored."""

    def headers(self) -> Mapping[str, Header]: ...

    def entry(self, name: str) -> Entry: ...

    def has_blob(self, sha256: str) -> bool: ...

    def get_blob(self, sha256: str) -> bytes: ...


class Mirror:
    """An open mirror. One thread at a time; `held` may be read by others."""

    def __init__(
        self, source: Source, folder: Path, readers: Sequence[bytes], held: set[str], medium: Medium
    ) -> None:
        self.folder = folder
        self.held = held  # names of leaves, as in receipts
        self.behind = (0, 0)  # entries and blobs that are here and not there
        self.problems: dict[str, str] = {}  # blob -> why it cannot be read here, "Chinese | English"
        self._source = source
        self._readers = readers
        self._medium = medium
        self._segment: Segment | None = None
        self._waiting: list[str] = []

    def catch_up(self, going_on: Callable[[], bool]) -> None:
        """Add all that is lacking, entries first; `going_on` is asked between blobs.

        Raises:
            StorageFault: the medium is full, faulty or gone; what was held stays so.
        """
        try:
            while going_on() and self._round(going_on):
                pass
        except StorageFault:
            self._abandon()
            raise

    def note_counts(self) -> None:
        """Write down how much the mirror holds, so that a restore can tell whether it is all there.

        Raises:
            StorageFault: the medium refuses.
        """
        entries = sum(leaf.startswith(ENTRY) for leaf in self.held)
        self._open().add(FACT, msgspec.json.encode(Counts(entries, len(self.held) - entries)))
        self._flush()

    def close(self) -> None:
        """End the file that is open, if the medium is still there."""
        if self._segment is not None:
            with suppress(StorageFault):
                self._segment.add(FACT, ENDED)
                self._segment.flush()
            self._abandon()

    def _round(self, going_on: Callable[[], bool]) -> bool:
        """Add what is lacking now; True where entries came meanwhile."""
        headers = self._source.headers()
        names = sorted((n for n in headers if ENTRY + n not in self.held), key=lambda n: (headers[n].seq, n))
        refs = self._lacking(headers)
        self.behind = (len(names), len(refs))
        while batch := names[:BATCH]:
            self._add_entries(batch)
            del names[:BATCH]
            if not names or self._open().unread >= UNFLUSHED // 16:
                self._flush()
                self.behind = (len(names), len(refs))
        for done, ref in enumerate(refs, 1):
            if not going_on():
                break
            self._add_blob(ref)
            if done == len(refs) or len(self._source.headers()) != len(headers):
                self._flush()
                self.behind = (0, len(refs) - done)
                break
        self._flush()
        return len(self._source.headers()) != len(headers)

    def _lacking(self, headers: Mapping[str, Header]) -> list[BlobRef]:
        refs = {ref.sha256: ref for header in headers.values() for ref in header.blobs}
        lacking = [
            ref
            for name, ref in refs.items()
            if BLOB + name not in self.held and name not in self.problems and self._source.has_blob(name)
        ]
        return sorted(lacking, key=lambda ref: (ref.size, ref.sha256))

    def _add_entries(self, names: Sequence[str]) -> None:
        frames = b"".join(write_frame(self._source.entry(name)) for name in names)
        self._add(FRAMES, zstandard.ZstdCompressor(level=3).compress(frames))
        self._waiting += [ENTRY + name for name in names]

    def _add_blob(self, ref: BlobRef) -> None:
        try:
            data = self._source.get_blob(ref.sha256)
        except (NotFound, StorageFault) as error:
            self.problems[ref.sha256] = f"{error.zh} | {error.en}"
            return
        self._add(FILE, bytes.fromhex(ref.sha256) + len(data).to_bytes(8, "big"), len(data))
        segment = self._open()
        for at in range(0, len(data), PART_SIZE):
            segment.add(PART, data[at : at + PART_SIZE])
        self._waiting.append(BLOB + ref.sha256)
        if segment.unread >= UNFLUSHED:
            self._flush()

    def _add(self, kind: bytes, body: bytes, following: int = 0) -> None:
        """Add a record to the open file, or to a new one where that is full; `following` bytes come after."""
        try:
            free = self._medium.free(self.folder)
        except OSError as error:
            raise no_room(self.folder) from error
        if free < len(body) + following + SPARE:
            raise Full(
                "黑匣子或备份介质已满；已写入的内容完好，请换一个介质。本机记录不受影响。",
                "The medium of the black box or backup is full; what is on it is good. Use another one.",
            )
        self._open().add(kind, body)

    def _open(self) -> Segment:
        if self._segment is not None and self._segment.size > FULL:
            self._flush()
            self.close()
        if self._segment is None:
            self._segment = Segment(next_segment(self.folder), self._readers, self._medium)
        return self._segment

    def _flush(self) -> None:
        if self._segment is not None and self._segment.unread:
            self._segment.flush()
            self.held.update(self._waiting)
            self._waiting.clear()

    def _abandon(self) -> None:
        if self._segment is not None:
            self._segment.close()
        self._segment = None
        self._waiting.clear()


class Full(StorageFault):
    """The medium has no room for more."""


def make_mirror(
    source: Source, folder: Path, readers: Sequence[bytes], signer: Signer, root: str, medium: Medium
) -> Mirror:
    """Begin a mirror in a new folder, sealed to readers (X25519 keys, raw).

    Raises:
        StorageFault: the medium refuses.
    """
    mirror = Mirror(source, folder, readers, set(), medium)
    facts = msgspec.json.encode(Facts(signer.key.hex(), root), order="sorted")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        medium.flush_folder(folder.parent)
        first = Segment(next_segment(folder), readers, medium)
        try:
            first.add(FACT, signer.sign(DOMAIN + facts) + facts)
            first.add(FACT, ENDED)
            first.flush()
        finally:
            first.close()
    except OSError as error:
        raise no_room(folder) from error
    return mirror


def open_mirror(
    source: Source,
    folder: Path,
    readers: Sequence[bytes],
    private: X25519PrivateKey,
    key: bytes,
    medium: Medium,
) -> Mirror:
    """Open the mirror that a device (its signing key) began, and find out what it holds.

    Raises:
        BadInput: no mirror, or another device's. StorageFault: the medium is gone.
    """
    if read_facts(folder, private).device != key.hex():
        raise BadInput(
            "这个介质上的黑匣子属于另一台设备；请为本机另行启用。",
            "The black box on this medium is another device's; mark one for this device.",
        )
    held: set[str] = set()
    for path in segments(folder):
        with suppress(BadInput):  # a file torn in its head holds nothing
            held |= held_in(path, private)
    return Mirror(source, folder, readers, held, medium)
