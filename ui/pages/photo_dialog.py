"""A photo in large, on which the officer draws areas: to crop, to frame, to blur bystanders' faces."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.photos import Box
from ui.widgets import button, label, row

LARGEST = 1000  # px of the longer side on the screen


class Drawing(QLabel):
    """The picture with the areas drawn on it."""

    def __init__(self, picture: QPixmap) -> None:
        super().__init__()
        self.setPixmap(picture)
        self.setFixedSize(picture.size())
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.areas: list[QRect] = []
        self._from: QPoint | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.position().toPoint()
        self.areas.append(QRect(self._from, self._from))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self.areas[-1] = QRect(self._from, event.position().toPoint()).normalized()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None
        self.areas = [area for area in self.areas if area.width() > 4 and area.height() > 4]
        self.update()

    def clear_areas(self) -> None:
        self.areas = []
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(QColor("#C9203F"), 3))
        for area in self.areas:
            painter.drawRect(area)


class PhotoDialog(QDialog):
    """`derive(operation, boxes, reason)` is called with boxes in pixels of the original.

    `save(path, purpose)` is called for a copy of the original outside the program.
    """

    def __init__(
        self,
        parent: QWidget,
        picture: QPixmap,
        original_width: int,
        derive: Callable[[str, list[Box], str], None],
        save: Callable[[Path, str], None],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("照片"))
        self._derive, self._save = derive, save
        self._scale = original_width / picture.width() if picture.width() else 1.0
        self.drawing = Drawing(picture)
        self.drawing.setAccessibleName(self.tr("照片"))
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(self.tr("说明，例如：遮挡旁人；另存原件时写明用途"))
        self._reason.setAccessibleName(self.tr("说明"))
        layout = self.body = QVBoxLayout(self)
        layout.addWidget(
            label(self.tr("在照片上拖动框选区域。原图不变；处理结果另存，并注明来源和操作。"), "soft")
        )
        layout.addWidget(self.drawing)
        layout.addWidget(self._reason)
        layout.addLayout(
            row(
                button(self.tr("遮挡人脸"), lambda: self._do("blur")),
                button(self.tr("标注"), lambda: self._do("annotate")),
                button(self.tr("裁剪"), lambda: self._do("crop")),
                button(self.tr("清除框选"), self.drawing.clear_areas),
                button(self.tr("另存原件…"), self._choose),
                button(self.tr("关闭"), self.reject),
            )
        )

    def boxes(self) -> list[Box]:
        """Return the areas in pixels of the original."""
        return [
            tuple(round(v * self._scale) for v in (a.left(), a.top(), a.right(), a.bottom()))  # type: ignore[misc]  # four of them
            for a in self.drawing.areas
        ]

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("另存原件"), "photo.jpg")
        if name:
            self._save(Path(name), self._reason.text())
            self.accept()

    def _do(self, operation: str) -> None:
        self._derive(operation, self.boxes(), self._reason.text().strip())
        self.accept()
