"""The real windows offscreen: a day's work through widgets, both languages, and what a window must hold."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from app.front.practice_setup import SEED
from app.practice import PracticeFair, make_practice
from app.practice.situations import Situation
from app.resources import resource
from tests.practice import a_practice_fair
from tests.ui.conftest import running, until
from ui.application import Program
from ui.icons import pixmap
from ui.page import Page
from ui.pages.case import CasePage
from ui.pages.documents.page import DocumentPage
from ui.pages.fair import FairPage
from ui.pages.review import ReviewPage
from ui.pages.scan import ScanPage
from ui.pages.sign_in import SignInPage
from ui.pages.sync.page import SyncPage
from ui.places import PLACES
from ui.words import severity_chip

P = TypeVar("P", bound=Page)

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_practice_fair(tmp_path_factory)


@pytest.fixture(scope="module")
def program(place: Path, own_settings: None) -> Iterator[Program]:
    """A program whose pages nobody used: a day's work begins at its morning."""
    with running(place) as started:
        yield started


def press(widget: QWidget, text: str) -> None:
    QApplication.processEvents()
    found = [b for b in widget.findChildren(QPushButton) if b.text().startswith(text) and not b.isHidden()]
    found[0].click()


def page(program: Program, kind: type[P]) -> P:
    assert program.window is not None
    found = next(p for p in program.window.pages.values() if isinstance(p, kind))
    assert isinstance(found, kind)
    return found


def test_a_stand_is_inspected_through_the_windows(program: Program, place: Path, tmp_path: Path) -> None:
    program.remake("zh", dark=False)
    program.window.show()
    program.window.go("sign_in", "")
    planted = next(s for s in open_key(program).situations if s.finding == "patent.expired.after")

    case_opened(program, planted.stand)
    labelled(program, planted, place)
    blurred(program)
    documented_and_submitted(program)
    shared(program, tmp_path)
    sent_back(program)


def case_opened(program: Program, stand: str) -> None:
    sign_in, fair = page(program, SignInPage), page(program, FairPage)
    until(lambda: sign_in._first.count() == 5)
    press(sign_in, "上岗")
    until(lambda: fair._model.rowCount() == 120)
    fair._search.setText(stand)
    assert fair._model.rowCount() == 1
    press(fair, "开始检查")
    case_page = page(program, CasePage)
    until(lambda: case_page._case is not None and case_page._case.stand == stand)


def labelled(program: Program, planted: Situation, place: Path) -> None:
    case_page, scan = page(program, CasePage), page(program, ScanPage)
    case_page._new.setText(planted.exhibit)
    press(case_page, "登记展品")
    until(lambda: bool(case_page._case and case_page._case.exhibits))
    case_page.desk.go("scan", case_page.case_number)
    until(lambda: scan._exhibit.count() == 1)
    scan._text.setPlainText(planted.label)
    press(scan, "记录标签")
    until(lambda: bool(scan._case and scan._case.findings))
    assert "存疑线索" in scan.flash.text()
    scan.take_picture(next((place.parent / "labels").glob(f"{planted.stand}-*.jpg")).read_bytes())
    until(lambda: bool(scan._case and scan._case.photos))
    until(lambda: planted.code in [read.said.text for read in scan.reads.reads if read.state == "new"])
    until(lambda: any(read.state == "confirm" for read in scan.reads.reads), 90)
    read = scan.reads.reads[0]
    assert "专利标注" in read.note
    assert read.crop is not None
    scan.reads.confirm_first()
    until(lambda: all((r.said.text, r.state) != (read.said.text, "confirm") for r in scan.reads.reads))


def blurred(program: Program) -> None:
    case_page = page(program, CasePage)
    case_page.desk.go("case", case_page.case_number)
    until(lambda: bool(case_page._case and case_page._case.photos))
    press(case_page, "查看与处理")
    until(lambda: case_page.photos.dialog is not None)
    assert case_page.photos.dialog is not None
    case_page.photos.dialog.drawing.areas = [QRect(40, 40, 200, 150)]
    press(case_page.photos.dialog, "遮挡")
    until(lambda: bool(case_page._case and len(case_page._case.photos) == 2))
    assert case_page._case is not None
    assert case_page._case.photos[1].operation == "blur"
    assert case_page._case.photos[1].parent == case_page._case.photos[0].sha256


def documented_and_submitted(program: Program) -> None:
    case_page, document = page(program, CasePage), page(program, DocumentPage)
    case_page.desk.go("document", case_page.case_number)
    until(lambda: document.chooser.count() > 20)
    document.open_form("record_of_inspection")
    until(lambda: document.editor.is_ready() and document.preview.count > 1)
    document.issuing.issue(document.work)
    until(lambda: bool(document.issued))
    case_page.desk.go("case", case_page.case_number)
    press(case_page, "提交审核")
    until(lambda: case_page.leaving.dialog is not None)
    assert case_page.leaving.dialog is not None
    press(case_page.leaving.dialog, "仍要离开")
    until(lambda: bool(case_page._case and case_page._case.stage == "submitted"))


def shared(program: Program, folder: Path) -> None:
    sync = page(program, SyncPage)
    sync.desk.go("sync", "")
    sync.bundles.write(folder / "sync.huhang")
    until(lambda: "已写出并读回校验" in sync.flash.text())
    sync.bundles.read(folder / "sync.huhang")
    until(lambda: "不是为本机" in sync.flash.text())


def sent_back(program: Program) -> None:
    sign_in, review = page(program, SignInPage), page(program, ReviewPage)
    sign_in.desk.go("sign_in", "")
    sign_in._choose("supervisor")
    until(lambda: sign_in._first.count() == 2)
    press(sign_in, "上岗")
    until(lambda: review._model.rowCount() == 1)
    review._comment.setPlainText("请补充\n补拍全景")
    press(review, "退回")
    until(lambda: review._model.rowCount() == 0)


def open_key(program: Program) -> PracticeFair:
    """Return the practice fair that the program's house was made from."""
    fair = program.worker._kit.fair()
    return make_practice(SEED, date.fromordinal(fair.begins.toordinal() + 1))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_fits_and_names_what_can_be_focused(program: Program, language: str) -> None:
    program.remake(language, dark=True)
    window = program.window
    assert window is not None
    window.show()
    for name in window.pages:
        window.go(name, "")
        QApplication.processEvents()
        assert window.minimumSizeHint().width() <= 1280, name
        assert window.minimumSizeHint().height() <= 800, name
    for kind in (QPushButton, QToolButton, QLineEdit, QComboBox, QPlainTextEdit, QTableView):
        for widget in window.findChildren(kind):
            inner = isinstance(widget.parent(), QComboBox | QTabBar | QLineEdit)
            assert inner or widget.accessibleName(), (kind.__name__, widget.parent())


def test_english_pages_hold_no_chinese_of_their_own(program: Program) -> None:
    program.remake("en", dark=False)
    pages = [make(program.window.pages.desk) for _, _, make, _ in PLACES]
    own = [found.text() for page in pages for found in page.findChildren(QPushButton)]
    labels = [found for page in pages for found in page.findChildren(QLabel)]
    own += [found.text() for found in labels if found.objectName() in ("h1", "h2", "pill-amber")]
    for page in pages:
        page.deleteLater()
    program.remake("zh", dark=False)

    assert len(own) > 150
    assert [text for text in own if re.search(r"[\u4e00-\u9fff]", text)] == []


def test_nothing_is_left_untranslated() -> None:
    text = resource("translations", "huhang_en.ts").read_text("utf-8")

    assert "unfinished" not in text
    assert text.count("<source>") > 150


def test_every_icon_can_be_drawn(program: Program) -> None:
    for name in tomllib.loads(resource("icons", "icons.toml").read_text("utf-8")):
        image = pixmap(name, "#FF0000").toImage()
        assert any(image.pixelColor(x, y).alpha() > 0 for x in range(48) for y in range(0, 48, 3)), name


def test_statuses_differ_by_word_and_icon_too() -> None:
    chips = [
        severity_chip(code)
        for code in ("ok_no_issue_seen", "irregular", "suspected", "needs_verification", "")
    ]

    assert len({chip.word for chip in chips}) == len(chips)
    assert len({chip.icon for chip in chips}) == len(chips)
