"""One place that looks like bars -> readings of it, from rows laid straight and averaged along the bars."""

import math
from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.codes.engines import LINEAR, Affine, Picture, zbar, zxing
from app.codes.fitting import Fit, confirm_retail, guess_retail, judge_retail, read_retail
from app.codes.kinds import EASILY_INVENTED, RETAIL, named
from app.codes.regions import LEAST_LENGTH, Region
from app.codes.strips import MARGIN, Strip, between, edges, lay_straight, profiles, sample, shaded
from app.codes.symbol import Reading

Floats = NDArray[np.float64]

TALL = 8  # rows of the picture that a profile is drawn out to
HOPEFUL = 0.4  # share that the best trial of all rows leaves, where a half of them may do better
BLURRED = (2.0, 3.0, 4.0, 5.5, 7.0)  # columns, blurs that are taken back
NOISE = 0.004  # of the signal's power, in Wiener's filter
SHADED = (0.05, 0.15)  # of the rows, the darkest, where glare may lie over the others
WEAK_SHADE = 0.8  # votes of a reading of those
WEAKEST = 0.5  # votes of a reading after that: two of them must agree to be shown
UPRIGHT = 900  # columns that a turned place is enlarged to
WIDE = 700  # columns that need no enlargement
FEW_ROWS = 8
LEAST_EDGES = 24  # of a line across bars; the shortest codes have some forty
QUIET = 60  # columns of light added on either side
WEAK_STRIP = 0.6  # votes of zxing-cpp for averaged rows, where it also invents codes from single ones
STACKED = "Stk"  # rows that differ, which an average would mix
BESIDE = 0.1  # of a profile, which begins and ends outside the bars
ENDS = (0.05, 0.95)
BANDS = ("", " upper", " lower")
LIKELY = {"EAN-13": "EAN-13", "UPC-A": "EAN-13", "EAN-8": "EAN-8", "UPC-E": "UPC-E"}  # their layouts
MODULES = {"EAN-13": 95, "UPC-A": 95, "EAN-8": 67, "UPC-E": 51}
CRISP = 2.5  # px a module, from which zxing-cpp and ZBar do not err alike
LEAST_MARGIN = {"EAN-13": 0.4, "EAN-8": 1.2, "UPC-E": 1.6}


def read_drawn(gray: Picture, region: Region) -> list[Reading]:
    """Ask zxing-cpp and ZBar about the rows of a place, averaged along its bars."""
    if edges(sample(gray, region, 1).rows[0]) < LEAST_EDGES:
        return []
    strip = lay_straight(gray, region)
    return _drawn(strip, profiles(strip)[0])


def read_again(gray: Picture, reading: Reading) -> list[Reading]:
    """Read the place of a linear code again, from rows averaged along its bars; cheap readers come first."""
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = reading.quad
    length = math.hypot(x2 + x3 - x1 - x4, y2 + y3 - y1 - y4) / 2
    if length < LEAST_LENGTH or reading.symbology.endswith(STACKED):
        return []
    strip = between(gray, reading.quad, FEW_ROWS)
    profile = strip.rows.mean(axis=0)
    if reading.symbology in LIKELY:
        return _retail_again(strip, profile, reading, length / MODULES[reading.symbology])
    again = _zxing_drawn(strip, profile)
    if any(r.text == reading.text and r.weight >= reading.weight for r in again):
        return again
    return again + _zbar_drawn(strip, profile)


def _retail_again(strip: Strip, profile: Floats, reading: Reading, module: float) -> list[Reading]:
    """Read a retail code again: by ZBar, by likelihood where that may err alike, by zxing-cpp if in doubt."""
    again = _zbar_drawn(strip, profile)
    agreed = any((r.symbology, r.text) == (reading.symbology, reading.text) for r in again)
    if agreed and module >= CRISP:
        return again
    layout, room = LIKELY[reading.symbology], MARGIN / (1 + 2 * MARGIN) * len(profile)
    guess = None
    for guess in guess_retail(profile, layout, room, len(profile) - room):
        if named(layout, guess.text, b"") == (reading.symbology, reading.text):
            return [*again, replace(reading, reader="likelihood")]
    fit = judge_retail(profile, layout, guess) if guess else None
    if fit and _believable(fit):
        return [*again, _reading(strip, fit, "likelihood")]
    return again if agreed else again + _zxing_drawn(strip, profile)


def read_region(
    gray: Picture, region: Region, retail: bool, *, upright_first: bool = False
) -> Iterator[list[Reading]]:
    """Yield costlier readings of one place: the likeliest retail code if asked, other averages.

    The place turned upright comes last, or first where good print is likely.
    """
    if upright_first:
        yield from _turned(gray, region)
    strip = lay_straight(gray, region)
    rows = profiles(strip)
    if retail:
        yield from _retail(strip, rows)
    for profile, band in zip(rows[1:], BANDS[1:], strict=True):
        yield _drawn(strip, profile, band)
    yield _drawn(strip, _sharper(rows[0]), " sharp")
    for share in SHADED:
        darkest = _drawn(strip, shaded(strip, share), f" shaded {share:g}")
        yield [replace(reading, weight=min(reading.weight, WEAK_SHADE)) for reading in darkest]
    for sigma in BLURRED:
        sharp = _drawn(strip, _deblurred(rows[0], sigma), f" deblurred {sigma:g}")
        yield [replace(reading, weight=WEAKEST) for reading in sharp]
    if not upright_first:
        yield from _turned(gray, region)


def _retail(strip: Strip, rows: list[Floats]) -> Iterator[list[Reading]]:
    """Yield the likeliest retail codes: of all rows, of their halves where those may help, of light bars."""
    fits = read_retail(rows[0])
    good = [fit for fit in fits if _believable(fit)]
    yield [_reading(strip, fit, "likelihood") for fit in good]
    if good:
        again = ((confirm_retail(row, good[0]), band) for row, band in zip(rows[1:], BANDS[1:], strict=True))
        yield [_reading(strip, fit, "likelihood" + band) for fit, band in again if _believable(fit)]
        return
    if min((fit.share for fit in fits), default=1.0) < HOPEFUL:
        for row, band in zip(rows[1:], BANDS[1:], strict=True):
            yield [_reading(strip, f, "likelihood" + band) for f in read_retail(row) if _believable(f)]
    if _dark_around(rows[0]):
        yield [
            _reading(strip, f, "likelihood inverted") for f in read_retail(255 - rows[0]) if _believable(f)
        ]


def _dark_around(profile: Floats) -> bool:
    """Say whether the quiet zone on either side may be that of light bars: darker than the middle grey."""
    beside = max(1, int(BESIDE * len(profile)))
    return float(min(profile[:beside].min(), profile[-beside:].min())) < float(
        np.mean(np.quantile(profile, ENDS))
    )


def _turned(gray: Picture, region: Region) -> Iterator[list[Reading]]:
    """Yield readings of a place turned upright, not averaged: codes of several rows need them apart."""
    room, scale = 1.25, min(3.0, max(1.0, UPRIGHT / region.length))
    size = (int(region.length * room * scale), int(region.height * room * scale))
    c, s = math.cos(region.angle) / scale, math.sin(region.angle) / scale
    axes = np.array([[c, -s], [s, c]])
    origin = np.array([region.x, region.y]) - axes @ (np.array(size) / 2)
    back: Affine = np.hstack([axes, origin[:, None]])
    way = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    upright = np.asarray(
        cv2.warpAffine(gray, back, size, flags=way, borderMode=cv2.BORDER_REPLICATE), np.uint8
    )
    yield zxing(upright, "zxing turned", back, hard=True)
    soft = cv2.GaussianBlur(upright, (0, 0), 4.0)
    sharp = np.asarray(cv2.addWeighted(upright, 2.5, soft, -1.5, 0), np.uint8)
    yield zxing(sharp, "zxing turned sharp", back, hard=True)


def _believable(fit: Fit) -> bool:
    good = named(fit.symbology, fit.text, b"") is not None
    return good and fit.margin >= LEAST_MARGIN[fit.symbology]


def _reading(strip: Strip, fit: Fit, reader: str) -> Reading:
    symbology, text = named(fit.symbology, fit.text, b"") or (fit.symbology, fit.text)
    quad = tuple((float(x), float(y)) for x, y in strip.quad(fit.start, fit.end))
    return Reading(symbology, text, text.encode(), quad, reader, min(1.7, 0.6 + fit.margin))


def _drawn(strip: Strip, profile: Floats, variant: str = "") -> list[Reading]:
    """Draw a profile out to a picture of bars and ask the readers."""
    return _zxing_drawn(strip, profile, variant) + _zbar_drawn(strip, profile, variant)


def _zxing_drawn(strip: Strip, profile: Floats, variant: str = "") -> list[Reading]:
    scale = 2 if len(profile) < WIDE else 1
    picture = _picture(profile, scale)
    return [
        replace(r, weight=WEAK_STRIP) if r.symbology in RETAIL | EASILY_INVENTED else r
        for r in zxing(picture, f"strip{variant}", _back(strip, scale), formats=LINEAR)
    ]


def _zbar_drawn(strip: Strip, profile: Floats, variant: str = "") -> list[Reading]:
    return zbar(_picture(profile, 1), f"zbar strip{variant}", _back(strip, 1), linear=True)


def _picture(profile: Floats, scale: int) -> Picture:
    """Return a profile as bars, so many times as wide; ZBar reads best what is not enlarged."""
    row = np.clip(np.pad(profile, QUIET, mode="edge"), 0, 255).astype(np.uint8)[None]
    wide = row if scale == 1 else cv2.resize(row, None, fx=scale, fy=1, interpolation=cv2.INTER_CUBIC)
    return np.ascontiguousarray(np.repeat(np.asarray(wide, dtype=np.uint8), TALL, axis=0))


def _back(strip: Strip, scale: int) -> Affine:
    """Return the way from the drawn picture to the photo; its height is the strip's."""
    a = strip.to_picture
    into = np.array(
        [[1 / scale, 0.0, -float(QUIET)], [0.0, strip.rows.shape[0] / TALL, 0.0], [0.0, 0.0, 1.0]]
    )
    return np.asarray(a @ into)


def _deblurred(profile: Floats, sigma: float) -> Floats:
    """Take a Gaussian blur of so many columns back (Wiener's filter)."""
    room = np.pad(profile, QUIET, mode="reflect")
    waves = np.fft.rfftfreq(len(room))
    kept = np.exp(-2 * (np.pi * sigma * waves) ** 2)
    sharp = np.fft.irfft(np.fft.rfft(room) * kept / (kept**2 + NOISE), len(room))
    return np.asarray(sharp[QUIET:-QUIET], dtype=np.float64)


def _sharper(profile: Floats) -> Floats:
    soft = cv2.GaussianBlur(profile[None], (0, 0), 2.5)[0]
    return np.asarray(profile + 1.5 * (profile - soft), dtype=np.float64)
