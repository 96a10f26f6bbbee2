"""A device restored from an older image: both branches stay, and it goes on in a fresh log."""

import shutil
from pathlib import Path

import pytest

from app.events import CommentMade, LogOpened
from app.log import read_event
from offline_db.data_folder import DataFolder, create_data_folder, open_data_folder
from tests.builders import a_bureau, a_device
from tests.offline_db.test_keys import WORDS, Machine

CASE = "F-1-0001"


def say(device: DataFolder, text: str) -> str:
    device.casebook.append(CASE, CommentMade(text))
    return device.casebook.head


def share(giver: DataFolder, taker: DataFolder) -> None:
    taker.admit(list(giver.logbook.entries()))


@pytest.fixture
def restored(tmp_path: Path) -> tuple[DataFolder, DataFolder]:
    """A bureau that holds what a device wrote, and that device after it wrote more from an older image."""
    bureau = a_bureau(tmp_path / "bureau")
    device = a_device(bureau, tmp_path / "one", 1)
    say(device, "一")
    device.close()
    shutil.copytree(tmp_path / "one", tmp_path / "image")
    device = open_data_folder(tmp_path / "one")
    say(device, "后来的")
    share(device, bureau)
    device.close()
    again = open_data_folder(tmp_path / "image")
    say(again, "镜像上的")
    return bureau, again


def test_a_forked_device_goes_on_in_a_fresh_log_that_names_both_heads(
    restored: tuple[DataFolder, DataFolder],
) -> None:
    bureau, device = restored
    old = device.own
    share(bureau, device)
    (fork,) = device.logbook.forks()

    name = say(device, "新日志")

    assert device.own != old
    header = device.headers()[name]
    assert header.log == device.own
    opening = next(n for n, h in device.headers().items() if h.log == device.own and h.seq == 0)
    ends = {n for n, h in device.headers().items() if h.log == old} - {
        h.prev for h in device.headers().values()
    }
    assert len(ends) == 2
    assert ends <= set(device.headers()[opening].saw)
    assert isinstance(read_event(device.headers()[opening], device.entry(opening).payload), LogOpened)
    assert set(fork.entries) <= set(device.headers())
    texts = [moment.text for moment in device.casebook.case(CASE).timeline]
    assert set(texts) >= {"一", "后来的", "镜像上的", "新日志"}


def test_everybody_takes_the_fresh_log_and_it_is_written_from_then_on(
    restored: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    bureau, device = restored
    share(bureau, device)
    say(device, "新日志")
    device.close()

    again = open_data_folder(tmp_path / "image")
    say(again, "再写")
    share(again, bureau)

    logs = {h.log for h in again.headers().values() if again.key_of(h.log) == again.keys.key}
    assert len(logs) == 2
    assert set(again.headers()) <= set(bureau.headers())
    assert bureau.logbook.quarantined() == ()
    assert len(bureau.logbook.forks()) == 1


def test_the_keyring_tells_a_restored_image_before_it_writes(tmp_path: Path) -> None:
    machine = Machine()
    path = tmp_path / "one"
    create_data_folder(path, "一号机", "0", passphrase=WORDS, safe=machine).close()
    shutil.copytree(path, tmp_path / "image")
    device = open_data_folder(path, WORDS, safe=machine)
    old = device.own
    say(device, "一")
    device.close()
    untouched = open_data_folder(path, WORDS, safe=machine)
    assert untouched.own == old
    untouched.close()

    image = open_data_folder(tmp_path / "image", WORDS, safe=machine)

    assert image.own != old
    name = say(image, "二")
    assert image.headers()[name].log == image.own
    assert image.logbook.forks() == ()


def test_the_bureau_s_log_is_never_left(tmp_path: Path) -> None:
    bureau = a_bureau(tmp_path / "bureau")
    root = bureau.own
    bureau.close()
    shutil.copytree(tmp_path / "bureau", tmp_path / "image")
    bureau, image = open_data_folder(tmp_path / "bureau"), open_data_folder(tmp_path / "image")
    say(bureau, "一")
    say(image, "二")
    share(bureau, image)

    say(image, "三")

    assert image.own == root
    assert len(image.logbook.forks()) == 1


def test_a_fork_that_becomes_known_is_told_in_every_case_that_it_touches(
    restored: tuple[DataFolder, DataFolder],
) -> None:
    """The other branch has entries of another case only; what had seen what changes in this one too."""
    bureau, device = restored
    device.casebook.append("F-1-0002", CommentMade("另一案"))
    share(device, bureau)
    share(bureau, device)

    for folder in (bureau, device):
        kept = {line.number: folder.casebook.case(line.number) for line in folder.casebook.cases()}
        folder.casebook.rebuild()
        assert kept == {line.number: folder.casebook.case(line.number) for line in folder.casebook.cases()}
    assert bureau.casebook.case("F-1-0002") == device.casebook.case("F-1-0002")
