"""A line of printed text as it was read: its text, its place in the photo, how sure each character is."""

from collections.abc import Iterable
from dataclasses import dataclass

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]  # clockwise from the upper left of the text, in pixels of the photo


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text. `chances` and `spans` have one entry for each character of `text`."""

    text: str
    quad: Quad
    chances: tuple[float, ...]  # how likely each character is, 0 to 1, as the recogniser says
    spans: tuple[tuple[float, float], ...]  # where each character begins and ends along the line, 0 to 1
    bow: Point = (0.0, 0.0)  # how far the middle of a bent line lies off its quadrangle, in pixels
    again: str = ""  # what a second reading of a crop made another way says, "" where none was made
    again_chances: tuple[float, ...] = ()
    again_spans: tuple[tuple[float, float], ...] = ()

    @property
    def confidence(self) -> float:
        """Return the mean chance of the characters, 0 for an empty line."""
        return sum(self.chances) / len(self.chances) if self.chances else 0.0

    def quad_of(self, start: int, end: int) -> Quad:
        """Return the corners of the characters from `start` to `end`, in pixels of the photo."""
        begin, finish = self.spans[start][0], self.spans[max(start, end - 1)][1]
        upper_left, upper_right, lower_right, lower_left = self.quad
        return (
            self._at(upper_left, upper_right, begin),
            self._at(upper_left, upper_right, finish),
            self._at(lower_left, lower_right, finish),
            self._at(lower_left, lower_right, begin),
        )

    def _at(self, one: Point, other: Point, share: float) -> Point:
        out = 4 * share * (1 - share)
        return (
            one[0] + (other[0] - one[0]) * share + out * self.bow[0],
            one[1] + (other[1] - one[1]) * share + out * self.bow[1],
        )


def as_quad(points: Iterable[Iterable[float]]) -> Quad:
    """Return four points as a quadrangle of plain numbers."""
    a, b, c, d = ((float(x), float(y)) for x, y in points)
    return a, b, c, d
