"""The complaint desk through its windows: taken down, decided, answered; clocks that turn red in time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from app.actions.complaints import ComplaintLine, list_complaints
from app.actions.duty import start_duty
from app.actions.stands import list_stands
from app.case import Complaint
from app.complaints import Kept, Step, load_rules
from app.kit import Kit
from app.law import load_law
from app.procedure import load_procedure
from tests.app.complaints.cases import BEGAN, FAIR, WAYS, a_case
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.complaints.dialog import StepDialog
from ui.pages.complaints.page import ALL, ComplaintsPage, present
from ui.pages.complaints.words import (
    CLOSED,
    LATE,
    OPEN,
    clock_chip,
    clock_fill,
    left_word,
    moment_text,
    stage_chip,
    step_word,
)

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")
BOOK, LAW, RULES = load_procedure(), load_law(), load_rules()


@pytest.fixture(autouse=True)
def chinese(program: Program) -> None:
    """Words are compared in Chinese, whatever the test before has left."""
    program.remake("zh", dark=False)


def desk_of(program: Program) -> ComplaintsPage:
    assert program.window is not None
    page = program.window.pages["complaints"]
    assert isinstance(page, ComplaintsPage)
    return page


def answering(fill: Callable[[StepDialog], None]) -> None:
    """Fill the next dialog as an officer does, and accept it."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, StepDialog)
        fill(dialog)
        dialog.accept()

    QTimer.singleShot(200, answer)


def shown(page: ComplaintsPage) -> Complaint:
    assert page._file is not None
    return page._file.kept.complaint


def take(page: ComplaintsPage, step: Step, stage: str, fill: Callable[[StepDialog], None]) -> None:
    answering(fill)
    page.take_step(step)
    until(lambda: page._file is not None and shown(page).stage == stage)


def begin(program: Program, stand: int) -> ComplaintsPage:
    """Put two officers on duty and open an empty form for a stand."""
    assert program.window is not None
    program.window.show()
    codes: list[str] = []

    def work(kit: Kit) -> str:
        start_duty(kit, ["i1", "i2"], "inspector")
        return list_stands(kit)[stand].stand.code

    program.worker.run(work, codes.append)
    until(lambda: bool(codes))
    program.window.go("complaints", "")
    page = desk_of(program)
    page.begin()
    until(lambda: page._stack.currentWidget() is page.intake and page.intake.stand.count() == 120)
    page.intake.stand.setEditText(codes[0])
    return page


def filled_in(page: ComplaintsPage) -> None:
    """A design's complaint without the evaluation report: it is asked for at once."""
    form = page.intake
    form.complainant.setText("练习云朵文化有限公司")
    form.kind.setCurrentIndex(form.kind.findData("design"))
    form.number.setText("ZL202130123456.7")
    form.goods.setPlainText("云朵猫摆件")
    form.reasons.setPlainText("外观与公告图片相近")
    until(lambda: any("未找到" in shown.text() for shown in form.answer.findChildren(QLabel)))
    for key, box in form.papers.boxes.items():
        box.setChecked(key != "report")
    assert "专利权评价报告" in form._lacking.text()
    form.submit.click()
    until(lambda: page._file is not None and shown(page).filed.goods == "云朵猫摆件")
    assert "尚须补充" in page.flash.text()
    assert shown(page).stage == "to_supplement"


def report(dialog: StepDialog) -> None:
    dialog.checklists["papers"].boxes["report"].setChecked(True)


def recipient(dialog: StepDialog) -> None:
    dialog.findChildren(QLineEdit)[0].setText("展位负责人")


def defence(dialog: StepDialog) -> None:
    dialog.findChildren(QPlainTextEdit)[0].setPlainText("自行设计")


def opinion(dialog: StepDialog) -> None:
    dialog.findChildren(QComboBox)[0].setCurrentIndex(0)
    dialog.findChildren(QPlainTextEdit)[0].setPlainText("与公告图片相近")


def test_a_complaint_is_taken_down_and_led_to_its_opinion_on_the_page(program: Program) -> None:
    page = begin(program, 100)
    filled_in(page)

    take(page, Step.SUPPLEMENT, "filed", report)
    take(page, Step.ACCEPT, "accepted", lambda dialog: None)
    take(page, Step.NOTIFY, "notified", recipient)
    assert [clock.clock.key for clock, _ in page.detail._running] == ["complaint.answer"]
    take(page, Step.ANSWER, "answered", defence)
    take(page, Step.CONCLUDE, "concluded", opinion)

    assert shown(page).concluded is not None
    assert [b.text() for b in page.detail.findChildren(QPushButton) if b.text() == "核验撤展"]


def test_what_may_not_come_next_is_told_and_nothing_is_recorded(program: Program) -> None:
    page = begin(program, 101)
    page.intake.submit.click()
    until(lambda: "请填写" in page.flash.text())
    assert page.intake.submit.isEnabled()
    page.intake.complainant.setText("<b>甲</b>" + "长" * 190)
    page.desk.go("about", "")
    page.desk.go("complaints", "")
    page.begin()
    assert page._stack.currentWidget() is page.intake
    assert page.intake.complainant.text().startswith("<b>甲</b>")
    page.intake.number.setText("12345678")
    page.intake.kind.setCurrentIndex(page.intake.kind.findData("trademark"))
    page.intake.goods.setPlainText("玩具\u202e")
    page.intake.reasons.setPlainText("理" * 10_000)
    page.intake.submit.click()
    until(lambda: page._file is not None and shown(page).filed.right == "trademark")
    texts = page.detail.findChildren(QLabel)
    assert any("<b>甲</b>" in text.text() for text in texts)
    assert {text.textFormat() for text in texts} == {Qt.TextFormat.PlainText}
    page.take_step(Step.INSPECT)
    until(lambda: "等待补充材料" in page.flash.text())
    assert shown(page).stage == "to_supplement"


def test_a_document_of_the_complaint_is_one_press_away(program: Program) -> None:
    page = desk_of(program)
    assert program.window is not None
    program.window.go("complaints", "")
    until(lambda: page._file is not None and page.detail._head.count() > 0)
    page._open_form("fair_complaint")
    assert program.window.current() == "document"
    program.window.go("complaints", "")


def test_every_complaint_of_the_fair_is_in_the_list_once(program: Program) -> None:
    assert program.window is not None
    program.window.go("complaints", "")
    until(lambda: bool(desk_of(program)._lines))
    lines: list[tuple[ComplaintLine, ...]] = []
    program.worker.run(list_complaints, lines.append, writes=False)
    until(lambda: bool(lines))
    keys = [line.kept.key for line in lines[0]]
    assert len(set(keys)) == len(keys)
    assert [line.kept.key for line in desk_of(program)._lines] == keys


def a_line(stage: str, **after: float) -> ComplaintLine:
    case = a_case(*WAYS[stage])
    now = BEGAN + timedelta(**after)
    clocks = tuple(c for c in BOOK.running(case, FAIR, LAW, now) if c.open)
    return ComplaintLine(Kept(case, case.complaints[0]), clocks, False, 0)


@pytest.mark.parametrize(
    ("hours", "fill", "word"),
    [(1, "mild", "剩 05:00:00"), (4, "doubt", "剩 02:00:00"), (7, "bad", "已超 01:00:00")],
)
def test_a_clock_turns_red_in_time(hours: float, fill: str, word: str) -> None:
    line = a_line("notified", hours=hours)
    clock = next(c for c in line.clocks if c.clock.key == "complaint.answer")
    now = clock.started + timedelta(hours=hours)

    assert clock_fill(clock, now) == fill
    assert left_word(clock, now) == word


def test_the_list_is_searched_and_filtered() -> None:
    late, closed = a_line("notified", hours=7), a_line("concluded", hours=7)
    opened = replace(a_line("to_supplement", hours=1), clocks=())
    lines, now = (late, closed, opened), BEGAN + timedelta(hours=7)

    assert present(lines, "", ALL, now).counts == {LATE: 1, CLOSED: 1, OPEN: 1, ALL: 3}
    assert present(lines, "", LATE, now).rows == (late,)
    assert present(lines, "甲公司", ALL, now).rows == lines
    assert present(lines, "201710601862", ALL, now).rows == lines
    assert present(lines, "丙", ALL, now).rows == ()
    assert clock_chip(opened, now) is None
    chip = clock_chip(late, now)
    assert chip is not None
    assert chip.fill == "bad"


def test_every_stage_and_step_has_its_own_word() -> None:
    stages = [stage_chip(stage) for stage in WAYS]

    assert len({chip.word for chip in stages}) == len(stages)
    assert len({step_word(step) for step in Step}) == len(Step)
    assert stage_chip("later").word == "later"
    for stage in WAYS:
        for moment in a_case(*WAYS[stage]).complaints[0].moments:
            assert moment_text(moment, RULES, "zh") not in ("", moment.kind, moment.text)
