"""Places busy in all directions -> readings of the matrix codes in them, cheapest first.

Each place is cut out, brought to a size that readers like, and shown in several ways: softer, flatter, cut,
and with a defocus or the shake that it shows taken back.
"""

from collections.abc import Iterator

import cv2
import numpy as np

from app.codes.blurs import Blurred, disc, find_shake, line
from app.codes.engines import ANY, GLOBAL, MATRIX, Affine, Picture, zxing
from app.codes.hidden import read_hidden
from app.codes.regions import Box
from app.codes.symbol import Reading

MARGIN = 0.12  # of a place's size, on each side
SIDE = 420  # px of the longer side that a small place is enlarged to, and a large one shrunk to twice of
NOISE = 0.01  # of the signal's power, in Wiener's filter
NOISES = (0.003, 0.01, 0.03)  # where the blur is known
DISCS = (2.0, 3.2, 4.5)  # px of radius


def read_square(gray: Picture, box: Box) -> Iterator[list[Reading]]:
    """Yield readings of one place (left, top, right, bottom)."""
    _, shown, scale, back = _cut(gray, box)
    yield zxing(shown, "zxing part", back, hard=True, formats=MATRIX)
    yield zxing(shown, "zxing part histogram", back, hard=True, formats=MATRIX, binarizer=GLOBAL)
    for name, variant in _variants(shown, scale):
        yield zxing(variant, f"zxing part {name}", back, turns=True, formats=MATRIX)
    yield from read_hidden(shown, back)


def read_shaken(gray: Picture, box: Box) -> Iterator[list[Reading]]:
    """Yield readings of one place (left, top, right, bottom) with its shake taken back, if it shows one."""
    part, shown, scale, back = _cut(gray, box)
    shake = find_shake(part)
    if shake is None:
        return
    length, angle = shake
    blurred, kernel = Blurred(shown), line(length * scale, angle)
    for noise in NOISES:
        yield zxing(blurred.undone(kernel, noise), f"zxing unshaken {noise:g}", back, turns=True, formats=ANY)


def _cut(gray: Picture, box: Box) -> tuple[Picture, Picture, float, Affine]:
    """Return a place with a margin, the same in a size that readers like, the scale, and the way back."""
    left, top, right, bottom = box
    aside, above = int(MARGIN * (right - left)) + 4, int(MARGIN * (bottom - top)) + 4
    left, top = max(0, left - aside), max(0, top - above)
    part = gray[top : bottom + above, left : right + aside]
    longer = max(part.shape)
    scale = min(3.0, SIDE / longer) if longer < SIDE else max(0.5, min(1.0, 2 * SIDE / longer))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    shown = np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=way), np.uint8)
    back: Affine = np.array([[1 / scale, 0.0, left], [0.0, 1 / scale, top]])
    return part, shown, scale, back


def _variants(shown: Picture, scale: float) -> Iterator[tuple[str, Picture]]:
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
    blurred = Blurred(shown)
    for radius in DISCS:
        yield f"disc {radius:g}", blurred.undone(disc(radius * scale), NOISE)
