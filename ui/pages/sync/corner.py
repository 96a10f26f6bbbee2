"""The window's corner that says whether all is safe elsewhere, and the banner of an unread alarm."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from app.safety import HubState
from ui.hub_sync import HubSync
from ui.icons import icon
from ui.page import Desk
from ui.pages.case_papers import clock
from ui.widgets import button, label, rename
from ui.words import Chip

__all__ = ["AlarmBanner", "StatusCorner", "present", "sentence"]


def sentence(text: str, language: str) -> str:
    """Return the part of a text "Chinese | English" that is in the language."""
    zh, _, en = text.partition(" | ")
    return zh if language == "zh" or not en else en


def present(state: HubState, *, busy: bool, why: str, stick: int) -> Chip:
    """Return what the corner shows; `stick` counts entries that no other device has confirmed."""
    tr = QCoreApplication.translate
    if state.alarms:
        return Chip(tr("corner", "中心日志警报"), "stop", "bad")
    if not state.urls:
        return Chip(tr("corner", "离线可用 · {0} 条待交换").format(stick), "offline", "doubt")
    if busy:
        return Chip(tr("corner", "正在同步 · 待送 {0}").format(state.waiting), "sync", "mild")
    heard = clock(state.heard_ms) or tr("corner", "尚未联系")
    if why:
        return Chip(
            tr("corner", "未连上 · 上次 {0} · 待送 {1}").format(heard, state.waiting), "offline", "doubt"
        )
    if state.waiting:
        return Chip(tr("corner", "待送 {0} · 上次 {1}").format(state.waiting, heard), "clock", "doubt")
    return Chip(tr("corner", "已全部送达 · {0}").format(heard), "ok", "ok")


class StatusCorner(QToolButton):
    """Shows by word, icon and colour how far everything is safe; a click opens the sync page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._stick = 0
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setMinimumHeight(44)
        self.clicked.connect(lambda: desk.go("sync", ""))
        desk.hub.changed.connect(self.refresh)
        self.refresh()

    def show_stick(self, waiting: int) -> None:
        """Show how many entries no other device has confirmed."""
        self._stick = waiting
        self.refresh()

    def refresh(self) -> None:
        hub = self._desk.hub
        chip = present(hub.state, busy=hub.busy, why=hub.why, stick=self._stick)
        _, ink, _ = chip.colours(self._desk.tokens)
        self.setText(chip.word)
        self.setAccessibleName(chip.word)
        self.setIcon(icon(chip.icon, ink))
        self.setToolTip(_proof(hub, self._desk.language))
        rename(self, f"chip-{chip.fill}")


class AlarmBanner(QFrame):
    """Stands above every page while an alarm is unread."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._text = label("", "flash-bad")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 0)
        layout.addWidget(self._text, 1)
        layout.addWidget(button(self.tr("查看警报"), lambda: desk.go("sync", "")))
        desk.hub.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        alarms = self._desk.hub.state.alarms
        self.setVisible(bool(alarms))
        if alarms:
            text = sentence(alarms[0].text, self._desk.language)
            self._text.setText(self.tr("警报：{0}").format(text))
            self._text.setAccessibleName(self._text.text())


def _proof(hub: HubSync, language: str) -> str:
    """Return what the corner's word rests on."""
    tr = QCoreApplication.translate
    safety = hub.state.safety
    lines = [
        tr("corner", "中心已证明持有：记录 {0}/{1}，照片和文书 {2}/{3}。").format(
            safety.entries_safe, safety.entries, safety.blobs_safe, safety.blobs
        ),
        tr("corner", "每一份都有经核验的回执（中心签名日志中的包含证明）。"),
    ]
    return "\n".join([*lines, sentence(hub.why, language)]).strip()
