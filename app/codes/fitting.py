"""A profile across bars -> the likeliest EAN, UPC or EAN-8 in it, its place, and how sure that is.

Where the symbol starts and ends is tried from the edges next to light gaps; each trial is screened by a
bound, the best are decoded, and decoding takes turns with fitting what the reading predicts to what was seen:
light and dark levels that change along the code, and positions that stretch (curved goods, perspective).
"""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from app.codes.likelihood import PER_MODULE, Best, Blur, decode, guess, model, positions, screen
from app.codes.retail import Layout, layouts

Floats = NDArray[np.float64]

SIGMAS = (0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.25, 1.5, 1.75)  # modules
GAINS = (-0.4, -0.2, 0.0, 0.2, 0.4)  # modules
BLURS = (Blur(0.4, 0.0), Blur(0.8, 0.0), Blur(1.25, 0.0), Blur(1.75, 0.0))
BENDS = (-4.0, -2.0, -0.7, 0.0, 0.7, 2.0, 4.0)  # modules by which the middle is off
EDGES = 5  # tried as the first bar, and as the last
LEAST_COLUMNS = 60
LEAST_MODULE = 1.0  # columns
LEAST_QUIET = 2.5  # modules
LEAST_EDGES, MOST_EDGES = 0.33, 1.15  # of those printed: blur swallows some, specks add some
COVERED = 0.48
SPANS = 3  # of each layout that are tried
TRIALS = 2  # of each span that are decoded
ROUNDS = 4
JUDGED = 2  # of each layout, with the check digit
PLAIN = 0.8  # margin
LEAST_ERROR = 1e-4
SOFTEST = 1.9  # modules
UNREACHED = 1.45  # blurred bars span this much less than black to white


@dataclass(frozen=True, slots=True)
class Fit:
    """A reading of a profile; `share` of the variance is unexplained, `margin` how much worse the next is."""

    symbology: str
    text: str
    start: float  # columns of the profile; after `end` where the symbol stands on its head
    end: float
    share: float
    margin: float
    blur: Blur


def read_retail(profile: Floats) -> list[Fit]:
    """Return the best reading of each layout, the best first; [] where nothing has a symbol's ends.

    Shorter codes are only tried where no EAN-13 is plain.
    """
    profile = _softened(profile)
    ends = _ends(profile)
    fits: list[Fit] = []
    for layout in LAYOUTS:
        trials = _trials(profile, layout, ends)
        if trials:
            settled = sorted((_settle(profile, layout, t) for t in trials), key=lambda s: s.share)
            fits.append(max((_judge(profile, layout, s) for s in settled[:JUDGED]), key=lambda f: f.margin))
        if fits and fits[0].margin > PLAIN:
            break
    return sorted(fits, key=lambda f: -f.margin)


def _softened(profile: Floats) -> Floats:
    """Return a profile that has slopes: fitting follows them, and drawn codes have none."""
    return np.convolve(np.pad(profile, 2, mode="edge"), np.array([1, 4, 6, 4, 1]) / 16, mode="valid")


def confirm_retail(profile: Floats, fit: Fit) -> Fit:
    """Read another profile of the same bars where a reading of the first says that they are."""
    profile = _softened(profile)
    layout = next(one for one in LAYOUTS if one.name == fit.symbology)
    columns = fit.start + positions(layout) * (fit.end - fit.start) / layout.modules
    span = Span(round(min(fit.start, fit.end)), round(max(fit.start, fit.end)), 0, 0, 0)
    level = _levels(profile, span, abs(fit.end - fit.start) / layout.modules)[
        0 if fit.blur.sigma < 0.9 else 1
    ]
    dark = np.interp(columns, np.arange(len(profile)), level)
    return _judge(profile, layout, _settle(profile, layout, _Trial(columns, dark, fit.blur, SOFTEST)))


LAYOUTS = layouts()


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


@dataclass(frozen=True, slots=True)
class _Trial:
    columns: Floats  # where the samples lie; falling where the symbol stands on its head
    darkness: Floats  # at the columns
    blur: Blur
    softest: float  # modules


@dataclass(frozen=True, slots=True)
class _Settled:
    columns: Floats
    darkness: Floats
    blur: Blur
    share: float


def _ends(profile: Floats) -> list[Span]:
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


def _trials(profile: Floats, layout: Layout, ends: list[Span]) -> list[_Trial]:
    """Return the likeliest ways to lay the symbol on the profile: of each good span the best by a bound."""
    likely = sorted((s for s in ends if s.fits(layout)), key=lambda s: -s.credit(layout))[:SPANS]
    return [trial for span in likely for trial in _trials_over(profile, layout, span)]


def _trials_over(profile: Floats, layout: Layout, span: Span) -> list[_Trial]:
    at = positions(layout)
    middle = 1 - (2 * at / layout.modules - 1) ** 2  # 1 in the middle, 0 at both ends
    module = (span.end - span.start) / layout.modules
    columns = np.stack([span.start + at * module + bend * module * middle for bend in BENDS])
    grid = np.arange(len(profile))
    levels = _levels(profile, span, module)
    darkness = np.concatenate([np.interp(columns, grid, level) for level in levels])
    columns = np.concatenate([columns] * len(levels))
    columns, darkness = (
        np.concatenate([columns, columns[:, ::-1]]),
        np.concatenate([darkness, darkness[:, ::-1]]),
    )
    softest = max(_softest(profile, layout, span.start, span.end), 0.5)
    blurs = [blur for blur in BLURS if blur.sigma <= softest]
    shares = np.stack([screen(layout, darkness, blur) for blur in blurs]) / (darkness.var(axis=1) + 1e-9)
    best = shares.min(axis=0)
    return [
        _Trial(columns[i], darkness[i], blurs[int(shares[:, i].argmin())], softest)
        for i in np.argsort(best)[:TRIALS]
    ]


def _softest(profile: Floats, layout: Layout, start: float, end: float) -> float:
    """Return how blurred a span may be, in modules, given that its steepest edge is no softer than the rest.

    A blurred step of height h is nowhere steeper than h / (sigma · √2π).
    """
    part = profile[int(start) : int(end) + 1]
    module = (end - start) / layout.modules
    steepest = float(np.quantile(np.abs(np.gradient(part)), 0.99))
    return min(UNREACHED * float(np.ptp(part)) / max(steepest, 0.1) / 2.507 / module, SOFTEST)


def _levels(profile: Floats, span: Span, module: float) -> list[Floats]:
    """Return the profile as darkness in two ways.

    Crisp bars reach black and white nearby; blurred ones do not, but bars cover some 0.48 of any symbol.
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
    soft = COVERED * (light - profile) / np.maximum(mean, 1.5)
    return [np.asarray(crisp, dtype=np.float64), np.clip(soft, -0.5, 1.8)]


def _settle(profile: Floats, layout: Layout, trial: _Trial) -> _Settled:
    """Guess and fit in turns."""
    columns, dark, blur = trial.columns, trial.darkness, trial.blur
    last, share = "", 1.0
    for _ in range(ROUNDS):
        best = guess(layout, dark, blur)
        columns, dark = _refit(profile, columns, model(layout, best, blur))
        blur, error = _best_blur(layout, best, dark, blur, trial.softest)
        share = error / max(float(dark.var()), 1e-9)
        if best.text == last:
            break
        last = best.text
    return _Settled(columns, dark, blur, share)


def _judge(profile: Floats, layout: Layout, settled: _Settled) -> Fit:
    """Decode with the check digit, fit once more, and weigh the answer against the next best."""
    blur = settled.blur
    best = decode(layout, settled.darkness, blur)
    columns, dark = _refit(profile, settled.columns, model(layout, best, blur))
    best = decode(layout, dark, blur)
    start, end = np.interp([0.0, float(layout.modules)], positions(layout), columns)
    error = float(((model(layout, best, blur) - dark) ** 2).mean())
    margin = (best.rival - best.error) / max(error, LEAST_ERROR)
    return Fit(
        layout.name, best.text, float(start), float(end), error / max(float(dark.var()), 1e-9), margin, blur
    )


def _best_blur(layout: Layout, best: Best, dark: Floats, blur: Blur, softest: float) -> tuple[Blur, float]:
    """Return the blur next to the given one that explains a reading best, and the error that is left."""
    i, j = SIGMAS.index(blur.sigma), GAINS.index(blur.gain)
    choices = [
        Blur(sigma, gain)
        for sigma in SIGMAS[max(0, i - 1) : i + 2]
        for gain in GAINS[max(0, j - 1) : j + 2]
        if sigma <= max(softest, blur.sigma)
    ]
    errors = [float(((model(layout, best, b) - dark) ** 2).mean()) for b in choices]
    least = int(np.argmin(errors))
    return choices[least], errors[least]


def _refit(profile: Floats, columns: Floats, expected: Floats) -> tuple[Floats, Floats]:
    """Fit levels and positions to what a reading predicts; returns the new columns and darkness there."""
    x = np.linspace(-1, 1, len(columns))
    bend = np.stack([np.ones_like(x), x, x**2, x**3])
    level = bend[:3]
    grid = np.arange(len(profile))
    slope = np.gradient(profile)
    for _ in range(2):
        seen = np.interp(columns, grid, profile)
        steep = np.interp(columns, grid, slope)
        parts = np.concatenate([level, level * expected, -bend * steep])
        ridge = 1e-3 * len(x) * np.concatenate([np.zeros(6), np.ones(4) * (steep**2).mean()])
        answer = np.linalg.solve(parts @ parts.T + np.diag(ridge + 1e-6), parts @ seen)
        module = abs(columns[-1] - columns[0]) / len(columns) * PER_MODULE
        columns = columns + np.clip(answer[6:] @ bend, -0.7 * module, 0.7 * module)
    seen = np.interp(columns, grid, profile)
    parts = np.concatenate([level, level * expected])
    answer = np.linalg.solve(parts @ parts.T + 1e-6 * np.eye(6), parts @ seen)
    light = answer[:3] @ level
    depth = -(answer[3:] @ level)
    return columns, np.clip((light - seen) / np.maximum(depth, 2.0), -0.5, 1.5)
