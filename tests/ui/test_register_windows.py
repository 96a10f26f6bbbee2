"""The register's page offscreen: typed, filtered, opened, imported, screened."""

import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.front.wiring import open_house
from app.resources import PROGRAM
from app.typeset.fonts import ui_font_files
from offline_db.data_folder import create_data_folder
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.register.page import RegisterPage
from ui.worker import Latest, Worker

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")

HEADER = "注册号,国际分类,商标名称,申请人,法律状态,申请日期\n"
ROWS = (
    "12345678,25,云朵猫,杭州云朵文化有限公司,已注册,2012-05-01\n"
    "22345678,28,云朵毛,宁波海风玩具有限公司,已注册,2018-05-01\n"
    "32345678,28,朵云猫,宁波海风玩具有限公司,已注册,2019-05-01\n"
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, own_settings: None) -> Iterator[RegisterPage]:
    place = tmp_path_factory.mktemp("register")
    create_data_folder(place / "data", "一号机", PROGRAM).close()
    house = open_house(place / "data")
    source = place / "register.csv"
    source.write_text(HEADER + ROWS, "utf-8")
    day = date(2026, 5, 1)
    house.kit.register.import_files(
        [source], name="摘录", as_of=day, digest="", progress=lambda done, total: True
    )
    program = Program(house.kit, house.kit.wording, ui_font_files(), "zh", dark=False)
    assert program.window is not None
    program.window.show()
    program.window.go("register", "")
    found = program.window.pages["register"]
    assert isinstance(found, RegisterPage)
    yield found
    program.window.close()
    program.stop()
    house.close()


def press(page: RegisterPage, key: Qt.Key) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page.search.box, event)


def typed(page: RegisterPage, text: str) -> list[str]:
    """Type a text and wait; return the titles of the rows."""
    page.search.filters.clear()
    page.search.box.setText(text)
    until(lambda: bool(page.search.answered and page.search.answered.text == text))
    return [line.title for line in page.search.model.lines]


def test_marks_that_sound_alike_are_listed_while_one_types(page: RegisterPage) -> None:
    titles = typed(page, "云朵猫")

    assert titles[0] == "云朵猫"
    assert {"云朵毛", "朵云猫"} <= set(titles)
    assert page.search.list.currentIndex().row() == 0


def test_a_number_in_any_spelling_finds_its_right_and_enter_opens_it(page: RegisterPage) -> None:
    assert typed(page, "第12345678号") == ["云朵猫"]

    press(page, Qt.Key.Key_Return)

    until(lambda: page.search.dialog is not None)
    record = page.search.dialog
    assert record is not None
    record.compare()
    assert record.compared is not None
    record.compared.close()
    record.close()


def test_enter_before_the_answer_opens_nothing(page: RegisterPage) -> None:
    typed(page, "云朵猫")
    page.search.dialog = None
    page.search.box.setText("朵云猫")

    press(page, Qt.Key.Key_Return)

    until(lambda: bool(page.search.answered and page.search.answered.text == "朵云猫"))
    assert page.search.dialog is None


def test_a_filter_narrows_and_its_counts_show_what_others_would_leave(page: RegisterPage) -> None:
    typed(page, "云朵猫")
    classes = page.search.filters.boxes["nice"]
    shown = [classes.itemText(i) for i in range(classes.count())]
    assert any(text.startswith("第 28 类") and text.endswith("2") for text in shown)

    classes.setCurrentIndex(classes.findData("28"))
    page.search.search()

    until(lambda: "云朵猫" not in [line.title for line in page.search.model.lines])
    assert classes.currentData() == "28"


def test_keys_move_the_choice_and_escape_clears_the_box(page: RegisterPage) -> None:
    typed(page, "云朵猫")

    press(page, Qt.Key.Key_Down)
    assert page.search.list.currentIndex().row() == 1
    press(page, Qt.Key.Key_Up)
    press(page, Qt.Key.Key_Escape)

    assert page.search.box.text() == ""


def test_a_scanned_code_goes_into_the_box(page: RegisterPage) -> None:
    page.tabs.setCurrentWidget(page.importing)

    assert page.scanned("99999999")

    until(lambda: bool(page.search.answered and page.search.answered.text == "99999999"))
    assert "没有收录" in page.search.model.lines[0].title
    assert page.tabs.currentWidget() is page.search


def test_typing_never_makes_the_queue_grow(page: RegisterPage) -> None:
    worker = Worker(page.desk.worker._kit)
    latest = Latest(worker)
    done: list[int] = []
    answers: list[object] = []

    def job(number: int) -> int:
        done.append(number)
        return number

    gate = threading.Event()
    worker.run(lambda kit: gate.wait(5), lambda _: None, writes=False)

    for number in range(50):
        latest.run(partial(lambda n, kit: job(n), number), answers.append, answers.append)
    gate.set()

    until(lambda: bool(answers))
    worker.stop()
    assert (done, answers) == ([49], [49])


def test_a_table_is_mapped_imported_and_its_rejects_listed(page: RegisterPage, tmp_path: Path) -> None:
    table = tmp_path / "自制表.csv"
    table.write_text("编码,申请人,商标名称\n42345678,甲公司,星河\n坏,乙公司,坏记录\n", "utf-8")
    page.tabs.setCurrentWidget(page.importing)
    page.importing.take([table])
    until(lambda: bool(page.importing.files[0].preview))
    waiting = page.importing.files[0].ready
    box = page.importing.mapping.boxes["registration_number"]
    box.setCurrentIndex(box.findData("编码"))
    box.activated.emit(box.currentIndex())
    assert (waiting, page.importing.files[0].ready) == (False, True)

    page.importing.start()

    until(lambda: bool(page.importing.rejects.model.rows))
    assert len(page.importing.rejects.model.rows) == 1
    page.importing.rejects.save(tmp_path / "rejects.csv")
    until((tmp_path / "rejects.csv").exists)
    assert typed(page, "42345678") == ["星河"]


def test_a_cancelled_import_leaves_the_old_register(page: RegisterPage, tmp_path: Path) -> None:
    before = page.desk.worker._kit.register.extract
    table = tmp_path / "又一份.csv"
    table.write_text(HEADER + ROWS * 3000, "utf-8")
    page.importing.take([table])
    until(lambda: bool(page.importing.files[0].preview))

    page.importing.start()
    page.importing.cancel()

    until(lambda: page.importing.task is None)
    assert page.desk.worker._kit.register.extract == before


def test_a_list_of_exhibits_is_screened_and_shown_in_order(page: RegisterPage, tmp_path: Path) -> None:
    exhibits = tmp_path / "展品.csv"
    exhibits.write_text(
        "展位号,参展商,展品名称,品牌,类别\n2A01,丙公司,玩具,星河,28\n2A02,丁公司,文具,毫不相干,16\n", "utf-8"
    )
    page.tabs.setCurrentWidget(page.screening)

    page.screening.run.screen_list(exhibits)

    until(lambda: page.screening.run.task is None and len(page.screening.model.rows) == 2)
    assert page.screening.state is not None
    assert page.screening.state.done
    assert page.screening.model.rows[0].line.stand == "2A01"
