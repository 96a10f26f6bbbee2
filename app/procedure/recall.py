"""The same firm, person, right or sign in earlier cases: an indication with the earlier case numbers.

Known again by credit code, by name without what spellings differ in (`app.names`), by identity paper or by
right. Two credit codes that differ are two firms, whatever their names. Trademark Law 2019 art. 60 (2026
art. 74): repeats within five years; interpretation of 2025: again within two years of a punishment.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.case import CaseLine
from app.findings import Severity
from app.law import months_after
from app.names.companies import core_of, folded_keys
from app.names.tables import Tables, load_tables
from app.names.words import Words, load_words
from app.procedure.moments import clock

SURE = ("uscc", "name", "identity", "right")  # ways that do not rest on a likeness of names
SHORTEST_SIMILAR = 4  # characters of a name that may differ by one
SHORTEST_CORE = 3  # characters of what is left of a name without place and group
FIVE_YEARS, TWO_YEARS = 60, 24  # months


@dataclass(frozen=True, slots=True)
class Recalled:
    """An earlier case, and why it comes to mind."""

    line: CaseLine
    why: tuple[str, ...]  # keys of resources/procedure/recall.toml, the surest first
    windows: tuple[str, ...]  # "five_years", "two_years", "two_fairs"
    day: date  # when it was opened

    @property
    def sure(self) -> bool:
        return any(way in SURE for way in self.why)

    @property
    def same_party(self) -> bool:
        return any(way in ("uscc", "name", "identity") for way in self.why)


def recall(mine: CaseLine, lines: Sequence[CaseLine], on: date) -> tuple[Recalled, ...]:
    """Return the cases that bring this one's party or rights to mind, the surest first, then the latest.

    `lines` are all cases known here, this one too; `on` is today. Later cases than this one are told as well.
    """
    names = _Names([mine.exhibitor, *(line.exhibitor for line in lines)], *_lexicon())
    found = []
    for line in lines:
        if line.number != mine.number and (why := tuple(_ways(mine, line, names))):
            found.append(Recalled(line, why, tuple(_windows(mine, line, on)), clock(line.opened_ms).date()))
    return tuple(sorted(found, key=lambda r: (not r.same_party, not r.sure, -r.line.opened_ms)))


def punished_within_two_years(recalled: Sequence[Recalled]) -> bool:
    """Tell whether a case of surely the same party says that it was punished within two years."""
    return any(r.same_party and "two_years" in r.windows for r in recalled)


@cache
def _lexicon() -> tuple[Tables, Words]:
    tables = load_tables()
    return tables, load_words(tables)


class _Names:
    """Names of companies folded, all at once."""

    def __init__(self, names: Sequence[str], tables: Tables, words: Words) -> None:
        plain = dict.fromkeys(names)
        folded = folded_keys(list(plain), tables)
        self._keys = dict(zip(plain, folded, strict=True))
        self._core = cache(lambda key: core_of(key, tables, words))

    def way(self, one: str, other: str) -> str:
        """Return how two names are alike: "name", "core", "similar", or "" where they are not."""
        first, second = self._keys[one], self._keys[other]
        if not first or not second:
            return ""
        if first == second:
            return "name"
        if len(first) >= SHORTEST_SIMILAR and one_apart(first, second):
            return "similar"
        core = self._core(first)
        return "core" if len(core) >= SHORTEST_CORE and core in second and core == self._core(second) else ""


def _ways(mine: CaseLine, line: CaseLine, names: _Names) -> Iterator[str]:
    if mine.uscc and mine.uscc == line.uscc:
        yield "uscc"
    elif not (mine.uscc and line.uscc) and (way := names.way(mine.exhibitor, line.exhibitor)):
        yield way
    shared = set(mine.people) & set(line.people)
    if any(_is_paper(person) for person in shared):
        yield "identity"
    elif shared:
        yield "person"
    if {_plain(right) for right in mine.rights} & {_plain(right) for right in line.rights}:
        yield "right"


def _windows(mine: CaseLine, line: CaseLine, on: date) -> Iterator[str]:
    acts = {act[:2] for act in mine.acts} & {act[:2] for act in line.acts}
    within = _ago(FIVE_YEARS, on)
    if "TM" in acts and within(line.punished_ms or line.opened_ms):
        yield "five_years"
    if line.punished_ms and _ago(TWO_YEARS, on)(line.punished_ms):
        yield "two_years"
    if mine.fair != line.fair and mine.worst == line.worst == Severity.SUSPECTED:
        yield "two_fairs"


def _ago(months: int, on: date) -> Callable[[int], bool]:
    return lambda at_ms: months_after(clock(at_ms).date(), months) >= on


def _is_paper(text: str) -> bool:
    """Tell an identity paper's number from a name."""
    return any(sign.isdigit() for sign in text)


def _plain(right: str) -> str:
    return "".join(right.split()).casefold()


def one_apart(one: str, other: str) -> bool:
    """Tell whether two texts differ by one character: another one, one more, or one less."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest_one, rest_other = one[start:], other[start:]
    if len(one) == len(other):
        return rest_one[1:] == rest_other[1:]
    return rest_one[1:] == rest_other if len(one) > len(other) else rest_one == rest_other[1:]
