"""Opens the window over a data folder."""

import threading
from pathlib import Path

from app.front.passphrases import FolderLock
from app.front.signing import warm
from app.front.wiring import House, open_house
from app.typeset.fonts import ui_font_files
from offline_db.data_folder import is_locked
from ui.application import Program, ask_new_passphrase, ask_passphrase

WARM_AFTER_S = 3.0  # when the window stands, what the first document needs is loaded


def open_window(path: Path, passphrase: str, language: str) -> int:
    """Open the program; returns its exit status.

    Raises:
        StorageFault: the folder cannot be opened.
    """
    fonts = ui_font_files()
    lock = FolderLock(path)
    if is_locked(path) and not passphrase:
        house = ask_passphrase(lambda text: open_house(path, text), fonts, language)
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
    try:
        return Program(house.kit, house.kit.wording, fonts, language, dark=False, lock=lock).run()
    finally:
        house.close()


def _unprotected(house: House) -> bool:
    """Tell whether real work would lie here without a passphrase; only practice may do without."""
    fairs = house.folder.bureau.fairs
    return not house.folder.keys.needs and not (fairs and fairs[-1].practice)
