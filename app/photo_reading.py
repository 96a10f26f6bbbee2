"""One photo -> what is printed on it: codes with the place where each was read, sure or to be confirmed."""

from dataclasses import dataclass
from hashlib import sha256

import cv2
import numpy as np
from numpy.typing import NDArray

from app.photos import decode
from app.symbols import Symbol, read

Picture = NDArray[np.uint8]
LARGEST_CROP = 800  # px
AROUND = 0.25  # of a code's size, shown around it


@dataclass(frozen=True, slots=True)
class CodeRead:
    """A code and the part of the picture where it is, (h, w, 3) uint8 BGR."""

    symbol: Symbol
    crop: Picture


@dataclass(frozen=True, slots=True)
class PhotoRead:
    """What was read from one picture."""

    digest: str  # SHA-256 of the photo's bytes, "" for a frame that is kept nowhere
    width: int
    height: int
    codes: tuple[CodeRead, ...]


def read_photo(data: bytes, budget_s: float = 1.5) -> PhotoRead:
    """Read the codes of a photo. Raises BadInput where it is no usable photo."""
    return read_picture(decode(data), sha256(data).hexdigest(), budget_s)


def read_picture(picture: Picture, digest: str = "", budget_s: float = 1.5) -> PhotoRead:
    """Read the codes of a picture, (H, W, 3) uint8 BGR, within a time budget."""
    height, width = picture.shape[:2]
    codes = tuple(CodeRead(symbol, crop_of(picture, symbol.quad)) for symbol in read(picture, budget_s))
    return PhotoRead(digest, width, height, codes)


def crop_of(picture: Picture, quad: tuple[tuple[int, int], ...]) -> Picture:
    """Return the part of a picture around corners, `LARGEST_CROP` px at most; all of it without corners."""
    height, width = picture.shape[:2]
    xs, ys = [x for x, _ in quad] or [0, width], [y for _, y in quad] or [0, height]
    margin = int(max(24, AROUND * max(max(xs) - min(xs), max(ys) - min(ys))))
    left, right = max(0, min(xs) - margin), min(width, max(xs) + margin)
    top, bottom = max(0, min(ys) - margin), min(height, max(ys) + margin)
    part = picture[top:bottom, left:right] if right - left > 1 and bottom - top > 1 else picture
    scale = LARGEST_CROP / max(part.shape[:2])
    if scale < 1:
        part = np.asarray(
            cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8
        )
    return np.array(part)  # a copy, so that the picture need not be kept
