"""Naming the time-stamp authority: its address and root certificate, tried before they count."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit

from app.actions.authority import drop_authority, set_authority, try_authority
from app.errors import InspectionError
from app.law import CHINA
from app.signing import Tried
from ui.page import Page
from ui.pages.documents.dialogs import Asking
from ui.widgets import Flash, button, grow, label, row
from ui.worker import Task


class AuthorityDialog(Asking):
    """Asks for both, tries them where nobody waits for it, and says in one sentence what came of it."""

    def __init__(self, page: Page, address: str) -> None:
        super().__init__(page)
        self._page = page
        self._task: Task | None = None
        self._roots = Path()
        self.setWindowTitle(self.tr("时间戳机构"))
        self.setMinimumWidth(620)
        self.address = QLineEdit(address)
        self.address.setPlaceholderText("https://…")
        self.address.textChanged.connect(lambda _: self._allow())
        self._file = label(self.tr("尚未选择"), "soft")
        self._choose_button = button(self.tr("选择根证书…"), self._choose)
        self.flash = Flash()
        self.try_button = button(self.tr("试用并设置"), self.go, primary=True)
        self.drop_button = button(self.tr("不再使用"), self._drop)
        self.stop_button = button(self.tr("停止"), self._stop)
        self.drop_button.setEnabled(bool(address))
        told = self.tr(
            "由所选机构（RFC3161）为文书和日志加盖时间戳。设置前先联网向它要一个时间戳并按根证书核验；设置随下一个展会包到达各设备。"
        )
        down = self._down
        down.addWidget(label(told))
        self.place(self.tr("机构地址（http 或 https）*"), self.address)
        down.addWidget(label(self.tr("机构公布的根证书（PEM 或 DER 文件）*"), "soft"))
        line = row(self._choose_button, self._file)
        line.setStretch(1, 1)
        down.addLayout(line)
        down.addWidget(self.flash)
        back = button(self.tr("返回"), self.reject)
        down.addLayout(row(self.try_button, self.stop_button, self.drop_button, back, stretch=True))
        self.finished.connect(lambda _: self._stop())
        self._busy(None)

    def choose(self, roots: Path) -> None:
        """Take the file of the authority's root certificate."""
        self._roots = roots
        self._file.setText(roots.name)
        self._allow()

    def go(self) -> None:
        """Try the authority; if it gives a stamp that its root vouches for, it is set."""
        url, roots = self.address.text(), self._roots
        self._tell(self.tr("正在联系该机构，其间可继续工作…"), "doubt")

        def tried(found: Tried) -> None:
            if task is self._task:  # or else it was stopped, and another may be under way
                self._set(found)

        def failed(error: InspectionError) -> None:
            if task is self._task:
                self._busy(None)
                self._tell(error.sentence(self._page.desk.language), "bad")

        task = self._page.desk.office.run_long(
            lambda kit, progress: try_authority(kit, url, roots, progress),
            tried,
            failed,
            lambda done, total: None,
        )
        self._busy(task)

    def _set(self, tried: Tried) -> None:
        self._busy(None)
        at = f"{tried.at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"
        said = self.tr("已设置时间戳机构 {0}（其时间 {1}）。请把新的展会包带给设备。")
        self._page.act(lambda kit: set_authority(kit, tried), said=said.format(tried.name, at))
        self.accept()

    def _drop(self) -> None:
        self._page.act(drop_authority, said=self.tr("不再使用时间戳机构；已加盖的时间戳仍然有效。"))
        self.accept()

    def _tell(self, text: str, kind: str) -> None:
        self.flash.tell(text, kind)
        grow(self)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.stop()
            self._busy(None)
            self._tell(self.tr("已停止；设置没有改变。"), "doubt")

    def _busy(self, task: Task | None) -> None:
        self._task = task
        self.stop_button.setVisible(task is not None)
        self.address.setEnabled(task is None)
        self._choose_button.setEnabled(task is None)
        self._allow()

    def _allow(self) -> None:
        whole = bool(self.address.text().strip()) and self._roots.name != ""
        self.try_button.setEnabled(whole and self._task is None)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("机构的根证书"), "", "(*.pem *.crt *.cer *.der);;(*)"
        )
        if name:
            self.choose(Path(name))
