"""Filters over the marks that a search found, and how many marks each further filter would leave.

A mark passes if one of its rows passes every dimension. The counts of a dimension are of marks: under each
of its values, those that have a row which passes all the other dimensions, so that a list of classes shows
what another class would give, not what the chosen one leaves.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.names.answers import NameFilter
from app.names.firms import company_key
from app.rights import BETWEEN, FIELDS
from offline_db.pack.pack import Pack
from offline_db.pack.search import Sign

MOST_VALUES = 100  # values counted of one dimension, the commonest

LIVE = frozenset({"in_force", "late_fee", "partly_invalidated"})

Place = tuple[str, int]  # segment, row
Flags = NDArray[np.bool_]
Cells = Sequence[str]  # one text of each row


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing that rows are narrowed by: which values each row has, and which rows pass."""

    rows: NDArray[np.int64]  # of each pair (row, value)
    values: NDArray[np.int64]
    labels: Sequence[str]
    passing: Flags  # of each row


@dataclass(frozen=True, slots=True)
class Mark:
    """A distinct mark text, and the rows that bear it and pass the filter, live ones first."""

    text: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """The marks that a filter leaves, nearest first, and the counts of each dimension."""

    marks: tuple[Mark, ...]
    counts: dict[str, Counter[str]]


def look(pack: Pack, sign: Sign, narrow: NameFilter, count: int, counted: bool) -> Looked:
    """Search a pack for the marks near a sign and narrow them.

    A class is searched by itself, as deep as all classes would be; its counts of classes come from a search
    of all.
    """
    nice = int(narrow.nice) if narrow.nice.isdecimal() and 0 < int(narrow.nice) < 46 else 0
    looked = _look(pack, sign, narrow, count, nice)
    if not nice or not counted:
        return looked
    return Looked(looked.marks, {**looked.counts, "nice": _look(pack, sign, narrow, count, 0).counts["nice"]})


def _look(pack: Pack, sign: Sign, narrow: NameFilter, count: int, nice: int) -> Looked:
    found = pack.nearest(sign, count, nice)
    places = [place for _, _, own in found for place in own]
    marks = np.repeat(np.arange(len(found)), [len(own) for _, _, own in found])
    dimensions = dimensions_of(lambda field: cells_of(pack, places, field), narrow)
    passing, counts = narrowed(marks, dimensions)
    statuses = cells_of(pack, places, "status")
    kept: list[list[Place]] = [[] for _ in found]
    for at in np.flatnonzero(passing).tolist():
        kept[marks[at]].append(places[at])
    live = {place for place, status in zip(places, statuses, strict=True) if status in LIVE}
    return Looked(
        tuple(
            Mark(text, tuple(sorted(own, key=lambda place: place not in live)))
            for (text, _, _), own in zip(found, kept, strict=True)
            if own
        ),
        counts,
    )


def cells_of(pack: Pack, places: Sequence[Place], field: str) -> Cells:
    """Return one field of rows."""
    at = FIELDS.index(field)
    return [pack.segments[segment].rows.cell(row, at) for segment, row in places]


def narrowed(
    marks: NDArray[np.int64], dimensions: Mapping[str, Dimension]
) -> tuple[Flags, dict[str, Counter[str]]]:
    """Return which rows pass all dimensions, and the counts of each; `marks` says which mark a row bears."""
    failing = np.zeros(len(marks), np.int64)
    for dimension in dimensions.values():
        failing += ~dimension.passing
    counts = {}
    for name, dimension in dimensions.items():
        kept = (failing == ~dimension.passing)[dimension.rows]
        size = max(1, len(dimension.labels))
        pairs = np.unique(marks[dimension.rows[kept]] * size + dimension.values[kept])
        found = np.bincount(pairs % size, minlength=size)
        counted = Counter({dimension.labels[i]: int(found[i]) for i in np.flatnonzero(found).tolist()})
        counts[name] = Counter(dict(counted.most_common(MOST_VALUES)))
    return failing == 0, counts


def dimensions_of(cells: Callable[[str], Cells], narrow: NameFilter) -> dict[str, Dimension]:
    """Return the dimensions of a filter over rows; `cells` gives the texts of one field of a right."""
    holder = company_key(narrow.holder)
    keys: dict[str, str] = {}

    def held(name: str) -> bool:
        if name not in keys:
            keys[name] = company_key(name)
        return bool(holder) and holder in keys[name]

    return {
        "nice": _listed(cells("classes"), lambda own: not narrow.nice or narrow.nice in own),
        "group": _listed(
            cells("groups"), lambda own: not narrow.groups or not own or not narrow.groups.isdisjoint(own)
        ),
        "status": _plain(cells("status"), narrow.statuses),
        "kind": _plain(cells("kind"), narrow.kinds),
        "office": _plain(cells("office"), narrow.offices),
        "holder": _listed(cells("holders"), lambda own: not narrow.holder or any(map(held, own))),
        "filed": _dated(cells("filed"), narrow.filed_from, narrow.filed_to),
    }


def _listed(cells: Cells, fits: Callable[[Sequence[str]], bool]) -> Dimension:
    lists = [cell.split(BETWEEN) if cell else [] for cell in cells]
    passing = np.fromiter(map(fits, lists), bool, len(lists))
    return _dimension(((row, value) for row, own in enumerate(lists) for value in own), passing)


def _plain(cells: Cells, wanted: Iterable[str]) -> Dimension:
    allowed = frozenset(map(str, wanted))
    passing = np.fromiter((not allowed or cell in allowed for cell in cells), bool, len(cells))
    return _dimension(enumerate(cells), passing)


def _dated(cells: Cells, first: date | None, last: date | None) -> Dimension:
    low, high = first.isoformat() if first else "", last.isoformat() if last else "9999-12-31"
    bounded = first is not None or last is not None
    passing = np.fromiter(
        ((not bounded) or (cell != "" and low <= cell <= high) for cell in cells), bool, len(cells)
    )
    return _dimension(((row, cell[:4]) for row, cell in enumerate(cells) if cell), passing)


def _dimension(pairs: Iterable[tuple[int, str]], passing: Flags) -> Dimension:
    known: dict[str, int] = {}
    numbered = [(row, known.setdefault(value, len(known))) for row, value in pairs]
    rows, values = np.array(numbered, np.int64).reshape(-1, 2).T
    return Dimension(rows, values, list(known), passing)


assert {"classes", "groups", "status", "kind", "office", "holders", "filed"} <= set(FIELDS)
