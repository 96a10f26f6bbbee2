"""Installation files in the window: named at the bureau, checked on a device, withdrawn at the bureau."""

from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton

from app.front.wiring import open_house
from app.log import digest
from app.typeset.fonts import ui_font_files
from tests.e2e.desk import a_place
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.about import AboutPage

PROGRAM = b"a program " * 300_000


def shown(program: Program) -> AboutPage:
    program.window.show()
    program.window.go("about", "")
    page = program.window.pages["about"]
    assert isinstance(page, AboutPage)
    until(lambda: program.worker.idle)
    return page


def texts(page: AboutPage) -> str:
    return "\n".join(text.text() for text in page.programs.findChildren(QLabel))


def press(page: AboutPage, word: str) -> None:
    until(lambda: bool(buttons(page, word)))
    buttons(page, word)[0].click()


def buttons(page: AboutPage, word: str) -> list[QPushButton]:
    found = page.programs.findChildren(QPushButton)
    return [button for button in found if button.text() == word and button.isVisibleTo(page)]


def test_a_version_is_named_at_the_bureau_checked_on_a_device_and_withdrawn(tmp_path: Path) -> None:
    place, file, target = a_place(tmp_path), tmp_path / "huhang-0.2.0.zip", tmp_path / "taken.zip"
    file.write_bytes(PROGRAM)
    bureau = open_house(place.bureau)
    program = Program(bureau.kit, bureau.kit.wording, ui_font_files(), "zh", dark=False)
    page = shown(program)
    assert "尚未发布新版本" in texts(page)
    page.programs.publish(file, "0.2.0")
    until(lambda: "已发布：0.2.0" in page.flash.text())
    until(lambda: f"huhang-0.2.0.zip　SHA-256 {digest(PROGRAM)[:16]}" in texts(page))
    program.stop()
    bureau.close()
    place.exchange()

    house = open_house(place.device)
    program = Program(house.kit, house.kit.wording, ui_font_files(), "zh", dark=False)
    page = shown(program)
    assert buttons(page, "核验安装包…")
    assert not buttons(page, "发布安装包…")
    page.programs.take(file, target)
    until(lambda: "与局机关发布的 0.2.0 一致" in page.flash.text())
    assert target.read_bytes() == PROGRAM
    file.write_bytes(PROGRAM[:-1])
    page.programs.take(file, tmp_path / "other.zip")
    until(lambda: "请勿安装" in page.flash.text())
    program.stop()
    house.close()

    bureau = open_house(place.bureau)
    program = Program(bureau.kit, bureau.kit.wording, ui_font_files(), "zh", dark=False)
    page = shown(program)
    press(page, "撤回…")
    assert page.programs.dialog is not None
    page.programs.dialog.reject()
    page.programs.withdraw(digest(PROGRAM), "打印错位")
    until(lambda: "已撤回" in texts(page) and "打印错位" in texts(page))
    program.stop()
    bureau.close()
