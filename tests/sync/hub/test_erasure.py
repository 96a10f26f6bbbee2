"""A lawful erasure at the hub, on SQLite and on a real PostgreSQL: the bytes go, every proof stays."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import NotFound, StorageFault
from app.events import CommentMade, DeviceEnrolled, DeviceRevoked, PayloadErased, PhotoTaken
from app.log import Entry, digest, verify
from offline_db.driver import DatabaseError, connect
from sync.checkpoint import read_checkpoint
from sync.frames import read_frames, write_frame
from sync.hub.book import HubBook
from sync.hub.objects import ObjectFolder
from sync.hub.port import Database, PostgresDatabase, SqliteDatabase
from sync.tlog import extends, includes, leaf_hash
from tests.builders import a_key
from tests.sync.hub.making import HUB_SEED, KEY, ALaptop, a_bureau_log

SIGNER = a_key(HUB_SEED)
SUPERVISOR = 3
BASIS = "个人信息保护法第四十七条"


class Reluctant(ObjectFolder):
    """A folder that keeps its files: under a lock whose day has not come, or because its disk fails."""

    locked = failing = False

    def erase(self, sha256: str) -> bool:
        if self.failing:
            raise StorageFault("磁盘故障。", "The disk fails.")
        return not self.locked and super().erase(sha256)


class Site:
    """A hub, a laptop with a photo of a person, a supervisor's laptop."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.bureau = a_bureau_log([1, 2])
        self.bureau.add(DeviceEnrolled(SUPERVISOR, "主管机", a_key(SUPERVISOR).key.hex(), "00" * 32, True))
        self.objects = Reluctant(folder / "objects", KEY)
        self.book = HubBook(database, self.objects, SIGNER, name="hub.test/log", root=self.bureau.id)
        self.bring(*self.bureau.entries)
        self.laptops = {seed: ALaptop(seed, self.bureau) for seed in (1, 2, SUPERVISOR)}
        for laptop in self.laptops.values():
            laptop.supervisors = (a_key(SUPERVISOR).key,)
        self.laptop = self.laptops[1]
        self.photo = os.urandom(3000)
        self.secret = os.urandom(10_000).hex()  # what a payload says of a person, on pages of its own
        self.blob = digest(self.photo)
        self.target = self.laptop.record(PhotoTaken(self.blob, self.secret), self.photo)

    def bring(self, *entries: Entry) -> None:
        assert not self.book.append(b"".join(write_frame(entry) for entry in entries)).refused

    def sync(self, *seeds: int) -> None:
        for seed in seeds:
            report = self.laptops[seed].sync(self.book, SIGNER.key)
            assert not report.alarm, report

    def order(self, target: str = "") -> PayloadErased:
        return PayloadErased(target or self.target, BASIS, (self.blob,))

    def supervisor_orders(self, target: str = "") -> None:
        self.laptops[SUPERVISOR].record(self.order(target))
        self.sync(SUPERVISOR)

    def held(self, name: str = "") -> Entry:
        entries = {entry.id: entry for entry in read_frames(self.book.feed(0, 1000).frames)}
        return entries[name or self.target]

    def files(self) -> list[Path]:
        return [path for path in self.objects._folder.rglob("*") if path.is_file()]

    def origin(self) -> str:
        return read_checkpoint(self.book.checkpoint(""), SIGNER.key).origin


@pytest.fixture
def site(database: Database, tmp_path: Path) -> Site:
    return Site(database, tmp_path)


def assert_erased(site: Site) -> None:
    entry = site.held()
    assert entry.payload is None
    verify(entry, site.laptop.key.key)
    assert site.files() == []
    assert site.book.upload(site.blob).wanted is False
    assert site.book.put_part(site.blob, 0, len(site.photo), site.photo).wanted is False
    assert site.files() == []
    with pytest.raises(NotFound, match="依法删除"):
        site.book.get_blob(site.blob, 0, 10)
    assert site.book.unerased() == {}


def assert_kept(site: Site) -> None:
    assert site.secret.encode() in (site.held().payload or b"")
    assert site.book.get_blob(site.blob, 0, 4000) == site.photo


def test_a_supervisor_s_order_takes_the_payload_and_the_files_it_names(site: Site) -> None:
    site.sync(1)

    site.supervisor_orders()

    assert_erased(site)


def test_the_bureau_s_order_takes_them_as_well(site: Site) -> None:
    site.sync(1)

    site.bring(site.bureau.add(site.order()))

    assert_erased(site)


@pytest.mark.parametrize("who", ["the device itself", "another device", "a revoked supervisor"])
def test_an_order_of_somebody_not_entitled_erases_nothing(site: Site, who: str) -> None:
    site.sync(1, 2, SUPERVISOR)
    seed = {"the device itself": 1, "another device": 2}.get(who, SUPERVISOR)
    if seed == SUPERVISOR:
        site.bring(site.bureau.add(DeviceRevoked(SUPERVISOR, "调离")))

    order = site.laptops[seed].record(site.order())
    site.sync(seed)

    outcome = site.book.append(write_frame(site.laptops[seed].entry(order)))
    assert (outcome.known == (order,)) is (seed != SUPERVISOR)
    assert_kept(site)


def test_an_order_that_comes_first_takes_what_comes_later(site: Site) -> None:
    site.supervisor_orders()

    site.sync(1)

    assert_erased(site)


def test_an_emptied_copy_waits_for_an_order_and_comes_in_with_it(site: Site) -> None:
    site.sync(SUPERVISOR)  # so that nothing but the order is new when it comes
    opening = next(name for name, header in site.laptop.headers().items() if header.seq == 0)
    site.bring(site.laptop.entry(opening))
    emptied = replace(site.laptop.entry(site.target), payload=None)
    assert [name for name, _ in site.book.append(write_frame(emptied)).aside] == [site.target]

    site.supervisor_orders()

    assert_erased(site)


def test_what_waits_in_quarantine_is_reached_too(site: Site) -> None:
    site.sync(1)
    site.bring(site.bureau.add(DeviceRevoked(1, "遗失")))
    late = site.laptop.record(CommentMade(site.secret))
    site.bring(site.laptop.entry(late))
    later = site.laptop.record(CommentMade(site.secret))

    site.supervisor_orders(late)
    site.supervisor_orders(later)
    site.bring(site.laptop.entry(later))

    sql = "SELECT id, payload FROM quarantine"
    assert dict(site.database.transact(lambda db: db.rows(sql))) == {late: None, later: None}


def test_receipts_given_before_and_after_verify(site: Site) -> None:
    site.sync(1)
    names = [f"entry:{site.target}", f"blob:{site.blob}"]
    before = read_checkpoint(site.book.checkpoint(""), SIGNER.key)
    old = site.book.receipts(names, before.size)

    site.supervisor_orders()

    after = read_checkpoint(site.book.checkpoint(before.text), SIGNER.key)
    proof = site.book.consistency(before.size, after.size)
    assert extends(before.size, after.size, before.root, after.root, proof)
    for note, found in ((before, old), (after, site.book.receipts(names, after.size))):
        assert set(found) == set(names)
        for name, (place, path) in found.items():
            assert includes(leaf_hash(name.encode()), place, note.size, path, note.root)
    assert site.book.receipts(names, before.size) == old


def test_a_laptop_that_comes_later_gets_the_emptied_entry_and_the_order(site: Site) -> None:
    site.sync(1)
    site.supervisor_orders()

    site.sync(2)

    assert site.laptops[2].entry(site.target).payload is None
    assert site.blob not in site.laptops[2].blobs


def test_what_everything_rests_on_cannot_be_erased(site: Site) -> None:
    site.sync(1)
    opening = next(name for name, header in site.laptop.headers().items() if header.seq == 0)
    order = site.laptops[SUPERVISOR].record(site.order("0" * 64))
    site.sync(SUPERVISOR)

    for name in (site.bureau.entries[1].id, opening, order):
        site.supervisor_orders(name)

        assert site.held(name).payload is not None
    assert_kept(site)


def test_a_file_goes_with_an_entry_that_names_it_and_with_no_other(site: Site) -> None:
    remark = site.laptop.record(CommentMade("无关"))
    site.sync(1)

    site.supervisor_orders(remark)

    assert site.held(remark).payload is None
    assert_kept(site)


def test_what_a_lock_keeps_is_on_record_and_given_to_nobody(site: Site) -> None:
    site.objects.locked = True
    site.sync(1)

    site.supervisor_orders()
    site.book.scrub()

    assert site.book.unerased() == {f"blob:{site.blob}": "locked"}
    with pytest.raises(NotFound, match="依法删除"):
        site.book.get_blob(site.blob, 0, 10)
    site.objects.locked = False
    site.book.scrub()
    assert_erased(site)


def test_an_erasure_that_broke_off_is_finished_and_is_no_loss(site: Site) -> None:
    site.sync(1)
    origin = site.origin()
    site.objects.failing = True
    site.supervisor_orders()
    assert site.book.unerased() == {f"blob:{site.blob}": "due", f"entry:{site.target}": "due"}

    site.objects.failing = False
    lost = site.book.scrub()

    assert (lost, site.origin()) == ((), origin)
    assert_erased(site)


def test_an_upload_under_way_does_not_bring_the_file_back(site: Site) -> None:
    class Meanwhile(ObjectFolder):
        """A folder into which the last part comes while the order is obeyed."""

        def add(self, sha256: str, offset: int, data: bytes) -> bool:
            site.supervisor_orders()
            return super().add(sha256, offset, data)

    objects = Meanwhile(site.folder / "objects", KEY)
    other = HubBook(site.database, objects, SIGNER, name="hub.test/log", root=site.bureau.id)
    site.bring(*(site.laptop.entry(name) for name in site.laptop.headers()))

    assert other.put_part(site.blob, 0, len(site.photo), site.photo).wanted is False
    assert_erased(site)


def test_the_bytes_are_gone_from_sqlite_s_file_and_its_log(tmp_path: Path) -> None:
    """In the clear here, so that one can look; the hub's own file is encrypted besides."""
    site = Site(SqliteDatabase(connect(tmp_path / "hub.db"), DatabaseError), tmp_path)
    site.sync(1)
    assert traces(site, tmp_path)

    site.supervisor_orders()

    assert traces(site, tmp_path) == []
    site.book.close()


def test_the_bytes_are_gone_from_postgresql_s_tables(server: str, tmp_path: Path) -> None:
    database = PostgresDatabase(server)
    database.transact(lambda db: db.rows("DROP SCHEMA public CASCADE"))
    database.transact(lambda db: db.rows("CREATE SCHEMA public"))
    site = Site(database, tmp_path)
    tables = Path(server.split()[0].removeprefix("host=")) / "data" / "base"
    site.sync(1)
    database.transact(lambda db: db.rows("CHECKPOINT"))
    assert traces(site, tables)

    site.supervisor_orders()
    database.transact(lambda db: db.rows("CHECKPOINT"))

    assert traces(site, tables) == []
    site.book.close()


def traces(site: Site, folder: Path) -> list[Path]:
    """Return the files that hold any of what is said of the person."""
    pieces = [site.secret[at : at + 24].encode() for at in range(0, len(site.secret), 1000)]
    return [p for p in folder.rglob("*") if p.is_file() and any(piece in p.read_bytes() for piece in pieces)]
