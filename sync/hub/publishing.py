"""Publishes a hub's log as tiles, out of its tables, while it goes on growing."""

from pathlib import Path

from sync.checkpoint import Checkpoint
from sync.hub import tables
from sync.hub.port import Database
from sync.hub.tiles import WIDTH, publish

AT_ONCE = 4096  # leaves read at once


class LogReader:
    """Reads nodes and leaves that never change, many at once; each read is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._nodes: dict[tuple[int, int], bytes] = {}
        self._block = (-1, -1)
        self._leaves: dict[int, str] = {}

    def node(self, level: int, place: int) -> bytes:
        """Return the hash of a complete subtree."""
        block = (level, place // WIDTH)
        if (level, place) not in self._nodes:
            sql = "SELECT place, hash FROM nodes WHERE level = ? AND place >= ? AND place < ?"
            values = (level, block[1] * WIDTH, (block[1] + 1) * WIDTH)
            rows = self._database.transact(lambda db: db.rows(sql, values))
            if block != self._block:
                self._nodes.clear()
            self._block = block
            self._nodes |= {(level, row[0]): bytes(row[1]) for row in rows}
        return self._nodes[level, place]

    def leaves(self, first: int, before: int) -> list[str]:
        """Return the names of leaves, in order."""
        if before - 1 not in self._leaves or first not in self._leaves:
            most = max(before - first, AT_ONCE)
            names = self._database.transact(lambda db: tables.names_from(db, first, most))
            self._leaves = dict(enumerate(names, first))
        return [self._leaves[place] for place in range(first, before)]


def publish_log(folder: Path, checkpoint: Checkpoint, key: bytes, database: Database) -> int:
    """Bring a folder up to a checkpoint of a hub's own; returns how many tiles are new.

    Raises:
        BadInput: the folder holds another log or a newer one. StorageFault: a disk refuses.
    """
    reader = LogReader(database)
    return publish(folder, checkpoint, key, reader.node, reader.leaves)
