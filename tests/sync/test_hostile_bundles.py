"""Whoever knows a device's public key can seal a file for it: nothing forged is kept, and nothing swells."""

import os
import tracemalloc
from collections.abc import Iterable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.events import CommentMade, PhotoTaken
from app.log import Entry, digest
from app.sharing import go_on
from sync.bundle import write_bundle
from sync.frames import PART, RECORD, write_records
from sync.intake import Intake
from sync.medium import Medium
from sync.volumes import read_volumes, volume_path
from tests.sync.hub.making import ALaptop, a_bureau_log

OURS = X25519PrivateKey.from_private_bytes(bytes([3] * 32))


@pytest.fixture
def laptop() -> ALaptop:
    return ALaptop(1, a_bureau_log([1, 2]))


def sealed(path: Path, records: Iterable[bytes | memoryview]) -> Path:
    """Seal records for the laptop, as anybody can."""
    readers = [OURS.public_key().public_bytes_raw()]
    write_bundle(path, readers, os.urandom(32), records, lambda done: True, Medium())
    return path


def read(laptop: ALaptop, path: Path) -> str:
    _, broke_off = read_volumes(path, OURS, Intake(laptop, 0, go_on, lambda message, whole: None))
    return broke_off


def test_a_forged_entry_in_a_bundle_is_not_admitted(laptop: ALaptop, tmp_path: Path) -> None:
    other = ALaptop(2, a_bureau_log([1, 2]))
    entry = other.entry(other.record(CommentMade("真")))
    forged = Entry(entry.header, bytes(64), entry.payload)
    changed = Entry(
        entry.header, entry.signature, (entry.payload or b"").replace("真".encode(), "假".encode())
    )
    opening = [e for e in other.logbook.entries() if e.id != entry.id]

    read(laptop, sealed(tmp_path / "x", write_records([*opening, forged, changed], [])))
    assert entry.id not in laptop.headers()
    read(laptop, sealed(tmp_path / "y", write_records([entry], [])))

    assert entry.id in laptop.headers()
    assert laptop.entry(entry.id) == entry


def test_an_old_bundle_brought_again_changes_nothing(laptop: ALaptop, tmp_path: Path) -> None:
    other = ALaptop(2, a_bureau_log([1, 2]))
    other.record(CommentMade("一"))
    old = sealed(tmp_path / "old", write_records(other.logbook.entries(), []))
    other.record(CommentMade("二"))
    read(laptop, sealed(tmp_path / "new", write_records(other.logbook.entries(), [])))
    before = laptop.headers()

    assert read(laptop, old) == ""

    assert laptop.headers() == before


def test_a_blob_that_no_entry_names_or_that_is_another_is_not_kept(laptop: ALaptop, tmp_path: Path) -> None:
    named = b"photo" * 1000
    laptop.record(PhotoTaken(digest(named), "wide"), named)
    laptop.blobs.clear()
    stray = os.urandom(1000)

    read(laptop, sealed(tmp_path / "x", write_records([], [(digest(stray), stray), (digest(named), stray)])))
    assert laptop.blobs == {}
    read(laptop, sealed(tmp_path / "y", write_records([], [(digest(named), named)])))

    assert laptop.blobs == {digest(named): named}


def test_parts_of_many_blobs_take_the_memory_of_one(laptop: ALaptop, tmp_path: Path) -> None:
    size = 500_000
    names = [os.urandom(size) for _ in range(40)]
    for data in names:
        laptop.record(PhotoTaken(digest(data), "wide"), data)
    laptop.blobs.clear()

    def begun() -> Iterable[bytes | memoryview]:
        for data in names:
            body = PART.pack(bytes.fromhex(digest(data)), 0, size) + data[: size - 1]
            yield RECORD.pack(b"B", len(body)) + body

    path = sealed(tmp_path / "x", begun())
    tracemalloc.start()
    read(laptop, path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 16 * size
    assert laptop.blobs == {}


def test_a_file_names_no_place_to_write_to(laptop: ALaptop, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    data = os.urandom(100)
    path = sealed(inside / "..x.2.huhang", write_records([], [(digest(data), data)]))

    read(laptop, path)

    assert volume_path(path, 2).parent == inside
    assert sorted(tmp_path.iterdir()) == [inside]
    assert list(inside.iterdir()) == [path]
