"""The shape of a line of text in a photo: four corners, and how far its middle bows out.

Labels are seen at a slant and bent around bottles, so a rectangle around a line may be far taller than the
line. A strip follows it: its ends may differ in height, and its middle may lie off the chord.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Picture = NDArray[np.uint8]

SECTIONS = 24  # along a line, at most, whose middles and heights are taken
LONG = 3.0  # length over height from which a line's shape is followed


@dataclass(frozen=True, slots=True)
class Strip:
    """A line's place: `quad` (4, 2) clockwise from the upper left of the text, `bow` (2,) of its middle."""

    quad: Floats
    bow: Floats

    @property
    def length(self) -> float:
        """Return the mean length of its upper and lower edge, in pixels."""
        quad = self.quad
        return float(np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[2] - quad[3])) / 2

    @property
    def height(self) -> float:
        """Return the mean length of its ends, in pixels, at least 1."""
        quad = self.quad
        return max(1.0, float(np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 2)

    @property
    def steep(self) -> bool:
        """Tell whether it runs up or down rather than across."""
        along = self.quad[1] - self.quad[0]
        return bool(abs(along[1]) > abs(along[0]))

    @property
    def hull(self) -> Floats:
        """Return points (6, 2) whose hull holds the strip."""
        top, bottom = self.quad[:2].mean(0) + self.bow, self.quad[2:].mean(0) + self.bow
        return np.asarray(np.vstack([self.quad, top[None], bottom[None]]), np.float32)

    def moved(self, factor: Floats | float, by: Floats | float = 0.0) -> "Strip":
        """Return the strip in pixels of another picture: times a factor, plus an offset."""
        return Strip(
            np.asarray(self.quad * factor + by, np.float32), np.asarray(self.bow * factor, np.float32)
        )

    def turned_over(self) -> "Strip":
        """Return the same place read from its other end, upside down."""
        return Strip(np.roll(self.quad, 2, axis=0), self.bow)

    def part(self, begin: float, end: float) -> "Strip":
        """Return the strip from `begin` to `end` along it, 0 to 1."""
        a, b, c, d = self.quad
        low, high = (4 * u * (1 - u) * self.bow for u in (begin, end))
        corners = [a + (b - a) * begin + low, a + (b - a) * end + high]
        corners += [d + (c - d) * end + high, d + (c - d) * begin + low]
        return Strip(np.asarray(corners, np.float32), np.asarray(self.bow * (end - begin) ** 2, np.float32))

    def tightened(self, share: float) -> "Strip":
        """Return a strip lower by a share of its height, about its middle."""
        left, right = (self.quad[3] - self.quad[0]) * share / 2, (self.quad[2] - self.quad[1]) * share / 2
        return Strip(np.asarray(self.quad + np.array([left, right, -right, -left]), np.float32), self.bow)


def follow(contour: Any, mask: Picture, grown: float) -> Strip:
    """Return the strip of a contour of a text map whose inside is set in `mask` (H, W).

    Lines are marked thinner than they are; `grown` is by how much of its height a mark lacks on each side.
    """
    centre, size, angle = cv2.minAreaRect(contour)
    quad = upright(np.asarray(cv2.boxPoints((centre, size, angle)), np.float32))
    length, height = (float(np.linalg.norm(quad[i + 1] - quad[i])) for i in (0, 1))
    room = length * height / max(1.0, length + height) * grown
    along = (quad[1] - quad[0]) / max(1e-3, length)
    down = np.array([-along[1], along[0]], np.float32)
    if length < LONG * max(1.0, height):
        ends = np.array([[-room, -room], [length + room, -room], [length + room, height + room]])
        corners = np.vstack([ends, [[-room, height + room]]])
        return Strip(_placed(corners, quad[0], along, down), np.zeros(2, np.float32))
    places, middles, heights = _sections(contour, mask, quad[0], along, down, length)
    slope = np.polyfit(places, middles, 2 if len(places) > 5 else 1)
    lean = np.polyfit(places, heights, 1 if len(places) > 5 else 0)
    usual = float(np.median(heights))
    thick = np.clip(np.polyval(lean, (0, 1)), usual * 0.6, usual * 1.6) * (1 + 2 * grown)
    chord = np.polyval(slope, (0, 1))
    sag = float(np.polyval(slope, 0.5) - chord.mean())
    reach = usual * grown
    corners = np.array(
        [
            [-reach, chord[0] - thick[0] / 2],
            [length + reach, chord[1] - thick[1] / 2],
            [length + reach, chord[1] + thick[1] / 2],
            [-reach, chord[0] + thick[0] / 2],
        ]
    )
    return Strip(_placed(corners, quad[0], along, down), np.asarray(down * sag, np.float32))


def _sections(
    contour: Any, mask: Picture, corner: Floats, along: Floats, down: Floats, length: float
) -> tuple[Floats, Floats, Floats]:
    """Return where along a mark (0 to 1) which middles and heights were found."""
    x, y, width, height = cv2.boundingRect(contour)
    inside = np.zeros((height, width), np.uint8)
    cv2.drawContours(inside, [contour], -1, (1,), -1, offset=(-x, -y))
    inside &= mask[y : y + height, x : x + width]
    ys, xs = np.nonzero(inside)
    points = np.stack([xs + x, ys + y], 1).astype(np.float32) - corner
    across = points @ down
    count = int(np.clip(length / 4, 4, SECTIONS))
    section = np.clip((points @ along / length * count).astype(int), 0, count - 1)
    filled = np.bincount(section, minlength=count)
    kept = np.nonzero(filled > 0)[0]
    sums = np.bincount(section, across, count)[kept]
    heights = filled[kept] / (length / count) - 1  # as tall as the rectangle of its outermost pixels
    return (
        np.asarray((kept + 0.5) / count, np.float32),
        np.asarray(sums / filled[kept], np.float32),
        np.asarray(heights, np.float32),
    )


def _placed(corners: NDArray[np.float64], origin: Floats, along: Floats, down: Floats) -> Floats:
    return np.asarray(origin + corners[:, :1] * along + corners[:, 1:] * down, np.float32)


def upright(corners: Floats) -> Floats:
    """Return a rectangle's corners clockwise from the upper left, with the long side as its top.

    A rectangle that is taller than wide is read from below to above or the other way round: which, only
    its characters tell.
    """
    middle = corners.mean(0)
    turns = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    ordered = corners[np.argsort(turns)]  # clockwise in a picture, whose y points down
    sides = np.linalg.norm(np.roll(ordered, -1, 0) - ordered, axis=1)
    leading = int(sides[1] + sides[3] > sides[0] + sides[2])
    candidates = [np.roll(ordered, -leading, 0), np.roll(ordered, -leading - 2, 0)]
    return np.asarray(min(candidates, key=lambda c: _turned(c[1] - c[0])), np.float32)


def _turned(along: Floats) -> float:
    """Return how far a direction is from pointing right, in radians; straight up counts less than down."""
    return abs(float(np.arctan2(along[1], along[0])) + 1e-3)


def straighten(picture: Picture, strip: Strip, height: int, width: int) -> Picture:
    """Return what lies in a strip as an upright crop (height, width, 3) uint8, for a picture (H, W, 3)."""
    shrink = height / strip.height
    points = strip.hull
    low = np.maximum(np.floor(points.min(0)).astype(int) - 3, 0)
    high = np.ceil(points.max(0)).astype(int) + 4
    part = picture[low[1] : high[1], low[0] : high[0]]
    if part.size == 0:
        return np.zeros((height, width, 3), np.uint8)
    strip = strip.moved(1.0, -low.astype(np.float32))
    if shrink < 0.6:  # sampling alone would skip pixels
        part = np.asarray(
            cv2.resize(part, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8
        )
        strip = strip.moved(shrink)
    u = ((np.arange(width, dtype=np.float32) + 0.5) / width)[None, :, None]
    v = ((np.arange(height, dtype=np.float32) + 0.5) / height)[:, None, None]
    a, b, c, d = strip.quad
    at = (1 - v) * ((1 - u) * a + u * b) + v * ((1 - u) * d + u * c) + 4 * u * (1 - u) * strip.bow - 0.5
    way = cv2.INTER_CUBIC if shrink > 1 else cv2.INTER_LINEAR
    at = np.ascontiguousarray(at, np.float32)
    done = cv2.remap(part, at[..., 0], at[..., 1], way, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(done, np.uint8)
