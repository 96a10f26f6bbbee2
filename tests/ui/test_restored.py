"""A restored laptop says so on its sign-in page and among what needs a person's eye, with what to do."""

from dataclasses import replace

from app.bureau import Restored
from app.safety import HubState, LostLine
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.sign_in import SignInPage
from ui.pages.sync.aside import present

LOST = Restored("RA2CFE9", heard=False, shut=1, open=0)
GONE = LostLine("5f0c" * 8, 17, 19, 2)
DONE = Restored("RA2CFE9", heard=True, shut=1, open=1)


def test_what_to_do_changes_with_what_the_bureau_has_said() -> None:
    ((title, _, lost),) = present(HubState(restored=LOST), "zh").groups
    ((_, _, done),) = present(HubState(restored=DONE), "zh").groups

    assert title == "本机的日志退回过较早的状态"
    assert "RA2CFE9" in lost[0]
    assert any("重新发放号段并绑定" in line for line in lost)
    assert any("请先与中心同步" in line for line in lost)
    assert not any("重新发放号段并绑定" in line or "请先与中心同步" in line for line in done)
    assert any("正式文号照常使用" in line for line in done)


def test_what_was_saved_and_is_gone_is_named_with_where_to_look_for_it() -> None:
    ((title, _, lines),) = present(HubState(lost=(GONE,)), "zh").groups

    assert title.endswith("2")
    assert "第 17 至 19 条，缺 2 条" in lines[0]
    assert "中心" in lines[1]
    assert "黑匣子" in lines[1]


def test_the_sign_in_page_says_it_until_numbers_are_leased_again(program: Program) -> None:
    assert program.window is not None
    page = program.window.pages["sign_in"]
    assert isinstance(page, SignInPage)
    until(lambda: program.hub.state != HubState())
    before = program.hub.state
    shown = []
    for restored, lost in ((None, ()), (LOST, ()), (DONE, ()), (DONE, (GONE,))):
        program.hub.state = replace(before, restored=restored, lost=lost)
        program.hub.changed.emit()
        shown.append(not page._notice.isHidden())
    program.hub.state = before
    program.hub.changed.emit()

    assert shown == [False, True, False, True]
