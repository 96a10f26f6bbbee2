"""One hub pulls from another by the verbs of any peer: it sends nothing and believes only what is proved.

First of all the other hub's log must prove to continue the checkpoint held of it; then each entry of its feed
must be a leaf of that log, and so must each photo before it is asked for; and each entry that is a leaf must
have come (`sync.accounting`). What is proved there is examined here as if a device had sent it: signatures,
enrolment, digests. So a hub that pulls is a witness of the other, two that pull from each other come to hold
the same, and pulling twice does no harm.

What is held of the others (the newest checkpoint of each, the place reached in each log) stands in the hub's
own database. Where a log is not the one that it was, the old checkpoint stays, and each pull says so again.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.errors import BadInput, NotFound, Unreachable
from app.log import BlobRef, Entry, Header, read_header
from app.sharing import Admitted, Progress
from sync.checkpoint import Checkpoint, read_checkpoint
from sync.frames import write_frame
from sync.hub import tables
from sync.hub.access import Access, fill
from sync.hub.book import HubBook
from sync.hub.port import Statements
from sync.lanes import Pace, Pause, pace_of_parts
from sync.peer import BLOB, ENTRY, LARGEST_APPEND, MOST_ENTRIES, MOST_NAMES, Peer
from sync.uplink import Alarm, Uplink

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS sources (hub TEXT PRIMARY KEY, note TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS cursors (origin TEXT PRIMARY KEY, place BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS crowns ("
    "origin TEXT PRIMARY KEY, size BIGINT NOT NULL, hashes BYTEA NOT NULL)",
)
NAMED = "SELECT named.sha256, named.place FROM refs JOIN named ON named.sha256 = refs.sha256"


class Pulled:
    """A hub's book as a store that takes and has nothing to send; implements `sync.uplink.Store`."""

    sees_all = True

    def __init__(self, book: HubBook) -> None:
        self.book = book
        self._database = book.database
        Access(self._database)  # its tables say which entry names a file
        self._database.transact(lambda db: [db.rows(statement) for statement in SCHEMA])

    def headers(self) -> Mapping[str, Header]:
        return {}

    def entry(self, name: str) -> Entry:
        raise _sends_nothing()

    def get_blob(self, sha256: str) -> bytes:
        raise _sends_nothing()

    def admit(self, entries: Iterable[Entry]) -> Admitted:
        """Keep what is genuine, as if a device had sent it. Raises StorageFault."""
        found = Admitted()
        for frames in _batches(entries):
            outcome = self.book.append(frames)
            refused = tuple(reason for _, reason in outcome.refused)
            found += Admitted(outcome.kept, len(outcome.known), outcome.aside, refused)
        return found

    def has_blob(self, sha256: str) -> bool:
        return self.book.upload(sha256).whole

    def put_blob(self, data: bytes, role: str) -> BlobRef:
        raise _sends_nothing()  # parts go straight into the book: nothing is held in memory as a whole

    def lacking_blobs(self) -> Mapping[str, BlobRef]:
        """Return what entries name and no blob here is a leaf for, without what is lawfully erased."""

        def work(db: Statements) -> dict[str, BlobRef]:
            fill(db)
            named: dict[str, int] = dict(db.rows(NAMED))
            names = [BLOB + sha256 for sha256 in named]
            settled = tables.places_of(db, names).keys() | tables.erased_among(db, names).keys()
            lacking = {sha256: place for sha256, place in named.items() if BLOB + sha256 not in settled}
            headers = [read_header(raw) for raw in tables.headers_at(db, lacking.values())]
            return {ref.sha256: ref for h in headers for ref in h.blobs if ref.sha256 in lacking}

        return self._database.transact(work)

    def note(self, hub: str) -> str:
        rows = self._database.transact(lambda db: db.rows("SELECT note FROM sources WHERE hub = ?", (hub,)))
        return str(rows[0][0]) if rows else ""

    def keep_note(self, hub: str, origin: str, size: int, note: str) -> None:
        """Keep the newest checkpoint of another hub."""

        def work(db: Statements) -> None:
            db.rows("INSERT INTO sources VALUES (?, '') ON CONFLICT DO NOTHING", (hub,))
            db.rows("UPDATE sources SET note = ? WHERE hub = ?", (note, hub))

        self._database.transact(work)

    def receipted(self, origin: str) -> set[str]:
        return set()

    def keep_receipts(
        self, origin: str, note: str, found: Mapping[str, tuple[int, tuple[bytes, ...]]]
    ) -> None:
        """What is pulled is kept here; nothing rests on the other hub's having it."""

    def cursor(self, origin: str) -> int:
        sql = "SELECT place FROM cursors WHERE origin = ?"
        rows = self._database.transact(lambda db: db.rows(sql, (origin,)))
        return int(rows[0][0]) if rows else 0

    def move_cursor(self, origin: str, place: int) -> None:
        """Go on from a place of another hub's log, the next time."""

        def work(db: Statements) -> None:
            db.rows("INSERT INTO cursors VALUES (?, 0) ON CONFLICT DO NOTHING", (origin,))
            db.rows("UPDATE cursors SET place = ? WHERE origin = ?", (place, origin))

        self._database.transact(work)

    def crown(self, origin: str) -> tuple[int, bytes]:
        """Return up to which place all of another hub's log was here; see `sync.accounting`."""
        sql = "SELECT size, hashes FROM crowns WHERE origin = ?"
        rows = self._database.transact(lambda db: db.rows(sql, (origin,)))
        return (int(rows[0][0]), bytes(rows[0][1])) if rows else (0, b"")

    def keep_crown(self, origin: str, size: int, hashes: bytes) -> None:
        """Keep up to which place all was here."""

        def work(db: Statements) -> None:
            db.rows("DELETE FROM crowns WHERE origin = ?", (origin,))
            db.rows("INSERT INTO crowns VALUES (?, ?, ?)", (origin, size, hashes))

        self._database.transact(work)

    def known_entries(self, ids: Sequence[str]) -> set[str]:
        return self._database.transact(lambda db: tables.known_entries(db, ids))

    def keep_alarm(self, hub: str, text: str, note: str, fact: str) -> None:
        """The checkpoint that was not continued stays, so that every pull finds the same again."""


class Pull(Uplink):
    """One pull of a book from another hub whose signing key is `hub_key`; `run` says what came of it."""

    def __init__(self, book: HubBook, peer: Peer, hub_key: bytes, progress: Progress, pause: Pause) -> None:
        self._into = Pulled(book)
        super().__init__(self._into, peer, hub_key, progress, pause)

    def _steps(self) -> None:
        checkpoint = self.trust()
        self.take_feed(checkpoint)
        self.settle_account(checkpoint)
        self.fetch_blobs()

    def admit(self, origin: str, entries: Sequence[Entry], following: int) -> None:
        """Keep those entries that the other hub proves to be in its log as it was checked.

        Raises:
            Alarm: an entry stands before the checkpoint's end and is no leaf of the log.
        """
        checkpoint = self._held()
        names = [ENTRY + entry.id for entry in entries]
        proved = self._proved(checkpoint, names)
        if len(proved) < len(names) and following <= checkpoint.size:
            raise Alarm(
                "对方中心给出了其日志中没有的记录；没有收取，请立即报告局机关。",
                "The other hub gave an entry that its log does not hold; nothing was taken. Report this.",
            )
        self.take([entry for entry in entries if ENTRY + entry.id in proved])
        self.store.move_cursor(origin, min(following, checkpoint.size))

    def take(self, entries: Sequence[Entry]) -> None:
        """Keep entries that are proved to be in the other hub's log."""
        taken = self.store.admit(entries)
        self.report.entries_new += len(taken.new)
        self.report.aside |= dict(taken.aside)
        refused = {f"{self.report.origin}:{n}": reason for n, reason in enumerate(taken.refused)}
        self.report.problems |= refused

    def fetch_blobs(self) -> None:
        """Fetch what the other hub proves to hold and this one lacks, small ones first."""
        checkpoint = self._held()
        lacking = self.store.lacking_blobs()
        proved = self._proved(checkpoint, [BLOB + sha256 for sha256 in lacking])
        wanted = sorted((ref.size, sha256) for sha256, ref in lacking.items() if BLOB + sha256 in proved)
        self._total = sum(size for size, _ in wanted)
        pace = pace_of_parts(self._pause)
        for size, sha256 in wanted:
            try:
                self._fetch(sha256, size, pace)
                self.report.blobs_new += 1
            except NotFound:
                continue  # lawfully erased there meanwhile, or damaged
            except _Unfit as error:
                self.report.problems[BLOB + sha256] = f"{error.zh} | {error.en}"

    def _fetch(self, sha256: str, size: int, pace: Pace) -> None:
        """Go on with a blob where the last pull broke off, part by part.

        Raises:
            Unreachable: the line is gone. NotFound: not held there. _Unfit: other bytes than its name says.
        """
        book = self._into.book
        state = book.upload(sha256)
        while state.wanted and not state.whole:
            began, before = time.monotonic(), state.offset
            try:
                part = self.peer.get_blob(sha256, before, min(pace.size, max(1, size - before)))
                state = book.put_part(sha256, before, size, part)
            except Unreachable as error:
                pace.failed(error)
                continue
            except BadInput as error:
                raise _Unfit(error.zh, error.en) from error
            if not state.whole and state.offset <= before:
                raise _Unfit(
                    "对方中心给出的文件与其摘要不符，未予保存；请管理员检查对方中心的存储。",
                    "The file that the other hub gave does not match its digest; have its disk checked.",
                )
            pace.went(began)
            self._tell(0, len(part))

    def _held(self) -> Checkpoint:
        return read_checkpoint(self.store.note(self.hub), self.hub_key)

    def _proved(self, checkpoint: Checkpoint, names: Sequence[str]) -> set[str]:
        """Return those names that the other hub proves to be leaves under its checkpoint. Raises Alarm."""
        found: set[str] = set()
        for at in range(0, len(names) if checkpoint.size else 0, MOST_NAMES):
            asked = names[at : at + MOST_NAMES]
            answers = self.peer.receipts(asked, checkpoint.size)
            mine = {name: answers[name] for name in asked if name in answers}
            found.update(self.verified(checkpoint, mine).keys())
        return found


def sees_all(book: HubBook, key: bytes) -> bool:
    """Tell whether the bureau's log, as far as it is known here, lets a key see all that its hubs hold."""
    return Access(book.database).standing(key).sees_all


class _Unfit(BadInput):
    """A file that cannot be had as it is named; it holds up no other."""


def _batches(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Yield frames for one append each."""
    batch: list[bytes] = []
    size = 0
    for entry in entries:
        frame = write_frame(entry)
        if batch and (size + len(frame) > LARGEST_APPEND or len(batch) == MOST_ENTRIES):
            yield b"".join(batch)
            batch, size = [], 0
        batch.append(frame)
        size += len(frame)
    if batch:
        yield b"".join(batch)


def _sends_nothing() -> NotFound:
    return NotFound("拉取时不送出任何内容。", "A hub that pulls sends nothing.")
