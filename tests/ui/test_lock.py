"""The lock on the windows: opening, idle cover, what goes on behind it, and what does not get past it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton

from app.errors import StorageFault
from app.front.passphrases import FolderLock
from offline_db.data_folder import create_data_folder
from offline_db.keys import open_keys
from offline_db.machine_secret import SYSTEM
from tests.ui.conftest import until
from ui.application import Program
from ui.guard import Guard
from ui.pages.lock import LockPage, NewPassphraseDialog, OpeningDialog, pause_s
from ui.pages.sign_in import LockCard
from ui.scanner import Scanner

WORDS, OTHER = "展馆里的安全口令", "另一个足够长的口令"
MINUTE = 60.0

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")


class Words:
    """A lock without Argon2id, so that many tries take no time."""

    needs: tuple[str, ...] = ("passphrase",)

    def try_passphrase(self, passphrase: str) -> None:
        if passphrase != WORDS:
            raise StorageFault("口令不正确；请重新输入。", "Wrong passphrase; enter it again.")

    def change(self, old: str, new: str) -> None:
        self.try_passphrase(old)


class Hands:
    """Two clocks that a test moves."""

    def __init__(self) -> None:
        self.steady = self.wall = 0.0

    def __call__(self) -> tuple[float, float]:
        return self.steady, self.wall


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def guard(program: Program, hands: Hands, tmp_path: Path) -> Iterator[Guard]:
    kept = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Guard(program.application, Words(), program.scanner, kept, hands)
    assert program.guard is None
    program.guard = made
    made.locked.connect(program._ask_at_the_lock)
    assert program.window is not None
    program.window.show()
    QApplication.processEvents()
    yield made
    if made.shut:
        program._unlock()
    made.stop()
    program.guard = None


def test_windows_are_covered_after_minutes_without_input_and_open_with_the_passphrase(
    program: Program, guard: Guard, hands: Hands
) -> None:
    window = program.window
    assert window is not None
    draft = QDialog(window)
    typed = QLineEdit(draft)
    draft.open()
    typed.setText("尚未保存的内容")
    hands.steady = 10 * MINUTE - 1
    guard.look()
    assert not guard.shut

    hands.steady = 10 * MINUTE
    guard.look()

    page = program.lock_page
    assert page is not None
    assert QApplication.activeModalWidget() is page
    for covered in (window, draft):
        seen = covered.grab().toImage()
        middle = seen.pixelColor(seen.rect().center())
        steps = range(4, 20)
        spots = [(seen.width() * x // 24, seen.height() * y // 24) for x in steps for y in steps]
        assert {seen.pixelColor(x, y).name() for x, y in spots} == {middle.name()}
    QTest.keyClicks(page.card._field, "wrong")
    QTest.keyClick(page.card._field, Qt.Key.Key_Return)
    until(lambda: "秒" in page.card._go.text())
    page.card._wait_s = 0
    page.card._count()
    page.card._field.setText(WORDS)
    page.card.submit()
    until(lambda: not guard.shut)
    assert program.lock_page is None
    assert typed.text() == "尚未保存的内容"
    assert type(window.childAt(window.rect().center())).__name__ != "Cover"
    draft.close()
    draft.deleteLater()


def test_neither_keys_nor_clicks_nor_scans_get_past_the_cover(program: Program, guard: Guard) -> None:
    window = program.window
    assert window is not None
    heard: list[str] = []
    program.scanner.scanned.connect(heard.append)
    program.scanner.lend(heard.append)

    guard.lock_now()
    pressed: list[bool] = []
    button = QPushButton("记录", window)
    button.clicked.connect(lambda: pressed.append(True))
    button.setGeometry(window.rect())
    button.show()
    QApplication.processEvents()
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)
    for key in (*[Qt.Key.Key_6] * 13, Qt.Key.Key_Return):
        QTest.keyClick(window.windowHandle(), key)
    program.scanner.serial.scanned.emit("6901028075763")
    QApplication.processEvents()

    assert (pressed, heard) == ([], [])
    program._unlock()
    program.scanner.serial.scanned.emit("6901028075763")
    assert heard == ["6901028075763"]
    program.scanner.lend(None)
    program.scanner.scanned.disconnect(heard.append)
    button.deleteLater()


def test_a_window_that_opens_behind_the_cover_is_covered_too(program: Program, guard: Guard) -> None:
    guard.lock_now()

    late = QDialog()
    late.resize(300, 200)
    late.show()
    QApplication.processEvents()

    assert type(late.childAt(150, 100)).__name__ == "Cover"
    late.close()
    late.deleteLater()


@pytest.mark.parametrize(
    ("steady", "wall", "shut"),
    [
        (0, 11 * MINUTE, True),  # the laptop slept
        (11 * MINUTE, -365 * 86400, True),  # the clock was put back
        (1, 1, False),
    ],
)
def test_the_longer_of_two_clocks_tells_how_long_nobody_was_there(
    guard: Guard, hands: Hands, steady: float, wall: float, shut: bool
) -> None:
    hands.steady, hands.wall = steady, wall

    guard.look()

    assert guard.shut is shut


def test_work_under_way_goes_on_behind_the_cover(program: Program, guard: Guard) -> None:
    done: list[int] = []
    guard.lock_now()

    program.worker.run(lambda kit: len(kit.casebook.cases()), done.append, writes=False)

    until(lambda: bool(done))
    assert guard.shut


def test_what_has_no_passphrase_is_not_covered(program: Program, guard: Guard) -> None:
    guard.lock = type("Practice", (Words,), {"needs": ()})()

    guard.lock_now()

    assert not guard.shut


def test_minutes_are_kept_within_reason(guard: Guard) -> None:
    found = []
    for said in (5, 0, 9999, "x"):
        guard._kept.setValue("lock/minutes", said)
        found.append(guard.minutes)

    assert found == [5, 1, 60, 10]


def test_wrong_passphrases_make_the_next_try_wait_longer_and_the_tenth_is_the_last(
    program: Program,
) -> None:
    dialog = OpeningDialog(Words().try_passphrase, "zh")
    for _ in range(10):
        dialog.card._wait_s = 0
        dialog.card._count()
        dialog.card._field.setText("错误")
        before = dialog.card._wrong
        dialog.card.submit()
        until(lambda n=before: dialog.card._wrong == n + 1)  # type: ignore[misc]  # n is bound

    assert dialog.result() == QDialog.DialogCode.Rejected
    assert dialog.found is None
    assert [pause_s(n) for n in (0, 1, 2, 3, 9, 99)] == [0, 1, 2, 4, 256, 300]


def test_the_passphrase_is_changed_from_the_sign_in_page(program: Program, tmp_path: Path) -> None:
    create_data_folder(tmp_path / "device", "一号机", "0").close()
    lock = FolderLock(tmp_path / "device")
    kept = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    card = LockCard(Guard(program.application, lock, Scanner(), kept), "zh")
    card._guard.stop()
    assert "任何拿到这台电脑的人" in card._state.text()

    card._change.click()
    (dialog,) = card.findChildren(NewPassphraseDialog)
    dialog._new.setText(OTHER)
    dialog._again.setText(OTHER + "。")
    dialog.submit()
    assert "不同" in dialog._told.text()
    dialog._again.setText(OTHER)
    dialog.submit()
    until(lambda: dialog.result() == QDialog.DialogCode.Accepted)

    assert "已加密" in card._state.text()
    assert open_keys(tmp_path / "device" / "keys.json", OTHER, SYSTEM).needs[0] == "passphrase"
    card.deleteLater()


def test_the_lock_page_lies_over_the_window(program: Program, guard: Guard) -> None:
    guard.lock_now()

    assert isinstance(program.lock_page, LockPage)
    assert program.window is not None
    assert program.lock_page.geometry().contains(program.window.geometry().center())
