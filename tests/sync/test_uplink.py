"""An uplink: what is safe is proved, what is not is sent, and a hub that lies is noticed at the next sync."""

import os
from pathlib import Path

import pytest

from app.errors import BadInput
from app.events import CommentMade, PhotoTaken
from app.log import digest
from app.safety import Lamp, Proofs, safety
from app.sharing import Synced
from sync.peer import Outcome
from tests.builders import ALog
from tests.sync.hub.lines import CutLine, Line
from tests.sync.hub.making import AHub, ALaptop, a_bureau_log


class Office:
    """A bureau, its hub and two laptops."""

    def __init__(self, folder: Path) -> None:
        self.bureau: ALog = a_bureau_log([1, 2])
        self.hub = AHub(folder / "objects", self.bureau)
        self.one = ALaptop(1, self.bureau)
        self.two = ALaptop(2, self.bureau)

    def sync(self, laptop: ALaptop) -> Synced:
        return laptop.sync(self.hub.book, self.hub.key.key)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def photo(laptop: ALaptop, size: int = 5000) -> str:
    """Take a photo; returns its digest."""
    data = os.urandom(size)
    laptop.record(PhotoTaken(digest(data), "wide"), data)
    return digest(data)


def test_one_sync_makes_everything_safe(office: Office) -> None:
    sha256 = photo(office.one, 700_000)

    report = office.sync(office.one)

    assert report.safe, report
    assert (report.entries_sent, report.blobs_sent, report.receipts) == (5, 1, 6)
    assert office.hub.holds(f"blob:{sha256}")
    assert office.hub.entries() == set(office.one.headers())


def test_what_is_safe_is_not_sent_again(office: Office) -> None:
    photo(office.one)
    office.sync(office.one)

    report = office.sync(office.one)

    assert report.safe
    assert (report.entries_sent, report.blobs_sent, report.receipts) == (0, 0, 0)


def test_what_one_laptop_brings_the_other_gets(office: Office) -> None:
    sha256 = photo(office.one)
    office.sync(office.one)

    report = office.sync(office.two)

    assert (report.entries_new, report.blobs_new, report.safe) == (2, 1, True)
    assert office.two.get_blob(sha256) == office.one.get_blob(sha256)
    assert set(office.one.headers()) < set(office.two.headers())


def test_a_receipt_can_be_shown_to_anybody(office: Office) -> None:
    name = office.one.record(CommentMade("甲"))
    report = office.sync(office.one)

    found = office.one.logbook.receipts.receipt(report.origin, f"entry:{name}")

    assert found is not None
    (place, proof), note = found
    assert note == office.one.note(office.hub.key.key.hex()) or note.startswith(report.origin)
    assert place < report.size
    assert proof


def test_entries_name_the_newest_checkpoint_that_their_device_held(office: Office) -> None:
    before = office.one.record(CommentMade("之前"))
    office.sync(office.one)
    after = office.one.record(CommentMade("之后"))

    note = office.one.note(office.hub.key.key.hex())

    assert office.one.headers()[before].after == ""
    assert office.one.headers()[after].after == digest(note.encode())


def lamp(laptop: ALaptop, name: str) -> Lamp:
    return safety({name: laptop.headers()[name]}, Proofs(laptop.logbook.receipts.safe())).lamp


def test_lamps_tell_how_far_an_entry_has_come(office: Office) -> None:
    name = office.one.record(CommentMade("图"), os.urandom(300_000))
    receipts = office.one.logbook.receipts
    lamps = [lamp(office.one, name)]
    line = CutLine(office.hub.book, 7)  # checkpoint, append, checkpoint, proof?, receipts, upload, part: gone
    office.one.sync(line, office.hub.key.key)
    lamps.append(lamp(office.one, name))

    office.sync(office.one)
    lamps.append(lamp(office.one, name))

    assert lamps == [Lamp.HERE, Lamp.HUB, Lamp.FILES]
    assert safety(office.one.headers(), Proofs(receipts.safe())).complete


@pytest.mark.parametrize("reply_lost", [False, True])
def test_a_sync_may_be_cut_at_any_call_and_done_again(office: Office, reply_lost: bool) -> None:
    rehearsal = CutLine(office.hub.book)
    photo(office.two, 300_000)
    office.two.sync(rehearsal, office.hub.key.key)
    for cut in range(rehearsal.calls + 3):
        photo(office.one, 300_000)
        broken = office.one.sync(CutLine(office.hub.book, cut, reply_lost=reply_lost), office.hub.key.key)
        held = office.one.receipted(broken.origin)
        assert all(office.hub.holds(leaf) for leaf in held)

    report = office.sync(office.one)

    assert report.safe, report
    assert office.hub.entries() == set(office.one.headers())


def test_every_call_may_arrive_twice(office: Office) -> None:
    photo(office.one, 600_000)

    report = office.one.sync(CutLine(office.hub.book, twice=True), office.hub.key.key)

    assert report.safe, report
    assert office.hub.book.feed(0, 100).next == report.size == len(office.hub.entries()) + 1


def test_one_bad_entry_never_holds_up_the_rest(office: Office) -> None:
    class Poisoned(Line):
        """A hub that refuses every batch with one certain entry in it."""

        def append(self, frames: bytes) -> Outcome:
            if poison in frames:
                raise BadInput("不收。", "No.")
            return super().append(frames)

    names = [office.one.record(CommentMade(f"第{n}条")) for n in range(60)]
    poison = office.one.entry(names[30]).header

    report = office.one.sync(Poisoned(office.hub.book), office.hub.key.key)

    assert set(report.problems) == {f"entry:{names[30]}"}
    assert report.entries_waiting == 1
    assert office.hub.entries() == set(office.one.headers()) - {names[30]}
