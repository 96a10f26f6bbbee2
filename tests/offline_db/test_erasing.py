"""A laptop carries out an order to erase when it comes, if the hub would count it, and every proof stays."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.errors import BadInput, NotAllowed, NotFound
from app.events import CommentMade, DeviceEnrolled, DeviceRevoked, PayloadErased, PhotoTaken
from app.log import read_header, verify
from offline_db.data_folder import DataFolder, create_data_folder, open_data_folder
from offline_db.driver import Connection
from offline_db.hub_store import HubStore
from tests.builders import a_bureau, a_device

CASE = "F1-1-0001"
BASIS = "《中华人民共和国个人信息保护法》第四十七条第一款"
SECRET = "王练习的电话" * 40


@dataclass
class Fleet:
    """The bureau, an officer's laptop with a photo and a word on a person, another's, a supervisor's."""

    bureau: DataFolder
    laptop: DataFolder
    other: DataFolder
    boss: DataFolder
    target: str = ""
    photo: str = ""

    def share(self, giver: DataFolder, taker: DataFolder) -> None:
        """Give another device all entries, then the files that it lacks."""
        taker.admit(list(giver.logbook.entries()))
        for sha256 in filter(giver.has_blob, HubStore(taker).lacking_blobs()):
            taker.put_blob(giver.get_blob(sha256), "photo")

    def order(self, by: DataFolder, target: str = "") -> None:
        by.order(PayloadErased(target or self.target, BASIS, (self.photo,)))

    def forced(self, by: DataFolder) -> None:
        """Have a device write an order that its program would refuse."""
        by.casebook.append(CASE, PayloadErased(self.target, BASIS, (self.photo,)))

    def keeps(self, device: DataFolder) -> bool:
        whole = device.entry(self.target).payload is not None
        return whole and device.has_blob(self.photo) and self.photo in told(device)


def told(device: DataFolder) -> str:
    """Return all that a device shows of the case."""
    return repr(device.casebook.case(CASE))


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[Fleet]:
    bureau = a_bureau(tmp_path / "bureau")
    laptop, other, boss = (a_device(bureau, tmp_path / name, n) for n, name in enumerate(("l", "o", "b"), 1))
    bureau.record(DeviceEnrolled(3, "主管机", boss.keys.key.hex(), boss.keys.seal_key.hex(), True))
    found = Fleet(bureau, laptop, other, boss)
    ref = laptop.put_blob(b"a face" * 500, "photo")
    laptop.casebook.append(CASE, CommentMade("无关"))
    laptop.casebook.append(CASE, PhotoTaken(ref.sha256, SECRET), blobs=(ref,))
    found.target, found.photo = laptop.logbook.head, ref.sha256
    for device in (laptop, other, boss):
        found.share(bureau, device)
    for device in (bureau, other, boss):
        found.share(laptop, device)
    yield found
    for device in (bureau, found.laptop, other, boss):
        device.close()


def a_late(fleet: Fleet, path: Path) -> DataFolder:
    """A device that holds nothing but the bureau's log."""
    late = create_data_folder(path, "4号机", "0")
    fleet.bureau.record(DeviceEnrolled(4, "4号机", late.keys.key.hex(), late.keys.seal_key.hex()))
    late.logbook.pin_root(fleet.bureau.own)
    late.admit([e for e in fleet.bureau.logbook.entries() if read_header(e.header).log == fleet.bureau.own])
    return late


def assert_erased(fleet: Fleet, device: DataFolder) -> None:
    entry = device.entry(fleet.target)
    key = device.key_of(fleet.laptop.own)
    assert entry.payload is None
    assert key is not None
    verify(entry, key)
    assert not device.has_blob(fleet.photo)
    assert SECRET not in told(device)
    assert [c.comment for c in device.casebook.case(CASE).comments] == ["无关"]
    assert fleet.photo not in HubStore(device).lacking_blobs()
    assert (device.audit().whole, device.audit().erased) == (True, 1), device.audit().problems


@pytest.mark.parametrize("who", ["bureau", "boss"])
def test_an_order_that_counts_is_carried_out_when_it_comes(fleet: Fleet, who: str) -> None:
    giver: DataFolder = getattr(fleet, who)
    assert all(fleet.keeps(d) for d in (fleet.bureau, fleet.laptop, fleet.other, fleet.boss))

    fleet.order(giver)
    assert_erased(fleet, giver)

    for taker in (fleet.laptop, fleet.other):
        fleet.share(giver, taker)
        assert_erased(fleet, taker)


def test_an_order_of_a_device_that_is_not_entitled_erases_nothing(fleet: Fleet) -> None:
    for giver in (fleet.laptop, fleet.other):
        with pytest.raises(NotAllowed, match="审核人员的设备"):
            fleet.order(giver)
        fleet.forced(giver)
        for taker in (fleet.bureau, fleet.boss, fleet.laptop, fleet.other):
            if taker is not giver:
                fleet.share(giver, taker)

    assert all(fleet.keeps(d) for d in (fleet.bureau, fleet.laptop, fleet.other, fleet.boss))


def test_an_order_of_a_revoked_supervisor_waits_aside_and_erases_nothing(fleet: Fleet) -> None:
    fleet.bureau.record(DeviceRevoked(3, "调离"))
    fleet.share(fleet.bureau, fleet.laptop)

    fleet.order(fleet.boss)
    admitted = fleet.laptop.admit(list(fleet.boss.logbook.entries()))

    assert fleet.boss.logbook.head in dict(admitted.aside)
    assert fleet.keeps(fleet.laptop)


def test_an_emptied_copy_with_an_order_that_does_not_count_stays_aside(fleet: Fleet, tmp_path: Path) -> None:
    late = a_late(fleet, tmp_path / "late")
    fleet.forced(fleet.other)
    emptied = [
        replace(entry, payload=None) if entry.id == fleet.target else entry
        for device in (fleet.laptop, fleet.other)
        for entry in device.logbook.entries()
    ]

    assert [name for name, _ in late.admit(emptied).aside] == [fleet.target]
    assert fleet.target in late.admit(list(fleet.laptop.logbook.entries())).new
    assert late.entry(fleet.target).payload is not None
    late.close()


def test_an_order_that_comes_first_takes_what_comes_later(fleet: Fleet, tmp_path: Path) -> None:
    late = a_late(fleet, tmp_path / "late")
    data = fleet.laptop.get_blob(fleet.photo)
    fleet.order(fleet.boss)
    orders = [e for e in fleet.boss.logbook.entries() if read_header(e.header).log == fleet.boss.own]
    late.admit(orders)
    assert fleet.target not in late.headers()

    late.admit(list(fleet.laptop.logbook.entries()))
    late.put_blob(data, "photo")

    assert_erased(fleet, late)
    late.close()


def test_what_a_crash_left_undone_is_done_at_the_next_opening(fleet: Fleet) -> None:
    fleet.order(fleet.boss)
    entries = list(fleet.boss.logbook.entries())
    keys = fleet.laptop.casebook.enrolled_keys()
    fleet.laptop.logbook.admit(entries, keys, [fleet.boss.keys.key])  # and no more: the machine stopped
    assert fleet.laptop.entry(fleet.target).payload is not None
    path = fleet.laptop.path
    fleet.laptop.close()

    fleet.laptop = open_data_folder(path)

    assert_erased(fleet, fleet.laptop)


def test_what_everything_rests_on_cannot_be_erased(fleet: Fleet) -> None:
    def opening(of: DataFolder) -> str:
        return next(name for name, h in of.headers().items() if (h.log, h.seq) == (of.own, 0))

    fleet.order(fleet.boss)

    for name in (opening(fleet.laptop), opening(fleet.bureau), fleet.boss.logbook.head):
        with pytest.raises(BadInput, match="不能删除"):
            fleet.order(fleet.boss, name)
        fleet.boss.casebook.append("", PayloadErased(name, BASIS))
        fleet.share(fleet.boss, fleet.laptop)
        assert fleet.laptop.entry(name).payload is not None
    with pytest.raises(NotFound, match="没有这条记录"):
        fleet.order(fleet.boss, "ab" * 32)


def test_nothing_of_it_stays_in_the_databases_or_their_free_pages(fleet: Fleet) -> None:
    """The log overwrites what it removes; the views are written anew."""
    log, views = fleet.laptop.logbook._table._db, fleet.laptop.casebook._views._views
    assert SECRET.encode().hex().upper() in dump(log)

    fleet.order(fleet.boss)
    fleet.share(fleet.boss, fleet.laptop)

    for database in (log, views):
        assert SECRET.encode().hex().upper() not in dump(database)
    assert log.execute("PRAGMA secure_delete").fetchone() == (1,)
    assert views.execute("PRAGMA freelist_count").fetchone() == (0,)


def dump(database: Connection) -> str:
    rows = (row for (name,) in tables(database) for row in database.execute(f"SELECT * FROM [{name}]"))
    return "".join(v.hex().upper() if isinstance(v, bytes) else str(v) for row in rows for v in row)


def tables(database: Connection) -> list[tuple[str]]:
    return list(database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"))


def test_a_folder_that_was_made_without_a_bureau_orders_nothing(tmp_path: Path) -> None:
    alone = create_data_folder(tmp_path / "alone", "一号机", "0")
    alone.casebook.append(CASE, CommentMade("甲"))

    with pytest.raises(NotAllowed):
        alone.order(PayloadErased(alone.logbook.head, BASIS))
    alone.close()
