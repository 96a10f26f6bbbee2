"""A photo to lines of text: labels found by a coarse look, their lines by a fine one, and each line read.

Lines that may hold a number are read a second time from a crop made another way: only what two readings
agree on may be called sure.
"""

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from app.ocr.detector import find_lines
from app.ocr.lines import Line, as_quad
from app.ocr.networks import Floats, Networks
from app.ocr.places import Place, find_places
from app.ocr.recogniser import narrowed, read_crops, straighten, turned_over

SQUEEZE = 0.75  # of a line's width: costs a quarter less and loses nothing
LEAST_CONFIDENCE = 0.5  # of a line; below it is no text
TALL = 1.5  # height over width of a crop that may be a column of upright characters
NUMBERLIKE = re.compile(r"(?:[0-9OQILSZBG][\s.·]{0,2}){6,}")
MOST_PLACES = 12

Picture = NDArray[np.uint8]


class Reader:
    """Reads photos one after another with one set of networks."""

    def __init__(self, networks: Networks) -> None:
        self._networks = networks

    def read(self, picture: Picture, budget_s: float) -> tuple[Line, ...]:
        """Return the lines in a photo (H, W, 3) uint8 BGR, label by label from above; () if there are none.

        After `budget_s` seconds no further label is begun.
        """
        deadline = time.monotonic() + budget_s
        lines: list[Line] = []
        for place in find_places(self._networks, picture)[:MOST_PLACES]:
            lines += self._read_place(picture, place)
            if time.monotonic() > deadline:
                break
        return tuple(lines)

    def _read_place(self, picture: Picture, place: Place) -> list[Line]:
        part = place.part(picture)
        corner = np.array([place.left, place.top], np.float32)
        quads = [q + corner for q in find_lines(self._networks, part, place.scale)]
        quads = self._right_way_up(picture, quads)
        crops = [straighten(picture, quad) for quad in quads]
        texts = read_crops(self._networks, [narrowed(crop, SQUEEZE) for crop in crops])
        lines = [
            Line(text.text, as_quad(quad), text.chances, text.spans)
            for text, quad in zip(texts, quads, strict=True)
            if text.text.strip() and text.confidence >= LEAST_CONFIDENCE
        ]
        return self._read_again(picture, _in_order(lines))

    def _right_way_up(self, picture: Picture, quads: Sequence[Floats]) -> list[Floats]:
        """Turn lines over that stand on their heads: those of one direction together."""
        chances = turned_over(self._networks, [straighten(picture, quad) for quad in quads])
        turned = list(quads)
        for tall in (False, True):
            same = [i for i, quad in enumerate(quads) if _steep(quad) is tall]
            weights = [float(np.linalg.norm(quads[i][1] - quads[i][0])) for i in same]
            if same and float(np.average(chances[same], weights=weights)) > 0.5:
                for i in same:
                    turned[i] = np.roll(quads[i], 2, axis=0)
        return turned

    def _read_again(self, picture: Picture, lines: list[Line]) -> list[Line]:
        """Add a second reading to lines that may hold a number."""
        chosen = [i for i, line in enumerate(lines) if NUMBERLIKE.search(line.text.upper())]
        crops = [_other_crop(picture, np.array(lines[i].quad, np.float32)) for i in chosen]
        for i, text in zip(chosen, read_crops(self._networks, crops), strict=True):
            lines[i] = replace(lines[i], again=text.text, again_chances=text.chances)
        return lines


def _other_crop(picture: Picture, quad: Floats) -> Picture:
    """Return a line cut a little tighter, at its full width, grey, with its contrast evened out."""
    inward = (quad[3] - quad[0] + quad[2] - quad[1]) / 2 * 0.05
    tight = quad + np.array([inward, inward, -inward, -inward])
    crop = straighten(picture, tight.astype(np.float32))
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    low, high = np.percentile(grey, (2, 98))
    spread = (grey.astype(np.float32) - low) * (255 / max(1.0, float(high - low)))
    return np.asarray(cv2.cvtColor(spread.clip(0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR), np.uint8)


def _steep(quad: Floats) -> bool:
    along = quad[1] - quad[0]
    return bool(abs(along[1]) > abs(along[0]))


def _in_order(lines: list[Line]) -> list[Line]:
    """Return lines as they are read: row by row across the direction that most of them have."""
    if not lines:
        return lines
    quads = np.array([line.quad for line in lines])
    along = (quads[:, 1] - quads[:, 0]).sum(0)
    along = along / max(1e-6, float(np.linalg.norm(along)))
    down = np.array([-along[1], along[0]])
    middles = quads.mean(1)
    height = float(np.median(np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)))
    rows, columns = middles @ down, middles @ along
    order = np.argsort(rows)
    numbers = np.zeros(len(lines), int)
    for before, i in pairwise(order):
        numbers[i] = numbers[before] + int(rows[i] - rows[before] > height * 0.4)
    return [lines[i] for i in np.lexsort((columns, numbers))]
