"""A list as a table: edited in place, filled from the case or a spreadsheet, reordered, summed up."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from app.numbers.amounts import read_amount, write_amount
from ui.models import Index, plain_tip
from ui.widgets import button, label, row

Row = tuple[str, ...]
HEIGHT = 260
ROW_HEIGHT = 40
NARROWEST = 58  # pixels of a column
SUMMED = ("数量", "金额", "货值", "Quantity", "Amount", "Value")
COUNTED = ("序号", "No.", "no.")
MOST_PASTED = 20_000


class ListModel(QAbstractTableModel):
    """Rows of text under the columns of a form's list; rows keep their running numbers by themselves."""

    edited = Signal()

    def __init__(self, columns: Sequence[str], rows: Sequence[Row]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: list[Row] = list(rows)
        self._counted = next((n for n, c in enumerate(self.columns) if c in COUNTED), None)

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def put(self, rows: Sequence[Row]) -> None:
        """Take other rows as edited: widths made right, running numbers renewed."""
        width = len(self.columns)
        fitted = (tuple(r[:width]) + ("",) * (width - len(r)) for r in rows)
        self.show([self._numbered(n, r) for n, r in enumerate(fitted, 1)])
        self.edited.emit()

    def totals(self) -> tuple[tuple[str, str], ...]:
        """Return the sums of the columns that count something; a column with a word in it has none."""
        found = []
        for at, column in enumerate(self.columns):
            if any(word in column for word in SUMMED):
                cells = [r[at] for r in self.rows if r[at].strip()]
                amounts = [read_amount(cell) for cell in cells]
                if amounts and None not in amounts:
                    found.append(
                        (column, write_amount(sum((a for a in amounts if a is not None), Decimal())))
                    )
        return tuple(found)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.columns[section] if orientation == Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        text = self.rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(text)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        old = self.rows[index.row()]
        new = (*old[: index.column()], str(value), *old[index.column() + 1 :])
        if new != old:
            self.rows[index.row()] = new
            self.dataChanged.emit(index, index)
            self.edited.emit()
        return True

    def _numbered(self, number: int, r: Row) -> Row:
        if self._counted is None:
            return r
        return (*r[: self._counted], str(number), *r[self._counted + 1 :])


class PaperTable(QTableView):
    """Shares its room among the columns as the form does on paper."""

    def __init__(self, widths: Sequence[int]) -> None:
        super().__init__()
        self._widths = tuple(widths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        narrow = [width for width in self._widths if room * width < NARROWEST * sum(self._widths)]
        wide = sum(self._widths) - sum(narrow)
        rest = room - NARROWEST * len(narrow)
        for at, width in enumerate(self._widths):
            self.setColumnWidth(at, NARROWEST if width in narrow else max(NARROWEST, rest * width // wide))


class ListEdit(QWidget):
    """The table with what is done to it; `known` are the rows that the case offers."""

    changed = Signal(object)

    def __init__(
        self,
        columns: Sequence[str],
        widths: Sequence[int],
        rows: Sequence[Row],
        known: Sequence[Row],
        name: str,
    ) -> None:
        super().__init__()
        self._known = tuple(known)
        self.model = ListModel(columns, rows)
        self.model.edited.connect(self._tell)
        self.view = PaperTable(widths)
        self.view.setModel(self.model)
        self.view.setAccessibleName(name)
        self.view.setTabKeyNavigation(False)
        self.view.setFixedHeight(HEIGHT)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self._sums = label("", "soft")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.view)
        down.addWidget(self._sums)
        for buttons in self._buttons():
            down.addLayout(buttons)
        self._take_keys()
        self._show_sums()

    def _buttons(self) -> tuple[QHBoxLayout, QHBoxLayout]:
        return (
            row(
                button(self.tr("加一行"), self.add_row),
                button(self.tr("从展品添加"), self.add_known),
                button(self.tr("粘贴表格"), self.paste),
                stretch=True,
            ),
            row(
                button(self.tr("上移"), lambda: self.move_rows(-1)),
                button(self.tr("下移"), lambda: self.move_rows(1)),
                button(self.tr("删除所选"), self.remove_rows),
                stretch=True,
            ),
        )

    def _take_keys(self) -> None:
        for keys, work in (
            (QKeySequence(QKeySequence.StandardKey.Paste), self.paste),
            (QKeySequence(Qt.Key.Key_Delete), self.remove_rows),
            (QKeySequence("Alt+Up"), lambda: self.move_rows(-1)),
            (QKeySequence("Alt+Down"), lambda: self.move_rows(1)),
        ):
            shortcut = QShortcut(keys, self.view, work)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def set_value(self, value: object) -> None:
        rows = value if isinstance(value, tuple) else ()
        if rows != tuple(self.model.rows):
            self.model.show(rows)
            self._show_sums()

    def part(self, row: int) -> QWidget:
        """Return the table, with a row chosen."""
        if row < len(self.model.rows):
            self.view.setCurrentIndex(self.model.index(row, min(1, len(self.model.columns) - 1)))
        return self.view

    def row_of(self, _: QWidget) -> int:
        """Return the row that is chosen, the first where none is."""
        return max(self.view.currentIndex().row(), 0)

    def add_row(self) -> None:
        """Add an empty row and begin to type in it."""
        self.model.put([*self.model.rows, ("",) * len(self.model.columns)])
        last = self.model.index(len(self.model.rows) - 1, min(1, len(self.model.columns) - 1))
        self.view.setCurrentIndex(last)
        self.view.edit(last)

    def add_known(self) -> None:
        """Add what the case offers and the list does not hold yet, whatever its running number."""
        held = {r[1:] for r in self.model.rows}
        self.model.put([*self.model.rows, *(r for r in self._known if r[1:] not in held)])

    def paste(self) -> None:
        """Add the rows of a spreadsheet from the clipboard."""
        text = QGuiApplication.clipboard().text()
        self.model.put([*self.model.rows, *pasted_rows(text, self.model.columns)])

    def move_rows(self, by: int) -> None:
        """Move the chosen rows up or down by one."""
        chosen = self._chosen()
        if not chosen or min(chosen) + by < 0 or max(chosen) + by >= len(self.model.rows):
            return
        rows = list(self.model.rows)
        for at in sorted(chosen, reverse=by > 0):
            rows.insert(at + by, rows.pop(at))
        self.model.put(rows)
        self.view.clearSelection()
        self.view.setCurrentIndex(self.model.index(min(chosen) + by, 0))

    def remove_rows(self) -> None:
        """Remove the chosen rows; undo brings them back."""
        chosen = set(self._chosen())
        if chosen:
            self.model.put([r for at, r in enumerate(self.model.rows) if at not in chosen])

    def _chosen(self) -> list[int]:
        return sorted({index.row() for index in self.view.selectionModel().selectedIndexes()})

    def _tell(self) -> None:
        self._show_sums()
        self.changed.emit(tuple(self.model.rows))

    def _show_sums(self) -> None:
        sums = "　".join(f"{column} {amount}" for column, amount in self.model.totals())
        count = self.tr("共 {0} 行").format(len(self.model.rows))
        self._sums.setText(f"{count}　{self.tr('合计')} {sums}" if sums else count)


def pasted_rows(text: str, columns: Sequence[str]) -> list[Row]:
    """Return the rows of a spreadsheet's text (cells parted by tabs); a repeated head is passed over.

    Where the list begins with running numbers and the text does not, its cells go behind them.
    """
    lines = [line.split("\t") for line in text.splitlines()[:MOST_PASTED] if line.strip()]
    rows = [tuple(cell.strip() for cell in cells) for cells in lines]
    rows = [r for r in rows if not set(r) & set(columns)]
    numbered = bool(columns) and columns[0] in COUNTED
    own = rows and all(r[0].isdigit() and len(r) > 1 for r in rows) and len(rows[0]) >= len(columns) - 1
    return [("", *r) for r in rows] if numbered and not own else rows
