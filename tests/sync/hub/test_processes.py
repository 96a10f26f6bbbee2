"""Hubs that share only one real PostgreSQL and one real S3 store, as processes behind one address do."""

import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from typing import TypeVar

import pytest

from app.errors import NotAllowed, StorageFault
from app.events import CommentMade
from sync import wire
from sync.checkpoint import read_checkpoint
from sync.frames import read_frames, write_frame
from sync.hub.book import HubBook
from sync.hub.bucket import ObjectBucket, make_bucket
from sync.hub.limits import Limits, Quotas
from sync.hub.metrics import Tally
from sync.hub.objects import ObjectFolder
from sync.hub.port import PostgresDatabase
from sync.hub.s3 import Bucket
from sync.hub.web import HubWeb, Request
from sync.peer import Peer
from sync.signatures import Target
from sync.tlog import includes, leaf_hash
from tests.builders import ALog, a_key
from tests.sync.hub.ceph import S3Server
from tests.sync.hub.lines import Line
from tests.sync.hub.making import HUB_SEED, KEY, ALaptop, a_bureau_log
from tests.sync.hub.postgres import programs, stop_and_start
from tests.sync.hub.test_signatures import NOW, headers

T = TypeVar("T")
SIGNER = a_key(HUB_SEED)
BUREAU = a_bureau_log([1, 2])
STOPS = int(os.environ.get("HUHANG_HUB_STOPS", "2"))  # of PostgreSQL, without a word; 1,000 by hand
BATCH = 20


@pytest.fixture
def address(server: str) -> str:
    with closing(PostgresDatabase(server)) as database:
        database.transact(lambda db: db.rows("DROP SCHEMA public CASCADE"))
        database.transact(lambda db: db.rows("CREATE SCHEMA public"))
    return server


@pytest.fixture
def bucket(s3: S3Server) -> Bucket:
    found = s3.bucket("processes")
    make_bucket(found)
    return found


@contextmanager
def a_hub(address: str, bucket: Bucket) -> Iterator[HubBook]:
    objects = ObjectBucket(bucket, KEY)
    with closing(
        HubBook(PostgresDatabase(address), objects, SIGNER, name="hub.test/log", root=BUREAU.id)
    ) as book:
        yield book


class Balanced(Line):
    """An address behind which several hubs stand: each call goes to the next."""

    def __init__(self, *hubs: Peer) -> None:
        super().__init__(hubs[0])
        self._turn = cycle(hubs)

    def carry(self, call: Callable[[], T]) -> T:
        self.peer = next(self._turn)
        return call()


def test_a_sync_whose_every_call_comes_to_another_process_is_a_sync(address: str, bucket: Bucket) -> None:
    laptop, other = ALaptop(1, BUREAU), ALaptop(2, BUREAU)
    data = os.urandom(1_500_000)
    laptop.record(CommentMade("图"), data)

    with a_hub(address, bucket) as one, a_hub(address, bucket) as two, a_hub(address, bucket) as three:
        sent = laptop.sync(Balanced(one, two, three), SIGNER.key)
        got = other.sync(Balanced(two, three, one), SIGNER.key)
        notes = {hub.checkpoint("") for hub in (one, two, three)}

    assert sent.safe, sent
    assert got.safe, got
    assert list(other.blobs.values()) == [data]
    assert len(notes) == 1


def test_a_request_that_one_process_answered_no_other_answers(address: str, bucket: Bucket) -> None:
    target = Target("POST", "h", wire.CHECKPOINT, "")
    request = Request(target, headers(target, b""))
    with a_hub(address, bucket) as one, a_hub(address, bucket) as two:
        one.append(b"".join(write_frame(entry) for entry in BUREAU.entries))
        webs = [
            HubWeb(hub, hub.database, Limits(Quotas(), time.monotonic, lambda: 50.0), tally(), clock)
            for hub in (one, two)
        ]

        assert webs[0].answer(request, webs[0].admit(request), b"").status == 200

        for web in webs:
            with pytest.raises(NotAllowed, match="已经受理"):
                web.answer(request, web.admit(request), b"")


def tally() -> Tally:
    return Tally(lambda line: None, clock)


def clock() -> float:
    return float(NOW)


def test_processes_that_start_at_once_make_one_log(address: str, tmp_path: Path) -> None:
    faults: list[str] = []

    def start(n: int) -> None:
        database = PostgresDatabase(address)
        try:
            objects = ObjectFolder(tmp_path, KEY)
            HubBook(database, objects, SIGNER, name="hub.test/log", root=BUREAU.id).close()
        except StorageFault as error:
            faults.append(f"{n}: {error.__cause__}")

    threads = [threading.Thread(target=start, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []


def test_what_was_acknowledged_outlives_every_stop_of_the_database(address: str, tmp_path: Path) -> None:
    log = ALog(1)
    for n in range(STOPS * 200):
        log.add(CommentMade(f"第{n}条"))
    batches = [log.entries[at : at + BATCH] for at in range(0, len(log.entries), BATCH)]
    acknowledged: set[str] = set()
    database = PostgresDatabase(address)
    book = HubBook(database, ObjectFolder(tmp_path, KEY), SIGNER, name="hub.test/log", root=BUREAU.id)
    book.append(b"".join(write_frame(entry) for entry in BUREAU.entries))
    stopper = threading.Thread(target=stop_often, args=(address,))
    stopper.start()
    broken = 0
    while batches:
        try:
            outcome = book.append(b"".join(write_frame(entry) for entry in batches[0]))
        except StorageFault:
            broken += 1
            time.sleep(0.02)
            continue
        acknowledged |= {*outcome.kept, *outcome.known}
        batches.pop(0)
        if not batches and stopper.is_alive():
            batches = [log.entries[:BATCH]]
    stopper.join()

    note = read_checkpoint(book.checkpoint(""), SIGNER.key)
    held = {entry.id for at in range(0, note.size, 500) for entry in read_frames(book.feed(at, 500).frames)}
    assert broken
    assert acknowledged == {entry.id for entry in log.entries} <= held
    assert note.size == len(BUREAU.entries) + len(log.entries)
    names = [f"entry:{entry.id}" for entry in random.Random(1).sample(log.entries, 200)]
    found = book.receipts(names, note.size)
    assert len(found) == len(names)
    for name, (place, proof) in found.items():
        assert includes(leaf_hash(name.encode()), place, note.size, proof, note.root)
    book.close()


def stop_often(address: str) -> None:
    found = programs()
    assert found is not None
    for _ in range(STOPS):
        time.sleep(random.uniform(0.1, 0.3))
        stop_and_start(found, address)
