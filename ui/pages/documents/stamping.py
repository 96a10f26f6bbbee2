"""A time-stamp for an issued document: asked for where nobody waits, told how far, and it can be stopped."""

from PySide6.QtWidgets import QProgressBar, QWidget

from app.actions.documents.sealing import fetch_stamp, keep_stamp
from app.case import Document
from app.errors import InspectionError
from app.law import CHINA
from app.signing import Stamped
from ui.page import Page
from ui.widgets import button, label, row
from ui.worker import Task


class Stamping(QWidget):
    """How far a time-stamp is, with a key to stop it; hidden while none is under way."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.task: Task | None = None
        self._told = label("", "soft", wrap=False)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)  # nobody knows how long an authority takes
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("时间戳进度"))
        self.stop_button = button(self.tr("停止"), self.stop)
        line = row(self._told, self._bar, self.stop_button)
        line.setStretch(1, 1)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        self.hide()

    def stamp(self, case: str, document: Document) -> None:
        """Ask the authority for a stamp; what it answers is put on record unless it was stopped before."""
        page, number = self._page, document.number
        if self.task is not None:
            page.flash.tell(self.tr("另一份文书正在加盖时间戳；请稍候或先停止它。"), "doubt")
            return
        page.flash.hide()
        self._told.setText(self.tr("正在为 {0} 联系时间戳机构…").format(document.bound or number))
        self.show()

        def keep(answer: tuple[bytes, Stamped]) -> None:
            if self._ended(task):
                stamped, said = answer
                page.act(
                    lambda kit: keep_stamp(kit, case, number, stamped, said.authority),
                    said=self._said(document, said),
                )

        def fail(error: InspectionError) -> None:
            if self._ended(task):
                page.fail(error)

        task = page.desk.office.run_long(
            lambda kit, progress: fetch_stamp(kit, case, number, progress),
            keep,
            fail,
            lambda done, total: None,
        )
        self.task = task

    def stop(self) -> None:
        """Wait for the authority no more; a late answer is thrown away."""
        if self.task is not None:
            self.task.stop()
            self._end()
            self._page.flash.tell(self.tr("已停止；文书没有改动，可随时再加盖。"), "doubt")

    def _ended(self, task: Task) -> bool:
        """End what is under way; tells whether it was this task."""
        if task is not self.task:
            return False
        self._end()
        return True

    def _end(self) -> None:
        self.task = None
        self.hide()

    def _said(self, document: Document, stamp: Stamped) -> str:
        at = f"{stamp.moment.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"
        told = self.tr("{0} 已加盖时间戳：{1}，{2}。").format(
            document.bound or document.number, stamp.authority, at
        )
        if not document.signed_by:
            return told + self.tr("文件没有执法人员的电子签名，时间戳只证明文件当时已存在。")
        if not stamp.listed:
            return told + self.tr(
                "局机关的吊销清单已过期，难以长期核验；请局机关签发一次证书或运行 publish-root，同步后续盖。"
            )
        return told + self.tr("文件已含核验签名所需的证书和吊销清单，今后可离线核验（PAdES B-LTA）。")
