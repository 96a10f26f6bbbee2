"""The made-up register that the benchmarks build packs of."""

from pathlib import Path

from offline_db.importers.bulk import read_parts
from tests.bench.marks import write_register


def test_the_same_seed_makes_the_same_register(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        write_register(tmp_path / name, 500, seed)

    one, again, other = ((tmp_path / name).read_bytes() for name in ("one", "again", "other"))

    assert one == again
    assert one != other


def test_every_row_of_a_made_up_register_is_a_right_with_its_own_number(tmp_path: Path) -> None:
    write_register(tmp_path / "marks.csv", 3000, 7)

    parts = list(read_parts(tmp_path / "marks.csv"))

    rows = [row for part in parts for row in part.batch.rows()]
    assert sum(len(part.rejected) for part in parts) == 0
    assert len({row[4] for row in rows}) == len(rows) == 3000
    assert len({row[2] for row in rows}) < 2000
