"""Where the lines of text are: the detector network on one part of a photo.

Its cost grows with the pixels it sees, so callers cut out a label and shrink it until its characters are no
larger than the network needs. From its map of text come strips, each grown by what the network leaves
off around a line (DB: "Real-time Scene Text Detection with Differentiable Binarization", 2020).
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.ocr.networks import Floats, Networks
from app.ocr.strips import Strip, follow

TEXT = 0.3  # of the map: where a pixel belongs to a line
LINE = 0.5  # mean of the map within a contour that is one
GROWN = 1.6  # times area over circumference that a line grows on each side
LEAST = 3.0  # pixels of the map: the height of a line before it grows
MOST = 300  # lines of one label
SIDE = 32  # pixels: what sides must be multiples of

Picture = NDArray[np.uint8]


def find_lines(networks: Networks, picture: Picture, scale: float) -> list[Strip]:
    """Return the lines in a picture (H, W, 3) uint8 BGR, in its pixels; each may still stand on its head.

    The network sees the picture shrunk or grown by `scale`.
    """
    height, width = picture.shape[:2]
    size = tuple(max(SIDE, round(side * scale / SIDE) * SIDE) for side in (width, height))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    shown = cv2.resize(picture, size, interpolation=way)
    text = networks.text_map(_batch(np.asarray(shown, np.uint8)))
    factors = np.array([width / size[0], height / size[1]], np.float32)
    return [strip.moved(factors) for strip in _strips(text)]


def _batch(picture: Picture) -> Floats:
    scaled = picture.astype(np.float32) / 127.5 - 1
    return np.ascontiguousarray(scaled.transpose(2, 0, 1)[None])


def _strips(text: Floats) -> list[Strip]:
    mask = np.asarray(cv2.dilate((text > TEXT).astype(np.uint8), np.ones((2, 2), np.uint8)), np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return [
        follow(contour, mask, GROWN / 2)
        for contour in contours[:MOST]
        if min(cv2.minAreaRect(contour)[1]) >= LEAST and _mean(text, contour) >= LINE
    ]


def _mean(text: Floats, contour: Any) -> float:
    """Return the mean of the map within a contour."""
    x, y, width, height = cv2.boundingRect(contour)
    inside = np.zeros((height, width), np.uint8)
    cv2.fillPoly(inside, [contour - [x, y]], (1,))
    return float(cv2.mean(text[y : y + height, x : x + width], inside)[0])
