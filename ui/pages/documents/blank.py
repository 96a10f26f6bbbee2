"""A form to be filled in by hand: for the day when there is no time, or no laptop, at the stand."""

from PySide6.QtWidgets import QDialog, QVBoxLayout

from app.actions.documents import blank_form
from app.forms import Form
from ui.page import Page
from ui.pages.documents.dialogs import PrintDialog
from ui.pages.documents.preview import Preview
from ui.printing import Printer, print_stored, printers
from ui.widgets import button, label, row


class BlankDialog(QDialog):
    """Shows a form without any value and prints it; a blank is no document, and nothing is recorded."""

    def __init__(self, page: Page, form: Form) -> None:
        super().__init__(page)
        self._page, self._form = page, form
        self.setWindowTitle(self.tr("空白表：{0}").format(form.title))
        self.resize(820, 900)
        self.preview = Preview(page.desk.worker, page.desk.language)
        self.dialog: PrintDialog | None = None  # the one that is open, or was last
        self._print = button(self.tr("打印空白表"), self._ask, primary=True)
        told = label(self.tr("没有文号，手填后请拍照或扫描入卷，并补录到案卷。"), "soft")
        foot = row(told, self._print)
        foot.setStretch(0, 1)
        down = QVBoxLayout(self)
        down.addWidget(self.preview, 1)
        down.addLayout(foot)
        self.finished.connect(self.preview.forget)
        name, language = form.form, form.language
        self.preview.ask(lambda kit: blank_form(kit, name, language))

    def print_on(self, printer: str, copies: int, duplex: bool) -> None:
        """Print what is shown."""
        pdf, title = self.preview.pdf, self.windowTitle()
        said = self._page.tr("已送往打印机：{0}，{1} 份。").format(printer, copies)
        self._page.desk.office.run(
            lambda kit: print_stored(kit.decoder, pdf, printer, copies, duplex, title),
            lambda _: self._page.flash.tell(said),
            self._page.fail,
            writes=False,
        )
        self.accept()

    def _ask(self) -> None:
        self._page.desk.office.run(lambda kit: printers(), self._choose, self._page.fail, writes=False)

    def _choose(self, found: tuple[Printer, ...]) -> None:
        if not found:
            self._page.flash.tell(self.tr("没有可用的打印机；请连接并在系统设置中添加。"), "bad")
            self.reject()
            return
        dialog = PrintDialog(self, found, self._form.copies, self._form.duplex)
        dialog.accepted.connect(
            lambda: self.print_on(
                dialog.printer.currentData(), dialog.copies.value(), dialog.duplex.isChecked()
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()
