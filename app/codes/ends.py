"""Whether the bars of a code go on beyond what was read of it.

Interleaved 2 of 5 has start and stop patterns that its digits also make. So a piece that every reader takes
for a whole one is left of a long code where glare or a fold hides its middle, or where the line that was read
runs out of its side. Beyond the piece the rest of the bars still stands, or the last of its bars fade away.
"""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from app.codes.engines import Picture
from app.codes.strips import MARGIN, between
from app.codes.symbol import Point

Vector = NDArray[np.float64]

BEYOND = 1.3  # of what was read: how far beyond either end bars are looked for
BESIDE = 0.1  # of what was read: how far to either side as well, since its end may be the code's side
ROWS = 8
FAINT = 0.25  # of the steepest slope of the bars that were read; print that is no bar averages out below it
BARS = 10  # edges: those of two digits; a frame or a border beside the code has fewer
END = 0.1  # of what was read: start and stop pattern
FADED = 0.6  # of the contrast of all bars, at one end
AROUND = 6  # px beside a line that was read: enough to tell how its bars lie


def go_on(gray: Picture, quad: Sequence[Point]) -> bool:
    """Say whether the bars of a code in a (H, W) uint8 picture fade at one of its ends or stand beyond it."""
    first, second, third, fourth = np.array(quad, dtype=np.float64)
    begin, end, half = (first + fourth) / 2, (second + third) / 2, (third + fourth - first - second) / 4
    along = end - begin
    length = float(np.hypot(*along))
    if length < 1:
        return False
    read = _profile(gray, begin, end, half)
    span = max(4, round(END * len(read)))
    if min(np.ptp(read[:span]), np.ptp(read[-span:])) < FADED * np.ptp(read):
        return True
    across = _across_bars(gray, (first, second, third, fourth))
    straight = across * float(along @ across)
    more = BEYOND * (straight if np.hypot(*straight) > length / 2 else along)  # else it is no bars that show
    steep = FAINT * float(np.abs(_slope(read)).max(initial=0.0))
    beside = np.array([-across[1], across[0]]) * length * BESIDE
    lines = [
        (start + aside, stop + aside)
        for start, stop in ((begin - more, begin), (end, end + more))
        for aside in (-beside, 0 * beside, beside)
    ]
    return any(_edges(_slope(_profile(gray, *line, half)), steep) >= BARS for line in lines)


def _profile(gray: Picture, start: Vector, stop: Vector, half: Vector) -> Vector:
    """Return the brightness from one point to another, of rows up to `half` to either side together."""
    corners = [(float(x), float(y)) for x, y in (start - half, stop - half, stop + half, start + half)]
    profile = between(gray, corners, ROWS).rows.mean(axis=0)
    margin = math.ceil(len(profile) * MARGIN / (1 + 2 * MARGIN))
    return np.asarray(profile[margin:-margin], np.float64)


def _across_bars(gray: Picture, corners: Sequence[Vector]) -> Vector:
    """Return the direction, of length 1, in which brightness changes most around a place."""
    high, wide = gray.shape
    left, top = np.clip(np.min(corners, axis=0) - AROUND, 0, (wide - 1, high - 1)).astype(int)
    right, bottom = np.clip(np.max(corners, axis=0) + AROUND, (left + 1, top + 1), (wide, high)).astype(int)
    part = gray[top:bottom, left:right]
    x, y = cv2.Sobel(part, cv2.CV_32F, 1, 0), cv2.Sobel(part, cv2.CV_32F, 0, 1)
    angle = math.atan2(2 * float((x * y).sum()), float((x * x - y * y).sum())) / 2
    return np.array([math.cos(angle), math.sin(angle)])


def _slope(profile: Vector) -> Vector:
    return np.diff(np.convolve(profile, (0.25, 0.5, 0.25), mode="valid"))


def _edges(slope: Vector, steep: float) -> int:
    """Count turns from up to down among slopes that are steep enough, the first edge too."""
    up = slope[np.abs(slope) > steep] > 0
    return int(np.count_nonzero(up[1:] != up[:-1])) + int(len(up) > 0)
