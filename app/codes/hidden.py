"""QR codes that a reader finds and cannot read, since glare or dirt hides parts of them -> readings.

A levelled picture shows their finders under glare; how light each module is comes from the picture itself.
What is hidden is left out, the error correction gives it back, and the code as it was printed is read.
"""

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.codes import qr_code
from app.codes.engines import Affine, BrokenQr, Picture, find_broken, moved, weighed, zxing
from app.codes.erasures import correct
from app.codes.qr_code import Flags
from app.codes.symbol import Point, Reading

Floats = NDArray[np.float32]

WIDTHS = (9, 15, 21)  # px, in which dark and light are both looked for: two to seven modules
FAINT = 12  # grey levels between dark and light that are not stretched further
TRIED = 4  # places in a picture
ZOOM = 5  # px that a module is looked at in, without those at its edge
NEAR, REACH = 1.2, 5  # modules: how near those are that count most, and the furthest that count
STEADY = 0.02 * NEAR**2  # what keeps a slope level where nothing shows one
LEAST = 1e-4  # weight of the mean of all, which counts where there is nothing near
ROUNDS = 4  # of telling dark from light, each by what the one before took for dark and light
EMPTY = ((3, 0.65), (4, 0.9), (5, 1.0))  # modules wide, all alike, and how doubtful they are for that


def read_hidden(gray: Picture, back: Affine) -> Iterator[list[Reading]]:
    """Yield readings of the codes in a (H, W) uint8 picture of which parts are hidden."""
    seen: set[tuple[int, ...]] = set()
    for width in WIDTHS:
        for broken in find_broken(_levelled(gray, width)):
            place = tuple(round(x / width) for corner in broken.quad for x in corner)
            if place not in seen and len(seen) < TRIED and broken.level in qr_code.LEVELS:
                seen.add(place)
                yield _mended(gray, broken, back)


def _levelled(gray: Picture, width: int) -> Picture:
    """Stretch every place from its darkest to its lightest."""
    around, size = np.ones((width, width), np.uint8), (width, width)
    low = cv2.blur(np.asarray(cv2.erode(gray, around), np.float32), size)
    high = cv2.blur(np.asarray(cv2.dilate(gray, around), np.float32), size)
    level = 255 * (gray - low) / np.maximum(high - low, FAINT)
    return np.asarray(np.clip(level, 0, 255), np.uint8)


def _mended(gray: Picture, broken: BrokenQr, back: Affine) -> list[Reading]:
    """Return what a code says once its errors are corrected, [] where they cannot be."""
    version, level = broken.version, broken.level
    dark, doubt = tell_apart(sample(gray, broken.quad, qr_code.side(version)))
    places = qr_code.data_modules(version)
    rows, columns = places.T
    turned = qr_code.masked(broken.mask, places)
    words = np.packbits(dark[rows, columns] ^ turned)
    doubts = (doubt[rows, columns] ** 3).reshape(-1, 8).sum(1)
    spare = 1.0
    for parity, own in qr_code.blocks(version, level):
        block = correct(words[own], doubts[own], parity)
        if block is None:
            return []
        words[own], spare = block.words, min(spare, block.spare)
    dark[rows, columns] = np.unpackbits(words).astype(np.bool_) ^ turned
    return [
        replace(one, quad=moved(broken.quad, back), weight=weighed(spare))
        for one in zxing(qr_code.drawn(dark), "zxing mended")
    ]


def sample(gray: Picture, quad: tuple[Point, ...], side: int) -> Floats:
    """Return how light each module is, (side, side); `quad` goes clockwise from the symbol's top left."""
    size = side * ZOOM
    corners = np.array([(0, 0), (size, 0), (size, size), (0, size)], np.float32)
    view = cv2.getPerspectiveTransform(np.array(quad, np.float32), corners)
    flat = cv2.warpPerspective(gray, view, (size, size), flags=cv2.INTER_LINEAR)
    inner = flat.reshape(side, ZOOM, side, ZOOM)[:, 1:-1, :, 1:-1]
    return np.asarray(inner.mean((1, 3), dtype=np.float32))


def tell_apart(light: Floats) -> tuple[Flags, Floats]:
    """Return which modules are dark, and how doubtful each is, 0 to 1.

    What dark and light look like at a module is carried on from those around it, also up the slope of a
    glare. Modules in a place that is all alike, wider than codes have them, are hidden.
    """
    around = np.ones((5, 5), np.uint8)
    low, high = np.asarray(cv2.erode(light, around)), np.asarray(cv2.dilate(light, around))
    for _ in range(ROUNDS):
        dark = (light < (low + high) / 2).astype(np.float32)
        low = np.clip(_carried(light, dark), 0, 254)
        high = np.clip(_carried(light, 1 - dark), low + 1, 255)
    share = (light - low) / (high - low)
    doubt = 1 - np.clip(np.abs(2 * share - 1), 0, 1)
    for colour in (share < 0.5, share >= 0.5):
        for wide, least in EMPTY:
            alike = cv2.morphologyEx(
                colour.astype(np.uint8), cv2.MORPH_OPEN, np.ones((wide, wide), np.uint8),
                borderType=cv2.BORDER_CONSTANT, borderValue=0,
            )  # fmt: skip
            doubt = np.where(np.asarray(alike) > 0, np.maximum(doubt, least), doubt)
    return np.asarray(share < 0.5), np.asarray(doubt, np.float32)


def _carried(light: Floats, weight: Floats) -> Floats:
    """Return at each module the plane that fits those around it best, by their weight and nearness.

    Source: W. S. Cleveland, Robust locally weighted regression and smoothing scatterplots, Journal of the
    American Statistical Association 74 (1979).
    """
    y, x = np.mgrid[-REACH : REACH + 1, -REACH : REACH + 1].astype(np.float64)
    nearness = np.exp(-(x * x + y * y) / (2 * NEAR**2))
    nearness /= nearness.sum()

    def moment(values: Floats, of: NDArray[np.float64]) -> NDArray[np.float64]:
        found = cv2.filter2D(values, cv2.CV_64F, nearness * of, borderType=cv2.BORDER_CONSTANT)
        return np.asarray(found, np.float64)

    one, valued = np.ones_like(x), weight * light
    n, mx, my = moment(weight, one) + LEAST, moment(weight, x), moment(weight, y)
    xx, xy, yy = moment(weight, x * x) + STEADY, moment(weight, x * y), moment(weight, y * y) + STEADY
    v, vx, vy = moment(valued, one) + LEAST * float(light.mean()), moment(valued, x), moment(valued, y)
    normal = np.array([[n, mx, my], [mx, xx, xy], [my, xy, yy]]).transpose(2, 3, 0, 1)
    values = np.array([v, vx, vy]).transpose(1, 2, 0)[..., None]
    return np.asarray(np.linalg.solve(normal, values)[..., 0, 0], np.float32)
