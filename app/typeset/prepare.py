"""Makes the TrueType faces that documents embed, once, from fonts of declared dependencies.

reportlab embeds TrueType outlines only. Noto Serif SC comes with cubic (CFF) outlines and is converted
(glyphs that no document can need are dropped first); Noto Sans SC comes as a variable font and its bold
instance is cut out. Both are under the SIL Open Font License. The work is split over two processes and its
result kept beside the project (or per user, where the project is read-only).
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from app.errors import StorageFault
from app.typeset.places import HEI, SONG, folder, ready, sources, stamp

PARTS = 8  # pieces of work, for progress
ERROR = 1.0  # units of 1000 by which a converted curve may differ

Affine = tuple[float, float, float, float, float, float]

RANGES = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x2000, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x22FF), (0x2460, 0x24FF),
    (0x2500, 0x257F), (0x25A0, 0x27BF), (0x3000, 0x303F), (0x3040, 0x30FF), (0x3105, 0x312F),
    (0x3200, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF), (0x20000, 0x3FFFF),
)  # fmt: skip

BOXES: dict[int, tuple[tuple[int, Affine], ...]] = {  # boxes to tick, which the face lacks: made of others
    0x2610: ((0x25A1, (1, 0, 0, 1, 0, 0)),),
    0x2611: ((0x25A1, (1, 0, 0, 1, 0, 0)), (0x2713, (1.1, 0, 0, 1.1, 150, 0))),
}

Report = Callable[[int], None]  # percent done


def prepare(report: Report) -> None:
    """Make the faces unless they are ready. A kill leaves whole faces or none.

    Raises:
        StorageFault: a font package is missing, or the disk refuses.
    """
    if ready():
        return
    serif, sans = sources()
    place = folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
        with _workers() as pool:
            hei = pool.submit(_make_hei, str(sans), str(place / HEI))
            with TTFont(serif, lazy=True) as font:
                codes = _wanted(font.getBestCmap())
            pieces = [codes[i::PARTS] for i in range(PARTS)]
            glyphs: dict[str, Any] = {}
            for done, piece in enumerate(pool.map(_convert, [str(serif)] * PARTS, pieces), 1):
                glyphs |= piece
                report(90 * done // PARTS)
            _build(serif, codes, glyphs, place / SONG)
            hei.result()
        (place / "stamp").write_text(stamp(), "utf-8")
    except OSError as error:
        raise StorageFault(
            f"字体准备失败：无法写入 {place}；请检查磁盘空间后重试。",
            f"The fonts cannot be prepared: {place} cannot be written. Check the disk and try again.",
        ) from error
    report(100)


class _InLine(Executor):
    """Does the work in this process, where the machine gives no semaphores for a second one."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def _workers() -> Executor:
    try:
        return ProcessPoolExecutor(2)
    except OSError:
        return _InLine()


def _wanted(codes: Iterable[int]) -> list[int]:
    return sorted(c for c in codes if any(first <= c <= last for first, last in RANGES))


def _convert(path: str, codes: list[int]) -> dict[str, Any]:
    """Convert some glyphs of a CFF font to quadratic outlines; runs in a process of its own."""
    glyphs = {}
    with TTFont(path, lazy=True) as font:
        cmap, outlines = font.getBestCmap(), font.getGlyphSet()
        for name in {cmap[code] for code in codes}:
            pen = TTGlyphPen(None)
            outlines[name].draw(Cu2QuPen(pen, ERROR, reverse_direction=True))
            glyphs[name] = pen.glyph()
    return glyphs


def _build(source: Path, codes: list[int], glyphs: dict[str, Any], target: Path) -> None:
    with TTFont(source, lazy=True) as font:
        named, metrics = font.getBestCmap(), dict(font["hmtx"].metrics)
        head, hhea, os2 = font["head"], font["hhea"], font["OS/2"]
    cmap = {code: named[code] for code in codes}
    for code, parts in BOXES.items():
        name = f"box{code:X}"
        glyphs[name], metrics[name] = _composed(glyphs, cmap, parts), metrics[cmap[parts[0][0]]]
        cmap[code] = name
    glyphs[".notdef"] = TTGlyphPen(None).glyph()
    order = [".notdef", *sorted(glyphs.keys() - {".notdef"})]
    builder = FontBuilder(head.unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {n: (metrics.get(n, (1000, 0))[0], getattr(table[n], "xMin", 0) or 0) for n in order}
    )
    builder.setupHorizontalHeader(ascent=hhea.ascent, descent=hhea.descent)
    builder.setupNameTable(
        {"familyName": "Huhang Song", "styleName": "Regular", "psName": "HuhangSong-Regular"}
    )
    builder.setupOS2(sTypoAscender=os2.sTypoAscender, sTypoDescender=os2.sTypoDescender, fsType=0)
    builder.setupPost(keepGlyphNames=False)
    part = target.with_suffix(".part")
    builder.save(part)
    part.replace(target)


def _composed(glyphs: dict[str, Any], cmap: dict[int, str], parts: Iterable[tuple[int, Affine]]) -> Any:
    pen = TTGlyphPen(None)
    for code, shift in parts:
        glyphs[cmap[code]].draw(TransformPen(pen, shift), None)
    return pen.glyph()


def _make_hei(path: str, target: str) -> None:
    """Cut the bold instance out of the variable font, for GB 2312 and symbols."""
    with TTFont(path, lazy=True) as font:
        _cut_hei(font, Path(target).with_suffix(".part"))
    Path(target).with_suffix(".part").replace(target)


def _cut_hei(font: TTFont, part: Path) -> None:
    codes = [
        c for c in _wanted(font.getBestCmap()) if c < 0x3000 or c > 0x9FFF or _in_gb2312(c) or c < 0x3400
    ]
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, glyph_names=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "VVAR", "STAT"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[c for c in codes if c < 0x10000])
    cutter.subset(font)
    bold = instancer.instantiateVariableFont(font, {"wght": 700}, inplace=True)
    for record, text in ((1, "Noto Sans SC"), (2, "Bold"), (4, "Noto Sans SC Bold"), (6, "NotoSansSC-Bold")):
        bold["name"].setName(text, record, 3, 1, 0x409)
    for record in (16, 17, 21, 22, 25):
        bold["name"].removeNames(nameID=record)
    bold["OS/2"].fsSelection = 0x20
    bold["head"].macStyle = 1
    bold.save(part)


def _in_gb2312(code: int) -> bool:
    try:
        return len(chr(code).encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False
