"""A code that was read but is doubted -> further readings of the small part of the picture around it.

They cost a tenth of what the same readings of the whole picture do, and most doubts end here.
"""

import math
from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from app.codes.bars import read_drawn
from app.codes.engines import GLOBAL, Affine, Picture, zbar, zxing
from app.codes.kinds import FROM_ZBAR
from app.codes.regions import Region
from app.codes.symbol import CORRECTED, Point, Reading

AROUND = 0.2  # of a code's length, on every side, and `LEAST` px at least
LEAST = 12
SIDE = 640  # px of the longer side that a small part is enlarged to
LARGEST = 3.0  # times
READ_BY_ZBAR = frozenset(FROM_ZBAR.values())
FLAT = 0.12  # of a linear code's length: the height of the rows around the line that was read


def read_closer(gray: Picture, quad: Sequence[Point], symbology: str) -> Iterator[list[Reading]]:
    """Yield readings of the place of a code, (H, W) uint8, cheapest first."""
    linear = symbology not in CORRECTED
    left, top, right, bottom = _box(gray, quad)
    part = np.ascontiguousarray(gray[top:bottom, left:right])
    if min(part.shape) < 4:
        return
    at: Affine = np.array([[1.0, 0.0, left], [0.0, 1.0, top]])
    turns = abs(quad[1][1] - quad[0][1]) > abs(quad[1][0] - quad[0][0]) or not linear
    if symbology in READ_BY_ZBAR:
        yield zbar(part, "zbar part", at)
    yield zxing(part, "zxing part histogram", at, turns=turns, binarizer=GLOBAL)
    soft = cv2.GaussianBlur(part, (0, 0), 3.0)
    sharp = np.asarray(cv2.addWeighted(part, 2.5, soft, -1.5, 0), np.uint8)
    yield zxing(sharp, "zxing part sharp", at, turns=turns)
    scale = min(LARGEST, max(1.0, SIDE / max(part.shape)))
    if scale > 1:
        large = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        back: Affine = np.array([[1 / scale, 0.0, left], [0.0, 1 / scale, top]])
        yield zxing(np.asarray(large, np.uint8), "zxing part large", back, turns=turns)
    if symbology in READ_BY_ZBAR and linear:
        yield read_drawn(gray, _region(quad))


def _box(gray: Picture, quad: Sequence[Point]) -> tuple[int, int, int, int]:
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    room = max(LEAST, AROUND * max(max(xs) - min(xs), max(ys) - min(ys)))
    height, width = gray.shape
    return (
        max(0, int(min(xs) - room)), max(0, int(min(ys) - room)),
        min(width, int(max(xs) + room)), min(height, int(max(ys) + room)),
    )  # fmt: skip


def _region(quad: Sequence[Point]) -> Region:
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = quad
    ax, ay, bx, by = (x1 + x4) / 2, (y1 + y4) / 2, (x2 + x3) / 2, (y2 + y3) / 2
    length = max(1.0, math.hypot(bx - ax, by - ay))
    return Region((ax + bx) / 2, (ay + by) / 2, math.atan2(by - ay, bx - ax), length, FLAT * length, 0.0)
