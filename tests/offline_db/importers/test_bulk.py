"""Tables read as columns: the same rows and rejections as line by line."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.rights import Rejected, Row
from offline_db.importers import bulk, table

HEADER = (
    "kind,number,registration_number,pub_number,name,classes,groups,goods,owner,agent,app_date,expiry_date,"
    "status,image_ref,op"
)
NUMBERS = [
    "1234567", "01234567", "12345A", "G732879", "201310699744.2", "201310699744.3", "2013106997442",
    "CN103000001B", "12345678", "85101234.X", '="123"', "1.2E+07", "", " 77 ", "无", "１２３", "20131069974X",
]  # fmt: skip
KINDS = ["trademark", "商标", "发明", "外观设计", "utility", "", "gi", "copyright", "what is this", "说不清"]
NAMES = [
    "云朵", "CLOUD CAT", "?", "", " 两头 ", "a,b", 'a"b', "line\nfeed", "=1+1", "nul\0nul", "x\x7fy",
    "a\x1db", "全角　空白　", "😀", "cr\r\nlf",
]  # fmt: skip
CLASSES = ["25", "09;9;28", "第25类", "9,28", "", ";", "LOC21-01", "A63H3/36; A63H 3/00", "25;25", "3 5"]
HOLDERS = ["某公司", "甲;乙", "甲、乙|丙", "", "?", "a\nb", " SEEJIE INC. ", "甲;甲"]
DAYS = [
    "2020-01-05", "", "2020-02-30", "2020年1月5日", "民國110年7月21日", "00000000", "昨天 1", "20200105",
    "43831", "2020-W01-1", "2020-01-05 至 2030-01-04", "?",
]  # fmt: skip
STATES = ["已注册", "申请中", "驳回", "", "in_force", "胡说", "已失效", "初审公告", "无效"]
CELLS = (
    KINDS, NUMBERS, NUMBERS, NUMBERS, NAMES, CLASSES, CLASSES, NAMES, HOLDERS, HOLDERS, DAYS, DAYS, STATES,
    NAMES, ["", "D", "I"],
)  # fmt: skip

LINE = st.tuples(*map(st.sampled_from, CELLS)).map(list)
NUMBER, NAME, DAY = st.integers(1, 99_999_999), st.sampled_from(NAMES[:5]), st.sampled_from(DAYS[:2])
COMMON = st.tuples(NUMBER, NAME, DAY).map(
    lambda cells: f"trademark,{cells[0]},,,{cells[1]},25,2501;2502,服装,甲公司,,{cells[2]},,已注册,,".split(
        ","
    )
)
SHORT = st.sampled_from([[], ["only one"], ["a"] * 20])
LINES = st.lists(st.one_of(COMMON, LINE, SHORT), max_size=12)


def line_by_line(path: Path) -> list[Row | Rejected]:
    return list(table.read_rows(path))


def by_columns(path: Path, block: int = bulk.BLOCK) -> list[Row | Rejected]:
    records: dict[int, Row | Rejected] = {}
    for part in bulk.read_parts(path, block=block):
        for row in part.batch.rows():
            records[int(row[-1].rpartition("#")[2])] = row
        records |= {bad.line: bad for bad in part.rejected}
    return [records[line] for line in sorted(records)]


def written(lines: Sequence[Sequence[str]], ending: str = "\n", delimiter: str = ",") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator=ending, delimiter=delimiter).writerows(lines)
    return HEADER.replace(",", delimiter) + ending + file.getvalue()


@settings(max_examples=150)
@given(
    lines=LINES,
    ending=st.sampled_from(["\n", "\r\n"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    block=st.integers(1, 400),
)
def test_a_table_says_by_columns_what_it_says_line_by_line(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[list[str]],
    ending: str,
    delimiter: str,
    encoding: str,
    block: int,
) -> None:
    path = tmp_path_factory.mktemp("table") / "t.csv"
    path.write_bytes(written(lines, ending, delimiter).encode(encoding))

    assert by_columns(path, block) == line_by_line(path)


@settings(max_examples=150)
@given(
    lines=LINES,
    at=st.integers(0, 10_000),
    stray=st.sampled_from(['"', "\r", "\n", "\n\n", '""', '"x"', "\0", ",", "\x00\x0b"]),
    block=st.integers(1, 400),
)
def test_a_table_with_something_stray_in_it_says_the_same_both_ways(
    tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]], at: int, stray: str, block: int
) -> None:
    text = written(lines)
    at = len(HEADER) + 1 + at % (len(text) - len(HEADER))
    path = tmp_path_factory.mktemp("table") / "t.csv"
    path.write_bytes((text[:at] + stray + text[at:]).encode())

    assert by_columns(path, block) == line_by_line(path)


@pytest.mark.parametrize("tail", [b"\xff\xfe\n", b"trademark,1,\xe4\n", b'"open', b"\r", b"trademark,1", b""])
def test_a_file_that_breaks_is_told_where_it_breaks(tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "t.csv"
    plain = written([["trademark", "123", *[""] * 13]] * 30_000).encode()
    path.write_bytes(plain + tail)

    assert by_columns(path) == line_by_line(path)


def test_lines_above_the_names_of_the_columns_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("商标注册信息导出\n\n" + written([["商标", "123", *[""] * 13]]), "utf-8")

    assert by_columns(path) == line_by_line(path)
    assert len(by_columns(path)) == 1


def test_a_cell_beyond_belief_breaks_the_file_in_both_ways(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    line = ["trademark", "123", *[""] * 13]
    path.write_text(written([line, [*line[:4], "x" * 1_000_001, *line[5:]], line]), "utf-8")

    assert by_columns(path) == line_by_line(path)


def test_every_stretch_of_a_file_is_counted_once(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(written([["trademark", str(n), *[""] * 13] for n in range(1, 200_000)]), "utf-8")

    parts = list(bulk.read_parts(path))

    assert len(parts) > 1
    assert sum(part.share for part in parts) == path.stat().st_size
