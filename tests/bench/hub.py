"""What a hub takes: `python -m tests.bench.hub FOLDER [--entries N] [--held N …] [--photos N]`.

Ingest is set beside the bare verification of the same signatures by one core, in turn, in batches of 200 and
in those that a laptop makes on a good line, where each is twice the one before, up to the most at once;
photos beside rsync and a raw socket whose reader writes and flushes a file, each end in a process of its own;
and 2,000 new entries are brought into hubs that hold ever more. FOLDER is a place on the disk that counts;
what is made there is removed. PostgreSQL is measured where it is installed; CPU is that of this process, so
without its server's.
"""

import argparse
import gc
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from app.events import CommentMade
from app.log import Entry, verify
from offline_db.driver import DatabaseError, connect
from sync.frames import write_frame
from sync.hub.book import HubBook
from sync.hub.objects import ObjectFolder
from sync.hub.port import Database, PostgresDatabase, SqliteDatabase
from sync.peer import MOST_ENTRIES
from tests.bench.hub_photos import BUREAU, photos
from tests.bench.measuring import table
from tests.builders import ALog, a_key
from tests.sync.hub.making import HUB_SEED
from tests.sync.hub.postgres import a_server, programs

FIRST = 200  # entries of a laptop's first batch
NEW = 2000
TURN = 5000  # entries between which verifying and ingesting take turns, so that both meet the same load


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Return wall and CPU time of this process, in seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


@contextmanager
def a_database(folder: Path, kind: str) -> Iterator[Database]:
    found = programs()
    with a_server(found) if kind == "PostgreSQL" and found else nullcontext("") as address:
        database: Database
        if kind == "PostgreSQL":
            database = PostgresDatabase(address)
        else:
            connection = connect(folder / f"{os.urandom(4).hex()}.db", bytes(32), exclusive=True)
            database = SqliteDatabase(connection, DatabaseError)
        yield database
        database.close()


def a_book(database: Database, folder: Path) -> HubBook:
    objects = ObjectFolder(folder / "objects", bytes(32))
    book = HubBook(database, objects, a_key(HUB_SEED), name="hub.test/log", root=BUREAU.id)
    book.append(b"".join(write_frame(entry) for entry in BUREAU.entries))
    return book


def some_entries(count: int) -> list[Entry]:
    log = ALog(1)
    for n in range(count):
        log.add(CommentMade(f"第{n}条：展位1A01的展品标注“专利产品”，未见专利号。"))
    gc.freeze()  # they are no part of the hub: its collections need not look at them
    return log.entries


def send(book: HubBook, entries: list[Entry], most: int = FIRST) -> None:
    """Send entries in batches of 200, or ever larger ones, up to `most`."""
    at, size = 0, FIRST
    while batch := entries[at : at + size]:
        outcome = book.append(b"".join(write_frame(entry) for entry in batch))
        assert len(outcome.kept) == len(batch)
        at, size = at + size, min(2 * size, most)


def ingest(folder: Path, count: int) -> None:
    """Print how fast entries go in, every signature verified, as a share of verification alone."""
    entries = some_entries(count)
    key = a_key(1).key
    rows: list[tuple[object, ...]] = []
    for kind in ("SQLite", "PostgreSQL") if programs() else ("SQLite",):
        for most in (FIRST, MOST_ENTRIES):
            with a_database(folder, kind) as database:
                took = ingested(a_book(database, folder), entries, key, most)
            (alone, bare), (wall, cpu) = took
            rows.append(("verify alone", "", count / alone, count / bare, bare / count * 1e6, 1.0))
            rows.append((kind, f"to {most}", count / wall, count / cpu, cpu / count * 1e6, bare / cpu))
    columns = ("ingest", "batches", "entries/s wall", "of one core", "µs CPU an entry", "share of verifying")
    table(columns, rows)


def ingested(
    book: HubBook, entries: list[Entry], key: bytes, most: int
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Verify entries alone and send them, by turns; returns wall and CPU seconds of both."""
    spent = [(0.0, 0.0), (0.0, 0.0)]
    for at in range(0, len(entries), TURN):
        some = entries[at : at + TURN]
        alone = measured(lambda some=some: [verify(entry, key) for entry in some])  # type: ignore[misc]  # a default binds it
        sent = measured(lambda some=some: send(book, some, most))  # type: ignore[misc]  # as above
        spent = [(a + x, b + y) for (a, b), (x, y) in zip(spent, (alone, sent), strict=True)]
    return spent[0], spent[1]


def grown(folder: Path, sizes: list[int]) -> None:
    """Print what 2,000 new entries cost in hubs that hold more and more."""
    entries = some_entries(max(sizes) + NEW * len(sizes))
    rows: list[tuple[object, ...]] = []
    with a_database(folder, "SQLite") as database:
        book = a_book(database, folder)
        at = 0
        for size in sorted(sizes):
            send(book, entries[at : max(at, size)])
            at = max(at, size)
            new = entries[at : at + NEW]
            at += NEW
            wall, cpu = measured(lambda new=new: send(book, new))  # type: ignore[misc]  # a default binds it
            names = [f"entry:{entry.id}" for entry in new[:500]]
            asked, _ = measured(lambda at=at, names=names: book.receipts(names, at))  # type: ignore[misc]  # as above
            rows.append((at - NEW, wall, cpu, asked * 1000))
    table(("held", "2,000 new: s wall", "s CPU", "500 receipts: ms"), rows)


def main() -> None:
    """Measure everything and print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--held", type=int, nargs="*", default=[0, 10_000, 100_000])
    parser.add_argument("--photos", type=int, default=8)
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="hub-bench-", dir=args.folder))
    try:
        ingest(folder, args.entries)
        photos(folder, args.photos)
        grown(folder, args.held)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
