"""What the complaint desk refuses, keeps readable, and looks up while the complainant stands there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.actions.complaints import (
    accept,
    ask_for_papers,
    file_complaint,
    look_up_right,
    notify,
    pass_on,
    read_complaint,
    refuse,
    withdraw,
)
from app.actions.duty import end_duty, start_duty
from app.actions.stands import list_stands, open_case
from app.errors import BadInput, NotAllowed, NotFound
from app.front.practice_setup import set_up_practice
from app.front.wiring import House, open_house
from tests.e2e.complaint_desks import DESIGN, TODAY, an_intake


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return set_up_practice(tmp_path_factory.mktemp("fair") / "practice", lambda zh, en: None, TODAY).parent


@pytest.fixture
def houses(home: Path) -> Iterator[list[House]]:
    opened = [open_house(home / name) for name in ("inspector-1", "inspector-2")]
    for house, officers in zip(opened, (["i1", "i2"], ["i3", "i4"]), strict=True):
        start_duty(house.kit, officers, "inspector")
    yield opened
    for house in opened:
        house.close()


def test_the_right_is_looked_up_while_the_complainant_stands_there(houses: list[House]) -> None:
    kit = houses[0].kit
    right = next(r for r in kit.register.search("装置") if r.holders and r.kind == "invention")

    same = look_up_right(kit, "invention", f"ZL {right.application_number}", right.holders[0])
    other = look_up_right(kit, "design", right.application_number, "别的公司")

    assert same.rights[0].application_number == right.application_number
    assert "complaint.holder_same" in same.finding.reasons
    assert {"complaint.holder_differs", "complaint.other_kind"} <= set(other.finding.reasons)
    assert look_up_right(kit, "copyright", "", "甲").finding.reasons == ("complaint.no_number",)


def test_a_copyright_complaint_goes_to_the_copyright_department(houses: list[House]) -> None:
    kit = houses[0].kit
    stand = list_stands(kit)[50].stand.code
    papers = ("copyright_proof", "identity", "evidence")
    case, complaint = file_complaint(kit, an_intake(stand, right="copyright", number="", papers=papers))

    with pytest.raises(NotAllowed, match="著作权主管部门"):
        accept(kit, case.number, complaint)
    case = pass_on(kit, case.number, complaint)

    assert (case.complaints[0].stage, case.handed_over[0].to) == ("handed_over", "著作权主管部门")


def test_what_is_missing_or_impossible_is_refused_with_a_sentence(houses: list[House]) -> None:
    kit = houses[0].kit
    stand = list_stands(kit)[60].stand.code
    before = len(kit.casebook.cases())

    with pytest.raises(NotAllowed, match="投诉人、外观设计专利的号码"):
        file_complaint(kit, an_intake(stand, complainant=" \u200b", number="", name=""))
    with pytest.raises(NotFound, match="没有展位"):
        file_complaint(kit, an_intake("9Z99"))
    with pytest.raises(BadInput, match="权利类型"):
        file_complaint(kit, an_intake(stand, right="moon"))
    with pytest.raises(BadInput, match="超过 300 字"):
        file_complaint(kit, an_intake(stand, complainant="长" * 301))
    with pytest.raises(BadInput, match="超过 20000 字"):
        file_complaint(kit, an_intake(stand, reasons="长" * 20_001))
    assert len(kit.casebook.cases()) == before
    end_duty(kit)
    with pytest.raises(NotAllowed, match="登录"):
        file_complaint(kit, an_intake(stand))


def test_hostile_texts_are_kept_readable_and_nothing_else(houses: list[House]) -> None:
    kit = houses[0].kit
    stand = list_stands(kit)[70].stand.code
    name = "<b>甲</b>\u202e公司\x00" + "长" * 180
    case, complaint = file_complaint(
        kit,
        an_intake(
            stand,
            complainant=name,
            reasons="理" * 10_000,
            number="{number}\u2066;DROP",
            papers=("report", "report", "../etc"),
            stated=("lawsuit", "moon"),
        ),
    )

    filed = case.complaints[0].filed
    assert filed.complainant == "<b>甲</b>公司" + "长" * 180
    assert len(filed.reasons) == 10_000
    assert filed.number == "{number};DROP"
    assert (filed.proofs, filed.stated) == (("report",), ("lawsuit",))
    with pytest.raises(NotAllowed, match="法定理由"):
        refuse(kit, case.number, complaint, ["moon"])
    with pytest.raises(NotFound, match="没有投诉"):
        accept(kit, case.number, "9.9")
    with pytest.raises(NotFound, match="没有投诉"):
        read_complaint(kit, case.number, "9.9")


def test_a_complainant_may_take_a_complaint_back_and_be_asked_for_more(houses: list[House]) -> None:
    kit = houses[0].kit
    stand = list_stands(kit)[80].stand.code
    case, complaint = file_complaint(kit, an_intake(stand, papers=(*DESIGN, "report")))
    with pytest.raises(NotAllowed, match="勾选"):
        ask_for_papers(kit, case.number, complaint, ["report"], "")
    asked = ask_for_papers(kit, case.number, complaint, ["attorney"], "代理人到场")
    assert asked.complaints[0].lacking == ("attorney",)

    case = withdraw(kit, case.number, complaint, "双方自行和解")

    assert case.complaints[0].stage == "concluded"
    with pytest.raises(NotAllowed, match="已有处理意见"):
        notify(kit, case.number, complaint, "甲", 6)
    assert open_case(kit, stand).number == case.number
