"""Hubs and laptops for tests, real but light: logbooks and a hub's database in memory, blobs in folders."""

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from app.errors import NotFound
from app.events import DeviceEnrolled, Event, LogOpened
from app.log import BlobRef, Clock, Entry, Header, Position, log_id, read_header, seal_entry, write_payload
from app.sharing import Admitted, Synced, go_on
from offline_db.blobs import measure
from offline_db.drafting import Draft
from offline_db.driver import Connection, DatabaseError, connect
from offline_db.entry_table import EntryTable
from offline_db.logbook import Logbook
from offline_db.receipts import Proved
from offline_db.schema import migrate_log
from sync.hub.book import HubBook
from sync.hub.objects import ObjectFolder
from sync.hub.port import SqliteDatabase
from sync.peer import Peer
from sync.uplink import Uplink
from tests.builders import NONCE, ALog, Key, a_key

HUB_SEED, BUREAU_SEED = 900, 901
CLOCK = Clock(1_780_000_000_000, 1)
KEY = bytes(32)


def a_bureau_log(devices: Iterable[int]) -> ALog:
    """The bureau's log, with the devices whose keys have these seeds enrolled."""
    bureau = ALog(BUREAU_SEED, "bureau")
    for seed in devices:
        bureau.add(DeviceEnrolled(seed, f"{seed}号机", a_key(seed).key.hex(), "00" * 32))
    return bureau


class Root(Protocol):
    """A bureau's log, as far as a hub has to know it."""

    id: str


class AHub:
    """A hub on SQLite in memory and a folder; it can be copied, restored and made to lie."""

    def __init__(
        self,
        folder: Path,
        bureau: Root,
        book: type[HubBook] = HubBook,
        objects: type[ObjectFolder] = ObjectFolder,
        seed: int = HUB_SEED,
    ) -> None:
        self.folder = folder
        self._kinds = book, objects
        self.root = bureau.id
        self.key: Key = a_key(seed)
        self.connection: Connection = connect(":memory:", KEY)
        self.book = self._open()
        self._copies = 0

    def _open(self) -> HubBook:
        book, objects = self._kinds
        self.database = SqliteDatabase(self.connection, DatabaseError)
        return book(self.database, objects(self.folder, KEY), self.key, name="hub.test/log", root=self.root)

    def backup(self) -> tuple[Connection, Path]:
        """Copy database and objects, as a nightly backup does."""
        self._copies += 1
        copy = connect(":memory:", KEY)
        self.connection.backup(copy)
        place = self.folder.with_name(f"{self.folder.name}-{self._copies}")
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self.folder, place)
        return copy, place

    def restore(self, copy: tuple[Connection, Path]) -> None:
        """Put a backup in the place of what there is; the backup stays."""
        connection, place = copy
        self.connection = connect(":memory:", KEY)
        connection.backup(self.connection)
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(place, self.folder)
        self.book = self._open()

    def holds(self, leaf: str) -> bool:
        """Tell, from the stores themselves, whether a leaf's bytes are held."""
        if leaf.startswith("entry:"):
            sql = "SELECT 1 FROM entries WHERE id = ?"
            return bool(self.connection.execute(sql, (leaf[6:],)).fetchall())
        return ObjectFolder(self.folder, KEY).verify(leaf[5:])

    def entries(self) -> set[str]:
        return {row[0] for row in self.connection.execute("SELECT id FROM entries").fetchall()}


class ALaptop:
    """A laptop with a real logbook in memory; implements `sync.uplink.Store`."""

    def __init__(self, seed: int, bureau: ALog) -> None:
        self.key = a_key(seed)
        connection = connect(":memory:", KEY)
        migrate_log(connection)
        table = EntryTable(connection)
        own = log_id(self.key.key, NONCE)
        event = LogOpened(self.key.key.hex(), NONCE, "00" * 32, f"{seed}号机", "0")
        entry = seal_entry(
            self.key, Position(own, 0, ""), event, write_payload(event, os.urandom(16)), clock=CLOCK
        )
        table.pin("log", own)
        table.pin("root", bureau.id)
        table.insert([(entry.id, read_header(entry.header), entry)])
        self.logbook = Logbook(table, self.key)
        self.blobs: dict[str, bytes] = {}
        self.sees_all = False  # whether it is a supervisor's
        self.enrolled = [a_key(n).key for n in range(1, 10)]
        self.supervisors: tuple[bytes, ...] = ()
        self.logbook.admit(bureau.entries, self.enrolled)

    def record(self, event: Event, *blobs: bytes, case: str = "F-1-0001") -> str:
        """Put an event and its files on record; returns the entry's id."""
        refs = []
        for data in blobs:
            refs.append(measure(data, "photo"))
            self.blobs[refs[-1].sha256] = data
        (name,) = self.logbook.append([Draft(event, case, tuple(refs))], ("o1", "o2"), CLOCK)
        return name

    def sync(self, peer: Peer, hub_key: bytes, uplink: type[Uplink] = Uplink) -> Synced:
        return uplink(self, peer, hub_key, go_on, lambda seconds: None).run()

    def headers(self) -> Mapping[str, Header]:
        return self.logbook.headers()

    def entry(self, name: str) -> Entry:
        return self.logbook.entry(name)

    def admit(self, entries: Iterable[Entry]) -> Admitted:
        return self.logbook.admit(entries, self.enrolled, self.supervisors)

    def has_blob(self, sha256: str) -> bool:
        return sha256 in self.blobs

    def get_blob(self, sha256: str) -> bytes:
        if sha256 not in self.blobs:
            raise NotFound("没有该文件。", "No such file.")
        return self.blobs[sha256]

    def put_blob(self, data: bytes, role: str) -> BlobRef:
        ref = measure(data, role)
        self.blobs[ref.sha256] = data
        return ref

    def lacking_blobs(self) -> Mapping[str, BlobRef]:
        return {
            ref.sha256: ref
            for header in self.headers().values()
            for ref in header.blobs
            if ref.sha256 not in self.blobs
        }

    def note(self, hub: str) -> str:
        return self.logbook.receipts.note(hub)

    def keep_note(self, hub: str, origin: str, size: int, note: str) -> None:
        self.logbook.receipts.keep_note(hub, origin, size, note)

    def receipted(self, origin: str) -> set[str]:
        return self.logbook.receipts.receipted(origin)

    def keep_receipts(self, origin: str, note: str, found: Mapping[str, Proved]) -> None:
        self.logbook.receipts.keep_receipts(origin, note, found)

    def cursor(self, origin: str) -> int:
        return self.logbook.receipts.cursor(origin)

    def move_cursor(self, origin: str, place: int) -> None:
        self.logbook.receipts.move_cursor(origin, place)

    def crown(self, origin: str) -> tuple[int, bytes]:
        return self.logbook.receipts.crown(origin)

    def keep_crown(self, origin: str, size: int, hashes: bytes) -> None:
        self.logbook.receipts.keep_crown(origin, size, hashes)

    def known_entries(self, ids: Sequence[str]) -> set[str]:
        return set(ids) & (self.headers().keys() | self.logbook.aside())

    def keep_alarm(self, hub: str, text: str, note: str, fact: str) -> None:
        self.logbook.receipts.keep_alarm(hub, text, note)
