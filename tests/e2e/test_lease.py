"""A laptop out of touch for too long, or revoked: no new work, and all that it holds still gets out."""

from pathlib import Path

import pytest

from app.actions.duty import require_inspectors, start_duty
from app.errors import NotAllowed
from app.events import DeviceRevoked, LeaseGranted
from app.front.bureau_desk import enrol_desk
from app.front.wiring import House, open_house
from app.lease import DAY_MS
from app.log import Clock
from offline_db.clock import read_clock
from offline_db.data_folder import DataFolder
from tests.builders import a_bureau, a_device, carry


def a_house(path: Path, days: float) -> House:
    """A laptop whose clock is ahead by so many days."""
    clock = read_clock()
    return open_house(path, clock=lambda: Clock(clock.utc_ms + int(days * DAY_MS), clock.monotonic_ns))


@pytest.fixture
def bureau(tmp_path: Path) -> DataFolder:
    made = a_bureau(tmp_path / "bureau")
    made.record(LeaseGranted(30))
    enrol_desk(made)
    a_device(made, tmp_path / "laptop", 1).close()
    return made


def test_after_thirty_days_a_laptop_starts_nothing_until_the_bureau_speaks(
    bureau: DataFolder, tmp_path: Path
) -> None:
    house = a_house(tmp_path / "laptop", 29.8)
    start_duty(house.kit, ["i1", "i2"], "inspector")
    house.close()

    late = a_house(tmp_path / "laptop", 30.2)  # within their shift
    with pytest.raises(NotAllowed, match="30 天"):
        start_duty(late.kit, ["i1", "i2"], "inspector")
    with pytest.raises(NotAllowed, match="30 天"):
        require_inspectors(late.kit)
    held = set(late.folder.headers())
    carry(late.folder, bureau, tmp_path / "out.huhang")
    assert held <= set(bureau.headers())
    assert late.folder.audit().whole
    late.close()


def test_a_word_of_the_bureau_opens_it_again(bureau: DataFolder, tmp_path: Path) -> None:
    house = a_house(tmp_path / "laptop", 31)
    with pytest.raises(NotAllowed):
        start_duty(house.kit, ["i1", "i2"], "inspector")

    bureau.record(LeaseGranted(60))
    carry(bureau, house.folder, tmp_path / "word.huhang")

    assert start_duty(house.kit, ["i1", "i2"], "inspector").officers == ("i1", "i2")
    house.close()


def test_a_revoked_laptop_starts_nothing_and_its_work_still_gets_out(
    bureau: DataFolder, tmp_path: Path
) -> None:
    house = a_house(tmp_path / "laptop", 0)
    start_duty(house.kit, ["i1", "i2"], "inspector")
    bureau.record(DeviceRevoked(1, "遗失"))
    carry(bureau, house.folder, tmp_path / "word.huhang")

    with pytest.raises(NotAllowed, match="停用"):
        require_inspectors(house.kit)

    held = set(house.folder.headers())
    carry(house.folder, bureau, tmp_path / "out.huhang")
    assert held <= {name for name, _, _ in bureau.logbook.quarantined()} | set(bureau.headers())
    house.close()
