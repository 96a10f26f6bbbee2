"""What is done with an issued document: a dialog for each act, and the action behind it."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QVBoxLayout

from app.actions.custody import view_document
from app.actions.documents import (
    document_pdf,
    hand_copy,
    record_print,
    serve_document,
    void_document,
    withdraw_document,
)
from app.case import Case, Document
from app.documents import Rendered
from app.kit import Kit
from ui.page import Page
from ui.pages.documents.dialogs import CopyDialog, PrintDialog, ReasonDialog, ServeDialog
from ui.pages.documents.preview import Preview
from ui.pages.documents.stamping import Stamping
from ui.printing import Printer, print_stored, printers

INFORMANT = {"zh": "举报人", "en": "the informant"}  # as the record will say it


class Aftercare:
    """Acts on documents of the page's case; `correct(document, reason)` begins a correction."""

    def __init__(self, page: Page, correct: Callable[[Document, str], None]) -> None:
        self._page, self._correct = page, correct
        self._case = Case("")
        self.stamping = Stamping(page)
        self.presets: dict[str, tuple[int, bool]] = {}  # copies and whether on both sides, by form
        self.dialog: QDialog | None = None  # the one that is open

    def show_case(self, case: Case) -> None:
        self._case = case

    def act(self, what: str, number: str) -> None:
        """Begin what was asked for."""
        document = self._case.document(number)
        if document is not None:
            {
                "view": self._view,
                "print": self._print,
                "copy": self._hand,
                "serve": self._serve,
                "correct": self._ask_correction,
                "void": self._void,
                "withdraw": self._withdraw,
                "stamp": self._stamp,
            }[what](document)

    def print_on(self, document: Document, printer: str, copies: int, duplex: bool) -> None:
        """Print the stored bytes and record it; neither thread that officers wait for is held."""
        case, number, page = self._case.number, document.number, self._page

        def printed(_: object) -> None:
            page.act(
                lambda kit: record_print(kit, case, number, copies, printer, duplex),
                said=page.tr("已送往打印机：{0}，{1} 份。").format(printer, copies),
            )

        def job(kit: Kit) -> None:
            pdf, title = document_pdf(kit, case, number), f"{document.title} {number}"
            print_stored(kit.decoder, pdf, printer, copies, duplex, title)

        page.desk.office.run(job, printed, page.fail, writes=False)

    def _view(self, document: Document) -> None:
        case, page = self._case.number, self._page
        dialog = QDialog(page)
        dialog.setWindowTitle(f"{document.title} {document.number}")
        dialog.resize(820, 900)
        preview = Preview(page.desk.worker, page.desk.language)
        QVBoxLayout(dialog).addWidget(preview)
        dialog.finished.connect(preview.forget)
        self._open(dialog)
        preview.ask(lambda kit: Rendered(view_document(kit, case, document.number), 0))

    def _print(self, document: Document) -> None:
        def show(found: tuple[Printer, ...]) -> None:
            page = self._page
            if not found:
                page.flash.tell(page.tr("没有可用的打印机；请连接并在系统设置中添加，文书已保存。"), "bad")
                return
            copies, duplex = self.presets.get(document.form, (1, True))
            dialog = PrintDialog(page, found, copies, duplex)
            dialog.accepted.connect(
                lambda: self.print_on(
                    document, dialog.printer.currentData(), dialog.copies.value(), dialog.duplex.isChecked()
                )
            )
            self._open(dialog)

        self._page.desk.office.run(lambda kit: printers(), show, self._page.fail, writes=False)

    def _hand(self, document: Document) -> None:
        dialog = CopyDialog(self._page, document, self._party(document))
        case = self._case.number
        dialog.accepted.connect(
            lambda: self._page.act(
                lambda kit: hand_copy(
                    kit, case, document.number, dialog.copy.currentData(), dialog.recipient.text()
                ),
                said=self._page.tr("已记录交付。"),
            )
        )
        self._open(dialog)

    def _serve(self, document: Document) -> None:
        dialog = ServeDialog(self._page, document, self._party(document))
        case = self._case.number

        def serve() -> None:
            manner, recipient = dialog.manner.currentData(), dialog.recipient.text()
            note, photo = dialog.note.currentText(), dialog.photo
            self._page.act(
                lambda kit: serve_document(
                    kit, case, document.number, manner=manner, recipient=recipient, photo=photo, note=note
                ),
                said=self._page.tr("已记录送达。"),
            )

        dialog.accepted.connect(serve)
        self._open(dialog)

    def _ask_correction(self, document: Document) -> None:
        page = self._page
        explained = page.tr("更正另出一份新文书，写明它替代 {0} 及理由；原文书不变。").format(document.number)
        self._ask_reason(page.tr("更正"), explained, lambda reason: self._correct(document, reason))

    def _void(self, document: Document) -> None:
        page, case = self._page, self._case.number
        explained = page.tr("{0} 作废后仍留在案卷，文号不再使用。").format(document.number)
        self._ask_reason(
            page.tr("作废"),
            explained,
            lambda reason: page.act(
                lambda kit: void_document(kit, case, document.number, reason), said=page.tr("已作废。")
            ),
        )

    def _withdraw(self, document: Document) -> None:
        page, case = self._page, self._case.number
        explained = page.tr("{0} 已经送达；撤回后应另行告知受送达人。").format(document.number)
        self._ask_reason(
            page.tr("撤回"),
            explained,
            lambda reason: page.act(
                lambda kit: withdraw_document(kit, case, document.number, reason), said=page.tr("已撤回。")
            ),
        )

    def _stamp(self, document: Document) -> None:
        self.stamping.stamp(self._case.number, document)

    def _ask_reason(self, title: str, explained: str, go_on: Callable[[str], None]) -> None:
        dialog = ReasonDialog(self._page, title, explained)
        dialog.accepted.connect(lambda: go_on(dialog.text()))
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _party(self, document: Document) -> str:
        """Return who is given a document as a rule; one that withholds who gave it is theirs, and unnamed."""
        if document.sealed is not None:
            return INFORMANT[document.language]
        return self._case.fact("party.representative") or self._case.exhibitor
