"""A stick may be pulled at any moment: no half passes for whole, and writing goes on where it broke."""

import errno
import os
import resource
from pathlib import Path

import pytest

from app.errors import StorageFault
from app.events import PhotoTaken
from app.log import BlobRef
from app.sharing import go_on
from offline_db.data_folder import DataFolder
from sync.medium import Medium
from sync.stick import Stick
from sync.volumes import plan_volumes, volume_path
from tests.builders import a_bureau, a_device
from tests.sync.media import Counting, Forgetful, Pulled

SMALL = 150_000  # bytes in one file: three photos


@pytest.fixture
def pair(tmp_path: Path) -> tuple[DataFolder, DataFolder]:
    bureau = a_bureau(tmp_path / "bureau")
    first, second = a_device(bureau, tmp_path / "one", 1), a_device(bureau, tmp_path / "two", 2)
    bureau.close()
    first.admit([*second.logbook.entries()])
    for _ in range(8):
        photo(first)
    return first, second


def photo(device: DataFolder) -> BlobRef:
    ref = device.blobs.put(os.urandom(50_000), "photo")
    device.casebook.append("F-1-0001", PhotoTaken(ref.sha256, "wide"), blobs=(ref,))
    return ref


def write(giver: DataFolder, taker: DataFolder, path: Path, medium: Medium) -> None:
    Stick(giver, medium=medium, volume=SMALL).write(path, [taker.keys.key.hex()], go_on)


def test_what_is_whole_after_a_pull_at_any_call_is_kept_and_the_rest_follows(
    pair: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    first, second = pair
    path = tmp_path / "stick" / "x.huhang"
    path.parent.mkdir()
    whole = Counting()
    write(first, second, path, whole)
    calls, names = whole.calls, sorted(path.parent.iterdir())

    for at in range(1, calls + 1):
        for name in path.parent.iterdir():
            name.unlink()
        with pytest.raises(StorageFault, match="断点继续"):
            write(first, second, path, Pulled(at))
        left = {name: name.read_bytes() for name in path.parent.glob("*.huhang")}
        write(first, second, path, Counting())

        after = {name: name.read_bytes() for name in path.parent.iterdir()}
        assert sorted(after) == names
        assert all(after[name] == data for name, data in [*left.items()][:-1])
    got = Stick(second).read(path, go_on)
    assert (got.complete, got.blobs_new, got.blobs_lacking) == (True, 8, 0)
    assert second.audit().whole


def test_writing_goes_on_after_the_files_that_are_whole(
    pair: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    first, second = pair
    path = tmp_path / "x.huhang"
    fresh, again = Counting(), Counting()
    write(first, second, path, fresh)
    (last,) = list(tmp_path.glob("x.4.huhang"))
    kept = volume_path(path, 2).stat().st_mtime_ns
    last.unlink()
    path.write_bytes(path.read_bytes()[:-1] + b"!")  # and one was damaged

    write(first, second, path, again)

    assert volume_path(path, 2).stat().st_mtime_ns == kept
    assert again.calls < fresh.calls
    assert Stick(second).read(path, go_on).complete


def test_what_is_left_of_a_pulled_stick_is_read_and_the_whole_one_completes_it(
    pair: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    first, second = pair
    path = tmp_path / "x.huhang"
    write(first, second, path, Medium())
    data = volume_path(path, 3).read_bytes()
    volume_path(path, 3).unlink()

    half = Stick(second).read(path, go_on)
    volume_path(path, 3).write_bytes(data[: len(data) // 2])
    cut = Stick(second).read(volume_path(path, 2), go_on)
    volume_path(path, 3).write_bytes(data)
    got = Stick(second).read(path, go_on)

    assert "x.3.huhang" in half.broke_off
    assert (half.complete, half.blobs_new, cut.complete, cut.blobs_new) == (False, 3, False, 2)
    assert (got.complete, got.blobs_new, got.blobs_lacking) == (True, 3, 0)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.ENODEV])
def test_a_medium_that_refuses_is_told_in_a_sentence_and_nothing_is_recorded(
    pair: tuple[DataFolder, DataFolder], tmp_path: Path, code: int
) -> None:
    first, second = pair
    before = len(first.headers())

    with pytest.raises(StorageFault, match="介质"):
        write(first, second, tmp_path / "x.huhang", Pulled(3, code))

    assert len(first.headers()) == before


def test_a_full_disk_is_told_by_the_system_itself(
    pair: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    first, second = pair
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, hard))
    try:
        with pytest.raises(StorageFault, match="介质"):
            Stick(first).write(tmp_path / "x.huhang", [second.keys.key.hex()], go_on)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert not list(tmp_path.glob("x.*"))


def test_too_small_a_stick_is_refused_before_anything_is_written(
    pair: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    first, second = pair
    medium = Small()

    with pytest.raises(StorageFault, match="空间不足"):
        write(first, second, tmp_path / "x.huhang", medium)

    assert medium.calls == 0


def test_a_stick_that_does_not_keep_what_was_written_is_noticed(
    pair: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    first, second = pair

    with pytest.raises(StorageFault, match="读回校验不符"):
        write(first, second, tmp_path / "x.huhang", Forgetful())

    assert not list(tmp_path.glob("x.*"))


def test_a_photo_that_cannot_be_read_here_holds_up_nothing(
    pair: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    first, second = pair
    bad = photo(first)
    photo(first)
    (file,) = (tmp_path / "one" / "blobs").rglob(bad.sha256)
    file.write_bytes(file.read_bytes()[:-1])

    sent = Stick(first).write(tmp_path / "x.huhang", [second.keys.key.hex()], go_on)
    got = Stick(second).read(tmp_path / "x.huhang", go_on)

    assert (sent.blobs, len(sent.problems)) == (9, 1)
    assert bad.sha256[:12] in sent.problems[0]
    assert (got.complete, got.blobs_new, got.blobs_lacking) == (True, 9, 1)


def test_later_photos_leave_earlier_files_as_they_are() -> None:
    refs = [BlobRef(f"{n:064x}", "", 50_000, "photo") for n in range(20)]
    names = [f"{n:064x}" for n in range(400)]

    before = plan_volumes(names, refs, SMALL)
    after = plan_volumes([*names, "ab" * 32], [*refs, BlobRef("cd" * 32, "", 50_000, "photo")], SMALL)

    keys = [bytes(32)]
    assert [v.plan(keys) for v in after][2:-1] == [v.plan(keys) for v in before][2:-1]
    assert {ref for v in after for ref in v.blobs} >= set(refs)
    assert [v.number for v in after if v.last] == [len(after)]
    assert after[0].plan(keys) != after[0].plan([bytes([1] * 32)])


class Small(Counting):
    def free(self, folder: Path) -> int:
        return 100_000
