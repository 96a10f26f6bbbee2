"""What the log costs: `python -m tests.bench.log FOLDER [--entries N] [--laptops N --each N --photos N]`.

How long after the button an entry is durable, and how long until its case is folded and shown as well, beside
a bare flush of as many bytes on the same disk, in turn; how fast a log is audited, beside the bare
verification of the same signatures; and how long a hub takes until it holds all that many laptops recorded,
each syncing by turns through what it may see. FOLDER is a place on the disk that counts; what is made there
is removed. The full size of the last is 50 laptops, 10,000 entries and 200 photos each; where less is run,
the table says what the full size would take at the same cost.
"""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np

from app.events import CommentMade, PhotoTaken
from app.log import digest, verify
from offline_db.clock import read_clock
from offline_db.data_folder import DataFolder, open_data_folder
from offline_db.drafting import Draft
from offline_db.driver import DatabaseError, connect
from sync.hub.access import Access, SeenBy
from sync.hub.book import HubBook
from sync.hub.objects import ObjectFolder
from sync.hub.port import SqliteDatabase
from tests.bench.measuring import table
from tests.builders import a_bureau, a_device, a_key
from tests.sync.hub.making import HUB_SEED, KEY, ALaptop, a_bureau_log

FULL = (50, 10_000, 200)
PHOTO = 4096  # bytes of a stand-in: the disk's own speed is measured elsewhere
WRITTEN = 3 * 4096 + 100  # bytes of the write-ahead log that one entry takes, about
CASES = 20
WORDS = "展位1A01的展品标注“专利产品”，未见专利号。"


def durable(device: DataFolder, folder: Path, count: int) -> None:
    """Print how long an entry, a photo with its entry and a bare flush take, by turns, in ms."""
    took: dict[str, list[tuple[float, float]]] = {}

    def timed(name: str, work: Callable[[], object]) -> None:
        began, busy = time.perf_counter(), time.thread_time()
        work()
        took.setdefault(name, []).append((time.perf_counter() - began, time.thread_time() - busy))

    def photo_and_entry(case: str, photo: bytes) -> None:
        ref = device.put_blob(photo, "photo")
        device.casebook.append(case, PhotoTaken(ref.sha256, "wide"), blobs=(ref,))

    with (folder / "bare").open("ab", buffering=0) as file:
        for number in range(count):
            case, event = f"F-1-{number % CASES:04}", CommentMade(f"第{number}条：{WORDS}")
            timed("write and flush", lambda: os.fsync(file.fileno()) if file.write(bytes(WRITTEN)) else None)
            timed("entry durable", partial(device.logbook.append, [Draft(event, case)], (), read_clock()))
            timed("entry durable and case shown", partial(device.casebook.append, case, event))
            timed("photo and entry", partial(photo_and_entry, case, os.urandom(200_000)))
    bare = np.percentile([wall for wall, _ in took["write and flush"]], 50) * 1000
    rows = []
    for name, times in took.items():
        walls, cpus = np.array(times).T * 1000
        low, high, last = np.percentile(walls, (50, 95, 99))
        rows.append((name, low, high, last, low - bare, np.percentile(cpus, 50)))
    table(("durable", "p50 ms", "p95 ms", "p99 ms", "p50 over a flush, ms", "p50 of CPU, ms"), rows)


def audited(device: DataFolder, count: int) -> None:
    """Print how fast a whole log is checked from its bytes, and what its signatures alone take."""
    for number in range(count):
        device.casebook.append(f"B-1-{number // 50:04}", CommentMade(f"第{number}条：{WORDS}"))
    entries = [entry for entry in device.logbook.entries() if device.headers()[entry.id].log == device.own]
    began = time.process_time()
    for entry in entries:
        verify(entry, device.keys.key)
    bare = time.process_time() - began
    began = time.process_time()
    found = device.audit()
    took = time.process_time() - began
    assert found.whole, found.problems
    rows = [
        ("verify alone", len(entries), 0, len(entries) / bare),
        ("audit", found.entries, found.blobs, found.entries / took),
    ]
    table(("audit", "entries", "photos", "entries/s of one core"), rows)


def converged(folder: Path, laptops: int, each: int, photos: int) -> None:
    """Print what it takes until a hub holds all that many laptops recorded, and every laptop proves it."""
    bureau = a_bureau_log(range(1, laptops + 1))
    connection = connect(folder / "hub.db", KEY, exclusive=True)
    database = SqliteDatabase(connection, DatabaseError)
    signer = a_key(HUB_SEED)
    book = HubBook(
        database, ObjectFolder(folder / "objects", KEY), signer, name="hub.test/log", root=bureau.id
    )
    access = Access(database)
    union: set[str] = set()
    cpu = wall = 0.0
    for number in range(laptops):
        laptop = ALaptop(1 + number, bureau)
        for n in range(each):
            data = os.urandom(PHOTO) if n % max(each // max(photos, 1), 1) == 0 and n < each else b""
            event = PhotoTaken(digest(data), "wide") if data else CommentMade(f"{number}-{n}：{WORDS}")
            laptop.record(event, *([data] if data else []), case=f"F-{number}-{n // 50:04}")
        union |= set(laptop.headers())
        began, busy = time.perf_counter(), time.process_time()
        report = laptop.sync(SeenBy(book, access, access.standing(laptop.key.key)), signer.key)
        wall += time.perf_counter() - began
        cpu += time.process_time() - busy
        assert report.safe, report
    held = {row[0] for row in connection.execute("SELECT id FROM entries").fetchall()}
    assert held == union, "the hub is not the union"
    full = FULL[0] * FULL[1] * cpu / (laptops * each)
    rows = [(laptops, each, photos, len(held), wall, cpu, full / 60)]
    table(("laptops", "entries each", "photos each", "held", "wall s", "CPU s", "full size: CPU min"), rows)
    book.close()


def main() -> None:
    """Measure everything and print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=3000)
    parser.add_argument("--laptops", type=int, default=5)
    parser.add_argument("--each", type=int, default=1000)
    parser.add_argument("--photos", type=int, default=20)
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="log-bench-", dir=args.folder))
    try:
        bureau = a_bureau(folder / "bureau")
        a_device(bureau, folder / "device", 1).close()
        bureau.close()
        with closing(open_data_folder(folder / "device")) as device:
            durable(device, folder, args.entries // 10)
            audited(device, args.entries)
        converged(folder, args.laptops, args.each, args.photos)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
