"""Pages as they will print: set on the worker while people type, drawn as sharp as the screen is."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.errors import InspectionError
from app.kit import Kit
from ui.printing import A4_MM, page_images
from ui.widgets import clear, label, scrolled
from ui.worker import Latest, Worker

MARGIN = 28  # pixels beside a page, the scroll bar among them
NARROWEST, WIDEST = 320, 900  # pixels of a page's width
MM_PER_INCH = 25.4


class Preview(QWidget):
    """Shows a PDF's pages at the width there is; while a new one is made the old one stays."""

    def __init__(self, worker: Worker, language: str) -> None:
        super().__init__()
        self._latest = Latest(worker)
        self._language = language
        self.problem = label("", "flash-doubt")
        self.problem.hide()
        holder = QWidget()
        self._pages = QVBoxLayout(holder)
        self.area = scrolled(holder)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.problem)
        down.addWidget(self.area, 1)

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return len(self.findChildren(QLabel, "page"))

    def ask(self, make: Callable[[Kit], bytes]) -> None:
        """Show the PDF that a job makes, unless another is asked for before."""
        dpi = self._dpi()
        self._latest.run(lambda kit: page_images(make(kit), dpi), self.show_pages, self._fail)

    def forget(self) -> None:
        """Show nothing, and nothing that was asked for."""
        self._latest.forget()
        self.problem.hide()
        clear(self._pages)

    def show_pages(self, images: list[QImage]) -> None:
        """Show pages; the place that is read stays in sight."""
        self.problem.hide()
        bar = self.area.verticalScrollBar()
        at = bar.value()
        clear(self._pages)
        for number, image in enumerate(images, 1):
            self._pages.addWidget(page_label(image, self.devicePixelRatioF(), number, len(images)))
        self._pages.addStretch(1)
        bar.setValue(at)

    def _fail(self, error: InspectionError) -> None:
        self.problem.setText(error.sentence(self._language))
        self.problem.show()

    def _dpi(self) -> float:
        width = min(max(self.area.viewport().width() - MARGIN, NARROWEST), WIDEST)
        return width * self.devicePixelRatioF() / (A4_MM.width() / MM_PER_INCH)


def page_label(image: QImage, ratio: float, number: int, pages: int) -> QLabel:
    """Return one page as a label: `image` has as many pixels as the screen draws."""
    found = label("")
    found.setObjectName("page")
    pixmap = QPixmap.fromImage(image)
    painter = QPainter(pixmap)
    painter.setPen(found.palette().mid().color())
    painter.drawRect(pixmap.rect().adjusted(0, 0, -1, -1))  # the edge of the paper, white on white
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    found.setPixmap(pixmap)
    found.setAccessibleName(found.tr("第 {0} 页，共 {1} 页").format(number, pages))
    found.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return found
