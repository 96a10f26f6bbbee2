"""One table model over any list of dataclasses, and the delegate that draws status chips."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.icons import pixmap
from ui.theme import Tokens
from ui.words import Chip

Index = QModelIndex | QPersistentModelIndex
CHIP_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    text: Callable[[Any], str]
    chip: Callable[[Any], Chip | None] | None = None
    bold: bool = False
    tip: Callable[[Any], str] | None = None


class TableModel(QAbstractTableModel):
    """Rows of one list; `show` replaces them all."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._columns = columns
        self.rows: list[Any] = []

    def show(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def change(self, index: int, row: Any) -> None:
        """Show another row in the place of one; what is chosen stays chosen."""
        self.rows[index] = row
        self.dataChanged.emit(self.index(index, 0), self.index(index, len(self._columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column, row = self._columns[index.column()], self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.text(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(column.tip(row)) if column.tip else None
        if role == CHIP_ROLE:
            return column.chip(row) if column.chip else None
        if role == Qt.ItemDataRole.FontRole and column.bold:
            font = QFont()
            font.setBold(True)
            return font
        return None


def plain_tip(text: str) -> str:
    """Return a text for a tooltip that shows it as it is: Qt takes what looks like markup for markup."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text


class ChipDelegate(QStyledItemDelegate):
    """Draws a chip (word, icon, fill) where a cell has one: never hue alone."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        chip = index.data(CHIP_ROLE)
        if chip is None:
            super().paint(painter, option, index)
            return
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        blank.text = ""
        widget = option.widget
        widget.style().drawControl(widget.style().ControlElement.CE_ItemViewItem, blank, painter, widget)
        draw_chip(painter, QRectF(option.rect), chip, self._tokens)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(max(size.width(), 120), 52)


def draw_chip(painter: QPainter, area: QRectF, chip: Chip, tokens: Tokens) -> None:
    """Draw a chip at the left of `area`."""
    fill, ink, line = chip.colours(tokens)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = painter.font()
    font.setPixelSize(14)
    font.setBold(True)
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(chip.word) + 46
    box = QRectF(area.left() + 6, area.center().y() - 16, min(width, area.width() - 10), 32)
    painter.setPen(QColor(line))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(box, 16, 16)
    painter.drawPixmap(int(box.left() + 10), int(box.center().y() - 9), pixmap(chip.icon, ink, 18))
    painter.setPen(QColor(ink))
    painter.drawText(
        box.adjusted(34, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, chip.word
    )
    painter.restore()
