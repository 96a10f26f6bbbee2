"""The program ends for a lock and a fresh one goes on: nothing that was typed, chosen or begun is lost."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout

from app.front.neighbourhood import Lan
from app.front.wiring import DRAFTS, House
from app.kit import Kit
from offline_db.drafts import ASIDE, Drafts, lies_aside
from tests.ui.conftest import until
from tests.ui.leaving import heard, running, typed
from tests.ui.test_lock import Words
from ui.page import Page
from ui.pages.complaints.page import ComplaintsPage
from ui.pages.lock import LockPage, OpeningDialog
from ui.pages.register.page import RegisterPage
from ui.pages.review import ReviewPage
from ui.pages.scan import ScanPage

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")


def test_the_page_in_front_comes_back_with_what_was_typed_there_and_elsewhere(
    house: House, case: str
) -> None:
    with running(house) as before:
        before.window.go("complaints", "")
        complaints = before.window.pages["complaints"]
        assert isinstance(complaints, ComplaintsPage)
        typed(complaints._search, "cup")
        before.window.go("review", "")
        review = before.window.pages["review"]
        assert isinstance(review, ReviewPage)
        until(lambda: case in [line.number for line in review._model.rows])
        review._table.selectRow([line.number for line in review._model.rows].index(case))
        typed(review._comment, "evidence is thin")
        before.program.remake("zh", dark=True)
        before.lock()
        assert before.ended == ["zh"]
        assert lies_aside(house.folder.path / DRAFTS)

    with running(house) as after:
        shown = after.window.pages.shown()
        assert isinstance(shown, ReviewPage)
        until(lambda: shown._chosen() == case)
        heard(after.program)
        other = after.window.pages["complaints"]
        assert isinstance(other, ComplaintsPage)

        assert shown._comment.toPlainText() == "evidence is thin"
        assert other._search.text() == "cup"
        assert after.window.dark
        assert not lies_aside(house.folder.path / DRAFTS)


def test_words_in_an_open_dialog_are_told_and_a_passphrase_is_not(house: House) -> None:
    with running(house) as before:
        before.window.go("about", "")
        dialog = QDialog(before.window)
        dialog.setWindowTitle("退回理由")
        inside = QVBoxLayout(dialog)
        reason, secret = QLineEdit(), QLineEdit()
        reason.setAccessibleName("理由")
        secret.setEchoMode(QLineEdit.EchoMode.Password)
        for edit in (reason, secret):
            inside.addWidget(edit)
        dialog.open()
        typed(reason, "wrong stand")
        typed(secret, "not to be kept")
        before.lock()
        data = Drafts(house.folder.path / DRAFTS, house.folder.keys.derive("drafts"))
        left = data.take_aside()
        data.put_aside(left)

    with running(house) as after:
        page = after.window.pages.shown()
        assert page is not None

        assert "退回理由，理由：wrong stand" in page.flash.text()
        assert b"not to be kept" not in left


def test_long_work_is_halted_between_two_items_and_said_to_be(house: House) -> None:
    with running(house) as before:
        before.window.go("register", "")
        page = before.window.pages["register"]
        assert isinstance(page, RegisterPage)
        going, steps = threading.Event(), list[int]()

        def work(kit: Kit, progress: Callable[[int, int], bool]) -> int:
            for step in range(1_000_000):
                steps.append(step)
                going.set()
                if not progress(step, 0):
                    return step
            return -1

        ended: list[int] = []
        before.program.office.run_long(work, ended.append, lambda error: None, lambda done, total: None)
        going.wait()
        before.lock()

    assert ended == [steps[-1]]


def _halted(page: Page) -> bool:
    page.halt()
    return page.is_still()


def test_what_a_page_shows_progress_of_is_named_after_the_lock(house: House, tmp_path: Path) -> None:
    with running(house) as before:
        before.window.go("scan", "")
        scan = before.window.pages["scan"]
        assert isinstance(scan, ScanPage)
        paths = [tmp_path / f"{n}.png" for n in range(3)]
        for path in paths:
            Image.new("RGB", (40, 40), "white").save(path)
        scan._read_files(paths)
        before.lock()

    with running(house) as after:
        again = after.window.pages.shown()
        assert isinstance(again, ScanPage)
        assert again.batch is not None

        assert [line.path for line in again.batch.batch.lines] == paths
        assert "扫描" in again.flash.text()
        again.batch.close()
        until(lambda: _halted(again))


def test_a_program_that_serves_others_is_covered_and_stays(house: House) -> None:
    kit = replace(house.kit, lan=Lan(house.folder, ["127.0.0.1"]))
    kit.lan.offer()
    try:
        with running(replace(house, kit=kit)) as found:
            found.lock()

            assert isinstance(found.program.lock_page, LockPage)
            assert found.ended == []
    finally:
        kit.lan.withdraw()


def test_a_full_disk_leaves_the_work_behind_the_cover(house: House) -> None:
    folder = house.folder.path / DRAFTS / ASIDE
    folder.mkdir(parents=True)
    try:
        with running(house) as found:
            found.lock()

            assert isinstance(found.program.lock_page, LockPage)
            assert found.ended == []
            steps: list[bool] = []
            found.program.office.run_long(
                lambda kit, progress: progress(1, 2), steps.append, lambda error: None, lambda d, t: None
            )
            until(lambda: bool(steps))
            assert steps == [True]
    finally:
        folder.rmdir()


def test_what_another_version_put_aside_is_no_obstacle(house: House) -> None:
    house.kit.drafts.put_aside(b'{"place": 7}')

    with running(house) as found:
        assert found.window.current() == "sign_in"


def test_a_locked_program_asks_as_often_as_it_takes(house: House) -> None:
    dialog = OpeningDialog(Words().try_passphrase, "zh", locked=True)

    assert "锁定" in dialog.windowTitle()
    assert dialog.card._tries == 0
    dialog.card.stop()
    dialog.deleteLater()


def test_what_is_put_aside_is_sealed_and_taken_once(tmp_path: Path) -> None:
    drafts, thief = Drafts(tmp_path / "d", bytes(32)), Drafts(tmp_path / "d", bytes([1] * 32))
    drafts.put_aside("写到一半".encode())

    assert "写到一半".encode() not in (tmp_path / "d" / ASIDE).read_bytes()
    assert thief.take_aside() == b""
    assert drafts.take_aside() == "写到一半".encode()
    assert drafts.take_aside() == b""
