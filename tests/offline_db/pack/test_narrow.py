"""Numbers in three bytes while they fit, in four where they do not."""

from pathlib import Path

import numpy as np
import pytest

from offline_db.pack.narrow import Narrow, write_narrow


@pytest.mark.parametrize(("count", "octets"), [(1 << 24, 3), ((1 << 24) + 1, 4), (1 << 32, 4)])
def test_numbers_come_back_as_they_were_written(tmp_path: Path, count: int, octets: int) -> None:
    numbers = np.array([0, 1, 255, 65_535, 65_536, (1 << 24) - 1, count - 1], np.uint32)
    write_narrow([numbers[:3], numbers[3:]], count, tmp_path, "ids")

    column = Narrow.open(tmp_path, "ids")

    assert sum(file.stat().st_size for file in tmp_path.iterdir()) == octets * len(numbers)
    assert len(column) == len(numbers)
    assert column[:].tolist() == numbers.tolist()
    assert column[1:4].tolist() == [1, 255, 65_535]
    assert column[np.array([6, 0, 4])].tolist() == [count - 1, 0, 65_536]


def test_a_number_is_found_wherever_it_stands(tmp_path: Path) -> None:
    numbers = np.array([7, 7 + 65_536, 7, 65_536, 7 + 2 * 65_536], np.uint32)
    write_narrow([numbers], 1 << 24, tmp_path, "ids")

    column = Narrow.open(tmp_path, "ids")

    assert column.places(7).tolist() == [0, 2]
    assert column.places(7 + 65_536).tolist() == [1]
    assert column.places(8).tolist() == []


def test_a_column_without_numbers_is_empty(tmp_path: Path) -> None:
    write_narrow([], 0, tmp_path, "ids")

    assert Narrow.open(tmp_path, "ids")[:].tolist() == []
