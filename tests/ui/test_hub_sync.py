"""Syncing with a hub from the window: joined once, then by itself; why it failed; alarms."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.actions.duty import start_duty
from app.events import CommentMade
from app.front.hub_desk import make_hub
from app.front.wiring import House, open_house
from app.safety import Aside, ForkLine, HubAlarm, HubState, NewerLine, Safety
from app.typeset.fonts import ui_font_files
from tests.builders import a_bureau, a_device
from tests.e2e.test_a_hub import a_hub
from tests.ui.conftest import until
from ui.application import Program
from ui.hub_sync import LONGEST_RETRY_S, pause_s
from ui.pages.sync.aside import present as present_aside
from ui.pages.sync.corner import present
from ui.pages.sync.page import SyncPage

pytestmark = pytest.mark.filterwarnings("ignore:This plugin does not support")

WAITING = Safety(entries=3, entries_safe=1, blobs=2, blobs_safe=2)
SAFE = Safety(entries=3, entries_safe=3, blobs=2, blobs_safe=2)
HUB = ("https://hub.test:8443",)
ALARM = HubAlarm(1, "ab" * 32, "中心的日志已被改写 | The hub's log was rewritten", "")


def test_pauses_double_after_failures_and_never_exceed_a_quarter_of_an_hour() -> None:
    pauses = [pause_s(failures, 1, 1.0) for failures in range(12)]

    assert pauses[1:4] == [15, 30, 60]
    assert pauses == sorted(pauses)
    assert max(pauses) == LONGEST_RETRY_S
    assert pause_s(3, 0, 0.0) == pause_s(3, 0, 1.0) / 2
    assert pause_s(0, 0, 1.0) > pause_s(0, 5, 1.0)


@pytest.mark.parametrize(
    ("state", "busy", "why", "word", "fill"),
    [
        (HubState(), False, "", "离线可用 · 4 条待交换", "doubt"),
        (HubState(HUB, 0, WAITING), False, "断了 | broke", "未连上", "doubt"),
        (HubState(HUB, 0, WAITING), True, "", "正在同步 · 待送 2", "mild"),
        (HubState(HUB, 1_780_000_000_000, WAITING), False, "", "待送 2", "doubt"),
        (HubState(HUB, 1_780_000_000_000, SAFE), False, "", "已全部送达", "ok"),
        (HubState(HUB, 1_780_000_000_000, SAFE, (ALARM,)), False, "", "警报", "bad"),
    ],
)
def test_the_corner_says_what_waits(state: HubState, busy: bool, why: str, word: str, fill: str) -> None:
    chip = present(state, busy=busy, why=why, stick=4)

    assert word in chip.word
    assert chip.fill == fill


def test_what_waits_aside_is_listed_with_its_reason() -> None:
    state = HubState(
        aside=(Aside("ab" * 32, "cd" * 16, "PhotoTaken", "尚未登记 | not enrolled"),),
        forks=(ForkLine("cd" * 16, "二号机", 7, ("11" * 32, "22" * 32)),),
        newer=(NewerLine("HologramScanned", "F-1", ("王练习",), "二号机", 1_780_000_000_000),),
    )

    groups = present_aside(state, "en").groups

    assert [len(lines) for _, _, lines in groups] == [1, 1, 1]
    assert "not enrolled" in groups[0][2][0]
    assert "二号机" in groups[1][2][0]
    assert all(word in groups[2][2][0] for word in ("HologramScanned", "F-1", "王练习", "二号机"))
    assert present_aside(HubState(), "zh").groups == ()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bureau's hub and one device, in folders."""
    folder = tmp_path_factory.mktemp("office")
    bureau = a_bureau(folder / "bureau")
    a_device(bureau, folder / "one", 1).close()
    make_hub(folder / "hub", bureau, "hub.test/log", ["127.0.0.1"], "")
    bureau.close()
    return folder


@pytest.fixture(scope="module")
def house(office: Path) -> Iterator[House]:
    found = open_house(office / "one")
    yield found
    found.close()


@pytest.fixture(scope="module")
def program(house: House, own_settings: None) -> Iterator[Program]:
    started = Program(house.kit, house.kit.wording, ui_font_files(), "zh", dark=False)
    yield started
    started.stop()
    assert started.window is not None
    started.window.close()


def page(program: Program) -> SyncPage:
    assert program.window is not None
    found = program.window.pages["sync"]
    assert isinstance(found, SyncPage)
    return found


def test_a_hub_is_joined_once_and_then_synced_with_by_itself(
    program: Program, house: House, office: Path
) -> None:
    hub = program.hub
    with a_hub(office / "hub") as (url, _):
        hub.join(url, office / "hub" / "hub.card")
        assert hub.busy
        until(lambda: not hub.busy and hub.state.waiting == 0 and bool(hub.state.urls))
        heard = hub.state.heard_ms
        house.kit.casebook.append("F-1-0001", CommentMade("记下"))
        hub.note()
        until(lambda: hub.state.heard_ms > heard and hub.state.waiting == 0)

    assert heard > 0
    count = len(house.folder.headers())
    assert f"中心已证明持有：记录 {count} / {count}" in page(program).hub._count.text()


def test_a_sync_that_fails_says_why_and_comes_again_later(program: Program, office: Path) -> None:
    hub = program.hub
    with a_hub(office / "hub") as (url, _):
        hub.join(url, office / "hub" / "hub.card")
        until(lambda: not hub.busy and bool(hub.state.urls))
    hub._timer.stop()

    hub.sync_now()
    hub.cancel()
    until(lambda: not hub.busy, 60)

    assert "无法连接中心" in hub.why
    assert hub._timer.isActive()
    assert "未连上" in program.window._corner.text()
    assert "无法连接中心" in page(program).hub._why.text()


def test_what_is_no_card_is_refused_in_words(program: Program, tmp_path: Path) -> None:
    (tmp_path / "bad.card").write_text("??")
    shown = page(program)

    for card in (tmp_path / "bad.card", tmp_path / "none.card"):
        program.hub.join("https://127.0.0.1:1", card)
        until(lambda: not program.hub.busy)
        assert "名片" in shown.flash.text()


def test_an_alarm_stands_on_every_page_until_an_officer_has_read_it(program: Program, house: House) -> None:
    receipts = house.folder.logbook.receipts
    receipts.keep_alarm(ALARM.hub, ALARM.text, "note")
    receipts.keep_alarm(ALARM.hub, ALARM.text, "note")
    window = program.window
    assert window is not None
    window.show()
    program.hub.note()
    until(lambda: window._alarm.isVisible())
    program.hub.read(1)
    until(lambda: "请先登录" in page(program).flash.text())
    assert window._alarm.isVisible()

    start_duty(house.kit, ["i1", "i2"], "inspector")
    program.hub.read(1)
    until(lambda: not window._alarm.isVisible())

    assert len(receipts.alarms()) == 1
    assert receipts.alarms(unread=True) == ()
    QApplication.processEvents()
