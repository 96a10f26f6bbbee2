"""Filters over the marks that a search found, and how many marks each further filter would leave.

A mark passes if one of its rows passes every dimension. The counts of a dimension are of marks: under each
of its values, those that have a row which passes all the other dimensions, so that a list of classes shows
what another class would give, not what the chosen one leaves. Classes, statuses, kinds, offices and years are
always counted, similar groups within a chosen class, holders where a holder is asked for.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.names.answers import NameFilter
from app.names.firms import company_key
from app.rights import BETWEEN, FIELDS
from offline_db.pack.pack import Pack
from offline_db.pack.postings import Ids
from offline_db.pack.search import Sign, nearest
from offline_db.pack.segment import Segment

MOST_VALUES = 100  # values counted of one dimension, the commonest

LIVE = ("in_force", "late_fee", "partly_invalidated")

FIELD_OF = {  # dimension -> field of a right
    "nice": "classes", "group": "groups", "status": "status", "kind": "kind", "office": "office",
    "holder": "holders", "filed": "filed",
}  # fmt: skip
FILTER_OF = {  # dimension -> fields of the filter
    "nice": ("nice",), "group": ("groups",), "status": ("statuses",), "kind": ("kinds",),
    "office": ("offices",), "holder": ("holder",), "filed": ("filed_from", "filed_to"),
}  # fmt: skip
COUNTED = ("status", "kind", "office", "filed")  # counted always: what a row says of them is at hand
FACETS = frozenset({"status", "kind", "office"})
NAME = FIELDS.index("name")
MOST_ROWS = 2000  # of one mark
LOOKED_AT = 40  # marks that counts are of, at least
DEEPEST = 1600  # marks looked at where a filter leaves fewer than are sought

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
    more: bool = False  # farther marks were not looked at


def look(pack: Pack, sign: Sign, narrow: NameFilter, sought: int, counted: bool) -> Looked:
    """Search a pack for marks near a sign that pass a filter, `sought` of them if there are so many.

    A class is searched by itself, as deep as all classes would be; its counts of classes come from a search
    of all. Where a filter leaves few, farther marks are looked at.
    """
    nice = int(narrow.nice) if narrow.nice.isdecimal() and 0 < int(narrow.nice) < 46 else 0
    count = max(sought, LOOKED_AT) if counted else sought
    looked, deeper = _look(pack, sign, narrow, count, nice, counted), count
    while len(looked.marks) < sought and looked.more and deeper < DEEPEST:
        deeper *= 4
        looked = Looked(_look(pack, sign, narrow, deeper, nice, False).marks, looked.counts, looked.more)
    if nice and counted:
        looked.counts["nice"] = _look(pack, sign, narrow, count, 0, True).counts["nice"]
    return looked


def _look(pack: Pack, sign: Sign, narrow: NameFilter, count: int, nice: int, counted: bool) -> Looked:
    found = find_marks(pack, sign, count, nice)
    marks = np.repeat(np.arange(len(found)), [len(mark.places) for mark in found])
    places = [place for mark in found for place in mark.places]
    active = [name for name in FIELD_OF if narrows(narrow, name)]
    wanted = [*active, *(name for name in COUNTED if counted and name not in active)]
    if counted:
        wanted += [name for name in ("nice", "group") if name not in active and _tells(name, active)]
    columns = read_columns(pack, places, ["status", *(FIELD_OF[name] for name in wanted)], narrow)
    passing, counts = narrowed(marks, dimensions_of(columns, narrow, wanted))
    if counted and not active:
        counts["nice"] = _classes_of(pack, found)
    kept: list[list[Place]] = [[] for _ in found]
    alive = np.isin(columns["status"], LIVE)
    for at in (*np.flatnonzero(passing & alive).tolist(), *np.flatnonzero(passing & ~alive).tolist()):
        kept[marks[at]].append(places[at])
    left = (Mark(mark.text, tuple(own)) for mark, own in zip(found, kept, strict=True) if own)
    return Looked(tuple(left), counts if counted else {}, len(found) == count)


class Found(NamedTuple):
    """A mark text that a search found, and the rows that bear it."""

    text: str
    cost: float
    ids: tuple[Place, ...]  # segment, number of the text in it
    places: tuple[Place, ...]


def find_marks(pack: Pack, sign: Sign, count: int, nice: int = 0) -> list[Found]:
    """Return distinct mark texts near a sign, nearest first, each with the rows that bear it and stand."""
    best: dict[str, Found] = {}
    for name, segment in pack.segments.items():
        spare = count if len(pack.struck(name)) else 0
        ids, costs = nearest(sign, segment.names, count + spare, nice)
        for at, cost in zip(ids.tolist(), costs.tolist(), strict=True):
            rows = segment.names.rows(at)[:MOST_ROWS]
            rows = rows[pack.standing(name, rows)]
            if len(rows):
                text = segment.rows.cell(int(rows[0]), NAME)
                own = tuple((name, row) for row in rows.tolist())
                known = best.get(text, Found(text, cost, (), ()))
                best[text] = Found(text, min(cost, known.cost), (*known.ids, (name, at)), known.places + own)
    return sorted(best.values(), key=lambda mark: mark.cost)[:count]


def read_columns(
    pack: Pack, places: Sequence[Place], fields: Sequence[str], narrow: NameFilter
) -> dict[str, Cells]:
    """Return fields of rows, each field's texts in the order of the rows.

    Of days of filing only the year is sure but where the filter turns on the day.
    """
    bounds = {day.year for day in (narrow.filed_from, narrow.filed_to) if day is not None}
    by_segment: dict[str, list[int]] = {}
    for at, (where, _) in enumerate(places):
        by_segment.setdefault(where, []).append(at)
    columns = {field: np.zeros(len(places), object) for field in fields}
    for where, those in by_segment.items():
        segment, rows = pack.segments[where], np.array([places[at][1] for at in those], np.uint32)
        for field, column in columns.items():
            column[those] = _column(segment, rows, field, bounds)
    return {field: column.tolist() for field, column in columns.items()}


def _column(segment: Segment, rows: Ids, field: str, bounds: set[int]) -> list[str]:
    if field in FACETS:
        return list(map(str, segment.facets.column(field, rows).tolist()))
    place = FIELDS.index(field)
    if field != "filed":
        return [segment.rows.cell(row, place) for row in rows.tolist()]
    years = segment.facets.column("year", rows).tolist()
    return [
        segment.rows.cell(row, place) if year in bounds else f"{year:04d}-07-01" if year else ""
        for row, year in zip(rows.tolist(), years, strict=True)
    ]


def _tells(dimension: str, active: Sequence[str]) -> bool:
    """Tell whether counts are worth reading rows for: of classes in a filter, of groups in a class."""
    return bool(active) if dimension == "nice" else "nice" in active


def _classes_of(pack: Pack, found: Sequence[Found]) -> Counter[str]:
    """Return how many marks have a row in each class, as the index knows without reading rows."""
    has = np.zeros((len(found), 46), bool)
    for name, segment in pack.segments.items():
        own = [(at, number) for at, mark in enumerate(found) for where, number in mark.ids if where == name]
        marks, ids = np.array(own, np.int64).reshape(-1, 2).T
        for nice in range(1, 46):
            has[marks, nice] |= segment.names.in_class(ids.astype(np.uint32), nice)
    return Counter({str(nice): int(n) for nice, n in enumerate(has.sum(axis=0).tolist()) if n})


def narrows(narrow: NameFilter, dimension: str) -> bool:
    """Tell whether a filter asks for anything in a dimension."""
    return any(getattr(narrow, name) not in ("", None, frozenset()) for name in FILTER_OF[dimension])


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


def dimensions_of(
    columns: Mapping[str, Cells], narrow: NameFilter, wanted: Sequence[str] = tuple(FIELD_OF)
) -> dict[str, Dimension]:
    """Return dimensions of a filter over rows, given the fields of a right that they are about."""
    holder = company_key(narrow.holder)
    keys: dict[str, str] = {}

    def held(name: str) -> bool:
        if name not in keys:
            keys[name] = company_key(name)
        return bool(holder) and holder in keys[name]

    def dimension(name: str) -> Dimension:
        cells = columns[FIELD_OF[name]]
        match name:
            case "nice":
                return _listed(cells, lambda own: not narrow.nice or narrow.nice in own)
            case "group":
                return _listed(
                    cells, lambda own: not narrow.groups or not own or not narrow.groups.isdisjoint(own)
                )
            case "holder":
                return _listed(cells, lambda own: not narrow.holder or any(map(held, own)))
            case "filed":
                return _dated(cells, narrow.filed_from, narrow.filed_to)
            case _:
                return _plain(cells, getattr(narrow, FILTER_OF[name][0]))

    return {name: dimension(name) for name in wanted}


def _listed(cells: Cells, fits: Callable[[Sequence[str]], bool]) -> Dimension:
    lists = [cell.split(BETWEEN) if cell else [] for cell in cells]
    passing = np.fromiter(map(fits, lists), bool, len(lists))
    return _dimension(((row, value) for row, own in enumerate(lists) for value in own), passing)


def _plain(cells: Cells, wanted: Iterable[str]) -> Dimension:
    allowed = frozenset(map(str, wanted))
    return _single(cells, lambda text: not allowed or text in allowed, str)


def _dated(cells: Cells, first: date | None, last: date | None) -> Dimension:
    low, high = first.isoformat() if first else "", last.isoformat() if last else "9999-12-31"
    bounded = first is not None or last is not None
    return _single(cells, lambda day: not bounded or (day != "" and low <= day <= high), lambda day: day[:4])


def _single(cells: Cells, fits: Callable[[str], bool], label: Callable[[str], str]) -> Dimension:
    """Return a dimension of which each row has one value at most; a text is looked at once, however often."""
    known: dict[str, int] = {}
    codes = np.fromiter((known.setdefault(cell, len(known)) for cell in cells), np.int64, len(cells))
    labels: dict[str, int] = {}
    values = np.array([labels.setdefault(label(text), len(labels)) for text in known], np.int64)[codes]
    passing = np.fromiter(map(fits, known), bool, len(known))[codes]
    stated = np.flatnonzero(np.array([label(text) != "" for text in known], bool)[codes])
    return Dimension(stated, values[stated], list(labels), passing)


def _dimension(pairs: Iterable[tuple[int, str]], passing: Flags) -> Dimension:
    known: dict[str, int] = {}
    numbered = [(row, known.setdefault(value, len(known))) for row, value in pairs]
    rows, values = np.array(numbered, np.int64).reshape(-1, 2).T
    return Dimension(rows, values, list(known), passing)
