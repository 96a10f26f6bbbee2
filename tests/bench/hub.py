"""What a hub takes: `python -m tests.bench.hub FOLDER [--entries N] [--held N …] [--photos N]`.

Ingest is set beside the bare verification of the same signatures by one core, photos beside a raw socket
whose reader writes and flushes a file, and 2,000 new entries are brought into hubs that hold ever more.
FOLDER is a place on the disk that counts; what is made there is removed. PostgreSQL is measured where it is
installed; CPU is that of this process, so without its server's.
"""

import argparse
import os
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from app.events import CommentMade
from app.log import Entry, digest, verify
from offline_db.driver import DatabaseError, connect
from sync.client import HubClient
from sync.frames import write_frame
from sync.hub.book import HubBook
from sync.hub.certificates import issue_certificate, make_authority
from sync.hub.limits import Limits, Quotas
from sync.hub.metrics import Tally
from sync.hub.objects import ObjectFolder
from sync.hub.port import Database, PostgresDatabase, SqliteDatabase
from sync.hub.server import HubServer
from sync.hub.web import HubWeb
from tests.bench.measuring import table
from tests.builders import ALog, a_key
from tests.sync.hub.making import HUB_SEED, ALaptop, a_bureau_log
from tests.sync.hub.postgres import a_server, programs

BATCH = 200
NEW = 2000
PHOTO = 8 * 1024 * 1024  # bytes
PASSWORD = "bench"
BUREAU = a_bureau_log([1])


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


def a_web(book: HubBook) -> HubWeb:
    unlimited = Quotas(1e9, 1000, 10**9, 1e9, 10**9, 10**9, 10**9)
    limits = Limits(unlimited, time.monotonic, lambda: 100.0)
    return HubWeb(book, book.database, limits, Tally(lambda line: None, time.time))


def some_entries(count: int) -> list[Entry]:
    log = ALog(1)
    for n in range(count):
        log.add(CommentMade(f"第{n}条：展位1A01的展品标注“专利产品”，未见专利号。"))
    return log.entries


def send(book: HubBook, entries: list[Entry]) -> None:
    for at in range(0, len(entries), BATCH):
        outcome = book.append(b"".join(write_frame(entry) for entry in entries[at : at + BATCH]))
        assert len(outcome.kept) == len(entries[at : at + BATCH])


def ingest(folder: Path, count: int) -> None:
    """Print how fast entries go in, every signature verified, as a share of verification alone."""
    entries = some_entries(count)
    key = a_key(1).key
    wall, bare = measured(lambda: [verify(entry, key) for entry in entries])
    rows: list[tuple[object, ...]] = [("verify alone", len(entries) / wall, bare / len(entries) * 1e6, 1.0)]
    for kind in ("SQLite", "PostgreSQL") if programs() else ("SQLite",):
        with a_database(folder, kind) as database:
            book = a_book(database, folder)
            wall, cpu = measured(lambda book=book: send(book, entries))  # type: ignore[misc]  # a default binds it
            rows.append((kind, len(entries) / wall, cpu / len(entries) * 1e6, bare / cpu))
    table(("ingest", "entries/s wall", "µs CPU an entry", "share of verifying"), rows)


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


def photos(folder: Path, count: int) -> None:
    """Print how fast photos go in over TLS on loopback, sealed, flushed, read back and hashed."""
    laptop = ALaptop(1, BUREAU)
    pictures = [os.urandom(PHOTO) for _ in range(count)]
    for data in pictures:
        laptop.record(CommentMade("照片"), data)
    rows: list[tuple[object, ...]] = []
    with a_database(folder, "SQLite") as database:
        book = a_book(database, folder)
        book.append(b"".join(write_frame(entry) for entry in laptop.logbook.entries()))
        ca = make_authority(folder / "tls", "bench", PASSWORD.encode())
        issue_certificate(folder / "tls", ["127.0.0.1"], PASSWORD.encode())
        server = HubServer(a_web(book), folder / "tls", PASSWORD, "127.0.0.1", 0)
        server.start()
        client = HubClient(f"https://127.0.0.1:{server.port}", ca, laptop.key)
        wall, cpu = measured(lambda: upload_all(client, pictures))
        client.close()
        server.stop()
    raw_wall, raw_cpu = measured(lambda: raw_sockets(folder, pictures))
    size = count * PHOTO / 1e6
    rows.append(("raw socket, file and fsync", size / raw_wall, raw_cpu / size * 1000, 1.0))
    rows.append(("hub, both ends in one process", size / wall, cpu / size * 1000, raw_wall / wall))
    table(("photos of 8 MiB", "MB/s wall", "ms CPU a MB", "of the raw socket"), rows)


def upload_all(client: HubClient, pictures: list[bytes]) -> None:
    for data in pictures:
        upload(client, data)


def upload(client: HubClient, data: bytes, step: int = 4 * 1024 * 1024) -> None:
    name = digest(data)
    for at in range(0, len(data), step):
        client.put_part(name, at, len(data), data[at : at + step])
    assert client.upload(name).whole


def raw_sockets(folder: Path, pictures: list[bytes]) -> None:
    """Send each picture over a socket whose reader writes a file and flushes it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        reader = threading.Thread(target=read_raw, args=(listener, folder, len(pictures)))
        reader.start()
        for data in pictures:
            with socket.create_connection(listener.getsockname()) as line:
                line.sendall(data)
                line.shutdown(socket.SHUT_WR)
                line.recv(1)
        reader.join()


def read_raw(listener: socket.socket, folder: Path, count: int) -> None:
    for n in range(count):
        line, _ = listener.accept()
        with line, (folder / f"raw-{n}").open("wb") as file:
            while piece := line.recv(256 * 1024):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
            line.sendall(b"k")


def main() -> None:
    """Measure everything and print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--held", type=int, nargs="*", default=[0, 10_000, 100_000])
    parser.add_argument("--photos", type=int, default=12)
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
