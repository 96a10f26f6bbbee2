"""Where in a profile a symbol may begin and end, how dark its bars are there, and how blurred they can be."""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from app.codes.retail import Layout

Floats = NDArray[np.float64]

EDGES = 5  # tried as the first bar, and as the last
LEAST_COLUMNS = 60
LEAST_MODULE = 1.0  # columns
LEAST_QUIET = 3.5  # modules
LEAST_EDGES, MOST_EDGES = 0.33, 1.15  # of those printed: blur swallows some, specks add some
COVERED = (0.48, 0.43, 0.53)  # shares of a symbol that bars may cover
UNREACHED = 1.45  # blurred bars span this much less than black to white


@dataclass(frozen=True, slots=True)
class Span:
    """Columns between an edge that may begin the first bar and one that may end the last."""

    start: int
    end: int
    before: int  # light columns before the start
    after: int
    edges: int  # between them, both counted

    def fits(self, layout: Layout) -> bool:
        """Say whether a symbol may stand here at all."""
        module = (self.end - self.start) / layout.modules
        light = min(self.before, self.after) / module
        return (
            module >= LEAST_MODULE
            and light >= LEAST_QUIET
            and LEAST_EDGES <= self.edges / layout.edges <= MOST_EDGES
        )

    def credit(self, layout: Layout) -> float:
        """Return more for a better quiet zone, and for more of the edges that are printed."""
        module = (self.end - self.start) / layout.modules
        quiet = sum(min(light / module, 7.0) for light in (self.before, self.after)) / 14
        return quiet + min(self.edges / layout.edges, 1.0)


def find_spans(profile: Floats) -> list[Span]:
    """Return spans from strong edge to strong edge, both beside light gaps."""
    smooth = np.convolve(np.pad(profile, 2, mode="edge"), np.ones(5) / 5, mode="valid")
    slope = np.gradient(smooth)
    size = np.abs(slope)
    strong = 0.2 * np.quantile(size, 0.97)
    inner = np.arange(1, len(slope) - 1)
    peaks = inner[(size[1:-1] >= size[:-2]) & (size[1:-1] > size[2:]) & (size[1:-1] > strong)]
    every = [0, *(int(i) for i in peaks), len(profile) - 1]
    falling = [(at, at - before) for before, at in pairwise(every) if slope[at] < 0]
    rising = [(at, after - at) for at, after in pairwise(every[1:]) if slope[at] > 0]
    starts = sorted(falling, key=lambda e: -e[1])[:EDGES]
    ends = sorted(rising, key=lambda e: -e[1])[:EDGES]
    return [
        Span(s, e, before, after, int(((peaks >= s) & (peaks <= e)).sum()))
        for s, before in starts
        for e, after in ends
        if e - s > LEAST_COLUMNS
    ]


def softest_blur(profile: Floats, layout: Layout, start: float, end: float) -> float:
    """Return how blurred a span may be, in modules, given that its steepest edge is no softer than the rest.

    A blurred step of height h is nowhere steeper than h / (sigma · √2π).
    """
    part = profile[int(start) : int(end) + 1]
    module = (end - start) / layout.modules
    steepest = float(np.quantile(np.abs(np.gradient(part)), 0.99))
    return min(UNREACHED * float(np.ptp(part)) / max(steepest, 0.1) / 2.507 / module, layout.softest)


def levels(profile: Floats, span: Span, module: float) -> list[Floats]:
    """Return the profile as darkness in several ways.

    Crisp bars reach black and white nearby; blurred ones do not, but they cover about half of any symbol.
    """
    start, end = span.start, span.end
    width = int(18 * module) | 1
    flat = profile.astype(np.float32)[None]
    kernel = np.ones((1, width), np.uint8)
    high = cv2.blur(cv2.dilate(flat, kernel), (width, 1))[0]
    low = cv2.blur(cv2.erode(flat, kernel), (width, 1))[0]
    crisp = (high - profile) / np.maximum(high - low, 4.0)
    reach = max(2, int(3 * module))
    left = float(profile[max(0, start - reach) : start + 1].max())
    right = float(profile[end : end + reach + 1].max())
    light = np.interp(np.arange(len(profile)), [start, end], [left, right])
    half = (start + end) // 2
    means = [float((light - profile)[a:b].mean()) for a, b in ((start, half), (half, end))]
    quarter = (end - start) / 4
    mean = np.interp(np.arange(len(profile)), [start + quarter, end - quarter], means)
    soft = (light - profile) / np.maximum(mean, 1.5)
    return [np.asarray(crisp, dtype=np.float64), *(np.clip(share * soft, -0.5, 1.8) for share in COVERED)]
