"""The scan page: what becomes of a scan, a doubtful read, a photo, a held frame, and of hostile codes."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from app.photo_reading import CodeRead, PhotoRead, crop_of
from app.symbols import Symbol
from tests.app.codes.test_read_desk import EAN, no_pictures, shapes
from tests.ui.conftest import until
from tests.ui.test_live import Played, a_frame
from tests.ui.test_windows import page, press
from ui.application import Program
from ui.errands import LATER
from ui.pages.case import CasePage
from ui.pages.fair import FairPage
from ui.pages.scan import ScanPage
from ui.pages.sign_in import SignInPage

HONEST = ("16-bit", "CMYK", "EXIF-turned", "animated")
SAID = {
    "empty": "是空的", "truncated": "不完整或已损坏", "HEIC": "兼容性最佳", "video": "这是视频",
    "lying": "不完整或已损坏", "bomb": "像素过多", "text": "不是可用的照片"}  # fmt: skip


@pytest.fixture
def scan(program: Program) -> Iterator[ScanPage]:
    """The scan page at a stand of its own, on duty, with nothing read yet."""
    assert program.window is not None
    program.window.show()
    window, sign_in = program.window, page(program, SignInPage)
    window.go("sign_in", "")
    sign_in._choose("inspector")
    until(lambda: sign_in._first.count() == 5)
    press(sign_in, "上岗")
    until(lambda: window.current() == "fair")
    yield stand(program)
    page(program, FairPage)._search.setText("")


def stand(program: Program) -> ScanPage:
    """Open the scan page at the last stand that nobody visited."""
    window, case_page, found = program.window, page(program, CasePage), page(program, ScanPage)
    assert window is not None
    fair = page(program, FairPage)
    window.go("fair", "")
    fair._search.setText("")
    until(lambda: fair._model.rowCount() == 120)
    visited = {line.stand for line in program.worker._kit.casebook.cases()}
    codes = [line.stand.code for line in fair._lines if line.stand.code not in visited]
    fair._search.setText(codes[-1])
    before = case_page.case_number
    press(fair, "开始检查")
    until(lambda: case_page.case_number != before and window.current() == "case")
    number = case_page.case_number
    window.go("scan", number)
    until(lambda: bool(found._case and found._case.number == number))
    return found


def doubtful(text: str = "6921168509256") -> PhotoRead:
    quad = ((100, 100), (300, 100), (300, 160), (100, 160))
    symbol = Symbol("EAN-13", text, text.encode(), quad, ("zbar",), False)
    picture = np.full((400, 600, 3), 90, np.uint8)
    return PhotoRead("", 600, 400, (CodeRead(symbol, crop_of(picture, quad)),))


def states(scan: ScanPage) -> list[tuple[str, str]]:
    return [(read.said.text, read.state) for read in scan.reads.reads]


def labels(scan: ScanPage) -> list[str]:
    assert scan._case is not None
    return [label.text for exhibit in scan._case.exhibits for label in exhibit.labels]


def test_a_code_scanned_twice_is_recorded_once_and_says_so(scan: ScanPage) -> None:
    scan.scanned("]E06901028075763")
    until(lambda: states(scan) == [("6901028075763", "new")])
    scan.scanned("6901028075763")
    until(lambda: states(scan) == [("6901028075763", "known")])

    assert labels(scan) == ["6901028075763"]
    assert "已记录过" in scan.flash.text()
    shown = " ".join(label.text() for label in scan.reads.findChildren(QLabel))
    assert "中国物品编码中心" in shown
    assert "不说明产地" in shown


def test_the_same_article_at_another_stand_is_told(program: Program, scan: ScanPage) -> None:
    scan.scanned("6902083881405")
    until(lambda: ("6902083881405", "new") in states(scan))
    assert scan._case is not None
    here = scan._case.stand

    other = stand(program)
    assert states(other) == []
    other.scanned("]I116902083881402")  # a carton of it
    until(lambda: any(read.elsewhere for read in other.reads.reads))

    assert here in other.reads.reads[0].elsewhere
    assert here in other.flash.text()


def test_what_was_read_late_belongs_to_the_stand_where_it_was_shot(program: Program, scan: ScanPage) -> None:
    place = scan._recorder.place()
    other = stand(program)
    other._recorder.offer(doubtful("6925303721367"), "photo", place)
    assert states(other) == []

    assert program.window is not None
    program.window.go("scan", place[0])
    until(lambda: states(scan) == [("6925303721367", "confirm")])
    scan.reads.confirm_first()
    until(lambda: ("6925303721367", "new") in states(scan))

    assert labels(scan) == ["6925303721367"]


def test_a_doubtful_read_is_recorded_when_confirmed_and_never_before(scan: ScanPage) -> None:
    scan._recorder.offer(doubtful("6921168509256"), "photo", scan._recorder.place())
    scan._recorder.offer(doubtful("6920152400777"), "photo", scan._recorder.place())
    assert states(scan) == [("6921168509256", "confirm"), ("6920152400777", "confirm")]
    assert "F6" in scan.flash.text()

    scan.reads.confirm_first()
    until(lambda: ("6921168509256", "new") in states(scan))
    scan.reads.refuse_first()
    until(lambda: ("6920152400777", "refused") in states(scan))
    scan.reads.confirm_first()

    assert labels(scan) == ["6921168509256"]


HOSTILE = (
    "=cmd|' /C calc'!A0", "https://gov.cn@evil.example/x", "9" * 7000, "ZL2013\u202e10699744\u200b",
    "<img src=x>", "half \ud800",
)  # fmt: skip


def test_hostile_codes_are_safe_texts(scan: ScanPage) -> None:
    for count, text in enumerate(HOSTILE, start=1):
        scan._recorder.see("QRCode", text, "camera")
        until(lambda n=count: [state for _, state in states(scan)] == ["new"] * n)  # type: ignore[misc]  # n is bound

        shown = [label for label in scan.findChildren(QLabel) if label.text()]
        assert all("\u202e" not in label.text() and len(label.text()) < 2000 for label in shown)
        assert all(label.textFormat() == Qt.TextFormat.PlainText for label in shown)

    assert labels(scan) == [text.replace("\ud800", "\ufffd") for text in HOSTILE]


def test_a_dropped_photo_is_kept_and_read_and_a_bad_one_is_a_sentence(scan: ScanPage, tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "good.png"), a_frame("6907992500010"))
    (tmp_path / "bad.jpg").write_bytes(b"no picture")
    scan.scanned("SN 1")
    until(lambda: bool(labels(scan)))
    count = len(labels(scan))

    drop(scan, tmp_path / "good.png")
    until(lambda: len(labels(scan)) == count + 1)
    assert scan._case is not None
    photos = len(scan._case.photos)
    drop(scan, tmp_path / "bad.jpg")
    until(lambda: "不是可用的照片" in scan.flash.text())
    drop(scan, tmp_path / "nowhere.jpg")
    until(lambda: "无法读取" in scan.flash.text())

    assert labels(scan)[-1] == "6907992500010"
    assert len(scan._case.photos) == photos


def test_whatever_is_dropped_as_a_photo_is_kept_or_told_in_a_sentence(scan: ScanPage, tmp_path: Path) -> None:
    scan.scanned("SN 1")
    until(lambda: bool(labels(scan)))
    honest = {kind: data for kind, data in shapes(tmp_path).items() if kind in HONEST}
    for count, (kind, data) in enumerate(honest.items(), 1):
        (tmp_path / f"{kind}.jpg").write_bytes(data)
        drop(scan, tmp_path / f"{kind}.jpg")
        until(lambda n=count: bool(scan._case and len(scan._case.photos) == n))  # type: ignore[misc]  # bound
    until(lambda: EAN in labels(scan))
    all_is_read(scan)
    for kind, data in no_pictures(tmp_path).items():
        (tmp_path / f"{kind}.png").write_bytes(data)
        drop(scan, tmp_path / f"{kind}.png")
        until(lambda words=SAID[kind]: words in scan.flash.text())  # type: ignore[misc]  # bound

    assert scan._case is not None
    assert len(scan._case.photos) == len(honest)
    scan.scanned("SN 2")
    until(lambda: labels(scan)[-1] == "SN 2")


def all_is_read(scan: ScanPage) -> None:
    for _ in range(2):  # codes, then the texts that they are followed by
        told: list[object] = []
        scan._shooter.errands.run(lambda: None, told.append, scan.fail, LATER)
        until(lambda told=told: bool(told))  # type: ignore[misc]  # told is bound


def drop(scan: ScanPage, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    scan.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, button, none))


def test_a_live_code_is_recorded_a_held_frame_read_and_a_lost_camera_told(scan: ScanPage) -> None:
    scan.live.open_source(lambda: Played(*[a_frame("6934665087332")] * 200))
    until(lambda: ("6934665087332", "new") in states(scan))
    scan.live.hold()
    until(lambda: scan.live.finder._held == "已定住")
    scan.live.hold()
    scan._shoot()
    until(lambda: bool(scan._case and scan._case.photos))
    until(lambda: "没有画面" in scan.flash.text())
    scan.leave()

    assert scan.live.camera is None
    assert labels(scan).count("6934665087332") == 1


def test_scans_in_the_scanner_s_settings_are_judged_and_not_recorded(
    program: Program, scan: ScanPage, tmp_path: Path
) -> None:
    scan.set_scanner()
    dialog = scan.dialog
    assert dialog is not None
    program.scanner._deliver("HuHang-aBcDeF-2026")
    assert "AIM" in dialog.flash.text()
    program.scanner.refused.emit("没有收到完整的一次扫描。" * 12)
    QApplication.processEvents()
    fields = sorted((box.geometry() for box in dialog.findChildren(QComboBox)), key=QRect.top)
    assert all(above.bottom() < below.top() for above, below in pairwise(fields))
    assert dialog.height() >= dialog._layout.totalHeightForWidth(dialog.width())
    program.scanner._deliver("]E06901234567892")
    assert "正确" in dialog.flash.text()
    assert "中国物品编码中心" in dialog._told.text()
    dialog.write_sheet(tmp_path / "sheet.pdf")
    until(lambda: (tmp_path / "sheet.pdf").exists() and "已保存" in dialog.flash.text())
    dialog.write_sheet(tmp_path / "nowhere" / "sheet.pdf")
    until(lambda: "无法写入" in dialog.flash.text())
    dialog.accept()

    assert labels(scan) == []
    program.scanner._deliver("]E06901234567892")
    until(lambda: states(scan) == [("6901234567892", "new")])


def test_a_folder_is_read_in_the_background_and_kept_as_the_officer_says(
    scan: ScanPage, tmp_path: Path
) -> None:
    for n, code in enumerate(("6922266446146", "6954767423579")):
        cv2.imwrite(str(tmp_path / f"{n}.png"), a_frame(code))
    cv2.imwrite(str(tmp_path / "2.png"), np.full((80, 80, 3), 200, np.uint8))
    (tmp_path / "3.jpg").write_bytes(b"no picture")
    drop(scan, tmp_path)
    dialog = scan.batch
    assert dialog is not None
    until(lambda: dialog.batch.done == 4)
    assert [line.state for line in dialog.batch.lines] == ["read", "read", "nothing", "refused"]
    cv2.imwrite(str(tmp_path / "1.png"), a_frame("6922266446146"))

    dialog.keep_chosen()
    until(lambda: [line.kept for line in dialog.batch.lines] == [True, False, True, False])
    until(lambda: labels(scan) == ["6922266446146"])
    dialog.reject()

    assert scan._case is not None
    assert len(scan._case.photos) == 2
    drop(scan, tmp_path.parent / "nothing here")
    assert "无法读取" in scan.flash.text()


def test_two_hundred_photos_can_be_broken_off_and_gone_on_with(scan: ScanPage, tmp_path: Path) -> None:
    for n in range(200):
        (tmp_path / f"{n:03d}.jpg").write_bytes(b"no picture")
    scan.read_folder(tmp_path)
    dialog = scan.batch
    assert dialog is not None
    until(lambda: dialog.batch.done >= 2)
    press(dialog, "取消")
    until(lambda: not dialog.batch.running)
    done = dialog.batch.done
    scan.scanned("6907992500010")
    until(lambda: ("6907992500010", "new") in states(scan))
    assert dialog.batch.done - done <= 1
    press(dialog, "继续")
    until(lambda: dialog.batch.done == 200, 60)

    assert {line.state for line in dialog.batch.lines} == {"refused"}
    assert "200 / 200" in dialog._counted.text()
    dialog.reject()
