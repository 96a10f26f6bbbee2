"""Icons: our own strokes, tinted and drawn at any scale."""

import tomllib
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from app.resources import resource


@cache
def _paths() -> dict[str, str]:
    return dict(tomllib.loads(resource("icons", "icons.toml").read_text("utf-8")))


def pixmap(name: str, colour: str, size: int = 24, ratio: float = 2.0) -> QPixmap:
    """Return an icon as a picture of `size` px; unknown names raise KeyError (a bug)."""
    key, kept = f"huhang {name} {colour} {size} {ratio}", QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="{_paths()[name]}" fill="none" '
        f'stroke="{colour}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
    picture = QPixmap(int(size * ratio), int(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture


def icon(name: str, colour: str, size: int = 24) -> QIcon:
    return QIcon(pixmap(name, colour, size))
