"""The black box: what it showed as held survives a killed program, a torn tail, a pulled or a full stick."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.errors import BadInput, NotAllowed
from app.events import CommentMade, PhotoTaken
from app.log import Entry, digest
from app.sharing import go_on
from sync.black_box import FOLDER, BlackBox
from sync.frames import BlobPart, Item
from sync.intake import Intake
from sync.medium import Medium
from sync.salvage import read_mirror
from sync.segments import segments
from tests.sync.box_child import BoxKeys, a_box, child_laptop
from tests.sync.hub.making import ALaptop, a_bureau_log
from tests.sync.media import Counting, Forgetful, Pulled

BUREAU_SEAL = X25519PrivateKey.from_private_bytes(bytes([9] * 32))
KILLS = int(os.environ.get("HUHANG_BOX_KILLS", "2"))


@pytest.fixture
def laptop() -> ALaptop:
    laptop = ALaptop(1, a_bureau_log([1, 2]))
    for _ in range(3):
        photo(laptop)
    return laptop


def photo(laptop: ALaptop, size: int = 3000) -> None:
    data = os.urandom(size)
    laptop.record(PhotoTaken(digest(data), "wide"), data)


def leaves(laptop: ALaptop) -> set[str]:
    return {f"entry:{name}" for name in laptop.headers()} | {f"blob:{sha256}" for sha256 in laptop.blobs}


class Boxes:
    """Makes boxes, and ends them when the test is over."""

    def __init__(self) -> None:
        self.made: list[BlackBox] = []

    def __call__(self, laptop: ALaptop, place: Path, medium: Medium | None = None) -> BlackBox:
        self.made.append(a_box(laptop, place, BUREAU_SEAL, medium))
        return self.made[-1]


@pytest.fixture
def box_of() -> Iterator[Boxes]:
    boxes = Boxes()
    yield boxes
    for box in boxes.made:
        box.stop()


def folder_in(place: Path) -> Path:
    (folder,) = (place / FOLDER).iterdir()
    return folder


def salvaged(folder: Path) -> set[str]:
    """What the bureau gets out of a box, by its own key and verified anew."""
    rescuer = ALaptop(2, a_bureau_log([1, 2]))
    read_mirror(folder, BUREAU_SEAL, Intake(rescuer, 0, go_on, lambda message, whole: None))
    return leaves(rescuer)


class Names:
    """Takes the names of what is whole; what the bytes are worth is for others to say."""

    def __init__(self) -> None:
        self.took_any = self.last = self.whole = True
        self.names: set[str] = set()
        self._data = b""

    def take(self, item: Item) -> None:
        if isinstance(item, Entry):
            self.names.add(f"entry:{item.id}")
        elif isinstance(item, BlobPart):
            self._data = item.data if item.offset == 0 else self._data + item.data
            self.names.add(f"blob:{digest(self._data)}")

    def flush(self) -> None:
        """Nothing waits."""


def names_in(folder: Path) -> set[str]:
    names = Names()
    read_mirror(folder, BUREAU_SEAL, names)
    return names.names


def test_every_entry_and_photo_is_on_the_stick_and_comes_back(
    box_of: Boxes, laptop: ALaptop, tmp_path: Path
) -> None:
    box = box_of(laptop, tmp_path / "stick")
    box.mark(tmp_path / "stick")
    box.look()
    photo(laptop, 3_000_000)
    box.look()

    assert box.state().whole
    assert box.mirrored() == leaves(laptop)
    assert salvaged(folder_in(tmp_path / "stick")) >= leaves(laptop)


def test_nothing_on_the_stick_lies_in_the_clear(box_of: Boxes, laptop: ALaptop, tmp_path: Path) -> None:
    laptop.record(CommentMade("当事人王练习拒绝签字"), b"\xff\xd8\xff" + b"JFIF" * 1000)
    box = box_of(laptop, tmp_path / "stick")
    box.mark(tmp_path / "stick")
    box.look()

    stored = b"".join(path.read_bytes() for path in segments(folder_in(tmp_path / "stick")))
    assert not any(secret in stored for secret in ("王练习".encode(), b"JFIFJFIF", b"CommentMade"))


def test_a_tail_torn_at_any_byte_loses_only_itself_and_is_written_again(
    box_of: Boxes, laptop: ALaptop, tmp_path: Path
) -> None:
    box = box_of(laptop, tmp_path / "stick")
    box.mark(tmp_path / "stick")
    box.look()
    before = box.mirrored()
    last = segments(folder_in(tmp_path / "stick"))[-1]
    safe = last.stat().st_size
    laptop.record(CommentMade("后来"), os.urandom(300))
    box.look()
    whole = last.read_bytes()

    for cut in range(safe, len(whole)):
        last.write_bytes(whole[:cut])
        assert names_in(folder_in(tmp_path / "stick")) >= before
    again = box_of(laptop, tmp_path / "stick")
    again.look()
    assert again.mirrored() == leaves(laptop)
    assert salvaged(folder_in(tmp_path / "stick")) >= leaves(laptop)


def test_a_byte_changed_anywhere_is_never_taken_for_held(
    box_of: Boxes, laptop: ALaptop, tmp_path: Path
) -> None:
    box = box_of(laptop, tmp_path / "stick")
    box.mark(tmp_path / "stick")
    box.look()
    last = segments(folder_in(tmp_path / "stick"))[-1]
    whole = last.read_bytes()

    for at in range(0, len(whole), 997):
        last.write_bytes(whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1 :])
        again = box_of(laptop, tmp_path / "stick")
        again.look()
        assert again.mirrored() == leaves(laptop)
        again.stop()
        assert names_in(folder_in(tmp_path / "stick")) >= leaves(laptop)
        for later in segments(folder_in(tmp_path / "stick")):
            if later > last:
                later.unlink()


def test_what_was_shown_as_held_survives_a_killed_program(box_of: Boxes, tmp_path: Path) -> None:
    for kill in range(KILLS):
        place = tmp_path / f"stick{kill}"
        place.mkdir()
        words = [
            sys.executable,
            "-m",
            "tests.sync.box_child",
            str(place),
            BUREAU_SEAL.private_bytes_raw().hex(),
        ]
        child = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        shown = {child.stdout.readline().strip()}
        threading.Timer(0.03 * kill, child.kill).start()
        shown |= {line.strip() for line in child.stdout if line.endswith("\n")}
        child.wait()
        child.stdout.close()

        assert shown <= salvaged(folder_in(place))
        again = box_of(child_laptop(), place)
        again.look()
        assert again.state().whole


@pytest.mark.parametrize("at", range(1, 24, 3))
def test_a_stick_pulled_at_any_call_is_caught_up_when_it_is_back(
    box_of: Boxes, laptop: ALaptop, tmp_path: Path, at: int
) -> None:
    first = box_of(laptop, tmp_path / "stick")
    first.mark(tmp_path / "stick")
    first.stop()
    photo(laptop, 2_500_000)

    pulled = box_of(laptop, tmp_path / "stick", Pulled(at))
    pulled.look()
    shown = pulled.mirrored()
    assert shown <= salvaged(folder_in(tmp_path / "stick"))
    again = box_of(laptop, tmp_path / "stick")
    again.look()

    assert again.mirrored() == leaves(laptop)
    assert salvaged(folder_in(tmp_path / "stick")) >= leaves(laptop)


def test_another_stick_gets_everything_too(box_of: Boxes, laptop: ALaptop, tmp_path: Path) -> None:
    box = box_of(laptop, tmp_path / "stick")
    box.mark(tmp_path / "stick")
    box.look()
    shutil.move(tmp_path / "stick" / FOLDER, tmp_path / "drawer")
    box.look()
    gone = box.state(), box.mirrored()
    box.mark(tmp_path / "stick")
    photo(laptop)
    box.look()

    assert (gone[0].mode, gone[1]) == ("missing", frozenset())
    assert box.mirrored() == leaves(laptop)


def test_a_full_stick_keeps_what_it_has_and_says_so(box_of: Boxes, laptop: ALaptop, tmp_path: Path) -> None:
    box = box_of(laptop, tmp_path / "stick")
    box.mark(tmp_path / "stick")
    box.look()
    box.stop()
    held = leaves(laptop)
    photo(laptop)

    full = box_of(laptop, tmp_path / "stick", Full())
    full.look()

    assert full.state().mode == "full"
    assert "已满" in full.state().problem
    assert salvaged(folder_in(tmp_path / "stick")) >= held


def test_a_stick_that_lies_is_noticed(box_of: Boxes, laptop: ALaptop, tmp_path: Path) -> None:
    box = box_of(laptop, tmp_path / "stick")
    box.mark(tmp_path / "stick")
    box.stop()

    liar = box_of(laptop, tmp_path / "stick", Forgetful())
    liar.look()

    assert liar.mirrored() == frozenset()
    assert "读回校验不符" in liar.state().problem


def test_another_device_s_box_is_left_alone(box_of: Boxes, laptop: ALaptop, tmp_path: Path) -> None:
    box = box_of(laptop, tmp_path / "stick")
    box.mark(tmp_path / "stick")
    other = box_of(ALaptop(2, a_bureau_log([1, 2])), tmp_path / "stick")
    other.look()

    assert other.state().mode == "none"
    with pytest.raises(BadInput):
        read_mirror(
            folder_in(tmp_path / "stick"),
            X25519PrivateKey.generate(),
            Intake(laptop, 0, go_on, lambda message, whole: None),
        )


def test_a_box_that_nobody_could_read_is_not_begun(laptop: ALaptop, tmp_path: Path) -> None:
    keys = BoxKeys(laptop.key)
    box = BlackBox(laptop, keys, lambda: "", lambda: (), lambda: [tmp_path], tmp_path / "marks")

    with pytest.raises(NotAllowed, match="无人能读"):
        box.mark(tmp_path)


def test_the_thread_catches_up_by_itself(box_of: Boxes, laptop: ALaptop, tmp_path: Path) -> None:
    box = box_of(laptop, tmp_path / "stick")
    box.mark(tmp_path / "stick")
    box.start()
    photo(laptop)
    box.wake()
    until = time.monotonic() + 10
    while box.mirrored() != leaves(laptop) and time.monotonic() < until:
        time.sleep(0.01)

    assert box.mirrored() == leaves(laptop)
    box.stop()


class Full(Counting):
    def free(self, folder: Path) -> int:
        return 100_000
