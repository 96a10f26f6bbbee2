"""The hub: joining it once, syncing by one button, what its proofs say, and its alarms."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from app.actions.hub import ask_by_picture, ask_to_join, words_while_waiting
from app.errors import InspectionError
from app.safety import HubAlarm
from app.sharing import Synced
from ui.page import Page
from ui.pages.case_papers import clock
from ui.pages.sync.corner import sentence
from ui.widgets import Carrying, button, card, clear, label, row


class HubPanel(QWidget):
    """What an officer does with hubs; the work is done by `HubSync`, beside the officers' own."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._hub = page, page.desk.hub
        self._shown: tuple[HubAlarm, ...] = ()
        body = QVBoxLayout(self)
        self._alarms = QVBoxLayout()
        body.addLayout(self._alarms)
        body.addWidget(self._now())
        body.addWidget(self._joining())
        body.addStretch(1)
        self._hub.changed.connect(self.refresh)
        self._hub.ended.connect(self._tell)
        self._hub.failed.connect(self._refused)
        self.refresh()

    def refresh(self) -> None:
        """Show the hub as it is known now."""
        hub, state = self._hub, self._hub.state
        safety = state.safety
        self._count.setText(
            self.tr("中心已证明持有：记录 {0} / {1}，照片和文书 {2} / {3}").format(
                safety.entries_safe, safety.entries, safety.blobs_safe, safety.blobs
            )
        )
        heard = clock(state.heard_ms) or self.tr("尚未联系")
        where = "、".join(state.urls) or self.tr("尚未加入中心")
        self._where.setText(self.tr("{0}　上次联系 {1}").format(where, heard))
        self._why.setText(sentence(hub.why, self._page.desk.language))
        self._why.setVisible(bool(hub.why) and not hub.busy)
        self._sync.setEnabled(bool(state.urls) and not hub.busy)
        for way in self._join:
            way.setEnabled(not hub.busy)
        self._own.setVisible(bool(self._own.text()) and bool(state.urls))
        self._carrying.setVisible(hub.busy)
        self._carrying.tell(hub.done, hub.total)
        if state.alarms != self._shown:
            self._show_alarms(state.alarms)

    def _now(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("同步中心"), "h1"))
        self._count, self._where, self._why = label("", "h2"), label("", "soft"), label("", "rule-doubt")
        for widget in (self._count, self._where, self._why):
            inside.addWidget(widget)
        self._carrying = Carrying(self.tr("同步进度"), self.tr("停止"), self._hub.cancel)
        inside.addWidget(self._carrying)
        self._sync = button(self.tr("立即同步"), self._hub.sync_now, primary=True)
        inside.addWidget(self._sync)
        text = self.tr("中心连得上时会自动同步，不影响记录；断开随时可续传，没有回执的内容一律留在本机。")
        inside.addWidget(label(text, "soft"))
        return frame

    def _joining(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("加入中心"), "h2"))
        text = self.tr("输入主管屏幕上的中心地址和登记码（九个单词），或选择登记码二维码的图片；只需一次。")
        inside.addWidget(label(text, "soft"))
        self._url, self._code = QLineEdit(), QLineEdit()
        self._url.setPlaceholderText("https://hub.example:8443")
        self._url.setAccessibleName(self.tr("中心地址"))
        self._code.setPlaceholderText(self.tr("登记码：九个单词"))
        self._code.setAccessibleName(self.tr("登记码"))
        self._join = (
            button(self.tr("用登记码加入"), self._ask, primary=True),
            button(self.tr("选择二维码图片…"), self._choose_picture),
            button(self.tr("用名片文件加入…"), self._choose),
        )
        self._own = label("", "rule-doubt")
        self._own.hide()
        for widget in (self._url, self._code):
            inside.addWidget(widget)
        inside.addLayout(row(*self._join, stretch=True))
        inside.addWidget(self._own)
        return frame

    def look(self) -> None:
        """Ask whether this device still waits for the bureau's word."""
        self._page.ask(words_while_waiting, self._show_own)

    def ask(self, code: str, url: str) -> None:
        """Ask to be enrolled by a code's words."""
        self._hub.worker.run(lambda kit: ask_to_join(kit, code, url), self._asked, self._refused)

    def ask_by_picture(self, path: Path) -> None:
        """Ask to be enrolled by a picture of a code."""
        self._hub.worker.run(lambda kit: ask_by_picture(kit, path), self._asked, self._refused)

    def _ask(self) -> None:
        self.ask(self._code.text(), self._url.text())

    def _asked(self, words: str) -> None:
        self._code.clear()
        text = self.tr("已向中心申请登记。本机指纹：{0}")
        self._page.flash.tell(text.format(words))

    def _show_own(self, words: str) -> None:
        text = self.tr("本机指纹：{0}　请与主管屏幕核对；主管确认后自动开始同步。")
        self._own.setText(text.format(words) if words else "")
        self.refresh()

    def _choose_picture(self) -> None:
        kinds = "*.png *.jpg *.jpeg *.webp *.bmp"
        name, _ = QFileDialog.getOpenFileName(self, self.tr("登记码二维码的图片"), "", kinds)
        if name:
            self.ask_by_picture(Path(name))

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("中心名片"), "", "hub.card (*.card);;* (*)")
        if name:
            self._hub.join(self._url.text(), Path(name))

    def _show_alarms(self, alarms: tuple[HubAlarm, ...]) -> None:
        self._shown = alarms
        clear(self._alarms)
        for alarm in alarms:
            frame, inside = card()
            inside.addWidget(label(self.tr("中心日志警报"), "h1"))
            inside.addWidget(label(sentence(alarm.text, self._page.desk.language), "rule-bad"))
            todo = self.tr(
                "请不要删除本机任何内容；把U盘同步包交给审核人员，并立即报告局机关核查中心。"
                "在签阅之前本机不再自动与中心同步。中心密钥 {0}"
            )
            inside.addWidget(label(todo.format(alarm.hub[:16])))
            read = button(self.tr("已阅并已报告局机关"), partial(self._hub.read, alarm.number))
            inside.addLayout(row(read, stretch=True))
            self._alarms.addWidget(frame)

    def _tell(self, report: Synced) -> None:
        if report.alarm:
            return  # the alarm stands above, and in the banner
        if report.broke_off:
            self._page.flash.tell(sentence(report.broke_off, self._page.desk.language), "doubt")
            return
        text = self.tr("送出 {0} 条、{1} 个文件，收到 {2} 条、{3} 个文件，新回执 {4} 份").format(
            report.entries_sent, report.blobs_sent, report.entries_new, report.blobs_new, report.receipts
        )
        reasons = sorted({*report.problems.values(), *report.aside.values()})
        if reasons:
            first = sentence(reasons[0], self._page.desk.language)
            count = len(report.problems) + len(report.aside)
            text = f"{text}　" + self.tr("另有 {0} 项未被接受：{1}").format(count, first)
        self._page.flash.tell(text, "doubt" if reasons else "ok")

    def _refused(self, error: InspectionError) -> None:
        self._page.fail(error)
