"""Where in a photo labels are, and how large their characters: a coarse look, so that a fine one sees little.

Text lights the detector's map even where its characters are five pixels high, far too few to cut lines apart.
So the whole photo is shown to it small; what lights up is gathered into labels, and each label is looked at
again at the scale that its own characters need.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.ocr.detector import find_lines
from app.ocr.networks import Floats, Networks

COARSE = 120_000  # pixels of the coarse look at a photo of up to 1.2 megapixels
SMALLEST = 0.33  # scale of the coarse look at larger ones, while its size allows
MOST_COARSE = 1_400_000  # pixels of the coarse look at the largest
FINE = 18.0  # pixels: the height of a line's rectangle in the fine look
MOST_FINE = 700_000  # pixels of one fine look
LARGEST_SCALE = 2.0
REACH = 2.2  # line heights between the lines of one label
ROOM = 2.5  # line heights around what was found, for lines that the coarse look left dark

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the photo that holds text, and the scale at which to look at it."""

    left: int
    top: int
    right: int
    bottom: int
    scale: float

    def part(self, picture: Picture) -> Picture:
        return picture[self.top : self.bottom, self.left : self.right]


def coarse_scale(height: int, width: int) -> float:
    """Return by how much a photo is shrunk for the coarse look."""
    area = height * width
    wanted = max(SMALLEST, math.sqrt(COARSE / area))
    return min(1.0, wanted, math.sqrt(MOST_COARSE / area))


def find_places(networks: Networks, picture: Picture) -> list[Place]:
    """Return the places of labels in a photo (H, W, 3) uint8 BGR, the fullest first; [] if none."""
    height, width = picture.shape[:2]
    rectangles = find_lines(networks, picture, coarse_scale(height, width))
    places = [_place(group, (height, width)) for group in _groups(rectangles)]
    return [place for place, _ in sorted(places, key=lambda p: -p[1])]


def _groups(rectangles: list[Floats]) -> list[list[Floats]]:
    """Gather rectangles that lie within `REACH` line heights of each other."""
    boxes = [_box(r, REACH * _thickness(r) / 2) for r in rectangles]
    parents = list(range(len(boxes)))

    def root(i: int) -> int:
        while parents[i] != i:
            i = parents[i]
        return i

    for i, one in enumerate(boxes):
        for j in range(i):
            other = boxes[j]
            if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]:
                parents[root(i)] = root(j)
    groups: dict[int, list[Floats]] = {}
    for i, rectangle in enumerate(rectangles):
        groups.setdefault(root(i), []).append(rectangle)
    return list(groups.values())


def _place(group: list[Floats], size: tuple[int, int]) -> tuple[Place, float]:
    """Return the place of a group of rectangles, and how much text it holds."""
    heights = np.array([_thickness(r) for r in group])
    lengths = np.array([float(np.linalg.norm(r[1] - r[0])) for r in group])
    order = np.argsort(heights)
    share = np.cumsum(lengths[order]) / lengths.sum()
    usual = float(heights[order][np.searchsorted(share, 0.35)])  # small print counts more than a large brand
    boxes = np.array([_box(r, ROOM * usual) for r in group])
    left, top = np.maximum(boxes[:, :2].min(0), 0).astype(int)
    right, bottom = np.minimum(boxes[:, 2:].max(0), [size[1], size[0]]).astype(int)
    area = max(1, (right - left) * (bottom - top))
    scale = min(FINE / usual, LARGEST_SCALE, math.sqrt(MOST_FINE / area))
    return Place(int(left), int(top), int(right), int(bottom), scale), float(lengths.sum())


def _thickness(rectangle: Floats) -> float:
    return max(1.0, float(np.linalg.norm(rectangle[3] - rectangle[0])))


def _box(rectangle: Floats, room: float) -> tuple[float, float, float, float]:
    low, high = rectangle.min(0), rectangle.max(0)
    return float(low[0] - room), float(low[1] - room), float(high[0] + room), float(high[1] + room)
