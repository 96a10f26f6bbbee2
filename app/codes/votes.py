"""Readings -> symbols: what agrees at one place is one symbol, and what contradicts it there is not given.

A text is sure when readers of different kinds read it at the same place and nothing else is read there, or
when a code with error correction had some to spare. Check digits do not protect: most misreads pass.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from app.codes.kinds import EASILY_INVENTED, RETAIL, key
from app.codes.symbol import CORRECTED, Point, Reading, Symbol

LEAST = 0.8  # votes of what is shown
PLAIN = 1.1  # votes of a likelihood reading that no misread has had
WHOLE_ITF = 8  # digits; glare in the middle of a longer one leaves an end that all readers take for whole
TALL = 0.5  # of a linear code's length: how high its bars may be, around the line that was read
HIGHEST = 1.4  # of it: where another line that says the same still crosses the same bars
SLACK = 6.0  # px around a symbol that still belong to it


@dataclass(slots=True)
class Candidate:
    """One text at one place, with the readings that agree."""

    readings: list[Reading] = field(default_factory=list)

    @property
    def symbology(self) -> str:
        return self.readings[0].symbology

    @property
    def families(self) -> set[str]:
        return {r.family for r in self.readings}

    @property
    def votes(self) -> float:
        """Return the weight of its readings: the best of each reader whole, more of one reader a third."""
        best: dict[str, float] = {}
        for reading in self.readings:
            best[reading.family] = max(best.get(reading.family, 0.0), reading.weight)
        variants = len({r.reader for r in self.readings}) - len(best)
        return sum(best.values()) + min(variants, 3) / 3

    @property
    def sure(self) -> bool:
        """Say whether its readings are enough, if nothing contradicts them."""
        return self.enough and not short(self.symbology, self.readings[0].text)

    @property
    def enough(self) -> bool:
        """Say whether more readings of it would change nothing."""
        if self.symbology in CORRECTED:
            return self.votes >= 1.0
        if self.symbology in EASILY_INVENTED:
            return (len(self.families) >= 2 and self.votes >= 2.3) or self.votes >= 3.0
        return self.votes >= (1.3 if self.symbology.startswith("DataBar") else 2.0)

    @property
    def given(self) -> bool:
        """Say whether it is shown at all: OpenCV and ZBar are not believed alone."""
        if self.symbology in CORRECTED:
            return True
        alone = self.families <= {"opencv"} or (
            self.families <= {"zbar"} and (self.votes < 1.3 or self.symbology in EASILY_INVENTED)
        )
        return not alone and self.votes >= (1.3 if self.symbology in EASILY_INVENTED else LEAST)

    @property
    def contradicts(self) -> bool:
        """Say whether likelihood speaks for it so plainly that other readers of its bars are wrong."""
        return any(r.family == "likelihood" and r.weight >= PLAIN for r in self.readings)

    def reach(self, tall: float = TALL) -> tuple[Point, ...]:
        """Return the place with room for all of its bars: readers report the line they crossed."""
        quad = self.quad()
        return quad if self.symbology in CORRECTED else _taller(quad, tall)

    def quad(self) -> tuple[Point, ...]:
        """Return the largest place that a reading names, of bars one that bars can have."""
        quads = [r.quad for r in self.readings]
        likely = quads if self.symbology in CORRECTED else [q for q in quads if not _too_high(q)]
        return max(likely or quads, key=_area)


@dataclass(slots=True)
class Votes:
    """All readings of one picture so far."""

    candidates: list[Candidate] = field(default_factory=list)

    def add(self, readings: Iterable[Reading]) -> int:
        """Count readings in; returns how many there were."""
        count = 0
        for reading in readings:
            count += 1
            known = self._known(reading)
            if known is not None:
                known.readings.append(reading)
            else:
                self.candidates.append(Candidate([reading]))
        return count

    def holds(self, reading: Reading) -> bool:
        """Say whether the same was read at the same place before."""
        return self._known(reading) is not None

    def believes(self, reading: Reading) -> bool:
        """Say whether the same is settled at the same place."""
        known = self._known(reading)
        return known is not None and self.settles(known)

    def _known(self, reading: Reading) -> Candidate | None:
        what = key(reading.symbology, reading.text)
        for candidate in self.candidates:
            first = candidate.readings[0]
            if key(first.symbology, first.text) == what and _together(candidate.reach(HIGHEST), reading.quad):
                return candidate
        return None

    def settled(self) -> list[Candidate]:
        """Return the candidates that need no more readings, and that no other at their place outvotes."""
        return [c for c in self.candidates if self.settles(c)]

    def settles(self, candidate: Candidate) -> bool:
        """Say whether a candidate has enough readings, and nothing at its place is against it."""
        return candidate.enough and not self._rivalled(candidate)

    def _sure(self, candidate: Candidate) -> bool:
        return candidate.sure and self.settles(candidate)

    def doubted(self) -> list[Candidate]:
        """Return the candidates that would be given, and that more readings may make sure."""
        return [c for c in self.candidates if c.given and not self._beaten(c) and not self.settles(c)]

    def complete(self) -> bool:
        """Say whether something was read, and all of it is settled."""
        return bool(self.settled()) and not self.doubted()

    def explains(self, point: Point) -> bool:
        """Say whether a settled symbol covers a point."""
        return any(_inside(c.reach(), point, SLACK) for c in self.settled())

    def gives(self, point: Point) -> bool:
        """Say whether a symbol that is given covers a point, surely read or not."""
        given = (c for c in self.candidates if c.given and not self._beaten(c))
        return any(_inside(c.reach(), point, SLACK) for c in given)

    def reads(self, point: Point) -> bool:
        """Say whether something other than a retail code was read at a point, surely or not."""
        return any(c.symbology not in RETAIL and _inside(c.reach(), point, SLACK) for c in self.candidates)

    def places(self) -> list[tuple[Point, ...]]:
        """Return where the settled symbols are."""
        return [c.reach() for c in self.settled()]

    def symbols(self) -> tuple[Symbol, ...]:
        """Return what is given, in reading order of the places."""
        given = []
        for candidate in self.candidates:
            if not candidate.given or self._beaten(candidate):
                continue
            first = max(
                candidate.readings, key=lambda r: (r.symbology == "Code32", r.family == "zxing", r.weight)
            )
            quad = tuple((round(x), round(y)) for x, y in candidate.quad())
            readers = tuple(dict.fromkeys(r.reader for r in candidate.readings))
            given.append(
                Symbol(first.symbology, first.text, first.data, quad, readers, self._sure(candidate))
            )
        return tuple(sorted(given, key=lambda s: (s.quad[0][1], s.quad[0][0])))

    def _rivals(self, candidate: Candidate) -> list[Candidate]:
        if candidate.symbology in CORRECTED:
            return []
        middle, plain = _middle(candidate.quad()), candidate.contradicts
        return [
            c for c in self.candidates
            if c is not candidate and not _part(c, candidate)
            and (not plain or c.symbology in CORRECTED or "likelihood" in c.families)
            and (
                _inside(c.quad(), middle, 0.0) if c.symbology in CORRECTED  # bars invented from its modules
                else _together(candidate.reach(), c.reach())
            )
        ]  # fmt: skip

    def _rivalled(self, candidate: Candidate) -> bool:
        """Say whether another text at its place has more than half its votes."""
        return any(r.votes > candidate.votes / 2 or r.contradicts for r in self._rivals(candidate))

    def _beaten(self, candidate: Candidate) -> bool:
        """Say whether another text at its place has as many votes, holds this as a part, or contradicts."""
        if candidate.symbology in CORRECTED:
            return False
        whole = [
            c for c in self.candidates
            if c is not candidate and _part(candidate, c) and _together(candidate.reach(), c.reach())
        ]  # fmt: skip
        rivals = self._rivals(candidate)
        if "likelihood" not in candidate.families and any(r.contradicts for r in rivals):
            return True
        return bool(whole) or any(
            r.votes > candidate.votes
            or r.symbology in CORRECTED
            or (r.votes == candidate.votes and not r.sure)
            for r in rivals
        )


def short(symbology: str, text: str) -> bool:
    """Say whether a text is as short as what is left of a longer code."""
    return symbology == "ITF" and len(text) < WHOLE_ITF


def _part(one: Candidate, other: Candidate) -> bool:
    """Say whether one text is a piece of another of its kind: a scan line that began too late."""
    a, b = one.readings[0], other.readings[0]
    return a.symbology == b.symbology == "ITF" and len(a.text) < len(b.text) and a.text in b.text


def _together(one: Sequence[Point], other: Sequence[Point]) -> bool:
    """Say whether two places are one: the middle of either lies in the other."""
    return _inside(one, _middle(other), SLACK) or _inside(other, _middle(one), SLACK)


def _taller(quad: Sequence[Point], tall: float) -> tuple[Point, ...]:
    """Return a quadrangle at least `tall` times as high as it is long."""
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = quad
    along, down = (
        ((x2 - x1 + x3 - x4) / 2, (y2 - y1 + y3 - y4) / 2),
        ((x4 - x1 + x3 - x2) / 2, (y4 - y1 + y3 - y2) / 2),
    )
    more = (tall * math.hypot(*along) - math.hypot(*down)) / 2
    if more <= 0:
        return tuple(quad)
    length = max(math.hypot(*along), 1e-6)
    x, y = -along[1] / length * more, along[0] / length * more
    if x * down[0] + y * down[1] < 0:
        x, y = -x, -y
    return (x1 - x, y1 - y), (x2 - x, y2 - y), (x3 + x, y3 + y), (x4 + x, y4 + y)


def _too_high(quad: Sequence[Point]) -> bool:
    """Say whether a place is higher than bars are: rows of a whole page that were averaged hold one code."""
    first, second, _, fourth = quad
    return math.dist(first, fourth) > HIGHEST * math.dist(first, second)


def _middle(quad: Sequence[Point]) -> Point:
    return sum(p[0] for p in quad) / len(quad), sum(p[1] for p in quad) / len(quad)


def _inside(quad: Sequence[Point], point: Point, slack: float) -> bool:
    """Say whether a point is in a quadrangle or within `slack` px of it; thin ones are scan lines."""
    shape = cv2.convexHull(np.array(quad, dtype=np.float32))
    return float(cv2.pointPolygonTest(shape, point, True)) >= -slack


def _area(quad: Sequence[Point]) -> float:
    total = 0.0
    for (x1, y1), (x2, y2) in zip(quad, [*quad[1:], quad[0]], strict=True):
        total += x1 * y2 - x2 * y1
    return abs(total) / 2 + math.dist(quad[0], quad[1])
