"""The black box's panel says how it stands, and marks the medium that was chosen."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.sharing import BoxState
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.sync.page import SyncPage


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (BoxState(), "尚未启用"),
        (BoxState("missing"), "未插入"),
        (BoxState("on", "/media/u"), "已存全部内容（/media/u）"),
        (BoxState("on", "/media/u", 3, 2), "还差 3 条记录、2 个文件"),
        (BoxState("full", "/media/u", problem="介质已满 | The medium is full"), "介质已满"),
    ],
)
def test_the_lamp_says_how_the_black_box_stands(program: Program, state: BoxState, said: str) -> None:
    panel = page_of(program).box

    panel.show_state(state)

    assert said in " ".join(label.text() for label in panel.findChildren(QLabel))


def test_a_medium_that_was_chosen_becomes_the_black_box(program: Program, tmp_path: Path) -> None:
    panel = page_of(program).box
    panel.show_media([tmp_path])

    next(b for b in panel.findChildren(QPushButton) if b.text() == "用作本机黑匣子").click()
    until(lambda: bool(list(tmp_path.rglob("*.seg"))))

    assert "huhang-box" in str(next(tmp_path.rglob("*.seg")))


def page_of(program: Program) -> SyncPage:
    assert program.window is not None
    page = program.window.pages["sync"]
    assert isinstance(page, SyncPage)
    return page
