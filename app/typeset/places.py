"""Where the faces of documents lie, and whether they are prepared; `app.typeset.prepare` makes them.

Apart from it, since that takes a library of its own (a third of the time until the first document), and they
are prepared once.
"""

import hashlib
import importlib.util
import os
import sys
from pathlib import Path

from app.errors import StorageFault

RECIPE = "5"  # raise it when the preparation changes
SONG, HEI = "song.ttf", "hei.ttf"


def sources() -> tuple[Path, Path]:
    """Return the files of Noto Serif SC (CFF) and Noto Sans SC (variable) in the installed packages.

    Raises:
        StorageFault: a package is not installed.
    """
    serif = _package("pylopdf_fonts_zh_cn") / "NotoSerifSC-Regular.otf"
    sans = _package("justmytype_intl_cjk") / "fonts" / "ofl" / "notosanssc" / "NotoSansSC[wght].ttf"
    return serif, sans


def folder() -> Path:
    """Return where prepared faces lie: beside the project, or per user where that cannot be written."""
    if getattr(sys, "frozen", False):
        bundled = Path(str(getattr(sys, "_MEIPASS", ""))) / "fonts"
        if (bundled / SONG).exists():
            return bundled
    else:
        beside = Path(__file__).parents[2] / ".fonts"
        if beside.exists() or os.access(beside.parent, os.W_OK):
            return beside
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "huhang" / "fonts"


def ready() -> bool:
    """Tell whether the faces are there and made by this recipe."""
    place = folder()
    made = place / "stamp"
    whole = all((place / name).exists() for name in (SONG, HEI))
    return whole and made.exists() and made.read_text("utf-8") == stamp()


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise StorageFault(
            f"缺少字体组件 {name}；请重新运行安装命令。",
            f"The font package {name} is missing; run the set-up again.",
        )
    return Path(spec.origin).parent


def stamp() -> str:
    """Return what tells faces made by this recipe of these sources from others. Raises StorageFault."""
    sizes = ",".join(str(path.stat().st_size) for path in sources())
    return hashlib.sha256(f"{RECIPE} {sizes}".encode()).hexdigest()
