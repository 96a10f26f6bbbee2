"""Opens the window over a data folder."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from app.front.passphrases import NEW_VARIABLE, VARIABLE, FolderLock
from app.front.signing import warm
from app.front.wiring import DRAFTS, House, open_house
from app.typeset.fonts import ui_font_files
from offline_db.data_folder import is_locked
from offline_db.drafts import lies_aside
from ui.application import Program, ask_new_passphrase, ask_passphrase

WARM_AFTER_S = 3.0  # when the window stands, what the first document needs is loaded


def begin_again(path: Path, language: str) -> None:
    """Put a fresh program in the place of this one, which asks for the passphrase; never returns.

    Nothing that was in this one's memory is in the other's, nor is a passphrase from the environment.
    """
    frozen = getattr(sys, "frozen", False)
    module = [] if frozen else ["-m", "app"]
    words = [sys.executable, *module, "--data", str(path), "--language", language]
    kept = {name: text for name, text in os.environ.items() if name not in (VARIABLE, NEW_VARIABLE)}
    if frozen:
        kept["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # of the bundle's own start-up
    try:
        if sys.platform == "win32":  # which has no way to replace a program
            subprocess.Popen(words, env=kept)
        else:
            os.execve(sys.executable, words, kept)
    finally:
        os._exit(0)


def open_window(
    path: Path, passphrase: str, language: str, again: Callable[[Path, str], None] = begin_again
) -> int:
    """Open the program; returns its exit status. `again` is called when it is locked and its data closed.

    Raises:
        StorageFault: the folder cannot be opened.
    """
    fonts = ui_font_files()
    lock = FolderLock(path)
    if is_locked(path) and not passphrase:
        locked = lies_aside(path / DRAFTS)
        house = ask_passphrase(lambda text: open_house(path, text), fonts, language, locked=locked)
        if house is None:
            return 1
    else:
        house = open_house(path, passphrase)
        if _unprotected(house) and not ask_new_passphrase(lock, fonts, language):
            house.close()
            return 1
    loading = threading.Timer(WARM_AFTER_S, warm)
    loading.daemon = True
    loading.start()
    house.box.start()

    def end(language: str) -> None:
        house.close()
        again(path, language)

    try:
        return Program(house.kit, house.kit.wording, fonts, language, dark=False, lock=lock, again=end).run()
    finally:
        house.close()


def _unprotected(house: House) -> bool:
    """Tell whether real work would lie here without a passphrase; only practice may do without."""
    fairs = house.folder.bureau.fairs
    return not house.folder.keys.needs and not (fairs and fairs[-1].practice)
