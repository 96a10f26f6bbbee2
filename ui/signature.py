"""A field to sign in with pen, finger or mouse; keeps the strokes with time and pressure."""

import json
import time
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

INK = QColor(10, 14, 20)
PEN = 3.0
UNTOLD = 0.5  # pressure of what tells none
SHARPER = 2  # pixels of the kept picture for one of the field


@dataclass
class Stroke:
    points: list[tuple[float, float, int, float]] = field(default_factory=list)  # x, y, ms, pressure


class SignaturePad(QWidget):
    """Tells `signed` after every stroke that was ended, and when all are taken back."""

    signed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._strokes: list[Stroke] = []
        self._began = time.monotonic()
        self._pen_near = False
        self._finger: int | None = None  # id of the touch that writes; a palm beside it leaves no mark
        self.setMinimumSize(280, 110)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("签名区"))

    def is_empty(self) -> bool:
        return not any(len(stroke.points) > 1 for stroke in self._strokes)

    def clear(self) -> None:
        """Take every stroke back, to sign again."""
        self._strokes = []
        self.update()
        self.signed.emit()

    def undo(self) -> None:
        """Take the last stroke back."""
        self._strokes = self._strokes[:-1]
        self.update()
        self.signed.emit()

    def strokes(self) -> bytes:
        """Return the strokes as JSON: lists of [x, y, ms since the field was shown, pressure 0…1]."""
        plain = [
            [[round(x, 1), round(y, 1), ms, round(p, 2)] for x, y, ms, p in s.points] for s in self._strokes
        ]
        return json.dumps({"size": [self.width(), self.height()], "strokes": plain}).encode()

    def png(self) -> bytes:
        """Return the ink, black on transparent, as PNG; b"" where nobody signed."""
        if self.is_empty():
            return b""
        image = QImage(self.size() * SHARPER, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.scale(SHARPER, SHARPER)
        self._draw(painter, INK)
        painter.end()
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes for the format
        return bytes(data.data())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and not self._pen_near:
            for point in event.points():
                self._touch(point)
            event.accept()
            return True  # accepted, so that no mouse is made of it
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._pen_near:
            self._begin(event.position(), UNTOLD)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._strokes and not self._pen_near and event.buttons() & Qt.MouseButton.LeftButton:
            self._add(event.position(), UNTOLD)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._pen_near:
            self.signed.emit()

    def tabletEvent(self, event: QTabletEvent) -> None:
        self._pen_near = True  # a palm that touches while a pen is used leaves no mark
        if event.type() == QTabletEvent.Type.TabletPress:
            self._begin(event.position(), event.pressure())
        elif self._strokes and event.pressure() > 0:
            self._add(event.position(), event.pressure())
        if event.type() == QTabletEvent.Type.TabletRelease:
            self._pen_near = False
            self.signed.emit()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().mid().color(), 1))
        painter.setBrush(QColor("white"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
        self._draw(painter, INK)

    def _touch(self, point: QEventPoint) -> None:
        state = point.state()
        pressure = point.pressure() or UNTOLD  # most screens tell none
        if state == QEventPoint.State.Pressed and self._finger is None:
            self._finger = point.id()
            self._begin(point.position(), pressure)
        elif point.id() != self._finger:
            return
        elif state == QEventPoint.State.Updated:
            self._add(point.position(), pressure)
        elif state == QEventPoint.State.Released:
            self._add(point.position(), pressure)
            self._finger = None
            self.signed.emit()

    def _begin(self, at: QPointF, pressure: float) -> None:
        self._strokes.append(Stroke())
        self._add(at, pressure)

    def _add(self, at: QPointF, pressure: float) -> None:
        ms = int((time.monotonic() - self._began) * 1000)
        self._strokes[-1].points.append((at.x(), at.y(), ms, min(max(pressure, 0.0), 1.0)))
        self.update()

    def _draw(self, painter: QPainter, ink: QColor) -> None:
        """Draw each stroke as pieces as thick as the pen was pressed."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in self._strokes:
            for (x, y, _, before), (to_x, to_y, _, after) in zip(
                stroke.points, stroke.points[1:], strict=False
            ):
                width = PEN * (0.5 + (before + after) / 2)
                painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                painter.drawLine(QPointF(x, y), QPointF(to_x, to_y))
