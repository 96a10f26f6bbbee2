"""The pieces pages are built of: cards, headings, buttons, flashes. Touch targets are 44 px and more."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.models import ChipDelegate, TableModel
from ui.theme import Tokens
from ui.words import Chip


def card(*, margin: int = 16) -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setObjectName("card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(12)
    return frame, layout


def label(text: str, kind: str = "", *, wrap: bool = True) -> QLabel:
    """Return a label; `kind` is "h1", "h2", "soft", "big", "pill" … of the style sheet."""
    found = QLabel(text)
    found.setObjectName(kind)
    found.setWordWrap(wrap)
    found.setTextFormat(Qt.TextFormat.PlainText)
    return found


def button(text: str, clicked: Callable[[], None], *, primary: bool = False, name: str = "") -> QPushButton:
    found = QPushButton(text)
    found.setObjectName("primary" if primary else name)
    found.setAccessibleName(text)
    found.setAutoDefault(False)
    found.clicked.connect(lambda: clicked())
    return found


def chip_label(chip: Chip) -> QLabel:
    """Return a chip as a widget: its word on its fill."""
    return label(chip.word, f"chip-{chip.fill}", wrap=False)


def rename(widget: QWidget, kind: str) -> None:
    """Let a widget look as another kind of the style sheet."""
    if widget.objectName() != kind:
        widget.setObjectName(kind)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def row(*widgets: QWidget, stretch: bool = False) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    if stretch:
        layout.addStretch(1)
    return layout


def number_box(least: int, most: int, value: int) -> QSpinBox:
    """Return a box for a whole number, its digits as far from the edge as other fields have theirs."""
    box = QSpinBox()
    box.setRange(least, most)
    box.setValue(value)
    box.lineEdit().setTextMargins(10, 0, 0, 0)
    return box


def grow(dialog: QWidget) -> None:
    """Give a dialog at least the height that its texts need at its width: Qt counts a line for each."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        dialog.resize(dialog.width(), max(dialog.height(), layout.totalHeightForWidth(dialog.width())))


class Carrying(QWidget):
    """How much of some bytes was carried so far, and a button that ends it; hidden while nothing is."""

    def __init__(self, name: str, word: str, stop: Callable[[], None]) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setAccessibleName(name)
        self._bar.setTextVisible(False)
        line = row(self._bar, button(word, stop))
        line.setStretch(0, 1)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)

    def show_busy(self, busy: bool) -> None:
        """Begin or end; until it is told how much there is, it moves without an end in sight."""
        self._bar.setMaximum(0)
        self.setVisible(busy)

    def tell(self, done: int, total: int) -> None:
        """Show bytes carried, of so many; 0: nobody knows."""
        self._bar.setMaximum(total // 1024)
        self._bar.setValue(done // 1024)


def scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    inside.setObjectName("plain")
    area.viewport().setAutoFillBackground(False)
    area.setWidget(inside)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def table(model: TableModel, tokens: Tokens, name: str, *, stretched: int | None = 1) -> QTableView:
    """Return a table whose rows are chosen whole, by keyboard or touch; Tab leaves it.

    The column `stretched` takes what width is left; None: the last, and each can be drawn wider.
    """
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(name)
    delegate = ChipDelegate(tokens)
    delegate.setParent(view)
    view.setItemDelegate(delegate)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(52)
    if stretched is None:
        view.horizontalHeader().setStretchLastSection(True)
    else:
        view.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return view


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)


class Flash(QLabel):
    """One line across the page that tells what just came of an act: colour and word."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("flash-ok")  # from the start, so that its padding counts
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)  # a code may hold markup
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def tell(self, text: str, kind: str = "ok") -> None:
        """Show a sentence; `kind` is "ok", "doubt" or "bad"."""
        rename(self, f"flash-{kind}")
        self.setText({"ok": "✓ ", "doubt": "！ ", "bad": "✗ "}[kind] + text)
        self.setAccessibleName(text)
        self.show()
