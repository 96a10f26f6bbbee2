"""Sharing by stick: what waits for whom, writing and reading bundles, what came of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.actions.share import peers, read_bundle, write_bundle
from app.errors import InspectionError
from app.rights import ImportReport
from app.sharing import PeerLine, Received, Sent
from ui.models import Column, TableModel
from ui.page import Page
from ui.pages.case_papers import clock
from ui.widgets import Carrying, button, card, label, row, table
from ui.worker import Task


def present(lines: Sequence[PeerLine]) -> str:
    """Return how much is not yet confirmed anywhere else, as one number."""
    return str(min((line.entries_waiting for line in lines), default=0))


class BundlePanel(QWidget):
    """Writes and reads bundles for other devices."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._task: Task | None = None
        self._model = TableModel(
            (
                Column(self.tr("设备"), lambda p: p.name, bold=True),
                Column(self.tr("对方已确认"), lambda p: self.tr("{0} 条记录").format(p.entries_confirmed)),
                Column(self.tr("待交换"), lambda p: self._waiting(p)),
                Column(self.tr("最近消息"), lambda p: clock(p.heard_ms) or self.tr("尚无")),
            )
        )
        self._table = table(self._model, page.desk.tokens, self.tr("设备列表"))
        self._carrying = Carrying(self.tr("进度"), self.tr("取消"), self._cancel)
        self._report = label("")
        self._lay_out()
        self._busy(False)

    def _lay_out(self) -> None:
        frame, inside = card()
        inside.addWidget(label(self.tr("离线交换"), "h1"))
        text = self.tr(
            "把记录和照片加密写入U盘或共享文件夹，由对方读入。写完会读回校验；随时拔出不会损坏已有数据。"
        )
        inside.addWidget(label(text, "soft"))
        for column, width in enumerate((180, 200, 240, 160)):
            self._table.setColumnWidth(column, width)
        inside.addWidget(self._table, 1)
        inside.addWidget(self._carrying)
        inside.addWidget(self._report)
        inside.addLayout(
            row(
                button(self.tr("写出同步包…"), self._choose_target, primary=True),
                button(self.tr("读入同步包或展会包…"), self._choose_source, primary=True),
            )
        )
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 12, 0, 0)
        body.addWidget(frame, 1)

    def refresh(self) -> None:
        self._page.ask(peers, self._model.show)

    def write(self, path: Path) -> None:
        """Write a bundle for every other device."""
        self._busy(True)
        self._task = self._page.desk.worker.run_long(
            lambda kit, go: write_bundle(kit, path, [p.key for p in peers(kit)], go),
            self._written,
            self._failed,
            self._carrying.tell,
        )

    def read(self, path: Path) -> None:
        """Read a bundle or fair pack."""
        self._busy(True)
        self._task = self._page.desk.worker.run_long(
            lambda kit, go: read_bundle(kit, path, go), self._received, self._failed, self._carrying.tell
        )

    def _waiting(self, peer: PeerLine) -> str:
        return self.tr("{0} 条记录，{1} 个文件").format(peer.entries_waiting, peer.blobs_waiting)

    def _choose_target(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("写出同步包"), "sync.huhang", "*.huhang")
        if name:
            self.write(Path(name))

    def _choose_source(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("读入同步包"), "", "*.huhang")
        if name:
            self.read(Path(name))

    def _written(self, sent: Sent) -> None:
        self._busy(False)
        text = self.tr("已写出并读回校验：{0} 条记录，{1} 个文件。摘要 {2}")
        self._page.flash.tell(text.format(sent.entries, sent.blobs, sent.digest[:16]))

    def _received(self, answer: tuple[Received, ImportReport | None]) -> None:
        self._busy(False)
        got, imported = answer
        lines = [
            self.tr("新记录 {0} 条，已有 {1} 条，新文件 {2} 个").format(
                got.entries_new, got.entries_known, got.blobs_new
            )
        ]
        if got.aside or got.refused:
            lines.append(self.tr("暂存待核 {0} 条，拒绝 {1} 条").format(len(got.aside), len(got.refused)))
        if got.blobs_lacking:
            lines.append(self.tr("尚缺文件 {0} 个，下次交换时补齐").format(got.blobs_lacking))
        if imported:
            lines.append(
                self.tr("登记摘录已更新：{0} 条（{1}）").format(imported.rights, imported.extract.as_of)
            )
        self._report.setText("\n".join(lines))
        self._page.flash.tell(
            got.broke_off or self.tr("已全部读入并核验。"), "ok" if got.complete else "doubt"
        )

    def _failed(self, error: InspectionError) -> None:
        self._busy(False)
        self._page.fail(error)

    def _cancel(self) -> None:
        if self._task:
            self._task.stop()

    def _busy(self, busy: bool) -> None:
        self._carrying.show_busy(busy)
