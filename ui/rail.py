"""The rail: the window's places at its left edge, one below the other; what does not fit is scrolled to."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QScroller, QToolButton, QVBoxLayout, QWidget

from ui.icons import icon

WIDTH_PX, PLACE_PX, ICON_PX, MARK_PX = 92, QSize(76, 52), QSize(24, 24), QSize(30, 30)
WHITE = "#FFFFFF"
BAR_PX = 6
CENTRE = Qt.AlignmentFlag.AlignHCenter


class Rail(QScrollArea):
    """`places` are names and icons; `chosen` is told a name when somebody goes there."""

    def __init__(
        self,
        mark: str,
        places: Sequence[tuple[str, str]],
        words: Mapping[str, str],
        chosen: Callable[[str], None],
    ) -> None:
        super().__init__()
        self.places: dict[str, QToolButton] = {}
        self.setObjectName("rail")
        inside = QWidget()
        inside.setObjectName("rail")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(2, 6, 2, 6)  # beside a place there is room for the scroll bar
        layout.setSpacing(2)
        layout.addWidget(_mark(mark), 0, CENTRE)
        for name, picture in places:
            self.places[name] = found = _place(words[name], picture)
            found.clicked.connect(lambda _=False, n=name: chosen(n))
            layout.addWidget(found, 0, CENTRE)
        layout.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFixedWidth(WIDTH_PX)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setFixedWidth(BAR_PX)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_only(self, names: Iterable[str]) -> None:
        """Show these places."""
        shown = set(names)
        for name, place in self.places.items():
            place.setVisible(name in shown)

    def choose(self, name: str) -> None:
        """Mark the place where the window is, and bring it into sight."""
        for place, found in self.places.items():
            found.setChecked(place == name)
        self.ensureWidgetVisible(self.places[name], 0, PLACE_PX.height())


def _mark(name: str) -> QLabel:
    mark = QLabel()
    mark.setPixmap(icon("shield", WHITE).pixmap(MARK_PX))
    mark.setAccessibleName(name)
    return mark


def _place(word: str, picture: str) -> QToolButton:
    found = QToolButton()
    found.setObjectName("place")
    found.setText(word)
    found.setAccessibleName(word)
    found.setIcon(icon(picture, WHITE))
    found.setIconSize(ICON_PX)
    found.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    found.setCheckable(True)
    found.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    found.setFixedSize(PLACE_PX)
    return found
