"""A new version of the program is taken only where the bureau's own log named that very file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.actions.programs import publish_program, take_program, withdraw_program
from app.errors import BadInput, NotAllowed, StorageFault
from app.events import ProgramPublished
from app.front.programs_desk import publish_program as desk_publishes
from app.front.programs_desk import take_program as desk_takes
from app.front.programs_desk import withdraw_program as desk_withdraws
from app.front.wiring import House, open_house
from app.log import digest
from app.sharing import go_on
from tests.e2e.desk import Place, a_place

PROGRAM = bytes(range(256)) * 9000  # of several pieces


@dataclass
class Update:
    """A bureau that vouched for a file, and a device that heard of it."""

    place: Place
    file: Path
    published: ProgramPublished

    def device(self) -> House:
        return open_house(self.place.device)


@pytest.fixture
def update(tmp_path: Path) -> Update:
    place, file = a_place(tmp_path), tmp_path / "huhang-0.2.0.zip"
    file.write_bytes(PROGRAM)
    bureau = open_house(place.bureau)
    published = publish_program(bureau.kit, file, " 0.2.0 ", go_on)
    bureau.close()
    place.exchange()
    return Update(place, file, published)


@pytest.fixture
def device(update: Update) -> Iterator[House]:
    house = update.device()
    yield house
    house.close()


def test_what_the_bureau_named_is_taken_byte_by_byte(update: Update, device: House, tmp_path: Path) -> None:
    target = tmp_path / "taken.zip"

    taken = take_program(device.kit, update.file, target, go_on)

    assert (taken.version, taken.file, taken.sha256) == ("0.2.0", "huhang-0.2.0.zip", digest(PROGRAM))
    assert target.read_bytes() == PROGRAM
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize("at", [0, len(PROGRAM) // 2, len(PROGRAM) - 1, len(PROGRAM)])
def test_a_file_that_differs_anywhere_is_refused_and_nothing_is_left(
    update: Update, device: House, tmp_path: Path, at: int
) -> None:
    changed, target = tmp_path / "changed.zip", tmp_path / "taken.zip"
    changed.write_bytes(PROGRAM[:at] + b"\xff\xfe" + PROGRAM[at + 2 :])
    target.write_bytes(b"what was there")

    with pytest.raises(BadInput, match="请勿安装"):
        take_program(device.kit, changed, target, go_on)

    assert target.read_bytes() == b"what was there"
    assert list(tmp_path.glob("*.part")) == []


def test_the_word_of_a_device_counts_for_nothing(device: House, tmp_path: Path) -> None:
    forged = tmp_path / "forged.zip"
    forged.write_bytes(b"another program")
    device.folder.record(ProgramPublished("9.9.9", "forged.zip", 15, digest(b"another program")))

    with pytest.raises(BadInput, match="不是局机关发布的程序"):
        take_program(device.kit, forged, tmp_path / "taken.zip", go_on)
    with pytest.raises(NotAllowed, match="局机关"):
        publish_program(device.kit, forged, "9.9.9", go_on)
    with pytest.raises(NotAllowed, match="局机关"):
        withdraw_program(device.kit, digest(PROGRAM), "x")


def test_what_was_withdrawn_is_refused_with_the_reason(update: Update, tmp_path: Path) -> None:
    bureau = open_house(update.place.bureau)
    withdraw_program(bureau.kit, update.published.sha256, "打印错位")
    with pytest.raises(BadInput, match="没有发布过"):
        withdraw_program(bureau.kit, "00" * 32, "打印错位")
    with pytest.raises(NotAllowed, match="理由"):
        withdraw_program(bureau.kit, update.published.sha256, " ")
    assert bureau.kit.casebook.bureau.programs == (replace(update.published, withdrawn="打印错位"),)
    bureau.close()
    update.place.exchange()
    house = update.device()

    with pytest.raises(BadInput, match="打印错位"):
        take_program(house.kit, update.file, tmp_path / "taken.zip", go_on)

    house.close()


def test_what_cannot_be_read_or_written_is_a_sentence(device: House, update: Update, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="无法读取"):
        take_program(device.kit, tmp_path / "gone.zip", tmp_path / "taken.zip", go_on)
    with pytest.raises(BadInput, match="已停止"):
        take_program(device.kit, update.file, tmp_path / "taken.zip", lambda done, total: False)
    with pytest.raises(StorageFault, match="无法保存"):
        take_program(device.kit, update.file, tmp_path / "nowhere" / "taken.zip", go_on)

    assert not (tmp_path / "taken.zip").exists()


@pytest.mark.parametrize("version", ["", "  ", "1\n2", "x" * 41])
def test_a_version_that_says_nothing_is_refused(update: Update, version: str, tmp_path: Path) -> None:
    bureau = open_house(update.place.bureau)
    (tmp_path / "empty.zip").touch()

    with pytest.raises(BadInput, match="版本号"):
        publish_program(bureau.kit, update.file, version, go_on)
    with pytest.raises(BadInput, match="空文件"):
        publish_program(bureau.kit, tmp_path / "empty.zip", "1", go_on)

    bureau.close()


def test_the_same_from_the_command_line(update: Update, tmp_path: Path) -> None:
    other, target = tmp_path / "other.tar", tmp_path / "taken.zip"
    other.write_bytes(b"a later program")

    said = update.place.desk(desk_publishes, file=str(other), version="0.3.0")
    said += update.place.desk(desk_withdraws, sha256=digest(b"a later program"), reason="打印错位")
    said += update.place.desk(desk_takes, file=str(update.file), target=str(target))

    assert said == [
        f"published: 0.3.0  other.tar  sha256: {digest(b'a later program')}",
        "withdrawn: 0.3.0  other.tar",
        f"genuine: 0.2.0  {target}",
    ]
    assert target.read_bytes() == PROGRAM
