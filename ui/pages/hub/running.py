"""The hub that runs beside the window: where it lies and listens, start and stop."""

from pathlib import Path

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from app.actions.hub import HubOverview, start_hub, stop_hub
from app.enrolling import HubPlan
from app.errors import InspectionError
from ui.page import Page
from ui.widgets import button, card, label, row

HIGHEST_PORT = 65535
NARROW_PX = 110


class RunningCard(QWidget):
    """Starts and stops; the hub ends with the program."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._filled = False
        self._state = label("", "h2")
        self._folder, self._passphrase = QLineEdit(), QLineEdit()
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._passphrase.setPlaceholderText(self.tr("中心口令（仅用命令行另设过口令时）"))
        self._host, self._port = QComboBox(), QLineEdit()
        self._port.setValidator(QIntValidator(0, HIGHEST_PORT, self))
        self._port.setFixedWidth(NARROW_PX)
        self._host.setMinimumWidth(2 * NARROW_PX)
        names = (self.tr("中心文件夹"), self.tr("中心口令"), self.tr("本机地址"), self.tr("端口"))
        self._inputs = (self._folder, self._passphrase, self._host, self._port)
        for widget, name in zip(self._inputs, names, strict=True):
            widget.setAccessibleName(name)
            widget.setToolTip(name)
        self._choose = button(self.tr("选择文件夹…"), self._choose_folder)
        self._start = button(self.tr("启动中心"), self.start, primary=True)
        self._stop = button(self.tr("停止中心"), self.stop)
        self._lay_out()

    def _lay_out(self) -> None:
        frame, inside = card()
        inside.addWidget(label(self.tr("本机中心"), "h1"))
        inside.addWidget(self._state)
        text = self.tr(
            "各设备经中心同步。首次启动在空文件夹中建立中心；关闭程序时中心随之停止，已收内容不受影响。"
        )
        inside.addWidget(label(text, "soft"))
        first = row(self._folder, self._choose)
        first.setStretch(0, 1)
        address, port = (
            label(self.tr("本机地址"), "soft", wrap=False),
            label(self.tr("端口"), "soft", wrap=False),
        )
        second = row(address, self._host, port, self._port, self._passphrase)
        second.setStretch(4, 1)
        inside.addLayout(first)
        inside.addLayout(second)
        inside.addLayout(row(self._start, self._stop, stretch=True))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(frame)

    def show_view(self, view: HubOverview) -> None:
        """Show whether the hub runs; the plan is filled in once, and then a person's."""
        if not self._filled:
            self._filled = True
            self._folder.setText(str(view.usual.folder))
            self._host.addItems(view.hosts)
            self._host.setCurrentText(view.usual.host)
            self._port.setText(str(view.usual.port))
        running = bool(view.running)
        self._state.setText(self.tr("正在运行：{0}").format(view.running) if running else self.tr("未运行"))
        self._allow(not running)
        self._stop.setEnabled(running)

    def plan(self) -> HubPlan:
        """Return what is filled in."""
        folder = Path(self._folder.text().strip()).expanduser()
        return HubPlan(folder, self._host.currentText(), int(self._port.text() or 0), self._passphrase.text())

    def start(self) -> None:
        """Run the hub; it is made first where the folder is empty."""
        plan = self.plan()
        self._allow(False)
        self._state.setText(self.tr("正在启动…"))
        self._page.desk.hub.worker.run(lambda kit: start_hub(kit, plan), self._started, self._failed)

    def stop(self) -> None:
        """End the hub."""
        self._stop.setEnabled(False)
        self._page.desk.hub.worker.run(stop_hub, self._stopped, self._failed)

    def _started(self, url: str) -> None:
        self._passphrase.clear()
        self._page.flash.tell(self.tr("中心已启动：{0}").format(url))

    def _stopped(self, _: None) -> None:
        self._page.flash.tell(self.tr("中心已停止。"))

    def _failed(self, error: InspectionError) -> None:
        self._page.fail(error)
        self._page.refresh()

    def _allow(self, free: bool) -> None:
        for widget in (*self._inputs, self._choose, self._start):
            widget.setEnabled(free)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("中心文件夹"), self._folder.text())
        if name:
            self._folder.setText(name)
