"""A black box in a folder that was chosen: on another disk or a share, where no medium was found."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.errors import BadInput
from sync.black_box import FOLDER, BlackBox
from tests.sync.box_child import BoxKeys
from tests.sync.hub.making import ALaptop, a_bureau_log

SEAL = X25519PrivateKey.from_private_bytes(bytes([9] * 32)).public_key().public_bytes_raw()


def a_box(laptop: ALaptop, data: Path) -> BlackBox:
    data.mkdir(exist_ok=True)
    keys = BoxKeys(laptop.key)
    return BlackBox(laptop, keys, lambda: "", lambda: [SEAL], lambda: [], data / "boxes.json", data=data)


def test_a_folder_that_was_chosen_is_used_though_no_medium_is_found_and_after_a_restart(
    tmp_path: Path,
) -> None:
    laptop = ALaptop(1, a_bureau_log([1]))
    box = a_box(laptop, tmp_path / "data")
    (tmp_path / "share").mkdir()

    box.mark(tmp_path / "share")
    box.look()
    first = box.state()
    box.stop()
    again = a_box(laptop, tmp_path / "data")
    again.look()

    assert (first.mode, first.whole, first.place) == ("on", True, str(tmp_path / "share"))
    assert again.state().whole
    assert (tmp_path / "share" / FOLDER).is_dir()
    again.stop()


def test_a_share_that_is_not_there_is_missing_and_nothing_is_made_in_its_place(tmp_path: Path) -> None:
    laptop = ALaptop(1, a_bureau_log([1]))
    box = a_box(laptop, tmp_path / "data")
    (tmp_path / "share").mkdir()
    box.mark(tmp_path / "share")
    box.stop()
    (tmp_path / "share").rename(tmp_path / "gone")

    again = a_box(laptop, tmp_path / "data")
    again.look()

    assert again.state().mode == "missing"
    assert not (tmp_path / "share").exists()
    again.stop()


@pytest.mark.parametrize("place", [".", "blobs", "blobs/../x"])
def test_a_folder_within_the_data_folder_is_refused(tmp_path: Path, place: str) -> None:
    box = a_box(ALaptop(1, a_bureau_log([1])), tmp_path / "data")

    with pytest.raises(BadInput, match="会与它一起丢失"):
        box.mark(tmp_path / "data" / place)

    assert not list(tmp_path.rglob(FOLDER))
    box.stop()
