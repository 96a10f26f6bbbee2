"""Photos of label text with known truth, made from a seed: layouts, faces, thirteen conditions of a hall.

A label is set at twice its size in one of many faces, laid into a scene and then spoilt as cameras and halls
spoil it (`labels_conditions`). The same seed gives the same photo on machines with the same faces.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw

from app.numbers.patents import check_character
from tests.bench.labels_conditions import spoil
from tests.bench.labels_faces import Face
from tests.bench.labels_scene import OVER, SCENE, SCENE_12MP, Picture, Points, moved, place, scene
from tests.bench.labels_texts import Wording, a_wording

CONDITIONS = (
    "clean", "defocus", "motion", "glare", "lowlight", "small12mp", "tilt", "curved", "jpeg", "rotate",
    "lightondark", "foil", "combo",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TrueLine:
    """One printed line: its text and its corners in the photo, clockwise from the text's upper left."""

    text: str
    quad: Points
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class LabelPhoto:
    """A photo (H, W, 3) uint8 BGR and what stands on its label."""

    picture: Picture
    condition: str
    face: str
    number: str  # the patent number in its normal form, "201310699744.2"
    trademark: str  # a registration number, "" if none is printed
    brand: str
    sign: str  # "®", "™" or "" beside the brand
    lines: tuple[TrueLine, ...]
    sign_quad: Points | None  # where the sign stands in the photo


@dataclass(slots=True)
class _Drawn:
    picture: Picture  # (H, W, 3) RGB at OVER times its size
    lines: list[tuple[str, tuple[float, float, float, float], bool]] = field(default_factory=list)
    sign: tuple[float, float, float, float] | None = None


def a_photo(seed: int, condition: str, faces: Sequence[Face]) -> LabelPhoto:
    """Return the photo of a seed and a condition; `faces` as `labels_faces.faces` finds them."""
    chance = random.Random(f"{seed}/{condition}")
    noise = np.random.default_rng(chance.getrandbits(32))
    face = faces[chance.randrange(len(faces))]
    wording = a_wording(chance, _number(chance))
    small = condition == "small12mp"
    size = chance.uniform(14, 24) if small else chance.uniform(18, 36)
    drawn = _draw(wording, face, size, chance, dark=condition == "lightondark", foil=condition == "foil")
    background = scene(SCENE_12MP if small else SCENE, chance, noise)
    placed, matrix, curve = place(drawn.picture, background, condition, chance)
    lines = tuple(
        TrueLine(text, moved(box, matrix, curve, drawn.picture.shape), vertical)
        for text, box, vertical in drawn.lines
    )
    area = moved((0, 0, drawn.picture.shape[1], drawn.picture.shape[0]), matrix, None, drawn.picture.shape)
    number_at = next(line.quad for line in lines if wording.digits in "".join(line.text.split()))
    photo = spoil(np.ascontiguousarray(placed[:, :, ::-1]), condition, area, number_at, chance, noise)
    return LabelPhoto(
        photo,
        condition,
        face.name,
        wording.normal,
        wording.trademark,
        wording.brand,
        wording.sign,
        lines,
        None if drawn.sign is None else moved(drawn.sign, matrix, curve, drawn.picture.shape),
    )


def _number(chance: random.Random) -> str:
    """Return a patent number in its normal form; now and then one of before October 2003."""
    if chance.random() < 0.12:
        digits = f"{chance.choice((*range(89, 100), 0, 1, 2)):02d}{chance.choice('1123')}"
        digits += f"{chance.randrange(100_000):05d}"
    else:
        digits = (
            f"{chance.randrange(2004, 2026)}{chance.choice('111222338')}{chance.randrange(1_500_000):07d}"
        )
    return f"{digits}.{check_character(digits)[0]}"


def _draw(
    wording: Wording, face: Face, size: float, chance: random.Random, *, dark: bool, foil: bool
) -> _Drawn:
    paper, ink = _colours(chance, dark)
    em = size * OVER
    margin, leading = em * chance.uniform(0.8, 2), em * chance.uniform(1.35, 2.1)
    widths = [face.width(text, em * scale) for text, scale in wording.lines]
    side = em * 2.4 if wording.vertical else 0
    width = int(max(widths) + 2 * margin + side + chance.uniform(0, 4) * em)
    height = int(2 * margin + sum(leading * scale for _, scale in wording.lines) + em)
    height = max(height, int(2 * margin + len(wording.vertical) * em * 1.15 + em))
    label = Image.new("RGB", (width, height), paper)
    drawn = _Drawn(np.zeros((0, 0, 3), np.uint8))
    if foil:
        label = Image.blend(label, _foil(label.size, chance), 0.55)
    draw = ImageDraw.Draw(label)
    if chance.random() < 0.5:
        draw.rectangle((8, 8, width - 8, height - 8), outline=ink, width=chance.choice((2, 4, 6)))
    centred, top = chance.random() < 0.3, margin
    for index, ((text, scale), line_width) in enumerate(zip(wording.lines, widths, strict=True)):
        left = margin + side + ((width - side - 2 * margin - line_width) / 2 if centred else 0)
        box = face.draw(draw, (left, top), text, em * scale, ink)
        if index == 0 and wording.sign:
            mark = em * scale * chance.uniform(0.32, 0.6)
            at = (box[2] + em * 0.05, top + chance.uniform(-0.1, 0.15) * em)
            drawn.sign = face.draw(draw, at, wording.sign, mark, ink)
        drawn.lines.append((text, box, False))
        top += leading * scale
    _vertical(drawn, draw, face, wording.vertical, (margin * 0.6, margin), em, ink)
    _ornaments(draw, (width, height), margin, em, ink, chance)
    drawn.picture = np.asarray(label)
    return drawn


def _vertical(
    drawn: _Drawn,
    draw: ImageDraw.ImageDraw,
    face: Face,
    text: str,
    at: tuple[float, float],
    em: float,
    ink: tuple[int, int, int],
) -> None:
    """Set a column of upright characters down the left edge."""
    boxes = [
        face.draw(draw, (at[0], at[1] + i * em * 1.12), character, em, ink)
        for i, character in enumerate(text)
    ]
    if boxes:
        whole = (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
        drawn.lines.append((text, whole, True))


def _colours(chance: random.Random, dark: bool) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    light = (chance.randrange(205, 256), chance.randrange(205, 256), chance.randrange(205, 256))
    deep = (chance.randrange(90), chance.randrange(90), chance.randrange(90))
    return (deep, light) if dark else (light, deep)


def _foil(size: tuple[int, int], chance: random.Random) -> Image.Image:
    """Return the bands of light that a metal foil shows."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = chance.uniform(0, math.pi)
    along = x * math.cos(angle) + y * math.sin(angle)
    bands = np.full(along.shape, 190.0, np.float32)
    for _ in range(4):
        wave = np.sin(along / chance.uniform(40, 260) + chance.uniform(0, 6))
        bands += wave * 27 * chance.uniform(0.3, 1)
    tint = np.array([1.0, chance.uniform(0.85, 1), chance.uniform(0.6, 1)])
    return Image.fromarray((bands[:, :, None] * tint).clip(60, 255).astype(np.uint8))


def _ornaments(
    draw: ImageDraw.ImageDraw,
    size: tuple[int, int],
    margin: float,
    em: float,
    ink: tuple[int, int, int],
    chance: random.Random,
) -> None:
    """Put bars, a logo of circles or a table's rule where labels have them."""
    width, height = size
    kind = chance.randrange(4)
    if kind == 0:  # bars of a product code
        left, top = width - margin - em * 5, height - margin * 0.7 - em * 1.6
        for i in range(60):
            if chance.random() < 0.5:
                draw.rectangle((left + i * em / 12, top, left + (i + 1) * em / 12, top + em * 1.5), fill=ink)
    elif kind == 1:
        for _ in range(3):
            x, y, r = (
                width - em * chance.uniform(1, 4),
                em * chance.uniform(1, 3),
                em * chance.uniform(0.3, 1),
            )
            draw.ellipse((x - r, y - r, x + r, y + r), outline=ink, width=4)
    elif kind == 2:
        y = height - margin * 0.5
        draw.line((margin, y, width - margin, y), fill=ink, width=3)
