"""The order in which readings are tried: cheap first, costlier ones while something seems unread.

Every step votes; the search ends when what was found is sure and nothing that looks like bars is left over,
or when the caller's time is spent.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial

import cv2
import numpy as np

from app.codes.bars import read_again, read_drawn, read_region
from app.codes.engines import GLOBAL, Affine, Picture, opencv, zbar, zxing
from app.codes.regions import find_regions
from app.codes.symbol import CORRECTED, Reading, Symbol
from app.codes.votes import Votes

REGIONS = 5
LARGE = 1_500_000  # pixels; larger pictures are read in parts


def read_codes(gray: Picture, budget_s: float) -> tuple[Symbol, ...]:
    """Return the codes of a (H, W) uint8 picture; () if none."""
    deadline = time.monotonic() + budget_s
    votes = Votes()
    for readings in _attempts(gray, votes):
        votes.add(readings)
        if time.monotonic() > deadline:
            break
    return votes.symbols()


def _attempts(gray: Picture, votes: Votes) -> Iterator[list[Reading]]:
    """Yield readings, looking at what they made of the votes before the next is tried."""
    found = zxing(gray)
    yield found
    yield from (read_again(gray, one) for one in found if one.symbology not in CORRECTED)
    if votes.complete():
        return
    found = zxing(gray, "zxing hard", hard=True)
    yield found
    yield from (read_again(gray, one) for one in found if one.symbology not in CORRECTED)
    if votes.complete():
        return
    regions = find_regions(gray, REGIONS)
    yield from (read_drawn(gray, region) for region in regions)
    if votes.complete():
        return
    yield zbar(gray)
    for region in regions:
        if not votes.explains((region.x, region.y)):
            yield from until(read_region(gray, region), partial(votes.explains, (region.x, region.y)))
    if not votes.complete():
        yield from until(_whole(gray), votes.complete)


def until(steps: Iterator[list[Reading]], done: Callable[[], bool]) -> Iterator[list[Reading]]:
    """Yield steps until one of them has done it."""
    for step in steps:
        yield step
        if done():
            return


def _whole(gray: Picture) -> Iterator[list[Reading]]:
    yield opencv(gray)
    yield zxing(gray, "zxing histogram", hard=True, binarizer=GLOBAL)
    small = gray.size < LARGE
    for scale in (0.5, 2.0, 0.25):
        if (scale > 1 and not small) or min(gray.shape) * scale < 40:
            continue
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        sized = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=way), dtype=np.uint8)
        back: Affine = np.array([[1 / scale, 0.0, 0.0], [0.0, 1 / scale, 0.0]])
        yield zxing(sized, f"zxing {scale:g}x", back, hard=True)
        yield zbar(sized, f"zbar {scale:g}x", back)
    soft = np.asarray(cv2.GaussianBlur(gray, (0, 0), 1.2), dtype=np.uint8)
    yield zxing(soft, "zxing soft", hard=True)
    softer = cv2.GaussianBlur(gray, (0, 0), 3)
    yield zxing(
        np.asarray(cv2.addWeighted(gray, 2.5, softer, -1.5, 0), dtype=np.uint8), "zxing sharp", hard=True
    )
    flat = np.asarray(cv2.createCLAHE(3.0, (8, 8)).apply(gray), dtype=np.uint8)
    yield zxing(flat, "zxing flat", hard=True)
