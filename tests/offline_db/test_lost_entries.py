"""Entries that were acknowledged and that the disk dropped: told at the next opening, and got back."""

import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.audit import audit
from app.events import CommentMade, EntriesLost
from app.log import read_event
from app.safety import LostLine
from offline_db.data_folder import LOG, VIEWS, DataFolder, audit_folder, open_data_folder
from tests.builders import ALog, a_bureau, a_device

CASE = "F-1-0001"
WAL = f"{LOG}-wal"


@pytest.fixture
def crashed(tmp_path: Path) -> Iterator[tuple[DataFolder, DataFolder]]:
    """A bureau, and a device that wrote ten entries, open still; its files lie in `left` as after a kill."""
    bureau = a_bureau(tmp_path / "bureau")
    a_device(bureau, tmp_path / "one", 1).close()
    device = open_data_folder(tmp_path / "one")
    for number in range(10):
        device.casebook.append(CASE, CommentMade(f"第{number}条"))
    shutil.copytree(tmp_path / "one", tmp_path / "left")
    yield bureau, device
    device.close()
    bureau.close()


def flip(file: Path, share: float) -> None:
    """Flip a bit of a file, so far in."""
    data = bytearray(file.read_bytes())
    data[int(len(data) * share)] ^= 4
    file.write_bytes(data)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.9])
def test_what_a_flipped_bit_cut_off_is_told_at_the_next_opening_and_by_the_audit(
    crashed: tuple[DataFolder, DataFolder], tmp_path: Path, share: float
) -> None:
    _, device = crashed
    flip(tmp_path / "left" / WAL, share)

    told = [problem.zh for problem in audit_folder(tmp_path / "left").problems]
    with closing(open_data_folder(tmp_path / "left")) as again:
        (line,) = again.lost()
        missing = set(device.headers()) - set(again.headers())
        events = [
            read_event(h, again.entry(n).payload) for n, h in again.headers().items() if h.log == again.own
        ]
        problems = again.audit().problems

    assert missing
    assert line == LostLine(
        device.own, device.logbook.last_seq + 1 - len(missing), device.logbook.last_seq, len(missing)
    )
    assert EntriesLost(device.own, line.first, line.last, device.logbook.head) in events
    assert any("曾经保存" in text for text in told)
    assert any("曾经保存" in problem.zh for problem in problems)


def test_nothing_is_written_in_the_place_of_what_is_gone(
    crashed: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    _, device = crashed
    flip(tmp_path / "left" / WAL, 0.5)

    with closing(open_data_folder(tmp_path / "left")) as again:
        again.casebook.append(CASE, CommentMade("之后"))
        again.admit(list(device.logbook.entries()))

        assert again.own != device.own
        assert again.logbook.forks() == ()
        assert set(device.headers()) < set(again.headers())


def test_what_others_hold_comes_back_and_the_log_is_whole_again(
    crashed: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    bureau, device = crashed
    bureau.admit(list(device.logbook.entries()))
    flip(tmp_path / "left" / WAL, 0.5)
    again = open_data_folder(tmp_path / "left")
    lost = again.lost()

    again.admit(list(bureau.logbook.entries()))
    again.close()

    with closing(open_data_folder(tmp_path / "left")) as after:
        assert lost
        assert after.lost() == ()
        assert after.audit().whole
        texts = [moment.text for moment in after.casebook.case(CASE).timeline]
        assert {f"第{number}条" for number in range(10)} <= set(texts)


def test_a_loss_goes_on_record_once(crashed: tuple[DataFolder, DataFolder], tmp_path: Path) -> None:
    flip(tmp_path / "left" / WAL, 0.5)

    logs, kinds = set[str](), list[str]()
    for _ in range(3):
        with closing(open_data_folder(tmp_path / "left")) as again:
            logs = {h.log for h in again.headers().values() if again.key_of(h.log) == again.keys.key}
            kinds = [h.kind for h in again.headers().values()]

    assert len(logs) == 2
    assert kinds.count(EntriesLost.__name__) == 1


def test_a_whole_log_is_not_said_to_lack_anything(
    crashed: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    """Not after a crash, not with lists that are behind the log, nor with none at all."""
    draw = random.Random(1)
    for damage in ("none", "bit in the lists", "no lists"):
        place = Path(shutil.copytree(tmp_path / "left", tmp_path / damage))
        if damage == "no lists":
            for path in place.glob(f"{VIEWS}*"):
                path.unlink()
        if damage == "bit in the lists":
            flip(place / f"{VIEWS}-wal", draw.uniform(0.3, 0.9))
        assert audit_folder(place).whole
        with closing(open_data_folder(place)) as again:
            assert again.lost() == ()
            assert again.own == crashed[1].own
            assert again.audit().whole


def test_the_bureau_s_own_loss_is_told_although_its_log_is_never_left(tmp_path: Path) -> None:
    bureau = a_bureau(tmp_path / "bureau")
    bureau.casebook.append("", CommentMade("一"))
    bureau.casebook.append("", CommentMade("二"))
    head, last = bureau.logbook.head, bureau.logbook.last_seq
    shutil.copytree(tmp_path / "bureau", tmp_path / "left")
    wal = tmp_path / "left" / WAL
    wal.write_bytes(wal.read_bytes()[:-100])

    with closing(open_data_folder(tmp_path / "left")) as again:
        assert again.own == bureau.own
        assert again.lost() == (LostLine(bureau.own, last, last, 1),)
        assert not again.audit().whole
        again.admit([bureau.entry(head)])
        assert again.lost() == ()
    bureau.close()


def test_a_device_s_word_counts_for_its_own_logs_only() -> None:
    honest, other = ALog(1), ALog(2)
    honest.add(CommentMade("一"))
    other.add(EntriesLost(honest.id, 2, 9, "ab" * 32))

    found = audit([*honest.entries, *other.entries], root="", blob_state=lambda ref: "")

    assert found.whole
