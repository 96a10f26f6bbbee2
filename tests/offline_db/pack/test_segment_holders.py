"""Holders and facets of a segment: what rows say, found without unpacking a row."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import StorageFault
from app.names.tables import Tables, load_tables
from app.names.words import Words, load_words
from app.rights import BETWEEN, FIELDS, Row
from offline_db.batches import Batch
from offline_db.pack.facets import Facet
from offline_db.pack.gather import holders_of
from offline_db.pack.segment import Segment
from offline_db.pack.segment_writer import SegmentWriter

BLANK: Row = ("CN", "trademark", "云朵", "1", "1", *[""] * 10, "in_force", "", "", "t.csv#2")
HOLDERS, STATUS, FILED = FIELDS.index("holders"), FIELDS.index("status"), FIELDS.index("filed")
FIRMS = (
    "广州云朵玩具有限公司", "深圳云朵玩具有限公司", "廣州雲朵玩具股份有限公司", "云朵玩具厂",
    "大云朵玩具集团有限公司", "SEEJIE INC.", "Seejie, Inc", "某某", "",
)  # fmt: skip


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


@pytest.fixture(scope="module")
def words(tables: Tables) -> Words:
    return load_words(tables)


def row(**cells: str) -> Row:
    return tuple(cells.get(field, old) for field, old in zip(FIELDS, BLANK, strict=True))


def segment_of(folder: Path, tables: Tables, *batches: Sequence[Row]) -> Segment:
    writer = SegmentWriter(folder, tables)
    for batch in batches:
        writer.add(Batch.of(batch))
    writer.finish()
    return Segment(folder)


ROWS = st.lists(
    st.builds(
        row, holders=st.lists(st.sampled_from(FIRMS[:-1]), max_size=3, unique=True).map(BETWEEN.join),
        status=st.sampled_from(["in_force", "refused", "unknown"]),
        office=st.sampled_from(["CN", "TW", "两"]), kind=st.sampled_from(["trademark", "design"]),
        filed=st.sampled_from(["", "2020-01-05", "1999-12-31"]),
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(ROWS, ROWS)
def test_holders_and_facets_are_those_of_the_rows(
    tmp_path_factory: pytest.TempPathFactory,
    tables: Tables,
    words: Words,
    first: list[Row],
    second: list[Row],
) -> None:
    segment = segment_of(tmp_path_factory.mktemp("p") / "s", tables, first, second)
    both = [*first, *second]
    every = np.arange(len(both), dtype=np.uint32)

    assert [segment.rows.row(i) for i in range(len(both))] == both
    assert holders_of(segment.holders, every.astype(np.int64)).to_pylist() == [r[HOLDERS] for r in both]
    for name in FIRMS[:-1]:
        naming = [i for i, r in enumerate(both) if name in r[HOLDERS].split(BETWEEN)]
        hits = {hit.name: hit for hit in segment.holders.find(name, tables, words)}
        assert (name in hits) == bool(naming)
        if naming:
            assert hits[name].same
            assert hits[name].rows == len(naming)
            assert segment.holders.rows(hits[name].number).tolist() == naming
    facets = segment.facets
    assert facets.column("status", every).tolist() == [r[STATUS] for r in both]
    assert facets.column("year", every).tolist() == [int(r[FILED][:4] or 0) for r in both]
    taiwan = [r[0] == "TW" for r in both]
    assert facets.fitting(every, lambda facet: facet.office == "TW").tolist() == taiwan
    said = Counter(Facet(r[STATUS], r[1], r[0], int(r[FILED][:4] or 0)) for r in both)
    assert dict(facets.counts(every)) == said


def test_the_asked_company_comes_first_then_its_namesakes_elsewhere(
    tmp_path: Path, tables: Tables, words: Words
) -> None:
    lines = [row(holders=name) for name in FIRMS for _ in range(len(name))]
    holders = segment_of(tmp_path / "s", tables, lines).holders

    found = holders.find("广州云朵玩具", tables, words)

    assert [(hit.name, hit.same) for hit in found] == [
        ("廣州雲朵玩具股份有限公司", True),
        ("广州云朵玩具有限公司", True),
        ("深圳云朵玩具有限公司", False),
        ("大云朵玩具集团有限公司", False),
        ("云朵玩具厂", False),
    ]
    assert [hit.name for hit in holders.find("seejie", tables, words)] == ["SEEJIE INC.", "Seejie, Inc"]
    assert [hit.name for hit in holders.find("某", tables, words)] == ["某某"]
    assert holders.find("有限公司", tables, words) == []
    assert holders.find("", tables, words) == []
    assert holders.find("不在其中", tables, words) == []
    assert len(holders.find("云朵玩具", tables, words, most=2)) == 2


def test_thousands_of_holders_keep_their_names_apart(tmp_path: Path, tables: Tables, words: Words) -> None:
    lines = [
        row(holders=f"第{n}号公司{BETWEEN}第{n // 2}号公司" if n % 3 else f"第{n}号公司")
        for n in range(5_000)
    ]
    segment = segment_of(tmp_path / "s", tables, lines)

    assert [segment.holders.cell(i) for i in range(5_000)] == [r[HOLDERS] for r in lines]
    (hit,) = segment.holders.find("第1234号", tables, words)
    assert segment.holders.rows(hit.number).tolist() == [1234, 2468, 2469][: hit.rows]


def test_separators_and_line_ends_in_a_name_do_no_harm(tmp_path: Path, tables: Tables, words: Words) -> None:
    lines = [row(holders="甲\x1f乙\x1e公司"), row(holders="两行\n公司"), row(holders="某某")]
    segment = segment_of(tmp_path / "s", tables, lines)

    assert [segment.rows.row(i)[HOLDERS] for i in range(3)] == ["甲乙公司", "两行\n公司", "某某"]
    assert [hit.name for hit in segment.holders.find("某某", tables, words)] == ["某某"]


def test_a_damaged_block_of_names_is_a_sentence(tmp_path: Path, tables: Tables, words: Words) -> None:
    folder = tmp_path / "s"
    segment_of(folder, tables, [row(holders="某公司")])
    (folder / "holders.names").write_bytes(b"\0" * (folder / "holders.names").stat().st_size)

    with pytest.raises(StorageFault):
        Segment(folder).holders.find("某", tables, words)
