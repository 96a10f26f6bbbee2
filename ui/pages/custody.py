"""The chain of custody of a stand's file: who had, saw and copied what; its report; evidence for others."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from app.actions.custody import CustodyLine, custody_of
from app.actions.erasing import ErasureView, erasure_view
from app.actions.evidence import DONE, STOPPED, export_bases, save_document, save_report
from app.case import Case
from app.custody.report import ENDED
from ui.models import Column, TableModel
from ui.page import Page
from ui.pages.case_papers import clock
from ui.pages.custody_erasure import ErasureDialog, erased_words
from ui.pages.custody_export import ExportDialog
from ui.widgets import button, card, clear, label, row, table
from ui.words import moment_word

MOST_ROWS, ROW, HEADER = 10, 52, 48  # of the table, px


def told(line: CustodyLine) -> str:
    """Return what a line is about, in words."""
    if line.kind != ENDED:
        return line.text
    tr = QCoreApplication.translate
    outcome, files, sums = [*line.text.split(" "), "", ""][:3]
    if outcome == DONE:
        return tr("custody", "已写出 {0} 个文件，清单摘要 {1}").format(files, sums)
    if files != "0":
        return tr("custody", "没有写成，有 {0} 个文件未能删除").format(files)
    if outcome == STOPPED:
        return tr("custody", "中途取消，没有留下文件")
    return tr("custody", "没有写成，没有留下文件")


class CustodyPanel(QWidget):
    """A tab of the case page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._case = Case("")
        self.dialog: ExportDialog | None = None
        self.erasure: ErasureDialog | None = None
        self._photos = QVBoxLayout()
        self._boxes: dict[str, QCheckBox] = {}
        self.model = TableModel(
            (
                Column(self.tr("设备时钟"), lambda line: clock(line.at_ms)),
                Column(self.tr("事项"), lambda line: moment_word(line.kind), bold=True),
                Column(self.tr("对象"), lambda line: told(line)[:40], tip=told),
                Column(self.tr("人员"), lambda line: "、".join(line.officers) or "—"),
                Column(self.tr("设备"), lambda line: line.device),
            )
        )
        body = QVBoxLayout(self)
        body.addWidget(self._asking())
        body.addWidget(self._chain(), 1)

    def _asking(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("保管链报告与证据导出"), "h2"))
        told = self.tr(
            "报告列明谁在何时持有、查看、复制、导出，各有何种证明。证据导出供法院、公安等在没有本程序的电脑上核验。"
            "勾选照片则只涉及这些照片，不勾选即整个案卷。"
        )
        inside.addWidget(label(told, "soft"))
        inside.addLayout(self._photos)
        self.document, self.purpose = QComboBox(), QLineEdit()
        self.document.setAccessibleName(self.tr("文书"))
        self.purpose.setAccessibleName(self.tr("文书副本的用途"))
        self.purpose.setPlaceholderText(self.tr("文书副本的用途，例如：送档案室"))
        self._copy = button(self.tr("另存文书副本…"), self._choose_copy)
        line = row(self.document, self.purpose, self._copy)
        line.setStretch(1, 1)
        inside.addLayout(line)
        inside.addLayout(
            row(
                button(self.tr("保管链报告（PDF）…"), self._choose_report, primary=True),
                button(self.tr("证据导出…"), self.begin_export, primary=True),
                button(self.tr("依法删除…"), self.begin_erasure),
            )
        )
        return frame

    def _chain(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(self.tr("保管链"), "h2"))
        self._table = view = table(self.model, self._page.desk.tokens, self.tr("保管链"), stretched=2)
        for column, width in enumerate((120, 150, 200, 200, 140)):
            view.setColumnWidth(column, width)
        inside.addWidget(view)
        return frame

    def show_view(self, case: Case) -> None:
        """Show a case; its chain is asked for."""
        chosen = set(self.chosen()) if case.number == self._case.number else set()
        self._case = case
        clear(self._photos)
        self._boxes = {}
        for index, photo in enumerate(case.photos):
            words = f"{index + 1}　{clock(photo.source.at_ms)}　{photo.operation or photo.purpose}"
            box = self._boxes[photo.sha256] = QCheckBox(f"{words}　SHA-256 {photo.sha256[:16]}")
            box.setMinimumHeight(44)
            box.setChecked(photo.sha256 in chosen)
            self._photos.addWidget(box)
        number, before = case.number, self.document.currentText()
        self.document.clear()
        self.document.addItems([document.number for document in case.documents])
        self.document.setCurrentIndex(max(self.document.findText(before), 0))
        for widget in (self.document, self.purpose, self._copy):
            widget.setVisible(bool(case.documents))
        self._page.ask(lambda kit: custody_of(kit, number), self._show_chain)

    def chosen(self) -> tuple[str, ...]:
        """Return the digests of the photos that are ticked."""
        return tuple(sha256 for sha256, box in self._boxes.items() if box.isChecked())

    def tick(self, photo: str, on: bool) -> None:
        """Tick a photo, or take the tick away."""
        self._boxes[photo].setChecked(on)

    def report(self, path: Path) -> None:
        """Write the custody report where nobody waits for it."""
        page, number, photos = self._page, self._case.number, self.chosen()
        page.flash.tell(self.tr("正在制作保管链报告…"), "doubt")
        page.desk.office.run(
            lambda kit: save_report(kit, number, path, photos),
            lambda saved: page.flash.tell(self.tr("保管链报告已保存：{0}").format(saved)),
            page.fail,
        )

    def copy_document(self, path: Path) -> None:
        """Write a copy of the document that is chosen; on record before it is written."""
        page, number = self._page, self._case.number
        document, purpose = self.document.currentText(), self.purpose.text()

        def saved(place: Path) -> None:
            self.purpose.clear()
            page.flash.tell(self.tr("文书副本已另存：{0}").format(place))

        page.desk.worker.run(
            lambda kit: save_document(kit, number, document, path, purpose), saved, page.fail
        )

    def begin_export(self) -> None:
        """Open the dialog that asks to whom evidence goes, and writes it."""
        language = self._page.desk.language
        self._page.ask(lambda kit: export_bases(kit, language), self._open)

    def begin_erasure(self) -> None:
        """Open the dialog for lawful erasure."""
        number, language = self._case.number, self._page.desk.language
        self._page.ask(lambda kit: erasure_view(kit, number, language), self._open_erasure)

    def _open_erasure(self, view: ErasureView) -> None:
        self.erasure = ErasureDialog(
            self._page, self._case.number, view, lambda case: self._page.flash.tell(erased_words(case))
        )
        self.erasure.finished.connect(self.erasure.deleteLater)
        self.erasure.open()

    def _open(self, bases: Sequence[str]) -> None:
        self.dialog = ExportDialog(self._page, self._case, self.chosen(), bases)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _choose_copy(self) -> None:
        name = f"{self.document.currentText()}.pdf".replace("/", "-")
        path, _ = QFileDialog.getSaveFileName(self, self.tr("另存文书副本"), name, "*.pdf")
        if path:
            self.copy_document(Path(path))

    def _choose_report(self) -> None:
        name = f"custody-{self._case.number}.pdf"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("保管链报告"), name, "*.pdf")
        if path:
            self.report(Path(path))

    def _show_chain(self, lines: Sequence[CustodyLine]) -> None:
        if list(lines) != self.model.rows:
            self.model.show(lines)
            self._table.setFixedHeight(HEADER + ROW * min(len(lines), MOST_ROWS))
