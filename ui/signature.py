"""A field to sign in with pen, finger or mouse; keeps the strokes with time and pressure."""

import json
import time
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QTabletEvent
from PySide6.QtWidgets import QWidget

INK = QColor(10, 14, 20)
PEN = 3.0


@dataclass
class Stroke:
    points: list[tuple[float, float, int, float]] = field(default_factory=list)  # x, y, ms, pressure


class SignaturePad(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._strokes: list[Stroke] = []
        self._began = time.monotonic()
        self._pen_near = False
        self.setMinimumSize(280, 120)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("签名区"))

    def is_empty(self) -> bool:
        return not any(len(stroke.points) > 1 for stroke in self._strokes)

    def clear(self) -> None:
        self._strokes = []
        self.update()

    def undo(self) -> None:
        self._strokes = self._strokes[:-1]
        self.update()

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
        image = QImage(self.size() * 2, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.scale(2, 2)
        self._draw(painter, INK)
        painter.end()
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes for the format
        return bytes(data.data())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._pen_near:
            self._strokes.append(Stroke())
            self._add(event.position(), 0.5)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._strokes and not self._pen_near and event.buttons() & Qt.MouseButton.LeftButton:
            self._add(event.position(), 0.5)

    def tabletEvent(self, event: QTabletEvent) -> None:
        self._pen_near = True  # a palm that touches while a pen is used leaves no mark
        if event.type() == QTabletEvent.Type.TabletPress:
            self._strokes.append(Stroke())
        if self._strokes and event.pressure() > 0:
            self._add(event.position(), event.pressure())
        if event.type() == QTabletEvent.Type.TabletRelease:
            self._pen_near = False
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().mid().color(), 1))
        painter.setBrush(QColor("white"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
        self._draw(painter, INK)

    def _add(self, at: QPointF, pressure: float) -> None:
        ms = int((time.monotonic() - self._began) * 1000)
        self._strokes[-1].points.append((at.x(), at.y(), ms, pressure))
        self.update()

    def _draw(self, painter: QPainter, ink: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            if len(stroke.points) < 2:
                continue
            pressure = sum(p for *_, p in stroke.points) / len(stroke.points)
            pen = QPen(ink, PEN * (0.5 + pressure), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            path = QPainterPath(QPointF(*stroke.points[0][:2]))
            for x, y, *_ in stroke.points[1:]:
                path.lineTo(x, y)
            painter.drawPath(path)
