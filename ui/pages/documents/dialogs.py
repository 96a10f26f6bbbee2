"""What is asked about an issued document: how it was served, who got a copy, why it no longer holds."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.case import Document
from ui.pages.documents.signing import PICTURES
from ui.printing import MOST_COPIES, Printer
from ui.widgets import button, grow, label, number_box, row

NOTES = {  # as the record will say it, in the document's language
    "zh": (
        "",
        "受送达人拒绝签收，已邀请见证人到场并拍照录像，文书留置",
        "受送达人不在场，由其现场负责人签收",
    ),
    "en": (
        "",
        "refused to accept; left in the presence of a witness, with photos and video",
        "not present; accepted by the person in charge of the stand",
    ),
}


class Asking(QDialog):
    """A dialog of labelled fields; `accept` is left to what the action says of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMinimumWidth(460)
        self._down = QVBoxLayout(self)

    def showEvent(self, event: QShowEvent) -> None:
        grow(self)
        super().showEvent(event)

    def place(self, text: str, widget: QWidget) -> None:
        """Add a field under its label."""
        widget.setAccessibleName(text)
        self._down.addWidget(label(text, "soft"))
        self._down.addWidget(widget)

    def finish(self, title: str, does: str) -> None:
        """Add the buttons: the one that does it, and the way back."""
        self.setWindowTitle(title)
        back = QCoreApplication.translate("Asking", "返回")
        self._down.addLayout(row(button(does, self.accept, primary=True), button(back, self.reject)))


class ReasonDialog(Asking):
    """Asks for a reason: of a correction, of voiding, of withdrawing."""

    def __init__(self, parent: QWidget, title: str, explained: str) -> None:
        super().__init__(parent)
        self.reason = QPlainTextEdit()
        self.reason.setFixedHeight(110)
        self.reason.setTabChangesFocus(True)
        self._down.addWidget(label(explained))
        self.place(self.tr("理由 *"), self.reason)
        self.finish(title, title)

    def text(self) -> str:
        return self.reason.toPlainText().strip()


class ServeDialog(Asking):
    """Asks how a document was served on whom, with a photo of the paper signed by hand."""

    def __init__(self, parent: QWidget, document: Document, recipient: str) -> None:
        super().__init__(parent)
        self.manner = QComboBox()
        for key, word in (
            ("direct", self.tr("直接送达")),
            ("left", self.tr("留置送达")),
            ("refused", self.tr("拒绝签收")),
            ("mail", self.tr("邮寄送达")),
            ("electronic", self.tr("电子送达")),
        ):
            self.manner.addItem(word, key)
        self.recipient, self.note = QLineEdit(recipient), QComboBox()
        self.note.setEditable(True)
        self.note.addItems(NOTES[document.language])
        self.photo = b""
        self._picked = label(self.tr("没有照片"), "soft")
        self.place(self.tr("送达方式"), self.manner)
        self.place(self.tr("受送达人（代收人及关系）*"), self.recipient)
        self.place(self.tr("说明：拒收或留置的理由、见证人"), self.note)
        self._down.addLayout(row(button(self.tr("签收照片…"), self._pick), self._picked, stretch=True))
        self.finish(self.tr("送达 {0}").format(document.number), self.tr("记录送达"))

    def _pick(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("签收照片"), "", f"({PICTURES})")
        if path:
            self.photo = Path(path).read_bytes()
            self._picked.setText(Path(path).name)


class CopyDialog(Asking):
    """Asks which copy went to whom."""

    def __init__(self, parent: QWidget, document: Document, recipient: str) -> None:
        super().__init__(parent)
        self.copy = QComboBox()
        for key, word in (
            ("party", self.tr("当事人联")),
            ("file", self.tr("存档联")),
            ("organiser", self.tr("主办方联")),
            ("complainant", self.tr("投诉人联")),
            ("authority", self.tr("移送机关联")),
        ):
            self.copy.addItem(word, key)
        self.recipient = QLineEdit(recipient)
        self.place(self.tr("哪一联"), self.copy)
        self.place(self.tr("交给谁 *"), self.recipient)
        self.finish(self.tr("交付副本 {0}").format(document.number), self.tr("记录交付"))


class PrintDialog(Asking):
    """Asks for printer, copies and sides; begins with what the form says."""

    def __init__(self, parent: QWidget, printers: Sequence[Printer], copies: int, duplex: bool) -> None:
        super().__init__(parent)
        self.printer = QComboBox()
        for printer in printers:
            state = self.tr("（{0}）").format(printer.problem) if printer.problem else ""
            shut = "" if printer.accepts else self.tr("（不接收任务）")
            self.printer.addItem(f"{printer.name}{state}{shut}", printer.name)
        self.copies = number_box(1, MOST_COPIES, copies)
        self.duplex = QCheckBox(self.tr("双面"))
        self.duplex.setChecked(duplex)
        self.duplex.setMinimumHeight(42)
        self.place(self.tr("打印机"), self.printer)
        self.place(self.tr("份数"), self.copies)
        self._down.addWidget(self.duplex)
        self.finish(self.tr("打印"), self.tr("打印"))
