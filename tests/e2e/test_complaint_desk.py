"""What the complaint desk refuses, keeps readable, and looks up while the complainant stands there."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.actions.complaints import (
    Handed,
    accept,
    ask_for_papers,
    file_complaint,
    keep_papers,
    look_up_right,
    notify,
    pass_on,
    read_complaint,
    refuse,
    view_paper,
    withdraw,
)
from app.actions.duty import end_duty
from app.actions.stands import list_stands, open_case
from app.errors import BadInput, InspectionError, NotAllowed, NotFound
from app.front.wiring import House
from app.log import digest
from tests.app.papers import picture
from tests.e2e.complaint_desks import DESIGN, an_intake, stick


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


def test_papers_are_kept_as_they_were_handed_in_and_are_evidence(houses: list[House], tmp_path: Path) -> None:
    desk, hall = houses
    kit = desk.kit
    case, complaint = file_complaint(kit, an_intake(list_stands(kit)[110].stand.code))
    page = Canvas(str(tmp_path / "a.pdf"))
    page.drawString(100, 700, "certificate")
    page.save()
    pdf, photo = (tmp_path / "a.pdf").read_bytes(), picture(size=(640, 480))

    case = keep_papers(kit, case.number, complaint, "patent_certificate", [photo, pdf, photo], "原件已核对")

    kept = case.complaints[0].papers
    assert [(one.paper, one.file, one.note) for one in kept] == [
        ("patent_certificate", digest(photo), "原件已核对"),
        ("patent_certificate", digest(pdf), "原件已核对"),
    ]
    assert view_paper(kit, case.number, complaint, digest(pdf)) == pdf
    view_paper(kit, case.number, complaint, digest(pdf))
    timeline = kit.casebook.case(case.number).timeline
    assert [(m.kind, m.text) for m in timeline].count(("Viewed", digest(pdf))) == 1
    stick(desk, hall, tmp_path / "papers.huhang")
    assert hall.kit.casebook.case(case.number).complaints[0].papers == kept
    assert hall.kit.blobs.get(digest(photo)) == photo


@pytest.mark.parametrize(
    ("paper", "files", "said"),
    [
        ("report", [], "请选择材料"),
        ("moon", [b"x"], "没有材料"),
        ("report", [picture(), b"%PDF-1.7 no more"], "PDF 无法读取"),
        ("report", [b"no picture"], "照片"),
        ("report", [picture()] * 41, "最多附 40 个"),
    ],
)
def test_what_is_no_paper_is_refused_and_nothing_is_kept(
    houses: list[House], paper: str, files: list[bytes], said: str
) -> None:
    kit = houses[0].kit
    case, complaint = file_complaint(kit, an_intake(list_stands(kit)[111].stand.code))

    with pytest.raises(InspectionError, match=said):
        keep_papers(kit, case.number, complaint, paper, files)
    with pytest.raises(NotFound):
        view_paper(kit, case.number, complaint, "0" * 64)

    assert not any(one.papers for one in kit.casebook.case(case.number).complaints)


def test_papers_go_in_with_the_complaint_and_the_gate_for_the_report_sees_them(houses: list[House]) -> None:
    kit = houses[0].kit
    photo, other = picture(size=(640, 480)), picture(size=(320, 240))
    handed = (Handed("report", photo), Handed("", other))
    stand = list_stands(kit)[112].stand.code

    case, complaint = file_complaint(kit, an_intake(stand, papers=(*DESIGN, "report")), handed)

    filed = case.complaint(complaint)
    assert filed is not None
    assert (filed.stage, filed.lacking) == ("filed", ())
    assert [(one.paper, one.file) for one in filed.papers] == [
        ("report", digest(photo)),
        ("", digest(other)),
    ]
    assert view_paper(kit, case.number, complaint, digest(photo)) == photo


@pytest.mark.parametrize(
    ("handed", "said"),
    [
        ((Handed("report", picture()), Handed("report", b"no picture")), "照片"),
        ((Handed("moon", picture()),), "没有材料"),
        ((Handed("report", picture()),) * 41, "最多附 40 个"),
    ],
)
def test_with_a_bad_file_nothing_of_the_complaint_is_on_record(
    houses: list[House], handed: tuple[Handed, ...], said: str
) -> None:
    kit = houses[0].kit
    stand = list_stands(kit)[113].stand.code

    with pytest.raises(InspectionError, match=said):
        file_complaint(kit, an_intake(stand), handed)

    assert stand not in {line.stand for line in kit.casebook.cases()}
