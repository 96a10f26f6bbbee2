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
from app.ocr.networks import Networks
from app.ocr.places import Place, find_places
from app.ocr.recogniser import Text, cut, read_crops, turned_over
from app.ocr.strips import Strip

SQUEEZE = 0.75  # of a line's width: costs a quarter less and loses nothing
LEAST_CONFIDENCE = 0.5  # of a line; below it is no text
NUMBERLIKE = re.compile(r"(?:[0-9OQILSZBG][\s.·]{0,2}){6,}")
MOST_PLACES = 12
DARK = 170  # grey level: a photo whose brightest places are darker is lit up before it is read
LIT = 225

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
        picture = _lit(picture)
        lines: list[Line] = []
        for place in find_places(self._networks, picture)[:MOST_PLACES]:
            lines += self._read_place(picture, place)
            if time.monotonic() > deadline:
                break
        return tuple(lines)

    def _read_place(self, picture: Picture, place: Place) -> list[Line]:
        corner = np.array(place.box[:2], np.float32)
        found = find_lines(self._networks, place.part(picture), place.scale)
        strips = self._right_way_up(picture, [strip.moved(1.0, corner) for strip in found])
        texts = read_crops(self._networks, [cut(picture, strip, SQUEEZE) for strip in strips])
        kept = [
            (_line(strip, text), strip)
            for strip, text in zip(strips, texts, strict=True)
            if text.text.strip() and text.confidence >= LEAST_CONFIDENCE
        ]
        order = _reading_order([strip for _, strip in kept])
        return self._read_again(picture, [kept[i] for i in order])

    def _right_way_up(self, picture: Picture, strips: Sequence[Strip]) -> list[Strip]:
        """Turn lines over that stand on their heads: those of one direction together."""
        chances = turned_over(self._networks, [cut(picture, strip, 1.0) for strip in strips])
        turned = list(strips)
        for steep in (False, True):
            same = [i for i, strip in enumerate(strips) if strip.steep is steep]
            weights = [strips[i].length for i in same]
            if same and float(np.average(chances[same], weights=weights)) > 0.5:
                for i in same:
                    turned[i] = strips[i].turned_over()
        return turned

    def _read_again(self, picture: Picture, lines: Sequence[tuple[Line, Strip]]) -> list[Line]:
        """Add a second reading to lines that may hold a number."""
        chosen = [i for i, (line, _) in enumerate(lines) if NUMBERLIKE.search(line.text.upper())]
        crops = [_other_crop(picture, lines[i][1]) for i in chosen]
        second = dict(zip(chosen, read_crops(self._networks, crops), strict=True))
        return [
            replace(line, again=second[i].text, again_chances=second[i].chances) if i in second else line
            for i, (line, _) in enumerate(lines)
        ]


def _line(strip: Strip, text: Text) -> Line:
    bow = (float(strip.bow[0]), float(strip.bow[1]))
    return Line(text.text, as_quad(strip.quad), text.chances, text.spans, bow)


def _lit(picture: Picture) -> Picture:
    """Return a dark photo lit up; any other as it is."""
    bright = float(np.percentile(picture[::8, ::8], 99))
    if bright >= DARK:
        return picture
    return np.asarray(cv2.convertScaleAbs(picture, alpha=LIT / max(8.0, bright)), np.uint8)


def _other_crop(picture: Picture, strip: Strip) -> Picture:
    """Return a line cut a little tighter, at its full width, grey, with its contrast evened out."""
    grey = cv2.cvtColor(cut(picture, strip.tightened(0.1), 1.0), cv2.COLOR_BGR2GRAY)
    low, high = np.percentile(grey, (2, 98))
    spread = (grey.astype(np.float32) - low) * (255 / max(1.0, float(high - low)))
    return np.asarray(cv2.cvtColor(spread.clip(0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR), np.uint8)


def _reading_order(strips: Sequence[Strip]) -> list[int]:
    """Return the order in which strips are read: row by row across the direction that most of them have."""
    if not strips:
        return []
    quads = np.array([strip.quad for strip in strips])
    along = (quads[:, 1] - quads[:, 0]).sum(0)
    along = along / max(1e-6, float(np.linalg.norm(along)))
    down = np.array([-along[1], along[0]])
    middles = quads.mean(1)
    height = float(np.median([strip.height for strip in strips]))
    rows, columns = middles @ down, middles @ along
    order = np.argsort(rows)
    numbers = np.zeros(len(strips), int)
    for before, i in pairwise(order):
        numbers[i] = numbers[before] + int(rows[i] - rows[before] > height * 0.4)
    return [int(i) for i in np.lexsort((columns, numbers))]
