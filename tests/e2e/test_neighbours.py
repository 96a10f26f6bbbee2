"""Machines of one bureau find each other on a LAN and sync with proofs; strangers are left out."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import BadInput
from app.events import PhotoTaken
from app.front.lan import LanHub, find_neighbours, sync_neighbour
from app.sharing import go_on
from offline_db.data_folder import DataFolder
from sync.neighbours import Network, read_greeting, write_greeting
from tests.builders import a_bureau, a_device, a_key

LOCAL = "127.0.0.1"
CARD = b'{"name":"lan/1","key":"' + b"ab" * 32 + b'"}' + bytes(range(256)) * 2


@pytest.fixture
def devices(tmp_path: Path) -> Iterator[tuple[DataFolder, DataFolder]]:
    bureau = a_bureau(tmp_path / "bureau")
    pair = a_device(bureau, tmp_path / "one", 1), a_device(bureau, tmp_path / "two", 2)
    pair[0].admit([*bureau.logbook.entries()])
    bureau.close()
    for device in pair:
        ref = device.blobs.put(os.urandom(90_000), "photo")
        device.casebook.append("F-1-0001", PhotoTaken(ref.sha256, "wide"), blobs=(ref,))
    yield pair
    for device in pair:
        device.close()


@pytest.fixture
def networks() -> Iterator[tuple[Network, Network]]:
    pair = Network([LOCAL]), Network([LOCAL])
    yield pair
    for network in pair:
        network.close()


def test_two_devices_share_everything_over_a_lan_without_internet(
    devices: tuple[DataFolder, DataFolder], networks: tuple[Network, Network]
) -> None:
    first, second = devices
    hub = LanHub(first, networks[0], 0, (LOCAL,))
    hub.start()
    found = find_neighbours(second, networks[1], 0.1)
    end = time.monotonic() + 10
    while not found and time.monotonic() < end:
        found = find_neighbours(second, networks[1], 0.2)

    (neighbour,) = found
    there = sync_neighbour(second, neighbour, go_on)
    back = hub.sync()
    again = sync_neighbour(second, neighbour, go_on)
    hub.close()

    assert (there.alarm, there.broke_off, again.safe, back.broke_off) == ("", "", True, "")
    assert neighbour.key == first.keys.key.hex()
    assert len(first.casebook.case("F-1-0001").photos) == 2  # what the other device added to its case
    assert set(second.blobs.digests()) <= set(first.blobs.digests())
    assert not first.logbook.receipts.alarms()
    assert first.audit().whole


def test_only_a_device_that_the_bureau_enrolled_is_believed() -> None:
    root, ours = "ab" * 16, a_key(1)
    greeting = {k: v for k, v in write_greeting(ours, root, CARD).items() if isinstance(k, bytes)}

    assert read_greeting({**greeting}, root, {ours.key}) == (ours.key, CARD)
    with pytest.raises(BadInput):
        read_greeting({**greeting}, root, {a_key(2).key})
    with pytest.raises(BadInput):
        read_greeting({**greeting}, "cd" * 16, {ours.key})
    with pytest.raises(BadInput):
        read_greeting({}, root, {ours.key})
    for name, value in greeting.items():
        for at in range(0, len(value), 7):
            changed = value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
            with pytest.raises(BadInput):
                read_greeting({**greeting, name: changed}, root, {ours.key})
