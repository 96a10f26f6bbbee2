"""Lists of exhibits as organisers send them, and rubbish in their place."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from app.errors import BadInput
from app.screening import ExhibitLine
from offline_db.exhibit_lists import read_exhibits

TABLE = "展位号,参展商,展品名称,品牌,类别,类似群\n1A03,杭州云朵玩具有限公司,毛绒玩具,云朵猫,第28类,2802\n"
LINE = ExhibitLine(2, "1A03", "杭州云朵玩具有限公司", "毛绒玩具", "云朵猫", "28", "2802")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_list_is_read_in_any_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(TABLE.replace(",", delimiter).encode(encoding))

    assert read_exhibits(path).lines == (LINE,)


def test_big5_is_told_by_the_names_of_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("參展商,展品名稱,品牌,stand\n雲朵公司,玩具,雲朵貓,1A\n".encode("big5"))

    assert [line.brand for line in read_exhibits(path).lines] == ["雲朵貓"]


def test_a_workbook_with_a_title_above_its_columns_is_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet(index=0)
    for row in (
        ["第三十届展会"],
        [],
        ["展位", "企业名称", "产品名称", "类别"],
        ["1A03", "云朵", "玩具", 28],
        ["", "", "", ""],
    ):
        sheet.append(row)
    path = tmp_path / "list.xlsx"
    book.save(path)

    assert read_exhibits(path).lines == (ExhibitLine(4, "1A03", "云朵", "玩具", "", "28"),)


def test_the_digest_names_what_was_read(tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in ("a.csv", "b.csv", "c.csv"))
    first.write_text(TABLE, "utf-8")
    second.write_text(TABLE, "gb18030")
    third.write_text(TABLE.replace("云朵猫", "云朵狗"), "utf-8")

    digests = [read_exhibits(path).digest for path in (first, second, third)]

    assert digests[0] == digests[1] != digests[2]


def test_rubbish_in_cells_is_kept_in_bounds(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    cells = ["=1+1,," + "长" * 10_000 + ",", ",,,", "x,\0\0y,z,99", "1,2,3,第０２８类,多余"]
    path.write_text("展位,参展商,展品名称,类别\n" + "\n".join(cells) + "\n", "utf-8")

    lines = read_exhibits(path).lines

    assert [line.number for line in lines] == [2, 4, 5]
    assert (lines[0].stand, len(lines[0].product)) == ("=1+1", 500)
    assert (lines[1].exhibitor, lines[1].nice) == ("y", "")
    assert lines[2].nice == "28"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 1000,
        b"hello\nworld\n",
        "展位,参展商\n1,云朵\n".encode(),
        b"PK\x03\x04garbage",
        b"\xff" * 999,
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(data)

    with pytest.raises(BadInput, match="清单"):
        read_exhibits(path)


def test_a_missing_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        read_exhibits(tmp_path / "none.csv")
