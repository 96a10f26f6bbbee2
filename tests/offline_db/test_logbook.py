"""The log: append only, admitted by proof, forks kept, erased only by law, nothing acknowledged lost."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import StorageFault
from app.events import CommentMade, FactRecorded, PayloadErased, PhotoTaken
from app.log import Entry
from offline_db.blobs import BlobFolder, measure
from offline_db.data_folder import DataFolder, create_data_folder, open_data_folder
from offline_db.driver import DatabaseError, connect
from tests.builders import ALog, a_bureau, a_device, carry

CASE = "F-1-0001"


@pytest.fixture
def device(tmp_path: Path) -> DataFolder:
    return create_data_folder(tmp_path / "device", "一号机", "0")


def test_what_was_appended_is_there_after_opening_again(device: DataFolder) -> None:
    device.casebook.append(CASE, FactRecorded("", "quantity", "12"))
    before = device.casebook.case(CASE)
    device.close()

    again = open_data_folder(device.path)

    assert again.casebook.case(CASE) == before
    assert again.audit().whole


def test_a_rebuild_gives_the_same_views(device: DataFolder) -> None:
    for n in range(5):
        device.casebook.append(CASE, FactRecorded("", f"field{n % 2}", str(n)))
    before = (device.casebook.case(CASE), device.casebook.cases())

    device.casebook.rebuild()

    assert (device.casebook.case(CASE), device.casebook.cases()) == before


def test_lost_views_are_folded_again_from_the_log(device: DataFolder) -> None:
    device.casebook.append(CASE, FactRecorded("", "quantity", "12"))
    before = device.casebook.cases()
    device.close()
    for path in device.path.glob("views.db*"):
        path.unlink()

    assert open_data_folder(device.path).casebook.cases() == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entries SET payload = x'00'",
        "UPDATE entries SET payload = NULL",
        "UPDATE entries SET seq = 9",
        "DELETE FROM entries",
        "INSERT OR REPLACE INTO entries SELECT id, log, 9, kind, case_number, header, signature, payload"
        " FROM entries",
        "UPDATE identity SET value = ''",
        "DELETE FROM identity",
    ],
)
def test_the_database_itself_refuses_to_change_the_past(device: DataFolder, sql: str) -> None:
    device.close()
    connection = connect(device.path / "log.db", device.keys.derive("log"))
    connection.execute("PRAGMA recursive_triggers = ON")

    with pytest.raises(DatabaseError, match="never"):
        connection.execute(sql)
    connection.close()


def test_the_log_lies_encrypted_and_opens_with_its_key_alone(device: DataFolder) -> None:
    device.casebook.append(CASE, CommentMade("绝密内容"))
    device.close()

    for path in device.path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert "绝密内容".encode() not in data
            assert not data.startswith(b"SQLite format 3") or path.name == "register.db"
    with pytest.raises(StorageFault):
        connect(device.path / "log.db", bytes(32))


def test_a_second_program_is_kept_out(device: DataFolder) -> None:
    with pytest.raises(StorageFault, match="正被另一个程序使用"):
        open_data_folder(device.path)


def test_an_emptied_copy_waits_for_the_order_and_never_displaces_the_whole_one(tmp_path: Path) -> None:
    bureau = a_bureau(tmp_path / "bureau")
    giver, taker, other = (a_device(bureau, tmp_path / str(n), n) for n in (1, 2, 3))
    carry(bureau, taker, tmp_path / "x.huhang")
    carry(bureau, other, tmp_path / "y.huhang")
    giver.casebook.append(CASE, CommentMade("原话"))
    whole = [*giver.logbook.entries()]
    target = giver.casebook.case(CASE).comments[0].source.entry
    emptied = [replace(e, payload=None) if e.id == target else e for e in whole]

    assert [name for name, _ in taker.admit(emptied).aside] == [target]
    assert target in taker.admit(whole).new
    assert taker.casebook.case(CASE).comments[0].comment == "原话"

    other.admit(emptied)
    bureau.admit(whole)
    bureau.order(PayloadErased(target, "个人信息保护法第四十七条"))
    assert target in other.admit([*giver.logbook.entries(), *bureau.logbook.entries()]).new
    assert other.logbook.entry(target).payload is None
    assert other.audit().whole


def test_a_fork_of_a_restored_image_is_kept_and_reported(tmp_path: Path) -> None:
    bureau = a_bureau(tmp_path / "bureau")
    first = a_device(bureau, tmp_path / "one", 1)
    other = a_device(bureau, tmp_path / "two", 2)
    twin_log = [*first.logbook.entries()]
    first.casebook.append(CASE, CommentMade("甲"))
    carry(bureau, other, tmp_path / "x.huhang")
    log = ALog()
    log.key = replace(log.key, private=first.keys.signing)
    log.id = first.own
    log.entries = [e for e in twin_log if _seq(e) >= 0 and _log(e) == first.own]
    log.add(CommentMade("乙"), case=CASE)

    other.admit([*first.logbook.entries(), *log.entries])

    (fork,) = other.logbook.forks()
    assert len(fork.entries) == 2
    assert {c.comment for c in other.casebook.case(CASE).comments} == {"甲", "乙"}
    assert any("分叉" in p.zh for p in other.audit().problems)


def _log(entry: Entry) -> str:
    return entry.header.split(b'"log":"')[1][:32].decode()


def _seq(entry: Entry) -> int:
    return int(entry.header.split(b'"seq":')[1].split(b",")[0].rstrip(b"}"))


def test_entries_of_a_stranger_wait_aside_until_the_bureau_knows_it(tmp_path: Path) -> None:
    bureau = a_bureau(tmp_path / "bureau")
    device = a_device(bureau, tmp_path / "one", 1)
    stranger = ALog(9)
    stranger.add(CommentMade("甲"), case=CASE)

    admitted = device.admit(stranger.entries)

    assert admitted.new == ()
    assert len(admitted.aside) == 2
    assert device.logbook.quarantined()
    assert device.audit().whole


def test_forged_entries_are_refused_and_the_rest_is_kept(tmp_path: Path) -> None:
    bureau = a_bureau(tmp_path / "bureau")
    first, other = a_device(bureau, tmp_path / "one", 1), a_device(bureau, tmp_path / "two", 2)
    first.casebook.append(CASE, CommentMade("甲"))
    good = [*first.logbook.entries()]
    true = next(e for e in good if b"CommentMade" in e.header)
    forged = Entry(true.header.replace(b"CommentMade", b"CaseSubmitd"), true.signature, true.payload)

    admitted = other.admit([forged, Entry(b"{}", b"", b""), *good])

    assert len(admitted.refused) == 2
    assert other.casebook.case(CASE).comments[0].comment == "甲"


def test_a_flipped_bit_in_a_photo_is_noticed(device: DataFolder) -> None:
    ref = device.blobs.put(b"photo" * 1000, "photo")
    device.casebook.append(CASE, PhotoTaken(ref.sha256, "wide"), blobs=(ref,))
    path = device.path / "blobs" / ref.sha256[:2] / ref.sha256
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)

    with pytest.raises(StorageFault, match="损坏"):
        device.blobs.get(ref.sha256)
    assert "已被改动" in device.audit().problems[0].zh
    path.unlink()
    assert "缺失" in device.audit().problems[0].zh


@pytest.mark.parametrize("size", [0, 1, 1024 * 1024, 1024 * 1024 + 1, 2 * 1024 * 1024])
def test_blobs_of_any_size_come_back_as_they_were(tmp_path: Path, size: int) -> None:
    folder = BlobFolder(tmp_path, bytes(32))
    data = os.urandom(size)

    ref = folder.put(data, "photo")

    assert folder.put(data, "photo") == ref == measure(data, "photo")
    assert folder.get(ref.sha256) == data
    assert list(folder.digests()) == [ref.sha256]


def test_sm3_follows_its_standard() -> None:
    assert measure(b"abc", "").sm3 == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


WRITER = """
import sys
from pathlib import Path
from app.events import CommentMade, PhotoTaken
from offline_db.data_folder import open_data_folder
device = open_data_folder(Path(sys.argv[1]))
print("open", flush=True)
for n in range(100000):
    ref = device.blobs.put(f"{sys.argv[2]}-{n}".encode() * 50, "photo")
    device.casebook.append("F-1-0001", PhotoTaken(ref.sha256, "wide"), blobs=(ref,))
    print(ref.sha256, flush=True)
"""


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    create_data_folder(tmp_path / "device", "一号机", "0").close()
    acknowledged: set[str] = set()

    for kill in range(12):
        command = [sys.executable, "-c", WRITER, str(tmp_path / "device"), str(kill)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(2 + kill * 3):
                acknowledged.add(process.stdout.readline().strip())
            process.send_signal(signal.SIGKILL)
            acknowledged |= {line.strip() for line in process.stdout if len(line.strip()) == 64}
    acknowledged.discard("open")

    device = open_data_folder(tmp_path / "device")
    kept = {photo.sha256 for photo in device.casebook.case(CASE).photos}
    assert acknowledged <= kept
    assert len(acknowledged) > 100
    assert device.audit().whole
    device.close()
