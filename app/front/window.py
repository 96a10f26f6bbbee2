"""Opens the window over a data folder."""

import threading
from pathlib import Path

from app.front.signing import warm
from app.front.wiring import open_house
from app.typeset.fonts import ui_font_files
from offline_db.data_folder import is_locked
from ui.application import Program, application, ask_passphrase

WARM_AFTER_S = 3.0  # when the window stands, what the first document needs is loaded


def open_window(path: Path, passphrase: str, language: str) -> int:
    """Open the program; returns its exit status.

    Raises:
        StorageFault: the folder cannot be opened.
    """
    fonts = ui_font_files()
    application(fonts)
    if is_locked(path) and not passphrase:
        passphrase = ask_passphrase(lambda text: open_house(path, text).close())
    house = open_house(path, passphrase)
    loading = threading.Timer(WARM_AFTER_S, warm)
    loading.daemon = True
    loading.start()
    try:
        return Program(house.kit, house.kit.wording, fonts, language, dark=False).run()
    finally:
        house.close()
    house.box.start()
