"""Is the text in a photo readable, and if not, what should the officer do while still standing there?

Judged where the text is: light, glare, sharpness, the size of the print, and how sure the reading of numbers
was. Each piece of advice is one sentence in Chinese and English, what helps most first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from app.ocr.lines import Line

DARK = 90  # grey level: 98 of 100 pixels around the text are darker
BURNT = 250  # grey level that has lost what was printed
GLARE = 0.02  # share of burnt pixels around the text
DIM = 215  # grey level: paper that is brighter than this all over is white, not burnt
SHARP = 0.6  # share of steps that a further blur takes away; a blurred photo has lost them before
LOW = 20.0  # pixels: the height of a line with its margin; smaller print is easily misread
UNSURE = 0.9  # least chance of each character of a number
NUMBER = re.compile(r"(?:[0-9][\s.]{0,2}){8,}[0-9X]")
MOST_PIXELS = 1_500_000  # of the part that is judged; a larger one is shrunk
LEAST_SIDE = 16  # pixels: of what can be judged at all

Picture = NDArray[np.uint8]


class Sentence(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What is wrong with a photo, as a code, and what to do about it."""

    code: str
    sentence: Sentence


_SENTENCES = {
    "dark": Sentence(
        "太暗：请打开补光灯或移到亮处。", "Too dark: turn on the light, or move to a brighter place."
    ),
    "glare": Sentence(
        "标签反光：请换个角度或挡住强光。", "Glare on the label: tilt it, or shade it from the light."
    ),
    "blurred": Sentence(
        "照片模糊：请对准文字对焦，拿稳再拍。",
        "The photo is blurred: focus on the text, hold still and take it again.",
    ),
    "small": Sentence("文字太小：请靠近些。", "The print is too small: move closer."),
    "number": Sentence(
        "号码读得不准：请靠近号码再拍一张，或与实物核对。",
        "The number is not read surely: take it from closer by, or compare it with the label.",
    ),
    "none": Sentence(
        "没有找到文字：请靠近些，让标签占满画面。",
        "No text found: move closer until the label fills the picture.",
    ),
}


def advise(picture: Picture, lines: Sequence[Line]) -> tuple[Advice, ...]:
    """Return what would make a photo (H, W) or (H, W, 3) uint8 BGR more readable; () if it is good.

    `lines` is what was read from it. Without lines, the whole photo is judged.
    """
    grey = picture if picture.ndim == 2 else np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    part = _part(grey, lines)
    if min(part.shape) < LEAST_SIDE:
        return (_advice("none"),)
    codes = [_light(part), _glare(part), _sharpness(part) if lines else ""]
    if not lines:
        codes.append("none")
    elif np.median([_height(line) for line in lines]) < LOW:
        codes.append("small")
    if any(_unsure(line) for line in lines):
        codes.append("number")
    return tuple(_advice(code) for code in codes if code)


def _advice(code: str) -> Advice:
    return Advice(code, _SENTENCES[code])


def _part(grey: Picture, lines: Sequence[Line]) -> Picture:
    """Return the part of a photo that holds its text, shrunk where it is very large."""
    part = grey
    if lines:
        corners = np.array([line.quad for line in lines]).reshape(-1, 2)
        left, top = np.maximum(corners.min(0), 0).astype(int)
        right, bottom = np.ceil(corners.max(0)).astype(int)
        part = grey[top:bottom, left:right]
    if part.size <= MOST_PIXELS:
        return part
    shrunk = (MOST_PIXELS / part.size) ** 0.5
    return np.asarray(cv2.resize(part, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA), np.uint8)


def _light(part: Picture) -> str:
    return "dark" if np.percentile(part, 98) < DARK else ""


def _glare(part: Picture) -> str:
    """Tell glare: burnt spots where the rest of the paper is not as bright."""
    burnt = float((part >= BURNT).mean())
    return "glare" if burnt > GLARE and np.median(part) < DIM else ""


def _sharpness(part: Picture) -> str:
    """Tell an unfocused or shaken photo: blurring it further changes little, at least in one direction.

    After Crété-Roffet and others, "The Blur Effect: Perception and Estimation with a New No-Reference
    Perceptual Blur Metric", 2007.
    """
    soft = np.asarray(cv2.GaussianBlur(part, (0, 0), 1.0), np.float32)
    return "blurred" if min(_lost(soft, 0), _lost(soft, 1)) < SHARP else ""


def _lost(soft: NDArray[np.float32], axis: int) -> float:
    """Return what share of the steps along an axis a further blur takes away, 0 to 1."""
    steps = np.abs(np.diff(soft, axis=axis))
    blurred = cv2.blur(soft, (9, 1) if axis == 1 else (1, 9))
    kept = np.abs(np.diff(blurred, axis=axis))
    return float(np.maximum(0, steps - kept).sum() / max(1.0, float(steps.sum())))


def _height(line: Line) -> float:
    quad = np.array(line.quad)
    return float(np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 2


def _unsure(line: Line) -> bool:
    """Tell whether a line holds a number that was not read surely, or read otherwise the second time."""
    found = NUMBER.search(line.text)
    if found is None:
        return False
    digits = re.sub(r"\s", "", found[0])
    again = re.sub(r"\s", "", line.again)
    return min(line.chances[found.start() : found.end()]) < UNSURE or digits not in again
