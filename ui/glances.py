"""Which part of a frame is read, and at what scale: every frame a glance that costs a third of the whole.

Reading a whole 720p frame takes longer than a frame lasts. An officer aims at the middle, so every other
glance goes there in full sharpness; the others take the whole frame reduced, the middle turned by a
quarter for upright bars, and one tile after the other. Where a code was just seen, the next glance looks
again, so that agreement comes with the next frame.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Point = tuple[int, int]
TILE = (840, 472)  # px, what is read in full sharpness
REDUCED = 640 * 360  # px, area of the whole frame when it is read at once
MARGIN = 60  # px around a code that was just seen


@dataclass(frozen=True, slots=True)
class Glance:
    """A part of a frame, in its pixels; read at `scale`, turned by a quarter where `turned`."""

    left: int
    top: int
    right: int
    bottom: int
    scale: float = 1.0
    turned: bool = False

    def cut(self, picture: Picture) -> Picture:
        """Return the part of a picture, (H, W) or (H, W, 3) uint8, as it is read: contiguous."""
        part = picture[self.top : self.bottom, self.left : self.right]
        if self.scale != 1.0:
            part = np.asarray(
                cv2.resize(part, None, fx=self.scale, fy=self.scale, interpolation=cv2.INTER_AREA),
                dtype=np.uint8,
            )
        return np.ascontiguousarray(np.rot90(part) if self.turned else part)

    def back(self, quad: Sequence[Point]) -> tuple[Point, ...]:
        """Return corners found in the part as pixels of the frame."""
        width = (self.right - self.left) * self.scale
        straight = [(width - 1 - y, x) if self.turned else (x, y) for x, y in quad]
        return tuple(
            (round(self.left + x / self.scale), round(self.top + y / self.scale)) for x, y in straight
        )


class Gaze:
    """The order of glances over the frames of one source."""

    def __init__(self) -> None:
        self._size = (0, 0)
        self._order: Iterator[Glance] = iter(())
        self._again: Glance | None = None
        self._in_order = True

    def next(self, height: int, width: int) -> Glance:
        """Return where to look in the next frame."""
        if self._size != (height, width):
            self._size, self._again = (height, width), None
            self._order = _rounds(height, width)
        glance, self._again = self._again, None
        self._in_order = glance is None
        return glance or next(self._order)

    def saw(self, quads: Sequence[Sequence[Point]], turned: bool) -> None:
        """Look once more, in the next frame, where codes were seen just now."""
        points = [point for quad in quads for point in quad]
        if not points or not self._in_order:
            return
        height, width = self._size
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, top = max(0, min(xs) - MARGIN), max(0, min(ys) - MARGIN)
        right, bottom = min(width, max(xs) + MARGIN), min(height, max(ys) + MARGIN)
        if right - left > 8 and bottom - top > 8 and (right - left) * (bottom - top) <= TILE[0] * TILE[1]:
            self._again = Glance(left, top, right, bottom, 1.0, turned)


def _rounds(height: int, width: int) -> Iterator[Glance]:
    """Yield glances for ever: middle, whole, middle turned, a tile; all alike where a frame is small."""
    tall, wide = min(TILE[1], height), min(TILE[0], width)
    left, top = (width - wide) // 2, (height - tall) // 2
    middle = Glance(left, top, left + wide, top + tall)
    side = min(wide, height), min(tall, width)  # turned: a part that is as high as the other is wide
    left, top = (width - side[1]) // 2, (height - side[0]) // 2
    turned = Glance(left, top, left + side[1], top + side[0], turned=True)
    whole = Glance(0, 0, width, height, min(1.0, sqrt(REDUCED / (width * height))))
    tiles = list(_tiles(height, width))
    while True:
        for tile in tiles:
            yield from (middle, whole, turned, tile)


def _tiles(height: int, width: int) -> Iterator[Glance]:
    """Yield tiles that cover the frame, evenly overlapping."""
    tall, wide = min(TILE[1], height), min(TILE[0], width)
    rows, columns = -(-height // tall), -(-width // wide)
    for row in range(rows):
        for column in range(columns):
            top = (height - tall) * row // max(1, rows - 1)
            left = (width - wide) * column // max(1, columns - 1)
            yield Glance(left, top, left + wide, top + tall)
