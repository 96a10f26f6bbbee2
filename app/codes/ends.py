"""Whether the bars of a code go on beyond what was read of it.

Interleaved 2 of 5 has start and stop patterns that its digits also make: glare or a fold in the middle of a
long code leaves a piece that every reader takes for a whole one, with light on both sides of it. Beyond the
light the rest of the bars still stands.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.codes.engines import Picture
from app.codes.strips import MARGIN, between
from app.codes.symbol import Point

BEYOND = 0.9  # of what was read: how far beyond either end bars are looked for
ROWS = 8
FAINT = 0.25  # of the steepest slope of the bars that were read; print that is no bar averages out below it
BARS = 10  # edges: those of two digits; a frame or a border beside the code has fewer


def go_on(gray: Picture, quad: Sequence[Point]) -> bool:
    """Say whether bars like those of a code in a (H, W) uint8 picture stand beyond one of its ends."""
    first, second, third, fourth = np.array(quad, dtype=np.float64)
    more = (second + third - first - fourth) / 2 * BEYOND
    longer = [tuple(p) for p in (first - more, second + more, third + more, fourth - more)]
    profile = between(gray, longer, ROWS).rows.mean(axis=0)
    slope = np.diff(np.convolve(profile, (0.25, 0.5, 0.25), mode="valid"))
    whole = len(slope) / (1 + 2 * MARGIN)  # columns of what is looked at, without its own margins
    read = whole / (1 + 2 * BEYOND)
    start, end = round((len(slope) - read) / 2), round((len(slope) + read) / 2)
    steep = FAINT * float(np.abs(slope[start:end]).max(initial=0.0))
    return any(_edges(side, steep) >= BARS for side in (slope[: start - 1], slope[end + 1 :]))


def _edges(slope: NDArray[np.float64], steep: float) -> int:
    """Count turns from up to down among slopes that are steep enough, the first edge too."""
    up = slope[np.abs(slope) > steep] > 0
    return int(np.count_nonzero(up[1:] != up[:-1])) + int(len(up) > 0)
