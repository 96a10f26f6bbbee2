"""Numbers of documents: leased, provisional, bound by the bureau; none twice and no gap unexplained."""

import argparse
import random
from dataclasses import replace

import pytest

from app.actions.documents import (
    Signature,
    is_provisional,
    issue_document,
    number_lines,
    void_document,
)
from app.actions.duty import start_duty
from app.case import Case
from app.errors import InspectionError, NotAllowed, StorageFault
from app.events import Event
from app.front.numbers_desk import account_numbers, bind_numbers, lease_numbers
from app.front.wiring import House, open_house
from app.kit import Kit
from app.log import BlobRef
from tests.e2e.desk import NOW, ORDER, WHY, Place, a_case, order


def test_a_used_up_block_gives_provisional_numbers_that_the_bureau_binds(place: Place) -> None:
    house = open_house(place.device)
    start_duty(house.kit, ["i1", "i2"], "inspector")
    case = a_case(house.kit)
    numbers = [order(house.kit, case) for _ in range(5)]
    void_document(house.kit, case, numbers[1], "写错当事人")
    house.close()

    place.exchange()
    bound = place.desk(bind_numbers)
    again = place.desk(bind_numbers)
    place.exchange()

    year = NOW.year
    assert numbers == [*(f"测市监责改〔{year}〕{n}号" for n in (1, 2, 3)), "临-1-1", "临-1-2"]
    assert [line.split("  ")[0] for line in bound] == [
        f"临-1-1 -> 测市监责改〔{year}〕4号",
        f"临-1-2 -> 测市监责改〔{year}〕5号",
    ]
    assert again == []
    house = open_house(place.device)
    documents = house.kit.casebook.case(case).documents
    assert [d.bound for d in documents if d.bound] == [
        f"测市监责改〔{year}〕4号",
        f"测市监责改〔{year}〕5号",
    ]
    assert not any(is_provisional(d) for d in documents)
    house.close()
    account = place.desk(account_numbers)
    assert any("2号" in line and "void" in line and "写错当事人" in line for line in account)
    assert any(f"〔{year}〕6-23" in line and "unused" in line for line in account)


def test_a_bound_number_is_never_given_out_again(place: Place) -> None:
    house = open_house(place.device)
    start_duty(house.kit, ["i1", "i2"], "inspector")
    case = a_case(house.kit)
    for _ in range(4):
        order(house.kit, case)
    house.close()
    place.exchange()
    place.desk(bind_numbers)

    said = place.desk(lease_numbers, device=1, series="责改", prefix="测市监责改", year=NOW.year, count=2)
    place.exchange()

    house = open_house(place.device)
    start_duty(house.kit, ["i1", "i2"], "inspector")
    assert said == [f"leased to device 1: 测市监责改〔{NOW.year}〕24号 … 测市监责改〔{NOW.year}〕25号"]
    assert [order(house.kit, case) for _ in range(3)] == [
        f"测市监责改〔{NOW.year}〕24号",
        f"测市监责改〔{NOW.year}〕25号",
        "临-1-2",
    ]
    house.close()


def test_numbers_are_leased_in_the_bureau_s_own_folder_only(place: Place, house: House) -> None:
    words = argparse.Namespace(device=1, series="责改", prefix="测", year=NOW.year, count=1)

    with pytest.raises(NotAllowed, match="局机关"):
        list(lease_numbers(house, words))


class Faulty:
    """Stores of a kit on a disk that is full at the `at`-th write from now; 0 is never."""

    def __init__(self, kit: Kit, at: int) -> None:
        self._kit, self._left = kit, at

    def put(self, data: bytes, role: str) -> BlobRef:
        self._write()
        return self._kit.blobs.put(data, role)

    def append(self, case: str, *events: Event, blobs: tuple[BlobRef, ...] = ()) -> Case:
        self._write()
        return self._kit.casebook.append(case, *events, blobs=blobs)

    def __getattr__(self, name: str) -> object:
        return getattr(self._kit.blobs if hasattr(self._kit.blobs, name) else self._kit.casebook, name)

    def _write(self) -> None:
        self._left -= 1
        if self._left == 0:
            raise StorageFault("磁盘已满。", "The disk is full.")


def faulty(kit: Kit, at: int) -> Kit:
    stores = Faulty(kit, at)
    return replace(kit, blobs=stores, casebook=stores)  # type: ignore[arg-type]  # both protocols by delegation


@pytest.mark.parametrize("seed", range(4))
def test_no_fault_on_the_way_uses_a_number_or_gives_one_twice(house: House, seed: int) -> None:
    """Full disks in any write, a character without a glyph, voids: the numbers stay one row without gaps."""
    chance = random.Random(seed)
    kit, case = house.kit, a_case(house.kit)
    given: list[str] = []
    for _ in range(14):
        at, bad = chance.randrange(6), chance.random() < 0.2
        changes = ORDER | ({"act": "\U0001f600"} if bad else {})
        ink = Signature("party", "王某", refused="不愿签名")
        try:
            given.append(
                issue_document(faulty(kit, at), case, "correction_order", changes, [ink], overrides=WHY)[1]
            )
        except InspectionError:
            assert [d.number for d in kit.casebook.case(case).documents] == given
        if given and chance.random() < 0.3 and kit.casebook.case(case).document(given[-1]).stands:  # type: ignore[union-attr]  # it was issued
            void_document(kit, case, given[-1], "试")

    leased = [f"测市监责改〔{NOW.year}〕{n}号" for n in (1, 2, 3)]
    assert len(set(given)) == len(given) > 2
    assert given == [*leased[: len(given)], *(f"临-1-{n}" for n in range(1, max(len(given) - 2, 1)))]
    lines = number_lines([kit.casebook.case(case)], kit.casebook.bureau.leases)
    assert sum(line.last - line.first + 1 for line in lines) == 3
    assert house.folder.audit().whole


def test_a_crash_between_the_file_and_the_entry_leaves_the_number_free(house: House) -> None:
    kit, case = house.kit, a_case(house.kit)

    class Crash(Exception):
        """The plug is pulled."""

    class Pulled(Faulty):
        def append(self, case: str, *events: Event, blobs: tuple[BlobRef, ...] = ()) -> Case:
            raise Crash

    stores = Pulled(kit, 0)
    with pytest.raises(Crash):
        order(replace(kit, casebook=stores), case)  # type: ignore[arg-type]  # by delegation

    assert kit.casebook.case(case).documents == ()
    assert order(kit, case) == f"测市监责改〔{NOW.year}〕1号"
