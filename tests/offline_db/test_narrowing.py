"""Filters and their live counts, against a plain reading of what they mean."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.names.answers import NameFilter, passes
from app.rights import FIELDS, Kind, Right, Status, to_row
from offline_db.narrowing import FIELD_OF, FILTER_OF, dimensions_of, narrowed

DAYS = [None, date(2015, 1, 1), date(2016, 6, 30), date(2020, 12, 31)]
FIRMS = ["杭州云朵玩具有限公司", "杭州云朵玩具股份有限公司", "Cloud Toys Ltd", "小熊文创"]


def some_of(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


RIGHTS = st.builds(
    Right,
    st.sampled_from(["CN", "TW"]),
    st.sampled_from([Kind.TRADEMARK, Kind.DESIGN]),
    st.just("云朵"),
    classes=some_of(["9", "25", "28"]),
    groups=some_of(["2501", "2802", "0901"]),
    holders=some_of(FIRMS),
    filed=st.sampled_from(DAYS),
    status=st.sampled_from([Status.IN_FORCE, Status.PENDING, Status.UNKNOWN]),
)
FILTERS = st.builds(
    NameFilter,
    st.sampled_from(["", "28", "25"]),
    some_of(["2501", "2802"]).map(frozenset),
    st.sampled_from([frozenset(), frozenset({Status.IN_FORCE})]),
    st.sampled_from([frozenset(), frozenset({Kind.TRADEMARK})]),
    st.sampled_from([frozenset(), frozenset({"TW"})]),
    st.sampled_from(["", "杭州云朵玩具有限责任公司", "cloud toys", "公司"]),
    st.sampled_from(DAYS),
    st.sampled_from(DAYS),
)


def without(narrow: NameFilter, dimension: str) -> NameFilter:
    return replace(narrow, **{name: getattr(NameFilter(), name) for name in FILTER_OF[dimension]})


def values(right: Right, dimension: str) -> Iterator[str]:
    match dimension:
        case "nice":
            yield from right.classes
        case "group":
            yield from right.groups
        case "holder":
            yield from right.holders
        case "filed":
            yield from (str(right.filed.year),) if right.filed else ()
        case _:
            yield str(getattr(right, dimension))


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 5), RIGHTS), max_size=60), FILTERS)
def test_rows_and_counts_are_those_of_a_plain_reading(
    borne: list[tuple[int, Right]], narrow: NameFilter
) -> None:
    rows = [to_row(right) for _, right in borne]
    marks = np.array([mark for mark, _ in borne], np.int64)

    columns = {field: [row[FIELDS.index(field)] for row in rows] for field in FIELD_OF.values()}
    passing, counts = narrowed(marks, dimensions_of(columns, narrow))

    assert passing.tolist() == [passes(right, narrow) for _, right in borne]
    for dimension in FIELD_OF:
        others = without(narrow, dimension)
        pairs = {
            (mark, value)
            for mark, right in borne
            if passes(right, others)
            for value in values(right, dimension)
        }
        assert counts[dimension] == Counter(value for _, value in pairs), dimension
