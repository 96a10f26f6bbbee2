"""The dialog for lawful erasure: what, on what basis, what stays provable, and the words that confirm it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from app.actions.erasing import WORDS, ErasureView, erase
from app.case import Case, Moment
from app.errors import InspectionError
from ui.page import Page
from ui.pages.case_papers import clock
from ui.widgets import Flash, button, label, row, scrolled
from ui.words import moment_words


class ErasureDialog(QDialog):
    """`done(case)` is called with the case as it is afterwards."""

    def __init__(self, page: Page, number: str, view: ErasureView, done: Callable[[Case], None]) -> None:
        super().__init__(page)
        self.setWindowTitle(self.tr("依法删除"))
        self.resize(760, 780)
        self._page, self._number, self._view, self._done = page, number, view, done
        self.boxes = {moment.source.entry: self._box(moment) for moment in view.lines}
        self.basis, self.note, self.word = QComboBox(), QLineEdit(), QLineEdit()
        self.basis.addItems(["", *view.bases])
        self.basis.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.flash = Flash()
        down = QVBoxLayout(self)
        down.addWidget(self.flash)
        for text in (self._effects(), self._remains()):
            down.addWidget(label(text))
        down.addWidget(self._list(), 1)
        begin = WORDS[0] if page.desk.language == "zh" else WORDS[1]
        for text, widget in (
            (self.tr("法律依据 *"), self.basis),
            (self.tr("由谁提出、由谁决定（文号）*"), self.note),
            (self.tr("确认：请输入“{0} {1}”").format(begin, number), self.word),
        ):
            widget.setAccessibleName(text)
            widget.setMinimumHeight(42)
            down.addWidget(label(text, "soft"))
            down.addWidget(widget)
        do = button(self.tr("依法删除"), self.erase, name="danger")
        do.setEnabled(view.allowed)
        back = button(self.tr("返回"), self.reject)
        down.addLayout(row(do, back))
        if not view.allowed:
            self.flash.tell(
                self.tr("只有审核人员可以依法删除，并且须在局机关或者审核人员的设备上操作。"), "doubt"
            )

    def erase(self) -> None:
        """Order it, and close once it is done."""
        number, entries = self._number, [entry for entry, box in self.boxes.items() if box.isChecked()]
        basis, note, word = self.basis.currentText(), self.note.text(), self.word.text()
        self._page.desk.worker.run(
            lambda kit: erase(kit, number, entries, basis, note, word), self._erased, self._failed
        )

    def _erased(self, case: Case) -> None:
        self._done(case)
        self.accept()

    def _failed(self, error: InspectionError) -> None:
        self.flash.tell(error.sentence(self._page.desk.language), "bad")

    def _box(self, moment: Moment) -> QCheckBox:
        files = len(self._view.files[moment.source.entry])
        what = f"{clock(moment.source.at_ms)}　{moment_words(moment)}　{moment.text[:40]}"
        found = QCheckBox(what + (self.tr("　{0} 个文件").format(files) if files else ""))
        found.setMinimumHeight(44)
        return found

    def _list(self) -> QWidget:
        inside = QWidget()
        lines = QVBoxLayout(inside)
        for box in self.boxes.values():
            lines.addWidget(box)
        for moment in self._view.orders:
            lines.addWidget(
                label(f"{clock(moment.source.at_ms)}　{moment_words(moment)}　{moment.text}", "soft")
            )
        lines.addStretch(1)
        return scrolled(inside)

    def _effects(self) -> str:
        return self.tr(
            "删除：勾选的记录的内容，以及其中点名的照片和文件。本机立即删除；中心和其他设备收到后照此删除，不再提供。"
            "黑匣子、备份、U盘、纸质件和已经导出的证据不在其内，须另行处理。"
        )

    def _remains(self) -> str:
        return self.tr(
            "保留并仍可证明：何时、何人、在哪台设备记录了哪一类事项，内容和文件的摘要与大小，签名、时间戳和中心的证明；"
            "以及本次删除由谁、依据什么作出。删除不能撤回。"
        )


def erased_words(case: Case) -> str:
    """Return what the page says after an erasure."""
    text = QCoreApplication.translate(
        "ErasureDialog", "已依法删除；本案共有 {0} 条记录的内容已删除，签名和证明仍可核验。"
    )
    return text.format(sum(moment.state == "erased" for moment in case.timeline))
