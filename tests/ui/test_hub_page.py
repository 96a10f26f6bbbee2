"""The supervisor runs a hub beside the window and lets a laptop in by its code, over real TLS on loopback."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint
from PySide6.QtWidgets import QApplication, QPushButton

from app.actions.duty import start_duty
from app.actions.hub import revoke_device
from app.enrolling import HubPlan
from app.errors import BadInput, InspectionError, NotAllowed
from app.events import HubPublished
from app.front.hub_desk import CARD, make_hub, open_hub
from app.front.syncing import sync_with
from app.front.wiring import House, open_house
from app.law import CHINA
from app.photos import decode
from app.sharing import go_on
from app.symbols import read
from app.typeset.fonts import ui_font_files
from offline_db.data_folder import create_data_folder
from sync.invitation import fingerprint, read_code
from tests.builders import a_bureau
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.hub.inviting import minutes_left
from ui.pages.hub.page import HubPage
from ui.pages.sync.page import SyncPage
from ui.places import places_for

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")

LOCAL = "127.0.0.1"


@dataclass
class Desk:
    """A program over a data folder."""

    house: House
    program: Program

    def page(self, name: str) -> HubPage | SyncPage:
        assert self.program.window is not None
        found = self.program.window.pages[name]
        assert isinstance(found, HubPage | SyncPage)
        return found

    def close(self) -> None:
        self.program.stop()
        assert self.program.window is not None
        self.program.window.close()
        self.house.close()


def a_desk(folder: Path) -> Desk:
    house = open_house(folder)
    return Desk(house, Program(house.kit, house.kit.wording, ui_font_files(), "zh", dark=False))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("bureau")
    a_bureau(found / "bureau").close()
    create_data_folder(found / "laptop", "七号机", "0").close()
    return found


@pytest.fixture(scope="module")
def bureau(folder: Path, own_settings: None) -> Iterator[Desk]:
    desk = a_desk(folder / "bureau")
    start_duty(desk.house.kit, ["s1"], "supervisor")
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def laptop(folder: Path, own_settings: None) -> Iterator[Desk]:
    desk = a_desk(folder / "laptop")
    yield desk
    desk.close()


@pytest.fixture
def shown(bureau: Desk, folder: Path) -> Iterator[HubPage]:
    """The page with its hub running."""
    page = bureau.page("hub")
    assert isinstance(page, HubPage)
    assert bureau.program.window is not None
    bureau.program.window.show()
    bureau.program.window.go("hub", "")
    until(lambda: page.running._host.count() > 0)
    page.running._folder.setText(str(folder / "hub"))
    page.running._host.setCurrentText(LOCAL)
    page.running._port.setText("0")
    page.running.start()
    until(lambda: page.inviting._urls.count() > 0 and page.running._stop.isEnabled())
    yield page
    page.running.stop()
    until(lambda: not bureau.house.kit.hubs.running and page.running._start.isEnabled())


def test_a_laptop_comes_in_by_typed_words_and_a_supervisor_confirms_and_revokes_it(
    bureau: Desk, laptop: Desk, shown: HubPage
) -> None:
    panel = laptop.page("sync")
    assert isinstance(panel, SyncPage)
    assert laptop.program.window is not None
    laptop.program.window.show()
    laptop.program.window.go("sync", "")
    shown.inviting.invite()
    until(lambda: len(shown.inviting._words.text().split()) == 9)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    shown.inviting._picture.grab().save(buffer, "PNG")
    (symbol,) = read(decode(bytes(buffer.data().data())))
    url = bureau.house.kit.hubs.running
    panel.hub.ask(shown.inviting._words.text().upper(), url)
    words = fingerprint(laptop.house.folder.keys.key)
    until(lambda: words in panel.hub._own.text() and panel.hub._own.isVisible())
    shown.inviting.look()
    until(lambda: any(b.text().startswith("核对一致") for b in shown.findChildren(QPushButton)))

    shown.inviting.confirm(words)
    until(lambda: [d.name for d in bureau.house.folder.bureau.devices] == ["七号机"])
    until(lambda: "可以同步" in shown.flash.text())
    until(lambda: not laptop.program.hub.busy)
    laptop.program.hub.sync_now()
    until(lambda: laptop.house.kit.casebook.device is not None and not laptop.program.hub.busy)
    until(lambda: not panel.hub._own.isVisible())
    until(lambda: shown.devices._model.rowCount() == 1)
    shown.devices.choose(1)
    shown.devices._reason.setText("设备遗失")
    shown.devices.revoke()
    until(lambda: "已吊销 1 号设备" in shown.flash.text())

    assert read_code(symbol.text).url == url
    assert laptop.house.kit.casebook.leads is False
    assert bureau.house.folder.bureau.devices[0].revoked == "设备遗失"


def test_what_is_typed_wrong_is_refused_in_words(laptop: Desk) -> None:
    panel = laptop.page("sync")
    assert isinstance(panel, SyncPage)

    panel.hub.ask("babab babab", "https://127.0.0.1:1")
    until(lambda: "登记码不完整或有错字" in panel.flash.text())


def test_a_picture_without_a_code_is_refused_in_words(laptop: Desk, tmp_path: Path) -> None:
    panel = laptop.page("sync")
    assert isinstance(panel, SyncPage)
    (tmp_path / "bad.png").write_bytes(b"??")

    for name, sentence in (("none.png", "无法读取 none.png"), ("bad.png", "照片")):
        panel.flash.clear()
        panel.hub.ask_by_picture(tmp_path / name)
        until(lambda: panel.flash.text() != "")
        assert sentence in panel.flash.text()


def test_the_hub_ends_with_the_program_and_comes_again_in_its_place(folder: Path, tmp_path: Path) -> None:
    a_bureau(tmp_path / "bureau").close()
    plan = HubPlan(tmp_path / "hub", LOCAL, 0)
    house = open_house(tmp_path / "bureau")
    first = house.kit.hubs.start(plan)
    house.close()
    again = open_house(tmp_path / "bureau")

    try:
        assert again.kit.hubs.running == ""
        assert again.kit.hubs.usual().folder == tmp_path / "hub"
        port = int(first.rpartition(":")[2])
        assert again.kit.hubs.start(HubPlan(tmp_path / "hub", LOCAL, port)) == first  # the port is free
        assert [hub.url for hub in again.folder.bureau.hubs] == [first]
    finally:
        again.close()


def test_a_hub_is_not_made_where_something_else_lies_nor_anothers_run(tmp_path: Path) -> None:
    a_bureau(tmp_path / "one").close()
    a_bureau(tmp_path / "two").close()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("…")
    one, two = open_house(tmp_path / "one"), open_house(tmp_path / "two")

    try:
        with pytest.raises(BadInput, match="其他内容"):
            one.kit.hubs.start(HubPlan(tmp_path / "full", LOCAL, 0))
        with pytest.raises(BadInput, match="不是中心的文件夹"):
            one.kit.hubs.start(HubPlan(tmp_path / "one", LOCAL, 0))
        one.kit.hubs.start(HubPlan(tmp_path / "hub", LOCAL, 0))
        with pytest.raises(BadInput, match="另一个局机关"):
            two.kit.hubs.start(HubPlan(tmp_path / "hub", LOCAL, 0))
        with pytest.raises(NotAllowed, match="审核人员"):
            revoke_device(one.kit, 1, "遗失")
    finally:
        one.close()
        two.close()


def test_the_hub_here_pulls_from_another_by_one_button(bureau: Desk, shown: HubPage, folder: Path) -> None:
    shown.pulling.pull()
    until(lambda: "没有其他中心" in shown.flash.text())
    make_hub(folder / "other", bureau.house.folder, "other/log", [LOCAL], "")
    other = open_hub(folder / "other", "", LOCAL, 0)
    other.server.start()
    url = f"https://{LOCAL}:{other.server.port}"
    bureau.house.folder.record(HubPublished(url, (folder / "other" / CARD).read_text("utf-8")))
    sync_with(bureau.house.folder, bureau.house.kit.hubs.running, None, go_on)
    shown.pulling.pull()
    until(lambda: url in shown.pulling.result.text())
    other.server.stop()
    other.close()

    assert shown.pulling.result.text() == f"{url}：收到 0 条记录、0 个文件"
    assert shown.pulling.pulling.isEnabled()


def test_only_the_bureaus_own_data_folder_has_the_page(bureau: Desk, laptop: Desk) -> None:
    with pytest.raises(InspectionError, match="局机关"):
        laptop.house.kit.hubs.start(HubPlan(Path("nowhere"), LOCAL, 0))
    assert bureau.program.window is not None
    assert laptop.program.window is not None
    bureau.program.window.refresh()
    window = bureau.program.window
    until(lambda: not window._places.places["hub"].isHidden())
    assert laptop.program.window._places.places["hub"].isHidden()
    assert places_for("supervisor", leads=False) == tuple(
        p for p in places_for("supervisor", True) if p != "hub"
    )


def test_a_supervisors_places_fit_a_low_screen_and_are_scrolled_to_on_a_lower_one(bureau: Desk) -> None:
    window = bureau.program.window
    assert window is not None
    window.refresh()
    until(lambda: not window._places.places["hub"].isHidden())
    rail = window._places
    inside = rail.widget()

    assert inside is not None
    assert inside.sizeHint().height() <= 700
    assert window.minimumSizeHint().height() < 768
    window.resize(1024, 600)
    QApplication.processEvents()
    window.go("about", "")
    top = rail.places["about"].mapTo(rail.viewport(), QPoint(0, 0)).y()
    assert 0 <= top <= rail.viewport().height() - rail.places["about"].height()


def test_a_codes_minutes_are_counted_down_to_none() -> None:
    now = datetime(2026, 5, 1, 9, tzinfo=CHINA)

    assert [minutes_left(now + timedelta(seconds=s), now) for s in (600, 541, 60, 1, 0, -5)] == [
        10,
        10,
        1,
        1,
        0,
        0,
    ]
