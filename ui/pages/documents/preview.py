"""Pages as they will print: set on the worker while people type, drawn as sharp as the screen is."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.documents import FieldPlace, Rendered
from app.errors import InspectionError
from app.kit import Kit
from ui.printing import A4_MM, page_image
from ui.widgets import label, scrolled
from ui.worker import Latest, Worker

MARGIN = 28  # pixels beside a page, the scroll bar among them
NARROWEST, WIDEST = 320, 900  # pixels of a page's width
MM_PER_INCH, POINTS_PER_INCH = 25.4, 72
MARK_ALPHA = 70  # of what lies over a place, so that its words can be read
NEAR, FAR = 4, 12  # pages from the one in sight: drawn ahead, and kept


class PaperPage(QLabel):
    """One page, and the places of fields on it: `picked(field, row)` where one is clicked."""

    picked = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[FieldPlace, QRectF]] = []
        self._paper = 0.0  # its width
        self._marked: tuple[str, int] | None = None
        self.setMouseTracking(True)

    def set_places(self, places: Sequence[FieldPlace], scale: float) -> None:
        """Know where fields stand; `scale` is a point's size in pixels of the window."""
        size = A4_MM * (POINTS_PER_INCH / MM_PER_INCH * scale)
        self._places = [
            (
                p,
                QRectF(
                    p.x * scale, size.height() - (p.y + p.height) * scale, p.width * scale, p.height * scale
                ),
            )
            for p in places
        ]
        self._paper = size.width()

    def mark(self, marked: tuple[str, int] | None) -> None:
        """Show the places of a field's row."""
        self._marked = marked
        self.update()

    def marked(self) -> list[QRectF]:
        """Return where what is marked stands on this page."""
        return [self._here(box) for place, box in self._places if (place.field, place.row) == self._marked]

    def at(self, point: QPointF) -> FieldPlace | None:
        """Return the place under a point; where several meet, the smallest."""
        found = [
            (box.width(), n) for n, (_, box) in enumerate(self._places) if self._here(box).contains(point)
        ]
        return self._places[min(found)[1]][0] if found else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(place.field, place.row)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        ink = self.palette().highlight().color()
        painter.setPen(ink)
        ink.setAlpha(MARK_ALPHA)
        for box in self.marked():
            painter.fillRect(box, ink)
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.end()

    def _here(self, box: QRectF) -> QRectF:
        return box.translated((self.width() - self._paper) / 2, 0)


class Preview(QWidget):
    """Shows a PDF's pages at the width there is, those near the one in sight; old ones stay till then.

    Where it is known which field stands where, a click tells `picked(field, row)`.
    """

    picked = Signal(str, int)

    def __init__(self, worker: Worker, language: str) -> None:
        super().__init__()
        self._latest = Latest(worker)
        self.destroyed.connect(self._latest.forget)  # nothing is answered to what is gone
        self._language = language
        self._pdf, self._dpi = b"", 0.0
        self._labels: list[PaperPage] = []
        self._fields: tuple[FieldPlace, ...] = ()
        self._marked: tuple[str, int] | None = None
        self._drawn: set[int] = set()
        self.problem = label("", "flash-doubt")
        self.problem.hide()
        self._holder = QWidget()
        self._pages = QVBoxLayout(self._holder)
        self._pages.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.area = scrolled(self._holder)
        self.area.verticalScrollBar().valueChanged.connect(lambda _: self._draw())
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.problem)
        down.addWidget(self.area, 1)

    @property
    def pdf(self) -> bytes:
        """The document that is shown, b"" while it is being set."""
        return self._pdf

    @property
    def count(self) -> int:
        """How many pages of what was asked for last are drawn."""
        return len(self._drawn)

    def show_field(self, field: str, row: int) -> None:
        """Mark where a field's value stands, and bring it into sight."""
        rows = {place.row for place in self._fields if place.field == field}
        self._marked = (field, row if row in rows else min(rows, default=0))
        boxes = [(page, box) for page in self._mark() for box in page.marked()[:1]]
        if boxes:
            page, box = boxes[0]
            middle = page.mapTo(self._holder, box.center().toPoint())
            self.area.ensureVisible(middle.x(), middle.y(), 0, self.area.viewport().height() // 4)

    def _mark(self) -> list[PaperPage]:
        for page in self._labels:
            page.mark(self._marked)
        return self._labels

    def ask(self, make: Callable[[Kit], Rendered]) -> None:
        """Show the document that a job makes, page by page, unless another is asked for before."""
        dpi, at = self._sharpness(), self._in_sight()
        self._pdf, self._drawn = b"", set()

        def job(kit: Kit) -> tuple[Rendered, int, QImage, int]:
            made = make(kit)
            image, pages = page_image(kit.decoder, made.pdf, at, dpi)
            return made, min(at, pages - 1), image, pages

        def show(answer: tuple[Rendered, int, QImage, int]) -> None:
            made, shown, image, pages = answer
            self._pdf, self._fields, self._dpi = made.pdf, made.fields, dpi
            self._make_room(pages, image)
            self._put(shown, image)

        self._latest.run(job, show, self._fail)

    def forget(self) -> None:
        """Show nothing, and nothing that was asked for."""
        self._latest.forget()
        self._pdf, self._fields, self._marked = b"", (), None
        self._make_room(0, QImage())

    def _draw(self) -> None:
        """Draw the nearest page that is not drawn yet, then the next; another question ends this."""
        here = self._in_sight()
        near = range(max(0, here - NEAR), min(len(self._labels), here + NEAR + 1))
        wanted = min((n for n in near if n not in self._drawn), key=lambda n: abs(n - here), default=None)
        if wanted is not None and self._pdf:
            pdf, dpi = self._pdf, self._dpi
            self._latest.run(
                lambda kit: page_image(kit.decoder, pdf, wanted, dpi)[0],
                lambda image: self._put(wanted, image),
                self._fail,
            )

    def _make_room(self, pages: int, like: QImage) -> None:
        """Have one label a page, each as high as the picture that is there already."""
        self.problem.hide()
        self._drawn = set()
        for _ in range(len(self._labels), pages):
            page = PaperPage()
            page.picked.connect(self.picked)
            self._labels.append(page)
            self._pages.addWidget(page)
        for surplus in self._labels[pages:]:
            self._pages.removeWidget(surplus)
            surplus.deleteLater()
        del self._labels[pages:]
        ratio = self.devicePixelRatioF()
        for number, page in enumerate(self._labels, 1):
            page.setFixedHeight(round(like.height() / ratio))
            here = [place for place in self._fields if place.page == number]
            page.set_places(here, self._dpi / POINTS_PER_INCH / ratio)
        self._mark()

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
