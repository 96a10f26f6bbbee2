"""PINs in the window: set by the officer, asked for at the sign-in; a forgotten one costs the key."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton

from app.front.wiring import House, open_house
from app.typeset.fonts import ui_font_files
from tests.practice import a_practice_fair
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.pins import PinDialog
from ui.pages.sign_in import SignInPage

PIN = "483920"


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    opened = open_house(a_practice_fair(tmp_path_factory).parent / "inspector-1")
    yield opened
    opened.close()


@pytest.fixture
def page(house: House, own_settings: None) -> Iterator[SignInPage]:
    program = Program(house.kit, house.kit.wording, ui_font_files(), "zh", dark=False)
    program.window.show()
    program.window.go("sign_in", "")
    found = program.window.pages["sign_in"]
    assert isinstance(found, SignInPage)
    until(lambda: found._first.count() == 5)
    yield found
    program.stop()


def press(owner: SignInPage | PinDialog, word: str) -> None:
    next(b for b in owner.findChildren(QPushButton) if b.text() == word).click()


def set_pin(page: SignInPage, old: str, new: str, again: str) -> PinDialog:
    press(page, "PIN…")
    dialog = page.dialog
    assert dialog is not None
    for field, text in ((dialog.old, old), (dialog.new, new), (dialog.again, again)):
        field.setText(text)
    press(dialog, "保存")
    return dialog


def shown(page: SignInPage) -> list[bool]:
    return [field.isVisibleTo(page) for field in page.pins]


def test_a_pin_is_set_asked_for_and_wrong_ones_are_refused(page: SignInPage, house: House) -> None:
    assert shown(page) == [False, False]
    dialog = set_pin(page, "", PIN, "483921")
    assert "两次输入的新 PIN 不同" in dialog.told.text()
    dialog.again.setText(PIN)
    press(dialog, "保存")
    until(lambda: shown(page) == [True, False])

    page.pins[0].setText("483921")
    press(page, "上岗，开始工作")
    until(lambda: "PIN 不对" in page.flash.text())
    assert house.kit.casebook.duty.officers == ()
    page._second.setCurrentIndex(0)
    assert shown(page) == [True, True]
    page._second.setCurrentIndex(1)
    page.pins[0].setText(PIN)
    press(page, "上岗，开始工作")
    until(lambda: house.kit.casebook.duty.officers == ("i1", "i2"))


def test_a_wrong_old_pin_changes_nothing_and_a_forgotten_one_costs_the_key(
    page: SignInPage, house: House
) -> None:
    set_pin(page, "", PIN, PIN)
    until(lambda: shown(page)[0])
    dialog = set_pin(page, "000111", "blau-Wal", "blau-Wal")
    until(lambda: "PIN 不对" in dialog.told.text())

    press(dialog, "忘记 PIN，换新密钥")

    until(lambda: "重新申请证书" in page.flash.text())
    until(lambda: shown(page) == [False, False])
    assert house.kit.signing.lacking(["i1"]) == ("i1",)
