"""The live picture with an outline on each code; a tap holds it. It paints, and works out nothing else."""

import time

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from app.goods_codes import safe_text
from app.symbols import Symbol
from ui.camera import Sighting
from ui.theme import Tokens

LINGER_S = 0.4  # an outline stays that long after its code was last seen
AGREED, SEEN = "#00A27A", "#FFB52E"  # outlines, on any picture
AGREED_SIGN, SEEN_SIGN = "✓", "?"
GROUND = QColor("#0A1119")
MOST_TAGS = 16  # kept
LONGEST = 28  # characters beside an outline


class Viewfinder(QWidget):
    """Shows pictures and outlines; `tapped` asks to hold the picture or to let it go."""

    tapped = Signal()
    painted = Signal()
    resized = Signal(int, int)  # in pixels of the screen

    def __init__(self, tokens: Tokens, empty: str) -> None:
        super().__init__()
        self._tokens, self._empty = tokens, empty
        self._image = QImage()
        self._sighting = Sighting(1, 1, ())
        self._seen_at = 0.0
        self._held = ""
        self._aim = QPen(QColor(255, 255, 255, 200), 3)
        self._tags: dict[tuple[str, str, str, float], QPixmap] = {}
        self._drawn_tag(f"{AGREED_SIGN} {SEEN_SIGN}", QColor(AGREED), QColor(AGREED))  # finds their fonts
        self.setMinimumHeight(200)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(empty)
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.timeout.connect(self.update)

    def show_picture(self, image: QImage) -> None:
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._image = image
        self.update()

    def show_sighting(self, sighting: Sighting) -> None:
        """Outline the codes of a frame; none keeps the last outline a moment, so that it does not flicker."""
        if sighting.symbols:
            self._sighting, self._seen_at = sighting, time.monotonic()
            self._fading.start(int(LINGER_S * 1000))
            self.update()

    def hold(self, word: str) -> None:
        """Show that the picture is held, with a word for it; "" lets it go."""
        self._held = word
        self.update()

    def clear(self, empty: str) -> None:
        """Show a sentence instead of a picture."""
        self._image, self._sighting, self._empty = QImage(), Sighting(1, 1, ()), empty
        self.setAccessibleName(empty)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.tapped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.tapped.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        ratio = self.devicePixelRatioF()
        self.resized.emit(int(self.width() * ratio), int(self.height() * ratio))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image.isNull():
            painter.fillRect(self.rect(), GROUND)
            painter.setPen(QColor("#C9D6E8"))
            words = self.rect().adjusted(24, 12, -24, -12)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty)
        else:
            place = self._place()
            self._fill_around(painter, place.toAlignedRect().adjusted(1, 1, -1, -1))
            painter.drawImage(place.topLeft(), self._image)
            self._draw_aim(painter, place)
            if self._held or time.monotonic() - self._seen_at < LINGER_S:
                smooth = bool(self._held)  # live it costs a fifth of the time, and nobody sees it
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
                for symbol in self._sighting.symbols:
                    self._outline(painter, place, symbol)
            if self._held:
                self._tag(painter, place.topLeft() + QPointF(8, 30), self._held, *self._colours("doubt"))
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._tokens.focus), 3))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        self.painted.emit()

    def _fill_around(self, painter: QPainter, place: QRect) -> None:
        """Paint what the picture leaves free; never beneath it, which would cost as much again."""
        width, height = self.width(), self.height()
        for left, top, right, bottom in (
            (0, 0, width, place.top()), (0, place.bottom() + 1, width, height),
            (0, place.top(), place.left(), place.bottom() + 1),
            (place.right() + 1, place.top(), width, place.bottom() + 1),
        ):  # fmt: skip
            if right > left and bottom > top:
                painter.fillRect(left, top, right - left, bottom - top, GROUND)

    def _place(self) -> QRectF:
        """Return where the picture lies, in the middle."""
        size = self._image.deviceIndependentSize()
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())

    def _draw_aim(self, painter: QPainter, place: QRectF) -> None:
        """Draw four corners around the part that is read most often."""
        painter.setPen(self._aim)
        width, height, arm = place.width() * 0.62, place.height() * 0.62, 22
        box = QRectF(place.center().x() - width / 2, place.center().y() - height / 2, width, height)
        corners = (
            (box.topLeft(), 1, 1), (box.topRight(), -1, 1),
            (box.bottomLeft(), 1, -1), (box.bottomRight(), -1, -1),
        )  # fmt: skip
        arms = [(corner, QPointF(arm * x, 0), QPointF(0, arm * y)) for corner, x, y in corners]
        painter.drawLines([QLineF(at, at + way) for at, *ways in arms for way in ways])

    def _outline(self, painter: QPainter, place: QRectF, symbol: Symbol) -> None:
        across, down = place.width() / self._sighting.width, place.height() / self._sighting.height
        points = [QPointF(place.left() + x * across, place.top() + y * down) for x, y in symbol.quad]
        if not points:
            return
        agreed = symbol.text in self._sighting.accepted
        fill, ink = self._colours("ok" if agreed else "doubt")
        colour = AGREED if agreed else SEEN
        line = QPen(QColor(colour), 4, Qt.PenStyle.SolidLine if agreed else Qt.PenStyle.DashLine)
        painter.setPen(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF(points))
        lowest = max(points, key=lambda p: p.y())
        words = f"{AGREED_SIGN if agreed else SEEN_SIGN} {safe_text(symbol.text, LONGEST)}"
        at = QPointF(min(p.x() for p in points), min(lowest.y() + 26, place.bottom() - 6))
        self._tag(painter, at, words, fill, ink)

    def _tag(self, painter: QPainter, at: QPointF, words: str, fill: str, ink: str) -> None:
        what = (words, fill, ink, self.devicePixelRatioF())
        if len(self._tags) > MOST_TAGS:
            self._tags.clear()
        if what not in self._tags:
            self._tags[what] = self._drawn_tag(words, QColor(fill), QColor(ink))
        tag = self._tags[what]
        size = tag.deviceIndependentSize()
        left = max(2.0, min(at.x(), self.width() - size.width() - 2))
        painter.drawPixmap(QPointF(left, at.y() - size.height() + 6), tag)

    def _drawn_tag(self, words: str, fill: QColor, ink: QColor) -> QPixmap:
        """Return words in a rounded box: setting type takes longer than all else that is painted."""
        metrics, ratio = self.fontMetrics(), self.devicePixelRatioF()
        size = QSizeF(metrics.horizontalAdvance(words) + 16, metrics.height() + 6)
        tag = QPixmap((size * ratio).toSize())
        tag.setDevicePixelRatio(ratio)
        tag.fill(Qt.GlobalColor.transparent)
        painter = QPainter(tag)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        box = QRectF(QPointF(), size)
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
        return tag

    def _colours(self, kind: str) -> tuple[str, str]:
        t = self._tokens
        return (t.ok_fill, t.ok_text) if kind == "ok" else (t.doubt_fill, t.doubt_text)
