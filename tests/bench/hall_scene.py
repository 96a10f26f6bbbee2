"""Codes as a hall shows them: drawn by zxing-cpp, laid on goods, then spoilt in one of 13 ways. Seeded.

A scene has 1,600 × 1,200 px (12 MP where the code is small in it), 1.8 … 3.6 px per narrow bar and 2.6 … 5 px
per module of a matrix code (12 MP: 1.1 … 2.2 and 1.5 … 3).
"""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Floats = NDArray[np.float32]
F = zxingcpp.BarcodeFormat

SIDE = (1600, 1200)
LARGE = (4000, 3000)
CONDITIONS = (
    "clean", "defocus", "motion", "glare", "lowlight", "tilt", "small12mp",
    "jpeg50", "rotate", "curved", "damage", "lowcontrast", "combo",
)  # fmt: skip
LINEAR = ("EAN-13", "UPC-A", "EAN-8", "Code128", "Code39", "Code93", "ITF", "Codabar", "DataBar")
GROUPS = {
    "EAN-13": "EAN/UPC", "UPC-A": "EAN/UPC", "EAN-8": "EAN/UPC", "Code39": "Code39/93/32",
    "Code93": "Code39/93/32", "ITF": "Codabar/ITF", "Codabar": "Codabar/ITF",
}  # fmt: skip
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Printed:
    """A code to be shown."""

    symbology: str
    text: str
    modules: Picture  # (H, W) uint8, one px a module, with its quiet zone

    @property
    def group(self) -> str:
        return GROUPS.get(self.symbology, self.symbology)

    @property
    def linear(self) -> bool:
        return self.symbology in LINEAR


@dataclass(frozen=True, slots=True)
class Shot:
    """How a picture was taken; a clip changes it from frame to frame."""

    condition: str
    seed: int
    shift: tuple[float, float] = (0.0, 0.0)  # px, the trembling hand
    turn: float = 0.0  # degrees
    glare: tuple[float, float] = (0.0, 0.0)  # of the code's size, how far the glare has moved
    frame: int = 0  # of a clip: a hand shakes another way in each


def printed(symbology: str, chance: random.Random) -> Printed:
    """Draw a code of this symbology with a text of its kind."""
    kind, text = _texts(symbology, chance)
    image = zxingcpp.create_barcode(text, kind).to_image(scale=1, add_quiet_zones=True)
    modules = np.asarray(image, dtype=np.uint8)
    if symbology in LINEAR:
        row = modules[modules.shape[0] // 2][None]
        height = int(row.shape[1] * chance.uniform(0.35, 0.6))
        modules = np.repeat(np.pad(row, ((0, 0), (9, 9)), constant_values=255), height, axis=0)
    return Printed(symbology, text, np.pad(modules, 4, constant_values=255))


def scene(code: Printed, shot: Shot) -> Picture:
    """Return the photo, (H, W, 3) uint8 BGR."""
    chance = random.Random(f"{shot.seed} {shot.condition}")
    large = shot.condition == "small12mp"
    canvas = surroundings(LARGE if large else SIDE, chance)
    low, high = (1.1, 2.2) if large else (1.8, 3.6)
    if not code.linear:
        low, high = (1.5, 3.0) if large else (2.6, 5.0)
    view = _view(code, shot, chance, canvas.shape, chance.uniform(low, high))
    label = _label(code, chance, shot)
    size = (canvas.shape[1], canvas.shape[0])
    inside = cv2.warpPerspective(np.full(label.shape[:2], 255, np.uint8), view, size, flags=cv2.INTER_LINEAR)
    laid = cv2.warpPerspective(label, view, size, flags=cv2.INTER_LINEAR)
    mask = (np.asarray(inside, np.float32) / 255)[:, :, None]
    mixed = np.asarray(canvas, np.float32) * (1 - mask) + np.asarray(laid, np.float32) * mask
    corners = np.array(
        [[[0, 0]], [[label.shape[1], 0]], [[label.shape[1], label.shape[0]]], [[0, label.shape[0]]]]
    )
    quad = cv2.perspectiveTransform(corners.astype(np.float32), view).reshape(4, 2)
    return _taken(mixed.astype(np.float32), shot, chance, np.asarray(quad, np.float32))


def clip(code: Printed, condition: str, seed: int, frames: int = 10) -> list[Picture]:
    """Return frames of one code held in a trembling hand, with glare that moves over it."""
    chance = random.Random(f"{seed} {condition} clip")
    shots = []
    x = y = turn = 0.0
    for i in range(frames):
        x, y, turn = x + chance.gauss(0, 2.5), y + chance.gauss(0, 2.5), turn + chance.gauss(0, 0.5)
        way = i / (frames - 1) - 0.5
        shots.append(Shot(condition, seed, (x, y), turn, (1.1 * way, 0.5 * way), i))
    return [scene(code, replace(shot)) for shot in shots]


def _texts(symbology: str, chance: random.Random) -> tuple[zxingcpp.BarcodeFormat, str]:
    def digits(n: int) -> str:
        return "".join(chance.choices("0123456789", k=n))

    def checked(body: str) -> str:
        total = sum(int(c) * (3, 1)[i % 2] for i, c in enumerate(reversed(body)))
        return body + str(-total % 10)

    word = "".join(chance.choices(LETTERS, k=4)) + digits(6)
    kinds: dict[str, tuple[zxingcpp.BarcodeFormat, str]] = {
        "EAN-13": (F.EAN13, checked("69" + digits(10))),
        "UPC-A": (F.UPCA, checked("0" + digits(10))),
        "EAN-8": (F.EAN8, checked(digits(7))),
        "Code128": (F.Code128, word),
        "Code39": (F.Code39, word),
        "Code93": (F.Code93, word),
        "ITF": (F.ITF, checked("1" + digits(12))),
        "Codabar": (F.Codabar, "A" + digits(9) + "B"),
        "DataBar": (F.DataBarOmni, "01" + checked("0" + digits(12))),
        "QR": (F.QRCode, f"https://id.gs1.org/01/0{checked('69' + digits(10))}/21/{word}"),
        "DataMatrix": (F.DataMatrix, f"010{checked('69' + digits(10))}21{word}"),
        "PDF417": (F.PDF417, f"{word} {digits(12)} EXHIBIT"),
        "Aztec": (F.Aztec, f"TICKET {word} {digits(8)}"),
    }
    return kinds[symbology]


def surroundings(size: tuple[int, int], chance: random.Random) -> Picture:
    """Draw goods around the label: planes of colour, texture, print and other bars' like."""
    width, height = size
    noise = np.random.default_rng(chance.randrange(1 << 30))
    coarse = noise.integers(60, 200, (9, 12, 3)).astype(np.uint8)
    canvas = np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC), np.uint8).copy()
    for _ in range(14):
        x, y = chance.randrange(width), chance.randrange(height)
        w, h = chance.randrange(60, width // 3), chance.randrange(30, height // 4)
        shade = tuple(chance.randrange(20, 235) for _ in range(3))
        cv2.rectangle(canvas, (x, y), (x + w, y + h), shade, -1 if chance.random() < 0.6 else 3)
    for _ in range(12):
        at = (chance.randrange(width), chance.randrange(height))
        text = "".join(chance.choices(LETTERS + "0123456789 ", k=14))
        cv2.putText(
            canvas, text, at, cv2.FONT_HERSHEY_SIMPLEX, chance.uniform(0.6, 1.6), (25, 25, 25), 2, cv2.LINE_AA
        )
    return canvas


def _label(code: Printed, chance: random.Random, shot: Shot) -> Picture:
    """Print the code on a label, eight px a module; curved or damaged where the condition says so."""
    scale = 8
    dark, light = chance.randrange(10, 50), chance.randrange(205, 246)
    if shot.condition in ("lowcontrast", "combo"):
        middle, half = (
            chance.randrange(95, 150),
            chance.randrange(7, 20) if shot.condition == "lowcontrast" else chance.randrange(30, 60),
        )
        dark, light = middle - half, middle + half
    big = cv2.resize(code.modules, None, fx=scale, fy=scale, interpolation=cv2.INTER_NEAREST)
    label = (np.asarray(big, np.float32) / 255 * (light - dark) + dark).astype(np.uint8)
    if shot.condition == "curved":
        label = _curved(label, chance.uniform(0.85, 1.25))
    if shot.condition in ("damage", "combo"):
        label = _damaged(label, chance, 0.5 if shot.condition == "combo" else 1.0, light)
    return np.repeat(label[:, :, None], 3, axis=2)


def _curved(label: Picture, reach: float) -> Picture:
    """Lay a label around an upright cylinder; `reach` is half its angle in radians."""
    height, width = label.shape
    across = np.linspace(-math.sin(reach), math.sin(reach), width)
    source = (np.arcsin(across) / reach + 1) / 2 * (width - 1)
    sag = 0.06 * height * (np.cos(np.arcsin(across)) - 1)
    x = np.tile(source.astype(np.float32), (height, 1))
    y = np.arange(height, dtype=np.float32)[:, None] + sag.astype(np.float32)[None]
    return np.asarray(cv2.remap(label, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _damaged(label: Picture, chance: random.Random, much: float, light: int) -> Picture:
    height, width = label.shape
    out = label.copy()
    for _ in range(int(9 * much)):
        start = (chance.randrange(width), chance.randrange(height))
        end = (
            start[0] + chance.randrange(-width // 3, width // 3),
            start[1] + chance.randrange(-height, height),
        )
        cv2.line(out, start, end, chance.choice((light, light, 60)), chance.randrange(4, 14), cv2.LINE_AA)
    for _ in range(int(4 * much)):
        at = (chance.randrange(width), chance.randrange(height))
        axes = (chance.randrange(10, max(11, width // 9)), chance.randrange(10, max(11, height // 6)))
        cv2.ellipse(out, at, axes, chance.uniform(0, 180), 0, 360, light, -1, cv2.LINE_AA)
    return out


def _view(
    code: Printed, shot: Shot, chance: random.Random, shape: tuple[int, ...], module: float
) -> NDArray[np.float64]:
    """Return the homography from the label to the scene."""
    height, width = code.modules.shape[0] * 8, code.modules.shape[1] * 8
    scale = module / 8
    angle = chance.uniform(-6, 6)
    if shot.condition == "rotate":
        angle = chance.uniform(0, 360)
    if shot.condition == "combo":
        angle = chance.uniform(-25, 25)
    scale = min(scale, 0.92 * min(shape[0], shape[1]) / math.hypot(width, height) * 1.1)
    around = math.hypot(width, height) * scale / 2
    x = chance.uniform(min(around, shape[1] / 2), max(shape[1] - around, shape[1] / 2)) + shot.shift[0]
    y = chance.uniform(min(around, shape[0] / 2), max(shape[0] - around, shape[0] / 2)) + shot.shift[1]
    tilts = {"tilt": (35.0, 52.0), "combo": (10.0, 25.0)}
    low, high = tilts.get(shot.condition, (0.0, 4.0))
    lean, way = math.radians(chance.uniform(low, high)), chance.uniform(0, 2 * math.pi)
    a = math.radians(angle + shot.turn)
    corners = []
    for px, py in ((0, 0), (width, 0), (width, height), (0, height)):
        u, v = (px - width / 2) * scale, (py - height / 2) * scale
        u, v = u * math.cos(a) - v * math.sin(a), u * math.sin(a) + v * math.cos(a)
        along = u * math.cos(way) + v * math.sin(way)
        depth = 1 + along * math.sin(lean) / (5 * around)
        short = along * (math.cos(lean) - 1)
        u, v = u + short * math.cos(way), v + short * math.sin(way)
        corners.append((x + u / depth, y + v / depth))
    source = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(source, np.array(corners, np.float32)), np.float64)


def _taken(light: Floats, shot: Shot, chance: random.Random, quad: Floats) -> Picture:
    """Spoil the picture as the camera and the hall do, then add noise and JPEG."""
    noise, quality = chance.uniform(2, 4), 88
    steps = {"combo": ("defocus", "glare")}.get(shot.condition, (shot.condition,))
    grain = np.random.default_rng(shot.seed * 1000 + int(10 * (shot.shift[0] + 50)))
    for step in steps:
        spoil = SPOILERS.get(step)
        if spoil is not None:
            light = spoil(light, shot, chance, quad)
    if shot.condition == "lowlight":
        light, noise = light * chance.uniform(0.10, 0.22), chance.uniform(5, 9)
    if shot.condition == "jpeg50":
        quality = 50
    seen = np.clip(light + grain.normal(0, noise, light.shape), 0, 255).astype(np.uint8)
    _, data = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def _defocus(light: Floats, shot: Shot, chance: random.Random, quad: Floats) -> Floats:
    radius = chance.uniform(1.3, 3.4) * (0.6 if shot.condition == "combo" else 1.0)
    return np.asarray(cv2.filter2D(light, -1, disc(radius)), np.float32)


def disc(radius: float) -> Floats:
    """Return what a lens out of focus makes of a point, its sum one."""
    size = 2 * math.ceil(radius) + 1
    y, x = np.mgrid[:size, :size] - size // 2
    spot = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return np.asarray(spot / spot.sum(), np.float32)


def _motion(light: Floats, shot: Shot, chance: random.Random, quad: Floats) -> Floats:
    if shot.frame:
        chance = random.Random(f"{shot.seed} shake {shot.frame}")
    length, angle = chance.uniform(5, 13), chance.uniform(0, math.pi)
    size = 2 * math.ceil(length / 2) + 3
    kernel = np.zeros((size * 8, size * 8), np.float32)
    middle = size * 4
    dx, dy = math.cos(angle) * length * 4, math.sin(angle) * length * 4
    cv2.line(kernel, (int(middle - dx), int(middle - dy)), (int(middle + dx), int(middle + dy)), 1.0, 8)
    small = np.asarray(cv2.resize(kernel, (size, size), interpolation=cv2.INTER_AREA), np.float32)
    return np.asarray(cv2.filter2D(light, -1, small / small.sum()), np.float32)


def _glare(light: Floats, shot: Shot, chance: random.Random, quad: Floats) -> Floats:
    strong = 0.6 if shot.condition == "combo" else 1.0
    size = float(np.hypot(*(quad[1] - quad[0])))
    middle = quad.mean(axis=0)
    x, y = middle[0] + chance.uniform(-0.25, 0.25) * size, middle[1] + chance.uniform(-0.1, 0.1) * size
    x, y = x + shot.glare[0] * size, y + shot.glare[1] * size
    wide, high = chance.uniform(0.05, 0.17) * size, chance.uniform(0.08, 0.33) * size
    angle = chance.uniform(-0.6, 0.6)
    yy, xx = np.mgrid[: light.shape[0], : light.shape[1]].astype(np.float32)
    u = (xx - x) * math.cos(angle) + (yy - y) * math.sin(angle)
    v = -(xx - x) * math.sin(angle) + (yy - y) * math.cos(angle)
    spot = np.exp(-((u / wide) ** 2 + (v / high) ** 2))
    return np.asarray(light + (420 * strong * spot)[:, :, None], np.float32)


SPOILERS: dict[str, Callable[[Floats, Shot, random.Random, Floats], Floats]] = {
    "defocus": _defocus,
    "motion": _motion,
    "glare": _glare,
}
