"""Pictures of rights: the register names them, the files lie in folders that somebody showed this program."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap

MOST_FOLDERS = 8
LARGEST_PX = 12_000  # of one side of a picture that is opened
KEY = "register/picture_folders"


def settings() -> QSettings:
    """Return this user's settings, kept as a small text file."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Huhang", "Huhang")


def picture_folders() -> list[str]:
    """Return the folders where pictures are looked for, the latest first."""
    found = settings().value(KEY, [])
    return [str(f) for f in found] if isinstance(found, list) else [str(found)]


def remember_folder(folder: Path) -> None:
    """Look for pictures in a folder from now on."""
    kept = [str(folder), *(f for f in picture_folders() if f != str(folder))][:MOST_FOLDERS]
    settings().setValue(KEY, kept)


def find_picture(image: str, folders: Sequence[str]) -> Path | None:
    """Return the file of a picture that a register names, None if there is none.

    A name never leads out of the folder; of an address on the web nothing is fetched.
    """
    if not image or "://" in image:
        return None
    named = PurePosixPath(image.replace("\\", "/"))
    for folder in map(Path, folders):
        for relative in (str(named), named.name):
            try:
                path = (folder / relative).resolve()
                inside = path.is_relative_to(folder.resolve()) and path.is_file()
            except (OSError, ValueError):
                continue
            if inside:
                return path
    return None


def load_picture(path: Path, size: int) -> QPixmap:
    """Return a picture no larger than a square of `size` px; an empty one if it cannot be read."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    whole = reader.size()
    if not whole.isValid() or max(whole.width(), whole.height()) > LARGEST_PX:
        return QPixmap()
    reader.setScaledSize(whole.scaled(QSize(size, size), Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImageReader(reader)
