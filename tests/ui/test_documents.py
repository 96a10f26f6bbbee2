"""Filling forms: from the case, by keyboard, from a spreadsheet, with a way back; what follows an issue."""

import os
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton

from app.actions.documents import Draft, document_pdf, draft_document
from app.actions.duty import start_duty
from app.actions.stands import add_exhibit, end_visit, open_case, record_fact
from app.forms import Field, Form
from app.kit import Typed
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.documents.chooser import FormChooser
from ui.pages.documents.dialogs import CopyDialog, PrintDialog, ServeDialog
from ui.pages.documents.editor import Editor
from ui.pages.documents.fields import ChoiceEdit, ChoicesEdit, MoneyEdit, Phrases, TextEdit
from ui.pages.documents.filling import Filling
from ui.pages.documents.moments import MomentEdit, read_day
from ui.pages.documents.page import DocumentPage
from ui.pages.documents.questions import QuestionsEdit
from ui.pages.documents.tables import ListEdit, pasted_rows
from ui.printing import Printer

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")

COLUMNS = ("序号", "标称名称", "规格", "单位", "数量", "金额")
ROWS = (("1", "甲", "", "件", "2", "20"), ("2", "乙", "", "件", "1", "1,000.50"))


@pytest.fixture
def page(program: Program) -> DocumentPage:
    """The documents' page on a case of its own."""
    kit = program.worker._kit
    start_duty(kit, ["i1", "i2"], "inspector")
    taken = {line.stand for line in kit.casebook.cases()}
    stand = next(s.code for s in kit.stands().stands if s.code not in taken)
    number = open_case(kit, stand).number
    add_exhibit(kit, number, "毛绒玩具")
    end_visit(kit, number)
    assert program.window is not None
    program.window.show()
    found = program.window.pages["document"]
    assert isinstance(found, DocumentPage)
    program.window.go("document", number)
    until(lambda: found.chooser.count() > 20)
    return found


def opened(page: DocumentPage, form: str) -> Filling:
    page.open_form(form)
    until(lambda: page.work.form == form and page.editor.filling is not None and page.preview.count > 0)
    assert page.editor.filling is not None
    return page.editor.filling


def a_filling(*fields: Field, **known: str) -> Filling:
    form = Form("f", "zh", "表", "", "", False, "", False, (), (), fields)
    return Filling(Draft(form, known, (), dict(known)), {})


def test_forms_are_found_by_their_number_or_a_few_characters(program: Program, page: DocumentPage) -> None:
    chooser = page.chooser
    chosen: list[str] = []
    chooser.chosen.connect(chosen.append)

    everything = chooser.count()
    chooser.search.setText("强制 解除")

    assert everything > 25
    assert chooser.count() == 1
    chooser.search.returnPressed.emit()
    assert chosen == ["coercive_release"]
    chooser.search.clear()
    page.close_form()


def test_what_is_missing_is_one_key_away(page: DocumentPage) -> None:
    filling = opened(page, "correction_order")

    names = [field.name for field in filling.missing()]
    QTest.keyClick(page, Qt.Key.Key_F6)
    page.editor.go_to_missing()

    assert names[0] == "act"
    assert "尚缺" in page.editor.bar.text()
    assert not page.issue_button.isEnabled()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert any(page.editor.edit_of(name).isAncestorOf(focused) for name in names)


def test_what_was_typed_is_still_there_after_another_page(program: Program, page: DocumentPage) -> None:
    filling = opened(page, "correction_order")
    filling.change("act", "未规范标注专利标识")
    page.editor.changed.emit()
    number = page.case_number

    page.desk.go("case", number)
    record_fact(program.worker._kit, number, "party.phone", "0571-99")
    page.desk.go("document", number)
    page.close_form()

    assert opened(page, "correction_order").value("act") == "未规范标注专利标识"


def test_what_the_case_says_otherwise_since_is_offered() -> None:
    draft = a_filling(Field("party.phone", "电话", "Phone"), **{"party.phone": "3"})
    typed = {"party.phone": Typed("2", knew="1")}

    filling = Filling(Draft(draft.form, {}, (), {"party.phone": "3"}), typed)

    assert filling.outdated == {"party.phone": "3"}
    assert filling.value("party.phone") == "2"
    filling.take_known("party.phone")
    assert (filling.value("party.phone"), filling.outdated) == ("3", {})
    assert filling.undo() == "party.phone"
    assert filling.value("party.phone") == "2"


def test_typing_on_is_one_step_back_and_each_row_another() -> None:
    filling = a_filling(Field("act", "行为", "Act"), Field("items", "清单", "List", "list"), act="旧")
    for text in ("新", "新的", "新的行为"):
        filling.change("act", text)
    filling.change("items", (("1", "甲"),))
    filling.change("items", (("1", "甲"), ("2", "乙")))

    steps = [(filling.undo(), filling.value("act"), filling.value("items")) for _ in range(4)]

    assert steps == [
        ("items", "新的行为", (("1", "甲"),)),
        ("items", "新的行为", ""),
        ("act", "旧", ""),
        ("", "旧", ""),
    ]


def test_a_rule_is_shown_and_its_reason_asked_for(page: DocumentPage) -> None:
    filling = opened(page, "correction_order")
    for field in filling.missing():
        filling.change(field.name, "内容")
    page.editor.show_filling(filling)
    page._settle()
    until(lambda: bool(page.editor._reasons))
    assert not page.editor.is_ready()

    page.editor._reasons["no_record_yet"].setText("笔录另行制作")

    assert page.editor.is_ready()
    assert page.issue_button.isEnabled()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-5-1", (2026, 5, 1)),
        ("2026年5月1日10时05分", (2026, 5, 1)),
        ("20260501", (2026, 5, 1)),
        ("5-1", (2026, 5, 1)),
        ("5月1日", (2026, 5, 1)),
        ("2026-02-30", None),
        ("明天", None),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, day: tuple[int, int, int] | None) -> None:
    found = read_day(typed, date(2026, 11, 27))

    assert (found and (found.year, found.month, found.day)) == day


def test_a_day_is_written_as_documents_state_it_and_what_is_none_stays(program: Program) -> None:
    edit = MomentEdit("", "时间", minutes=True)
    edit.line.setText("2026-5-1 9:05")
    edit.line.editingFinished.emit()
    assert edit.line.text() == "2026年5月1日9时05分"

    edit.take_day(date(2026, 6, 2))
    assert edit.line.text() == "2026年6月2日9时05分"
    edit.line.setText("明天上午")
    edit.line.editingFinished.emit()
    assert edit.line.text() == "明天上午"


def test_money_is_shown_in_capitals(program: Program) -> None:
    edit = MoneyEdit("1250.5", "罚款", ())

    assert edit.capitals.text() == "壹仟贰佰伍拾元伍角整"
    edit.line.setText("很多")
    assert edit.capitals.text() == "请填数字"


def test_choices_are_radios_and_boxes_and_tell_what_is_ticked(program: Program) -> None:
    one = ChoiceEdit(Field("k", "种类", "Kind", "choice", choices=("查封", "扣押")), "扣押", "种类")
    several = ChoicesEdit(Field("p", "处罚", "Penalty", "choices", choices=("警告", "罚款")), "罚款", "处罚")
    told: list[str] = []
    one.changed.connect(told.append)
    several.changed.connect(told.append)

    assert [radio.isChecked() for radio in one.findChildren(QRadioButton)] == [False, True]
    one.findChildren(QRadioButton)[0].click()
    several._boxes[0].click()

    assert told == ["查封", "警告；罚款"]


def test_a_phrase_takes_the_line(program: Program) -> None:
    edit = TextEdit("", "期限", ("立即", "三日内"))
    told: list[str] = []
    edit.changed.connect(told.append)

    edit.findChildren(Phrases)[0].picked.emit("三日内")

    assert told == ["三日内"]


def test_rows_are_added_numbered_moved_removed_and_summed(program: Program) -> None:
    edit = ListEdit(COLUMNS, (2, 8, 6, 3, 4, 5), ROWS, (("1", "丙", "", "件", "1", ""),), "清单")
    told: list[tuple[tuple[str, ...], ...]] = []
    edit.changed.connect(told.append)
    assert edit.model.totals() == (("数量", "3"), ("金额", "1,020.50"))

    edit.add_known()
    edit.add_known()  # what is there is not added twice
    edit.view.selectRow(2)
    edit.move_rows(-1)
    assert [row[:2] for row in told[-1]] == [("1", "甲"), ("2", "丙"), ("3", "乙")]

    edit.view.selectRow(0)
    edit.remove_rows()
    assert [row[:2] for row in told[-1]] == [("1", "丙"), ("2", "乙")]
    edit.model.setData(edit.model.index(0, 4), "许多")
    assert edit.model.totals() == (("金额", "1,000.50"),)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲\tA1\t件\t2", [("", "甲", "A1", "件", "2")]),
        (
            "1\t甲\tA1\t件\t2\t20\n2\t乙\t\t件\t1\t",
            [("1", "甲", "A1", "件", "2", "20"), ("2", "乙", "", "件", "1", "")],
        ),
        ("序号\t标称名称\n甲\tA1", [("", "甲", "A1")]),
        ("\n\n", []),
    ],
)
def test_a_spreadsheet_s_cells_find_their_columns(text: str, rows: list[tuple[str, ...]]) -> None:
    assert pasted_rows(text, COLUMNS) == rows


def test_a_list_of_five_thousand_rows_stays_quick(program: Program) -> None:
    edit = ListEdit(COLUMNS, (2, 8, 6, 3, 4, 5), ROWS, (), "清单")
    told: list[object] = []
    edit.changed.connect(told.append)
    QGuiApplication.clipboard().setText("\n".join(f"物品{n}\t型号\t件\t1\t2.5" for n in range(5000)))

    spent = time.process_time()
    edit.paste()
    edit.view.selectRow(4000)
    edit.move_rows(-1)
    edit.model.setData(edit.model.index(10, 1), "改名")
    spent = time.process_time() - spent

    assert len(edit.model.rows) == 5002
    assert edit.model.totals()[1] == ("金额", "13,520.50")
    assert spent < 2


def test_questions_are_asked_answered_ordered_and_taken_out(program: Program) -> None:
    edit = QuestionsEdit((("你的姓名？", ""), ("展品来源？", "自产")), ("有无进货凭证？",), "笔录")
    told: list[object] = []
    edit.changed.connect(told.append)

    edit.findChildren(QLineEdit)[0].setText("你的姓名和职务？")
    edit.add("有无进货凭证？")
    edit.shift(2, -1)
    edit.remove(0)

    assert told[0] == (("你的姓名和职务？", ""), ("展品来源？", "自产"))
    assert told[-1] == (("有无进货凭证？", ""), ("展品来源？", "自产"))


def test_every_form_opens_with_an_editor_for_each_of_its_fields(page: DocumentPage, program: Program) -> None:
    kit, number = program.worker._kit, page.case_number
    for (form, language), found in kit.forms.items():
        draft = draft_document(kit, number, form, {}, language)
        editor = Editor("zh")

        editor.show_filling(Filling(draft, {}))

        assert all(editor.edit_of(field.name) for field in found.fields), form
        assert editor.filling is not None
        assert editor.filling.changes == {}, form  # showing changes nothing
        editor.deleteLater()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for lp")
def test_an_issued_document_is_printed_handed_over_served_and_corrected(
    page: DocumentPage, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit, number = program.worker._kit, page.case_number
    opened(page, "record_of_inspection")
    until(lambda: bool(page.editor.is_ready() or page.editor._reasons))
    for reason in page.editor._reasons.values():
        reason.setText("演练")
    page.sign()
    until(lambda: page.issuing.dialog is not None and page.issuing.dialog.isVisible())
    assert page.issuing.dialog is not None
    witness = next(place for place in page.issuing.dialog.places if place.role == "witness")
    page.issuing.dialog.refuse(witness, "当事人不在场", "李见证")
    page.issuing.dialog.accept()
    until(lambda: bool(page.issued))
    document = kit.casebook.case(number).documents[-1]

    (tmp_path / "lp").write_text(f"#!/bin/sh\ncat > {tmp_path}/paper\n", "utf-8")
    (tmp_path / "lpstat").write_text("#!/bin/sh\n[ $1 = -e ] && echo hall-a\nexit 0\n", "utf-8")
    for name in ("lp", "lpstat"):
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    page.aftercare.act("print", document.number)
    until(lambda: isinstance(page.aftercare.dialog, PrintDialog))
    page.aftercare.dialog.accept()  # type: ignore[union-attr]  # it is open
    until(lambda: kit.casebook.case(number).documents[-1].prints > 0)
    assert (tmp_path / "paper").read_bytes() == document_pdf(kit, number, document.number)

    page.aftercare.act("copy", document.number)
    assert isinstance(page.aftercare.dialog, CopyDialog)
    page.aftercare.dialog.recipient.setText("王某")
    page.aftercare.dialog.accept()
    until(lambda: bool(kit.casebook.case(number).documents[-1].copies))
    page.aftercare.act("serve", document.number)
    assert isinstance(page.aftercare.dialog, ServeDialog)
    page.aftercare.dialog.accept()
    until(lambda: bool(kit.casebook.case(number).documents[-1].served))

    page._correct(kit.casebook.case(number).documents[-1], "漏记一件展品")
    until(lambda: page.work.replaces == document.number and page.editor.filling is not None)
    page.close_form()


def test_a_printer_s_presets_come_from_the_form(program: Program, page: DocumentPage) -> None:
    copies, duplex = page.aftercare.presets["goods_list"]

    dialog = PrintDialog(page, [Printer("hall-a", problem="out of paper")], copies, duplex)

    assert (dialog.copies.value(), dialog.duplex.isChecked()) == (copies, duplex)
    assert copies >= 2  # in duplicate: one for the party, one for the agency
    assert "out of paper" in dialog.printer.currentText()


def test_the_chooser_shows_groups_only_where_they_hold_something(program: Program) -> None:
    chooser = FormChooser("zh")

    chooser.show_forms([(Form("f", "zh", "表", "9", "", False, "", False, (), (), ()), "表")])

    assert chooser.tree.topLevelItemCount() == 1
