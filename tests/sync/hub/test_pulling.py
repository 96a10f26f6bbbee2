"""Hubs that pull from one another: both come to hold the same, proved; a source that lies is noticed."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.errors import NotFound
from app.events import CommentMade, DeviceEnrolled, PayloadErased, PhotoTaken
from app.log import digest
from app.sharing import Synced, go_on
from sync.frames import write_frame
from sync.hub import tables
from sync.hub.book import HubBook
from sync.hub.objects import ObjectFolder
from sync.hub.port import Database
from sync.hub.pulling import Pull
from sync.peer import Inclusion, Page, Peer
from tests.builders import ALog, a_key
from tests.sync.hub.lines import CutLine, Line
from tests.sync.hub.making import KEY, AHub, ALaptop, a_bureau_log

FIRST, SECOND = 910, 920


def a_bureau() -> ALog:
    """A bureau whose hubs may see all that the others hold."""
    bureau = a_bureau_log([1, 2])
    for seed in (FIRST, SECOND):
        bureau.add(DeviceEnrolled(seed, f"hub {seed}", a_key(seed).key.hex(), "00" * 32, supervises=True))
    return bureau


@dataclass
class Two:
    """Two hubs of one bureau; one laptop knows only the first, another only the second."""

    bureau: ALog
    folder: Path
    a: AHub
    b: AHub
    one: ALaptop
    two: ALaptop

    def pull_a(self, peer: Peer | None = None) -> Synced:
        return pull(self.a.book, peer or self.b.book, SECOND)

    def pull_b(self, peer: Peer | None = None) -> Synced:
        return pull(self.b.book, peer or self.a.book, FIRST)

    def sync_two(self) -> None:
        assert self.two.sync(self.b.book, self.b.key.key).safe


def pull(into: HubBook, peer: Peer, seed: int) -> Synced:
    return Pull(into, peer, a_key(seed).key, go_on, lambda seconds: None).run()


def photo(laptop: ALaptop, size: int = 300_000) -> str:
    """Take a photo; returns its digest."""
    data = os.urandom(size)
    laptop.record(PhotoTaken(digest(data), "wide"), data)
    return digest(data)


def held(book: HubBook) -> set[str]:
    """Return the names of all that is in a hub's log and held there."""
    names = book.database.transact(lambda db: tables.names_from(db, 0, tables.head(db).size))
    return book.held(names)


def fine(*reports: Synced) -> bool:
    return not any(r.alarm or r.broke_off or r.problems or r.aside for r in reports)


def two_hubs(folder: Path) -> Two:
    """Two hubs, each with the entries and a photo of its own laptop."""
    bureau = a_bureau()
    a, b = (AHub(folder / f"hub-{seed}", bureau, seed=seed) for seed in (FIRST, SECOND))
    found = Two(bureau, folder, a, b, ALaptop(1, bureau), ALaptop(2, bureau))
    for laptop, hub in ((found.one, a), (found.two, b)):
        photo(laptop)
        laptop.record(CommentMade("甲"))
        assert laptop.sync(hub.book, hub.key.key).safe
    return found


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return two_hubs(tmp_path)


def test_hubs_that_pull_from_each_other_come_to_hold_the_same_and_then_nothing_more(two: Two) -> None:
    first, _, *again = two.pull_a(), two.pull_b(), two.pull_a(), two.pull_b()

    assert fine(first, *again)
    assert (first.entries_new, first.blobs_new) == (3, 1)
    assert held(two.a.book) == held(two.b.book) >= {f"entry:{name}" for name in two.one.headers()}
    assert [(r.entries_new, r.blobs_new) for r in again] == [(0, 0), (0, 0)]


def test_hubs_on_either_database_pull_from_each_other(two: Two, database: Database) -> None:
    objects = ObjectFolder(two.folder / "c", KEY)
    other = HubBook(database, objects, a_key(SECOND), name="hub.test/log", root=two.bureau.id)
    two.two.record(CommentMade("乙"))
    assert two.two.sync(other, a_key(SECOND).key).safe

    _, _, *more = [pull(*way) for way in ((other, two.a.book, FIRST), (two.a.book, other, SECOND)) * 2]

    assert fine(*more)
    assert held(other) == held(two.a.book)
    assert not any(r.entries_new or r.blobs_new for r in more)


@pytest.mark.parametrize("reply_lost", [False, True])
def test_a_pull_may_be_cut_at_any_call_and_done_again(two: Two, reply_lost: bool) -> None:
    line = CutLine(two.b.book)
    assert fine(two.pull_a(line))
    for cut in range(line.calls):
        into = AHub(two.folder / f"cut-{cut}", two.bureau, seed=FIRST).book
        report = pull(into, CutLine(two.b.book, cut, reply_lost=reply_lost), SECOND)
        assert report.broke_off
        assert not report.alarm
        assert fine(pull(into, two.b.book, SECOND))
        assert held(into) == held(two.b.book)


class Deaf(Line):
    """A hub that was put back to an older copy and will not hear of it."""

    def checkpoint(self, known: str) -> str:
        return self.peer.checkpoint("")


@pytest.mark.parametrize("more", [0, 9])
def test_a_source_that_rewrote_its_log_is_noticed_and_nothing_is_taken_from_it(two: Two, more: int) -> None:
    old = two.b.backup()
    two.two.record(CommentMade("后来"))
    two.sync_two()
    assert fine(two.pull_a())
    before = held(two.a.book)

    two.b.restore(old)
    other = ALaptop(2, two.bureau)
    for n in range(more):
        other.record(CommentMade(f"另写 {n}"))
    assert other.sync(two.b.book, two.b.key.key).safe
    reports = [two.pull_a(Deaf(two.b.book)) for _ in range(2)]

    assert all("立即报告局机关" in report.alarm for report in reports), reports
    assert held(two.a.book) == before


def test_a_source_that_was_restored_says_so_and_gets_back_what_it_lost(two: Two) -> None:
    old = two.b.backup()
    sha256 = photo(two.two)
    two.sync_two()
    assert fine(two.pull_a())

    two.b.restore(old)
    report = two.pull_a()
    back = two.pull_b()

    assert "新的一期" in report.notice
    assert fine(report, back)
    assert back.blobs_new == 2  # the one lost, and the first hub's own
    assert f"blob:{sha256}" in held(two.b.book) == held(two.a.book)


class Generous(Line):
    """Gives an entry that its log does not hold."""

    def __init__(self, peer: Peer, extra: bytes) -> None:
        super().__init__(peer)
        self._extra = extra

    def feed(self, start: int, most: int) -> Page:
        page = self.peer.feed(start, most)
        return Page(page.frames + self._extra, page.next)


def test_an_entry_that_is_not_in_the_sources_log_is_not_taken(two: Two) -> None:
    name = two.two.record(CommentMade("未入册"))
    report = two.pull_a(Generous(two.b.book, write_frame(two.two.entry(name))))

    assert "其日志中没有的记录" in report.alarm
    assert report.entries_new == 0
    assert f"entry:{name}" not in held(two.a.book)


class Growing(Line):
    """Takes another entry whenever its checkpoint was asked for."""

    def __init__(self, two: Two) -> None:
        super().__init__(two.b.book)
        self._two = two

    def checkpoint(self, known: str) -> str:
        note = self.peer.checkpoint(known)
        self._two.two.record(CommentMade("同时"))
        self._two.sync_two()
        return note


def test_what_comes_to_the_source_meanwhile_waits_for_the_next_pull(two: Two) -> None:
    report = two.pull_a(Growing(two))
    next_one = two.pull_a()

    assert fine(report, next_one)
    assert (report.entries_new, next_one.entries_new) == (3, 1)


def test_what_was_pulled_is_not_asked_for_again(two: Two) -> None:
    assert fine(two.pull_a())
    line = CutLine(two.b.book)

    assert fine(two.pull_a(line))
    assert line.calls == 1  # for the checkpoint


class Unproved(Line):
    """Proves of entries alone that it holds them."""

    def receipts(self, names: Sequence[str], size: int) -> Mapping[str, Inclusion]:
        return self.peer.receipts([name for name in names if name.startswith("entry:")], size)


def test_a_file_that_the_source_does_not_prove_to_hold_is_not_taken(two: Two) -> None:
    report = two.pull_a(Unproved(two.b.book))

    assert (report.entries_new, report.blobs_new, report.blobs_lacking) == (3, 0, 1)
    assert two.pull_a().blobs_new == 1


class Spoiled(Line):
    """Gives other bytes of one file."""

    def __init__(self, peer: Peer, sha256: str) -> None:
        super().__init__(peer)
        self._sha256 = sha256

    def get_blob(self, sha256: str, offset: int, most: int) -> bytes:
        data = self.peer.get_blob(sha256, offset, most)
        return bytes([data[0] ^ 1]) + data[1:] if sha256 == self._sha256 and data else data


def test_other_bytes_than_an_entry_names_are_not_taken_and_hold_up_no_other_file(two: Two) -> None:
    small, large = photo(two.two, 1000), photo(two.two, 400_000)
    two.sync_two()

    report = two.pull_a(Spoiled(two.b.book, small))
    again = two.pull_a()

    assert list(report.problems) == [f"blob:{small}"]
    assert report.blobs_new == 2
    assert f"blob:{large}" in held(two.a.book)
    assert fine(again)
    assert again.blobs_new == 1


def test_a_lawful_erasure_is_pulled_with_its_order(two: Two) -> None:
    sha256 = photo(two.two)
    two.sync_two()
    name = next(n for n, h in two.two.headers().items() if sha256 in {r.sha256 for r in h.blobs})
    two.bureau.add(PayloadErased(name, "个人信息保护法第四十七条", (sha256,)))
    two.b.book.append(b"".join(write_frame(entry) for entry in two.bureau.entries))

    report = two.pull_a()

    assert fine(report)
    assert report.blobs_lacking == 0
    payload = "SELECT payload FROM entries WHERE id = ?"
    assert two.a.connection.execute(payload, (name,)).fetchall() == [(None,)]
    with pytest.raises(NotFound):
        two.a.book.get_blob(sha256, 0, 10)
