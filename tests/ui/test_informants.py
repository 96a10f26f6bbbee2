"""Who reported, on a case's page: said to be sealed, shown for a purpose, handed on, never by accident."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.actions.documents import issue_document, prepare_document
from app.actions.documents.informants import InformantView, informants_of
from app.actions.duty import start_duty
from app.actions.stands import open_case
from app.bureau import Device
from app.case import Asked, Sealed, Source
from app.forms import Value
from app.history import Place
from tests.e2e.informant_desks import FORM, NAME, SIGNED, TOLD, WHY
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.case import CasePage
from ui.pages.documents.dialogs import CopyDialog, PrintDialog
from ui.pages.documents.issuing import _names
from ui.pages.documents.page import DocumentPage
from ui.pages.documents.preview import Preview
from ui.pages.informants import InformantPanel, WhyDialog
from ui.printing import Printer

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")
ASKED = Asked("bb", "核实线索", Source("e", "l", ("s1",), 0, Place(0, "l", 0, {})))
ANONYMOUS: dict[str, Value] = {"named": "匿名举报", "facts": "线索"}
ELSEWHERE = InformantView("1", "举报登记表　1", ("1号机",), False, True, (), (), 0)


@pytest.fixture(scope="module")
def number(program: Program) -> str:
    """A case with a report at the practice fair."""
    kit = program.worker._kit
    start_duty(kit, ["i1", "i2"], "inspector")
    taken = {line.stand for line in kit.casebook.cases()}
    case = open_case(kit, next(s.code for s in kit.stands().stands if s.code not in taken)).number
    issue_document(kit, case, FORM, TOLD, SIGNED)
    return case


@pytest.fixture
def page(program: Program, number: str) -> CasePage:
    assert program.window is not None
    program.window.show()
    program.window.go("case", number)
    found = program.window.pages["case"]
    assert isinstance(found, CasePage)
    until(lambda: bool(found.informants._views))
    return found


def view_of(page: CasePage) -> InformantView:
    return page.informants._views[0]


def words(widget: QWidget) -> str:
    return " ".join(found.text() for found in widget.findChildren(QLabel))


def buttons(widget: QWidget) -> list[str]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [found.text() for found in widget.findChildren(QPushButton)]


def why(page: CasePage, text: str = WHY) -> WhyDialog:
    """Answer the question for what purpose."""
    dialog = page.informants.dialog
    assert isinstance(dialog, WhyDialog)
    dialog.why.setCurrentText(text)
    dialog.accept()
    return dialog


def shown(page: CasePage) -> Sealed:
    document = page.desk.worker._kit.casebook.case(page.case_number).documents[-1]
    assert document.sealed is not None
    return document.sealed


def test_the_case_says_who_holds_it_and_shows_nobody_until_a_purpose_is_on_record(page: CasePage) -> None:
    before = len(shown(page).shown)
    assert "举报人身份保密；由 " in words(page.informants)
    assert NAME not in words(page)

    page.informants.see(view_of(page))
    why(page, " ")
    until(lambda: "为何需要知道" in page.flash.text())
    assert len(shown(page).shown) == before

    page.informants.see(view_of(page))
    asked = why(page)
    until(lambda: page.informants.dialog is not asked)
    dialog = page.informants.dialog
    assert dialog is not None
    preview = dialog.findChild(Preview)
    assert preview is not None
    until(lambda: preview.count > 0)
    assert shown(page).shown[-1].purpose == WHY
    assert preview.pdf.startswith(b"%PDF")
    dialog.close()
    assert preview.pdf == b""


def test_a_print_is_on_record_as_such_and_without_a_printer_nothing_is_opened(page: CasePage) -> None:
    before = len(shown(page).shown)
    page.informants._choose(view_of(page), ())
    assert "未打开密存的原件" in page.flash.text()
    assert len(shown(page).shown) == before

    page.informants._choose(view_of(page), (Printer("没有的打印机", True),))
    why(page)
    dialog = page.informants.dialog
    assert isinstance(dialog, PrintDialog)
    dialog.accept()
    until(lambda: len(shown(page).shown) > before)
    assert shown(page).shown[-1].act == "print"
    until(lambda: "打印" in page.flash.text())


def test_a_device_without_a_key_may_only_ask_and_one_that_need_not_know_not_even_that(
    program: Program, page: CasePage
) -> None:
    panel = InformantPanel(page)

    panel.show_view((ELSEWHERE,))
    assert buttons(panel) == ["申请查看…"]
    assert "由 1号机 密存" in words(panel)
    assert "本机只有密文" in words(panel)
    panel.show_view((replace(ELSEWHERE, may_ask=False),))
    assert buttons(panel) == []
    panel.ask(ELSEWHERE)
    assert isinstance(panel.dialog, WhyDialog)
    panel.dialog.reject()
    panel.show_view(())
    assert panel.isHidden()
    panel.deleteLater()


def test_a_request_is_told_and_the_identity_handed_to_who_asked(program: Program, page: CasePage) -> None:
    reader = Device(9, "9号机", "bb", "cc", supervises=True)
    panel = InformantPanel(page)
    panel.show_view((replace(view_of(page), asked=(("9号机", ASKED),), readers=(reader,)),))

    assert "9号机 于 " in words(panel)
    assert "核实线索" in words(panel)
    assert buttons(panel) == ["查看举报人…", "打印原件…", "转交…"]
    panel.hand(panel._views[0])
    dialog = panel.dialog
    assert isinstance(dialog, WhyDialog)
    assert dialog.device.currentData() == "bb"
    dialog.why.setCurrentText(WHY)
    dialog.accept()
    until(lambda: "没有登记这台设备" in page.flash.text())
    assert informants_of(program.worker._kit, page.case_number)[0].holders == view_of(page).holders
    panel.deleteLater()


def test_a_copy_of_a_report_is_offered_to_the_informant_not_to_who_is_reported(
    program: Program, page: CasePage
) -> None:
    assert program.window is not None
    papers = program.window.pages["document"]
    assert isinstance(papers, DocumentPage)
    program.window.go("document", page.case_number)
    number = view_of(page).number
    until(lambda: papers.aftercare._case.document(number) is not None)

    papers.aftercare.act("copy", number)

    dialog = papers.aftercare.dialog
    assert isinstance(dialog, CopyDialog)
    assert dialog.recipient.text() == "举报人"
    dialog.reject()


@pytest.mark.parametrize(("changes", "expected"), [(TOLD, NAME), (ANONYMOUS, "")])
def test_the_informant_is_expected_to_sign_and_not_who_is_reported(
    program: Program, number: str, changes: dict[str, Value], expected: str
) -> None:
    prepared = prepare_document(program.worker._kit, number, FORM, changes)

    assert _names(prepared)["party"] == expected
