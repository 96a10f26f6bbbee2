"""A profile across bars -> the likeliest EAN, UPC or EAN-8 in it, its place, and how sure that is.

Where the symbol starts and ends is tried from the edges next to light gaps; each trial is screened by a
bound, the best are decoded, and decoding takes turns with fitting what the reading predicts to what was seen:
light and dark levels that change along the code, and positions that stretch (curved goods, perspective).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.codes.likelihood import PER_MODULE, Best, Blur, decode, guess, model, models, positions, screen
from app.codes.retail import Layout, layouts
from app.codes.spans import Span, find_spans, levels, softest_blur

Floats = NDArray[np.float64]

SIGMAS = (0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.25, 1.5, 1.75)  # modules
GAINS = (-0.4, -0.2, 0.0, 0.2, 0.4)  # modules
BLURS = (Blur(0.4, 0.0), Blur(0.8, 0.0), Blur(1.25, 0.0), Blur(1.5, 0.0), Blur(1.75, 0.0))
BENDS = (-4.0, -2.0, -0.7, 0.0, 0.7, 2.0, 4.0)  # modules by which the middle is off
SPANS = 2  # of each layout that are tried
SOFT = 1.1  # modules of blur from which a symbol's ends are uncertain
MOVES = ((0.0, 0.0),)
SOFT_TRIALS = 8
TRIALS = 2  # of each span that are decoded
ROUNDS = 5
PROMISING = 0.6  # most of the variance that a trial worth decoding may leave unexplained by its bound
HOPELESS = 0.45  # share that is left after one round
EXPLAINED = 0.18  # share that a reading worth judging leaves; right ones leave half of it
WHOLLY = 0.02  # share that is left where no other trial can be better
JUDGED = 2  # of each layout, with the check digit
PLAIN = 0.8  # margin
LEAST_ERROR = 1e-4
STRETCHES = np.array([0.0] * 6 + [1.0] * 4)  # which of a fit's ten numbers are positions, held back a little
LAYOUTS = layouts()


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


@dataclass(frozen=True, slots=True)
class Guess:
    """What bars seem to say after some fitting, and how they lie then."""

    text: str
    settled: _Settled | None  # None before the first fitting to this text


def read_retail(profile: Floats) -> list[Fit]:
    """Return the best reading of each layout, the best first; [] where nothing has a symbol's ends.

    Shorter codes are only tried where no EAN-13 is plain. The best trial of each layout is there too, without
    text or margin, to say how near it came.
    """
    profile = _softened(profile)
    ends = find_spans(profile)
    fits: list[Fit] = []
    for layout in LAYOUTS:
        trials = _trials(profile, layout, ends)
        if trials:
            settled = sorted(_settle_all(profile, layout, trials), key=lambda s: s.share)
            fits += [_judge(profile, layout, s) for s in settled[:JUDGED] if s.share < EXPLAINED]
            fits.append(Fit(layout.name, "", 0.0, 0.0, settled[0].share, 0.0, settled[0].blur))
        if any(fit.margin > PLAIN for fit in fits):
            break
    return sorted(fits, key=lambda f: -f.margin)


def guess_retail(profile: Floats, symbology: str, start: float, end: float) -> Iterator[Guess]:
    """Yield what bars between two columns seem to say while levels, stretch and blur are fitted to it.

    No check digit is asked for, so that agreement with another reader's text says much.
    """
    profile = _softened(profile)
    layout = _named(symbology)
    columns = start + positions(layout) * (end - start) / layout.modules
    level = levels(profile, Span(round(start), round(end), 0, 0, 0), (end - start) / layout.modules)[0]
    trial = _Trial(columns, np.interp(columns, np.arange(len(profile)), level), BLURS[1], layout.softest)
    last = ""
    for text, settled in _rounds(profile, layout, trial):
        yield Guess(text, settled)
        if settled and (text == last or settled.share > HOPELESS):
            return
        last = text if settled else last


def judge_retail(profile: Floats, symbology: str, guess: Guess) -> Fit | None:
    """Return the likeliest code with a check digit where a guess lies, None where no bars are like that."""
    if guess.settled is None or guess.settled.share > EXPLAINED:
        return None
    return _judge(_softened(profile), _named(symbology), guess.settled)


def _softened(profile: Floats) -> Floats:
    """Return a profile that has slopes: fitting follows them, and drawn codes have none."""
    return np.convolve(np.pad(profile, 2, mode="edge"), np.array([1, 4, 6, 4, 1]) / 16, mode="valid")


def confirm_retail(profile: Floats, fit: Fit) -> Fit:
    """Read another profile of the same bars where a reading of the first says that they are."""
    profile = _softened(profile)
    layout = _named(fit.symbology)
    columns = fit.start + positions(layout) * (fit.end - fit.start) / layout.modules
    span = Span(round(min(fit.start, fit.end)), round(max(fit.start, fit.end)), 0, 0, 0)
    level = levels(profile, span, abs(fit.end - fit.start) / layout.modules)[0 if fit.blur.sigma < 0.9 else 1]
    dark = np.interp(columns, np.arange(len(profile)), level)
    return _judge(profile, layout, _settle(profile, layout, _Trial(columns, dark, fit.blur, layout.softest)))


def _trials(profile: Floats, layout: Layout, ends: list[Span]) -> list[_Trial]:
    """Return the likeliest ways to lay the symbol on the profile: of each good span the best by a bound."""
    likely = sorted((s for s in ends if s.fits(layout)), key=lambda s: -s.credit(layout))
    return [trial for span in likely[:SPANS] for trial in _trials_over(profile, layout, span)]


def _trials_over(profile: Floats, layout: Layout, span: Span) -> list[_Trial]:
    at = positions(layout)
    middle = 1 - (2 * at / layout.modules - 1) ** 2  # 1 in the middle, 0 at both ends
    module = (span.end - span.start) / layout.modules
    softest = max(softest_blur(profile, layout, span.start, span.end), 0.5)
    soft = softest > SOFT
    moves, bends, most = (MOVES, BENDS[1:-1], SOFT_TRIALS) if soft else (MOVES[:1], BENDS, TRIALS)
    columns = np.stack(
        [
            span.start + module * (first + at * (1 + (last - first) / layout.modules) + bend * middle)
            for first, last in moves
            for bend in bends
        ]
    )
    grid = np.arange(len(profile))
    seen = levels(profile, span, module)[: 4 if soft else 2]
    darkness = np.concatenate([np.interp(columns, grid, level) for level in seen])
    columns = np.concatenate([columns] * len(seen))
    columns = np.concatenate([columns, columns[:, ::-1]])
    darkness = np.concatenate([darkness, darkness[:, ::-1]])
    blurs = [blur for blur in BLURS if blur.sigma <= softest]
    shares = np.stack([screen(layout, darkness, blur) for blur in blurs]) / (darkness.var(axis=1) + 1e-9)
    best = shares.min(axis=0)
    alike = best.reshape(-1, len(bends))  # rows that differ in their bend alone
    ways = alike.argmin(axis=1) + np.arange(len(alike)) * len(bends)
    return [
        _Trial(columns[i], darkness[i], blurs[int(shares[:, i].argmin())], softest)
        for i in ways[np.argsort(best[ways])][:most]
        if best[i] < PROMISING
    ]


def _settle_all(profile: Floats, layout: Layout, trials: list[_Trial]) -> Iterator[_Settled]:
    """Yield settled trials until one explains nearly everything."""
    for trial in trials:
        settled = _settle(profile, layout, trial)
        yield settled
        if settled.share < WHOLLY:
            return


def _settle(profile: Floats, layout: Layout, trial: _Trial) -> _Settled:
    """Guess and fit in turns until the text stays or nothing is explained."""
    last = ""
    fitted = ((text, settled) for text, settled in _rounds(profile, layout, trial) if settled)
    for text, settled in fitted:
        if text == last or settled.share > HOPELESS:
            break
        last = text
    return settled


def _rounds(profile: Floats, layout: Layout, trial: _Trial) -> Iterator[tuple[str, _Settled | None]]:
    """Yield what a trial says in each of some rounds: at once, and again with how it lies when fitted."""
    columns, dark, blur = trial.columns, trial.darkness, trial.blur
    for _ in range(ROUNDS):
        best = guess(layout, dark, blur)
        yield best.text, None
        columns, dark = _refit(profile, columns, model(layout, best, blur))
        blur, error = _best_blur(layout, best, dark, blur, trial.softest)
        yield best.text, _Settled(columns, dark, blur, error / max(float(dark.var()), 1e-9))


def _named(symbology: str) -> Layout:
    return next(one for one in LAYOUTS if one.name == symbology)


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
    errors = ((models(layout, best, choices) - dark) ** 2).mean(axis=1)
    least = int(errors.argmin())
    return choices[least], float(errors[least])


def _refit(profile: Floats, columns: Floats, expected: Floats) -> tuple[Floats, Floats]:
    """Fit levels and positions to what a reading predicts; returns the new columns and darkness there."""
    bend = _bend(len(columns))
    level, dark = bend[:3], bend[:3] * expected
    grid = np.arange(len(profile))
    slope = np.gradient(profile)
    module = abs(columns[-1] - columns[0]) / len(columns) * PER_MODULE
    for _ in range(2):
        seen, steep = np.interp(columns, grid, profile), np.interp(columns, grid, slope)
        parts = np.concatenate([level, dark, -bend * steep])
        products = parts @ parts.T
        products[np.diag_indices(10)] += 1e-6 + 1e-3 * float(steep @ steep) * STRETCHES
        answer = np.linalg.solve(products, parts @ seen)
        columns = columns + np.clip(answer[6:] @ bend, -0.7 * module, 0.7 * module)
    seen = np.interp(columns, grid, profile)
    parts = np.concatenate([level, dark])
    answer = np.linalg.solve(parts @ parts.T + 1e-6 * np.eye(6), parts @ seen)
    light = answer[:3] @ level
    depth = -(answer[3:] @ level)
    return columns, np.clip((light - seen) / np.maximum(depth, 2.0), -0.5, 1.5)


@cache
def _bend(count: int) -> Floats:
    """Return (4, count): the powers of -1 … 1 by which levels and positions may change along a symbol."""
    x = np.linspace(-1, 1, count)
    return np.stack([np.ones_like(x), x, x**2, x**3])
