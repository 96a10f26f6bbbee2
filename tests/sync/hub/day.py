"""A hub and a laptop whose day of work it holds; what they are made of can be exchanged, and made to lie."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.events import PhotoTaken
from app.log import digest
from app.sharing import Synced
from sync.checkpoint import Checkpoint, read_checkpoint
from sync.hub import tables
from sync.hub.book import HubBook
from sync.hub.intake import add_leaves
from sync.hub.objects import ObjectFolder
from sync.hub.port import Statements
from sync.peer import Peer
from sync.uplink import Uplink
from tests.sync.hub.lines import Line
from tests.sync.hub.making import AHub, ALaptop, a_bureau_log

OTHER = "entry:" + "ab" * 32
MORE = [OTHER, OTHER[:-1] + "c", OTHER[:-1] + "d"]
REWRITES: dict[str, Callable[[list[str]], list[str]]] = {
    "drops the last": lambda names: names[:-1],
    "drops all": lambda names: [],
    "drops one in the middle": lambda names: names[:3] + names[4:],
    "replaces one": lambda names: [*names[:3], OTHER, *names[4:]],
    "swaps two": lambda names: [names[1], names[0], *names[2:]],
    "puts one before": lambda names: [OTHER, *names],
    "drops one and goes on": lambda names: [*names[:3], *names[4:], *MORE],
    "replaces the last and goes on": lambda names: [*names[:-1], *MORE],
}


@dataclass(frozen=True)
class Parts:
    uplink: type[Uplink] = Uplink
    book: type[HubBook] = HubBook
    objects: type[ObjectFolder] = ObjectFolder


class Day:
    """A hub, and a laptop whose day of work the hub holds."""

    def __init__(self, folder: Path, parts: Parts, photos: int = 4) -> None:
        self.parts = parts
        self.bureau = a_bureau_log([1, 2])
        self.hub = AHub(folder / "objects", self.bureau, parts.book, parts.objects)
        self.laptop = ALaptop(1, self.bureau)
        for _ in range(photos):
            data = os.urandom(3000)
            self.laptop.record(PhotoTaken(digest(data), "wide"), data)
        self.sync()

    def sync(self, peer: Peer | None = None, laptop: ALaptop | None = None) -> Synced:
        return (laptop or self.laptop).sync(peer or self.hub.book, self.hub.key.key, self.parts.uplink)

    def checkpoint(self) -> Checkpoint:
        return read_checkpoint(self.hub.book.checkpoint(""), self.hub.key.key)

    def safe(self) -> set[str]:
        """What the laptop takes as safe at the hub as it is now."""
        return self.laptop.receipted(self.checkpoint().origin)

    def no_false_receipts(self) -> bool:
        return all(self.hub.holds(leaf) for leaf in self.safe())


class Stubborn(HubBook):
    """A hub that does not want to know what it has lost."""

    def has_lost(self, db: Statements, shown: Checkpoint) -> bool:
        return False


class Says(Line):
    """A hub some of whose answers are others than its own."""

    def __init__(self, peer: Peer, **answers: Callable[..., object]) -> None:
        super().__init__(peer)
        for verb, answer in answers.items():
            setattr(self, verb, answer)


def rewrite(hub: AHub, change: Callable[[list[str]], list[str]]) -> None:
    """Make the hub's log another one, under the same origin and key, and let it stand to that."""

    def work(db: Statements) -> None:
        names = tables.names_from(db, 0, tables.head(db).size)
        for table in ("leaf_names", "nodes"):
            db.rows(f"DELETE FROM {table}")
        db.rows("UPDATE head SET size = 0")
        add_leaves(db, change(names))

    hub.database.transact(work)
    hub.book.__class__ = Stubborn
