"""A device restored from an older image gives no number twice, whatever the image lacks."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.actions.bureau import next_block
from app.actions.documents.numbering import PROVISIONAL, next_number
from app.errors import NotFound
from app.events import CaseOpened, DocumentIssued
from app.front.wiring import House, open_house
from app.kit import Kit
from app.law import CHINA
from offline_db.clock import read_clock
from offline_db.data_folder import KEYS, LOG, DataFolder
from offline_db.entry_table import open_table
from offline_db.keys import open_keys
from tests.builders import a_bureau, a_device
from tests.offline_db.test_keys import Machine

NOW = datetime(2026, 5, 4, 10, tzinfo=CHINA)
ORDER = "correction_order"
RECORD = "record_of_inspection"
STEPS = ("case", "order", "order", "record", "image", "restore", "sync", "lease")


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    """A kit for its forms and letterhead; its casebook is replaced."""
    bureau = a_bureau(tmp_path_factory.mktemp("kit") / "bureau")
    a_device(bureau, bureau.path.parent / "kit", 9).close()
    bureau.close()
    house: House = open_house(bureau.path.parent / "kit")
    yield house.kit
    house.close()


class Hall:
    """A bureau and a laptop with a keyring, images of the laptop, and every number it ever wrote on paper."""

    def __init__(self, folder: Path, kit: Kit, machine: Machine) -> None:
        self.kit, self.machine, self.path = kit, machine, folder / "one"
        self.bureau = a_bureau(folder / "bureau")
        a_device(self.bureau, self.path, 1).close()
        self.laptop = self.open()
        self.printed: list[str] = []
        self.image()

    def open(self) -> DataFolder:
        keys = open_keys(self.path / KEYS)
        table = open_table(self.path / LOG, keys.derive("log"))
        return DataFolder(self.path, keys, table, read_clock, self.machine)

    def image(self) -> None:
        """Keep an image of the laptop as it is now, in place of the one before."""
        self.laptop.close()
        copy = self.path.with_name("image")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.path, copy)
        self.laptop = self.open()

    def restore(self) -> None:
        self.laptop.close()
        shutil.rmtree(self.path)
        shutil.copytree(self.path.with_name("image"), self.path)
        self.laptop = self.open()

    def sync(self) -> None:
        self.bureau.admit([*self.laptop.logbook.entries()])
        self.laptop.admit([*self.bureau.logbook.entries()])

    def lease(self) -> None:
        self.bureau.record(next_block(self.bureau.bureau, 1, "责改", "测责改", NOW.year, 2))

    def case(self) -> str:
        number = self.laptop.casebook.new_case_number("F")
        self.laptop.casebook.append(number, CaseOpened("F", "1A01", "1", "甲公司"))
        self.printed.append(number)
        return number

    def order(self) -> str:
        return self._issue(ORDER)

    def record(self) -> str:
        return self._issue(RECORD)

    def close(self) -> None:
        self.laptop.close()
        self.bureau.close()

    def _issue(self, form_id: str) -> str:
        book = self.laptop.casebook
        try:
            case = book.case("F-1-0001")
        except NotFound:
            case = book.case(self.case())
        form = self.kit.forms[form_id, "zh"]
        found = next_number(replace(self.kit, casebook=book), case, form, NOW)
        event = DocumentIssued(
            found.text, form.form, "zh", "书", "aa", "bb", found.series, found.year, found.serial
        )
        book.append(case.number, event)
        self.printed.append(found.text)
        return found.text


@pytest.fixture
def hall(tmp_path: Path, kit: Kit) -> Iterator[Hall]:
    found = Hall(tmp_path, kit, Machine())
    yield found
    found.close()


@settings(max_examples=12, deadline=None)
@given(steps=st.lists(st.sampled_from(STEPS), min_size=6, max_size=16))
def test_no_number_is_given_twice_in_any_history(
    tmp_path_factory: pytest.TempPathFactory, kit: Kit, steps: list[str]
) -> None:
    hall = Hall(tmp_path_factory.mktemp("hall"), kit, Machine())

    for step in steps:
        getattr(hall, step)()

    assert sorted(set(hall.printed)) == sorted(hall.printed)
    hall.close()


def test_old_blocks_rest_until_the_bureau_leases_one_having_seen_the_fresh_log(hall: Hall) -> None:
    hall.lease()
    hall.sync()
    hall.image()
    first = hall.order()
    hall.restore()

    offline = hall.order()
    hall.lease()
    hall.sync()
    unseen = hall.order()
    hall.lease()
    hall.sync()
    again = hall.order()

    assert first.endswith("1号")
    assert offline.startswith(f"{PROVISIONAL}-1-")
    assert unseen.startswith(f"{PROVISIONAL}-1-")
    assert again.endswith("5号")


def test_what_a_restored_image_means_is_told_until_numbers_are_leased_again(hall: Hall) -> None:
    hall.lease()
    hall.sync()
    hall.image()
    hall.case()
    assert hall.laptop.casebook.restored() is None
    hall.restore()
    lost = hall.laptop.casebook.restored()
    hall.sync()
    hall.lease()
    hall.sync()
    found = hall.laptop.casebook.restored()

    assert lost is not None
    assert (lost.heard, lost.shut, lost.open, lost.settled) == (False, 1, 0, False)
    assert found is not None
    assert (found.heard, found.shut, found.open, found.settled) == (True, 1, 1, True)
    assert hall.case().endswith(lost.mark)


def test_its_own_entries_brought_from_outside_prove_an_image_before_a_number_is_taken(
    tmp_path: Path, kit: Kit
) -> None:
    hall = Hall(tmp_path, kit, Machine(usable=False))
    hall.lease()
    hall.sync()
    hall.image()
    hall.order()
    hall.sync()
    lost = hall.order()
    hall.restore()
    old = hall.laptop.own

    hall.sync()
    number = hall.order()

    assert hall.laptop.own != old
    assert number != lost
    assert number.startswith(f"{PROVISIONAL}-1-")
    hall.close()


def test_a_fork_that_was_found_when_the_program_ended_is_left_at_the_next_start(
    tmp_path: Path, kit: Kit
) -> None:
    hall = Hall(tmp_path, kit, Machine(usable=False))
    hall.case()
    hall.sync()
    hall.restore()
    old = hall.laptop.own
    hall.case()
    hall.laptop.logbook.admit(hall.bureau.logbook.entries(), hall.bureau.casebook.enrolled_keys())
    assert hall.laptop.own == old

    hall.laptop.close()
    hall.laptop = hall.open()

    assert hall.laptop.own != old
    hall.close()
