"""Photos into a hub, each end in a process of its own, beside a raw socket and rsync, in turn: `photos`."""

import multiprocessing
import os
import resource
import shutil
import socket
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import run
from app.events import CommentMade
from app.log import digest
from offline_db.driver import DatabaseError, connect
from sync.client import HubClient
from sync.frames import write_frame
from sync.hub.book import HubBook
from sync.hub.certificates import issue_certificate, make_authority
from sync.hub.limits import Limits, Quotas
from sync.hub.metrics import Tally
from sync.hub.objects import ObjectFolder
from sync.hub.port import SqliteDatabase
from sync.hub.server import HubServer
from sync.hub.web import HubWeb
from sync.lanes import AT_ONCE, BlobLane
from tests.bench.measuring import table
from tests.builders import a_key
from tests.sync.hub.making import HUB_SEED, ALaptop, a_bureau_log
from tests.tools import unpacked

PHOTO = 8 * 1024 * 1024  # bytes
PASSWORD = "bench"
BUREAU = a_bureau_log([1])
SPAWN = multiprocessing.get_context("spawn")
Send = Callable[[dict[str, bytes]], None]  # photos by their SHA-256, which a laptop knows


def photos(folder: Path, count: int, rounds: int = 3) -> None:
    """Print how fast photos go in over TLS on loopback, sealed, flushed, read back and hashed."""
    laptop = ALaptop(1, BUREAU)
    taken = [[os.urandom(PHOTO) for _ in range(count)] for _ in range(rounds)]
    pictures = [{digest(data): data for data in turn} for turn in taken]
    for data in [data for turn in taken for data in turn]:
        laptop.record(CommentMade("照片"), data)
    frames = b"".join(write_frame(entry) for entry in laptop.logbook.entries())
    spent: dict[str, list[tuple[float, float]]] = {}
    with raw_reader(folder) as raw, a_hub(folder, frames, laptop) as hub, rsync(folder) as copied:
        ways = {"raw socket, file and fsync": raw, "hub": hub} | ({"rsync --fsync": copied} if copied else {})
        for turn in pictures:
            for name, send in ways.items():
                wall, cpu = time.perf_counter(), cpu_s()
                send(turn)
                spent.setdefault(name, []).append((time.perf_counter() - wall, cpu_s() - cpu))
    size = count * PHOTO / 1e6
    (first, bare), *_ = spent.items()
    rows: list[tuple[object, ...]] = []
    for name, turns in spent.items():
        share = statistics.median(b[0] / t[0] for b, t in zip(bare, turns, strict=True))
        best = min(b[0] for b in bare) / min(t[0] for t in turns)
        cpu = statistics.median(t[1] for t in turns) / size * 1000
        rows.append((name, size / min(t[0] for t in turns), cpu, best, share))
    columns = ("8 MiB photos", "MB/s best", "ms CPU of the sender a MB", "of the raw socket, best", "median")
    table(columns, rows)
    print(f"({first} is 1; {rounds} rounds of {count} photos, in turn)")


def cpu_s() -> float:
    """Return the CPU time of this process and of those that it awaited."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


@contextmanager
def a_hub(folder: Path, frames: bytes, laptop: ALaptop) -> Iterator[Send]:
    ca = make_authority(folder / "tls", "bench", PASSWORD.encode())
    issue_certificate(folder / "tls", ["127.0.0.1"], PASSWORD.encode())
    near, far = SPAWN.Pipe()
    process = SPAWN.Process(target=serve, args=(far, folder, frames))
    process.start()
    client = HubClient(f"https://127.0.0.1:{near.recv()}", ca, laptop.key)

    def send(pictures: dict[str, bytes]) -> None:
        lane = BlobLane(client, pictures.__getitem__, lambda *_: None, time.sleep, AT_ONCE)
        assert lane.send(list(pictures)) == len(pictures)

    yield send
    client.close()
    near.send("stop")
    print(f"the hub's process: {near.recv():.2f} s CPU in all")
    process.join()


def serve(line: Connection, folder: Path, frames: bytes) -> None:
    """Be the hub's process."""
    database = SqliteDatabase(connect(folder / "photos.db", bytes(32), exclusive=True), DatabaseError)
    objects = ObjectFolder(folder / "objects", bytes(32))
    book = HubBook(database, objects, a_key(HUB_SEED), name="hub.test/log", root=BUREAU.id)
    book.append(b"".join(write_frame(entry) for entry in BUREAU.entries))
    book.append(frames)
    server = HubServer(a_web(book), folder / "tls", PASSWORD, "127.0.0.1", 0)
    server.start()
    began = time.process_time()
    line.send(server.port)
    line.recv()
    line.send(time.process_time() - began)
    server.stop()
    book.close()


def a_web(book: HubBook) -> HubWeb:
    unlimited = Quotas(1e9, 1000, 10**9, 1e9, 10**9, 10**9, 10**9)
    limits = Limits(unlimited, time.monotonic, lambda: 100.0)
    return HubWeb(book, book.database, limits, Tally(lambda line: None, time.time))


@contextmanager
def raw_reader(folder: Path) -> Iterator[Send]:
    """Yield what sends pictures over a socket to a process that writes each to a file and flushes it."""
    near, far = SPAWN.Pipe()
    process = SPAWN.Process(target=read_raw, args=(far, folder))
    process.start()
    place = near.recv()

    def send(pictures: dict[str, bytes]) -> None:
        for data in pictures.values():
            with socket.create_connection(place) as line:
                line.sendall(data)
                line.shutdown(socket.SHUT_WR)
                line.recv(1)

    yield send
    with socket.create_connection(place):
        pass
    process.join()


def read_raw(report: Connection, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        report.send(listener.getsockname())
        for n in range(1_000_000):
            line, _ = listener.accept()
            with line, (folder / f"raw-{n}").open("wb") as file:
                while piece := line.recv(256 * 1024):
                    file.write(piece)
                if not file.tell():
                    return
                file.flush()
                os.fsync(file.fileno())
                line.sendall(b"k")


@contextmanager
def rsync(folder: Path) -> Iterator[Send | None]:
    """Yield what sends pictures by rsync from one folder to another, None without the program."""
    brought = None if shutil.which("rsync") else unpacked("rsync", ("rsync",), "usr/bin/rsync")
    program = brought / "usr/bin/rsync" if brought else shutil.which("rsync")
    if program is None:
        yield None
        return
    libraries = run.library_folders(brought.parent) if brought else []
    variables = {**os.environ, **({"LD_LIBRARY_PATH": ":".join(map(str, libraries))} if libraries else {})}
    source, target = folder / "rsync-from", folder / "rsync-to"

    def send(pictures: dict[str, bytes]) -> None:
        for name, data in pictures.items():
            (source / name).write_bytes(data)
        words = [program, "--fsync", "--whole-file", "-r", f"{source}/", target]
        subprocess.run(words, check=True, env=variables)
        for path in source.iterdir():
            path.unlink()

    source.mkdir()
    yield send
