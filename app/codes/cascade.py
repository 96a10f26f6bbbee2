"""The order in which readings are tried: cheap first, costlier ones while something seems unread.

Every step votes; the search ends when what was found is sure and nothing that looks like bars is left over,
or when the caller's time is spent.
"""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

import cv2
import numpy as np

from app.codes.addons import read_add_on
from app.codes.bars import read_again, read_drawn, read_region
from app.codes.closer import read_closer
from app.codes.ends import go_on
from app.codes.engines import GLOBAL, Affine, Picture, opencv, zbar, zxing
from app.codes.regions import Box, Region, find_regions, find_squares, glance, middle_of
from app.codes.squares import read_shaken, read_square
from app.codes.symbol import CORRECTED, Point, Reading, Symbol
from app.codes.votes import Candidate, Votes

REGIONS, SQUARES = 5, 3  # places that are tried
ON_SHEETS = 10  # of either
SHEET = 2  # symbols beside which there may be more
FULL_SHEET = 4  # beside which there surely are, as small and as blurred as none that was read
LIKE_READ = 0.5  # of a read code's length, for what may be another
SLIM = 8.0  # times its height is the most that a code is long
HIGH = 2.0  # times its length is the most that its bars are high
GLANCES = 2
PLAIN_STEPS, PRINT_STEPS = 2, 6  # that are enough for a matrix code and for bars beside what is settled
WITH_ADD_ON = frozenset({"EAN-13", "UPC-A"})
LARGE = 1_500_000  # pixels; larger pictures are read in parts


def read_codes(gray: Picture, budget_s: float) -> tuple[Symbol, ...]:
    """Return the codes of a (H, W) uint8 picture; () if none."""
    deadline = time.monotonic() + budget_s
    votes = Votes()
    for readings in _attempts(gray, votes):
        votes.add(readings)
        if time.monotonic() > deadline:
            break
    looked = (_looked_around(gray, symbol) for symbol in votes.symbols())
    return tuple(symbol for symbol in looked if symbol is not None)


def _looked_around(gray: Picture, symbol: Symbol) -> Symbol | None:
    """Return a retail code with the digits beside it; a piece of another as not sure or not at all.

    A piece that readers agree on may be whole with other bars beside it; one that they doubt is none.
    """
    if symbol.symbology in WITH_ADD_ON:
        return replace(symbol, add_on=read_add_on(gray, symbol.quad, symbol.text))
    if symbol.symbology == "ITF" and go_on(gray, symbol.quad):
        return replace(symbol, sure=False) if symbol.sure else None
    return symbol


def _attempts(gray: Picture, votes: Votes) -> Iterator[list[Reading]]:
    """Yield readings, looking at what they made of the votes before the next is tried."""
    seen: list[Candidate] = []  # closer
    yield from _with_doubts(gray, zxing(gray), votes)
    yield from _closer(gray, votes, seen)
    if votes.complete():
        yield from (read_drawn(gray, region) for region in _left_over(gray, votes))
        if votes.complete() and len(votes.settled()) < SHEET:
            return
    yield from _with_doubts(gray, zxing(gray, "zxing hard", hard=True), votes)
    yield from _closer(gray, votes, seen)
    if votes.complete():
        yield from (read_drawn(gray, region) for region in _left_over(gray, votes))
        if votes.complete() and len(votes.settled()) < FULL_SHEET:
            return
    yield from _located(gray, votes, seen)


def _located(gray: Picture, votes: Votes, seen: list[Candidate]) -> Iterator[list[Reading]]:
    """Yield readings of places that look like codes, costlier ones where nothing is settled, then of all.

    A sheet of symbols is searched through, even where all that was read on it is settled.
    """
    sheet = len(votes.settled()) >= FULL_SHEET
    coarse = gray.size > LARGE and bool(votes.settled())
    regions = find_regions(gray, ON_SHEETS if sheet else REGIONS, votes.explains, coarse=coarse)
    yield from (read_drawn(gray, region) for region in regions)
    if votes.complete() and not sheet:
        return
    yield zbar(gray)
    for region in _apart(votes, regions) if sheet else regions:
        if not votes.explains((region.x, region.y)):
            retail = not votes.reads((region.x, region.y))
            steps = read_region(gray, region, retail, upright_first=sheet)
            some = islice(steps, PRINT_STEPS) if votes.complete() else steps
            yield from until(some, partial(votes.explains, (region.x, region.y)))
    yield from _closer(gray, votes, seen)
    boxes = find_squares(gray, votes.gives, ON_SHEETS if sheet else SQUARES)
    for box in boxes:
        middle = middle_of(box)
        if not votes.gives(middle):
            steps = read_square(gray, box)
            plain = islice(steps, PLAIN_STEPS) if votes.complete() else steps
            yield from until(plain, partial(votes.explains, middle))
    if not votes.complete():
        yield from _unshaken(gray, votes, [*boxes, *(region.box(gray.shape) for region in regions)])
    if not (sheet or votes.complete() or (regions and all(votes.gives((r.x, r.y)) for r in regions))):
        yield from until(_whole(gray), votes.complete)


def _unshaken(gray: Picture, votes: Votes, boxes: list[Box]) -> Iterator[list[Reading]]:
    """Yield readings of the places that nothing explains, with a shake taken back.

    A shake lays stripes over a matrix code, so that its place looks like that of bars.
    """
    for box in boxes:
        middle = middle_of(box)
        if not votes.gives(middle):
            yield from until(read_shaken(gray, box), partial(votes.explains, middle))


def _with_doubts(gray: Picture, found: list[Reading], votes: Votes) -> Iterator[list[Reading]]:
    """Yield readings, and what bars say when they are read again; error correction needs no second.

    What was read there before has been read again before.
    """
    new = [one for one in found if not votes.holds(one)]
    yield found
    for one in new:
        if one.symbology not in CORRECTED and not votes.believes(one):
            yield read_again(gray, one)


def _closer(gray: Picture, votes: Votes, seen: list[Candidate]) -> Iterator[list[Reading]]:
    """Yield closer readings of each candidate that is doubted, until it is not; of each once."""
    new = [one for one in votes.doubted() if not any(one is other for other in seen)]
    seen += new
    for candidate in new:
        steps = read_closer(gray, candidate.reach(), candidate.symbology)
        yield from until(steps, partial(votes.settles, candidate))


def _left_over(gray: Picture, votes: Votes) -> list[Region]:
    """Return places like bars that nothing read explains, if they are as plain as what was read."""
    places = votes.places()
    least = _least(places)
    return [r for r in glance(gray, places, least) if _as_long(r, least) and not votes.explains((r.x, r.y))][
        :GLANCES
    ]


def _least(places: list[tuple[Point, ...]]) -> float:
    return LIKE_READ * min((math.dist(q[0], q[1]) for q in places), default=0.0)


def _as_long(region: Region, least: float) -> bool:
    """Say whether a place has a code's shape, and a least length in px."""
    return region.length >= least and 1 / SLIM <= region.height / region.length <= HIGH


def _apart(votes: Votes, regions: list[Region]) -> list[Region]:
    """Return those that hold nothing that was read: the others are rows of codes, or the sheet itself."""
    places = votes.places()
    least, middles = _least(places), [np.mean(place, axis=0) for place in places]
    return [r for r in regions if _as_long(r, least) and not any(r.covers(x, y) for x, y in middles)]


def until(steps: Iterator[list[Reading]], done: Callable[[], bool]) -> Iterator[list[Reading]]:
    """Yield steps until one of them has done it."""
    for step in steps:
        yield step
        if done():
            return


def _whole(gray: Picture) -> Iterator[list[Reading]]:
    yield opencv(gray)
    yield zxing(gray, "zxing histogram", hard=True, binarizer=GLOBAL)
    small = gray.size < LARGE
    for scale in (0.5, 2.0, 0.25):
        if (scale > 1 and not small) or min(gray.shape) * scale < 40:
            continue
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        sized = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=way), dtype=np.uint8)
        back: Affine = np.array([[1 / scale, 0.0, 0.0], [0.0, 1 / scale, 0.0]])
        yield zxing(sized, f"zxing {scale:g}x", back, hard=True)
        yield zbar(sized, f"zbar {scale:g}x", back)
    soft = np.asarray(cv2.GaussianBlur(gray, (0, 0), 1.2), dtype=np.uint8)
    yield zxing(soft, "zxing soft", hard=True)
    softer = cv2.GaussianBlur(gray, (0, 0), 3)
    yield zxing(
        np.asarray(cv2.addWeighted(gray, 2.5, softer, -1.5, 0), dtype=np.uint8), "zxing sharp", hard=True
    )
    flat = np.asarray(cv2.createCLAHE(3.0, (8, 8)).apply(gray), dtype=np.uint8)
    yield zxing(flat, "zxing flat", hard=True)
