"""Language and look change while somebody works: what was typed stays, and only what is shown is built."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QProgressBar

from app.actions.duty import start_duty
from app.actions.review import submit_case
from app.actions.stands import add_exhibit, end_visit, open_case
from app.kit import Kit
from tests.practice import a_practice_fair
from tests.ui.conftest import running, until
from ui.application import Program
from ui.carried import carried
from ui.pages.case import CasePage
from ui.pages.complaints.page import ComplaintsPage
from ui.pages.documents.page import DocumentPage
from ui.pages.fair import FairPage
from ui.pages.form_editor import FormEditorPage
from ui.pages.review import ReviewPage
from ui.pages.scan import ScanPage
from ui.theme import DARK, LIGHT
from ui.window import Window

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory, own_settings: None) -> Iterator[Program]:
    """A program of these tests alone: what they type is kept, on purpose."""
    with running(a_practice_fair(tmp_path_factory)) as started:
        yield started


@pytest.fixture
def window(program: Program) -> Window:
    program.remake("zh", dark=False)
    program.window.show()
    return program.window


@pytest.fixture(scope="module")
def case(program: Program) -> str:
    """Return the number of a case with an exhibit, handed in for review; another one lies before it."""
    numbers: list[str] = []

    def work(kit: Kit) -> list[str]:
        start_duty(kit, ["i1", "i2"], "inspector")
        found = []
        for stand in kit.stands().stands[-4:-2]:
            case = open_case(kit, stand.code)
            case, _ = add_exhibit(kit, case.number, "语言样品")
            case, _ = add_exhibit(kit, case.number, "又一件")
            end_visit(kit, case.number)
            submit_case(kit, case.number)
            found.append(case.number)
        return found

    program.worker.run(work, numbers.extend)
    until(lambda: bool(numbers))
    return numbers[-1]


def heard(program: Program) -> None:
    """Wait until what was asked for is answered, and what the answers asked for too."""
    for _ in range(6):
        answers: list[object] = []
        program.worker.run(lambda kit: None, answers.append, writes=False)
        until(lambda found=answers: bool(found))  # type: ignore[misc]  # each round has its own answers


def typed(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Type as a person does."""
    QTest.keyClicks(field if isinstance(field, QLineEdit) else field.viewport(), text)


def test_only_the_page_in_front_is_built_and_a_page_once(program: Program, window: Window) -> None:
    window.go("fair", "")
    program.remake("en", dark=False)

    english = {name for name, page in window.pages.built().items() if page.desk is window.pages.desk}
    window.go("about", "")
    about = window.pages["about"]
    window.go("fair", "")
    window.go("about", "")

    assert english == {"fair"}
    assert window.pages["about"] is about
    assert about.desk.language == "en"


def test_another_look_leaves_every_page_as_it_is(program: Program, window: Window) -> None:
    window.go("fair", "")
    window.go("due", "")
    before = dict(window.pages.built())
    program.remake("zh", dark=True)
    tokens = before["due"].desk.tokens
    dark = (tokens, window.palette().window().color().name().upper())
    after = dict(window.pages.built())

    assert dark == (DARK, DARK.background)
    assert after == before
    program.remake("zh", dark=False)
    assert tokens == LIGHT


def test_a_comment_stays_with_its_case(program: Program, window: Window, case: str) -> None:
    window.go("review", "")
    review = window.pages["review"]
    assert isinstance(review, ReviewPage)
    until(lambda: case in [line.number for line in review._model.rows])
    review._table.selectRow([line.number for line in review._model.rows].index(case))
    typed(review._comment, "evidence is thin")
    review._comment.setFocus()

    program.remake("en", dark=False)
    heard(program)

    english = window.pages["review"]
    assert isinstance(english, ReviewPage)
    assert english is not review
    assert english._chosen() == case
    assert english._comment.toPlainText() == "evidence is thin"
    assert window.focusWidget() is english._comment


def test_what_was_typed_on_a_page_behind_is_there_when_it_is_shown_next(
    program: Program, window: Window, case: str
) -> None:
    window.go("scan", case)
    scan = window.pages["scan"]
    assert isinstance(scan, ScanPage)
    until(lambda: scan._exhibit.count() > 0)
    scan._exhibit.setCurrentIndex(0)
    exhibit = scan._exhibit.currentData()
    typed(scan._text, "ZL2013")
    window.go("case", case)
    page = window.pages["case"]
    assert isinstance(page, CasePage)
    amounts = page.procedure.amounts
    until(lambda: ("", "gains") in amounts._fields)
    amounts._fields["", "gains"].clear()
    typed(amounts._fields["", "gains"], "3000")
    typed(page._new, "lamp")
    page._tabs.setCurrentIndex(2)
    window.go("fair", "")

    program.remake("en", dark=True)
    program.remake("zh", dark=False)
    program.remake("en", dark=False)
    window.go("case", case)
    heard(program)
    window.go("scan", case)
    heard(program)

    english, scanning = window.pages["case"], window.pages["scan"]
    assert isinstance(english, CasePage)
    assert isinstance(scanning, ScanPage)
    assert english._new.text() == "lamp"
    assert english._tabs.currentIndex() == 2
    assert english.procedure.amounts._fields["", "gains"].text() == "3000"
    assert scanning._text.toPlainText() == "ZL2013"
    assert scanning._exhibit.currentData() == exhibit


def test_a_search_and_its_filter_are_kept(program: Program, window: Window) -> None:
    window.go("fair", "")
    fair = window.pages["fair"]
    assert isinstance(fair, FairPage)
    until(lambda: fair._model.rowCount() > 0)
    typed(fair._search, "A0")
    fair._choose("todo")
    listed = list(fair._model.rows)

    program.remake("en", dark=False)
    english = window.pages["fair"]
    assert isinstance(english, FairPage)
    until(lambda: english._model.rowCount() > 0)
    heard(program)

    assert english._search.text() == "A0"
    assert [x.stand for x in english._model.rows] == [x.stand for x in listed]


def test_a_complaint_half_taken_down_is_kept(program: Program, window: Window, tmp_path: Path) -> None:
    window.go("complaints", "")
    page = window.pages["complaints"]
    assert isinstance(page, ComplaintsPage)
    page.begin()
    until(lambda: page.intake.kind.count() > 0)
    typed(page.intake.complainant, "Cloud Cat Ltd")
    typed(page.intake.reasons, "same shape")
    page.intake.kind.setCurrentIndex(1)
    page.intake.stand.setCurrentIndex(3)
    first = next(iter(page.intake.papers.boxes.values()))
    first.setChecked(True)
    file = tmp_path / "licence.png"
    Image.new("RGB", (64, 64), "white").save(file)
    page.intake.papers.add("", [file])
    until(lambda: not page.intake.papers.busy())
    assert page.intake.papers.files()
    before, files = page.intake.intake(), page.intake.papers.files()

    program.remake("en", dark=False)
    heard(program)

    english = window.pages["complaints"]
    assert isinstance(english, ComplaintsPage)
    assert english._stack.currentWidget() is english.intake
    until(lambda: not english.intake.papers.busy())
    assert english.intake.intake() == before
    assert english.intake.papers.files() == files
    english._leave_intake()


def test_a_document_being_filled_in_goes_on_in_the_other_language(
    program: Program, window: Window, case: str
) -> None:
    window.go("document", case)
    page = window.pages["document"]
    assert isinstance(page, DocumentPage)
    page.open_form("record_of_inspection")
    until(lambda: (page.work.case, page.work.form) == (case, "record_of_inspection"))
    assert page.editor.filling is not None
    name = "scene"
    page.editor.filling.change(name, "typed before the change")

    program.remake("en", dark=False)
    english = window.pages["document"]
    assert isinstance(english, DocumentPage)
    until(lambda: english.editor.filling is not None)

    assert english.work == page.work
    assert english.editor.filling is not None
    assert english.editor.filling.value(name) == "typed before the change"


def test_a_form_file_being_written_stays_unsaved_where_it_was(
    program: Program, window: Window, tmp_path_factory: pytest.TempPathFactory
) -> None:
    window.go("forms", "")
    page = window.pages["forms"]
    assert isinstance(page, FormEditorPage)
    page.open(tmp_path_factory.mktemp("forms") / "own")
    until(lambda: page.list.count() > 5)
    page.choose("forms/correction_order.toml")
    until(lambda: "[[block]]" in page.editor.toPlainText())
    whole = page.editor.toPlainText() + "# mine"
    page.editor.setPlainText(whole)

    program.remake("en", dark=False)
    heard(program)
    english = window.pages["forms"]
    assert isinstance(english, FormEditorPage)
    until(lambda: english.editor.toPlainText() == whole)

    assert english._name == "forms/correction_order.toml"
    assert list(english._pack.typed) == ["forms/correction_order.toml"]


def test_a_page_at_work_speaks_on_in_its_language_until_it_is_done(program: Program, window: Window) -> None:
    window.go("fair", "")
    page = window.pages["fair"]
    bar = QProgressBar(page)
    bar.show()

    program.remake("en", dark=False)
    under_way, dialog = window.pages["fair"], QDialog(page)
    bar.hide()
    dialog.show()
    window.go("fair", "")
    asking = window.pages["fair"]
    dialog.close()
    window.go("fair", "")

    assert under_way is page
    assert asking is page
    assert window.pages["fair"].desk.language == "en"


def test_a_row_that_is_gone_gives_its_text_to_no_other(program: Program, window: Window, case: str) -> None:
    window.go("case", case)
    page = window.pages["case"]
    assert isinstance(page, CasePage)
    until(lambda: ("", "gains") in page.procedure.amounts._fields)
    fields = page.procedure.amounts._fields
    fields["", "gains"].clear()
    typed(fields["", "gains"], "77")
    left, taken = carried(page), fields.pop(("", "gains"))
    for field in fields.values():
        field.setText("")
    left.put_into(page)

    assert "77" not in [field.text() for field in fields.values()]
    fields["", "gains"] = taken
    assert taken.text() == "77"
