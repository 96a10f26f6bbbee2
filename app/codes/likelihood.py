"""The likeliest digits of an EAN, UPC or EAN-8, given how dark its bars are, and how much less likely others.

A symbol's darkness is the sum of its guards' and digits' blurred patterns, so that the squared error of any
reading is a sum of what each digit costs and what each pair of neighbours shares. Dynamic programming over
(pattern of number sets, check sum so far, digit) then finds exactly the best reading with a right check
digit, and going both ways gives, for every place, the best reading that has another digit there: the margin.
"""

import math
from collections.abc import Sequence
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
    return np.asarray(models(layout, best, [blur])[0])


def models(layout: Layout, best: Best, blurs: Sequence[Blur]) -> Floats:
    """Return (blurs, positions): the darkness of a reading's crisp pattern after each of some blurs."""
    dark = np.stack([_guards(layout, blur) for blur in blurs])
    codes = layout.sets[best.pattern] * 10 + best.digits
    shapes = np.stack([_shapes(blur)[codes] for blur in blurs], axis=1)  # (places, blurs, samples)
    for place, shape in zip(layout.places, shapes, strict=True):
        start = (QUIET + place - REACH) * PER_MODULE
        dark[:, start : start + shape.shape[1]] += shape
    return dark


def decode(layout: Layout, darkness: Floats, blur: Blur) -> Best:
    """Return the best reading of the darkness at `positions`, whatever its quality."""
    rest = darkness - _guards(layout, blur)
    costs = _costs(layout, rest, blur)
    forward = _pass(layout, costs, blur)
    backward = _pass_back(layout, costs, blur)
    through = [(f + b).min(axis=2) for f, b in zip(forward, backward, strict=True)]  # (digits, patterns)
    last, pattern = divmod(int(through[-1].argmin()), len(layout.head))
    digits = _trace(layout, forward, _shared(layout, blur), pattern, last)
    best = float(through[-1].min())
    rival = min(float(np.delete(t.min(axis=1), d).min()) for t, d in zip(through, digits, strict=True))
    others = [p for p in range(len(layout.head)) if _speaks(layout, p) != _speaks(layout, pattern)]
    if others:
        rival = min(rival, float(through[-1][:, others].min()))
    whole = float(rest @ rest)
    size = len(darkness)
    return Best(layout.text(pattern, digits), pattern, digits, (whole + best) / size, (whole + rival) / size)


def guess(layout: Layout, darkness: Floats, blur: Blur) -> Best:
    """Return the best reading whatever its check digit: a tenth of the work of `decode`, for a first fit."""
    costs = _costs(layout, darkness - _guards(layout, blur), blur)
    shared = _shared(layout, blur)
    done, came = [costs[0].T], []
    for i in range(1, len(costs)):
        ways = done[-1][:, None] + shared[i]  # (digit before, digit, patterns)
        came.append(ways.argmin(axis=0))
        done.append(ways.min(axis=0) + costs[i].T)
    digit, pattern = divmod(int(done[-1].argmin()), len(layout.head))
    digits = [digit]
    for before in reversed(came):
        digits.insert(0, int(before[digits[0], pattern]))
    found = np.array(digits, dtype=np.intp)
    return Best(layout.text(pattern, found), pattern, found, float(done[-1].min()), np.inf)


def screen(layout: Layout, darkness: Floats, blur: Blur) -> Floats:
    """Return a lower bound of the mean squared error for many rows of darkness, (rows, samples)."""
    rest = darkness - _guards(layout, blur)
    shapes, own = _shapes(blur), _own(blur)
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


def _costs(layout: Layout, rest: Floats, blur: Blur) -> Floats:
    """Return (places, patterns, 10): what a digit alone adds to the error."""
    shapes = _shapes(blur)
    starts = (QUIET + np.array(layout.places) - REACH) * PER_MODULE
    windows = rest[starts[:, None] + np.arange(shapes.shape[1])]
    alone = (_own(blur) - 2 * windows @ shapes.T).reshape(-1, 3, 10)
    chosen = alone[np.arange(len(starts))[:, None], layout.sets.T]
    return np.where(layout.allowed.transpose(1, 0, 2), chosen, np.inf)


@cache
def _own(blur: Blur) -> Floats:
    """Return the squared darkness of the thirty patterns."""
    return np.asarray((_shapes(blur) ** 2).sum(axis=1))


@cache
def _shared(layout: Layout, blur: Blur) -> list[Floats]:
    """Return for each place (10, 10, patterns): what the digit before and this one share."""
    pairs = _pairs(blur)
    apart = np.zeros((10, 10, len(layout.head)))
    return [
        pairs[:, :, layout.sets[:, i - 1], layout.sets[:, i]] if layout.linked[i] else apart
        for i in range(len(layout.places))
    ]


@cache
def _alike(layout: Layout) -> list[list[tuple[int, int, Ints]]]:
    """Return for each place the number sets before and at it, with the patterns that have both there."""
    return [
        [(a, b, found) for a in range(3) for b in range(3) if len(found := _both(layout, i, a, b))]
        for i in range(len(layout.places))
    ]


def _both(layout: Layout, place: int, before: int, here: int) -> Ints:
    return np.flatnonzero((layout.sets[:, place - 1] == before) & (layout.sets[:, place] == here))


@cache
def _pairs(blur: Blur) -> Floats:
    """Return (10, 10, 3, 3): twice the inner product of a pattern and its neighbour seven modules on."""
    shapes = _shapes(blur)
    shift = 7 * PER_MODULE
    both = 2 * shapes[:, shift:] @ shapes[:, :-shift].T
    return np.asarray(both).reshape(3, 10, 3, 10).transpose(1, 3, 0, 2).copy()


def _pass(layout: Layout, costs: Floats, blur: Blur) -> list[Floats]:
    """Return for each place (digits, patterns, sums): the least error up to and with it."""
    first = np.full((10, len(layout.head), 10), np.inf)
    sums = (layout.start[:, None] + layout.steps[:, 0]) % 10  # (patterns, digits)
    first[np.arange(10)[:, None], np.arange(len(sums)), sums.T] = costs[0].T
    done = [first]
    for i in range(1, len(costs)):
        before = _least(layout, i, done[-1], _pairs(blur))
        done.append(before.take(_sums(layout, i, -1)) + costs[i].T[:, :, None])
    return done


def _pass_back(layout: Layout, costs: Floats, blur: Blur) -> list[Floats]:
    """Return for each place (digits, patterns, sums): the least error after it, ending in a right sum."""
    last = np.full((10, len(layout.head), 10), np.inf)
    last[:, :, 0] = 0.0
    done = [last]
    for i in range(len(costs) - 1, 0, -1):
        after = done[0].take(_sums(layout, i, 1)) + costs[i].T[:, :, None]
        done.insert(0, _least(layout, i, after, _pairs(blur).swapaxes(0, 1)))
    return done


def _least(layout: Layout, place: int, errors: Floats, pairs: Floats) -> Floats:
    """Return the least error over the digits of one place for each digit of its neighbour.

    `errors` are (digits, patterns, sums), `pairs` (digits, neighbour's digits, set before, set at `place`).
    """
    if not layout.linked[place]:
        return np.asarray(np.broadcast_to(errors.min(axis=0), errors.shape))
    alike = _alike(layout)[place]
    if len(alike) == 1:
        before, here, _ = alike[0]
        return np.asarray((errors[:, None] + pairs[:, :, before, here, None, None]).min(axis=0))
    least = np.empty_like(errors)
    for before, here, patterns in alike:
        some = errors[:, None, patterns] + pairs[:, :, before, here, None, None]
        least[:, patterns] = some.min(axis=0)
    return least


@cache
def _sums(layout: Layout, place: int, way: int) -> Ints:
    """Return, flat, where errors (digits, patterns, sums) have the sum before (-1) or after (1) a digit."""
    moved = (np.arange(10) + way * layout.steps[:, place].T[:, :, None]) % 10
    return np.arange(0, moved.size, 10).reshape(10, -1)[:, :, None] + moved


def _trace(layout: Layout, forward: list[Floats], shared: list[Floats], pattern: int, last: int) -> Ints:
    digits = [last]
    total = 0
    for i in range(len(forward) - 1, 0, -1):
        total = (total - int(layout.steps[pattern, i, digits[0]])) % 10
        before = forward[i - 1][:, pattern, total] + shared[i][:, digits[0], pattern]
        digits.insert(0, int(before.argmin()))
    return np.array(digits, dtype=np.intp)
