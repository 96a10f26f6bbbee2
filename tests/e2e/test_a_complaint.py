"""A complaint from the desk to the hand-over after the fair, on two devices with a stick between them."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest

from app.actions.complaints import (
    accept,
    answer,
    conclude,
    confirm_removal,
    file_complaint,
    hand_over,
    inspect,
    list_complaints,
    mediate,
    notify,
    read_complaint,
    refuse,
    supplement,
)
from app.actions.documents import document_pdf, issue_document, serve_document
from app.actions.stands import end_visit, list_stands
from app.complaints import Step
from app.errors import BadInput, NotAllowed
from app.findings import Severity
from app.forms import Value
from app.front.wiring import House
from app.kit import Kit
from app.procedure.moments import clock
from tests.e2e.complaint_desks import DESIGN, an_intake, later, stick


def test_a_complaint_goes_its_way_on_two_devices(houses: list[House], tmp_path: Path) -> None:
    desk, hall = houses
    stand = list_stands(desk.kit)[20].stand.code
    number, complaint = taken_down(desk.kit, stand)
    stick(desk, hall, tmp_path / "1.huhang")
    notified(hall.kit, number, complaint)
    stick(hall, desk, tmp_path / "2.huhang")
    answered_and_mediated(desk.kit, number, complaint)
    concluded(desk.kit, number, complaint)
    stick(desk, hall, tmp_path / "3.huhang")
    handed_over(hall.kit, number, complaint)
    stick(hall, desk, tmp_path / "4.huhang")

    ours, theirs = desk.kit.casebook.case(number), hall.kit.casebook.case(number)
    assert ours == theirs
    assert [d.form for d in ours.documents] == [
        "fair_notice",
        "fair_opinion",
        "fair_commitment",
        "case_transfer",
    ]
    assert [bool(d.served) for d in ours.documents] == [True, False, True, False]
    assert [m.kind for m in ours.complaints[0].moments][-2:] == ["ClockSettled", "CaseHandedOver"]
    assert read_complaint(desk.kit, number, complaint).steps == ()
    assert desk.folder.audit().whole


def issued(kit: Kit, number: str, form: str, changes: Mapping[str, Value]) -> str:
    """Issue a document filled from the complaint, serve it where it is for the exhibitor; return its text."""
    _, paper = issue_document(kit, number, form, changes)
    if form in ("fair_notice", "fair_commitment"):
        serve_document(kit, number, paper, manner="direct", recipient="展位负责人")
    pages = pypdfium2.PdfDocument(document_pdf(kit, number, paper))
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in pages))


def words_of(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日{moment.hour}时"


def taken_down(kit: Kit, stand: str) -> tuple[str, str]:
    """Filed without the evaluation report: asked for at once, handed in, taken up."""
    case, complaint = file_complaint(kit, an_intake(stand))
    assert case.visits == ()
    filed = case.complaints[0]
    assert (filed.stage, filed.lacking) == ("to_supplement", ("report",))
    assert [f.severity for f in filed.filed.findings] == [Severity.COMPLAINT_ONLY]
    with pytest.raises(NotAllowed, match="等待补充材料"):
        accept(kit, case.number, complaint)
    with pytest.raises(NotAllowed, match="勾选"):
        supplement(kit, case.number, complaint, ["identity"])
    case = supplement(kit, case.number, complaint, ["report"], "当日提交")
    (line,) = [one for one in list_complaints(kit) if one.kept.case.number == case.number]
    assert [c.clock.key for c in line.clocks] == ["complaint.pass_on"]
    case = accept(kit, case.number, complaint)
    assert case.complaints[0].stage == "accepted"
    assert [word.clock for word in case.clock_words] == ["complaint.pass_on"]
    return case.number, complaint


def notified(kit: Kit, number: str, complaint: str) -> None:
    with pytest.raises(NotAllowed, match="签收"):
        notify(kit, number, complaint, " ", 6)
    with pytest.raises(NotAllowed, match="72"):
        notify(kit, number, complaint, "展位负责人", 1000)
    view = read_complaint(kit, number, complaint)
    assert (view.steps[0], view.hours <= 24) == (Step.NOTIFY, True)
    told = notify(kit, number, complaint, "展位负责人", view.hours).complaints[0].notified_at
    assert told is not None
    ends = clock(told.at_ms) + timedelta(hours=view.hours)
    paper = issued(kit, number, "fair_notice", {})
    assert f"最迟{words_of(ends)}" in paper
    assert "ZL202130123456.7" in paper
    case = inspect(kit, number, complaint)
    assert case.visits[-1].purpose == f"投诉 {complaint}"
    assert inspect(kit, number, complaint) == case
    end_visit(kit, number)
    with pytest.raises(NotAllowed, match="期限未满"):
        conclude(kit, number, complaint, "remove", "相近")
    late = read_complaint(later(kit, hours=view.hours + 1), number, complaint)
    assert [c.state for c in late.clocks if c.clock.key == "complaint.answer"] == ["lapsed"]
    assert Step.CONCLUDE in late.steps


def answered_and_mediated(kit: Kit, number: str, complaint: str) -> None:
    with pytest.raises(NotAllowed, match="答辩内容"):
        answer(kit, number, complaint, " ")
    with pytest.raises(BadInput):
        answer(kit, number, complaint, "见附件", paper=b"no picture")
    answer(kit, number, complaint, "系自行设计", by="王练习")
    with pytest.raises(NotAllowed, match="双方同意"):
        mediate(kit, number, complaint, "failed", consented=["complainant"], mediator="李敏")
    with pytest.raises(NotAllowed, match="协议的内容"):
        mediate(kit, number, complaint, "agreed", consented=["complainant", "exhibitor"], mediator="李敏")
    case = mediate(
        kit,
        number,
        complaint,
        "failed",
        consented=["complainant", "exhibitor"],
        mediator="李敏",
        terms="未达成一致",
    )
    assert case.complaints[0].stage == "answered"


def concluded(kit: Kit, number: str, complaint: str) -> None:
    with pytest.raises(NotAllowed, match="没有达成"):
        conclude(kit, number, complaint, "agreed", "协议")
    with pytest.raises(NotAllowed, match="理由"):
        conclude(kit, number, complaint, "remove", "")
    conclude(kit, number, complaint, "remove", "展品与公告图片相近，参展商承诺撤展")
    assert "撤下涉案展品" in issued(kit, number, "fair_opinion", {"verified": "展品在展位陈列"})
    promised = issued(kit, number, "fair_commitment", {"withdraw_by": "2026-11-27 14:00"})
    assert "云朵猫摆件" in promised
    assert "展会知识产权投诉" in promised
    case = confirm_removal(kit, number, complaint, "14时复查，展品已撤下")
    assert case.complaints[0].stage == "concluded"
    with pytest.raises(NotAllowed, match="已经记录"):
        confirm_removal(kit, number, complaint, "再次复查")


def handed_over(kit: Kit, number: str, complaint: str) -> None:
    after = later(kit, days=10)
    with pytest.raises(NotAllowed, match="接收机关"):
        hand_over(after, number, complaint, "", "展会结束")
    case = hand_over(after, number, complaint, "参展商所在地知识产权局", "展会结束")
    assert case.complaints[0].stage == "handed_over"
    assert case.handed_over[-1].complaint == complaint
    paper = issued(kit, number, "case_transfer", {"basis": "《展会知识产权保护办法》"})
    assert "参展商所在地知识产权局" in paper
    assert "涉嫌侵犯专利权纠纷一案" in paper
    assert "系自行设计" in paper


def test_two_devices_that_take_down_one_complaint_keep_both_and_show_it(
    houses: list[House], tmp_path: Path
) -> None:
    desk, hall = houses
    stand = list_stands(desk.kit)[30].stand.code
    ours, first = file_complaint(desk.kit, an_intake(stand, papers=(*DESIGN, "report")))
    theirs, second = file_complaint(
        hall.kit, an_intake(stand, number="202130123456.7", papers=(*DESIGN, "report"))
    )
    assert ours.number != theirs.number
    stick(hall, desk, tmp_path / "1.huhang")

    view = read_complaint(desk.kit, ours.number, first)
    assert [twin.key for twin in view.twins] == [f"{theirs.number}/{second}"]
    lines = [one for one in list_complaints(desk.kit) if one.kept.case.stand == stand]
    assert [line.twins for line in lines] == [1, 1]
    case = refuse(desk.kit, theirs.number, second, ["duplicate"], f"见 {ours.number}")
    assert case.complaints[0].decided[-1].grounds == ("duplicate",)


def test_two_devices_that_decide_apart_are_shown_and_decide_again(
    houses: list[House], tmp_path: Path
) -> None:
    desk, hall = houses
    stand = list_stands(desk.kit)[40].stand.code
    case, complaint = file_complaint(desk.kit, an_intake(stand, papers=(*DESIGN, "report")))
    stick(desk, hall, tmp_path / "1.huhang")
    accept(desk.kit, case.number, complaint)
    refuse(hall.kit, case.number, complaint, ["no_standing"])
    stick(hall, desk, tmp_path / "2.huhang")

    (line,) = [one for one in list_complaints(desk.kit) if one.kept.case.number == case.number]
    assert line.disputed
    assert len(read_complaint(desk.kit, case.number, complaint).disputes) == 1
    settled = accept(desk.kit, case.number, complaint, "已核对授权委托书")
    assert settled.complaints[0].stage == "accepted"
    assert read_complaint(desk.kit, case.number, complaint).disputes == ()
