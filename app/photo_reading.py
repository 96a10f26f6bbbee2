"""One photo -> what is printed on it: codes first, then the label's text with the markings in it.

Each comes with the place where it was read, as a small picture, and with how far it can be believed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from app.labels import Line
from app.markings.photo import PhotoMarking, PhotoText, read_photo_markings
from app.photo_advice import Advice, advise
from app.symbols import Symbol, read

Picture = NDArray[np.uint8]
LARGEST_CROP = 800  # px
AROUND = 0.5  # of the shorter side of a code or a line, shown around it


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


@dataclass(frozen=True, slots=True)
class MarkRead:
    """A marking, the lines of the label that it rests on, and the part of the picture where it is."""

    found: PhotoMarking
    text: str
    crop: Picture


@dataclass(frozen=True, slots=True)
class TextRead:
    """What a photo's label says."""

    digest: str
    text: str  # all lines
    marks: tuple[MarkRead, ...]
    advice: tuple[Advice, ...]  # what would make the photo more readable, the most helpful first


class ReadsLines(Protocol):
    """Reads the lines of printed text in a picture; see `app.labels.LabelReader`."""

    def read(self, picture: Picture, budget_s: float = 4.0) -> tuple[Line, ...]: ...


def read_picture(picture: Picture, digest: str = "", budget_s: float = 1.5) -> PhotoRead:
    """Read the codes of a picture, (H, W, 3) uint8 BGR, within a time budget.

    `digest` is the SHA-256 of the photo's bytes, "" for a frame that is kept nowhere.
    """
    height, width = picture.shape[:2]
    codes = tuple(CodeRead(symbol, crop_of(picture, symbol.quad)) for symbol in read(picture, budget_s))
    return PhotoRead(digest, width, height, codes)


def read_text(picture: Picture, digest: str, reader: ReadsLines, today: date) -> TextRead:
    """Read a label's text in a picture, what it states about rights, and how readable the picture is.

    `picture` is (H, W, 3) uint8 BGR, `digest` the SHA-256 of its photo; `today` bounds the years of numbers.

    Raises:
        InspectionError: as the reader does where it cannot read.
    """
    lines = reader.read(picture)
    told = read_photo_markings(lines, today)
    marks = []
    for found in told.markings:
        first, last = lines_of(told, found)
        text = "\n".join(told.text.split("\n")[first : last + 1])
        place = _whole(line.quad for line in lines[first : last + 1])
        marks.append(MarkRead(found, text, crop_of(picture, place)))
    return TextRead(digest, told.text, tuple(marks), advise(picture, lines))


def lines_of(told: PhotoText, found: PhotoMarking) -> tuple[int, int]:
    """Return the first and the last of the lines that a marking and its words stand in."""
    marking = found.marking
    start = min((marking.start, *(word.start for word in marking.words)))
    end = max((marking.end, *(word.end for word in marking.words)))
    return told.text.count("\n", 0, start), told.text.count("\n", 0, max(start, end - 1))


def _whole(quads: Iterable[Iterable[tuple[float, float]]]) -> tuple[tuple[int, int], ...]:
    """Return the corners of several quadrangles in whole pixels."""
    return tuple((round(x), round(y)) for quad in quads for x, y in quad)


def crop_of(picture: Picture, quad: tuple[tuple[int, int], ...]) -> Picture:
    """Return the part of a picture around corners, `LARGEST_CROP` px at most; all of it without corners."""
    height, width = picture.shape[:2]
    xs, ys = [x for x, _ in quad] or [0, width], [y for _, y in quad] or [0, height]
    margin = int(max(16, AROUND * min(max(xs) - min(xs), max(ys) - min(ys))))
    left, right = max(0, min(xs) - margin), min(width, max(xs) + margin)
    top, bottom = max(0, min(ys) - margin), min(height, max(ys) + margin)
    part = picture[top:bottom, left:right] if right - left > 1 and bottom - top > 1 else picture
    scale = LARGEST_CROP / max(part.shape[:2])
    if scale < 1:
        part = np.asarray(
            cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8
        )
    return np.array(part)  # a copy, so that the picture need not be kept
