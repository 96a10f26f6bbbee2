"""Where the lines of text are: the detector network on one part of a photo.

Its cost grows with the pixels it sees, so callers cut out a label and shrink it until its characters are no
larger than the network needs (`EM`). From its map of text come rectangles, each grown by what the network
leaves off around a line (DB: "Real-time Scene Text Detection with Differentiable Binarization", 2020).
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.ocr.networks import Floats, Networks

TEXT = 0.3  # of the map: where a pixel belongs to a line
LINE = 0.5  # mean of the map within a rectangle that is one
GROWN = 1.6  # times area over circumference that a rectangle grows on each side
LEAST = 3.0  # pixels of the map: the height of a line before it grows
MOST = 300  # lines of one label
SIDE = 32  # pixels: what sides must be multiples of

Picture = NDArray[np.uint8]


def find_lines(networks: Networks, picture: Picture, scale: float) -> list[Floats]:
    """Return rectangles (4, 2) of lines in a picture (H, W, 3) uint8 BGR, in its pixels.

    The network sees the picture shrunk or grown by `scale`. Corners are clockwise; the first is the upper
    left as the picture stands, the long side leading.
    """
    height, width = picture.shape[:2]
    size = tuple(max(SIDE, round(side * scale / SIDE) * SIDE) for side in (width, height))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    shown = cv2.resize(picture, size, interpolation=way)
    text = networks.text_map(_batch(np.asarray(shown, np.uint8)))
    factors = np.array([width / size[0], height / size[1]], np.float32)
    return [np.asarray(rectangle * factors, np.float32) for rectangle in _rectangles(text)]


def _batch(picture: Picture) -> Floats:
    scaled = picture.astype(np.float32) / 127.5 - 1
    return np.ascontiguousarray(scaled.transpose(2, 0, 1)[None])


def _rectangles(text: Floats) -> list[Floats]:
    mask = np.asarray(cv2.dilate((text > TEXT).astype(np.uint8), np.ones((2, 2), np.uint8)), np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours[:MOST]:
        centre, (width, height), angle = cv2.minAreaRect(contour)
        if min(width, height) < LEAST or _mean(text, contour) < LINE:
            continue
        grown = width * height * GROWN / (2 * (width + height))
        size = (width + 2 * grown, height + 2 * grown)
        found.append(upright(np.asarray(cv2.boxPoints((centre, size, angle)), np.float32)))
    return found


def _mean(text: Floats, contour: Any) -> float:
    """Return the mean of the map within a contour."""
    x, y, width, height = cv2.boundingRect(contour)
    inside = np.zeros((height, width), np.uint8)
    cv2.fillPoly(inside, [contour - [x, y]], (1,))
    return float(cv2.mean(text[y : y + height, x : x + width], inside)[0])


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
