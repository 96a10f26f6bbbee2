"""Filling forms: from the case, by keyboard, from a spreadsheet, with a way back; what follows an issue."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app.actions.documents import document_pdf, draft_document
from app.actions.duty import start_duty
from app.actions.stands import add_exhibit, end_visit, open_case, record_fact
from app.case import Document
from tests.app.papers import text_of
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.documents.dialogs import CopyDialog, PrintDialog, ServeDialog
from ui.pages.documents.editor import Editor
from ui.pages.documents.filling import Filling
from ui.pages.documents.page import DocumentPage
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
    focused = page.window().focusWidget()  # the window itself may be behind another
    assert focused is not None
    assert any(page.editor.edit_of(name).isAncestorOf(focused) for name in names)


def test_a_click_on_the_page_goes_to_the_field_and_a_field_shows_its_place(page: DocumentPage) -> None:
    opened(page, "record_of_inspection")
    until(lambda: page.preview.count > 0 and bool(page.preview._labels[0].at(QPointF(0, 0)) is None))
    paper = page.preview._labels[0]
    place, box = next((p, paper._here(b)) for p, b in paper._places if p.field == "place")
    assert paper.at(box.center()) == place

    QTest.mouseClick(paper, Qt.MouseButton.LeftButton, pos=box.center().toPoint())

    focused = page.window().focusWidget()
    assert focused is not None
    assert page.editor.edit_of("place").isAncestorOf(focused)

    page.editor.go_to("scene")
    focused = page.window().focusWidget()
    page.editor._focused(None, focused)  # the window itself may be behind another, and then nothing is told

    marked = [(at, one) for at, sheet in enumerate(page.preview._labels) for one in sheet.marked()]
    assert marked
    at, one = marked[0]
    under = page.preview._labels[at].at(one.center())
    assert under is not None
    assert under.field == "scene"
    seen = page.preview.area.viewport().rect()
    assert seen.contains(page.preview._labels[at].mapTo(page.preview.area.viewport(), one.center().toPoint()))
    page.close_form()


def test_a_blank_of_a_form_is_shown_to_be_printed_and_filled_in_by_hand(page: DocumentPage) -> None:
    filling = opened(page, "report_registration")
    filling.change("informant.name", "王某")

    page.show_blank()

    assert page.blank is not None
    until(lambda: page.blank is not None and page.blank.preview.count > 0)
    text = text_of(page.blank.preview.pdf)
    assert "☐实名举报" in text
    assert "王某" not in text
    page.blank.close()
    page.close_form()


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


def test_a_rule_is_shown_and_its_reason_asked_for(page: DocumentPage) -> None:
    filling = opened(page, "correction_order")
    for field in filling.missing():
        filling.change(field.name, "内容")
    page.editor.show_filling(filling)
    page._settle()
    until(lambda: bool(page.editor.rules.lines))
    assert not page.editor.is_ready()

    page.editor.rules.lines["no_record_yet"].setText("笔录另行制作")

    assert page.editor.is_ready()
    assert page.issue_button.isEnabled()


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


def issued(page: DocumentPage, program: Program) -> Document:
    """Fill, sign and issue a record; the witness does not sign."""
    kit, number = program.worker._kit, page.case_number
    opened(page, "record_of_inspection")
    until(lambda: bool(page.editor.is_ready() or page.editor.rules.lines))
    for reason in page.editor.rules.lines.values():
        reason.setText("演练")
    page.sign()
    page.sign()  # a second press changes nothing
    until(lambda: page.issuing.dialog is not None and page.issuing.dialog.isVisible())
    assert page.issuing.dialog is not None
    witness = next(place for place in page.issuing.dialog.places if place.role == "witness")
    page.issuing.dialog.refuse(witness, "当事人不在场", ("李见证", ""))
    page.issuing.dialog.accept()
    until(lambda: bool(page.issued))
    assert len(kit.casebook.case(number).documents) == 1
    return kit.casebook.case(number).documents[-1]


def a_printer(folder: Path) -> None:
    """Put an lp and an lpstat with one printer into a folder."""
    (folder / "lp").write_text(f"#!/bin/sh\ncat > {folder}/paper\n", "utf-8")
    (folder / "lpstat").write_text("#!/bin/sh\n[ $1 = -e ] && echo hall-a\nexit 0\n", "utf-8")
    for name in ("lp", "lpstat"):
        (folder / name).chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for lp")
def test_an_issued_document_is_printed_handed_over_served_and_corrected(
    page: DocumentPage, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit, number = program.worker._kit, page.case_number
    document = issued(page, program)
    a_printer(tmp_path)
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
