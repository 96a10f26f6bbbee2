"""The dialog that hands out evidence: to whom, on what basis, whole or masked; then what to do next."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.actions.evidence import Written, record_export, write_export
from app.case import Case
from app.errors import InspectionError
from app.events import Exported
from app.kit import Kit
from app.law import CHINA
from app.sharing import Progress
from ui.page import Page
from ui.widgets import Flash, button, label, row
from ui.worker import Task


class ExportDialog(QDialog):
    """Three states: what is asked, what is under way, what was written and comes next."""

    def __init__(self, page: Page, case: Case, photos: Sequence[str], bases: Sequence[str]) -> None:
        super().__init__(page)
        self.setWindowTitle(self.tr("证据导出"))
        self.setMinimumWidth(620)
        self._page, self._case, self._photos = page, case, tuple(photos)
        self._task: Task | None = None
        self.place = Path()
        self.written: Written | None = None
        self.flash = Flash()
        self._form, self._running, self._next = QWidget(), QWidget(), QWidget()
        body = QVBoxLayout(self)
        body.addWidget(self.flash)
        for part in (self._form, self._running, self._next):
            body.addWidget(part)
        self._lay_out_form(bases)
        self._lay_out_running()
        self._show(self._form)

    def _lay_out_form(self, bases: Sequence[str]) -> None:
        down = QVBoxLayout(self._form)
        down.setContentsMargins(0, 0, 0, 0)
        count = len(self._photos) or len(self._case.photos)
        what = (
            self.tr("选定的 {0} 张照片，及与之有关的记录。")
            if self._photos
            else self.tr("整个案卷，{0} 张照片。")
        )
        down.addWidget(label(what.format(count)))
        self.recipient, self.purpose, self.basis = QLineEdit(), _choice(), _choice()
        self.purpose.addItems(
            ["", self.tr("移送公安机关"), self.tr("行政复议"), self.tr("诉讼"), self.tr("协助其他机关")]
        )
        self.basis.addItem("")
        self.basis.addItems(bases)
        for text, widget in (
            (self.tr("交给谁 *"), self.recipient),
            (self.tr("用途 *"), self.purpose),
            (self.tr("法律依据 *"), self.basis),
        ):
            widget.setAccessibleName(text)
            down.addWidget(label(text, "soft"))
            down.addWidget(widget)
        self.whole, self.masked = QRadioButton(self.tr("完整")), QRadioButton(self.tr("脱敏"))
        self.whole.setChecked(True)
        self._explained = label("", "soft")
        self._explained.setMinimumHeight(3 * self._explained.fontMetrics().lineSpacing())
        self.masked.toggled.connect(self._explain)
        down.addLayout(row(self.whole, self.masked, stretch=True))
        down.addWidget(self._explained)
        self._explain()
        self._chosen = label(self.tr("尚未选择"), "soft")
        choose = button(self.tr("存放位置…"), self._choose)
        line = row(choose, self._chosen)
        line.setStretch(1, 1)
        down.addLayout(line)
        go_on = button(self.tr("开始导出"), self.start, primary=True)
        down.addLayout(row(go_on, button(self.tr("返回"), self.reject)))

    def _lay_out_running(self) -> None:
        down = QVBoxLayout(self._running)
        down.setContentsMargins(0, 0, 0, 0)
        self._told = label("")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("进度"))
        self.bar.setTextVisible(False)
        down.addWidget(self._told)
        down.addWidget(self.bar)
        down.addLayout(row(button(self.tr("取消导出"), self.stop)))

    def choose(self, place: Path) -> None:
        """Take a place; a new folder of its own is made in it."""
        self.place = place
        self._chosen.setText(str(self.folder()))

    def folder(self) -> Path:
        """Return the folder that is to be written, named for the case and the minute."""
        return self.place / f"evidence-{self._case.number}-{datetime.now(CHINA):%Y%m%d-%H%M}"

    def start(self) -> None:
        """Put the export on record and write it, in the background."""
        if self.place == Path():
            self.flash.tell(self.tr("请先选择存放位置。"), "bad")
            return
        number, folder = self._case.number, self.folder()
        event = Exported(
            "photos" if self._photos else "case",
            number,
            self.recipient.text().strip(),
            self.purpose.currentText().strip(),
            self.basis.currentText().strip(),
            self.masked.isChecked(),
            self._photos,
        )

        def job(kit: Kit, progress: Progress) -> Written:
            begun = record_export(kit, number, folder, event)
            return write_export(kit, number, folder, event, begun, progress)

        self.flash.hide()
        self.bar.setMaximum(0)
        self._told.setText(self.tr("正在准备…"))
        self._show(self._running)
        self._task = self._page.desk.office.run_long(job, self._done, self._failed, self._tell)

    def stop(self) -> None:
        """Break the export off; what was written goes away again."""
        if self._task:
            self._task.stop()

    def reject(self) -> None:
        """Close; an export under way is stopped first, and closing waits for what comes of it."""
        if self._running.isHidden():
            super().reject()
        else:
            self.stop()

    def _done(self, written: Written) -> None:
        if not written.files:
            self.flash.tell(self.tr("已取消，没有留下任何文件；案卷中记有这次导出及其取消。"), "doubt")
            self._show(self._form)
            return
        self.written = written
        self._lay_out_next(written)
        self._show(self._next)

    def _lay_out_next(self, written: Written) -> None:
        """Say what the officer and whoever gets the folder do next."""
        command = f"python3 -I verify_evidence.py --bureau {written.bureau}"
        down = QVBoxLayout(self._next)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(label(self.tr("已写出 {0} 个文件").format(written.files), "h2"))
        masked = self.masked.isChecked()
        for text in (
            str(written.folder),
            self.tr(
                "一、把整个文件夹交给接收人，不要改名，不要增删文件，并请其签收；签收单上写明清单摘要 {0}。"
            ).format(written.sums),
            self.tr(
                "二、接收人在文件夹中运行下面的命令，最后一行为“ALL HOLDS”即全部成立；"
                "不需要本程序，也不需要联网。"
            ),
            command,
            self.tr("三、命令中的局机关日志编号应由接收人向局机关另行核对，不以文件夹中所写为准。"),
            self.tr("脱敏导出：被保留的内容，日后可由本机关出示核对。") if masked else "",
        ):
            if text:
                told = label(text)
                told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                down.addWidget(told)
        down.addLayout(
            row(
                button(self.tr("打开文件夹"), lambda: _open(written.folder)),
                button(self.tr("复制命令"), lambda: QGuiApplication.clipboard().setText(command)),
                button(self.tr("完成"), self.accept, primary=True),
            )
        )

    def _failed(self, error: InspectionError) -> None:
        self.flash.tell(error.sentence(self._page.desk.language), "bad")
        self._show(self._form)

    def _tell(self, done: int, total: int) -> None:
        self.bar.setMaximum(total)
        self.bar.setValue(done)
        self._told.setText(self.tr("{0} / {1} 个文件").format(done, total))

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("存放位置"))
        if name:
            self.choose(Path(name))

    def _explain(self) -> None:
        self._explained.setText(
            self.tr(
                "不附保管链报告、文书、未勾选的照片和记录内容；只有摘要、签名、证明和勾选的照片。"
                "照片按原字节附上，画面中的人和文字仍可见。"
            )
            if self.masked.isChecked()
            else self.tr("照片和文书原件、全部记录、签名、证明、时间戳和保管链报告，内含个人信息。")
        )

    def _show(self, part: QWidget) -> None:
        for other in (self._form, self._running, self._next):
            other.setVisible(other is part)
        self.adjustSize()


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _choice() -> QComboBox:
    found = QComboBox()
    found.setEditable(True)
    if line := found.lineEdit():
        found.currentIndexChanged.connect(lambda _: line.setCursorPosition(0))
    return found
