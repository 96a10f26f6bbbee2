"""A backup makes a working installation again, alone; damage is named and costs only itself."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import BadInput, InspectionError, NotAllowed
from app.events import CommentMade, DeviceRevoked, PayloadErased, PhotoTaken
from app.front.bureau_desk import enrol
from app.front.house import run_house
from app.front.restoring import audit_restored, back_up, restore
from offline_db.data_folder import DataFolder
from sync.backup import open_lock
from sync.segments import segments
from sync.stick import Stick
from tests.builders import a_bureau, a_device

WORD = "护航备份口令八字"
CASE = "F-1-0001"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[DataFolder, DataFolder]]:
    bureau = a_bureau(tmp_path / "bureau")
    device = a_device(bureau, tmp_path / "one", 1)
    bureau.put_blob(photo(device), "photo")
    device.casebook.append(CASE, CommentMade("备份前"))
    bureau.admit([*device.logbook.entries()])
    yield bureau, device
    bureau.close()
    device.close()


def photo(device: DataFolder) -> bytes:
    data = os.urandom(60_000)
    ref = device.blobs.put(data, "photo")
    device.casebook.append(CASE, PhotoTaken(ref.sha256, "wide"), blobs=(ref,))
    return data


def test_a_lost_device_comes_back_under_new_keys_and_a_new_number(
    office: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    bureau, device = office
    back_up(device, tmp_path / "backup", WORD)
    photo(device)
    back_up(device, tmp_path / "backup", WORD)

    private = open_lock(tmp_path / "backup", WORD)
    again, restored = restore(tmp_path / "backup", private, tmp_path / "again", "新机", "0")

    assert restored.whole
    assert (restored.entries, restored.blobs) == (len(device.headers()), 2)
    assert set(again.headers()) == {*device.headers(), again.logbook.head}
    assert again.own != device.own
    assert again.keys.key != device.keys.key
    assert again.casebook.case(CASE) == device.casebook.case(CASE)
    assert audit_restored(again).whole
    Stick(again).write_request(tmp_path / "request")
    assert enrol(bureau, tmp_path / "request").device == 2
    again.admit([*bureau.logbook.entries()])
    assert again.casebook.new_case_number("F") == "F-2-0001"
    assert again.audit().whole
    again.close()


def test_the_bureau_comes_back_under_its_own_log(
    office: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    bureau, device = office
    bureau.record(DeviceRevoked(1, "遗失"))
    back_up(bureau, tmp_path / "backup", WORD)

    private = open_lock(tmp_path / "backup", WORD)
    again, restored = restore(tmp_path / "backup", private, tmp_path / "again", "", "0")
    again.record(DeviceRevoked(9, "试"))

    assert restored.whole
    assert (again.own, again.keys.key, again.casebook.leads) == (bureau.own, bureau.keys.key, True)
    assert set(again.headers()) > set(bureau.headers())
    assert device.own in {header.log for header in again.headers().values()}
    assert again.logbook.forks() == ()
    assert again.audit().whole
    again.close()


def test_what_was_lawfully_erased_does_not_come_back(
    office: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    bureau, device = office
    device.casebook.append(CASE, CommentMade("应删除的内容"))
    name = device.logbook.head
    back_up(device, tmp_path / "backup", WORD)
    bureau.admit([*device.logbook.entries()])
    bureau.order(PayloadErased(name, "个人信息保护法第47条"))
    device.admit([*bureau.logbook.entries()])
    back_up(device, tmp_path / "backup", WORD)

    private = open_lock(tmp_path / "backup", WORD)
    again, restored = restore(tmp_path / "backup", private, tmp_path / "again", "新机", "0")

    assert restored.whole
    assert again.entry(name).payload is None
    assert audit_restored(again).whole
    again.close()


def test_harm_to_one_file_is_named_and_costs_only_itself(
    office: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    _, device = office
    for _ in range(3):
        photo(device)
        back_up(device, tmp_path / "backup", WORD)
    private = open_lock(tmp_path / "backup", WORD)
    path = segments(tmp_path / "backup")[2]
    data = path.read_bytes()
    harms = {
        "missing": None,
        "truncated": data[: len(data) // 2],
        "changed": data[:-40_000] + bytes([data[-40_000] ^ 1]) + data[-39_999:],
        "emptied": b"",
    }

    for harm, left in harms.items():
        path.unlink(missing_ok=True)
        if left is not None:
            path.write_bytes(left)
        again, restored = restore(tmp_path / "backup", private, tmp_path / harm, "新机", "0")
        assert (restored.whole, restored.blobs, restored.of_blobs) == (False, 3, 4), harm
        assert restored.entries >= restored.of_entries - 2
        again.close()


def test_the_drill_says_restored_n_of_n_and_refuses_a_backup_that_lacks_something(
    office: tuple[DataFolder, DataFolder], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, device = office
    count = len(device.headers())
    device.close()
    words = ["--data", str(tmp_path / "one")]
    backup = [str(tmp_path / "backup"), "--backup-passphrase", WORD]

    assert run_house([*words, "backup", *backup]) == 0
    assert run_house([*words, "restore-drill", *backup]) == 0
    said = capsys.readouterr().out
    assert run_house(["restore", *backup, str(tmp_path / "again")]) == 0
    segments(tmp_path / "backup")[1].unlink()
    assert run_house([*words, "restore-drill", *backup]) == 1

    assert f"restored {count + 1} of {count + 1} entries" in said
    assert "restored 1 of 1 files" in said
    assert "演练未通过" in capsys.readouterr().err


def test_a_backup_that_nobody_could_read_is_not_begun(
    office: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    for folder in office:
        with pytest.raises(NotAllowed, match="设置口令"):
            back_up(folder, tmp_path / "backup", "")
    with pytest.raises(BadInput):
        back_up(office[1], tmp_path / "backup", "1111")


def test_a_lock_that_somebody_exchanged_gets_nothing(
    office: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    _, device = office
    back_up(device, tmp_path / "backup", WORD)
    open_lock(tmp_path / "theirs", "another passphrase", make=True)
    shutil.copy(tmp_path / "theirs" / "backup.json", tmp_path / "backup" / "backup.json")
    before = segments(tmp_path / "backup")

    with pytest.raises(BadInput, match="口令不正确"):
        back_up(device, tmp_path / "backup", WORD)
    with pytest.raises(BadInput, match="口令不正确"):
        open_lock(tmp_path / "backup", WORD)

    assert segments(tmp_path / "backup") == before


def test_a_folder_that_is_no_backup_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InspectionError, match="没有用口令加密的备份"):
        open_lock(tmp_path, WORD)
