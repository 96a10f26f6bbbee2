"""The likeliest digits of an EAN, UPC or EAN-8, given how dark its bars are, and how much less likely others.

A symbol's darkness is the sum of its guards' and digits' blurred patterns, so that the squared error of any
reading is a sum of what each digit costs and what each pair of neighbours shares. Dynamic programming over
(pattern of number sets, check sum so far, digit) then finds exactly the best reading with a right check
digit, and going both ways gives, for every place, the best reading that has another digit there: the margin.
"""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.codes.retail import CODES, Ints, Layout

Floats = NDArray[np.float64]

PER_MODULE = 4  # samples
QUIET = 3  # modules of the quiet zone that count, on either side
REACH = 5  # modules beyond its own seven that a blurred digit darkens


@dataclass(frozen=True, slots=True)
class Blur:
    """How the picture differs from crisp bars: both in modules."""

    sigma: float  # of a Gaussian
    gain: float  # how much wider than nominal a bar is


@dataclass(frozen=True, slots=True)
class Best:
    """The likeliest reading; errors are mean squares over the samples, darkness 0 … 1."""

    text: str
    pattern: int
    digits: Ints
    error: float
    rival: float  # the error of the best different reading with a right check digit


def positions(layout: Layout) -> Floats:
    """Return where the samples lie, in modules from the first bar."""
    count = (layout.modules + 2 * QUIET) * PER_MODULE
    return (np.arange(count) + 0.5) / PER_MODULE - QUIET


def model(layout: Layout, best: Best, blur: Blur) -> Floats:
    """Return the darkness at `positions` of a reading's crisp pattern after the blur."""
    dark = _guards(layout, blur).copy()
    shapes = _shapes(blur)[layout.sets[best.pattern] * 10 + best.digits]
    for place, shape in zip(layout.places, shapes, strict=True):
        start = (QUIET + place - REACH) * PER_MODULE
        dark[start : start + len(shape)] += shape
    return dark


def decode(layout: Layout, darkness: Floats, blur: Blur) -> Best:
    """Return the best reading of the darkness at `positions`, whatever its quality."""
    rest = darkness - _guards(layout, blur)
    costs = _costs(layout, rest, blur)
    shared = _shared(layout, blur)
    forward = _pass(layout, costs, shared)
    backward = _pass_back(layout, costs, shared)
    through = [(f + b).min(axis=1) for f, b in zip(forward, backward, strict=True)]  # (patterns, digits)
    pattern, last = divmod(int(through[-1].argmin()), 10)
    digits = _trace(layout, forward, costs, shared, pattern, last)
    best = float(through[-1].min())
    rival = min(float(np.delete(t.min(axis=0), d).min()) for t, d in zip(through, digits, strict=True))
    others = [p for p in range(len(layout.head)) if _speaks(layout, p) != _speaks(layout, pattern)]
    if others:
        rival = min(rival, float(through[-1][others].min()))
    whole = float(rest @ rest)
    size = len(darkness)
    return Best(layout.text(pattern, digits), pattern, digits, (whole + best) / size, (whole + rival) / size)


def guess(layout: Layout, darkness: Floats, blur: Blur) -> Best:
    """Return the best reading whatever its check digit: a tenth of the work of `decode`, for a first fit."""
    costs = _costs(layout, darkness - _guards(layout, blur), blur)
    shared = _shared(layout, blur)
    done, came = [costs[0]], []
    for i in range(1, len(costs)):
        ways = done[-1][:, :, None] + shared[i]  # (patterns, digit before, digit)
        came.append(ways.argmin(axis=1))
        done.append(ways.min(axis=1) + costs[i])
    pattern, digit = divmod(int(done[-1].argmin()), 10)
    digits = [digit]
    for before in reversed(came):
        digits.insert(0, int(before[pattern, digits[0]]))
    found = np.array(digits, dtype=np.intp)
    return Best(layout.text(pattern, found), pattern, found, float(done[-1].min()), np.inf)


def screen(layout: Layout, darkness: Floats, blur: Blur) -> Floats:
    """Return a lower bound of the mean squared error for many rows of darkness, (rows, samples)."""
    rest = darkness - _guards(layout, blur)
    shapes = _shapes(blur)
    own = (shapes**2).sum(axis=1)
    bound = (rest**2).sum(axis=1)
    for i, place in enumerate(layout.places):
        start = (QUIET + place - REACH) * PER_MODULE
        codes = sorted({int(s) * 10 + d for s in layout.sets[:, i] for d in range(10)})
        match = rest[:, start : start + shapes.shape[1]] @ shapes[codes].T
        bound += (own[codes] - 2 * match).min(axis=1)
    return np.asarray(bound / darkness.shape[1])


def _speaks(layout: Layout, pattern: int) -> str:
    return layout.head[pattern] + "/" + layout.tail[pattern]


@cache
def _shapes(blur: Blur) -> Floats:
    """Return the blurred darkness of the thirty patterns, with REACH modules on either side."""
    count = (7 + 2 * REACH) * PER_MODULE
    x = (np.arange(count) + 0.5) / PER_MODULE - REACH
    return np.stack([_blurred(code, x, blur) for code in CODES])


@cache
def _guard_parts(guards: tuple[tuple[int, str], ...], modules: int, blur: Blur) -> Floats:
    x = (np.arange((modules + 2 * QUIET) * PER_MODULE) + 0.5) / PER_MODULE - QUIET
    return np.asarray(np.sum([_blurred(pattern, x - start, blur) for start, pattern in guards], axis=0))


def _guards(layout: Layout, blur: Blur) -> Floats:
    return _guard_parts(layout.guards, layout.modules, blur)


def _blurred(pattern: str, x: Floats, blur: Blur) -> Floats:
    """Return the darkness at x of modules, "1" for dark, through a Gaussian; bars gain on both sides.

    Bars that touch the next symbol's are not widened there, so that neighbours add up.
    """
    dark = np.zeros_like(x)
    scale = 1 / (blur.sigma * math.sqrt(2))
    start = 0
    while (start := pattern.find("1", start)) >= 0:
        end = start
        while end < len(pattern) and pattern[end] == "1":
            end += 1
        left, right = start - blur.gain / 2, end + blur.gain / 2
        dark += 0.5 * (_erf((x - left) * scale) - _erf((x - right) * scale))
        start = end
    return dark


def _erf(x: Floats) -> Floats:
    """Return the error function to 1.5e-7 (Abramowitz and Stegun 7.1.26)."""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.asarray(np.sign(x) * (1 - poly * np.exp(-x * x)))


def _costs(layout: Layout, rest: Floats, blur: Blur) -> list[Floats]:
    """Return for each place (patterns, 10): what a digit alone adds to the error."""
    shapes = _shapes(blur)
    own = (shapes**2).sum(axis=1)
    costs = []
    for i, place in enumerate(layout.places):
        start = (QUIET + place - REACH) * PER_MODULE
        alone = own - 2 * shapes @ rest[start : start + shapes.shape[1]]
        chosen = alone.reshape(3, 10)[layout.sets[:, i]]
        costs.append(np.where(layout.allowed[:, i], chosen, np.inf))
    return costs


def _shared(layout: Layout, blur: Blur) -> list[Floats]:
    """Return for each place (patterns, 10, 10): what the digit before and this one share."""
    pairs = _pairs(blur)
    apart = np.zeros((len(layout.head), 10, 10))
    return [
        pairs[layout.sets[:, i - 1], layout.sets[:, i]] if layout.linked[i] else apart
        for i in range(len(layout.places))
    ]


@cache
def _pairs(blur: Blur) -> Floats:
    """Return (3, 3, 10, 10): twice the inner product of a pattern and its neighbour seven modules on."""
    shapes = _shapes(blur)
    shift = 7 * PER_MODULE
    both = 2 * shapes[:, shift:] @ shapes[:, :-shift].T
    return np.asarray(both).reshape(3, 10, 3, 10).transpose(0, 2, 1, 3).copy()


def _pass(layout: Layout, costs: list[Floats], shared: list[Floats]) -> list[Floats]:
    """Return for each place (patterns, sums, digits): the least error up to and with it."""
    patterns = len(layout.head)
    rows = np.arange(patterns)[:, None]
    digits = np.arange(10)
    first = np.full((patterns, 10, 10), np.inf)
    first[rows, (layout.start[:, None] + layout.steps[:, 0]) % 10, digits] = costs[0]
    done = [first]
    for i in range(1, len(costs)):
        before = (done[-1][:, :, :, None] + shared[i][:, None]).min(axis=2)  # (patterns, sums, digit)
        sums = (np.arange(10)[None, :, None] - layout.steps[:, i][:, None, :]) % 10
        done.append(before[rows[:, :, None], sums, digits] + costs[i][:, None, :])
    return done


def _pass_back(layout: Layout, costs: list[Floats], shared: list[Floats]) -> list[Floats]:
    """Return for each place (patterns, sums, digits): the least error after it, ending in a right sum."""
    patterns = len(layout.head)
    rows = np.arange(patterns)[:, None]
    last = np.full((patterns, 10, 10), np.inf)
    last[:, 0, :] = 0.0
    done = [last]
    for i in range(len(costs) - 1, 0, -1):
        sums = (np.arange(10)[None, :, None] + layout.steps[:, i][:, None, :]) % 10
        after = done[0][rows[:, :, None], sums, np.arange(10)] + costs[i][:, None, :]  # (p, sums, digit)
        done.insert(0, (after[:, :, None, :] + shared[i][:, None]).min(axis=3))
    return done


def _trace(
    layout: Layout, forward: list[Floats], costs: list[Floats], shared: list[Floats], pattern: int, last: int
) -> Ints:
    digits = [last]
    total = 0
    for i in range(len(costs) - 1, 0, -1):
        total = (total - int(layout.steps[pattern, i, digits[0]])) % 10
        digits.insert(0, int((forward[i - 1][pattern, total] + shared[i][pattern, :, digits[0]]).argmin()))
    return np.array(digits, dtype=np.intp)
