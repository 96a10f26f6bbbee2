"""Marks on a page: text, rules and pictures, written as PDF operators.

reportlab's own calls format every number by logarithms and decode every photo to tell it from others; a
record of three pages with photos took twice the time with them.
"""

import hashlib
import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image, UnidentifiedImageError
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFImageXObject
from reportlab.pdfgen.canvas import Canvas

from app.errors import BadInput
from app.typeset.fonts import BODY, FontSet

MOST_PIXELS = 20_000_000  # of a signature or a seal
QUICK = (64, 48)  # a photo that is only to be checked is decoded to about this size
MOST_TINTS, OPAQUE = 4096, 255  # of a picture in one ink; of a pixel that hides what is below it
QUICKLY = 3  # how hard the colours of a seal are deflated: twice the bytes of the best in a third of its time

Box = tuple[float, float, float, float]  # x, y, and width and height, or the other end's x and y; points


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it goes into the file."""

    name: str
    width: int  # pixels
    height: int
    colours: str  # "DeviceGray", "DeviceRGB"
    stream: bytes
    filter: str
    alpha: bytes = b""  # its transparency, deflated; b"" where it has none
    one: bool = False  # `stream` is the one colour that all of it has


def put_text(
    canvas: Canvas, font: str, size: float, x: float, y: float, text: str, space: float = 0.0
) -> None:
    """Draw text with extra space behind every character."""
    face: Any = pdfmetrics.getFont(font)
    document = _document(canvas)
    parts = [f"BT {space:.3f} Tc 1 0 0 1 {x:.2f} {y:.2f} Tm"]
    for subset, codes in face.splitString(text, document):
        parts.append(f"{face.getSubsetInternalName(subset, document)} {size:.2f} Tf <{codes.hex()}> Tj")
    canvas.addLiteral(" ".join((*parts, "ET")))


def put_line(
    canvas: Canvas, fonts: FontSet, x: float, y: float, text: str, size: float, role: str = BODY
) -> float:
    """Draw one short line from x, character fallback included; returns its width."""
    start = x
    for name, run in fonts.runs(text, role):
        put_text(canvas, name, size, x, y, run)
        x += text_width(fonts, run, size, role)
    return x - start


def text_width(fonts: FontSet, text: str, size: float, role: str = BODY) -> float:
    """Return the width of a line that `put_line` draws."""
    table = fonts.glyphs(role)
    return sum(table[character][1] for character in text) * size


def put_rules(canvas: Canvas, rules: Sequence[Box], width: float, dash: str = "") -> None:
    """Draw straight lines, each from (x, y) to (x, y); `dash` as in "4 3"."""
    if rules:
        path = " ".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in rules)
        canvas.addLiteral(f"q {width:.2f} w [{dash}] 0 d {path} S Q")


def put_picture(canvas: Canvas, picture: Picture, box: Box, across: float = 0.5) -> None:
    """Draw a picture as large as fits into a box; one that comes again is kept once.

    `across` says where it stands if it is narrower: 0 at the left, 0.5 in the middle.
    """
    document = _document(canvas)
    key = document.getXObjectName(picture.name)
    if document.idToObject.get(key) is None:
        whole = picture.width, picture.height
        size = (1, 1) if picture.one else whole
        thing = _kept(picture.name, size, picture.colours, picture.stream, picture.filter)
        if picture.alpha:
            mask = _kept(picture.name, whole, "DeviceGray", picture.alpha, "FlateDecode")
            thing.smask = document.Reference(mask, document.getXObjectName(f"{picture.name}a"))
        document.Reference(thing, key)
        document.addForm(picture.name, thing)
    x, y, width, height = box
    scale = min(width / picture.width, height / picture.height)
    w, h = picture.width * scale, picture.height * scale
    x, y = x + (width - w) * across, y + (height - h) / 2
    canvas.addLiteral(f"q {w:.2f} 0 0 {h:.2f} {x:.2f} {y:.2f} cm /{key} Do Q")
    _inside(canvas)._formsinuse.append(picture.name)
    _inside(canvas)._currentPageHasImages = 1


def read_photo(jpeg: bytes) -> Picture:
    """Return a JPEG as it is, once it is known to be whole.

    Raises:
        BadInput: it is no JPEG, or broken.
    """
    try:
        with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as picture:
            width, height = picture.size
            colours = {"L": "DeviceGray", "RGB": "DeviceRGB"}[picture.mode]
            picture.draft("L", QUICK)
            picture.load()
    except _BROKEN as error:
        raise BadInput(
            "文书所附照片无法读取；请重新选择照片。",
            "A photo of the document cannot be read; choose it again.",
        ) from error
    return Picture(hashlib.sha1(jpeg).hexdigest(), width, height, colours, jpeg, "DCTDecode")


def read_png(png: bytes, zh: str, en: str) -> Picture:
    """Return a PNG with its transparency; `zh` and `en` say what it shows.

    Raises:
        BadInput: it is no PNG, broken, or of more than 20 million pixels.
    """
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("too large")
            picture.load()
            coloured = picture if picture.mode == "RGBA" else picture.convert("RGBA")
    except _BROKEN as error:
        raise BadInput(
            f"{zh}的图像无法读取；请重新提供。", f"The {en} cannot be read; give it again."
        ) from error
    one = _one_colour(coloured)
    colours = zlib.compress(one or coloured.convert("RGB").tobytes(), QUICKLY)
    alpha = _runs(coloured.getchannel("A").tobytes())
    name = hashlib.sha1(png).hexdigest()
    return Picture(name, *coloured.size, "DeviceRGB", colours, "FlateDecode", alpha, one=bool(one))


def _runs(pixels: bytes) -> bytes:
    """Return a mask deflated by its runs: of drawn lines a third smaller than by level 3, and quicker."""
    deflating = zlib.compressobj(1, strategy=zlib.Z_RLE)
    return deflating.compress(pixels) + deflating.flush()


def _one_colour(picture: Image.Image) -> bytes:
    """Return the colour of a picture in one ink, as a signature is, b"" for one of several.

    What is nearly transparent counts by as much as it is seen: no pixel on white may come to differ by more
    than one step in 255.
    """
    found = picture.getcolors(MOST_TINTS)
    tints = [tint for _, tint in found or () if isinstance(tint, tuple) and tint[3]]
    if not tints:
        return b"" if found is None else bytes(3)
    *ink, _ = max(tints, key=lambda tint: tint[3])
    apart = (max(abs(a - b) for a, b in zip(ink, tint, strict=False)) * tint[3] for tint in tints)
    return bytes(ink) if max(apart) <= OPAQUE else b""


_BROKEN = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError, Image.DecompressionBombError,
)  # fmt: skip


def _kept(name: str, size: tuple[int, int], colours: str, stream: bytes, way: str) -> Any:
    thing: Any = PDFImageXObject(name)
    thing.width, thing.height = size
    thing.colorSpace, thing.bitsPerComponent, thing.mask = colours, 8, None
    thing._filters, thing.streamContent = (way,), stream
    return thing


def _inside(canvas: Canvas) -> Any:
    """Return the canvas as what it is inside, which reportlab's types do not tell."""
    return canvas


def _document(canvas: Canvas) -> Any:
    return _inside(canvas)._doc
