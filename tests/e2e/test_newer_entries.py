"""Entries of a later program are admitted, kept, given on, and told by kind, people, device and time."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.events import DeviceEnrolled
from app.front.safekeeping import HubDesk
from app.log import read_header
from app.safety import NewerLine
from offline_db.data_folder import DataFolder
from tests.builders import ALog, a_bureau


@dataclass(frozen=True, slots=True)
class HologramScanned:
    """What only a later version knows."""

    text: str


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[DataFolder]:
    found = a_bureau(tmp_path / "bureau")
    yield found
    found.close()


def test_an_entry_of_a_later_program_is_kept_and_told_by_kind_people_and_device(bureau: DataFolder) -> None:
    log = ALog(9)
    bureau.record(DeviceEnrolled(9, "二号机", log.key.key.hex(), "00" * 32))
    newer = log.add(HologramScanned("全息"), case="F-1-0001")  # type: ignore[arg-type]  # of no version yet

    bureau.admit(log.entries)

    at = read_header(newer.header).t
    assert HubDesk(bureau, frozenset).state().newer == (
        NewerLine("HologramScanned", "F-1-0001", ("o1", "o2"), "二号机", at),
    )
    assert bureau.entry(newer.id) == newer
    moment = bureau.casebook.case("F-1-0001").timeline[-1]
    assert (moment.kind, moment.text, moment.state) == ("HologramScanned", "", "newer")
    assert bureau.audit().whole
