"""Places busy in all directions -> readings of the matrix codes in them, cheapest first.

Each place is cut out, brought to a size that readers like, and shown in several ways: softer, flatter, cut,
and with a defocus or a shake taken back (Wiener's filter for a disc and for a line).
"""

import math
from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from app.codes.engines import GLOBAL, MATRIX, Affine, Picture, zxing
from app.codes.regions import Box
from app.codes.symbol import Reading

Floats = NDArray[np.float32]

MARGIN = 0.12  # of a place's size, on each side
SIDE = 420  # px of the longer side that a small place is enlarged to, and a large one shrunk to twice of
EDGE = 24  # px mirrored around a picture before it is filtered
NOISE = 0.01  # of the signal's power, in Wiener's filter
DISCS = (2.0, 3.2, 4.5)  # px of radius
SHAKES = ((7.0, 0), (7.0, 45), (7.0, 90), (7.0, 135), (12.0, 0), (12.0, 45), (12.0, 90), (12.0, 135))


def read_square(gray: Picture, box: Box) -> Iterator[list[Reading]]:
    """Yield readings of one place (left, top, right, bottom)."""
    left, top, right, bottom = box
    aside, above = int(MARGIN * (right - left)) + 4, int(MARGIN * (bottom - top)) + 4
    left, top = max(0, left - aside), max(0, top - above)
    part = gray[top : bottom + above, left : right + aside]
    longer = max(part.shape)
    scale = min(3.0, SIDE / longer) if longer < SIDE else max(0.5, min(1.0, 2 * SIDE / longer))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    shown = np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=way), np.uint8)
    back: Affine = np.array([[1 / scale, 0.0, left], [0.0, 1 / scale, top]])
    yield zxing(shown, "zxing part", back, hard=True, formats=MATRIX)
    yield zxing(shown, "zxing part histogram", back, hard=True, formats=MATRIX, binarizer=GLOBAL)
    for name, variant in _variants(shown, part, scale):
        yield zxing(variant, f"zxing part {name}", back, turns=True, formats=MATRIX)


def _variants(shown: Picture, part: Picture, scale: float) -> Iterator[tuple[str, Picture]]:
    for sigma in (1.2, 2.5):
        yield f"soft {sigma:g}", np.asarray(cv2.GaussianBlur(shown, (0, 0), sigma), np.uint8)
    flat = cv2.createCLAHE(3.0, (6, 6)).apply(cv2.GaussianBlur(shown, (0, 0), 1.0))
    yield "flat", np.asarray(flat, np.uint8)
    size = max(15, int(max(shown.shape) / 9)) | 1
    soft = cv2.GaussianBlur(shown, (0, 0), 1.0)
    cut = cv2.adaptiveThreshold(soft, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, size, 4)
    yield "cut", np.asarray(cut, np.uint8)
    yield "grown", np.asarray(cv2.erode(shown, np.ones((3, 3), np.uint8)), np.uint8)
    yield "joined", np.asarray(cv2.morphologyEx(shown, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)), np.uint8)
    blurred = _Blurred(shown)
    for radius in DISCS:
        yield f"disc {radius:g}", blurred.undone(_disc(radius * scale))
    for length, angle in SHAKES:
        yield f"shake {length:g} {angle}", blurred.undone(_line(length * scale, angle))


def _disc(radius: float) -> Floats:
    size = 2 * math.ceil(radius) + 1
    y, x = np.mgrid[:size, :size] - size // 2
    return np.asarray(np.clip(radius + 0.5 - np.hypot(x, y), 0, 1), np.float32)


def _line(length: float, angle: float) -> Floats:
    size = 2 * math.ceil(length / 2) + 1
    y, x = np.mgrid[:size, :size] - size // 2
    turn = math.radians(angle)
    along, across = x * math.cos(turn) + y * math.sin(turn), -x * math.sin(turn) + y * math.cos(turn)
    inside = np.clip(1 - np.abs(across), 0, 1) * np.clip(length / 2 + 0.5 - np.abs(along), 0, 1)
    return np.asarray(inside, np.float32)


class _Blurred:
    """A picture from which blurs are taken back by Wiener's filter; it is transformed once."""

    def __init__(self, picture: Picture) -> None:
        height, width = picture.shape
        self._size = height, width
        high, wide = (cv2.getOptimalDFTSize(side + 2 * EDGE) for side in picture.shape)
        room = cv2.copyMakeBorder(
            picture, EDGE, high - height - EDGE, EDGE, wide - width - EDGE, cv2.BORDER_REFLECT
        )
        self._spectrum = np.fft.rfft2(np.asarray(room, np.float32))
        self._shape = (high, wide)

    def undone(self, kernel: Floats) -> Picture:
        """Return the picture as it may have been before this blur."""
        middle = kernel.shape[0] // 2
        whole = np.zeros(self._shape, np.float32)
        whole[: kernel.shape[0], : kernel.shape[1]] = kernel / kernel.sum()
        blur = np.fft.rfft2(np.roll(whole, (-middle, -middle), (0, 1)))
        sharp = np.fft.irfft2(self._spectrum * np.conj(blur) / (np.abs(blur) ** 2 + NOISE), self._shape)
        inner = sharp[EDGE : EDGE + self._size[0], EDGE : EDGE + self._size[1]]
        return np.ascontiguousarray(np.clip(inner, 0, 255).astype(np.uint8))
