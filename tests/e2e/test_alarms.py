"""What is found wrong with a log stands in the log, once, and a supervisor who syncs later is shown it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.events import AlarmRaised, CommentMade, EntriesLost
from app.front.safekeeping import HubDesk
from app.log import digest
from app.safety import HubState
from app.sharing import go_on
from offline_db.alarms import alarms_in
from offline_db.data_folder import DataFolder, open_data_folder
from offline_db.hub_store import HubStore
from sync.peer import Peer
from sync.uplink import Uplink
from tests.builders import a_bureau, a_device
from tests.sync.hub.making import AHub
from tests.sync.hub.test_pulling import Deaf
from ui.pages.sync.aside import present


@dataclass
class Bureau:
    """What a hub must know of a bureau."""

    id: str


@dataclass
class Office:
    """A bureau's own desk, two devices, and a hub that can be put back to an older copy."""

    folder: Path
    bureau: DataFolder
    devices: list[DataFolder]
    hub: AHub

    def sync(self, device: DataFolder, peer: Peer | None = None) -> str:
        report = Uplink(HubStore(device), peer or self.hub.book, self.hub.key.key, go_on).run()
        return report.alarm

    def carry(self, giver: DataFolder, taker: DataFolder) -> None:
        taker.admit([*giver.logbook.entries()])

    def state(self, folder: DataFolder) -> HubState:
        return HubDesk(folder, frozenset).state()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    bureau = a_bureau(tmp_path / "bureau", 1)
    devices = [a_device(bureau, tmp_path / f"{n}", n) for n in (1, 2)]
    found = Office(tmp_path, bureau, devices, AHub(tmp_path / "hub", Bureau(bureau.own)))
    for device in devices:
        assert not found.sync(bureau)
        found.carry(bureau, device)
        assert not found.sync(device)
    yield found
    for folder in (bureau, *found.devices):
        folder.close()


def told(folder: DataFolder) -> list[AlarmRaised | EntriesLost]:
    return [event for _, event in alarms_in(folder.logbook)]


def test_a_hub_that_rewrote_its_log_is_put_on_record_once_by_each_who_saw_it(office: Office) -> None:
    old = office.hub.backup()
    for device in office.devices:
        device.casebook.append("F-1-0001", CommentMade("一条"))
        assert not office.sync(device)
        assert not office.sync(device)
    held = office.devices[0].logbook.receipts.note(office.hub.key.key.hex())
    office.hub.restore(old)

    said = [office.sync(device, Deaf(office.hub.book)) for device in office.devices * 3]
    for device in office.devices:
        office.carry(device, office.bureau)

    assert all("立即报告局机关" in text for text in said)
    assert len(told(office.bureau)) == 2
    first = told(office.devices[0])[0]
    assert isinstance(first, AlarmRaised)
    assert (first.about, first.note, first.fact) == ("hub", held, digest(held.encode()))
    lines = office.state(office.bureau).raised
    assert sorted(name for line in lines for name in line.devices) == ["1号机", "2号机"]


def test_a_fork_is_named_once_by_whoever_learns_of_it_first(office: Office) -> None:
    device, other = office.devices
    place = device.path
    device.close()
    shutil.copytree(place, office.folder / "image")
    ends = [open_data_folder(at) for at in (place, office.folder / "image")]
    office.devices[0] = ends[0]
    for end, text in zip(ends, ("此", "彼"), strict=True):
        end.casebook.append("F-1-0001", CommentMade(text))
        office.carry(end, office.bureau)
    ends[1].close()
    for _ in range(2):
        office.carry(office.bureau, other)
        office.carry(other, office.bureau)

    (fork,) = told(office.bureau)
    assert isinstance(fork, AlarmRaised)
    assert (fork.about, fork.subject) == ("fork", office.bureau.logbook.forks()[0].log)
    assert told(other) == [fork]


def test_the_exchange_page_shows_alarms_and_losses_of_other_devices_from_the_log(office: Office) -> None:
    one, two = office.devices
    one.record(EntriesLost(one.own, 7, 9))
    for device in office.devices:
        device.record(
            AlarmRaised("hub", "ab" * 32, "cd" * 32, "中心的日志已被改写 | The hub rewrote its log")
        )
    for device in (one, two):
        office.carry(device, office.bureau)

    groups = [present(office.state(office.bureau), language).groups for language in ("zh", "en")]

    ((title, _, lines), (_, _, english)) = (found[-1] for found in groups)
    assert title == "日志中的警报　2"  # one for each fact, whoever says it
    assert any("1号机、2号机" in line and "中心的日志已被改写" in line for line in lines)
    assert any("1号机" in line and "第 7 至 9 条" in line for line in lines)
    assert any("The hub rewrote its log" in line for line in english)
    assert not any("丢失" in line.text for line in office.state(one).raised)  # its own stand on top
