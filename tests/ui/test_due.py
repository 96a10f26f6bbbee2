"""The due list and the tab of the procedure, in real windows over a practice fair."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.actions.due import DueLine
from app.actions.duty import start_duty
from app.actions.procedure import missing_before_leaving
from app.actions.stands import add_exhibit, end_visit, open_case, start_visit
from app.case import Case
from app.events import DocumentIssued
from app.kit import Kit
from app.procedure.clocks import Running
from tests.app.procedure.cases import BOOK, FAIR, LAW, at, issued, suspected
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.case import CasePage
from ui.pages.clock_words import clock_chip, left_word, span_word
from ui.pages.due import DONE, GREEN, LATE, OPEN, OTHERS, OURS, SOON, DuePage, groups_of, present
from ui.window import Window

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")


def lines(now: str) -> list[DueLine]:
    """Return the due list of one case, twice: by two pairs of officers on two devices."""
    case = suspected(("2026-09-30 12:00", issued("preservation_notice", "登1")))
    found = BOOK.running(case, FAIR, LAW, at(now))
    first = [DueLine(case.number, "A01", "杭州云朵", ("李敏", "陈涛"), "一号机", r) for r in found]
    return first + [
        replace(x, case="F-2-0001", stand="B02", officers=("孙磊",), device="二号机") for x in first
    ]


def running(key: str, now: str) -> Running:
    return next(x.running for x in lines(now) if x.running.clock.key == key)


def test_the_list_is_filtered_by_state_officer_device_and_text() -> None:
    all_of_them = lines("2026-10-16 09:00")

    view = present(all_of_them, "zh")
    late = present(all_of_them, "zh", group=LATE, officer="李敏", device="一号机")

    assert view.officers == ("孙磊", "李敏", "陈涛")
    assert view.devices == ("一号机", "二号机")
    assert view.counts[OPEN] == len(view.rows)
    assert {x.case for x in late.rows} == {"F-1-0001"}
    assert any(x.running.clock.key == "evidence.decide" for x in late.rows)
    assert [x.stand for x in present(all_of_them, "zh", "b02 ", LATE).rows] == ["B02"] * (len(late.rows))
    assert present(all_of_them, "zh", "没有这家").rows == ()


def test_a_clock_falls_under_the_filters_that_fit() -> None:
    evidence = {
        now: groups_of(next(x for x in lines(now) if x.running.clock.key == "evidence.decide"))
        for now in ("2026-10-08 09:00", "2026-10-15 09:00", "2026-10-16 09:00")
    }
    target = next(x for x in lines("2026-09-30 12:10") if x.running.clock.key == "green.clue")
    settled = next(x for x in lines("2026-09-30 12:10") if x.running.clock.key == "green.evidence")

    assert list(evidence.values()) == [(OPEN, OURS), (OPEN, SOON, OURS), (OPEN, LATE, OURS)]
    assert groups_of(target) == (OPEN, GREEN)
    assert groups_of(settled) == (DONE,)
    assert OTHERS not in evidence


def test_late_is_red_pressing_amber_and_words_tell_how_long(program: Program) -> None:
    spoken(program, "zh")
    fills = [
        clock_chip(running("evidence.decide", now)).fill
        for now in ("2026-10-08 09:00", "2026-10-15 09:00", "2026-10-16 09:00")
    ]

    assert fills == ["none", "doubt", "bad"]
    assert clock_chip(running("green.clue", "2026-10-18 06:00")).fill == "doubt"
    assert left_word(running("evidence.decide", "2026-10-15 21:00")) == "剩 3 小时"
    assert left_word(running("evidence.decide", "2026-10-18 06:00")) == "逾期 2 天 6 小时"
    assert left_word(running("green.evidence", "2026-10-18 06:00")) == ""


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (timedelta(days=3), "3 天"),
        (timedelta(days=1, hours=5, minutes=59), "1 天 5 小时"),
        (timedelta(hours=5), "5 小时"),
        (timedelta(hours=1, minutes=1), "1 小时 1 分钟"),
        (timedelta(seconds=30), "0 分钟"),
    ],
)
def test_spans_are_told_in_two_units(program: Program, span: timedelta, expected: str) -> None:
    spoken(program, "zh")

    assert span_word(span) == expected


def press(widget: QWidget, text: str) -> None:
    QApplication.processEvents()
    found = [b for b in widget.findChildren(QPushButton) if b.text().startswith(text) and not b.isHidden()]
    found[0].click()


def a_stand(program: Program, *, visiting: bool = False) -> Case:
    """Open a case with a seizure at a stand that no other test uses; the visit is over unless asked for."""
    cases: list[Case] = []

    def work(kit: Kit) -> Case:
        start_duty(kit, ["i1", "i2"], "inspector")
        case = open_case(kit, kit.stands().stands[-1].code)
        case, _ = add_exhibit(kit, case.number, "期限样品")
        case = end_visit(kit, case.number)
        if visiting:
            start_visit(kit, case.number)
        number = f"强{len(case.documents)}"
        seized = DocumentIssued(number, "coercive_decision", "zh", "决定书", "0" * 64, "0" * 64)
        return kit.casebook.append(case.number, seized)

    assert program.window is not None
    program.window.pages["due"].act(work, cases.append)
    until(lambda: bool(cases))
    return cases[0]


def spoken(program: Program, language: str) -> Window:
    """Return the window in a language."""
    program.remake(language, dark=False)
    return program.window


def shown(program: Program, language: str = "zh") -> DuePage:
    window = spoken(program, language)
    window.show()
    window.go("due", "")
    found = window.pages["due"]
    assert isinstance(found, DuePage)
    return found


def chosen(page: DuePage, case: str, key: str) -> None:
    """Choose the clock of a case."""
    until(lambda: any((x.case, x.running.clock.key) == (case, key) for x in page._model.rows))
    rows = [(x.case, x.running.clock.key) for x in page._model.rows]
    page._table.selectRow(rows.index((case, key)))


def test_a_clock_is_extended_settled_and_its_case_opened_by_one_key(program: Program) -> None:
    page = shown(program)
    case = a_stand(program)
    page.refresh()
    chosen(page, case.number, "seizure.period")

    press(page, "延长")
    until(lambda: "理由" in page.flash.text())
    page.detail.note.setText("案情复杂，王局长批准")
    press(page, "延长")
    until(lambda: (line := page.selected()) is not None and line.running.extended == 30)
    page.detail.note.setText("当场解除")
    press(page, "办结")
    until(lambda: "已记录办结" in page.flash.text())
    page.choose(DONE)
    chosen(page, case.number, "seizure.period")

    assert program.window is not None
    program.window.activateWindow()
    until(program.window.isActiveWindow)
    QTest.keyClick(page._table, Qt.Key.Key_Return)

    until(lambda: program.window.current() == "case")
    assert program.window.pages["case"].case_number == case.number


def is_visited(page: CasePage) -> bool:
    return page._case is not None and any(visit.ended is None for visit in page._case.visits)


def test_leaving_a_stand_says_first_what_the_file_lacks(program: Program) -> None:
    shown(program)
    case = a_stand(program, visiting=True)
    window = program.window
    assert window is not None
    window.go("case", case.number)
    page = window.pages["case"]
    assert isinstance(page, CasePage)
    until(lambda: page.case_number == case.number and is_visited(page))

    press(page, "开始/结束检查")
    until(lambda: page.leaving.dialog is not None)
    assert page.leaving.dialog is not None
    press(page.leaving.dialog, "返回补充")
    assert is_visited(page)
    press(page, "开始/结束检查")
    until(lambda: page.leaving.dialog is not None and page.leaving.dialog.isVisible())
    press(page.leaving.dialog, "仍要离开")
    until(lambda: page._case is not None and all(visit.ended for visit in page._case.visits))


def test_evidence_is_ticked_and_amounts_are_kept_on_the_file(program: Program) -> None:
    shown(program)
    case = a_stand(program)
    window = program.window
    assert window is not None
    window.go("case", case.number)
    page = window.pages["case"]
    assert isinstance(page, CasePage)
    exhibit = case.exhibits[-1].id
    fields = page.procedure.amounts
    until(lambda: (exhibit, "quantity") in fields._fields)

    fields._fields[exhibit, "quantity"].setText("120")
    fields._fields["", "gains"].setText("3000")
    fields.save()
    until(lambda: page._case is not None and page._case.fact("gains") == "3000")
    assert page._case is not None
    assert page._case.fact("quantity", exhibit) == "120"
    recording = next(item for item in BOOK.evidence if item.key == "recording")
    wanted = f"已取得 {recording.zh}"
    until(
        lambda: any(b.accessibleName() == wanted for b in page.procedure.evidence.findChildren(QPushButton))
    )
    next(b for b in page.procedure.evidence.findChildren(QPushButton) if b.accessibleName() == wanted).click()
    lacking: list[set[str]] = []
    page.ask(lambda kit: {i.key for i in missing_before_leaving(kit, case.number)}, lacking.append)
    until(lambda: bool(lacking))
    assert "recording" not in lacking[0]


def test_the_list_speaks_english_too(program: Program) -> None:
    page = shown(program, "en")
    until(lambda: page._model.rowCount() > 0)
    words = {found.text().split()[0] for found in page._filters.values()}
    rows = list(page._model.rows)
    spoken(program, "zh")

    assert words >= {"Open", "Overdue", "Settled"}
    assert not any("\u4e00" <= sign <= "\u9fff" for x in rows for sign in x.running.word("en"))
