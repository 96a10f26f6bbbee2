"""Where in a photo labels are, and how large their characters: a coarse look, so that a fine one sees little.

Print is busy, and most of a photo is not: the detector looks at busy regions only, shrunk as far as print of
a usual size bears. What lights up is gathered into labels; where the lines are too low to be cut apart, the
label is looked at again at the scale that its own characters need. In a large photo busy regions may be too
much to look at: there the whole photo is shown small first, and regions where nothing lit up come after,
the fullest first.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.ocr.detector import find_lines
from app.ocr.networks import Networks
from app.ocr.strips import Strip
from app.ocr.texture import Box, busy_boxes, joined_boxes

LARGE = 2_000_000  # pixels from which a photo is large
COARSE, COARSE_LARGE = 125_000, 350_000  # pixels of a look at a whole photo, and at a large one
CLOSER = 3  # times the pixels of that look where little was found
REGION_SCALE = 0.42  # of a look at a busy region
BESIDE_SCALE = 0.5  # of the same after a look at the whole photo, where small print stayed dark
MOST_REGIONS, MOST_REGIONS_LARGE = 100_000, 1_200_000  # pixels of all looks at regions after that look
COVERS = 0.25  # scale of a place from which it may hold the print of a busy region
NEARLY = 1.4  # times the scale of a look that found lines, up to which it need not be repeated
FINE = 18.0  # pixels: the height of a line's strip in the fine look
MOST_FINE = 700_000  # pixels of one fine look
LARGEST_SCALE = 2.0
TALLEST = 0.2  # of the photo's shorter side: the height of a line, else it is a shape
REACH = 2.2  # line heights between the lines of one label
ROOM = 1.8  # line heights around what was found
BUSY_ROOM = 8.0  # line heights by which a label may reach further where the photo is busy

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the photo that holds text, and the scale at which to look at it."""

    box: Box
    scale: float
    text: float  # pixels of lines that were found, as a measure of how much there is
    strips: tuple[Strip, ...] = ()  # its lines, if the look that found them was fine enough

    def part(self, picture: Picture) -> Picture:
        """Return the part of the picture."""
        left, top, right, bottom = self.box
        return picture[top:bottom, left:right]


def find_places(networks: Networks, picture: Picture, *, closer: bool = False) -> list[Place]:
    """Return the places of labels in a photo (H, W, 3) uint8 BGR, the fullest first; [] if none.

    `closer` looks at all of the photo, busy or not, and less coarsely, at several times the cost.
    """
    size = picture.shape[0], picture.shape[1]
    busy = busy_boxes(np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8))
    if closer or size[0] * size[1] > LARGE:
        places = _looked_for(networks, picture, busy, closer)
    else:
        places = [
            place
            for box in joined_boxes(busy, size)
            for place in _places(_look(networks, picture, box, REGION_SCALE), REGION_SCALE, busy, size)
        ]
    return sorted(_apart(places), key=lambda place: -place.text)


def _looked_for(networks: Networks, picture: Picture, busy: Sequence[Box], closer: bool) -> list[Place]:
    """Return the places that a coarse look at the whole photo finds, and those of busy regions besides.

    Each of them is looked at again: large photos are worth it, and so is one in which little was found.
    """
    height, width = size = picture.shape[0], picture.shape[1]
    large = height * width > LARGE
    pixels = (COARSE_LARGE if large else COARSE) * (CLOSER if closer else 1)
    scale = min(1.0, math.sqrt(pixels / (height * width)))
    places = _places(find_lines(networks, picture, scale), 0, busy, size)
    room = MOST_REGIONS_LARGE if large else MOST_REGIONS
    for box in busy:
        area = (box[2] - box[0]) * (box[3] - box[1])
        cost = area * BESIDE_SCALE**2
        near = [place for place in places if place.scale > COVERS]
        if cost <= room and not any(_overlap(box, place.box) > area / 2 for place in near):
            room -= int(cost)
            places += _places(_look(networks, picture, box, BESIDE_SCALE), 0, busy, size)
    return places


def _look(networks: Networks, picture: Picture, box: Box, scale: float) -> list[Strip]:
    """Return the lines of a busy region, in pixels of the photo."""
    left, top, right, bottom = box
    found = find_lines(networks, picture[top:bottom, left:right], scale)
    return [strip.moved(1.0, np.array((left, top), np.float32)) for strip in found]


def _places(
    strips: Sequence[Strip], looked: float, busy: Sequence[Box], size: tuple[int, int]
) -> list[Place]:
    """Gather lines into places; they need no second look if the scale `looked` at was fine enough."""
    line_like = [strip for strip in strips if strip.height < TALLEST * min(size)]
    groups = [[line_like[i] for i in group] for group in _groups(line_like)]
    return [_place(group, looked, busy, size) for group in groups]


def _groups(strips: Sequence[Strip]) -> list[list[int]]:
    """Gather strips that lie within `REACH` line heights of each other."""
    boxes = [_box(strip.hull, REACH * strip.height / 2) for strip in strips]
    groups: list[list[int]] = []
    for i, box in enumerate(boxes):
        near = [group for group in groups if any(_overlap(box, boxes[j]) > 0 for j in group)]
        groups = [group for group in groups if group not in near]
        groups.append([i, *(j for group in near for j in group)])
    return groups


def _place(group: Sequence[Strip], looked: float, busy: Sequence[Box], size: tuple[int, int]) -> Place:
    heights = np.array([strip.height for strip in group])
    lengths = np.array([strip.length for strip in group])
    order = np.argsort(heights)
    share = np.cumsum(lengths[order]) / lengths.sum()
    usual = float(heights[order][np.searchsorted(share, 0.35)])  # small print counts more than a large brand
    found = _around(_box(strip.hull, ROOM * usual) for strip in group)
    further = _box(np.array(found).reshape(2, 2), BUSY_ROOM * usual)
    touching = [_common(box, further) for box in busy if _overlap(box, found) > 0]
    whole = _common(_around([found, *touching]), (0, 0, size[1], size[0]))
    left, top, right, bottom = (int(side) for side in whole)
    area = max(1, (right - left) * (bottom - top))
    scale = min(FINE / usual, LARGEST_SCALE, math.sqrt(MOST_FINE / area))
    strips = tuple(group) if scale <= looked * NEARLY else ()
    return Place((left, top, right, bottom), scale, float(lengths.sum()), strips)


def _apart(places: Sequence[Place]) -> list[Place]:
    """Drop places that lie within another one of like scale."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda p: -_overlap(p.box, p.box)):
        alike = [k for k in kept if 0.6 < place.scale / k.scale < 1.6]
        if not any(_overlap(place.box, k.box) > 0.8 * _overlap(place.box, place.box) for k in alike):
            kept.append(place)
    return kept


Sides = tuple[float, float, float, float]


def _box(points: NDArray[np.floating], room: float) -> Sides:
    low, high = points.min(0), points.max(0)
    return float(low[0] - room), float(low[1] - room), float(high[0] + room), float(high[1] + room)


def _around(boxes: Iterable[Sides]) -> Sides:
    sides = np.array(list(boxes))
    low, high = sides[:, :2].min(0), sides[:, 2:].max(0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _common(one: Sides, other: Sides) -> Sides:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _overlap(one: Sides, other: Sides) -> float:
    left, top, right, bottom = _common(one, other)
    return max(0.0, right - left) * max(0.0, bottom - top)
