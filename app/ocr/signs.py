"""The ® beside a brand: too small for the networks, so it is looked for where brands carry it.

Right of a line, above or below (Trademark Regulations art. 63), stands a round thing, smaller than the line's
characters, apart from them, with ink inside its ring. It is compared with a drawn ®, sharp and blurred. A ㊟
as large as the brand is read by the networks, but without its ring, which is looked for then. What is found
is a candidate for the officer's eye, never sure.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from app.ocr.lines import Line
from app.ocr.strips import Floats, Picture, Strip, straighten

EM = 96  # pixels of the line's height in the pictures that are compared
BEFORE, BEHIND = 1.0, 1.2  # line heights around the line's end that are searched
ABOVE, BELOW = 0.3, 0.15  # line heights
SMALLEST, LARGEST = 7, 62  # pixels: sides of the sign
STOP = 16  # pixels: what is lower and stands at the foot of a line is a full stop
ROUND = 0.68  # the shorter side over the longer
DISC = 0.9  # share of the ellipse in its box that a ring's outline fills
SOFT = 1.0  # pixels, against the grain of dark photos
FAINT = 0.22  # of the line's own contrast: where ink begins
ALIKE = 0.62  # correlation with a drawn sign from which it is one
FILLED = (0.35, 4.0)  # ink inside the ring over ink of the ring
SIGNS = ("®", "™", "㊟", "℠")
NOTE = "注註"  # what recognisers make of a large ㊟
TAKEN_FOR = "\"'“”‘’°*。.·•@©®ROo0①②③④⑤⑥⑦⑧⑨回図图 "  # what recognisers make of a ®
SIDE = 24  # pixels of the pictures that are correlated


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign found: where it begins and ends along the line (1 is the line's end), and how alike it is."""

    begin: float
    end: float
    alike: float  # 0 to 1
    text: str = "®"


def with_registered(picture: Picture, line: Line, strip: Strip) -> Line:
    """Return a line with the ® or ㊟ at its end in a photo (H, W, 3) uint8 BGR, else as it is.

    What the recogniser made of the sign (a quote, a degree) gives way to it; any other character stays.
    """
    if line.text[-1:] in SIGNS:
        return line
    sign = find_registered(picture, strip)
    kept = len(line.text)
    if sign is None:
        if line.text[-1:] not in NOTE or kept < 2 or not _ringed(picture, strip):
            return line
        sign, kept = Sign(*line.spans[-1], line.chances[-1], "㊟"), kept - 1
    while kept > 1 and line.spans[kept - 1][1] > sign.begin and line.text[kept - 1] in TAKEN_FOR:
        kept -= 1
    if kept and sum(line.spans[kept - 1]) / 2 > sign.begin:
        return line
    return replace(
        line,
        text=line.text[:kept] + sign.text,
        chances=(*line.chances[:kept], sign.alike),
        spans=(*line.spans[:kept], (sign.begin, sign.end)),
    )


def find_registered(picture: Picture, strip: Strip) -> Sign | None:
    """Return the small ® at the end of a line of a photo (H, W, 3) uint8 BGR, None if there is none."""
    ink = _ink_at_end(picture, strip)
    if ink is None:
        return None
    found = [(_alike(ink, box), box) for box in _candidates(ink)]
    alike, box = max(found, default=(0.0, (0, 0, 0, 0)))
    if alike < ALIKE:
        return None
    heights = (box[0] / EM - BEFORE, (box[0] + box[2]) / EM - BEFORE)
    share = strip.height / strip.length
    return Sign(1 + heights[0] * share, 1 + heights[1] * share, min(1.0, alike))


def _ringed(picture: Picture, strip: Strip) -> bool:
    """Tell whether a line ends in a character with a ring around it."""
    ink = _ink_at_end(picture, strip)
    if ink is None:
        return False
    contours, _ = cv2.findContours((ink > FAINT).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        _, _, width, height = cv2.boundingRect(contour)
        whole = np.pi / 4 * width * height
        round_ = min(width, height) >= ROUND * max(width, height)
        if height > LARGEST * 0.6 and round_ and DISC < cv2.contourArea(contour) / whole < 2 - DISC:
            return True
    return False


def _ink_at_end(picture: Picture, strip: Strip) -> Floats | None:
    """Return how much ink is where around a line's end, 0 to 1.2; None where the line has no contrast."""
    line = _grey(straighten(picture, strip, EM, max(EM, int(EM * strip.length / strip.height))))
    paper = float(np.median(line))
    darker, lighter = paper - np.percentile(line, 3), np.percentile(line, 97) - paper
    dark = darker >= lighter
    contrast = float(darker if dark else lighter)
    if contrast < 8:
        return None
    area = _grey(straighten(picture, _corner(strip), *_size()))
    area = np.asarray(cv2.GaussianBlur(area, (0, 0), SOFT), np.float32)
    paper = float(np.median(area))
    return np.asarray(np.clip((paper - area if dark else area - paper) / contrast, 0, 1.2), np.float32)


def _size() -> tuple[int, int]:
    return round(EM * (1 + ABOVE + BELOW)), round(EM * (BEFORE + BEHIND))


def _grey(picture: Picture) -> Floats:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.float32)


def _corner(strip: Strip) -> Strip:
    """Return the strip around the end of a line, in which the sign is looked for."""
    quad = strip.quad
    along = (quad[1] - quad[0] + quad[2] - quad[3]) / (2 * strip.length) * strip.height
    down = quad[2] - quad[1]
    top, bottom = quad[1] - down * ABOVE, quad[2] + down * BELOW
    corners = [top - along * BEFORE, top + along * BEHIND, bottom + along * BEHIND, bottom - along * BEFORE]
    return Strip(np.asarray(corners, np.float32), np.zeros(2, np.float32))


def _candidates(ink: Floats) -> Iterator[tuple[int, int, int, int]]:
    """Yield boxes (x, y, width, height) of round, small things right of all that is taller."""
    mask = (ink > FAINT).astype(np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = [cv2.boundingRect(contour) for contour in contours]
    tall = [x + width for x, y, width, height in boxes if height > LARGEST]
    edge = max((right for right in tall if right < ink.shape[1] - 2), default=0)
    for x, y, width, height in boxes:
        within = x > 0 and y > 0 and x + width < ink.shape[1] and y + height < ink.shape[0]
        fits = min(width, height) >= SMALLEST and max(width, height) <= LARGEST
        round_ = min(width, height) >= ROUND * max(width, height)
        top, foot = _ink_left_of(mask, x)
        high = height >= STOP or y + height / 2 < (top + foot) / 2
        if within and fits and round_ and high and x >= edge - 4:
            yield x, y, width, height


def _ink_left_of(mask: Picture, x: int) -> tuple[int, int]:
    """Return from where to where ink reaches down left of a column."""
    rows = np.nonzero(mask[:, :x].any(1))[0]
    return (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, 0)


def _alike(ink: Floats, box: tuple[int, int, int, int]) -> float:
    """Return how alike a thing is to a drawn ®, 0 where its ring is empty or it is a mere dot."""
    x, y, width, height = box
    part = ink[max(0, y - 1) : y + height + 1, max(0, x - 1) : x + width + 1]
    shown = np.asarray(cv2.resize(part, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.float32)
    inside, ring = _zones()
    filled = float(shown[inside].mean() / max(0.05, float(shown[ring].mean())))
    if not FILLED[0] <= filled <= FILLED[1]:
        return 0.0
    return max(float(np.corrcoef(shown.ravel(), drawn.ravel())[0, 1]) for drawn in _drawn())


def _zones() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    y, x = np.mgrid[:SIDE, :SIDE] - (SIDE - 1) / 2
    radius = np.hypot(x, y) / (SIDE / 2)
    return radius < 0.5, (radius > 0.68) & (radius < 0.95)


@cache
def _drawn() -> tuple[Floats, ...]:
    """Return a ® as pens of three widths draw it, each sharp and blurred; ink is 1."""
    large = SIDE * 4
    drawn = []
    for pen in (6, 9, 13):
        sign = np.zeros((large, large), np.uint8)
        cv2.circle(sign, (large // 2, large // 2), large // 2 - pen // 2 - 3, (255,), pen, cv2.LINE_AA)
        cv2.putText(sign, "R", (large // 2 - 19, large // 2 + 20), cv2.FONT_HERSHEY_SIMPLEX, 1.9, (255,), pen)
        for blur in (2.0, 7.0, 12.0, 20.0):
            soft = cv2.GaussianBlur(sign.astype(np.float32), (0, 0), blur)
            drawn.append(np.asarray(cv2.resize(soft, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.float32))
    return tuple(drawn)
