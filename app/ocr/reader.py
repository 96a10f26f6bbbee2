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
from app.ocr.signs import with_registered
from app.ocr.strips import Strip

SQUEEZE = 0.66  # of a line's width: costs a third less and loses nothing
SQUEEZE_AGAIN = 0.85  # where a number is read a second time
ASKED = 6  # lines, the longest, that tell whether all of their direction stand on their heads
LEAST_CONFIDENCE = 0.5  # of a line; below it is no text
NUMBERLIKE = re.compile(r"(?<![A-Z])(?:[0-9OQILSZBG][\s.·,]{0,2}){8,}[0-9OQILSZBGX]")
MOST_PLACES = 12
LITTLE = 30  # characters: a photo with fewer is looked at again
PLAIN = 0.8  # least chance of a number's characters for its second reading to leave out the words around
BRAND, FEW = 1.15, 3  # times the usual height of lines, and how many of the tallest may be brands
DARK = 170  # grey level: a photo whose brightest places are darker is lit up before it is read
LIT = 225

Picture = NDArray[np.uint8]


class Reader:
    """Reads photos one after another with one set of networks."""

    def __init__(self, networks: Networks) -> None:
        self._networks = networks

    def read(self, picture: Picture, budget_s: float) -> tuple[Line, ...]:
        """Return the lines in a photo (H, W, 3) uint8 BGR, label by label from above; () if there are none.

        After `budget_s` seconds no further label is begun. Where little was found, the photo is looked at
        once more from closer by.
        """
        deadline = time.monotonic() + budget_s
        picture = _lit(picture)
        lines: list[Line] = []
        for closer in (False, True):
            for place in find_places(self._networks, picture, closer=closer)[:MOST_PLACES]:
                if time.monotonic() < deadline:
                    lines += self._read_place(picture, place, lines)
            if sum(len(line.text) for line in lines) >= LITTLE:
                break
        return tuple(lines)

    def _read_place(self, picture: Picture, place: Place, lines: Sequence[Line]) -> list[Line]:
        """Return the lines of a place that are not among those read before."""
        corner = np.array(place.box[:2], np.float32)
        found = place.strips or [
            strip.moved(1.0, corner) for strip in find_lines(self._networks, place.part(picture), place.scale)
        ]
        strips = [strip for strip in found if not _known(strip, lines)]
        crops = [cut(picture, strip, SQUEEZE) for strip in strips]
        for i in self._upside_down(strips, crops):
            strips[i], crops[i] = strips[i].turned_over(), np.ascontiguousarray(crops[i][::-1, ::-1])
        texts = read_crops(self._networks, crops)
        kept = [
            (_line(strip, text), strip)
            for strip, text in zip(strips, texts, strict=True)
            if text.text.strip() and text.confidence >= LEAST_CONFIDENCE
        ]
        order = _reading_order([strip for _, strip in kept])
        tall = _tall([strip for _, strip in kept])
        signed = [
            (with_registered(picture, *kept[i]) if i in tall else kept[i][0], kept[i][1]) for i in order
        ]
        return self._read_again(picture, signed)

    def _upside_down(self, strips: Sequence[Strip], crops: Sequence[Picture]) -> list[int]:
        """Return which lines stand on their heads: those of one direction do so together."""
        over = []
        for steep in (False, True):
            same = [i for i, strip in enumerate(strips) if strip.steep is steep]
            asked = sorted(same, key=lambda i: -crops[i].shape[1])[:ASKED]
            chances = turned_over(self._networks, [crops[i] for i in asked])
            if asked and float(np.average(chances, weights=[strips[i].length for i in asked])) > 0.5:
                over += same
        return over

    def _read_again(self, picture: Picture, lines: Sequence[tuple[Line, Strip]]) -> list[Line]:
        """Add a second reading to lines that may hold a number."""
        stretches = {i: found for i, (line, _) in enumerate(lines) if (found := _numberlike(line))}
        crops = [_other_crop(picture, lines[i][1].part(*stretch)) for i, stretch in stretches.items()]
        second = dict(zip(stretches, read_crops(self._networks, crops), strict=True))
        return [
            _with_second(line, second[i], *stretches[i]) if i in second else line
            for i, (line, _) in enumerate(lines)
        ]


def _line(strip: Strip, text: Text) -> Line:
    bow = (float(strip.bow[0]), float(strip.bow[1]))
    return Line(text.text, as_quad(strip.quad), text.chances, text.spans, bow)


def _with_second(line: Line, text: Text, begin: float, end: float) -> Line:
    spans = tuple((begin + a * (end - begin), begin + b * (end - begin)) for a, b in text.spans)
    return replace(line, again=text.text, again_chances=text.chances, again_spans=spans)


def _numberlike(line: Line) -> tuple[float, float] | None:
    """Return the stretch of a line, 0 to 1, to be read again: its numbers, or all where they are doubtful."""
    shown = line.text.upper()
    found = list(NUMBERLIKE.finditer(shown)) if len(shown) == len(line.text) else []
    if not found:
        return None
    first, last = found[0].start(), found[-1].end()
    if min(line.chances[first:last]) < PLAIN:
        return 0.0, 1.0
    begin, end = line.spans[max(0, first - 4)][0], line.spans[min(len(shown), last + 2) - 1][1]
    return max(0.0, begin - 0.01), min(1.0, end + 0.02)


def _known(strip: Strip, lines: Sequence[Line]) -> bool:
    """Tell whether a line was read before, as part of another place."""
    x, y = strip.quad.mean(0)
    return any(
        cv2.pointPolygonTest(np.array(known.quad, np.float32), (float(x), float(y)), False) > 0
        for known in lines
    )


def _lit(picture: Picture) -> Picture:
    """Return a dark photo lit up; any other as it is."""
    bright = float(np.percentile(picture[::8, ::8], 99))
    if bright >= DARK:
        return picture
    return np.asarray(cv2.convertScaleAbs(picture, alpha=LIT / max(8.0, bright)), np.uint8)


def _tall(strips: Sequence[Strip]) -> set[int]:
    """Return which lines stand out by their height, as brands do; with few lines, all of them."""
    heights = np.array([strip.height for strip in strips])
    if len(strips) <= FEW:
        return set(range(len(strips)))
    order = np.argsort(-heights)[:FEW]
    return {int(i) for i in order if heights[i] > BRAND * np.median(heights)}


def _other_crop(picture: Picture, strip: Strip) -> Picture:
    """Return a line cut a little tighter, nearly at its full width, grey, with its contrast evened out."""
    grey = cv2.cvtColor(cut(picture, strip.tightened(0.1), SQUEEZE_AGAIN), cv2.COLOR_BGR2GRAY)
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
