"""An oriented box of bars -> rows laid straight, and profiles averaged along the bars.

Bars are alike from end to end, so averaging along them removes noise, print and dust without touching their
widths; it needs their direction to a fraction of a module. Rows are therefore shifted against each other:
the shift may grow along the bars (a skew) and along the code too (bars that run together in perspective).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.codes.regions import Region
from app.codes.symbol import Point

Picture = NDArray[np.uint8]
Floats = NDArray[np.float64]

MARGIN = 0.14  # of the length, on either side
ROWS = 40
LEAST_COLUMNS = 480
MOST_COLUMNS = 1600
BANDS = 8
TURNS = 2  # of finding the skew
MIDDLE = 0.4  # of a read code's height: what is sampled of it
FAINT = 0.1  # of the steepest slope
NEARBY = 16  # parts of a profile, whose darkest and lightest are taken for ink and paper
LEAST_CONTRAST, WHITE = 12.0, 235.0  # grey levels
LINE = 3.0  # px of height where only a line was read


@dataclass(frozen=True, slots=True)
class Strip:
    """A code laid straight; `to_picture` maps (column, row) of `rows` to pixels of the picture."""

    rows: Picture  # (ROWS, columns) uint8
    to_picture: Floats  # (2, 3)
    skew: tuple[float, float]  # columns per row of shift at the middle, and its growth per column

    def place(self, column: float, row: float) -> tuple[float, float]:
        """Return where a column (as `profile` counts them) lies in the picture, at a row."""
        middle = self.rows.shape[1] / 2
        down = row - self.rows.shape[0] / 2
        true = column + down * (self.skew[0] + self.skew[1] * (column - middle))
        x, y = self.to_picture @ np.array([true, row, 1.0])
        return float(x), float(y)

    def quad(self, start: float, end: float) -> tuple[tuple[int, int], ...]:
        """Return the corners of the part between two columns, clockwise from where reading starts."""
        corners = ((start, 0), (end, 0), (end, self.rows.shape[0]), (start, self.rows.shape[0]))
        return tuple((round(x), round(y)) for x, y in (self.place(c, r) for c, r in corners))

    def straight(self) -> Picture:
        """Return the rows with the skew taken out."""
        if self.skew == (0.0, 0.0):
            return self.rows
        columns = self.rows.shape[1]
        x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(ROWS, dtype=np.float32))
        shift = (y - ROWS / 2) * (self.skew[0] + self.skew[1] * (x - columns / 2))
        moved = cv2.remap(
            self.rows, (x + shift).astype(np.float32), y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        return np.asarray(moved, dtype=np.uint8)


def lay_straight(gray: Picture, region: Region) -> Strip:
    """Sample a region row by row along the bars' sequence, and find the skew."""
    strip = sample(gray, region)
    for _ in range(TURNS):
        more = _skew(strip.straight())
        strip = replace(strip, skew=(strip.skew[0] + more[0], strip.skew[1] + more[1]))
    return strip


def sample(gray: Picture, region: Region, count: int = ROWS) -> Strip:
    """Sample a region row by row, with room for the quiet zones at both ends."""
    length = region.length * (1 + 2 * MARGIN)
    columns = int(min(max(length, LEAST_COLUMNS), MOST_COLUMNS))
    step, down = length / columns, region.height * 0.9 / count
    c, s = math.cos(region.angle), math.sin(region.angle)
    axes = np.array([[c * step, -s * down], [s * step, c * down]])
    return _sampled(gray, (region.x, region.y), axes, (columns, count))


def between(gray: Picture, quad: Sequence[Point], count: int) -> Strip:
    """Sample the middle rows of a code that was read, along its bars as its corners tell their direction.

    Corners begin where reading begins; readers that crossed one line tell no direction, and get few pixels.
    """
    first, second, third, fourth = np.array(quad, dtype=np.float64)
    along, down = (second + third - first - fourth) / 2, (third + fourth - first - second) / 2
    length, height = float(np.hypot(*along)), float(np.hypot(*down))
    columns = int(min(max(length * (1 + 2 * MARGIN), LEAST_COLUMNS), MOST_COLUMNS))
    if height * MIDDLE < LINE:
        down = np.array([-along[1], along[0]]) / length * LINE / MIDDLE
    axes = np.stack([along * (1 + 2 * MARGIN) / columns, down * MIDDLE / count], axis=1)
    middle = (first + second + third + fourth) / 4
    return _sampled(gray, (float(middle[0]), float(middle[1])), axes, (columns, count))


def _sampled(gray: Picture, middle: Point, axes: Floats, size: tuple[int, int]) -> Strip:
    """Sample (columns, rows) around a point; `axes` (2, 2) are the steps to the next column and row."""
    origin = np.array(middle) - axes @ (np.array(size) / 2)
    to_picture = np.hstack([axes, origin[:, None]])
    way = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    rows = cv2.warpAffine(gray, to_picture, size, flags=way, borderMode=cv2.BORDER_REPLICATE)
    return Strip(np.asarray(rows, dtype=np.uint8), to_picture, (0.0, 0.0))


def _skew(rows: Picture) -> tuple[float, float]:
    """Return how far a column moves per row: at the middle, and how that grows per column.

    Neighbouring bands are correlated, in the left and the right half apart.
    """
    columns = rows.shape[1]
    bands = rows.reshape(BANDS, ROWS // BANDS, columns).mean(axis=1)
    slope = np.diff(bands, axis=1)
    half = columns // 2
    left, right = _shift(slope[:, :half]), _shift(slope[:, half:])
    if left is None or right is None:
        both = _shift(slope)
        return (both, 0.0) if both is not None else (0.0, 0.0)
    return (left + right) / 2, (right - left) / half


def _shift(slope: Floats) -> float | None:
    """Return the shift per row that aligns bands best, or None where they are not alike."""
    reach = 14
    spacing = ROWS // BANDS
    total = np.zeros(2 * reach + 1)
    norm = 0.0
    for one, other in pairwise(slope):
        inner = one[reach:-reach]
        total += np.correlate(other, inner)
        norm += float(np.sqrt((inner @ inner) * (other @ other)))
    if norm <= 0:
        return None
    best = int(total.argmax())
    if total[best] < 0.5 * norm or best in (0, 2 * reach):
        return None
    a, b, c = total[best - 1], total[best], total[best + 1]
    fine = 0.5 * (a - c) / (a - 2 * b + c) if a - 2 * b + c < 0 else 0.0
    return float((best - reach + fine) / spacing)


def edges(line: NDArray[Any]) -> int:
    """Count the edges on a line of brightness: turns of its slope where it is not faint."""
    slope = np.diff(np.convolve(line, (0.25, 0.5, 0.25), mode="valid"))
    steep = np.abs(slope)
    up = slope[steep > FAINT * steep.max(initial=0.0)] > 0
    return int(np.count_nonzero(up[1:] != up[:-1]))


def profiles(strip: Strip) -> list[Floats]:
    """Return brightness along the code, averaged over rows that agree: all, the upper, the lower half."""
    rows = strip.straight().astype(np.float32)
    slope = np.diff(rows, axis=1)
    mean = slope.mean(axis=0)
    norm = np.sqrt(np.einsum("ij,ij->i", slope, slope) * float(mean @ mean)) + 1e-9
    alike = slope @ mean / norm
    good = alike >= max(0.35, float(np.quantile(alike, 0.6)) - 0.25)
    if good.sum() < 4:
        good = alike >= np.sort(alike)[-4]
    index = np.flatnonzero(good)
    halves = (index, index[: len(index) // 2], index[len(index) // 2 :])
    return [rows[part].mean(axis=0, dtype=np.float64) for part in halves]


def shaded(strip: Strip, share: float) -> Floats:
    """Return brightness along the code where glare lies over it, stretched to full contrast nearby.

    Glare only adds light, and seldom covers a bar from end to end: the darkest `share` of each column is what
    stands beside it. A mean would take its edge for that of a bar.
    """
    dark = np.quantile(strip.straight(), share, axis=0).astype(np.float32)[None]
    width = len(dark[0]) // NEARBY | 1
    kernel = np.ones((1, width), np.uint8)
    high = np.asarray(cv2.blur(cv2.dilate(dark, kernel), (width, 1)))[0]
    low = np.asarray(cv2.blur(cv2.erode(dark, kernel), (width, 1)))[0]
    return np.asarray(WHITE * (dark[0] - low) / np.maximum(high - low, LEAST_CONTRAST), dtype=np.float64)
