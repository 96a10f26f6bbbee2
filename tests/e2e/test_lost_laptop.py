"""A laptop is lost; what its black box holds comes back at the bureau."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.events import PhotoTaken
from app.sharing import go_on
from offline_db.data_folder import DataFolder
from sync.black_box import FOLDER, BlackBox
from sync.stick import Stick
from tests.builders import a_bureau, a_device


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[DataFolder, DataFolder]]:
    bureau = a_bureau(tmp_path / "bureau")
    device = a_device(bureau, tmp_path / "one", 1)
    yield bureau, device
    bureau.close()


def test_a_lost_laptop_comes_back_at_the_bureau(
    office: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    bureau, device = office
    ref = device.blobs.put(os.urandom(200_000), "photo")
    device.casebook.append("F-1-0001", PhotoTaken(ref.sha256, "wide"), blobs=(ref,))
    readers = (bureau.keys.seal_key,)
    place = tmp_path / "stick"
    place.mkdir()
    box = BlackBox(device, device.keys, lambda: bureau.own, lambda: readers, lambda: [place], tmp_path / "m")
    box.mark(place)
    box.look()
    box.stop()
    device.close()
    shutil.rmtree(tmp_path / "one")

    got = Stick(bureau).read(next((place / FOLDER).iterdir()), go_on)

    assert (got.complete, got.blobs_new, got.blobs_lacking) == (True, 1, 0)
    assert len(bureau.casebook.case("F-1-0001").photos) == 1
    assert bureau.audit().whole
