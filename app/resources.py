"""Where the files lie that ship with the program and are only ever read: forms, law, fonts, words.

They stand beside the packages in the source tree, and inside the bundle that PyInstaller unpacks.
"""

import sys
from pathlib import Path

from app.errors import StorageFault

PROGRAM = "0.1.0"  # this version of the program


def resource(*parts: str) -> Path:
    """Return the path of a file or folder under `resources/`.

    Raises:
        StorageFault: it is not there, so the installation is damaged.
    """
    path = _home().joinpath(*parts)
    if not path.exists():
        name = "/".join(parts)
        raise StorageFault(
            f"程序自带的文件缺失（resources/{name}），安装可能已损坏；请重新安装程序，已有记录不受影响。",
            f"A program file is missing (resources/{name}); install the program again, records are safe.",
        )
    return path


def _home() -> Path:
    unpacked = getattr(sys, "_MEIPASS", None)  # set by PyInstaller's bootloader only
    return Path(unpacked if unpacked else Path(__file__).resolve().parent.parent) / "resources"
