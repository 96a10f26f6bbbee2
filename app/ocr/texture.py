"""Where a photo is as busy as print: edges close together, whatever their colours, script and turn.

A few milliseconds for a whole photo at its full size, where small print is still print. It cannot tell text
from other fine patterns: that is the networks' part. It tells how far a label reaches that they found, and
where in a large photo they should look at all.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

CELL = 8  # pixels of the photo that are one cell of the map
BUSY = 0.25  # share of edge pixels in and around a cell from which it counts
JOINED = 2  # cells by which busy cells reach out to join up
LEAST_CELLS = 12  # of a region, joined up
NOISY = 5.0  # grey levels: the usual step of a photo that must be smoothed more
FAINT = 4.0  # grey levels: the least step that is an edge

Picture = NDArray[np.uint8]
Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels of the photo


def busy_boxes(grey: Picture) -> list[Box]:
    """Return the boxes around busy regions of a photo (H, W) uint8, the most densely filled first."""
    if min(grey.shape) < 2 * CELL:
        return []
    steps = _steps(np.asarray(cv2.blur(grey, (3, 3)), np.uint8))
    usual = float(np.median(steps[::4, ::4]))
    if usual > NOISY:
        steps = _steps(np.asarray(cv2.GaussianBlur(grey, (7, 7), 0), np.uint8))
        usual = float(np.median(steps[::4, ::4]))
    edges = (steps > max(FAINT, 2.5 * usual + 2)).astype(np.uint8) * 255
    size = (grey.shape[1] // CELL, grey.shape[0] // CELL)
    share = cv2.blur(cv2.resize(edges, size, interpolation=cv2.INTER_AREA), (3, 3))
    busy = (np.asarray(share) > BUSY * 255).astype(np.uint8)
    joined = cv2.dilate(busy, np.ones((2 * JOINED + 1, 2 * JOINED + 1), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    fullest = sorted(stats[1:], key=lambda s: -float(s[4]) / (s[2] * s[3]))  # outlines come last
    return [
        (int(x) * CELL, int(y) * CELL, int(x + width) * CELL, int(y + height) * CELL)
        for x, y, width, height, cells in fullest
        if cells >= LEAST_CELLS
    ]


def joined_boxes(boxes: Sequence[Box], size: tuple[int, int]) -> list[Box]:
    """Return boxes around the given ones, a cell larger, of which none touches another.

    `size` is the height and width of the photo in pixels.
    """
    height, width = size
    boxes = [(a - CELL, b - CELL, c + CELL, d + CELL) for a, b, c, d in boxes]
    while True:
        mask = np.zeros((height // CELL + 1, width // CELL + 1), np.uint8)
        for left, top, right, bottom in boxes:
            mask[max(0, top) // CELL : -(-bottom // CELL), max(0, left) // CELL : -(-right // CELL)] = 1
        _, _, stats, _ = cv2.connectedComponentsWithStats(mask)
        whole = [tuple(int(v) * CELL for v in s[:4]) for s in stats[1:]]
        joined = [(x, y, min(width, x + w), min(height, y + h)) for x, y, w, h in whole]
        if len(joined) == len(boxes):
            return joined
        boxes = joined


def _steps(soft: Picture) -> Picture:
    """Return how far grey levels differ around each pixel."""
    return np.asarray(cv2.morphologyEx(soft, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)), np.uint8)
