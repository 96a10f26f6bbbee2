"""How entries come into the hub: examined outside any transaction, kept in one, their leaves with them."""

from collections.abc import Sequence

from app.bureau import Bureau
from app.erasing import supervisors_in
from app.log import Entry
from sync.hub import tables
from sync.hub.erasure import obey
from sync.hub.examine import (
    Item,
    Known,
    Verdict,
    bureau_of,
    examine,
    keys_in,
    read_all,
)
from sync.hub.port import Database, Row, Statements
from sync.peer import ENTRY, Outcome
from sync.tlog import grow, leaf_hash


class Intake:
    """Admits entries into a hub's database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._bureau: tuple[int, Bureau] = (-1, Bureau())

    def bureau(self, db: Statements) -> Bureau:
        """Return what the bureau's log says; folded again only when it has grown."""
        root = tables.head(db).root
        count = tables.count_of(db, root)
        if self._bureau[0] != count:
            self._bureau = (count, bureau_of(tables.entries_of(db, root)))
        return self._bureau[1]

    def admit(self, entries: Sequence[Entry]) -> Outcome:
        """Keep what is genuine of a batch; what waited for these entries is tried again.

        Raises:
            StorageFault: the database refuses; nothing of the batch was kept.
        """
        items, unreadable = read_all(entries)
        known = self._database.transact(lambda db: self._known(db, items))
        verdict = examine(items, known)
        kept, grown = self._database.transact(lambda db: self._keep(db, verdict, known.size))
        late = [name for name, _, _ in verdict.kept if name not in kept]
        if grown:
            waiting = self._database.transact(tables.aside)
            retried = self.admit(waiting)
            settled = (*retried.kept, *retried.known, *(name for name, _ in retried.refused))
            self._database.transact(lambda db: tables.readmit(db, settled))
            kept |= {name for name, _, _ in verdict.aside if name in set(retried.kept)}
        return Outcome(
            tuple(sorted(kept)),
            (*verdict.known, *late),
            tuple((name, reason) for name, _, reason in verdict.aside if name not in kept),
            (*unreadable, *verdict.refused),
        )

    def _known(self, db: Statements, items: Sequence[Item]) -> Known:
        head, bureau = tables.head(db), self.bureau(db)
        ids = [name for name, _, _ in items]
        places = tables.places_of(db, (ENTRY + name for name in ids))
        return Known(
            head.root,
            tables.keys_of(db, {header.log for _, header, _ in items}),
            keys_in(bureau, revoked=False),
            frozenset(name.removeprefix(ENTRY) for name in places),
            frozenset(tables.orders_of(db, ids)),
            keys_in(bureau, revoked=True),
            supervisors_in(bureau),
            head.size,
        )

    def _keep(self, db: Statements, verdict: Verdict, seen: int) -> tuple[set[str], bool]:
        """Keep what was found good, unless another process did; tells whether what waits should be tried.

        The log is as it was when its size was seen, unless it has grown.
        """
        head = tables.lock_head(db)
        names = (ENTRY + name for name, _, _ in verdict.kept)
        there = tables.places_of(db, names) if head.size > seen else {}
        new = [item for item in verdict.kept if ENTRY + item[0] not in there]
        tables.add_keys(db, verdict.keys.items())
        tables.add_orders(db, [(o.entry, name) for o in verdict.orders for name in ("", *o.blobs)])
        tables.set_aside(db, verdict.aside)
        tables.add_entries(db, head.size, new)
        _grow(db, head.size, [ENTRY + name for name, _, _ in new])
        came = [name for name, _, _ in (*new, *verdict.aside)]
        obey(db, (*came, *(order.entry for order in verdict.orders)), head.root)
        return {name for name, _, _ in new}, bool(verdict.keys or verdict.orders) or any(
            header.log == head.root for _, header, _ in new
        )


def add_leaves(db: Statements, names: Sequence[str]) -> None:
    """Add those names to the log that are no leaves yet."""
    size = tables.lock_head(db).size
    there = tables.places_of(db, names)
    _grow(db, size, [name for name in names if name not in there])


def _grow(db: Statements, size: int, new: Sequence[str]) -> None:
    """Add names that are no leaves to the log of `size` leaves. The head must be locked."""
    leaves = (leaf_hash(name.encode()) for name in new)
    nodes: list[Row] = list(grow(size, leaves, tables.node_reader(db)))
    tables.add_leaves(db, size, new, nodes)
