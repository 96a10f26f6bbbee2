"""Which numbers an office has: none too many, none too few, in little room."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from app.errors import BadInput
from app.names.tables import Tables
from app.numbers.spellings import number_key
from app.rights import Known
from app.sharing import go_on
from offline_db.batches import texts
from offline_db.pack.existence import KnownNumbers
from offline_db.pack.number_filter import add_number_filter
from offline_db.pack.number_set import NumberSet
from offline_db.pack.pack import Pack
from offline_db.pack.slices import Rule, cut_slice
from tests.builders import a_key
from tests.offline_db.pack.making import NOW, a_table, build, extend


def test_numbers_are_known_and_their_neighbours_are_not(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    dense = random.choice(400_000, 300_000, replace=False) + 60_000_000
    sparse = random.choice(10**9, 20_000, replace=False)
    numbers = sorted({*dense.tolist(), *sparse.tolist()})
    gathered = NumberSet()
    gathered.add(texts(map(str, numbers)))

    assert gathered.write(tmp_path / "n") == len(numbers)

    known, kept = KnownNumbers(tmp_path / "n"), set(numbers)
    asked = [*numbers[::37], *(random.integers(0, 10**9, 5000)).tolist(), *range(60_000_000, 60_002_000)]
    assert all(known.holds(str(n)) == (n in kept) for n in asked)
    assert sum(f.stat().st_size for f in (tmp_path / "n").iterdir()) < 2 * len(numbers)


def test_every_shape_of_number_has_its_place(tmp_path: Path) -> None:
    kept = ["201310699744.2", "CN102102675B", "G732879", "12345678A", "D0435854", "国作登字-2020-F-01234567"]
    gathered = NumberSet()
    gathered.add(texts(map(number_key, kept)))
    gathered.write(tmp_path / "n")

    known = KnownNumbers(tmp_path / "n")

    assert all(known.holds(number_key(number)) and known.covers(number_key(number)) for number in kept)
    other = ["201310699745.0", "CN102102676B", "G732878", "12345679A", "D435855", "国作登字-2020-F-01234568"]
    assert not any(known.holds(number_key(number)) for number in other)
    assert not known.covers("12345678")


@pytest.fixture
def pack(tmp_path: Path, tables: Tables) -> Path:
    out = tmp_path / "pack"
    lines = (
        ",trademark,1000001,,一,25,甲,2020-01-01,已注册",
        ",trademark,1000002,,二,9,乙,2021-01-01,已注册",
    )
    build(out, [a_table(tmp_path / "b.csv", *lines)], tables)
    return out


def with_filter(pack: Path, text: str) -> Path:
    path = pack.parent / "numbers.txt"
    path.write_text(text, "utf-8")
    add_number_filter(
        pack, [path], scope="CN 商标", as_of=date(2026, 4, 1), now=NOW, key=a_key().private, progress=go_on
    )
    return pack


def test_a_pack_says_what_it_knows_of_a_number(pack: Path, tables: Tables) -> None:
    assert Pack.open(pack).known_number("1000003").known is Known.NO_FILTER

    with_filter(pack, "号码\n1000003\n第1000005号,x\n")

    opened = Pack.open(pack)
    answers = {n: opened.known_number(n) for n in ("1000001", "1000003", "01000005", "1000004", "G77", "")}
    assert [a.known for a in answers.values()] == [
        Known.IN_EXTRACT, Known.EXISTS, Known.EXISTS, Known.NOT_KNOWN, Known.NO_FILTER, Known.NO_FILTER,
    ]  # fmt: skip
    assert (answers["1000004"].scope, answers["1000004"].as_of) == ("CN 商标", date(2026, 4, 1))


def test_a_slice_keeps_the_filter_of_the_whole(pack: Path, tmp_path: Path, tables: Tables) -> None:
    with_filter(pack, "1000009")

    cut_slice(
        pack, tmp_path / "s", Rule(nice=frozenset({9})), name="片", now=NOW, key=a_key().private,
        tables=tables, progress=go_on,
    )  # fmt: skip

    opened = Pack.open(tmp_path / "s")
    assert [opened.known_number(n).known for n in ("1000002", "1000001", "1000009", "1000008")] == [
        Known.IN_EXTRACT, Known.EXISTS, Known.EXISTS, Known.NOT_KNOWN,
    ]  # fmt: skip


def test_a_filter_outlives_deltas(pack: Path, tmp_path: Path, tables: Tables) -> None:
    with_filter(pack, "1000009")

    extend(pack, [a_table(tmp_path / "d.csv", "D,trademark,1000001,,,,,,")], tables)

    assert Pack.open(pack).known_number("1000001").known is Known.EXISTS


@pytest.mark.parametrize("text", ["", "no\nnumbers\nhere\n"])
def test_files_without_numbers_are_refused(pack: Path, text: str) -> None:
    with pytest.raises(BadInput, match="没有号码"):
        with_filter(pack, text)
