"""The hub's book: entries and blobs of every device, each a leaf of one Merkle log, in one transaction.

Implements `sync.peer.Peer` in process; the web lays a wire over it. An entry becomes a leaf when it was
verified and its device is enrolled; a blob, when an entry that is held names it and its bytes were read back
from storage. A receipt is given only for what is held at that moment, or was a leaf and is lawfully erased.

After a restore from an older copy the log goes on under a new origin (an epoch): a device that shows a
later checkpoint, signed by this hub, proves the loss. Receipts of the old origin count no more, so every
device asks again and sends what is missing.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from app.errors import BadInput
from app.log import Signer, is_digest
from sync.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from sync.epochs import epoch_of, new_origin, next_origin
from sync.frames import LARGEST_BLOB, read_frames, write_frame
from sync.hub import tables
from sync.hub.erasure import Erasure
from sync.hub.intake import Intake, add_leaves
from sync.hub.objects import Objects
from sync.hub.port import Database, Statements
from sync.hub.publishing import publish_log
from sync.peer import (
    BLOB,
    ENTRY,
    LARGEST_APPEND,
    LARGEST_PART,
    MOST_ENTRIES,
    MOST_LEAVES,
    MOST_NAMES,
    Inclusion,
    Outcome,
    Page,
    Upload,
    is_name,
)
from sync.tlog import Node, Proof, prove_consistency, prove_inclusion, root_of

PAGE_BYTES = 1024 * 1024  # of a page of the feed, more only for a single entry


class HubBook:
    """A hub. Safe to use from several threads, and from several processes on one PostgreSQL."""

    def __init__(self, database: Database, objects: Objects, signer: Signer, *, name: str, root: str) -> None:
        self._database = database
        self._objects = objects
        self._signer = signer
        self._intake = Intake(database)
        self._erasure = Erasure(database, objects)
        database.transact(lambda db: tables.make_tables(db, new_origin(name, 1), root))

    def checkpoint(self, known: str) -> str:
        """Return the signed note of the log as it is now; see `sync.peer.Peer`."""
        shown = self._own_note(known)

        def work(db: Statements) -> str:
            if shown is not None and self.has_lost(db, shown):
                head = tables.lock_head(db)
                if self.has_lost(db, shown):
                    tables.keep_epoch(db, shown.origin, head.size)
                    tables.begin_epoch(db, next_origin(head.origin, shown.origin), head.size)
            head = tables.head(db)
            root = root_of(head.size, tables.node_reader(db))
            return write_checkpoint(head.origin, head.size, root, self._signer.key, self._signer.sign).text

        return self._database.transact(work)

    def has_lost(self, db: Statements, shown: Checkpoint) -> bool:
        """Tell whether a note of this hub's own shows a log that this one does not continue."""
        head = tables.head(db)
        if shown.origin != head.origin:
            return shown.origin not in tables.epochs(db)
        return shown.size > head.size or root_of(shown.size, tables.node_reader(db)) != shown.root

    def consistency(self, old: int, new: int) -> Proof:
        """Return the proof that the log of `new` leaves begins with that of `old`. Raises BadInput."""

        def work(db: Statements) -> Proof:
            if not 0 <= old <= new <= tables.head(db).size:
                raise _no_such_size()
            return tables.read_ahead(db, lambda node: prove_consistency(old, new, node))

        return self._database.transact(work)

    def receipts(self, names: Sequence[str], size: int) -> Mapping[str, Inclusion]:
        """Return proofs for those of `names` that are held and were leaves at that size. Raises BadInput."""
        if len(names) > MOST_NAMES or not all(is_name(name) for name in names):
            raise BadInput(
                f"一次只能询问至多 {MOST_NAMES} 个摘要；请升级程序后重试。",
                f"At most {MOST_NAMES} digests can be asked about at once; upgrade the program.",
            )

        def find(db: Statements) -> dict[str, int]:
            if not 0 <= size <= tables.head(db).size:
                raise _no_such_size()
            return {name: place for name, place in tables.places_of(db, names).items() if place < size}

        places = self._database.transact(find)
        here = self.held(list(places))

        def prove(node: Node) -> Mapping[str, Inclusion]:
            return {
                name: Inclusion(place, prove_inclusion(place, size, node))
                for name, place in places.items()
                if name in here
            }

        return self._database.transact(lambda db: tables.read_ahead(db, prove))

    def held(self, names: Collection[str]) -> set[str]:
        """Return those leaves whose bytes are held, or lawfully erased; entries stand beside their leaves."""
        blobs = self._objects.held([name.removeprefix(BLOB) for name in names if name.startswith(BLOB)])
        here = {name for name in names if name.startswith(ENTRY) or name.removeprefix(BLOB) in blobs}
        return here | self._erasure.taken(set(names) - here)

    def append(self, frames: bytes) -> Outcome:
        """Keep entries; see `sync.peer.Peer`. Raises BadInput, StorageFault."""
        entries = list(read_frames(frames)) if len(frames) <= LARGEST_APPEND else []
        if len(frames) > LARGEST_APPEND or len(entries) > MOST_ENTRIES:
            raise BadInput(
                "一次送来的记录过多；请升级程序后重试。", "Too many entries at once; upgrade the program."
            )
        outcome = self._intake.admit(entries)
        self._erasure.carry_out()
        return outcome

    def upload(self, sha256: str) -> Upload:
        """Say how much of a blob is held; what lies whole in storage becomes a leaf if it is none yet."""
        if not is_digest(sha256):
            raise BadInput("不是有效的文件摘要。", "Not a digest.")
        named, leaf = self._database.transact(
            lambda db: (tables.is_named(db, sha256), tables.places_of(db, [BLOB + sha256]))
        )
        if not named or self._erasure.taken([BLOB + sha256]):
            return Upload(0, wanted=False)
        if not leaf and self._objects.has(sha256):
            self._settle(sha256)
        whole = self._objects.has(sha256)
        return Upload(0 if whole else self._objects.size(sha256), whole)

    def put_part(self, sha256: str, offset: int, total: int, data: bytes) -> Upload:
        """Add bytes to an upload; see `sync.peer.Peer`. Raises BadInput, StorageFault."""
        if not 0 <= offset <= total <= LARGEST_BLOB or len(data) > min(LARGEST_PART, total - offset):
            raise BadInput(
                f"文件过大或位置不成立；单个文件至多 {LARGEST_BLOB} 字节。",
                f"The file is too large or the place cannot be; a file has at most {LARGEST_BLOB} bytes.",
            )
        state = self.upload(sha256)
        if state.whole or not state.wanted or not self._objects.add(sha256, offset, data):
            return state
        finished = offset + len(data) == total and self._objects.finish(sha256)
        if self._erasure.withdraw(sha256):
            return Upload(0, wanted=False)
        if not finished:
            return self.upload(sha256)
        self._database.transact(lambda db: add_leaves(db, [BLOB + sha256]))
        return Upload(0, whole=True)

    def feed(self, start: int, most: int) -> Page:
        """Return entries from a place on. Raises BadInput."""
        return self._database.transact(lambda db: _page(db, start, min(most, MOST_ENTRIES)))

    def leaves(self, start: int, most: int) -> Sequence[str]:
        """Return the names of the log's leaves from a place on. Raises BadInput."""

        def work(db: Statements) -> list[str]:
            if not 0 <= start <= tables.head(db).size or most < 1:
                raise _no_such_size()
            return tables.names_from(db, start, min(most, MOST_LEAVES))

        return self._database.transact(work)

    def get_blob(self, sha256: str, offset: int, most: int) -> bytes:
        """Return bytes of a blob; see `sync.peer.Peer`. Raises BadInput, NotFound, StorageFault."""
        if not is_digest(sha256) or offset < 0 or not 0 < most <= LARGEST_PART:
            raise BadInput("不是有效的文件摘要或位置。", "Not a digest, or no such place.")
        self._erasure.refuse_taken(sha256)
        return self._objects.read(sha256, offset, most)

    def scrub(self) -> tuple[str, ...]:
        """Erase what is due, read every blob again and return what is lost; a loss begins a new epoch.

        Receipts under the old origin count no more then, and whoever still has the bytes brings them again.
        """
        self._erasure.carry_out(again=True)
        names = self._database.transact(tables.blob_names)
        gone = self._erasure.taken(names)
        lost = [n for n in names if n not in gone and not self._objects.verify(n.removeprefix(BLOB))]
        for name in lost:
            self._objects.set_apart(name.removeprefix(BLOB))
        if lost:
            self._database.transact(self._begin_epoch)
        return tuple(lost)

    def unerased(self) -> Mapping[str, str]:
        """Return the leaves that orders to erase have taken and that are there yet: "due", or "locked"."""
        return self._erasure.unfinished()

    @property
    def root(self) -> str:
        """The id of the bureau's log."""
        return self._database.transact(tables.head).root

    @property
    def database(self) -> Database:
        """Where the tables of the hub's door stand as well."""
        return self._database

    def publish(self, folder: Path) -> int:
        """Write the log as it is now as static tiles; see `sync.hub.publishing.publish_log`."""
        checkpoint = read_checkpoint(self.checkpoint(""), self._signer.key)
        return publish_log(folder, checkpoint, self._signer.key, self._database)

    def close(self) -> None:
        self._objects.close()
        self._database.close()

    def _settle(self, sha256: str) -> None:
        """Make a blob that lies whole in storage a leaf, after reading it back."""
        if self._objects.verify(sha256):
            self._database.transact(lambda db: add_leaves(db, [BLOB + sha256]))
        else:
            self._objects.set_apart(sha256)

    def _begin_epoch(self, db: Statements) -> None:
        head = tables.lock_head(db)
        tables.begin_epoch(db, next_origin(head.origin, head.origin), head.size)

    def _own_note(self, note: str) -> Checkpoint | None:
        try:
            shown = read_checkpoint(note, self._signer.key) if note else None
        except BadInput:
            return None  # another hub's, or nobody's: it proves nothing about this one
        return shown if shown and epoch_of(shown.origin)[0] else None


def _page(db: Statements, start: int, most: int) -> Page:
    size = tables.head(db).size
    if not 0 <= start <= size or most < 1:
        raise _no_such_size()
    frames: list[bytes] = []
    following, taken = start, 0
    for place, entry in tables.page(db, start, most):
        frame = write_frame(entry)
        if frames and taken + len(frame) > PAGE_BYTES:
            return Page(b"".join(frames), following)
        frames.append(frame)
        following, taken = place + 1, taken + len(frame)
    return Page(b"".join(frames), following if len(frames) == most else size)


def _no_such_size() -> BadInput:
    return BadInput(
        "中心的日志没有这样的位置；请重新同步。", "The hub's log has no such place; sync once more."
    )
