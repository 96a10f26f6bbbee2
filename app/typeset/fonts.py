"""The faces of a document: a chain for each role, glyph by glyph, and never a silent box.

A bureau's own 仿宋 and 小标宋 on this machine come first (they may be embedded here, not shipped); then the
prepared Noto Serif SC and Noto Sans SC Bold; then HanaMin where it is installed. A character that no face
has stops the document. `python -m app.typeset.fonts` prepares the faces with progress.
"""

import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from pathlib import Path

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from app.errors import BadInput
from app.typeset import reportlab_fixes as _fixes  # noqa: F401 -- replaces two faulty functions
from app.typeset.places import HEI, SONG, folder, ready, sources

BODY, TITLE, HEADING = "body", "title", "heading"
MACHINE_FACES = {  # role -> files a bureau may have installed, best first
    BODY: ("simfang.ttf", "仿宋_GB2312.ttf", "SIMFANG.TTF", "STFANGSO.TTF", "方正仿宋_GBK.ttf", "FZFSK.TTF"),
    TITLE: ("方正小标宋_GBK.ttf", "FZXBSK.TTF", "方正小标宋简体.ttf", "FZXBSJW.TTF"),
}
LAST_RESORT = ("HanaMinA.ttf", "HanaMinB.ttf")
FOREIGN = ("times.ttf", "LiberationSerif-Regular.ttf", "DejaVuSerif.ttf")  # č ł ő, which Chinese faces lack
VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"  # is always there and has some of them
MACHINE_FOLDERS = (
    Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
    Path(os.environ.get("LOCALAPPDATA", "C:/nowhere")) / "Microsoft/Windows/Fonts",
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path("/Library/Fonts"),
    Path.home() / "Library/Fonts",
)


@dataclass(frozen=True, slots=True)
class Face:
    name: str  # as reportlab knows it
    path: Path
    glyphs: frozenset[int]
    widths: Callable[[str, float], float]


class Glyphs(dict[str, tuple[str, float]]):
    """For each character asked for so far, the reportlab name of its face and its advance at size 1."""

    def __init__(self, chain: tuple[Face, ...]) -> None:
        super().__init__({"\n": ("", 0.0)})
        self._chain = chain

    def __missing__(self, character: str) -> tuple[str, float]:
        face = _face(self._chain, character)
        self[character] = face.name, face.widths(character, 1.0)
        return self[character]


class FontSet:
    """Chains of faces by role; safe to use from several threads once loaded."""

    def __init__(self, chains: dict[str, tuple[Face, ...]]) -> None:
        self._chains = chains
        self._glyphs = {role: Glyphs(chain) for role, chain in chains.items()}

    def glyphs(self, role: str) -> Glyphs:
        """Return the table of a role's characters; looking one up raises BadInput as `runs`."""
        return self._glyphs[role]

    def runs(self, text: str, role: str) -> list[tuple[str, str]]:
        """Cut text into (reportlab font name, text) by the first face that has each character.

        Raises:
            BadInput: no face has a character; names it with its code point.
        """
        table = self._glyphs[role]
        return [(name, "".join(run)) for name, run in groupby(text, lambda character: table[character][0])]

    def face(self, character: str, role: str) -> Face:
        """Return the face for a character. Raises BadInput as `runs`."""
        return _face(self._chains[role], character)

    def width(self, character: str, role: str) -> float:
        """Return a character's advance at size 1."""
        return self._glyphs[role][character][1]

    def names(self) -> dict[str, tuple[str, ...]]:
        """Return the files of each role's faces, for the settings page."""
        return {role: tuple(face.path.name for face in chain) for role, chain in self._chains.items()}


def _face(chain: tuple[Face, ...], character: str) -> Face:
    for face in chain:
        if ord(character) in face.glyphs:
            return face
    code = f"U+{ord(character):04X}"
    shown = character if character.isprintable() else ""
    raise BadInput(
        f"字体中没有字符“{shown}”（{code}），文书不能生成；请安装含该字的字体，或改用其他写法并注明。",
        f"No font has the character “{shown}” ({code}), so the document cannot be made. "
        "Install a font that has it, or write it in another way and say so.",
    )


_LOCK = threading.Lock()


def load_fonts() -> FontSet:
    """Load the faces, preparing them first where that was never done.

    Raises:
        StorageFault: the faces cannot be prepared.
    """
    with _LOCK:
        if not ready():
            _prepare(lambda percent: None)
        song, hei = _load("HuhangSong", folder() / SONG), _load("HuhangHei", folder() / HEI)
        own = {role: _machine(role) for role in MACHINE_FACES}
        last = tuple(face for name in (*LAST_RESORT, *FOREIGN) for face in _on_machine(name))
        if VERA.is_file():
            last = (*last, _load("HuhangForeign", VERA))
        return FontSet(
            {
                BODY: (*own[BODY], song, *last),
                TITLE: (*own[TITLE], hei, song, *last),
                HEADING: (hei, song, *last),
            }
        )


def ui_font_files() -> tuple[Path, ...]:
    """Return the files of the interface's face: Noto Sans SC, regular and bold."""
    serif, _ = sources()
    return serif.with_name("NotoSansSC-Regular.otf"), folder() / HEI


def _prepare(report: Callable[[int], None]) -> None:
    """Make the faces by a module that is loaded only now; what is bundled has them made already."""
    import_module("app.typeset.prepare").prepare(report)


def _machine(role: str) -> tuple[Face, ...]:
    return tuple(face for name in MACHINE_FACES[role] for face in _on_machine(name))[:1]


def _on_machine(name: str) -> tuple[Face, ...]:
    for place in MACHINE_FOLDERS:
        direct = place / name
        found = direct if direct.is_file() else None
        if found is None and place.is_dir() and sys.platform.startswith("linux"):
            found = next(place.rglob(name), None)
        if found is not None:
            try:
                return (_load(f"Machine-{found.stem}", found),)
            except (TTFError, OSError):
                return ()  # not a TrueType face that can be embedded
    return ()


def _load(name: str, path: Path) -> Face:
    font = TTFont(name, str(path))
    pdfmetrics.registerFont(font)
    return Face(name, path, frozenset(font.face.charToGlyph), font.stringWidth)


def main() -> None:
    """Prepare the faces with progress on standard error; a quick no-op when they are ready."""
    if ready():
        return

    def report(percent: int) -> None:
        sys.stderr.write(f"\r准备字体（仅一次） | Preparing fonts (once): {percent:3d} %")
        sys.stderr.flush()

    report(0)
    _prepare(report)
    sys.stderr.write("\n")


if __name__ == "__main__":
    main()
