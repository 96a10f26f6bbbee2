"""Papers of a complaint as photos or PDFs: added at the desk, looked at in large."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from app.actions.complaints import ComplaintFile, keep_papers, read_paper, view_paper
from app.case import KeptPaper
from app.documents import Rendered
from app.errors import BadInput
from app.kit import Kit
from app.photos import Picture
from ui.page import Page
from ui.pages.case_papers import clock
from ui.pages.complaints.dialog import StepDialog
from ui.pages.complaints.steps import CHOICE, FILES, LINE, Question
from ui.pages.complaints.words import paper_word
from ui.pages.documents.preview import Preview
from ui.pixels import picture_of
from ui.widgets import button, label, row, scrolled

translate = QCoreApplication.translate
PDF = b"%PDF"
LARGEST = (900, 3600)  # pixels of a picture in large
OTHER = "other"


class PapersBox(QWidget):
    """What was kept of a complaint's papers, each to be looked at, and a button to add more."""

    def __init__(self, page: Page, file: ComplaintFile) -> None:
        super().__init__()
        self._page, self._file = page, file
        self.dialog: QDialog | None = None  # the one that is open, or was last
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(6)
        self.add = button(self.tr("附材料照片或 PDF…"), self.ask)
        head = row(label(self.tr("材料原件"), "h2"), self.add)
        head.setStretch(0, 1)
        down.addLayout(head)
        if not file.kept.complaint.papers:
            down.addWidget(
                label(self.tr("尚未附照片。权利证明等材料可在收件时拍照附入，作为证据保存。"), "soft")
            )
        for kept in file.kept.complaint.papers:
            line = row(label(self._words(kept)), button(self.tr("查看"), partial(self.look, kept)))
            line.setStretch(0, 1)
            down.addLayout(line)

    def ask(self) -> None:
        """Ask which paper, and for its files."""
        language = self._page.desk.language
        papers = tuple((p.key, p.word(language)) for p in self._file.papers)
        asked = (
            Question(
                "paper",
                CHOICE,
                self.tr("哪一份材料"),
                (*papers, (OTHER, paper_word("", self._file.rules, language))),
            ),
            Question("files", FILES, self.tr("照片或 PDF，可选多个")),
            Question("note", LINE, self.tr("说明（可空）")),
        )
        dialog = StepDialog(self._page, self.tr("附材料"), asked)
        self.dialog = dialog

        def keep() -> None:
            said = dialog.answers()
            chosen = said["files"]
            files = chosen if isinstance(chosen, tuple) else ()
            self.keep(str(said["paper"]), files, str(said["note"]))

        dialog.accepted.connect(keep)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def keep(self, paper: str, files: tuple[Path, ...], note: str) -> None:
        """Keep files as a paper of the complaint."""
        case, complaint = self._file.case.number, self._file.kept.complaint.id
        code = "" if paper == OTHER else paper

        def job(kit: Kit) -> object:
            if not paper:
                raise BadInput("请选择是哪一份材料。", "Choose which paper it is.")
            return keep_papers(
                kit, case, complaint, code, [read_paper(kit.decoder, path) for path in files], note
            )

        self._page.act(job, said=self.tr("已附 {0} 个文件，作为证据保存。").format(len(files)))

    def look(self, kept: KeptPaper) -> None:
        """Show a paper in large; that it was looked at goes on record."""
        case, complaint = self._file.case.number, self._file.kept.complaint.id

        def read(kit: Kit) -> bytes | Picture:
            data = view_paper(kit, case, complaint, kept.file)
            return data if data.startswith(PDF) else kit.decoder.decode(data, LARGEST)

        self._page.ask(read, partial(self._show, kept))

    def _show(self, kept: KeptPaper, looked: bytes | Picture) -> None:
        dialog = QDialog(self._page)
        dialog.setWindowTitle(self._words(kept))
        dialog.resize(860, 900)
        down = QVBoxLayout(dialog)
        if isinstance(looked, bytes):
            preview = Preview(self._page.desk.worker, self._page.desk.language)
            dialog.finished.connect(preview.forget)
            preview.ask(lambda kit: Rendered(looked, 0))
            down.addWidget(preview)
        else:
            shown = QLabel()
            shown.setPixmap(QPixmap.fromImage(picture_of(looked)))
            shown.setAccessibleName(dialog.windowTitle())
            down.addWidget(scrolled(shown))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _words(self, kept: KeptPaper) -> str:
        word = paper_word(kept.paper, self._file.rules, self._page.desk.language)
        parts = (word, clock(kept.source.at_ms), f"SHA-256 {kept.file[:16]}", kept.note)
        return "　".join(filter(None, parts))
