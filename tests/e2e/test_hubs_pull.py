"""Two hubs of one bureau, each with a laptop of its own, pull from one another over real TLS on loopback."""

import gc
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.__main__ import main
from app.decoding import Decoder
from app.enrolling import HubPlan
from app.errors import BadInput, InspectionError, NotAllowed, NotFound
from app.events import AlarmRaised, CommentMade, DeviceRevoked, HubPublished, PhotoTaken
from app.front.enrol_desk import enrol_hub
from app.front.hub_desk import CARD, Card, OpenHub, decoded, make_hub, open_hub
from app.front.hub_office import OfficeHub
from app.front.hub_pulling import Puller, Source, pull_all
from app.front.syncing import sync_with
from app.sharing import go_on
from offline_db.alarms import alarms_in
from offline_db.data_folder import DataFolder
from sync.hub import tables
from tests.builders import a_bureau, a_device

LOCAL = "127.0.0.1"
PHOTO = bytes(range(256)) * 800


@dataclass
class Country:
    """A bureau and the folders of its two hubs."""

    folder: Path
    bureau: DataFolder

    def card(self, name: str) -> Card:
        return decoded((self.folder / name / CARD).read_bytes(), Card)

    @contextmanager
    def running(self, name: str) -> Iterator[tuple[OpenHub, str]]:
        """A hub that runs under an address which the bureau named."""
        hub = open_hub(self.folder / name, "", LOCAL, 0)
        hub.server.start()
        url = f"https://{LOCAL}:{hub.server.port}"
        self.bureau.record(HubPublished(url, (self.folder / name / CARD).read_text("utf-8")))
        try:
            yield hub, url
        finally:
            hub.close()

    def sync(self, device: DataFolder, url: str) -> None:
        report = sync_with(device, url, None, go_on, lambda seconds: None)
        assert report.safe, report

    def pull(self, name: str, *words: str) -> int:
        return main(["hub-pull", "--hub", str(self.folder / name), *words])


@pytest.fixture
def country(tmp_path: Path) -> Iterator[Country]:
    bureau = a_bureau(tmp_path / "bureau")
    for name in ("north", "south"):
        make_hub(tmp_path / name, bureau, f"{name}.test/log", [LOCAL], "")
    yield Country(tmp_path, bureau)
    bureau.close()


def leaves(hub: OpenHub) -> set[str]:
    return set(hub.book.database.transact(lambda db: tables.names_from(db, 0, tables.head(db).size)))


@pytest.mark.parametrize("taken", [True, False])
def test_a_hub_whose_health_address_cannot_be_had_opens_nothing(country: Country, taken: bool) -> None:
    with socket.create_server((LOCAL, 0)) as other:
        watch = f"{LOCAL}:{other.getsockname()[1]}" if taken else "nowhere"
        with pytest.raises(InspectionError, match=watch):
            open_hub(country.folder / "north", "", LOCAL, 0, watch=watch)

    gc.collect()  # a socket left open warns here, and a warning fails a test
    open_hub(country.folder / "north", "", LOCAL, 0).close()


def test_a_stopped_hub_pulls_by_a_command_once_the_bureau_let_it(
    country: Country, capsys: pytest.CaptureFixture[str]
) -> None:
    device = a_device(country.bureau, country.folder / "one", 1)
    photo = device.blobs.put(PHOTO, "photo")
    device.casebook.append("F-1-0001", PhotoTaken(photo.sha256, "wide"), blobs=(photo,))
    with country.running("south") as (south, url):
        country.sync(country.bureau, url)
        card = str(country.folder / "south" / CARD)

        assert country.pull("north", url, "--card", card) == 1
        assert "enrol-hub" in capsys.readouterr().err
        for name in ("north", "south", "north"):
            enrol_hub(country.bureau, country.card(name))
        country.sync(country.bureau, url)
        with country.running("north") as (_, other):
            country.sync(country.bureau, other)
        device.admit(country.bureau.logbook.entries())
        country.sync(device, url)
        device.close()
        assert country.pull("north", "https://127.0.0.1:1") == 1
        assert "publish-hub" in capsys.readouterr().err
        assert country.pull("north") == 0
        first = capsys.readouterr().out
        assert country.pull("north", url, "--card", card) == 0
        again = capsys.readouterr().out
        held = leaves(south)

    assert f"{url}  received: 3 entries, 1 files" in first
    assert f"{url}  received: 0 entries, 0 files" in again
    assert len([d for d in country.bureau.bureau.devices if d.supervises]) == 2
    with country.running("north") as (north, _):
        assert held <= leaves(north)
        assert north.book.get_blob(photo.sha256, 0, len(PHOTO)) == PHOTO


def test_hubs_that_run_pull_every_while_until_both_hold_the_same(country: Country) -> None:
    devices = [a_device(country.bureau, country.folder / f"{n}", n) for n in (1, 2)]
    for name in ("north", "south"):
        enrol_hub(country.bureau, country.card(name))
    said: list[str] = []
    with country.running("north") as (north, url), country.running("south") as (south, other):
        for device, at in zip(devices, (url, other), strict=True):
            country.sync(country.bureau, at)
            device.admit(country.bureau.logbook.entries())
            device.casebook.append("F-1-0001", CommentMade("一条"))
            country.sync(device, at)
            device.close()
        assert leaves(north) != leaves(south)
        pullers = [Puller(hub.book, hub.keys, 0.01, said.append) for hub in (north, south)]
        for puller in pullers:
            puller.start()
        end = time.monotonic() + 60
        while leaves(north) != leaves(south) and time.monotonic() < end:
            time.sleep(0.1)
        for puller in pullers:
            puller.stop()

        assert leaves(north) == leaves(south)
        assert [line for line in said if "received" in line]


def test_the_hub_beside_the_window_pulls_under_the_bureaus_own_key(
    country: Country, decoder: Decoder
) -> None:
    office = OfficeHub(country.bureau, decoder)
    with pytest.raises(NotFound, match="启动"):
        office.pull(go_on)
    office.start(HubPlan(country.folder / "desk", LOCAL, 0))
    try:
        with pytest.raises(NotFound, match="没有其他中心"):
            office.pull(go_on)
        with country.running("south") as (south, url):
            country.sync(country.bureau, url)
            country.sync(country.bureau, office.running)
            (pulled,) = office.pull(go_on)
            country.bureau.casebook.append("F-1-0001", CommentMade("给南方中心"))
            hidden = country.bureau.casebook.head
            country.sync(country.bureau, url)
            south.book.database.transact(lambda db: db.rows("DELETE FROM entries WHERE id = ?", (hidden,)))
            lies = [office.pull(go_on) for _ in range(2)]
    finally:
        office.stop()

    assert (pulled.url, pulled.report.alarm, pulled.report.broke_off) == (url, "", "")
    assert pulled.report.size > 0
    assert all(hidden[:12] in again.report.alarm for (again,) in lies)
    ((_, told),) = alarms_in(country.bureau.logbook)  # once, for the supervisors who sync later
    assert isinstance(told, AlarmRaised)
    assert (told.about, told.subject, told.fact) == ("hub", country.card("south").key, hidden)


def test_neither_itself_nor_another_bureaus_nor_a_revoked_hub_has_a_part_in_it(country: Country) -> None:
    own = country.card("north")
    with pytest.raises(BadInput, match="另一个局机关"):
        enrol_hub(country.bureau, Card("x", "ab" * 32, "", "", "cd" * 16))
    number = enrol_hub(country.bureau, own).number
    with country.running("north") as (north, url):
        country.sync(country.bureau, url)
        keys = north.keys
        with pytest.raises(BadInput, match="自己"):
            list(pull_all(north.book, keys, keys.key, [Source(url, own)], go_on))
        country.bureau.record(DeviceRevoked(number, "停用"))
        country.sync(country.bureau, url)
        with pytest.raises(NotAllowed):
            list(pull_all(north.book, keys, keys.key, [Source(url, own)], go_on))
    with pytest.raises(BadInput, match="吊销"):
        enrol_hub(country.bureau, own)
