"""Pages as they will print: set on the worker while people type, drawn as sharp as the screen is."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.errors import InspectionError
from app.kit import Kit
from ui.printing import A4_MM, page_image
from ui.widgets import label, scrolled
from ui.worker import Latest, Worker

MARGIN = 28  # pixels beside a page, the scroll bar among them
NARROWEST, WIDEST = 320, 900  # pixels of a page's width
MM_PER_INCH = 25.4
NEAR, FAR = 4, 12  # pages from the one in sight: drawn ahead, and kept


class Preview(QWidget):
    """Shows a PDF's pages at the width there is, those near the one in sight; old ones stay till then."""

    def __init__(self, worker: Worker, language: str) -> None:
        super().__init__()
        self._latest = Latest(worker)
        self.destroyed.connect(self._latest.forget)  # nothing is answered to what is gone
        self._language = language
        self._pdf, self._dpi = b"", 0.0
        self._labels: list[QLabel] = []
        self._drawn: set[int] = set()
        self.problem = label("", "flash-doubt")
        self.problem.hide()
        holder = QWidget()
        self._pages = QVBoxLayout(holder)
        self._pages.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.area = scrolled(holder)
        self.area.verticalScrollBar().valueChanged.connect(lambda _: self._draw())
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.problem)
        down.addWidget(self.area, 1)

    @property
    def count(self) -> int:
        """How many pages of what was asked for last are drawn."""
        return len(self._drawn)

    def ask(self, make: Callable[[Kit], bytes]) -> None:
        """Show the PDF that a job makes, page by page, unless another is asked for before."""
        dpi, at = self._sharpness(), self._in_sight()
        self._pdf, self._drawn = b"", set()

        def job(kit: Kit) -> tuple[bytes, int, QImage, int]:
            pdf = make(kit)
            image, pages = page_image(pdf, at, dpi)
            return pdf, min(at, pages - 1), image, pages

        def show(answer: tuple[bytes, int, QImage, int]) -> None:
            self._pdf, shown, image, pages = answer
            self._dpi = dpi
            self._make_room(pages, image)
            self._put(shown, image)

        self._latest.run(job, show, self._fail)

    def forget(self) -> None:
        """Show nothing, and nothing that was asked for."""
        self._latest.forget()
        self._pdf = b""
        self._make_room(0, QImage())

    def _draw(self) -> None:
        """Draw the nearest page that is not drawn yet, then the next; another question ends this."""
        here = self._in_sight()
        near = range(max(0, here - NEAR), min(len(self._labels), here + NEAR + 1))
        wanted = min((n for n in near if n not in self._drawn), key=lambda n: abs(n - here), default=None)
        if wanted is not None and self._pdf:
            pdf, dpi = self._pdf, self._dpi
            self._latest.run(
                lambda kit: page_image(pdf, wanted, dpi)[0],
                lambda image: self._put(wanted, image),
                self._fail,
            )

    def _make_room(self, pages: int, like: QImage) -> None:
        """Have one label a page, each as high as the picture that is there already."""
        self.problem.hide()
        self._drawn = set()
        for _ in range(len(self._labels), pages):
            self._labels.append(label(""))
            self._pages.addWidget(self._labels[-1])
        for surplus in self._labels[pages:]:
            self._pages.removeWidget(surplus)
            surplus.deleteLater()
        del self._labels[pages:]
        for page in self._labels:
            page.setFixedHeight(round(like.height() / self.devicePixelRatioF()))

    def _put(self, at: int, image: QImage) -> None:
        show_page(self._labels[at], image, self.devicePixelRatioF(), at + 1, len(self._labels))
        self._drawn.add(at)
        here = self._in_sight()
        for far in [n for n in self._drawn if abs(n - here) > FAR and n != at]:
            self._labels[far].clear()  # a list of thousands of rows has hundreds of pages
            self._drawn.discard(far)
        self._draw()

    def _in_sight(self) -> int:
        """Return the page that is read now."""
        at = self.area.verticalScrollBar().value() + self.area.viewport().height() // 3
        return next((n for n, page in enumerate(self._labels) if page.geometry().bottom() >= at), 0)

    def _fail(self, error: InspectionError) -> None:
        self.problem.setText(error.sentence(self._language))
        self.problem.show()

    def _sharpness(self) -> float:
        width = min(max(self.area.viewport().width() - MARGIN, NARROWEST), WIDEST)
        return width * self.devicePixelRatioF() / (A4_MM.width() / MM_PER_INCH)


def show_page(found: QLabel, image: QImage, ratio: float, number: int, pages: int) -> None:
    """Show one page on a label: `image` has as many pixels as the screen draws."""
    pixmap = QPixmap.fromImage(image)
    painter = QPainter(pixmap)
    painter.setPen(found.palette().mid().color())
    painter.drawRect(pixmap.rect().adjusted(0, 0, -1, -1))  # the edge of the paper, white on white
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    found.setPixmap(pixmap)
    found.setAccessibleName(found.tr("第 {0} 页，共 {1} 页").format(number, pages))
    found.setAlignment(Qt.AlignmentFlag.AlignHCenter)
