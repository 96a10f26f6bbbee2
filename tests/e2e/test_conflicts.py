"""Two devices write one field without having seen each other: both stand until a person settles it."""

import itertools
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.actions.conflicts import conflicts_of, settle_conflict
from app.actions.documents import draft_document, issue_document
from app.actions.documents.disputed import disputed
from app.actions.duty import require_inspectors, start_duty
from app.actions.review import review_case, submit_case
from app.actions.stands import record_fact
from app.case import Case
from app.errors import NotAllowed
from app.events import CaseOpened, ExhibitAdded, FairPublished, VisitStarted
from app.front.wiring import House, open_house
from tests.builders import a_bureau, a_device, carry

CASE = "F-1-0001"
GOODS = "1.1"


class Devices:
    """Three devices of one bureau that hold the same case with one exhibit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        bureau = a_bureau(folder / "bureau", inspectors=6)
        day = date(2026, 9, 1), date(2099, 12, 31)
        bureau.record(FairPublished("F", "秋交会", "展馆", *day, "0" * 64, "0" * 64, "", day[0], "测试局"))
        for number in (1, 2, 3):
            a_device(bureau, folder / str(number), number).close()
        for number in (1, 2, 3):
            device = open_house(folder / str(number))
            carry(bureau, device.folder, folder / "bureau.huhang")
            device.close()
        bureau.close()
        self.houses = [open_house(folder / str(number)) for number in (1, 2, 3)]
        for number, house in enumerate(self.houses):
            start_duty(house.kit, [f"i{2 * number + 1}", f"i{2 * number + 2}"], "inspector")
        self.one, self.two, self.three = self.houses
        opened = CaseOpened("F", "A01", "1", "杭州云朵", "", "", "")
        self.one.kit.casebook.append(CASE, opened, ExhibitAdded(GOODS, "运动鞋"), VisitStarted())
        self.carry(self.one, self.two)
        self.carry(self.one, self.three)

    def carry(self, giver: House, taker: House) -> None:
        carry(giver.folder, taker.folder, self.folder / "stick.huhang")

    def close(self) -> None:
        for house in self.houses:
            house.close()


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The devices' folders, made once; each test works on a copy."""
    folder = tmp_path_factory.mktemp("devices")
    Devices(folder).close()
    return folder


@pytest.fixture
def devices(drawn: Path, tmp_path: Path) -> Iterator[Devices]:
    found = Devices.__new__(Devices)
    shutil.copytree(drawn, tmp_path / "devices")
    found.folder = tmp_path / "devices"
    found.houses = [open_house(found.folder / str(number)) for number in (1, 2, 3)]
    found.one, found.two, found.three = found.houses
    yield found
    found.close()


def count(house: House, value: str) -> None:
    record_fact(house.kit, CASE, "quantity", value, about=GOODS)


def values(house: House) -> set[str]:
    """Return the values in conflict on a device, none where there is no conflict."""
    found = conflicts_of(house.kit, case(house))
    return {side.value for conflict in found for side in conflict.sides}


def case(house: House) -> Case:
    return house.kit.casebook.case(CASE)


def quantity(house: House) -> str:
    return case(house).fact("quantity", GOODS)


def test_a_conflict_names_field_values_officers_and_devices(devices: Devices) -> None:
    count(devices.one, "12")
    count(devices.two, "15")

    devices.carry(devices.two, devices.one)

    (conflict,) = conflicts_of(devices.one.kit, case(devices.one))
    assert conflict.name == "运动鞋 数量"
    assert {(s.value, s.device) for s in conflict.sides} == {("12", "1号机"), ("15", "2号机")}
    assert "12（人员i1、人员i2）" in conflict.line("zh")
    assert "15 (人员i3, 人员i4)" in conflict.line("en")
    assert all(side.at_ms for side in conflict.sides)


def test_every_device_names_the_same_conflict_in_whatever_order_it_learns(devices: Devices) -> None:
    count(devices.one, "12")
    count(devices.two, "15")
    count(devices.three, "9")

    for giver, taker in itertools.permutations(devices.houses, 2):
        devices.carry(giver, taker)

    lines = {conflicts_of(h.kit, case(h))[0].line("zh") for h in devices.houses}
    assert len(lines) == 1
    assert values(devices.one) == {"9", "12", "15"}


def test_what_had_been_seen_is_corrected_and_no_conflict(devices: Devices) -> None:
    count(devices.one, "12")
    devices.carry(devices.one, devices.two)
    count(devices.two, "15")
    devices.carry(devices.two, devices.three)
    count(devices.three, "9")

    for giver, taker in itertools.permutations(devices.houses, 2):
        devices.carry(giver, taker)

    assert [(values(h), quantity(h)) for h in devices.houses] == [(set(), "9")] * 3


@pytest.mark.parametrize("chosen", ["12", "15", "13"])
def test_a_later_entry_settles_it_everywhere_with_one_of_the_values_or_a_third(
    devices: Devices, chosen: str
) -> None:
    count(devices.one, "12")
    count(devices.two, "15")
    devices.carry(devices.one, devices.two)
    settle_conflict(devices.two.kit, CASE, "quantity", GOODS, chosen)

    devices.carry(devices.two, devices.one)
    devices.carry(devices.one, devices.three)

    assert [(values(h), quantity(h)) for h in devices.houses] == [(set(), chosen)] * 3
    recorded = [m.text for m in case(devices.three).timeline if m.kind == "FactRecorded"]
    assert {"quantity = 12", "quantity = 15"} <= set(recorded)


def test_who_had_not_seen_the_settlement_disagrees_with_it(devices: Devices) -> None:
    count(devices.one, "12")
    count(devices.two, "15")
    devices.carry(devices.one, devices.two)
    settle_conflict(devices.two.kit, CASE, "quantity", GOODS, "15")
    count(devices.three, "9")

    devices.carry(devices.two, devices.three)

    assert values(devices.three) == {"15", "9"}


def test_two_that_settle_it_unseen_disagree_again(devices: Devices) -> None:
    count(devices.one, "12")
    count(devices.two, "15")
    devices.carry(devices.one, devices.two)
    devices.carry(devices.two, devices.one)
    settle_conflict(devices.one.kit, CASE, "quantity", GOODS, "12")
    settle_conflict(devices.two.kit, CASE, "quantity", GOODS, "15")

    devices.carry(devices.one, devices.two)
    devices.carry(devices.two, devices.one)

    assert values(devices.one) == values(devices.two) == {"12", "15"}


def test_a_device_restored_from_an_older_image_disagrees_with_itself(devices: Devices) -> None:
    devices.one.close()
    shutil.copytree(devices.folder / "1", devices.folder / "image")
    devices.houses[0] = devices.one = open_house(devices.folder / "1")
    count(devices.one, "12")
    devices.carry(devices.one, devices.two)
    restored = open_house(devices.folder / "image")
    count(restored, "15")

    devices.carry(restored, devices.two)
    restored.close()

    assert values(devices.two) == {"12", "15"}
    (fork,) = devices.two.kit.safety.state().forks
    assert (fork.device, len(fork.entries)) == ("1号机", 2)


def test_an_empty_settlement_is_refused(devices: Devices) -> None:
    with pytest.raises(NotAllowed, match="选定"):
        settle_conflict(devices.one.kit, CASE, "quantity", GOODS, "  ")


def test_what_states_the_field_waits_and_what_does_not_is_issued(devices: Devices) -> None:
    kit = devices.one.kit
    record_fact(kit, CASE, "party.representative", "王一")
    record_fact(devices.two.kit, CASE, "party.representative", "王二")
    devices.carry(devices.two, devices.one)
    now, officers = case(devices.one), require_inspectors(kit)

    stating = {
        f for (f, lang), form in kit.forms.items() if lang == "zh" and disputed(kit, now, form, officers)
    }

    assert "record_of_inspection" in stating
    assert stating < {form for form, _ in kit.forms}
    with pytest.raises(NotAllowed, match=r"王一.*王二|王二.*王一"):
        issue(devices.one)
    settle_conflict(kit, CASE, "party.representative", "", "王一")
    issue(devices.one)


def test_a_quantity_in_conflict_stands_against_every_list_of_goods(devices: Devices) -> None:
    count(devices.one, "12")
    count(devices.two, "15")
    devices.carry(devices.two, devices.one)
    kit = devices.one.kit
    now, officers = case(devices.one), require_inspectors(kit)

    stating = {
        f for (f, lang), form in kit.forms.items() if lang == "zh" and disputed(kit, now, form, officers)
    }

    assert "goods_list" in stating or any("list" in form for form in stating), stating


def test_nothing_is_submitted_or_approved_while_a_conflict_is_open(devices: Devices) -> None:
    submit_case(devices.one.kit, CASE)
    count(devices.two, "15")
    count(devices.one, "12")
    devices.carry(devices.two, devices.one)
    start_duty(devices.one.kit, ["s1"], "supervisor")

    with pytest.raises(NotAllowed, match="尚未选定"):
        review_case(devices.one.kit, CASE, approve=True, comment="")

    review_case(devices.one.kit, CASE, approve=False, comment="请核实数量")
    start_duty(devices.one.kit, ["i1", "i2"], "inspector")
    with pytest.raises(NotAllowed, match="两种记载"):
        submit_case(devices.one.kit, CASE)


def issue(house: House) -> None:
    draft = draft_document(house.kit, CASE, "record_of_inspection", {})
    typed = {f.name: f"{f.label}已核实" for f in draft.missing}
    reasons = {obstacle.rule: "已核实" for obstacle in draft.obstacles}
    issue_document(house.kit, CASE, "record_of_inspection", typed, overrides=reasons)
