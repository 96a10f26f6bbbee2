"""What lines of text say: crops straightened, batched by width, read, and taken apart by character."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.ocr.networks import Floats, Networks
from app.ocr.strips import Strip, straighten

HEIGHT = 48  # pixels of a line, as the network was trained
STEP = 8  # pixels of a line's width for each answer of the network
NARROWEST, WIDEST = 48, 2400  # pixels of a line that is shown to the network
TURN_SIZE = (192, HEIGHT)

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Text:
    """What one crop says. `chances` and `spans` have one entry for each character."""

    text: str
    chances: tuple[float, ...]
    spans: tuple[tuple[float, float], ...]  # begin and end along the crop, 0 to 1

    @property
    def confidence(self) -> float:
        return sum(self.chances) / len(self.chances) if self.chances else 0.0


def cut(picture: Picture, strip: Strip, squeeze: float) -> Picture:
    """Return a line as the network is shown it, (48, W, 3) uint8, its width squeezed by a share."""
    width = int(np.clip(HEIGHT * strip.length / strip.height * squeeze, NARROWEST, WIDEST))
    return straighten(picture, strip, HEIGHT, width)


def read_crops(networks: Networks, crops: Sequence[Picture]) -> list[Text]:
    """Return what crops (48, W, 3) uint8 BGR say, in their order; one at a time, as padding costs time."""
    return [
        _text(networks.line_chances(_shown(crop))[0], networks.characters, crop.shape[1]) for crop in crops
    ]


def _shown(crop: Picture) -> Floats:
    width = crop.shape[1]
    shown = np.zeros((1, 3, HEIGHT, -(-width // STEP) * STEP), np.float32)
    shown[0, :, :, :width] = crop.transpose(2, 0, 1) / np.float32(127.5) - 1
    return shown


def turned_over(networks: Networks, crops: Sequence[Picture]) -> Floats:
    """Return how likely each crop stands on its head, (N,)."""
    if not crops:
        return np.zeros(0, np.float32)
    shown = np.zeros((len(crops), 3, HEIGHT, TURN_SIZE[0]), np.float32)
    for row, crop in enumerate(crops):
        part = crop[:, : TURN_SIZE[0]]
        shown[row, :, :, : part.shape[1]] = part.transpose(2, 0, 1) / np.float32(127.5) - 1
    return networks.upside_down(shown)


def _text(chances: Floats, characters: Sequence[str], width: int) -> Text:
    """Decode one line greedily: the likeliest character of each step, repeats and blanks dropped (CTC)."""
    steps = min(len(chances), -(-width // STEP))
    best = chances[:steps].argmax(1)
    found: list[tuple[str, float, int, int]] = []
    for step, code in enumerate(best):
        chance = float(chances[step, code])
        if code == 0:
            continue
        if step and best[step - 1] == code:
            character, highest, begin, _ = found[-1]
            found[-1] = (character, max(highest, chance), begin, step)
        else:
            found.append((characters[code], chance, step, step))
    spans = _spans([(begin + end + 1) / 2 * STEP / width for _, _, begin, end in found])
    return Text("".join(c for c, *_ in found), tuple(p for _, p, *_ in found), spans)


def _spans(middles: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """Return where characters begin and end, given their middles: halfway to their neighbours."""
    if not middles:
        return ()
    gaps = [b - a for a, b in pairwise(middles)]
    edges = [(a + b) / 2 for a, b in pairwise(middles)]
    usual = float(np.median(gaps)) if gaps else 0.5
    first, last = max(0.0, middles[0] - usual / 2), min(1.0, middles[-1] + usual / 2)
    begins, ends = [first, *edges], [*edges, last]
    return tuple((min(max(b, 0.0), 1.0), min(max(e, 0.0), 1.0)) for b, e in zip(begins, ends, strict=True))
