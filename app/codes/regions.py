"""Where bars may stand in a picture: places whose gradients all run one way.

The structure tensor, summed over square cells, tells how strongly and how uniformly brightness changes there;
cells of like direction that touch are joined to an oriented box. Bars, not text or texture, have coherence.
Source of the measure: J. Bigün, G. Granlund, Optimal orientation detection of linear symmetry (1987).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.codes.symbol import Point

Picture = NDArray[np.uint8]
Floats = NDArray[np.float32]
Box = tuple[int, int, int, int]

CELL = 8  # px
DIRECTIONS = 8  # of half a turn; each takes cells up to one step away
COHERENT = 0.55
ENERGY = 20.0  # mean squared gradient of a cell, grey levels per px; weaker is sensor noise
LEAST_CELLS = 5
GLANCED = 60_000  # pixels of the small copy
BUSY = 0.15  # of the busiest cells' energy
LONG = 6.0  # times its height is the most that a matrix code is wide
MOST_SHRUNK = 5.0  # times, since a code may be small in a large picture
PLAINLY = 0.75  # coherence of cells that a glance counts
PLAIN = 0.2  # of a known code's area, for what may be another
LEAST_LENGTH = 32.0  # px across the bars


@dataclass(frozen=True, slots=True)
class Region:
    """An oriented box in pixels of the picture: bars run along `height`, reading runs along `length`."""

    x: float  # centre
    y: float
    angle: float  # radians, of the direction in which bars follow each other; within half a turn
    length: float
    height: float
    weight: float  # how much bar-like contrast is in it

    def covers(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Say whether a point lies inside the box, widened by `slack` px."""
        dx, dy = x - self.x, y - self.y
        along = dx * math.cos(self.angle) + dy * math.sin(self.angle)
        across = -dx * math.sin(self.angle) + dy * math.cos(self.angle)
        return abs(along) <= self.length / 2 + slack and abs(across) <= self.height / 2 + slack

    def box(self, shape: Sequence[int]) -> Box:
        """Return (left, top, right, bottom) around it, within a picture of this (height, width)."""
        c, s = abs(math.cos(self.angle)) / 2, abs(math.sin(self.angle)) / 2
        wide, high = self.length * c + self.height * s, self.length * s + self.height * c
        return (
            max(0, int(self.x - wide)), max(0, int(self.y - high)),
            min(shape[1], int(self.x + wide) + 1), min(shape[0], int(self.y + high) + 1),
        )  # fmt: skip


def glance(gray: Picture, known: Sequence[Sequence[Point]], length: float) -> list[Region]:
    """Return plain places of bars outside the known ones, those of a least length in px.

    It is quick, by a small copy, and blind to fine bars.
    """
    shrink = min(max(1.0, float(round(math.sqrt(gray.size / GLANCED)))), MOST_SHRUNK)  # whole: it is quicker
    level = gray
    if shrink > 1:
        level = np.asarray(
            cv2.resize(gray, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA), np.uint8
        )
    if min(level.shape) < 2 * CELL:
        return []
    free = np.ones((level.shape[0] // CELL, level.shape[1] // CELL), np.uint8)
    least = float(np.inf)
    for quad in known:
        cells = np.array(quad, np.float32) / (shrink * CELL)
        middle = cells.mean(axis=0)
        cv2.fillConvexPoly(free, np.round(middle + 1.3 * (cells - middle)).astype(np.int32), 0.0)
        cv2.polylines(free, [np.round(cells).astype(np.int32)], True, 0.0, 5)
        least = min(least, PLAIN * float(np.ptp(cells, axis=0).prod()))
    least = max(least, LEAST_CELLS)
    if np.count_nonzero(free) < least:  # no room
        return []
    energy, coherence, angle = tensor(level)
    coherence *= free
    if np.count_nonzero((energy > ENERGY) & (coherence > PLAINLY)) < least:
        return []
    return sorted(_regions(energy, coherence, angle, shrink, length), key=lambda r: -r.weight)


def find_squares(gray: Picture, known: Callable[[Point], bool], most: int) -> list[Box]:
    """Return (left, top, right, bottom) of places busy in all directions, as matrix codes are.

    Those whose middle is `known` are left out.
    """
    found: list[tuple[float, Box]] = []
    for shrink in (1.0, 3.0):
        level = gray
        if shrink > 1:
            small = cv2.resize(gray, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA)
            level = np.asarray(small, np.uint8)
        if min(level.shape) < 3 * CELL:
            break
        energy, coherence, _ = tensor(level)
        busy = (energy > max(4 * ENERGY, BUSY * float(np.quantile(energy, 0.98)))).astype(np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(busy, connectivity=8)
        for left, top, width, height, area in stats[1:]:
            if area >= LEAST_CELLS and max(width, height) < LONG * min(width, height):
                place = np.array([left - 1, top - 1, left + width + 1, top + height + 1]) * CELL * shrink
                x1, y1, x2, y2 = (int(v) for v in place)
                box = (max(0, x1), max(0, y1), min(gray.shape[1], x2), min(gray.shape[0], y2))
                part = energy[top : top + height, left : left + width]
                if float(np.median(coherence[top : top + height, left : left + width])) > COHERENT:
                    continue  # bars
                found.append((float(np.sqrt(part).sum()) * shrink**2 * area / (width * height), box))
    kept: list[Box] = []
    for _, box in sorted(found, key=lambda f: -f[0]):
        if any(_inside(box, other) for other in kept) or known(middle_of(box)):
            continue
        kept.append(box)
        if len(kept) == most:
            break
    return kept


def middle_of(box: Box) -> Point:
    """Return the middle of a place."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _inside(box: Box, other: Box) -> bool:
    """Say whether a box is mostly part of another that is not much larger."""
    width = min(box[2], other[2]) - max(box[0], other[0])
    height = min(box[3], other[3]) - max(box[1], other[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return width > 0 and height > 0 and width * height > 0.6 * area


def find_regions(
    gray: Picture, most: int, known: Callable[[Point], bool], *, coarse: bool = False
) -> list[Region]:
    """Return places of a (H, W) uint8 picture that look like bars, the most bar-like first.

    Those whose middle is `known` are left out. `coarse` leaves out bars of two pixels or less, and most of
    the work in a large picture.
    """
    found: list[Region] = []
    for shrink in (2.0, 4.0) if coarse else (1.0, 2.0, 4.0):
        level = (
            gray
            if shrink == 1
            else cv2.resize(gray, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA)
        )
        if min(level.shape) < 2 * CELL:
            break
        found += _at_level(np.asarray(level, dtype=np.uint8), shrink)
    kept: list[Region] = []
    for region in sorted(found, key=lambda r: -r.weight):
        if any(_same(region, other) for other in kept) or known((region.x, region.y)):
            continue
        kept.append(region)
        if len(kept) == most:
            break
    return kept


def _same(one: Region, other: Region) -> bool:
    turn = abs((one.angle - other.angle + math.pi / 2) % math.pi - math.pi / 2)
    return turn < 0.35 and other.covers(one.x, one.y) and one.length < 1.3 * other.length


def _at_level(level: Picture, shrink: float) -> list[Region]:
    return _regions(*tensor(level), shrink, LEAST_LENGTH)


def _regions(energy: Floats, coherence: Floats, angle: Floats, shrink: float, least: float) -> list[Region]:
    useful = (energy > ENERGY) & (coherence > COHERENT)
    found = []
    step = math.pi / DIRECTIONS
    kernel = np.ones((3, 3), np.uint8)
    for k in range(DIRECTIONS):
        away = np.abs((angle - k * step + math.pi / 2) % math.pi - math.pi / 2)
        mask = (useful & (away < step)).astype(np.uint8)
        if np.count_nonzero(mask) < LEAST_CELLS:
            continue
        closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
        for label in range(1, count):
            left, top, width, height, area = (int(value) for value in stats[label])
            if area < LEAST_CELLS or math.hypot(width, height) * CELL * shrink < least:
                continue
            part = (slice(top, top + height), slice(left, left + width))
            cells = (labels[part] == label) & (mask[part] > 0)
            region = _box(cells, (left, top), energy[part], coherence[part], angle[part], shrink)
            if region is not None:
                found.append(region)
    return found


def tensor(level: Picture) -> tuple[Floats, Floats, Floats]:
    """Return for each cell the mean squared gradient, the coherence 0 … 1 and the gradient's angle."""
    h, w = level.shape[0] // CELL, level.shape[1] // CELL
    both = cv2.spatialGradient(level[: h * CELL, : w * CELL])
    dx, dy = (np.asarray(one, dtype=np.int16) for one in both)

    def pooled(one: NDArray[np.int16], other: NDArray[np.int16]) -> Floats:
        product = cv2.multiply(one, other, dtype=cv2.CV_32F)
        mean = cv2.resize(product, (w, h), interpolation=cv2.INTER_AREA)
        return np.asarray(cv2.blur(mean, (3, 3)), np.float32)

    xx, yy, xy = pooled(dx, dx), pooled(dy, dy), pooled(dx, dy)
    energy = xx + yy
    turned = np.sqrt((xx - yy) ** 2 + 4 * xy**2)
    coherence = turned / np.maximum(energy, 1e-3)
    return (
        np.asarray(energy / 64, np.float32),
        np.asarray(coherence, np.float32),
        np.asarray(0.5 * np.arctan2(2 * xy, xx - yy), np.float32),
    )


def _box(
    cells: NDArray[np.bool_],
    corner: tuple[int, int],
    energy: Floats,
    coherence: Floats,
    angle: Floats,
    shrink: float,
) -> Region | None:
    rows, columns = np.nonzero(cells)
    if len(rows) < LEAST_CELLS:
        return None
    weight = np.sqrt(energy[cells]) * coherence[cells]
    double = 2 * angle[cells]
    theta = 0.5 * math.atan2(float((weight * np.sin(double)).sum()), float((weight * np.cos(double)).sum()))
    x, y = (columns + corner[0] + 0.5) * CELL, (rows + corner[1] + 0.5) * CELL
    along = x * math.cos(theta) + y * math.sin(theta)
    across = -x * math.sin(theta) + y * math.cos(theta)
    along.sort()
    across.sort()
    last = len(rows) - 1
    low, high = float(along[round(0.01 * last)]), float(along[round(0.99 * last)])
    bottom, top = float(across[round(0.03 * last)]), float(across[round(0.97 * last)])
    length, height = (high - low + CELL) * shrink, (top - bottom + CELL) * shrink
    if length < LEAST_LENGTH:
        return None
    u, v = (low + high) / 2, (bottom + top) / 2
    cx, cy = u * math.cos(theta) - v * math.sin(theta), u * math.sin(theta) + v * math.cos(theta)
    return Region(cx * shrink, cy * shrink, theta, length, height, float(weight.sum()) * shrink * shrink)
