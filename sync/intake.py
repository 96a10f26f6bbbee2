"""What becomes of what a file from outside yields: admitted in batches, in bounded memory, counted.

A file may hold anything, for whoever knows a device's key can seal one for it. Entries are verified by the
store. Of blobs one is open at a time, and nothing is kept of one that no admitted entry names, that is here
already, or that is not what its name says.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol

from app.errors import BadInput
from app.log import BlobRef, Entry, Header, digest
from app.sharing import Admitted, Progress, Received
from sync.frames import BATCH, BlobPart, End, Item, Message


class Keeper(Protocol):
    """Who keeps what comes in."""

    def headers(self) -> Mapping[str, Header]: ...

    def admit(self, entries: Iterable[Entry]) -> Admitted: ...

    def has_blob(self, sha256: str) -> bool: ...

    def put_blob(self, data: bytes, role: str) -> BlobRef: ...


Answered = Callable[[bytes, str], None]  # takes a message, and what came before it: see `Intake`


class Brought:
    """Which entries a bundle brings, in order, as one digest."""

    def __init__(self) -> None:
        self._ids = hashlib.sha256()

    def add(self, entry: Entry) -> None:
        self._ids.update(bytes.fromhex(entry.id))

    def digest(self) -> str:
        """Return the SHA-256 of the ids so far, hex."""
        return self._ids.hexdigest()


class Taker(Protocol):
    """Takes what a bundle's files yield."""

    took_any: bool
    last: bool  # whether the last file of the bundle was read to its end
    whole: bool  # False once something of the bundle was lost

    def take(self, item: Item) -> None: ...

    def flush(self) -> None:
        """Keep what waits."""
        ...


class Stopped(BadInput):
    """The listener stopped the work."""


class Intake:
    """Takes items of one or several files.

    `answered` is given a message and the digest of the ids of all entries before it, "" where some were lost.
    """

    def __init__(self, store: Keeper, total: int, progress: Progress, answered: Answered) -> None:
        self._store = store
        self._total = total
        self._progress = progress
        self._answered = answered
        self._batch: list[Entry] = []
        self._admitted = Admitted()
        self._brought = Brought()
        self._roles: dict[str, str] | None = None
        self._name, self._data = "", bytearray()  # of the blob that is open
        self._blobs_new = self._blobs_known = self._entries = self._blobs = self._done = 0
        self._counted = (0, 0)  # entries and blobs before this file
        self.took_any = False
        self.last = False  # whether the last file of its bundle was read to its end
        self._agree = True
        self.whole = True  # False once something of the bundle was lost

    def take(self, item: Item) -> None:
        """Take one item. Raises StorageFault, and Stopped where the listener wants no more."""
        self.took_any = True
        match item:
            case Entry():
                self._entries += 1
                self._brought.add(item)
                self._batch.append(item)
                if len(self._batch) >= BATCH:
                    self.flush()
                self._tell(len(item.header) + len(item.payload or b""))
            case BlobPart():
                self.flush()
                self._take_part(item)
                self._tell(len(item.data))
            case Message():
                self.flush()
                self._answered(item.data, self._brought.digest() if self.whole else "")
            case End():
                counted = (self._entries - self._counted[0], self._blobs - self._counted[1])
                self._agree &= counted == (item.entries, item.blobs)
                self._counted = (self._entries, self._blobs)
                self.last = item.last

    def flush(self) -> None:
        """Admit the entries that wait."""
        if self._batch:
            batch, self._batch = self._batch, []
            self._admitted += self._store.admit(batch)
            self._roles = None

    def report(self, path: Path, bundle_digest: str, broke_off: str, lacking: int) -> Received:
        """Say what came of it all."""
        headers = self._store.headers()
        cases = {headers[name].case for name in self._admitted.new if name in headers} - {""}
        return Received(
            str(path),
            sum(name in headers for name in self._admitted.new),
            self._admitted.known,
            tuple(reason for _, reason in self._admitted.aside),
            self._admitted.refused,
            self._blobs_new,
            self._blobs_known,
            lacking,
            tuple(sorted(cases)),
            self._agree and self.last and not broke_off,
            broke_off,
            bundle_digest,
        )

    def _take_part(self, part: BlobPart) -> None:
        if part.offset == 0:
            self._name, self._data = part.sha256, bytearray()
        if part.sha256 != self._name or part.offset > part.total:
            return  # the middle of one that was not begun
        role = self._role(part.sha256)
        known = self._store.has_blob(part.sha256)
        ends = part.offset + len(part.data) >= part.total
        if role and not known:
            if part.offset != len(self._data):
                raise BadInput(
                    "同步包中的文件次序有误；请让发送方重新导出。",
                    "A file in the bundle is out of order; ask the sender to export it again.",
                )
            self._data += part.data
        if not ends:
            return
        self._blobs += 1
        data, self._name, self._data = bytes(self._data), "", bytearray()
        if known:
            self._blobs_known += 1
        elif role and digest(data) == part.sha256:
            self._store.put_blob(data, role)
            self._blobs_new += 1

    def _role(self, sha256: str) -> str:
        """Return the role of a blob that an admitted entry names, "" of any other."""
        if self._roles is None:
            headers = self._store.headers().values()
            self._roles = {ref.sha256: ref.role for header in headers for ref in header.blobs}
        return self._roles.get(sha256, "")

    def _tell(self, size: int) -> None:
        self._done += size
        if not self._progress(min(self._done, self._total), self._total):
            raise Stopped(
                "已取消；已核验的部分已保存，可稍后再读。",
                "Cancelled; what was verified is kept, and the file can be read again.",
            )
