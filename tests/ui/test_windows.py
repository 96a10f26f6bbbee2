"""The real windows offscreen: a day's work through widgets, both languages, and what a window must hold."""

import re
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
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

from app.errors import NotAllowed
from app.front.practice_setup import practice_fair, set_up_practice
from app.front.wiring import House, open_house
from app.kit import CHINA
from app.resources import resource
from app.typeset.fonts import ui_font_files
from ui.application import Program
from ui.camera import Camera, FolderSource
from ui.icons import pixmap
from ui.pages.case import CasePage
from ui.pages.document import DocumentPage
from ui.pages.fair import FairPage
from ui.pages.review import ReviewPage
from ui.pages.scan import ScanPage
from ui.pages.sign_in import SignInPage
from ui.pages.sync import SyncPage
from ui.scanner import Scanner
from ui.signature import SignaturePad
from ui.words import severity_chip
from ui.worker import Worker

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    today = datetime.now(CHINA).date()
    return set_up_practice(tmp_path_factory.mktemp("ui") / "practice", lambda zh, en: None, today)


@pytest.fixture(scope="module")
def program(place: Path) -> Iterator[Program]:
    house = open_house(place)
    started = Program(house.kit, house.kit.wording, ui_font_files(), "zh", dark=False)
    yield started
    started.worker.stop()
    assert started.window is not None
    started.window.close()
    house.close()


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Let events pass until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        QApplication.processEvents()
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.005)


def press(widget: QWidget, text: str) -> None:
    QApplication.processEvents()
    found = [b for b in widget.findChildren(QPushButton) if b.text().startswith(text) and not b.isHidden()]
    found[0].click()


def test_a_stand_is_inspected_through_the_windows(program: Program, place: Path, tmp_path: Path) -> None:
    window = program.window
    assert window is not None
    window.show()
    pages = window.pages

    # sign in, choose a stand, open its case
    sign_in, fair = pages["sign_in"], pages["fair"]
    assert isinstance(sign_in, SignInPage)
    assert isinstance(fair, FairPage)
    until(lambda: sign_in._first.count() == 5)
    press(sign_in, "上岗")
    until(lambda: fair._model.rowCount() == 120)
    house = open_key(program)
    planted = next(s for s in house.situations if s.finding == "patent.expired.after")
    fair._search.setText(planted.stand)
    assert fair._model.rowCount() == 1
    press(fair, "开始检查")
    case_page, scan, document = pages["case"], pages["scan"], pages["document"]
    assert isinstance(case_page, CasePage)
    assert isinstance(scan, ScanPage)
    assert isinstance(document, DocumentPage)
    until(lambda: case_page._case is not None)

    # an exhibit, a label, a photo
    case_page._new.setText(planted.exhibit)
    press(case_page, "登记展品")
    until(lambda: bool(case_page._case and case_page._case.exhibits))
    window.go("scan", case_page.case_number)
    until(lambda: scan._exhibit.count() == 1)
    scan._text.setPlainText(planted.label)
    press(scan, "记录标签")
    until(lambda: bool(scan._case and scan._case.findings))
    assert "存疑线索" in scan.flash.text()
    picture = next((place.parent / "labels").glob(f"{planted.stand}-*.jpg")).read_bytes()
    scan.take_picture(picture)
    until(lambda: bool(scan._case and scan._case.photos))
    assert planted.code in scan.flash.text()

    # a document: previewed, issued; then submitted and shared
    window.go("document", case_page.case_number)
    until(lambda: document._draft is not None and document._pages.count() > 2)
    assert document._issue.isEnabled()
    document.issue(())
    until(lambda: bool(document._issued))
    window.go("case", case_page.case_number)
    press(case_page, "提交审核")
    until(lambda: bool(case_page._case and case_page._case.stage == "submitted"))
    sync = pages["sync"]
    assert isinstance(sync, SyncPage)
    window.go("sync", "")
    sync.write(tmp_path / "sync.huhang")
    until(lambda: "已写出并读回校验" in sync.flash.text())
    sync.read(tmp_path / "sync.huhang")
    until(lambda: "不是为本机" in sync.flash.text())

    # the supervisor sends it back on the same machine
    window.go("sign_in", "")
    sign_in._choose("supervisor")
    until(lambda: sign_in._first.count() == 2)
    press(sign_in, "上岗")
    review = pages["review"]
    assert isinstance(review, ReviewPage)
    until(lambda: review._model.rowCount() == 1)
    review._comment.setPlainText("请补充\n补拍全景")
    press(review, "退回")
    until(lambda: review._model.rowCount() == 0)


def open_key(program: Program):  # type: ignore[no-untyped-def]  # the practice fair
    kit = program.worker._kit
    house = House.__new__(House)
    object.__setattr__(house, "folder", kit.casebook)
    return practice_fair(house)


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
    window = program.window
    assert window is not None
    own = [w.text() for w in window.findChildren(QPushButton)] + [
        w.text() for w in window.findChildren(QLabel) if w.objectName() in ("h1", "h2", "pill-amber")
    ]
    allowed = re.compile(r"练习|李敏|陈涛|有限公司|郑岚|孙磊")

    assert [t for t in own if re.search(r"[\u4e00-\u9fff]", t) and not allowed.search(t)] == []
    program.remake("zh", dark=False)


def test_nothing_is_left_untranslated() -> None:
    text = resource("translations", "huhang_en.ts").read_text("utf-8")

    assert "unfinished" not in text
    assert text.count("<source>") > 150


def test_every_icon_can_be_drawn(program: Program) -> None:
    for name in tomllib.loads(resource("icons", "icons.toml").read_text("utf-8")):
        image = pixmap(name, "#FF0000").toImage()
        assert any(image.pixelColor(x, y).alpha() > 0 for x in range(48) for y in range(0, 48, 3)), name


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def type_keys(field: QLineEdit, scanner: Scanner, clock: Clock, text: str, gap: float) -> bool:
    taken = False
    for character in [*text, "\r"]:
        clock.now += gap
        key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character.upper()))
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, character)
        taken = scanner.eventFilter(field, event)
        if not taken and character != "\r":
            field.insert(character)
    return taken


@pytest.mark.parametrize(("gap", "scan"), [(0.008, True), (0.12, False)])
def test_a_hand_scanner_is_told_from_a_person(program: Program, gap: float, scan: bool) -> None:
    field, clock = QLineEdit("旧"), Clock()
    field.show()
    field.setFocus()
    scanner = Scanner(clock)
    seen: list[str] = []
    scanner.scanned.connect(seen.append)
    field.activateWindow()
    QApplication.processEvents()
    clock.now = 100.0

    swallowed = type_keys(field, scanner, clock, "6901028075763", gap)

    assert swallowed is scan
    assert seen == (["6901028075763"] if scan else [])
    assert field.text() == ("旧" if scan else "旧6901028075763")


def test_a_signature_keeps_its_strokes_and_ink(program: Program) -> None:
    pad = SignaturePad()
    pad.resize(300, 140)
    assert pad.is_empty()
    assert pad.png() == b""
    for kind, x in (
        (QEvent.Type.MouseButtonPress, 20),
        (QEvent.Type.MouseMove, 90),
        (QEvent.Type.MouseMove, 200),
    ):
        event = QMouseEvent(
            kind, QPointF(x, 60), QPointF(x, 60), Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        (pad.mousePressEvent if kind == QEvent.Type.MouseButtonPress else pad.mouseMoveEvent)(event)

    assert pad.png().startswith(b"\x89PNG")
    assert b'"strokes"' in pad.strokes()
    pad.undo()
    assert pad.is_empty()


def test_codes_in_moving_pictures_are_found_and_the_camera_ends_cleanly(
    program: Program, place: Path
) -> None:
    camera = Camera(lambda: FolderSource(place.parent / "labels"), pace_s=0.001)
    found: list[str] = []
    camera.symbol_found.connect(lambda s: found.append(s.text))
    lost: list[bool] = []
    camera.start()
    until(lambda: camera.still() != b"")
    camera.stop()
    empty = Camera(lambda: FolderSource(resource("icons")), pace_s=0.001)
    empty.lost.connect(lambda: lost.append(True))
    empty.start()
    until(lambda: bool(lost))
    empty.stop()

    assert empty.still() == b""


def test_the_worker_answers_in_order_and_tells_refusals_from_bugs(program: Program) -> None:
    worker = Worker(program.worker._kit)
    order: list[object] = []
    crashes: list[str] = []
    worker.crashed.connect(crashes.append)

    def refuse(kit: object) -> None:
        raise NotAllowed("不行", "no")

    worker.run(lambda kit: 1, order.append)
    worker.run(refuse, order.append, lambda error: order.append(error.en))
    worker.run(lambda kit: 1 // 0, order.append)
    task = worker.run_long(
        lambda kit, go: go(1, 2), order.append, lambda e: None, lambda at, total: order.append((at, total))
    )
    until(lambda: len(order) == 4 and len(crashes) == 1)
    task.stop()
    worker.stop()

    assert order == [1, "no", (1, 2), True]
    assert "ZeroDivisionError" in crashes[0]


def test_statuses_differ_by_word_and_icon_too() -> None:
    chips = [
        severity_chip(code)
        for code in ("ok_no_issue_seen", "irregular", "suspected", "needs_verification", "")
    ]

    assert len({chip.word for chip in chips}) == len(chips)
    assert len({chip.icon for chip in chips}) == len(chips)
