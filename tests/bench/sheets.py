"""Sheets with several codes, photographed: `python -m tests.bench.sheets [--each N] [--first S]`. Seeded.

A sheet has some eight to fourteen codes, bars and matrices, in sizes and directions of their own, with print
between them; the photo leans a little, is a little blurred and unevenly lit. A reader is asked once for each
photo, and each code of the sheet counts. The peers' union is what any of them read.
"""

import argparse
import math
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from tests.bench.code_truth import same
from tests.bench.codes import Answer, ask, readers
from tests.bench.hall_scene import Floats, Picture, Printed, disc, printed, surroundings

KINDS = (
    "EAN-13", "EAN-13", "UPC-A", "EAN-8", "Code128", "Code128", "Code39", "Code93", "ITF", "Codabar",
    "DataBar", "QR", "QR", "QR", "DataMatrix", "DataMatrix", "PDF417", "Aztec",
)  # fmt: skip
PHOTO = (2000, 1500)  # px
SHEET = (1760, 1280)  # px of the photo, before it leans
FINER = 2  # times: what the sensor's pixels sum over
MODULE = (1.5, 3.0)  # px of the photo for a narrow bar
SQUARE = (2.2, 4.2)  # px for a module of a matrix code
CAPTION = 24  # px kept free above and below a code
TRIES = 60
UNION = "union"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A photographed sheet, (H, W) uint8, and what is printed on it."""

    gray: Picture
    codes: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a code is printed: its middle and half its extent, px of the photo before the sheet leans."""

    x: float
    y: float
    wide: float
    high: float

    def hits(self, other: "Spot") -> bool:
        """Say whether two codes would touch."""
        apart = abs(self.x - other.x), abs(self.y - other.y)
        return apart[0] < self.wide + other.wide and apart[1] < self.high + other.high


def a_sheet(seed: int) -> Sheet:
    """Return the sheet of a seed."""
    chance = random.Random(f"sheet {seed}")
    paper = np.full((SHEET[1] * FINER, SHEET[0] * FINER), chance.randrange(215, 246), np.uint8)
    codes: list[Printed] = []
    spots: list[Spot] = []
    for _ in range(chance.randrange(8, 15)):
        code = printed(chance.choice(KINDS), chance)
        module = chance.uniform(*(MODULE if code.linear else SQUARE))
        turn = chance.choice((0.0, 0.0, 0.0, 90.0, 180.0, 270.0, chance.uniform(0, 360)))
        angle = math.radians(turn + chance.uniform(-2, 2))
        spot = _room(code, module, angle, spots, chance)
        if spot is not None:
            _print(paper, code, spot, angle, module)
            spots.append(spot)
            codes.append(code)
    return Sheet(_photographed(paper, chance, seed), tuple(codes))


def _room(
    code: Printed, module: float, angle: float, spots: list[Spot], chance: random.Random
) -> Spot | None:
    """Return a free spot for a code, None where the sheet is too full."""
    height, width = (side * module for side in code.modules.shape)
    c, s = abs(math.cos(angle)), abs(math.sin(angle))
    wide, high = (width * c + height * s) / 2, (width * s + height * c) / 2 + CAPTION
    for _ in range(TRIES):
        x = chance.uniform(wide, max(wide, SHEET[0] - wide))
        spot = Spot(x, chance.uniform(high, max(high, SHEET[1] - high)), wide, high)
        if not any(spot.hits(other) for other in spots):
            return spot
    return None


def _print(paper: Picture, code: Printed, spot: Spot, angle: float, module: float) -> None:
    """Print a code and its caption."""
    label = cv2.resize(code.modules, None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST)
    ink = np.asarray(np.minimum(label, paper.max()), np.uint8)
    scale = module * FINER / 8
    c, s = math.cos(angle) * scale, math.sin(angle) * scale
    axes = np.array([[c, -s], [s, c]])
    place = np.array([spot.x, spot.y]) * FINER - axes @ (np.array(ink.shape[::-1]) / 2)
    way = np.hstack([axes, place[:, None]])
    cv2.warpAffine(ink, way, paper.shape[::-1], paper, cv2.INTER_LINEAR, cv2.BORDER_TRANSPARENT)
    at = (round((spot.x - spot.wide) * FINER), round((spot.y - spot.high + 16) * FINER))
    cv2.putText(paper, f"{code.symbology} {code.text[:12]}", at, 0, 0.9, (45,), 2, cv2.LINE_AA)


def _photographed(paper: Picture, chance: random.Random, seed: int) -> Picture:
    """Lay the sheet on a table, and take it: leaning, a little out of focus, in uneven light."""
    size = (PHOTO[0] * FINER, PHOTO[1] * FINER)
    table = np.asarray(cv2.cvtColor(surroundings(PHOTO, chance), cv2.COLOR_BGR2GRAY), np.uint8)
    ground = np.asarray(cv2.resize(table, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    way = _leaning(chance)
    cv2.warpPerspective(paper, way, size, ground, cv2.INTER_LINEAR, cv2.BORDER_TRANSPARENT)
    light = np.asarray(cv2.resize(ground, PHOTO, interpolation=cv2.INTER_AREA), np.float32)
    light = np.asarray(cv2.filter2D(light, -1, disc(chance.uniform(0.4, 1.8))), np.float32)
    x, y = np.meshgrid(np.linspace(-1, 1, PHOTO[0]), np.linspace(-1, 1, PHOTO[1]))
    way_of_light = chance.uniform(0, 2 * math.pi)
    slope = 1 + chance.uniform(0.1, 0.35) * (x * math.cos(way_of_light) + y * math.sin(way_of_light))
    light = light * slope.astype(np.float32) * chance.uniform(0.6, 0.95)
    noise = np.random.default_rng(seed).normal(0, chance.uniform(2, 4), light.shape)
    seen = np.clip(light + noise, 0, 255).astype(np.uint8)
    _, data = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, 88])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


def _leaning(chance: random.Random) -> Floats:
    """Return the homography of a sheet that is turned and leans by up to 20 degrees."""
    lean, towards = math.radians(chance.uniform(3, 20)), chance.uniform(0, 2 * math.pi)
    turn = math.radians(chance.uniform(-6, 6))
    corners = []
    for px, py in ((0, 0), (SHEET[0], 0), SHEET, (0, SHEET[1])):
        u, v = px - SHEET[0] / 2, py - SHEET[1] / 2
        u, v = u * math.cos(turn) - v * math.sin(turn), u * math.sin(turn) + v * math.cos(turn)
        along = u * math.cos(towards) + v * math.sin(towards)
        depth = 1 + along * math.sin(lean) / (3 * SHEET[0])
        short = along * (math.cos(lean) - 1)
        u, v = (u + short * math.cos(towards)) / depth, (v + short * math.sin(towards)) / depth
        corners.append(((u + PHOTO[0] / 2) * FINER, (v + PHOTO[1] / 2) * FINER))
    edge = (SHEET[0] * FINER, SHEET[1] * FINER)
    source = np.array([(0, 0), (edge[0], 0), edge, (0, edge[1])], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(source, np.array(corners, np.float32)), np.float32)


def found_in(answer: Answer, sheet: Sheet) -> list[bool]:
    """Say of each code of a sheet whether it was read."""
    texts = [text for _, text, _ in answer.texts]
    return [any(same(text, code.text, code.symbology) for text in texts) for code in sheet.codes]


def false_in(answer: Answer, sheet: Sheet) -> list[tuple[str, str, bool]]:
    """Return what was read that the sheet does not hold."""
    return [
        read
        for read in answer.texts
        if not any(same(read[1], code.text, code.symbology) for code in sheet.codes)
    ]


def main() -> None:
    """Run the benchmark and print a row for each kind of code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.sheets")
    parser.add_argument("--each", type=int, default=30, help="sheets")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--ours", action="store_true", help="leave the other readers out")
    parser.add_argument("--keep", type=Path, help="a folder for the photos in which a code was missed")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    asked = {name: reader for name, reader in readers().items() if name == "ours" or not args.ours}
    rows: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    false: Counter[str] = Counter()
    cpu: dict[str, list[float]] = defaultdict(list)
    for seed in range(args.first, args.first + args.each):
        sheet = a_sheet(seed)
        answers = {name: ask(reader, sheet.gray) for name, reader in asked.items()}
        right = {name: found_in(answer, sheet) for name, answer in answers.items()}
        right[UNION] = [any(one) for one in zip(*(r for n, r in right.items() if n != "ours"), strict=True)]
        for name, answer in answers.items():
            wrong = false_in(answer, sheet)
            false[name] += any(sure for _, _, sure in wrong)
            false[f"{name} any"] += bool(wrong)
            cpu[name].append(answer.cpu_ms)
        for name, each in right.items():
            for code, one in zip(sheet.codes, each, strict=False):
                rows[code.symbology][name].append(one)
                rows["ALL"][name].append(one)
        missed = [c.symbology for c, one in zip(sheet.codes, right["ours"], strict=True) if not one]
        if missed:
            print(f"sheet {seed}: missed {', '.join(missed)}", flush=True)
        if missed and args.keep:
            cv2.imwrite(str(args.keep / f"sheet-{seed}.png"), sheet.gray)
    _tell(rows, false, cpu)


def _tell(rows: dict[str, dict[str, list[bool]]], false: Counter[str], cpu: dict[str, list[float]]) -> None:
    names = [*cpu, UNION]
    print(f"\n{'':22}{'n':>5}" + "".join(f"{name:>12}" for name in names))
    for row in (*sorted(r for r in rows if r != "ALL"), "ALL"):
        shares = (100 * float(np.mean(rows[row][name])) if rows[row][name] else 0.0 for name in names)
        print(f"{row:22}{len(rows[row]['ours']):>5}" + "".join(f"{share:>12.1f}" for share in shares))
    print(f"{'false as sure, photos':27}" + "".join(f"{false[name]:>12}" for name in cpu))
    print(f"{'false, photos':27}" + "".join(f"{false[name + ' any']:>12}" for name in cpu))
    print(f"{'CPU mean, ms':27}" + "".join(f"{float(np.mean(times)):>12.1f}" for times in cpu.values()))


if __name__ == "__main__":
    main()
