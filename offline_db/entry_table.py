"""log.db as SQL sees it: entries, erasures, quarantine, identity. What they mean is the logbook's."""

import secrets
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from app.errors import StorageFault
from app.events import LogOpened
from app.log import Entry, Header, Position, Signer, log_id, read_header, seal_entry, write_payload
from offline_db.clock import read_clock
from offline_db.driver import Connection, DatabaseError, connect, transaction
from offline_db.receipts import Receipts
from offline_db.schema import migrate_log

LATER_LOG = "log."  # and a number: this installation's logs after its first


class EntryTable:
    """The open database. The logbook keeps threads apart by `lock`, which the receipts share."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self.lock = threading.RLock()
        self.receipts = Receipts(connection, self.lock)

    def identity(self) -> dict[str, str]:
        """Return what this installation is by name; "log" is the log that it writes now."""
        found = dict(self._rows("SELECT name, value FROM identity"))
        if (last := len([name for name in found if name.startswith(LATER_LOG)])) > 0:
            found["log"] = found[f"{LATER_LOG}{last}"]
        return found

    def pin(self, name: str, value: str) -> None:
        self._db.execute("INSERT INTO identity VALUES (?, ?)", (name, value))

    def headers(self) -> dict[str, Header]:
        """Return every entry's header by id."""
        return {row[0]: read_header(row[1]) for row in self._rows("SELECT id, header FROM entries")}

    def insert(
        self, signed: Sequence[tuple[str, Header, Entry]], orders: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Add entries, all or none, with what they order to erase: (entry, order); durable on return.

        Raises:
            StorageFault: the disk refuses.
        """
        self._insert(signed, (), orders)

    def begin_log(self, signed: tuple[str, Header, Entry]) -> None:
        """Add the opening entry of the log that this installation writes from now on; all or nothing.

        Raises:
            StorageFault: the disk refuses.
        """
        names = self._rows("SELECT name FROM identity")
        number = 1 + len([name for (name,) in names if name.startswith(LATER_LOG)])
        self._insert([signed], [(f"{LATER_LOG}{number}", signed[1].log)], ())

    def _insert(
        self,
        signed: Sequence[tuple[str, Header, Entry]],
        identity: Sequence[tuple[str, str]],
        orders: Sequence[tuple[str, str]],
    ) -> None:
        rows = [
            (name, h.log, h.seq, h.kind, h.case, e.header, e.signature, e.payload) for name, h, e in signed
        ]
        try:
            with transaction(self._db):
                self._db.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
                self._db.executemany("INSERT INTO identity VALUES (?, ?)", identity)
                self._db.executemany("INSERT OR IGNORE INTO erasures VALUES (?, ?)", orders)
        except DatabaseError as error:
            raise StorageFault(
                "记录未能保存：磁盘已满或不可写；已保存的记录不受影响，请释放空间后重试。",
                "The record was not saved: the disk is full or not writable. Free space and try again.",
            ) from error

    def entry(self, name: str) -> Entry:
        (row,) = self._rows("SELECT header, signature, payload FROM entries WHERE id = ?", (name,))
        return _entry(row)

    def entries(self) -> Iterator[Entry]:
        """Yield every entry: each log in the order of its numbers."""
        for (log,) in self._rows("SELECT DISTINCT log FROM entries ORDER BY log"):
            sql = "SELECT header, signature, payload FROM entries WHERE log = ? ORDER BY seq, id"
            for row in self._rows(sql, (log,)):
                yield _entry(row)

    def payloads(self, *, case: str = "", log: str = "") -> list[tuple[str, bytes | None]]:
        """Return (id, payload) of the entries of one case, or else of one log."""
        column, value = ("case_number", case) if case else ("log", log)
        return self._rows(f"SELECT id, payload FROM entries WHERE {column} = ?", (value,))

    def case_sizes(self) -> dict[str, int]:
        """Return how many entries each case has, by case number."""
        sql = "SELECT case_number, count(*) FROM entries WHERE case_number <> '' GROUP BY case_number"
        return dict(self._rows(sql))

    def set_aside(self, name: str, entry: Entry, reason: str) -> None:
        row = (name, entry.header, entry.signature, entry.payload, reason)
        with transaction(self._db):
            self._db.execute("INSERT OR IGNORE INTO quarantine VALUES (?, ?, ?, ?, ?)", row)

    def aside(self) -> list[tuple[str, Entry, str]]:
        """Return (id, entry, reason) of what is in quarantine."""
        rows = self._rows("SELECT id, header, signature, payload, reason FROM quarantine")
        return [(row[0], Entry(row[1], row[2], row[3]), row[4]) for row in rows]

    def readmit(self, names: Iterable[str]) -> None:
        with transaction(self._db):
            self._db.executemany("DELETE FROM quarantine WHERE id = ?", [(name,) for name in names])

    def due(self) -> list[str]:
        """Return the entries that orders have taken and whose payload is there yet."""
        sql = "SELECT id FROM entries JOIN erasures ON entry = id WHERE payload IS NOT NULL"
        return [row[0] for row in self._rows(sql)]

    def empty(self, targets: Iterable[str]) -> None:
        """Remove payloads that orders have taken, from free pages and the write-ahead log too."""
        with transaction(self._db):
            sql = "UPDATE entries SET payload = NULL WHERE id = ?"
            self._db.executemany(sql, [(target,) for target in targets])
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def erasures(self) -> dict[str, str]:
        """Return what orders have taken, here or not: entry id -> id of the order."""
        return dict(self._rows("SELECT entry, ordered_by FROM erasures"))

    def close(self) -> None:
        self._db.close()

    def _rows(self, sql: str, values: tuple[str, ...] = ()) -> list[Any]:
        return list(self._db.execute(sql, values).fetchall())


def _entry(row: tuple[Any, Any, Any]) -> Entry:
    """Return an entry's bytes, also of columns that somebody changed into text: the audit will name them."""
    header, signature, payload = (v.encode() if isinstance(v, str) else v for v in row)
    return Entry(header, signature, payload)


def create_table(
    path: Path, key: bytes, signer: Signer, *, seal_key: bytes, name: str, program: str
) -> EntryTable:
    """Make a new log database and sign its opening entry.

    Raises:
        StorageFault: the disk refuses or there is a log already.
    """
    connection = connect(path, key, exclusive=True)
    migrate_log(connection)
    table = EntryTable(connection)
    nonce = secrets.token_hex(16)
    event = LogOpened(signer.key.hex(), nonce, seal_key.hex(), name, program)
    own = log_id(signer.key, nonce)
    payload = write_payload(event, secrets.token_bytes(16))
    entry = seal_entry(signer, Position(own, 0, ""), event, payload, clock=read_clock())
    table.pin("log", own)
    table.insert([(entry.id, read_header(entry.header), entry)])
    return table


def open_table(path: Path, key: bytes) -> EntryTable:
    """Open an existing log database.

    Raises:
        StorageFault: missing, wrong key, damaged, in use, or in the clear.
    """
    if not path.exists():
        raise StorageFault(
            "数据文件夹中没有记录库；请选择正确的文件夹或从备份恢复。",
            "There is no log in the data folder; choose the right folder or restore the backup.",
        )
    connection = connect(path, key, exclusive=True)
    migrate_log(connection)
    return EntryTable(connection)
