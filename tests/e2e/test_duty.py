"""Officers sign in for a shift: each vouches for the device with their own key, and an audit checks it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from app.actions.duty import start_duty
from app.actions.stands import open_case
from app.audit import Audit, audit
from app.delegation import SHIFT
from app.events import CommentMade, DutyStarted
from app.front.wiring import House, open_house
from app.log import Clock, Header
from offline_db.data_folder import open_data_folder
from tests.practice import a_practice_fair

MS = timedelta(milliseconds=1)


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    opened = open_house(a_practice_fair(tmp_path_factory).parent / "inspector-1")
    yield opened
    opened.close()


def audited(house: House) -> Audit:
    book = house.folder.casebook.logbook
    return audit(book.entries(), root=book.root, blob_state=lambda ref: "")


def begun(house: House) -> tuple[Header, DutyStarted]:
    """Return the entry with which the officers on duty began."""
    record = house.folder.casebook.logbook.newest_own("DutyStarted")
    assert record is not None
    assert isinstance(record.event, DutyStarted)
    return record.header, record.event


def test_officers_vouch_for_their_device_when_they_sign_in(house: House) -> None:
    start_duty(house.kit, ["i1", "i2"], "inspector")

    said = begun(house)[1].delegations
    assert [word.officer for word in said] == ["i1", "i2"]
    assert {word.ends - word.begins for word in said} == {SHIFT // MS}
    assert audited(house).problems == ()


def test_a_word_that_an_officer_never_gave_is_found_by_an_audit(house: House) -> None:
    start_duty(house.kit, ["i1", "i2"], "inspector")
    duty = begun(house)[1]
    first, second = duty.delegations

    swapped = (replace(first, signature=second.signature), second)
    house.kit.casebook.append("", replace(duty, delegations=swapped))

    (problem,) = audited(house).problems
    assert problem.zh == "i1 的授权签名不符"


def test_an_officer_without_a_certificate_signs_in_without_a_word(house: House) -> None:
    start_duty(house.kit, ["s1"], "supervisor")

    assert begun(house)[1].delegations == ()
    assert house.kit.casebook.duty.officers == ("s1",)


@pytest.mark.parametrize(("after", "on_duty"), [(SHIFT - MS, ("i1", "i2")), (SHIFT, ())])
def test_after_a_shift_officers_sign_in_again(
    house: House, after: timedelta, on_duty: tuple[str, ...]
) -> None:
    start_duty(house.kit, ["i1", "i2"], "inspector")
    case, began = open_case(house.kit, "1A01").number, begun(house)[0].t
    house.close()

    with closing(open_data_folder(house.folder.path, clock=lambda: Clock(began + after // MS, 0))) as later:
        assert later.casebook.duty.officers == on_duty
        later.casebook.append(case, CommentMade("柜台已清空"))
        assert later.casebook.case(case).number == case
        assert later.casebook.logbook.records(case=case)[-1].header.off == on_duty
