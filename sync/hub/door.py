"""A hub's door for sticks: what a bundle holds goes into the hub, and the answer to its question is written.

Implements the hub's end of `sync.courier`. The hub is asked by the verbs of any peer and, for who asks by
stick, through `sync.hub.access`, as on the web: a device is given its own cases and no other's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from app.errors import BadInput, InspectionError
from app.log import Entry, Signer, digest
from app.sharing import Progress
from sync import wire
from sync.bundle import write_bundle
from sync.checkpoint import Checkpoint, read_checkpoint
from sync.courier import Answer, Question, read_question, sign_answer
from sync.frames import BlobPart, End, Item, Message, read_frames, write_frame, write_records
from sync.hub.access import Access, Rank, SeenBy
from sync.hub.port import Database
from sync.intake import Brought, Stopped
from sync.medium import Medium
from sync.peer import BLOB, ENTRY, LARGEST_PART, MOST_ENTRIES, Peer
from sync.salvage import read_mirror, size_of_mirror
from sync.volumes import first_of, read_volumes, size_of

AT_ONCE = 500  # receipts in one message, entries in one append
LARGEST_APPEND = 4 * 1024 * 1024  # bytes of frames in one append
LARGEST_REPLY = 1024 * 1024 * 1024  # bytes of files in one answer; what is left is asked for the next time


class Office(Peer, Protocol):
    """A hub in process."""

    @property
    def database(self) -> Database: ...


@dataclass(slots=True)
class Delivered:
    """What came of a bundle at the hub."""

    kept: int = 0
    known: int = 0
    aside: int = 0
    refused: int = 0
    blobs: int = 0  # that are now whole
    receipts: int = 0  # given in the answer
    reply: str = ""  # the file with the answer, "" where nobody asked
    problems: list[str] = field(default_factory=list)  # "Chinese | English"


class HubDoor:
    """The hub's side: reads bundles and writes answers."""

    def __init__(
        self, hub: Office, signer: Signer, sealing: X25519PrivateKey, medium: Medium | None = None
    ) -> None:
        self._hub = hub
        self._access = Access(hub.database)
        self._signer = signer
        self._key = signer.key
        self._sealing = sealing
        self._medium = medium or Medium()
        self._given = 0  # receipts in the answer

    def read(self, path: Path, reply: Path, progress: Progress) -> Delivered:
        """Take what a bundle or the folder of a black box holds, and answer who asks in it.

        Raises:
            BadInput: not a bundle for this hub. StorageFault: the hub's disk or the medium refuses.
        """
        path = first_of(path)
        total = size_of_mirror(path) if path.is_dir() else size_of(path)
        taker = _Taker(self._hub, total, progress)
        if path.is_dir():
            broke_off = read_mirror(path, self._sealing, taker)
        else:
            _, broke_off = read_volumes(path, self._sealing, taker)
        delivered = taker.delivered
        if broke_off:
            delivered.problems.append(broke_off)
        if taker.question is not None:
            key, question = taker.question
            standing = self._access.standing(key)
            if question.hub == self._key.hex() and standing.rank not in (Rank.STRANGER, Rank.REVOKED):
                self._given = 0
                self._write(SeenBy(self._hub, self._access, standing), key, question, reply)
                delivered.reply, delivered.receipts = str(reply), self._given
            else:
                delivered.problems.append(
                    "提问的设备未由局机关登记，或问的是另一个中心；未写答复。"
                    " | Who asks is not enrolled, or asks another hub; no answer was written."
                )
        return delivered

    def _write(self, peer: Peer, asker: bytes, question: Question, reply: Path) -> None:
        checkpoint = read_checkpoint(peer.checkpoint(question.note), self._key)
        old = self._known(question, checkpoint)
        proof = peer.consistency(old, checkpoint.size) if old else ()
        start = question.cursor if old and question.cursor <= checkpoint.size else 0
        proved = wire.write_proof(proof)
        head = Answer(self._key.hex(), checkpoint.text, old, proved, start, checkpoint.size, {}, asker.hex())
        names = list(question.names)  # and then what the answer itself brings
        brought = Brought()
        records = write_records(
            _noted(_feed(peer, start, checkpoint.size, names), set(names), brought),
            _blobs(peer, question.lacking, names),
            self._messages(peer, head, names, brought),
        )
        try:
            recipient = X25519PublicKey.from_public_bytes(bytes.fromhex(question.seal_key))
        except ValueError as error:
            raise BadInput("问询中的密钥无法读取。", "The key in the question cannot be read.") from error
        plan = bytes.fromhex(digest(checkpoint.text.encode() + wire.write_json(question)))
        write_bundle(reply, [recipient.public_bytes_raw()], plan, records, lambda done: True, self._medium)

    def _known(self, question: Question, checkpoint: Checkpoint) -> int:
        """Return the size that the asker holds of this same log, 0 if none."""
        try:
            held = read_checkpoint(question.note, self._key)
        except BadInput:
            return 0
        return held.size if held.origin == checkpoint.origin and held.size <= checkpoint.size else 0

    def _messages(self, peer: Peer, head: Answer, names: list[str], brought: Brought) -> Iterator[bytes]:
        size = head.following
        for at in range(0, max(len(names), 1), AT_ONCE):
            found = peer.receipts(names[at : at + AT_ONCE], size) if size else {}
            self._given += len(found)
            proofs = {name: (place, wire.write_proof(proof)) for name, (place, proof) in found.items()}
            yield sign_answer(self._signer, head._replace(receipts=proofs, brought=brought.digest()))


def _feed(peer: Peer, start: int, size: int, names: list[str]) -> Iterator[Entry]:
    while start < size:
        page = peer.feed(start, MOST_ENTRIES)
        for entry in read_frames(page.frames):
            names.append(ENTRY + entry.id)
            yield entry
        if page.next <= start:
            return
        start = page.next


def _noted(entries: Iterator[Entry], known: set[str], brought: Brought) -> Iterator[Entry]:
    """Yield what the asker does not have itself, and note it."""
    for entry in entries:
        if ENTRY + entry.id not in known:
            brought.add(entry)
            yield entry


def _blobs(peer: Peer, lacking: Sequence[str], names: list[str]) -> Iterator[tuple[str, bytes]]:
    size = 0
    for sha256 in lacking:
        data = bytearray()
        try:
            while part := peer.get_blob(sha256, len(data), LARGEST_PART):
                data += part
        except InspectionError:
            continue  # not here, or damaged: another device brings it
        size += len(data)
        if size > LARGEST_REPLY:
            return
        names.append(BLOB + sha256)
        yield sha256, bytes(data)


class _Taker:
    """Gives a hub what a bundle yields."""

    def __init__(self, hub: Office, total: int, progress: Progress) -> None:
        self._hub = hub
        self._total = total
        self._progress = progress
        self._batch: list[bytes] = []
        self._size = self._done = 0
        self.delivered = Delivered()
        self.question: tuple[bytes, Question] | None = None
        self.took_any = False
        self.last = False
        self.whole = True

    def take(self, item: Item) -> None:
        self.took_any = True
        match item:
            case Entry():
                self._batch.append(write_frame(item))
                self._size += len(self._batch[-1])
                if len(self._batch) >= AT_ONCE or self._size > LARGEST_APPEND:
                    self.flush()
            case BlobPart():
                self.flush()
                self._put(item)
            case Message():
                self.flush()
                self.question = read_question(item.data)
            case End():
                self.last = item.last

    def flush(self) -> None:
        """Give the hub the entries that wait."""
        if self._batch:
            batch, self._batch, self._size = self._batch, [], 0
            outcome = self._hub.append(b"".join(batch))
            done = self.delivered
            done.kept += len(outcome.kept)
            done.known += len(outcome.known)
            done.aside += len(outcome.aside)
            done.refused += len(outcome.refused)

    def _put(self, part: BlobPart) -> None:
        try:
            state = self._hub.put_part(part.sha256, part.offset, part.total, part.data)
        except BadInput as error:
            self.delivered.problems.append(f"{error.zh} | {error.en}")
            return
        if state.whole and part.offset + len(part.data) == part.total:
            self.delivered.blobs += 1
        self._done += len(part.data)
        if not self._progress(min(self._done, self._total), self._total):
            raise Stopped("已取消；已核验的部分已保存。", "Cancelled; what was verified is kept.")
