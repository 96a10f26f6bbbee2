"""Two devices on a LAN without internet: the page offers this one, finds the other, and says what came."""

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from app.actions.duty import start_duty
from app.actions.lan import offer_lan
from app.errors import NotAllowed, NotFound
from app.events import PhotoTaken
from app.front.neighbourhood import Lan
from app.front.wiring import open_house
from app.neighbourhood import Met
from app.sharing import Progress, go_on
from app.typeset.fonts import ui_font_files
from offline_db.data_folder import DataFolder
from tests.builders import a_bureau, a_device
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.sync.lan_panel import LanPanel
from ui.pages.sync.page import SyncPage

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")

LOCAL = "127.0.0.1"
CASE = "F-1-0001"  # of device 1, in which device 2 took a photo
LOOK_S, TRIES = 1.5, 8


@dataclass
class Hall:
    """A laptop with its window, and another one."""

    page: SyncPage
    panel: LanPanel
    here: DataFolder
    there: DataFolder
    other: Lan

    def look(self, found: Callable[[], bool]) -> None:
        """Let the page look around until it finds: a machine under load answers late."""
        for _ in range(TRIES):
            self.panel.sync()
            until(self.panel.looking.isEnabled)
            if found():
                return
        raise AssertionError(self.page.flash.text())

    def met(self) -> Met:
        """Let the other device look around until it finds this one."""
        for _ in range(TRIES):
            with contextlib.suppress(NotFound):
                (found,) = self.other.sync_around(go_on)
                return found
        raise AssertionError("never found")

    def unproved(self) -> set[str]:
        """What is on the laptop and was not proved to be held elsewhere."""
        return {f"entry:{name}" for name in self.here.headers()} - self.here.logbook.receipts.safe()


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, own_settings: None) -> Iterator[Hall]:
    home = tmp_path_factory.mktemp("hall")
    bureau = a_bureau(home / "bureau")
    a_device(bureau, home / "one", 1).close()
    there = a_device(bureau, home / "two", 2)
    bureau.close()
    ref = there.blobs.put(os.urandom(90_000), "photo")
    there.casebook.append(CASE, PhotoTaken(ref.sha256, "wide"), blobs=(ref,))
    house = open_house(home / "one")
    house.folder.admit([*there.logbook.entries()])
    kit = replace(house.kit, lan=Lan(house.folder, [LOCAL], LOOK_S))
    with pytest.raises(NotAllowed, match="登录"):
        offer_lan(kit)
    start_duty(kit, ["i1", "i2"], "inspector")
    program = Program(kit, kit.wording, ui_font_files(), "zh", dark=False)
    assert program.window is not None
    page = program.window.pages["sync"]
    assert isinstance(page, SyncPage)
    program.window.show()
    program.window.go("sync", "")
    page.tabs.setCurrentIndex(2)
    yield Hall(page, page.lan, house.folder, there, Lan(there, [LOCAL], LOOK_S))
    program.stop()
    program.window.close()
    kit.lan.withdraw()
    house.close()
    there.close()


def test_nobody_around_is_said_in_words_and_a_search_can_be_stopped(hall: Hall) -> None:
    hall.panel.sync()
    until(lambda: "没有找到本局的设备" in hall.page.flash.text())

    hall.panel.sync()
    hall.panel.cancel()
    until(lambda: hall.panel.looking.isEnabled())
    assert hall.panel.result.text() == "已停止。"


def test_the_page_finds_a_device_that_offers_itself_and_gets_what_it_took(hall: Hall) -> None:
    assert hall.unproved()
    hall.other.offer()
    try:
        brought = hall.other.sync_own(go_on)
        hall.look(lambda: "2号机" in hall.panel.result.text())
    finally:
        hall.other.withdraw()

    assert brought.safe
    assert "1 个文件" in hall.panel.result.text()
    (photo,) = hall.here.casebook.case(CASE).photos
    assert hall.here.get_blob(photo.sha256) == hall.there.get_blob(photo.sha256)
    assert not hall.unproved()


def test_the_page_offers_this_device_until_it_is_told_to_stop(hall: Hall) -> None:
    hall.panel.offer()
    until(lambda: hall.panel.ending.isEnabled() and not hall.panel._own_under_way)
    assert hall.panel.state.text().startswith(f"正在共享：https://{LOCAL}:")
    assert hall.panel._timer.isActive()

    met = hall.met()

    hall.panel.withdraw()
    until(lambda: hall.panel.offering.isEnabled())
    assert (met.name, met.report.safe) == ("1号机", True)
    assert not hall.panel._timer.isActive()
    with pytest.raises(NotFound, match="局域网"):
        hall.other.sync_around(go_on)


def test_a_sync_on_a_lan_can_be_stopped_while_it_looks(hall: Hall) -> None:
    told: list[int] = []

    def stop(done: int, total: int) -> bool:
        told.append(done)
        return len(told) < 3

    wanted: Progress = stop
    assert hall.other.sync_around(wanted) == ()
    assert len(told) == 3
    with pytest.raises(NotFound):
        hall.other.sync_own(go_on)
