"""A stored PDF -> pictures for the screen, and paper. What was issued is printed, never rendered anew."""

import tempfile
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QSizeF, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

A4_MM = QSizeF(210, 297)
PRINT_DPI = 300


def page_images(pdf: bytes, dpi: int) -> list[QImage]:
    """Return a PDF's pages as pictures on white; safe on any thread."""
    pages = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        bitmap = page.render(scale=dpi / 72)
        array = bitmap.to_numpy()
        height, width = array.shape[:2]
        image = QImage(array.tobytes(), width, height, width * 3, QImage.Format.Format_BGR888)
        pages.append(image.copy())
    document.close()
    return pages


def print_pdf(pdf: bytes, parent: QWidget) -> bool:
    """Ask for a printer and print the stored bytes; False if the officer cancels."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(A4_MM, QPageSize.Unit.Millimeter))
    printer.setFullPage(True)
    if QPrintDialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
        return False
    paint_pages(pdf, printer)
    return True


def paint_pages(pdf: bytes, printer: QPrinter) -> None:
    """Paint every page onto a printer that is set up."""
    painter = QPainter(printer)
    for number, image in enumerate(page_images(pdf, PRINT_DPI)):
        if number:
            printer.newPage()
        painter.drawImage(painter.viewport(), image)
    painter.end()


def open_pdf(pdf: bytes, parent: QWidget) -> None:
    """Show a stored PDF in the system's reader, from a file of this session's own folder."""
    folder = Path(tempfile.mkdtemp(prefix="huhang-view-"))
    path = folder / "document.pdf"
    path.write_bytes(pdf)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
