"""Lawful erasure at the hub: on the word of the bureau or of a supervisor's device, and of nobody else's.

An order (`PayloadErased`) takes an entry's payload, and those of its blobs that it names, whenever either
comes: the order may be there first. The header stays, and with it the chain, the leaf and every proof; what
no order can reach, `app.erasing` says.

What an order takes is noted in the same transaction and carried out after it, again at each start until it is
done: a store whose own lock keeps a file refuses, and that is on record until the lock's day has come. What
is noted is neither given nor taken any more, done or not.

What holds afterwards: SQLite overwrites what it removes (secure_delete) and its write-ahead log is emptied;
PostgreSQL writes the tables anew without it. Its own write-ahead log, copies and backups, and blocks that a
file system set free lie outside the hub's reach.
"""

from collections.abc import Collection, Iterable, Mapping

from app.erasing import is_erasable
from app.errors import NotFound, StorageFault
from app.log import read_header
from sync.hub import tables
from sync.hub.objects import Objects
from sync.hub.port import Database, Statements
from sync.peer import BLOB, ENTRY

DUE, DONE, LOCKED = "due", "done", "locked"  # what became of a name that is to be erased
TABLES = ("entries", "quarantine")  # where payloads stand


def obey(db: Statements, ids: Iterable[str], root: str) -> None:
    """Remove the payloads of those entries that orders are about, and note what else is to go.

    The head must be locked.
    """
    for name, blobs in tables.orders_of(db, ids).items():
        raw = tables.header_of(db, name)
        header = read_header(raw) if raw else None
        if header is None or not is_erasable(header, root):
            continue
        if tables.empty(db, name):
            tables.note_erased(db, {ENTRY + name: DUE})
        named = {BLOB + ref.sha256 for ref in header.blobs if ref.sha256 in blobs}
        there = tables.erased_among(db, named)
        tables.note_erased(db, dict.fromkeys(named - there.keys(), DUE))


class Erasure:
    """Carries out what orders have taken."""

    def __init__(self, database: Database, objects: Objects) -> None:
        self._database = database
        self._objects = objects

    def taken(self, names: Collection[str]) -> set[str]:
        """Return those leaves that an order has taken, carried out or not."""
        return set(self._database.transact(lambda db: tables.erased_among(db, names)))

    def refuse_taken(self, sha256: str) -> None:
        """Raises NotFound for a blob that an order has taken."""
        if self.taken([BLOB + sha256]):
            raise NotFound(
                f"该文件（{sha256[:12]}）已依法删除，中心不再提供；依据见删除记录。",
                f"This file ({sha256[:12]}) was lawfully erased; the order names its basis.",
            )

    def withdraw(self, sha256: str) -> bool:
        """Remove what came of a blob that an order has taken meanwhile; False where none has."""
        if not self.taken([BLOB + sha256]):
            return False
        state = self._erased(BLOB + sha256)
        self._database.transact(lambda db: tables.note_erased(db, {BLOB + sha256: state}))
        return True

    def carry_out(self, *, again: bool = False) -> None:
        """Erase what is due; `again` tries what a lock refused, too. What fails stays due."""
        wanted = (DUE, LOCKED) if again else (DUE,)
        names = self._database.transact(lambda db: tables.erased_in(db, wanted))
        blobs = [name for name in names if name.startswith(BLOB)]
        try:
            done = {name: self._erased(name) for name in blobs}
            if len(blobs) < len(names):
                self._database.forget(TABLES)
                done |= {name: DONE for name in names if name.startswith(ENTRY)}
        except StorageFault:
            return  # tried again at the next append, and at the next start
        if done:
            self._database.transact(lambda db: tables.note_erased(db, done))

    def unfinished(self) -> Mapping[str, str]:
        """Return what orders have taken and is there yet, with its state: "due", or "locked" by the store."""
        return self._database.transact(
            lambda db: tables.erased_among(db, tables.erased_in(db, (DUE, LOCKED)))
        )

    def _erased(self, name: str) -> str:
        return DONE if self._objects.erase(name.removeprefix(BLOB)) else LOCKED
