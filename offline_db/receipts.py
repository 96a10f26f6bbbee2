"""What hubs have proved to hold: checkpoints, receipts and alarms, in log.db beside the entries.

A receipt is an inclusion proof that was verified before it came here; it is kept under the origin of the
hub's log, so that those of an epoch that a restore ended count no more. Everything shown about safety
(`app.safety`) is computed from these receipts.
"""

import threading
from collections.abc import Iterable, Mapping

from app.errors import StorageFault
from app.log import digest
from app.safety import HubAlarm
from offline_db.driver import Connection, DatabaseError, transaction

Proved = tuple[int, tuple[bytes, ...]]  # place, hashes
HASH = 32  # bytes
BUREAU = "bureau"  # stands for every hub that the bureau's log names, where one stands by its address


class Receipts:
    """The receipts of every hub; `lock` keeps the connection's users apart."""

    def __init__(self, connection: Connection, lock: threading.RLock) -> None:
        self._db = connection
        self._lock = lock
        self._leaves: dict[str, set[str]] = {}  # by origin, as far as they were asked for
        row = connection.execute("SELECT digest FROM checkpoints ORDER BY number DESC LIMIT 1").fetchone()
        self.newest: str = row[0] if row else ""  # digest of the checkpoint kept last, for `Header.after`

    def note(self, hub: str) -> str:
        """Return the newest checkpoint held of a hub (signing key, hex), "" if none."""
        sql = "SELECT note FROM checkpoints WHERE hub = ? ORDER BY number DESC LIMIT 1"
        with self._lock:
            row = self._db.execute(sql, (hub,)).fetchone()
        return row[0] if row else ""

    def keep_note(self, hub: str, origin: str, size: int, note: str) -> None:
        """Keep a checkpoint that proved to continue the one before; durable on return.

        Raises:
            StorageFault: the disk refuses.
        """
        name = digest(note.encode())
        values = (name, hub, origin, size, note)
        self._write(
            "INSERT INTO checkpoints (digest, hub, origin, size, note) VALUES (?, ?, ?, ?, ?)", [values]
        )
        self.newest = name

    def receipted(self, origin: str) -> set[str]:
        """Return the names of leaves ("entry:…", "blob:…") with a receipt under an origin."""
        with self._lock:
            if origin not in self._leaves:
                rows = self._db.execute("SELECT name FROM receipts WHERE origin = ?", (origin,)).fetchall()
                self._leaves[origin] = {row[0] for row in rows}
            return set(self._leaves[origin])

    def keep_receipts(self, origin: str, note: str, found: Mapping[str, Proved]) -> None:
        """Keep verified proofs under the checkpoint that they lead to, all or none.

        Raises:
            StorageFault: the disk refuses.
        """
        name = digest(note.encode())
        rows = [(origin, leaf, place, b"".join(proof), name) for leaf, (place, proof) in found.items()]
        self._write("INSERT OR IGNORE INTO receipts VALUES (?, ?, ?, ?, ?)", rows)
        with self._lock:
            if origin in self._leaves:
                self._leaves[origin].update(found)

    def receipt(self, origin: str, leaf: str) -> tuple[Proved, str] | None:
        """Return a leaf's proof and the note of the checkpoint that it leads to, None without a receipt."""
        sql = (
            "SELECT place, proof, note FROM receipts JOIN checkpoints ON checkpoint = digest"
            " WHERE receipts.origin = ? AND name = ?"
        )
        with self._lock:
            row = self._db.execute(sql, (origin, leaf)).fetchone()
        if row is None:
            return None
        place, proof, note = row
        return (place, _hashes(proof)), note

    def stamped(self) -> set[str]:
        """Return the leaves that are proved to lie under a time-stamped checkpoint."""
        with self._lock:
            return {row[0] for row in self._db.execute("SELECT name FROM covers").fetchall()}

    def keep_covers(self, stamp: str, found: Mapping[str, Proved]) -> None:
        """Keep verified proofs under the checkpoint that the entry `stamp` keeps the token of.

        The first token over a leaf stays: of several it is the one that says most. Raises StorageFault.
        """
        rows = [(leaf, place, b"".join(proof), stamp) for leaf, (place, proof) in found.items()]
        self._write("INSERT OR IGNORE INTO covers VALUES (?, ?, ?, ?)", rows)

    def cover(self, leaf: str) -> tuple[Proved, str] | None:
        """Return a leaf's proof under a stamped checkpoint and the entry of the token, None without one."""
        with self._lock:
            row = self._db.execute(
                "SELECT place, proof, stamp FROM covers WHERE name = ?", (leaf,)
            ).fetchone()
        return ((row[0], _hashes(row[1])), row[2]) if row else None

    def cursor(self, origin: str) -> int:
        """Return the place of a hub's log up to which its entries were taken."""
        with self._lock:
            row = self._db.execute("SELECT place FROM cursors WHERE origin = ?", (origin,)).fetchone()
        return row[0] if row else 0

    def move_cursor(self, origin: str, place: int) -> None:
        self._write("INSERT OR REPLACE INTO cursors VALUES (?, ?)", [(origin, place)])

    def crown(self, origin: str) -> tuple[int, bytes]:
        """Return up to which place all of a hub's log was here; see `sync.accounting`."""
        with self._lock:
            row = self._db.execute("SELECT size, hashes FROM crowns WHERE origin = ?", (origin,)).fetchone()
        return (row[0], row[1]) if row else (0, b"")

    def keep_crown(self, origin: str, size: int, hashes: bytes) -> None:
        self._write("INSERT OR REPLACE INTO crowns VALUES (?, ?, ?)", [(origin, size, hashes)])

    def keep_alarm(self, hub: str, text: str, note: str) -> None:
        """Keep what was found wrong with a hub's log, and the checkpoint that was held of it then.

        What was found before, and nobody has read yet, is not found a second time.
        """
        if all((a.hub, a.text) != (hub, text) for a in self.alarms(unread=True)):
            self._write("INSERT INTO alarms (hub, text, note) VALUES (?, ?, ?)", [(hub, text, note)])

    def alarms(self, *, unread: bool = False) -> tuple[HubAlarm, ...]:
        """Return every alarm, or those that nobody has read yet, the first one first."""
        sql = "SELECT number, hub, text, note FROM alarms"
        if unread:
            sql += " WHERE number NOT IN (SELECT alarm FROM alarms_read)"
        with self._lock:
            return tuple(HubAlarm(*row) for row in self._db.execute(f"{sql} ORDER BY number").fetchall())

    def read_alarm(self, number: int, officers: Iterable[str], at_ms: int) -> None:
        """Keep who read an alarm, and when by this device's clock."""
        row = (number, " ".join(officers), at_ms)
        self._write("INSERT OR IGNORE INTO alarms_read VALUES (?, ?, ?)", [row])

    def heard(self, whom: str = "") -> int:
        """Return when a hub last proved its log here (ms since 1970 UTC, this device's clock), 0 if never.

        `whom` is one hub's address, BUREAU for those that the bureau's log names, "" for any.
        """
        with self._lock:
            sql = "SELECT max(heard_ms) FROM contacts WHERE ? IN ('', url)"
            row = self._db.execute(sql, (whom,)).fetchone()
        return row[0] or 0

    def keep_heard(self, url: str, at_ms: int) -> None:
        self._write("INSERT OR REPLACE INTO contacts VALUES (?, ?)", [(url, at_ms)])

    def cards(self) -> tuple[str, ...]:
        """Return the addresses of the hubs that are trusted."""
        with self._lock:
            return tuple(
                row[0]
                for row in self._db.execute(
                    "SELECT url FROM cards WHERE url LIKE 'https://%' ORDER BY url"
                ).fetchall()
            )

    def card_texts(self) -> tuple[str, ...]:
        """Return every card, also those of hubs that only a stick reaches."""
        with self._lock:
            return tuple(row[0] for row in self._db.execute("SELECT card FROM cards ORDER BY url").fetchall())

    def card(self, url: str) -> str:
        """Return what is trusted of the hub at an address, "" if nothing yet."""
        with self._lock:
            row = self._db.execute("SELECT card FROM cards WHERE url = ?", (url,)).fetchone()
        return row[0] if row else ""

    def keep_card(self, url: str, card: str) -> None:
        self._write("INSERT OR REPLACE INTO cards VALUES (?, ?)", [(url, card)])

    def safe(self) -> set[str]:
        """Return the leaves that any hub proved to hold, under its newest origin."""
        newest = "SELECT max(number) FROM checkpoints GROUP BY hub"
        sql = f"SELECT origin FROM checkpoints WHERE number IN ({newest})"
        with self._lock:
            origins = [row[0] for row in self._db.execute(sql).fetchall()]
        return set().union(*(self.receipted(origin) for origin in origins))

    def _write(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        try:
            with self._lock, transaction(self._db):
                self._db.executemany(sql, rows)
        except DatabaseError as error:
            raise StorageFault(
                "回执未能保存：磁盘已满或不可写；记录不受影响，请释放空间后重新同步。",
                "Receipts were not saved: the disk is full or not writable. Free space and sync again.",
            ) from error


def _hashes(proof: bytes) -> tuple[bytes, ...]:
    return tuple(proof[at : at + HASH] for at in range(0, len(proof), HASH))
