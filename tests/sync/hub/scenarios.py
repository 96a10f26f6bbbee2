"""What must hold between a laptop and a hub, told as short stories. Each takes the parts to tell it with, so
that it can be told of the real ones, and of ones with a rule broken, of which it must not hold."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from app.errors import BadInput, StorageFault
from app.events import CommentMade, PhotoTaken
from app.log import Entry, digest
from app.sharing import Admitted
from sync.checkpoint import read_checkpoint, write_checkpoint
from sync.peer import Inclusion, Outcome, Upload
from tests.builders import a_key
from tests.sync.hub.day import REWRITES, Day, Parts, Says, rewrite
from tests.sync.hub.lines import Hiding
from tests.sync.hub.making import ALaptop


def a_rewriting_is_noticed(folder: Path, parts: Parts) -> None:
    for number, change in enumerate(REWRITES.values()):
        for pending in (False, True):
            day = Day(folder / f"{number}{pending}", parts)
            rewrite(day.hub, change)
            name = day.laptop.record(CommentMade("之后")) if pending else ""
            report = day.sync()
            assert report.alarm
            assert (report.receipts, report.entries_sent, report.safe) == (0, 0, False)
            alarms = day.laptop.logbook.receipts.alarms()
            assert len(alarms) == 1
            assert (alarms[0].hub, alarms[0].text) == (day.hub.key.key.hex(), report.alarm)
            assert read_checkpoint(alarms[0].note, day.hub.key.key).size == 12
            assert f"entry:{name}" not in day.safe()


def a_hub_restored_from_an_older_copy_gets_everything_again(folder: Path, parts: Parts) -> None:
    day = Day(folder, parts)
    copy = day.hub.backup()
    data = os.urandom(2000)
    day.laptop.record(PhotoTaken(digest(data), "wide"), data)
    assert day.sync().safe
    day.hub.restore(copy)
    report = day.sync()
    assert report.notice
    assert report.safe
    assert day.no_false_receipts()
    assert day.hub.entries() == set(day.laptop.headers())
    assert day.hub.holds(f"blob:{digest(data)}")
    assert not day.sync().notice


def a_hub_that_went_on_after_a_restore_is_found_out(folder: Path, parts: Parts) -> None:
    """Others have filled the place of what was lost before the laptop comes back."""
    day = Day(folder, parts)
    copy = day.hub.backup()
    day.laptop.record(CommentMade("之后"))
    day.sync()
    day.hub.restore(copy)
    other = ALaptop(2, day.bureau)
    for n in range(5):
        other.record(CommentMade(f"第{n}条"))
    day.sync(laptop=other)
    report = day.sync()
    assert report.notice
    assert report.safe
    assert day.no_false_receipts()
    assert day.sync(laptop=other).safe
    assert day.hub.entries() == set(other.headers())


def a_note_of_another_key_is_an_alarm(folder: Path, parts: Parts) -> None:
    day = Day(folder, parts)
    day.laptop.record(CommentMade("之后"))
    good, stranger = day.checkpoint(), a_key(555)
    forged = write_checkpoint(good.origin, good.size + 5, good.root, stranger.key, stranger.sign).text
    for text in (forged, "", "<html>Welcome</html>"):
        report = day.sync(Says(day.hub.book, checkpoint=lambda known, text=text: text))
        assert report.alarm
        assert report.receipts == 0


def another_log_of_the_same_key_is_an_alarm(folder: Path, parts: Parts) -> None:
    day = Day(folder, parts)
    good, key = day.checkpoint(), day.hub.key
    for origin in ("hub.test/other#9-0123456789ab", "hub.test/log#0-0123456789ab", "hub.test/log"):
        text = write_checkpoint(origin, good.size, good.root, key.key, key.sign).text
        report = day.sync(Says(day.hub.book, checkpoint=lambda known, text=text: text))
        assert report.alarm
        assert day.laptop.note(key.key.hex()).startswith(good.origin)


def a_proof_that_does_not_hold_is_no_receipt(folder: Path, parts: Parts) -> None:
    day = Day(folder, parts)
    names = {f"entry:{day.laptop.record(CommentMade('之后'))}"}
    first = f"entry:{day.bureau.entries[0].id}"
    size = day.checkpoint().size
    true_of_another = day.hub.book.receipts([first], size)[first]
    for inclusion in (Inclusion(0, (bytes(32),) * 4), Inclusion(0, ()), true_of_another, Inclusion(-1, ())):

        def answer(
            asked: Sequence[str], size: int, inclusion: Inclusion = inclusion
        ) -> Mapping[str, Inclusion]:
            return dict.fromkeys(asked, inclusion)

        report = day.sync(Says(day.hub.book, receipts=answer))
        assert report.alarm
        assert not names & day.safe()


def what_a_hub_says_to_have_kept_is_not_safe_for_that(folder: Path, parts: Parts) -> None:
    day = Day(folder, parts)
    name = day.laptop.record(CommentMade("之后"), b"picture")
    liar = Says(
        day.hub.book,
        append=lambda frames: Outcome(kept=(name,)),
        upload=lambda sha256: Upload(7, whole=True),
    )
    report = day.sync(liar)
    assert (report.entries_waiting, report.blobs_waiting, report.safe) == (1, 1, False)
    assert day.no_false_receipts()


def what_a_full_disk_kept_out_is_fetched_the_next_time(folder: Path, parts: Parts) -> None:
    class FullDisk(ALaptop):
        """A laptop whose disk takes nothing while `full`."""

        full = True

        def admit(self, entries: Iterable[Entry]) -> Admitted:
            if self.full:
                raise StorageFault("磁盘已满。", "The disk is full.")
            return super().admit(entries)

    day = Day(folder, parts)
    other = FullDisk(2, day.bureau)
    assert day.sync(laptop=other).broke_off
    other.full = False
    assert day.sync(laptop=other).safe
    assert set(day.laptop.headers()) <= set(other.headers())


def one_bad_entry_holds_up_no_other(folder: Path, parts: Parts) -> None:
    day = Day(folder, parts)
    names = [day.laptop.record(CommentMade(f"第{n}条")) for n in range(40)]
    poison = day.laptop.entry(names[20]).header

    def append(frames: bytes) -> Outcome:
        if poison in frames:
            raise BadInput("不收。", "No.")
        return day.hub.book.append(frames)

    report = day.sync(Says(day.hub.book, append=append))
    assert set(report.problems) == {f"entry:{names[20]}"}
    assert report.entries_waiting == 1
    assert day.hub.entries() == set(day.laptop.headers()) - {names[20]}


def one_forged_entry_holds_up_no_other(folder: Path, parts: Parts) -> None:
    class Forger(ALaptop):
        """A laptop one of whose entries has a wrong signature."""

        poison = ""

        def entry(self, name: str) -> Entry:
            entry = super().entry(name)
            return Entry(entry.header, bytes(64), entry.payload) if name == self.poison else entry

    day = Day(folder, parts)
    other = Forger(2, day.bureau)
    names = [other.record(CommentMade(f"第{n}条")) for n in range(20)]
    other.poison = names[10]
    report = day.sync(laptop=other)
    assert f"entry:{names[10]}" in report.problems
    assert report.entries_waiting == 1
    assert day.hub.entries() == (set(other.headers()) | set(day.laptop.headers())) - {names[10]}


def what_is_not_the_bureau_s_own_device_s_is_not_in_the_log(folder: Path, parts: Parts) -> None:
    day = Day(folder, parts)
    stranger = ALaptop(3, day.bureau)
    name = stranger.record(CommentMade("陌生"), b"picture")
    report = day.sync(laptop=stranger)
    assert name in report.aside
    assert (report.entries_waiting, report.blobs_waiting) == (2, 1)
    assert name not in day.hub.entries()


def a_photo_damaged_on_the_hub_s_disk_is_no_receipt(folder: Path, parts: Parts) -> None:
    day = Day(folder, parts)
    data = os.urandom(600_000)
    day.laptop.record(PhotoTaken(digest(data), "wide"), data)

    def damaged(sha256: str, offset: int, total: int, part: bytes) -> Upload:
        if offset:  # between two parts, a bit of the first one flips on the disk
            path = day.hub.folder / "open" / sha256
            stored = bytearray(path.read_bytes())
            stored[100] ^= 1
            path.write_bytes(stored)
        return day.hub.book.put_part(sha256, offset, total, part)

    day.sync(Says(day.hub.book, put_part=damaged))
    assert day.no_false_receipts()
    assert day.sync().safe
    assert day.no_false_receipts()


def a_photo_is_no_receipt_before_it_is_whole(folder: Path, parts: Parts) -> None:
    day = Day(folder, parts)
    data = os.urandom(600_000)
    day.laptop.record(PhotoTaken(digest(data), "wide"), data)

    def half(sha256: str, offset: int, total: int, part: bytes) -> Upload:
        return day.hub.book.put_part(sha256, offset, total, part[:1000]) if not offset else Upload(offset)

    day.sync(Says(day.hub.book, put_part=half))
    assert day.no_false_receipts()


def a_photo_lost_at_the_hub_is_brought_again(folder: Path, parts: Parts) -> None:
    day = Day(folder, parts)
    sha256 = next(iter(day.laptop.blobs))
    (day.hub.folder / "held" / sha256[:2] / sha256).unlink()
    assert day.hub.book.scrub() == (f"blob:{sha256}",)
    report = day.sync()
    assert report.blobs_sent == 1
    assert report.safe
    assert day.no_false_receipts()


def other_bytes_than_an_entry_names_are_not_taken_from_the_hub(folder: Path, parts: Parts) -> None:
    day = Day(folder, parts)
    other = ALaptop(2, day.bureau)
    report = day.sync(Says(day.hub.book, get_blob=lambda sha256, at, most: bytes(3000)), other)
    assert len(report.problems) == 4
    assert other.blobs == {}


def an_entry_that_is_kept_back_is_noticed_by_a_supervisor(folder: Path, parts: Parts) -> None:
    day = Day(folder, parts)
    kept_back = list(day.laptop.headers())[-1]
    boss = ALaptop(2, day.bureau)
    boss.sees_all = True
    line = Hiding(day.hub.book, {kept_back})
    said = set()
    for _ in range(2):
        report = day.sync(line, boss)
        assert (report.fact, report.safe) == (kept_back, False)
        said.add(report.alarm)
        boss.record(CommentMade("其间又有新的记录"))
    assert all(f"1 条记录（如第 8 条，{kept_back[:12]}" in text for text in said)
    assert [alarm.text for alarm in boss.logbook.receipts.alarms()] == list(said)
    assert boss.headers().keys() >= day.laptop.headers().keys() - {kept_back}
    assert day.sync(day.hub.book, boss).safe
    assert kept_back in boss.headers()
    assert day.sync(line, boss).safe


SCENARIOS: tuple[Callable[[Path, Parts], None], ...] = (
    a_rewriting_is_noticed,
    a_hub_restored_from_an_older_copy_gets_everything_again,
    a_hub_that_went_on_after_a_restore_is_found_out,
    a_note_of_another_key_is_an_alarm,
    another_log_of_the_same_key_is_an_alarm,
    a_proof_that_does_not_hold_is_no_receipt,
    what_a_hub_says_to_have_kept_is_not_safe_for_that,
    what_a_full_disk_kept_out_is_fetched_the_next_time,
    one_bad_entry_holds_up_no_other,
    one_forged_entry_holds_up_no_other,
    what_is_not_the_bureau_s_own_device_s_is_not_in_the_log,
    a_photo_damaged_on_the_hub_s_disk_is_no_receipt,
    a_photo_is_no_receipt_before_it_is_whole,
    a_photo_lost_at_the_hub_is_brought_again,
    other_bytes_than_an_entry_names_are_not_taken_from_the_hub,
    an_entry_that_is_kept_back_is_noticed_by_a_supervisor,
)
