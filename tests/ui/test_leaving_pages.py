"""What a page alone knows comes back after a lock: forms half filled in, reads that wait, edited forms."""

from pathlib import Path

import pytest

from app.front.wiring import House
from app.goods_codes import say
from tests.ui.conftest import until
from tests.ui.leaving import heard, running
from ui.pages.documents.page import DocumentPage
from ui.pages.form_editor import FormEditorPage
from ui.pages.reading.reads_panel import ReadView
from ui.pages.scan import ScanPage

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")


def test_a_form_half_filled_in_comes_back_with_its_draft(house: House, case: str) -> None:
    with running(house) as before:
        before.window.go("document", case)
        page = before.window.pages["document"]
        assert isinstance(page, DocumentPage)
        page.open_form("record_of_inspection")
        until(lambda: page.editor.filling is not None)
        filling = page.editor.filling
        assert filling is not None
        name = next(field.name for field in filling.form.fields if isinstance(filling.value(field.name), str))
        filling.change(name, "半张表格")
        before.lock()

    with running(house) as after:
        again = after.window.pages.shown()
        assert isinstance(again, DocumentPage)
        until(lambda: again.editor.filling is not None)

        assert again.work.form == "record_of_inspection"
        assert again.editor.filling is not None
        assert again.editor.filling.value(name) == "半张表格"


def test_reads_that_wait_for_the_officer_wait_again(house: House, case: str) -> None:
    with running(house) as before:
        before.window.go("scan", case)
        scan = before.window.pages["scan"]
        assert isinstance(scan, ScanPage)
        scan._recorder._take_in(ReadView(say("EAN13", "6901028075763"), "photo", "confirm", case, "1"))
        before.lock()

    with running(house) as after:
        again = after.window.pages.shown()
        assert isinstance(again, ScanPage)

        assert [(r.said.text, r.state, r.case) for r in again.reads.reads] == [
            ("6901028075763", "confirm", case)
        ]


def test_an_edited_form_of_the_bureau_comes_back_unsaved(house: House, tmp_path: Path) -> None:
    with running(house) as before:
        before.window.go("forms", "")
        page = before.window.pages["forms"]
        assert isinstance(page, FormEditorPage)
        page.open(tmp_path)
        until(lambda: page._pack.folder == tmp_path and page.list.count() > 1)
        heard(before.program)
        name = page._name
        page._pack.typed[name] = page._pack.edited()[name] + b"# changed\n"
        before.lock()

    with running(house) as after:
        again = after.window.pages.shown()
        assert isinstance(again, FormEditorPage)

        assert again._pack.folder == tmp_path
        assert again._pack.typed[name].endswith(b"# changed\n")
