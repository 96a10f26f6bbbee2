"""The three readers, each asked about one variant of a picture; answers are in the picture's own pixels.

OpenCV reads EAN and UPC only, since it invents them from the bars of other codes; its QR detectors are not
used: one of them may not return. ZBar is asked for no DataBar, whose assertions it prints from C.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from app.codes.kinds import FROM_ZBAR, FROM_ZXING, named
from app.codes.symbol import CORRECTED, Point, Reading

try:
    from pyzbar import pyzbar as _zbar
except (ImportError, OSError):  # the wheel is here, the system's libzbar is not
    _zbar = None

Picture = NDArray[np.uint8]
Affine = NDArray[np.float64]  # (2, 3), from pixels of the variant to pixels of the picture

SAME: Affine = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
LOCAL, GLOBAL, FIXED = (
    zxingcpp.Binarizer.LocalAverage,
    zxingcpp.Binarizer.GlobalHistogram,
    zxingcpp.Binarizer.FixedThreshold,
)
LINEAR = zxingcpp.BarcodeFormat.AllLinear
MATRIX = zxingcpp.BarcodeFormat.AllMatrix
QR: Any = zxingcpp.BarcodeFormat.QRCode
ANY = zxingcpp.BarcodeFormat.All
SPARE = 0.08  # of the error correction must be left for a matrix code to count in full


def has_zbar() -> bool:
    """Say whether ZBar's library is on this machine."""
    return _zbar is not None


def zxing(
    picture: Picture, reader: str = "zxing", back: Affine = SAME, *,
    hard: bool = False, turns: bool = False, binarizer: Any = LOCAL, formats: Any = ANY,
) -> list[Reading]:  # fmt: skip
    """Ask zxing-cpp; `hard` also looks in other sizes, turned and inverted, `turns` only turned."""
    answers = zxingcpp.read_barcodes(
        picture, formats=formats, try_rotate=hard or turns, try_downscale=hard, try_invert=hard,
        text_mode=zxingcpp.TextMode.Plain, binarizer=binarizer,
    )  # fmt: skip
    readings = []
    for answer in answers:
        symbology = FROM_ZXING.get(answer.format.name, answer.format.name)
        data = bytes(answer.bytes)
        good = named(symbology, answer.text, data)
        if good is not None:
            weight = weighed(_spare(answer)) if good[0] in CORRECTED else 1.0
            readings.append(Reading(*good, data, moved(_corners(answer), back), reader, weight))
    return readings


@dataclass(frozen=True, slots=True)
class BrokenQr:
    """A QR code that was found, and has more errors than a reader corrects."""

    quad: tuple[Point, ...]  # clockwise from its top left corner
    version: int  # 1 to 40
    level: str  # of error correction: "L", "M", "Q", "H"
    mask: int  # 0 to 7


def find_broken(picture: Picture) -> list[BrokenQr]:
    """Ask zxing-cpp for QR codes that it finds and cannot read."""
    answers = zxingcpp.read_barcodes(
        picture, formats=QR, try_downscale=False, try_invert=False, return_errors=True
    )
    found = [(answer, answer.extra) for answer in answers if not answer.valid and answer.format == QR]
    return [
        BrokenQr(_corners(answer), int(facts["Version"]), facts["ECLevel"], facts["DataMask"])
        for answer, facts in found
        if isinstance(facts, dict) and facts.get("Version", "").isdigit()
    ]


def zbar(
    picture: Picture, reader: str = "zbar", back: Affine = SAME, *, linear: bool = False
) -> list[Reading]:
    """Ask ZBar, where it is; () elsewhere."""
    if _zbar is None:
        return []
    readings = []
    for answer in _zbar.decode(picture, symbols=_zbar_kinds(linear)):
        data = bytes(answer.data)
        good = named(FROM_ZBAR.get(answer.type, answer.type), data.decode("utf-8", "replace"), data)
        if good is not None and answer.polygon:
            xs, ys = [p.x for p in answer.polygon], [p.y for p in answer.polygon]
            box = [(min(xs), min(ys)), (max(xs), min(ys)), (max(xs), max(ys)), (min(xs), max(ys))]
            corners = [(p.x, p.y) for p in answer.polygon] if len(answer.polygon) == 4 else box
            readings.append(Reading(*good, data, moved(corners, back), reader))
    return readings


def opencv(picture: Picture, reader: str = "opencv", back: Affine = SAME) -> list[Reading]:
    """Ask OpenCV for EAN-13 and UPC-A."""
    try:
        good, texts, kinds, corners = cv2.barcode.BarcodeDetector().detectAndDecodeWithType(picture)
    except cv2.error:  # pictures of a few pixels
        return []
    readings = []
    if good and corners is not None:
        for text, kind, quad in zip(texts, kinds, corners, strict=True):
            name = {"EAN_13": "EAN-13", "UPC_A": "UPC-A"}.get(kind, "")
            right = named(name, text, text.encode()) if name else None
            if right is not None:
                readings.append(Reading(*right, text.encode(), moved(quad, back), reader))
    return readings


def weighed(spare: float) -> float:
    """Return the votes of a matrix code of whose error correction that share was left over."""
    return 1.0 if spare >= SPARE else 0.5


def moved(corners: Sequence[Sequence[float]], back: Affine) -> tuple[Point, ...]:
    """Return corners of a variant as points of the picture."""
    return tuple(
        (
            float(back[0, 0] * x + back[0, 1] * y + back[0, 2]),
            float(back[1, 0] * x + back[1, 1] * y + back[1, 2]),
        )
        for x, y in corners
    )


def _corners(answer: Any) -> tuple[Point, ...]:
    p = answer.position
    return tuple((float(c.x), float(c.y)) for c in (p.top_left, p.top_right, p.bottom_right, p.bottom_left))


@cache
def _zbar_kinds(linear: bool) -> list[Any]:
    """Return the kinds that ZBar is asked for."""
    kind = _zbar.ZBarSymbol
    bars = [
        kind.EAN13,
        kind.EAN8,
        kind.UPCA,
        kind.UPCE,
        kind.I25,
        kind.CODE39,
        kind.CODE93,
        kind.CODE128,
        kind.CODABAR,
    ]
    return bars if linear else [*bars, kind.QRCODE]


def _spare(answer: Any) -> float:
    """Return the share of error correction that reading did not use; 1 where the reader does not tell."""
    extra = answer.extra
    return float(extra.get("UEC", 1.0)) if isinstance(extra, dict) else 1.0
