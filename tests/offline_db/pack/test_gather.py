"""Reading many rows of a segment at once: what reading them one by one gives."""

import random
from pathlib import Path

import numpy as np
import pytest

from app.errors import StorageFault
from app.names.tables import Tables
from app.rights import BETWEEN, FIELDS, Row
from offline_db.batches import Batch
from offline_db.pack.gather import RowReader
from offline_db.pack.segment import Segment
from offline_db.pack.segment_writer import SegmentWriter

SIZE = 30_003  # rows: several runs of blocks, and a last block that is not full


def a_row(at: int) -> Row:
    chance = random.Random(at)
    number = str(chance.randrange(1, 10**8))
    filed = chance.choice([number, number, ""])
    holders = BETWEEN.join(f"公司{chance.randrange(9000)}" for _ in range(chance.choice([0, 1, 1, 1, 2, 3])))
    named = {
        "name": f"名{chance.randrange(10**6)}", "application_number": filed, "registration_number": number,
        "goods": "货" * chance.randrange(5), "holders": holders, "status": "in_force", "classes": "25",
        "source": chance.choice([f"t.csv#{at}", f"t.csv#{at}", f"u#x.xml#{at + 7}", "plain"]),
    }  # fmt: skip
    return tuple({"office": "CN", "kind": "trademark"}.get(f) or named.get(f, "") for f in FIELDS)


ROWS = [a_row(at) for at in range(SIZE)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, tables: Tables) -> Path:
    made = tmp_path_factory.mktemp("gather") / "s"
    writer = SegmentWriter(made, tables)
    writer.add(Batch.of(ROWS))
    writer.finish()
    return made


@pytest.mark.parametrize("step", [1, 7, 400])
def test_rows_read_together_are_those_read_one_by_one(folder: Path, step: int) -> None:
    segment, wanted = Segment(folder), np.arange(SIZE)[::step]

    assert RowReader(segment.rows).batch(wanted).rows() == [ROWS[at] for at in wanted]
    assert [segment.rows.row(at) for at in wanted[::500].tolist()] == [ROWS[at] for at in wanted[::500]]


@pytest.mark.parametrize(
    "fields", [("office",), ("registration_number",), ("status", "holders", "name"), ("holders",)]
)
def test_fields_are_those_of_the_rows(folder: Path, fields: tuple[str, ...]) -> None:
    wanted = np.unique(np.random.default_rng(4).integers(0, SIZE, 3000))

    columns = RowReader(Segment(folder).rows).columns(wanted, fields)

    for field in fields:
        assert columns[field].to_pylist() == [ROWS[at][FIELDS.index(field)] for at in wanted]


def test_no_rows_are_no_rows(folder: Path) -> None:
    reader, none = RowReader(Segment(folder).rows), np.zeros(0, np.int64)

    assert reader.batch(none).rows() == []
    assert [len(column) for column in reader.columns(none, ("name", "holders")).values()] == [0, 0]


@pytest.mark.parametrize("name", ["rows.blocks", "holders.names"])
def test_a_damaged_block_is_a_sentence(tmp_path: Path, tables: Tables, name: str) -> None:
    writer = SegmentWriter(tmp_path / "s", tables)
    writer.add(Batch.of(ROWS[:200]))
    writer.finish()
    (tmp_path / "s" / name).write_bytes(b"\0" * (tmp_path / "s" / name).stat().st_size)

    with pytest.raises(StorageFault):
        RowReader(Segment(tmp_path / "s").rows).batch(np.arange(200))
