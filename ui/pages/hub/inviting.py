"""Invitations: the code as picture and words while it can be used, and who asked by one and waits."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from app.actions.hub import HubOverview, confirm_device, invite_device, waiting_devices
from app.enrolling import Invitation, WaitingDevice
from app.errors import InspectionError
from app.law import CHINA
from ui.page import Page
from ui.pages.sync.corner import sentence
from ui.widgets import button, card, clear, label, row

LOOK_MS = 3000  # between questions who waits
SECOND_MS = 1000
QR_PX = 264


def minutes_left(until: datetime, now: datetime) -> int:
    """Return the minutes that a code can still be used, the begun one counted; 0 when it is over."""
    return max(0, -(-(until - now) // timedelta(minutes=1)))


class InvitingCard(QWidget):
    """Makes a code, shows it, lists who waits, and confirms."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._code: Invitation | None = None
        self._shown: Sequence[WaitingDevice] | None = None
        self._asking = False
        self._urls = QComboBox()
        self._urls.setAccessibleName(self.tr("中心地址"))
        self._invite = button(self.tr("生成登记码"), self.invite, primary=True)
        self._invite.setEnabled(False)  # until a hub is known
        self._picture, self._words, self._left = label("", "qr"), label("", "h2"), label("", "soft")
        self._picture.setAccessibleName(self.tr("登记码二维码"))
        self._picture.setFixedSize(QR_PX, QR_PX)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._why = label("", "rule-doubt")
        self._why.hide()
        self._supervises = QCheckBox(self.tr("确认为审核设备（可看全部案卷）"))
        self._waiting = QVBoxLayout()
        self._lay_out()
        for work, pause_ms in ((self.look, LOOK_MS), (self._count, SECOND_MS)):
            timer = QTimer(self)
            timer.timeout.connect(work)
            timer.start(pause_ms)
        self._count()

    def _lay_out(self) -> None:
        frame, inside = card()
        inside.addWidget(label(self.tr("登记新设备"), "h1"))
        text = self.tr(
            "新设备在“交换—加入中心”扫描二维码图片或输入单词；随后与设备屏幕核对指纹四个单词，一致才确认。"
        )
        inside.addWidget(label(text, "soft"))
        line = row(self._urls, self._invite)
        line.setStretch(0, 1)
        inside.addLayout(line)
        beside = QVBoxLayout()
        beside.addWidget(self._words)
        beside.addWidget(self._left)
        beside.addStretch(1)
        across = row(self._picture)
        across.addLayout(beside, 1)
        inside.addLayout(across)
        inside.addWidget(label(self.tr("等待确认的设备"), "h2"))
        inside.addWidget(self._why)
        inside.addLayout(self._waiting)
        inside.addWidget(self._supervises)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(frame)

    def show_view(self, view: HubOverview) -> None:
        """Offer the bureau's hubs, keeping the one that was chosen unless one has just been started."""
        if [self._urls.itemText(at) for at in range(self._urls.count())] != list(view.urls):
            self._urls.clear()
            self._urls.addItems(view.urls)
            self._urls.setCurrentIndex(0 if view.urls else -1)
        self._invite.setEnabled(bool(view.urls))
        self.look()

    def invite(self) -> None:
        """Make a code at the chosen hub."""
        url = self._urls.currentText()
        self._page.desk.hub.worker.run(lambda kit: invite_device(kit, url), self._show_code, self._page.fail)

    def look(self) -> None:
        """Ask the hub who waits, if somebody looks and no question is under way."""
        url = self._urls.currentText()
        if url and self.isVisible() and not self._asking:
            self._asking = True
            work = self._page.desk.hub.worker
            work.run(lambda kit: waiting_devices(kit, url), self._show_waiting, self._unheard, writes=False)

    def confirm(self, words: str) -> None:
        """Enrol the device with this fingerprint."""
        url, supervises = self._urls.currentText(), self._supervises.isChecked()
        self._page.desk.hub.worker.run(
            lambda kit: confirm_device(kit, url, words, supervises=supervises),
            self._confirmed,
            self._page.fail,
        )

    def _show_code(self, code: Invitation) -> None:
        self._code = code
        picture = QPixmap()
        picture.loadFromData(code.picture)
        ratio = self.devicePixelRatioF()
        side = int(QR_PX * ratio)
        picture = picture.scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio
        )  # nearest: modules stay sharp
        picture.setDevicePixelRatio(ratio)
        self._picture.setPixmap(picture)
        self._words.setText(code.words.replace("-", " "))
        self._count()

    def _count(self) -> None:
        left = minutes_left(self._code.until, datetime.now(CHINA)) if self._code else 0
        if self._code and left:
            text = self.tr("还可使用 {0} 分钟，只供一台设备。中心地址 {1}")
            self._left.setText(text.format(left, self._code.url))
        elif self._code:
            self._code = None
            self._picture.clear()
            self._words.clear()
            self._left.setText(self.tr("登记码已过期；请重新生成。"))
        self._picture.setVisible(self._code is not None)
        self._words.setVisible(self._code is not None)
        self._left.setVisible(bool(self._left.text()))

    def _show_waiting(self, waiting: Sequence[WaitingDevice]) -> None:
        self._asking = False
        self._why.hide()
        if waiting == self._shown:
            return
        self._shown = waiting
        clear(self._waiting)
        self._supervises.setVisible(bool(waiting))
        self._supervises.setChecked(False)
        if not waiting:
            self._waiting.addWidget(label(self.tr("目前没有设备在等待。"), "soft"))
        for one in waiting:
            line = row(
                label(one.words, "h2", wrap=False),
                label(f"{one.name}　{one.asked_at:%m-%d %H:%M}"),
                button(self.tr("核对一致，确认登记"), partial(self.confirm, one.words), primary=True),
            )
            line.setStretch(1, 1)
            self._waiting.addLayout(line)

    def _unheard(self, error: InspectionError) -> None:
        self._asking = False
        self._shown = None
        clear(self._waiting)
        self._supervises.hide()
        self._why.setText(error.sentence(self._page.desk.language))
        self._why.show()

    def _confirmed(self, why: str) -> None:
        language = self._page.desk.language
        if why:
            text = self.tr("已登记；中心尚未收到，下次同步送达：{0}")
            self._page.flash.tell(text.format(sentence(why, language)), "doubt")
        else:
            self._page.flash.tell(self.tr("设备已登记，可以同步。"))
        self.look()
