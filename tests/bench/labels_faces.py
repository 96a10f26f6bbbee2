"""The faces that labels are set in: those of the project's own packages, this machine's, and any folder's."""

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont
from PIL import ImageDraw, ImageFont

from app.typeset.fonts import MACHINE_FOLDERS

NEEDED = frozenset(map(ord, "专利号发明实用新型外观设计注册商标制造商日期杭州"))
PACKAGES = (
    ("justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf", (300, 400, 500, 700)),
    ("pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf", (0,)),
    ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf", (0,)),
)
LATIN = (
    "DejaVuSansMono.ttf",
    "DejaVuSerif.ttf",
    "DejaVuSansCondensed.ttf",
    "DejaVuSans-Bold.ttf",
    "arial.ttf",
)
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Face:
    """A Chinese face, and a Latin one for the characters that it has (None: the Chinese one has them all)."""

    name: str
    chinese: Path
    index: int = 0
    weight: int = 0  # of a variable face, 0 for none
    latin: Path | None = None

    def width(self, text: str, em: float) -> float:
        """Return how wide a text is at `em` pixels."""
        return sum(_font(*key, round(em)).getlength(run) for key, run in self._runs(text))

    def draw(
        self,
        draw: ImageDraw.ImageDraw,
        at: tuple[float, float],
        text: str,
        em: float,
        ink: tuple[int, int, int],
    ) -> Box:
        """Draw a text with its upper left at `at`; return the box of its ink."""
        left, boxes = at[0], []
        for key, run in self._runs(text):
            font = _font(*key, round(em))
            place = (left, at[1] + em * 0.9)
            draw.text(place, run, font=font, fill=ink, anchor="ls")
            boxes.append(draw.textbbox(place, run, font=font, anchor="ls"))
            left += font.getlength(run)
        inked = [b for b in boxes if b[2] > b[0]]
        return (
            float(min(b[0] for b in inked)),
            float(min(b[1] for b in inked)),
            float(max(b[2] for b in inked)),
            float(max(b[3] for b in inked)),
        )

    def _runs(self, text: str) -> Iterator[tuple[tuple[Path, int, int], str]]:
        """Cut a text where the face changes."""
        start = 0
        for i in range(1, len(text) + 1):
            if i == len(text) or self._key(text[i]) != self._key(text[start]):
                yield self._key(text[start]), text[start:i]
                start = i

    def _key(self, character: str) -> tuple[Path, int, int]:
        chinese = (self.chinese, self.index, self.weight)
        latin = self.latin or _fallback()
        wanted = self.latin is not None and character.isascii() and character != " "
        lacks = ord(character) not in _glyphs(self.chinese, self.index)
        if latin is not None and (wanted or lacks) and ord(character) in _glyphs(latin, 0):
            return latin, 0, 0
        return chinese


def faces(*folders: Path) -> list[Face]:
    """Return the faces found, those of the packages first; `folders` are searched too."""
    found = []
    for package, name, weights in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            continue
        file = Path(spec.origin).parent / name
        found += [Face(f"{file.stem} {weight or ''}".strip(), file, 0, weight) for weight in weights]
    for folder in (*MACHINE_FOLDERS, *folders):
        for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".ttf", ".otf", ".ttc")):
            if _glyphs(path, 0) >= NEEDED:
                found.append(Face(path.stem, path))
    latin = [there for name in LATIN if (there := _machine(name)) is not None]
    mixed = [
        Face(f"{f.name} + {p.stem}", f.chinese, f.index, f.weight, p)
        for f, p in zip(found, latin, strict=False)
    ]
    return found + mixed


@cache
def _machine(name: str) -> Path | None:
    return next(
        (p for folder in MACHINE_FOLDERS if folder.is_dir() for p in sorted(folder.rglob(name))), None
    )


def _fallback() -> Path | None:
    return _machine("DejaVuSans-Bold.ttf") or _machine("arial.ttf")


@cache
def _glyphs(path: Path, index: int) -> frozenset[int]:
    font = TTCollection(str(path)).fonts[index] if path.suffix.lower() == ".ttc" else TTFont(str(path))
    return frozenset(font.getBestCmap() or ())


@cache
def _font(path: Path, index: int, weight: int, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(path), size, index)
    if weight:
        font.set_variation_by_axes([weight])
    return font
