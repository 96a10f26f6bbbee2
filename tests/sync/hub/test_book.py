"""The hub's book on SQLite and on a real PostgreSQL: gap-free, proved, one bad item blocks no other."""

import os
import threading
from itertools import pairwise
from pathlib import Path

import pytest

from app.errors import NotFound
from app.events import CommentMade, DeviceEnrolled, PhotoTaken
from app.log import Entry, digest
from offline_db.driver import DatabaseError, connect
from sync.checkpoint import read_checkpoint
from sync.frames import read_frames, write_frame
from sync.hub.book import HubBook
from sync.hub.examine import UNENROLLED
from sync.hub.objects import ObjectFolder
from sync.hub.port import Database, PostgresDatabase, SqliteDatabase
from sync.peer import LARGEST_PART, MOST_NAMES, Page
from sync.tlog import extends, includes, leaf_hash
from tests.builders import ALog, a_key
from tests.sync.hub.making import HUB_SEED, KEY, ALaptop, a_bureau_log

SIGNER = a_key(HUB_SEED)
BUREAU = a_bureau_log([1, 2])


@pytest.fixture
def book(database: Database, tmp_path: Path) -> HubBook:
    return a_book(database, tmp_path)


def a_book(database: Database, folder: Path) -> HubBook:
    return HubBook(database, ObjectFolder(folder, KEY), SIGNER, name="hub.test/log", root=BUREAU.id)


def frames(entries: list[Entry]) -> bytes:
    return b"".join(write_frame(entry) for entry in entries)


def a_log(seed: int = 1, count: int = 3) -> ALog:
    log = ALog(seed)
    for n in range(count):
        log.add(CommentMade(f"第{n}条"))
    return log


def test_a_hub_that_an_earlier_version_kept_goes_on_with_its_log(database: Database, tmp_path: Path) -> None:
    log = a_log()
    before = a_book(database, tmp_path)
    before.append(frames(BUREAU.entries))
    before.append(frames(log.entries[:2]))
    names = before.leaves(0, 100)
    rows = [(name, place) for place, name in enumerate(names)]
    database.transact(lambda db: db.rows("DROP TABLE leaf_names"))
    database.transact(
        lambda db: db.rows("CREATE TABLE leaves (name TEXT PRIMARY KEY, place BIGINT NOT NULL)")
    )
    database.transact(lambda db: db.many("INSERT INTO leaves VALUES (?, ?)", rows))

    after = a_book(database, tmp_path)
    outcome = after.append(frames(log.entries))

    assert after.leaves(0, 100) == [*names, *(f"entry:{entry.id}" for entry in log.entries[2:])]
    assert len(outcome.known) == 2
    size = read_checkpoint(after.checkpoint(""), SIGNER.key).size
    assert after.receipts(names, size).keys() == set(names)
    a_book(database, tmp_path)


def test_entries_are_kept_once_and_come_back_as_they_were(book: HubBook) -> None:
    log = a_log()
    book.append(frames(BUREAU.entries))

    first, second = book.append(frames(log.entries)), book.append(frames(log.entries))

    assert set(first.kept) == set(second.known) == {entry.id for entry in log.entries}
    page = book.feed(0, 100)
    assert list(read_frames(page.frames)) == [*BUREAU.entries, *log.entries]
    assert page.next == 7
    assert list(read_frames(book.feed(3, 2).frames)) == log.entries[:2]


def test_every_receipt_proves_itself_at_every_size(book: HubBook) -> None:
    book.append(frames(BUREAU.entries))
    notes = [read_checkpoint(book.checkpoint(""), SIGNER.key)]
    logs = [a_log(1, 5), a_log(2, 8)]
    for log in logs:
        book.append(frames(log.entries))
        notes.append(read_checkpoint(book.checkpoint(notes[-1].text), SIGNER.key))

    names = [f"entry:{entry.id}" for log in (BUREAU, *logs) for entry in log.entries]
    for note in notes:
        found = book.receipts(names, note.size)
        assert len(found) == note.size
        for name, (place, proof) in found.items():
            assert includes(leaf_hash(name.encode()), place, note.size, proof, note.root)
    for old, new in pairwise(notes):
        assert extends(old.size, new.size, old.root, new.root, book.consistency(old.size, new.size))
    assert len({note.origin for note in notes}) == 1


def test_an_unknown_device_waits_until_the_bureau_enrols_it(book: HubBook) -> None:
    log = a_log(3)
    book.append(frames(BUREAU.entries))
    waiting = book.append(frames(log.entries))
    bureau = ALog(BUREAU.key.private.private_bytes_raw()[-1] or 1)
    bureau.entries = list(BUREAU.entries)
    bureau.key, bureau.id = BUREAU.key, BUREAU.id
    word = bureau.add(DeviceEnrolled(3, "3号机", a_key(3).key.hex(), "00" * 32))

    outcome = book.append(frames([word]))

    assert {reason for _, reason in waiting.aside} == {UNENROLLED}
    assert outcome.kept == (word.id,)
    assert set(book.append(frames(log.entries)).known) == {entry.id for entry in log.entries}


def test_one_forged_entry_blocks_no_other(book: HubBook) -> None:
    log = a_log(1, 4)
    bad = Entry(log.entries[2].header, bytes(64), log.entries[2].payload)
    book.append(frames(BUREAU.entries))

    outcome = book.append(frames([*log.entries[:2], bad, *log.entries[3:]]))

    assert len(outcome.kept) == 4
    assert [name for name, _ in outcome.refused] == [bad.id]
    assert bad.id not in book.receipts([f"entry:{bad.id}"], 3 + 4)


def photographed(book: HubBook, data: bytes) -> tuple[str, str]:
    """Let a laptop's entry name a file; returns the file's digest and the leaf's name."""
    laptop = ALaptop(1, BUREAU)
    laptop.record(PhotoTaken(digest(data), "wide"), data)
    book.append(frames([*BUREAU.entries, *laptop.logbook.entries()]))
    return digest(data), f"blob:{digest(data)}"


def test_a_photo_becomes_a_leaf_when_it_is_whole_and_not_before(book: HubBook) -> None:
    data = os.urandom(10_000)
    sha256, leaf = photographed(book, data)

    half = book.put_part(sha256, 0, len(data), data[:4000])
    again = book.put_part(sha256, 0, len(data), data[:4000])
    before = book.receipts([leaf], book.feed(0, 100).next)
    whole = book.put_part(sha256, 4000, len(data), data[4000:])

    assert (half.offset, again.offset, half.whole) == (4000, 4000, False)
    assert before == {}
    assert whole.whole
    assert leaf in book.receipts([leaf], book.feed(0, 100).next)
    assert book.get_blob(sha256, 0, LARGEST_PART) == data


def test_a_photo_that_no_entry_names_is_not_taken(book: HubBook) -> None:
    state = book.put_part(digest(b"x"), 0, 1, b"x")

    assert not state.wanted
    with pytest.raises(NotFound):
        book.get_blob(digest(b"x"), 0, 10)


def test_a_photo_with_other_bytes_gets_no_receipt(book: HubBook) -> None:
    sha256, leaf = photographed(book, b"right")

    state = book.put_part(sha256, 0, 5, b"wrong")

    assert (state.whole, state.offset) == (False, 0)
    assert book.receipts([leaf], book.feed(0, 100).next) == {}


def test_a_photo_that_lay_whole_when_the_process_died_becomes_a_leaf_later(
    book: HubBook, database: Database, tmp_path: Path
) -> None:
    sha256, leaf = photographed(book, b"picture")
    objects = ObjectFolder(tmp_path, KEY)
    objects.add(sha256, 0, b"picture")
    objects.finish(sha256)

    state = a_book(database, tmp_path).upload(sha256)

    assert state.whole
    assert leaf in book.receipts([leaf], book.feed(0, 100).next)


def test_a_photo_lost_from_the_disk_has_no_receipt_any_more_and_may_be_brought_again(
    book: HubBook, tmp_path: Path
) -> None:
    sha256, leaf = photographed(book, b"picture")
    book.put_part(sha256, 0, 7, b"picture")
    before = read_checkpoint(book.checkpoint(""), SIGNER.key)
    path = tmp_path / "held" / sha256[:2] / sha256
    path.write_bytes(path.read_bytes()[:-1] + b"\0")

    lost = book.scrub()

    after = read_checkpoint(book.checkpoint(before.text), SIGNER.key)
    assert lost == (leaf,)
    assert after.origin != before.origin
    assert book.receipts([leaf], after.size) == {}
    assert book.put_part(sha256, 0, 7, b"picture").whole
    assert leaf in book.receipts([leaf], after.size)
    assert book.scrub() == ()


def test_a_later_note_of_its_own_begins_a_new_epoch_once(book: HubBook) -> None:
    book.append(frames(BUREAU.entries))
    now = read_checkpoint(book.checkpoint(""), SIGNER.key)
    later = book_of_another_life(BUREAU.entries + a_log().entries, now.origin)

    changed = read_checkpoint(book.checkpoint(later), SIGNER.key)
    again = read_checkpoint(book.checkpoint(later), SIGNER.key)

    assert changed.origin != now.origin
    assert again == changed
    assert (changed.size, changed.root) == (now.size, now.root)


def book_of_another_life(entries: list[Entry], origin: str) -> str:
    """The note that the same hub would have signed had it held these entries."""
    database = SqliteDatabase(connect(":memory:", KEY), DatabaseError)
    other = a_book(database, Path("unused"))
    database.transact(lambda db: db.rows("UPDATE head SET origin = ?", (origin,)))
    other.append(frames(entries))
    return other.checkpoint("")


def test_notes_of_others_begin_no_epoch(book: HubBook) -> None:
    before = book.checkpoint("")
    stranger = before.replace("0", "1", 1)

    for text in (stranger, "", "x" * 70_000, "a\n1\nAAAA\n\n— a AAAA\n"):
        assert book.checkpoint(text) == before


def test_writers_at_once_leave_no_gap_and_no_leaf_twice(
    book: HubBook, database: Database, tmp_path: Path
) -> None:
    book.append(frames(BUREAU.entries))
    log = a_log(1, int(os.environ.get("HUHANG_HUB_ENTRIES", "120")))
    others = [book] + [a_book(_again(database), tmp_path) for _ in range(3)]

    threads = [threading.Thread(target=send, args=(other, log)) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in others[1:] if isinstance(database, PostgresDatabase) else ():
        other.close()

    page = book.feed(0, 2000)
    size = len(BUREAU.entries) + len(log.entries)
    seen: set[str] = set()
    while page.frames:
        seen |= {entry.id for entry in read_frames(page.frames)}
        page = book.feed(page.next, 2000) if page.next < size else Page(b"", page.next)
    assert (page.next, len(seen)) == (size, size)
    note = read_checkpoint(book.checkpoint(""), SIGNER.key)
    names = [f"entry:{entry.id}" for entry in log.entries[:MOST_NAMES]]
    for name, (place, proof) in book.receipts(names, note.size).items():
        assert includes(leaf_hash(name.encode()), place, note.size, proof, note.root)


def _again(database: Database) -> Database:
    """A second way into the same database, as another process has it."""
    return PostgresDatabase(database.address) if isinstance(database, PostgresDatabase) else database


def send(book: HubBook, log: ALog) -> None:
    for at in range(0, len(log.entries), 10):
        book.append(frames(log.entries[at : at + 10]))
