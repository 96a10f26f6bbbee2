"""An officer's PIN: who does not know it neither signs in as the officer nor signs with the key."""

from collections.abc import Iterator

import pytest

from app.__main__ import main
from app.actions.documents import issue_document
from app.actions.duty import end_duty, forget_pin, set_pin, start_duty
from app.errors import BadInput, NotAllowed, NotFound
from app.events import DutyStarted
from app.front.wiring import House, open_house
from tests.e2e.desk import WHY, a_case
from tests.practice import a_practice_fair

PIN, NEW = "483920", "blau-Wal"


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    opened = open_house(a_practice_fair(tmp_path_factory).parent / "inspector-1")
    set_pin(opened.kit, "i1", "", PIN)
    yield opened
    opened.close()


def begun(house: House) -> DutyStarted | None:
    record = house.folder.casebook.logbook.newest_own("DutyStarted")
    return record.event if record and isinstance(record.event, DutyStarted) else None


@pytest.mark.parametrize("pins", [{}, {"i1": ""}, {"i1": "483921"}, {"i2": PIN}])
def test_without_the_pin_nobody_signs_in_as_the_officer(house: House, pins: dict[str, str]) -> None:
    with pytest.raises(NotAllowed, match="PIN 不对"):
        start_duty(house.kit, ["i1", "i2"], "inspector", pins)

    assert begun(house) is None
    assert house.kit.casebook.duty.officers == ()


def test_with_the_pin_the_officer_vouches_and_signs_documents(house: House) -> None:
    start_duty(house.kit, ["i1", "i2"], "inspector", {"i1": PIN})
    case = a_case(house.kit)
    _, number = issue_document(house.kit, case, "record_of_inspection", {}, overrides=WHY)

    said = begun(house)
    assert said is not None
    assert [word.officer for word in said.delegations] == ["i1", "i2"]
    document = house.kit.casebook.case(case).document(number)
    assert document is not None
    verdict = house.kit.signing.verify(house.kit.blobs.get(document.pdf))
    assert len(verdict.signed) == 2


def test_after_the_duty_or_in_a_fresh_program_the_pin_is_wanted_again(house: House) -> None:
    start_duty(house.kit, ["i1", "i2"], "inspector", {"i1": PIN})
    case = a_case(house.kit)
    house.close()
    again = open_house(house.folder.path)

    with pytest.raises(NotAllowed, match="重新上岗并输入 PIN"):
        issue_document(again.kit, case, "record_of_inspection", {}, overrides=WHY)
    assert again.kit.casebook.case(case).documents == ()
    start_duty(again.kit, ["i1", "i2"], "inspector", {"i1": PIN})
    issue_document(again.kit, case, "record_of_inspection", {}, overrides=WHY)
    end_duty(again.kit)
    with pytest.raises(NotAllowed, match="PIN 保护"):
        again.folder.officer_keys.get("i1")
    with pytest.raises(NotAllowed, match="PIN 不对"):
        start_duty(again.kit, ["i1", "i2"], "inspector")

    again.close()


def test_a_pin_is_changed_and_removed_by_who_knows_it(house: House) -> None:
    for old, new, why in (("", NEW, NotAllowed), (NEW, NEW, NotAllowed), (PIN, "12345", BadInput)):
        with pytest.raises(why):
            set_pin(house.kit, "i1", old, new)
    with pytest.raises(BadInput, match="不同"):
        set_pin(house.kit, "i1", PIN, "111111")
    with pytest.raises(NotFound, match="先申请证书"):
        set_pin(house.kit, "s1", "", NEW)

    set_pin(house.kit, "i1", PIN, NEW)
    assert house.kit.signing.pinned(["i1", "i2"]) == ("i1",)
    start_duty(house.kit, ["i1", "i2"], "inspector", {"i1": NEW})
    set_pin(house.kit, "i1", NEW, "")

    assert house.kit.signing.pinned(["i1", "i2"]) == ()
    start_duty(house.kit, ["i1", "i2"], "inspector")


def test_who_forgot_the_pin_takes_a_new_key(house: House) -> None:
    with pytest.raises(NotAllowed, match="没有设置"):
        forget_pin(house.kit, "i2")

    forget_pin(house.kit, "i1")

    assert house.kit.signing.lacking(["i1", "i2"]) == ("i1",)
    start_duty(house.kit, ["i1", "i2"], "inspector")
    said = begun(house)
    assert said is not None
    assert [word.officer for word in said.delegations] == ["i2"]


def test_the_same_from_the_command_line(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ("--data", str(house.folder.path))
    house.close()
    monkeypatch.setenv("HUHANG_PIN_i1", "wrong-one")
    monkeypatch.setenv("HUHANG_NEW_PIN", NEW)

    statuses = [main([*at, "duty", "i1", "i2"]), main([*at, "set-pin", "i1"])]
    monkeypatch.setenv("HUHANG_PIN_i1", PIN)
    statuses += [main([*at, "set-pin", "i1"]), main([*at, "duty", "i1", "i2"])]
    monkeypatch.setenv("HUHANG_PIN_i1", NEW)
    statuses += [main([*at, "duty", "i1", "i2"]), main([*at, "forget-pin", "i1"])]

    assert statuses == [1, 1, 0, 1, 0, 0]
    told = capsys.readouterr()
    assert "on duty: i1 i2" in told.out
    assert NEW not in told.out + told.err
