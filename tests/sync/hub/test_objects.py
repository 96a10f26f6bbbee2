"""The hub's files: sealed, resumable, held only when they were read back, never a torn byte."""

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotFound
from app.log import digest
from sync.hub.objects import ObjectFolder, Objects
from sync.peer import LARGEST_PART
from tests.sync.hub.conftest import Opened

KEY = bytes(32)


@pytest.fixture
def objects(opened: Opened) -> Objects:
    return opened()


@pytest.fixture
def folder(tmp_path: Path) -> ObjectFolder:
    return ObjectFolder(tmp_path / "objects", KEY)


def put(objects: Objects, data: bytes, step: int = 1000) -> str:
    """Upload bytes in parts; returns the name."""
    name = digest(data)
    for at in range(0, max(len(data), 1), step):
        assert objects.add(name, at, data[at : at + step])
    assert objects.finish(name)
    return name


@pytest.mark.parametrize("size", [0, 1, 999, 1000, 1001, 9_321])
def test_bytes_come_back_as_they_were(objects: Objects, size: int) -> None:
    data = os.urandom(size)

    name = put(objects, data)

    assert objects.has(name)
    assert objects.verify(name)
    assert objects.read(name, 0, LARGEST_PART) == data
    assert objects.read(name, size // 2, 100) == data[size // 2 :][:100]
    assert objects.read(name, size, 10) == b""


def test_an_upload_goes_on_where_it_broke_off(objects: Objects, opened: Opened) -> None:
    data = os.urandom(5000)
    name = digest(data)
    objects.add(name, 0, data[:2000])

    later = opened()

    assert later.size(name) == 2000
    assert not later.add(name, 0, data[:2000])
    assert not later.add(name, 2001, data[2001:])
    assert later.add(name, 2000, data[2000:])
    assert later.finish(name)


@pytest.mark.parametrize("torn", [1, 3, 4, 10, 500, 1031])
def test_a_torn_record_is_cut_off(folder: ObjectFolder, tmp_path: Path, torn: int) -> None:
    data = os.urandom(2000)
    name = digest(data)
    folder.add(name, 0, data[:1000])
    folder.add(name, 1000, data[1000:])
    part = tmp_path / "objects" / "open" / name
    whole = part.read_bytes()
    part.write_bytes(whole[: len(whole) - torn])

    assert folder.size(name) == 1000
    assert folder.add(name, 1000, data[1000:])
    assert folder.finish(name)


def test_other_bytes_than_the_name_says_are_thrown_away(objects: Objects) -> None:
    name = digest(b"right")
    objects.add(name, 0, b"wrong")

    assert not objects.finish(name)
    assert not objects.has(name)
    assert objects.size(name) == 0


@given(st.data())
def test_a_changed_byte_on_the_disk_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("rot")
    objects = ObjectFolder(folder, KEY)
    name = put(objects, bytes(range(256)), step=100)
    path = folder / "held" / name[:2] / name
    stored = bytearray(path.read_bytes())
    stored[data.draw(st.integers(0, len(stored) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(stored)

    assert not objects.verify(name)


def test_several_at_once_bring_one_blob_and_it_is_whole(opened: Opened) -> None:
    data = os.urandom(40_000)

    one = opened()  # a folder is one process's
    stores = [one if isinstance(one, ObjectFolder) else opened() for _ in range(4)]

    threads = [
        threading.Thread(target=bring, args=(objects, data, 9000 + n * 700))
        for n, objects in enumerate(stores)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    later = opened()
    assert later.verify(digest(data))
    assert later.held([digest(data), digest(b"other"), "../x"]) == {digest(data)}
    assert later.read(digest(data), 0, LARGEST_PART) == data


def bring(objects: Objects, data: bytes, step: int) -> None:
    """Upload as a device does, whoever else uploads the same."""
    name = digest(data)
    while not objects.has(name):
        at = objects.size(name)
        if at < len(data):
            objects.add(name, at, data[at : at + step])
        else:
            objects.finish(name)


def test_a_damaged_blob_is_set_apart_and_brought_again(opened: Opened) -> None:
    objects = opened()
    name = put(objects, b"picture")

    objects.set_apart(name)

    assert not objects.has(name)
    assert not objects.verify(name)
    assert put(objects, b"picture") == name
    assert objects.verify(name)


def test_what_is_erased_is_nowhere_any_more(opened: Opened) -> None:
    objects = opened()
    name = put(objects, b"picture")
    objects.set_apart(name)
    put(objects, b"picture")

    assert objects.erase(name)
    assert objects.erase(name)

    assert not opened().has(name)
    assert opened().size(name) == 0
    with pytest.raises(NotFound):
        objects.read(name, 0, 10)


def test_a_large_blob_is_read_from_any_place(opened: Opened) -> None:
    objects = opened()
    data = os.urandom(1_500_000)
    name = put(objects, data, 700_000)

    for start, most in ((0, 10), (262_143, 3), (262_144, 300_000), (699_999, 2), (1_400_000, LARGEST_PART)):
        assert objects.read(name, start, most) == data[start : start + most]


def test_nothing_lies_in_the_clear_not_even_a_half(folder: ObjectFolder, tmp_path: Path) -> None:
    secret = "王练习 330106199001011234".encode() * 50
    put(folder, secret, step=700)
    folder.add(digest(b"x" + secret), 0, secret)

    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    assert len(stored) > 2 * len(secret)
    assert secret[:12] not in stored


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 65, "0" * 63 + "\0", "%2e" * 20]
)
def test_what_is_no_digest_names_no_file(objects: Objects, name: str) -> None:
    assert not objects.has(name)
    with pytest.raises(NotFound):
        objects.read(name, 0, 10)
    with pytest.raises(NotFound):
        objects.add(name, 0, b"x")
