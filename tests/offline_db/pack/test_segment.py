"""A segment: what is put in comes out, found by number and by name, and the same files from the same rows."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.names.tables import Tables, load_tables
from app.numbers.spellings import number_key
from app.rights import BETWEEN, FIELDS, Row, from_row
from offline_db.batches import Batch
from offline_db.pack.number_columns import hash_column, keys_of
from offline_db.pack.numbers import hash_keys, key_of
from offline_db.pack.segment import Segment
from offline_db.pack.segment_writer import SegmentWriter

NUMBERS = st.one_of(
    st.integers(0, 99_999_999_999).map(str),
    st.sampled_from(
        ["", "0", "00012", "012345678", "12345678", "12345A", "G732879", "201310699744.2", "201310699744.X",
         "CN103000001B", "2013106997442", "第123号", "40-2021-0012345", "1" * 30]
    ),
)  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
BLANK: Row = ("CN", "trademark", "云朵", "1", "1", *[""] * 10, "in_force", "", "", "t.csv#2")


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


def row(**cells: str) -> Row:
    return tuple(cells.get(field, old) for field, old in zip(FIELDS, BLANK, strict=True))


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    publications = st.lists(NUMBERS.filter(bool), max_size=2).map(BETWEEN.join)
    made = st.builds(
        row, name=st.one_of(TEXT, st.sampled_from(["", "云朵", "=", "#", "a#7"])), application_number=NUMBERS,
        registration_number=NUMBERS, publication_numbers=publications, goods=TEXT, holders=TEXT,
        source=st.sampled_from(["t.csv#2", "t.csv#3", "t.csv#4", "u#x#1", "plain", "", "#", "t.csv#007"]),
        kind=st.sampled_from(["trademark", "invention"]), classes=st.sampled_from(["", "9", f"9{BETWEEN}25"]),
    )  # fmt: skip
    return draw(st.lists(made, max_size=40))


def write(folder: Path, tables: Tables, *batches: Sequence[Row]) -> Segment:
    writer = SegmentWriter(folder, tables)
    for batch in batches:
        writer.add(Batch.of(batch))
    writer.finish()
    return Segment(folder)


@settings(max_examples=60, deadline=None)
@given(rows(), rows())
def test_what_is_put_in_comes_out(
    tmp_path_factory: pytest.TempPathFactory, tables: Tables, first: list[Row], second: list[Row]
) -> None:
    segment = write(tmp_path_factory.mktemp("p") / "s", tables, first, second)
    both = [*first, *second]

    assert len(segment.rows) == len(both)
    assert [segment.rows.row(i) for i in range(len(both))] == both
    for i, wanted in enumerate(both):
        numbers = [wanted[3], wanted[4], *wanted[5].split(BETWEEN)]
        for key in filter(None, map(number_key, filter(None, numbers))):
            assert i in dict(segment.find([key]))
    names = [segment.name_of(n) for n in range(segment.names.count)]
    assert sorted(names) == sorted({r[2] for r in both})
    for n, name in enumerate(names):
        assert segment.names.rows(n).tolist() == [i for i, r in enumerate(both) if r[2] == name]


@given(st.lists(NUMBERS))
def test_numbers_have_the_keys_together_that_they_have_one_by_one(numbers: list[str]) -> None:
    column = Batch.of([row(application_number=n) for n in numbers]).column("application_number")

    assert keys_of(column).to_pylist() == [key_of(n) for n in numbers]
    assert hash_column(keys_of(column)).tolist() == hash_keys([key_of(n) for n in numbers]).tolist()


@given(
    st.one_of(
        NUMBERS.filter(bool),
        st.from_regex(r"[A-Z]{0,2}[0-9]{1,14}[A-Z.]?[0-9X]?", fullmatch=True),
    )
)
def test_the_quick_key_of_a_number_is_its_key(number: str) -> None:
    assert key_of(number) == number_key(number)


def many(count: int) -> list[Row]:
    rng = np.random.default_rng(1)
    return [
        row(name=f"云{n % 700}", application_number=str(n), registration_number=str(n), source=f"t.csv#{n}",
            holders=f"第{h}公司", goods="服装")
        for n, h in enumerate(rng.integers(0, 50, count).tolist(), 1)
    ]  # fmt: skip


def test_the_same_rows_make_the_same_files(tmp_path: Path, tables: Tables) -> None:
    lines = many(30_000)
    for name in ("a", "b"):
        write(tmp_path / name, tables, lines[:20_000], lines[20_000:])

    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_how_rows_are_batched_makes_no_difference_to_what_is_found(tmp_path: Path, tables: Tables) -> None:
    lines = many(3_000)
    one, several = (
        write(tmp_path / "a", tables, lines),
        write(tmp_path / "b", tables, lines[:1], lines[1:2_500], [], lines[2_500:]),
    )

    assert [one.rows.row(i) for i in range(3_000)] == [several.rows.row(i) for i in range(3_000)]
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_a_right_read_back_is_the_right_that_was_stored(tmp_path: Path, tables: Tables) -> None:
    lines = many(300)
    segment = write(tmp_path / "a", tables, lines)

    assert segment.rows.right(299) == from_row(lines[299])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}
