"""A restored laptop says so on its sign-in page and among what needs a person's eye, with what to do."""

from dataclasses import replace

from app.bureau import Restored
from app.safety import HubState
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.sign_in import SignInPage
from ui.pages.sync.aside import present

LOST = Restored("RA2CFE9", heard=False, shut=1, open=0)
DONE = Restored("RA2CFE9", heard=True, shut=1, open=1)


def test_what_to_do_changes_with_what_the_bureau_has_said() -> None:
    ((title, _, lost),) = present(HubState(restored=LOST), "zh").groups
    ((_, _, done),) = present(HubState(restored=DONE), "zh").groups

    assert title == "本机由较早的备份恢复"
    assert "RA2CFE9" in lost[0]
    assert any("重新发放号段并绑定" in line for line in lost)
    assert any("请先与中心同步" in line for line in lost)
    assert not any("重新发放号段并绑定" in line or "请先与中心同步" in line for line in done)
    assert any("正式文号照常使用" in line for line in done)


def test_the_sign_in_page_says_it_until_numbers_are_leased_again(program: Program) -> None:
    assert program.window is not None
    page = program.window.pages["sign_in"]
    assert isinstance(page, SignInPage)
    until(lambda: program.hub.state != HubState())
    before = program.hub.state
    shown = []
    for restored in (None, LOST, DONE):
        program.hub.state = replace(before, restored=restored)
        program.hub.changed.emit()
        shown.append(not page._notice.isHidden())
    program.hub.state = before
    program.hub.changed.emit()

    assert shown == [False, True, False]
