"""EAN-13 (with UPC-A), EAN-8 and UPC-E as rows of modules: patterns, guards, number sets, check sums.

Source: GS1 General Specifications, section 5.2 (symbol structure, number sets A, B and C; UPC-E in 5.2.3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

SET_A = ("0001101", "0011001", "0010011", "0111101", "0100011",
         "0110001", "0101111", "0111011", "0110111", "0001011")  # fmt: skip
SET_C = tuple(code.translate(str.maketrans("01", "10")) for code in SET_A)
SET_B = tuple(code[::-1] for code in SET_C)
CODES = (*SET_A, *SET_B, *SET_C)  # a pattern's set is its index // 10, its digit the rest
FIRST = ("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB",
         "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA")  # fmt: skip
EVEN = ("BBBAAA", "BBABAA", "BBAABA", "BBAAAB", "BABBAA",
        "BAABBA", "BAAABB", "BABABA", "BABAAB", "BAABAB")  # fmt: skip
ENDINGS = (  # of a UPC-E: last digits, and the weights that its six digits have in the UPC-A it stands for
    (range(3), (1, 3, 3, 1, 3, 1)),
    (range(3, 4), (1, 3, 1, 1, 3, 0)),
    (range(4, 5), (1, 3, 1, 3, 3, 0)),
    (range(5, 10), (1, 3, 1, 3, 1, 3)),
)

Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)  # each is made once
class Layout:
    """A symbol: where guards and digits stand, and what each reading of its parity means.

    A *pattern* is one choice of number sets for all places; it speaks digits of its own (`head`, `tail`).
    """

    name: str
    modules: int
    guards: tuple[tuple[int, str], ...]  # (first module, pattern)
    places: tuple[int, ...]  # first module of each digit
    linked: tuple[bool, ...]  # whether a digit touches the one before it
    sets: Ints  # (patterns, places): 0, 1, 2 for A, B, C
    steps: Ints  # (patterns, places, 10): what a digit adds to the check sum, modulo 10
    start: Ints  # (patterns,): the check sum before the first place
    allowed: NDArray[np.bool_]  # (patterns, places, 10)
    head: tuple[str, ...]  # (patterns,)
    tail: tuple[str, ...]

    @property
    def softest(self) -> float:
        """Return how blurred it may be, in modules, before any bars look like it: long codes bear more."""
        return 1.9 if self.modules > 90 else 1.1

    @property
    def edges(self) -> int:
        """Return how many edges are printed: those of two bars a digit, and of the guards' bars."""
        return 4 * len(self.places) + 2 * sum(pattern.count("1") for _, pattern in self.guards)

    def text(self, pattern: int, digits: Ints) -> str:
        """Return the digits as they are printed below the bars."""
        return self.head[pattern] + "".join(str(int(d)) for d in digits) + self.tail[pattern]


def layouts() -> tuple[Layout, ...]:
    """Return EAN-13, EAN-8 and UPC-E; UPC-A is the EAN-13 that begins with 0."""
    return _ean13(), _ean8(), _upce()


def _layout(
    name: str, modules: int, guards: tuple[tuple[int, str], ...], places: tuple[int, ...],
    patterns: Sequence[tuple[str, tuple[int, ...], int, str, str]],
) -> Layout:  # fmt: skip
    """Patterns are (sets, weights, check sum at the start, head, tail)."""
    weights = np.array([w for _, w, _, _, _ in patterns], dtype=np.intp)
    steps = weights[:, :, None] * np.arange(10, dtype=np.intp) % 10
    return Layout(
        name, modules, guards, places,
        tuple(i > 0 and place - places[i - 1] == 7 for i, place in enumerate(places)),
        np.array([["ABC".index(c) for c in sets] for sets, *_ in patterns], dtype=np.intp),
        steps, np.array([start for _, _, start, _, _ in patterns], dtype=np.intp) % 10,
        np.ones(steps.shape, dtype=np.bool_),
        tuple(p[3] for p in patterns), tuple(p[4] for p in patterns),
    )  # fmt: skip


def _ean13() -> Layout:
    patterns = [(sets + "CCCCCC", (3, 1) * 6, first, str(first), "") for first, sets in enumerate(FIRST)]
    guards = ((0, "101"), (45, "01010"), (92, "101"))
    return _layout("EAN-13", 95, guards, (*range(3, 45, 7), *range(50, 92, 7)), patterns)


def _ean8() -> Layout:
    guards = ((0, "101"), (31, "01010"), (64, "101"))
    places = (*range(3, 31, 7), *range(36, 64, 7))
    return _layout("EAN-8", 67, guards, places, [("AAAACCCC", (3, 1) * 4, 0, "", "")])


def _upce() -> Layout:
    kinds = list(product(ENDINGS, (0, 1), range(10)))
    odd = str.maketrans("AB", "BA")
    patterns = [
        (
            EVEN[check].translate(odd) if system else EVEN[check],
            weights,
            3 * system + check,
            str(system),
            str(check),
        )
        for (_, weights), system, check in kinds
    ]
    layout = _layout("UPC-E", 51, ((0, "101"), (45, "010101")), tuple(range(3, 45, 7)), patterns)
    for pattern, ((last, _), _, _) in enumerate(kinds):
        layout.allowed[pattern, -1] = [digit in last for digit in range(10)]
    return layout
