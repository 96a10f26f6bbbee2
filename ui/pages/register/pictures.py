"""Pictures of rights: the register names them, the files lie in folders that somebody showed this program."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from app.errors import BadInput
from app.kit import Kit
from app.photos import Picture
from ui.page import Page
from ui.pixels import picture_of

MOST_FOLDERS = 8
translate = QCoreApplication.translate

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


def show_picture(page: Page, place: QLabel, path: Path, size: int) -> None:
    """Show a picture no larger than a square of `size` px, or in words that it cannot be read."""

    def read(kit: Kit) -> Picture | None:
        try:
            return kit.decoder.decode(path.read_bytes(), (size, size))
        except (BadInput, OSError):
            return None

    def show(picture: Picture | None) -> None:
        if picture is None:
            place.setText(translate("pictures", "图样无法显示：{0}").format(path.name))
        else:
            place.setPixmap(QPixmap.fromImage(picture_of(picture)))

    page.ask(read, show)
