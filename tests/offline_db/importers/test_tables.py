"""Tables: CSV and XLSX exports as offices' sites and vendors write them."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from app.rights import Kind, Rejected, Right, Status, from_row
from offline_db.importers import recognise, spreadsheet, table
from offline_db.importers.columns import find_header, match_columns
from tests.offline_db.importers.reading import DATA, rights_of

EXPORT = """商标查询结果导出,,,,,,,
导出时间：2026-01-02,,,,,,,
序号,申请/注册号,国际分类,商标名称,申请人名称（中文）,申请日期,专用权期限,商标状态
1,="1234567",第28类,云朵猫,杭州云朵,2016年1月2日,2017年03月04日至2027年03月03日,已注册
2,2345678,9;25,"=HYPERLINK(""x"")",甲；乙,42371,,初审公告
"""


def a_workbook(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def test_the_own_csv_keeps_every_field() -> None:
    good, bad = rights_of(DATA / "own.csv")

    assert [r.name for r in good] == ["云朵猫", "云朵", "发光玩具", "CLOUD CAT"]
    assert good[1].classes == ("28", "25")
    assert good[0].expires == date(2027, 3, 3)
    assert [r.line for r in bad] == [5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_table_is_read_in_its_encoding(tmp_path: Path, encoding: str, newline: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes((DATA / "own.csv").read_text("utf-8").replace("\n", newline).encode(encoding))

    assert recognise(path) is table
    assert rights_of(path)[0][0].name == "云朵猫"


def test_a_table_in_big5_is_told_from_gb_18030(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("註冊號,商標名稱,類別,申請人\n1234567,星星狗,028,星星公司\n".encode("big5"))

    (right,), _ = rights_of(path)

    assert (right.name, right.holders, right.classes) == ("星星狗", ("星星公司",), ("28",))


@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
def test_the_sign_between_the_cells_is_found(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"注册号{sign}商标名称{sign}申请人\n1234567{sign}云朵猫{sign}杭州云朵\n", "utf-8")

    (right,), _ = rights_of(path)

    assert (right.registration_number, right.name) == ("1234567", "云朵猫")


def test_an_export_has_titles_above_guarded_numbers_and_days_of_excel(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(EXPORT, "utf-8")

    (first, second), bad = rights_of(path)

    assert (first.registration_number, first.classes, first.filed) == ("1234567", ("28",), date(2016, 1, 2))
    assert (first.expires, first.source) == (date(2027, 3, 3), "x.csv#4")
    assert (second.application_number, second.registration_number) == ("2345678", "")
    assert (second.name, second.holders) == ('=HYPERLINK("x")', ("甲", "乙"))
    assert (second.filed, second.status) == (date(2016, 1, 2), Status.PUBLISHED)
    assert not bad


def test_a_number_that_a_spreadsheet_rounded_is_a_rejection(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("申请号,发明名称\n2.01711E+11,灯\n", "utf-8")

    _, (rejected,) = rights_of(path)

    assert "科学计数" in rejected.reason


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("公开(公告)号,标题,[标]当前申请(专利权)人,简单法律状态", "CN103000001B,灯,甲,有效",
         ("", "CN103000001B", Kind.INVENTION)),
        ("申请号,专利名称,公开（公告）号,专利类型", "CN201930123456.X,灯,CN300000001S,外观设计",
         ("201930123456.X", "CN300000001S", Kind.DESIGN)),
        ("pn,title,apno,apdt,originalAssignee", "CN202000001U,灯,201320699744.2,20131218,甲 | 乙",
         ("201320699744.2", "CN202000001U", Kind.UTILITY_MODEL)),
        ("商标,注册号,国际分类,申请人,商标状态", "云朵猫,1234567,28,甲,已注册",
         ("1234567", "", Kind.TRADEMARK)),
    ],
)  # fmt: skip
def test_columns_of_vendors_are_known(
    tmp_path: Path, header: str, cells: str, expected: tuple[str, str, Kind]
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"{header}\n{cells}\n", "utf-8")

    (right,), _ = rights_of(path)

    assert (right.application_number, "|".join(right.publication_numbers), right.kind) == expected


def test_names_of_columns_do_not_mind_width_brackets_and_blanks() -> None:
    places = match_columns(["申请（专利权）人 ", "公开（公告）号", "IPC 主分类号："])

    assert places == {"holders": 0, "publication_numbers": 1, "classes": 2}


def test_the_header_is_the_line_with_most_known_names() -> None:
    lines = [["专利检索结果"], ["申请号"], ["申请号", "申请日", "发明名称"], ["201310699744.2", "", ""]]

    assert find_header(lines) == 2
    assert find_header([["甲", "乙"]]) is None


def test_a_spreadsheet_with_chinese_columns_is_recognised(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["申请/注册号", "国际分类", "商标名称", "申请人", "申请日", "专用权期限", "商标状态"],
        ["1234567", "第28类", "云朵猫", "杭州云朵", "2016年1月2日", "2017-03-04 至 2027-03-03", "已注册"],
        ["ZL201320699744.2", "", "灯", "甲", "2013-12-18", "", "专利权终止（未缴年费）"],
        ["", "28", "无号", "乙", "", "", ""],
    ]

    good, bad = rights_of(a_workbook(tmp_path / "x.xlsx", rows))

    assert [(r.name, r.kind, r.status) for r in good] == [
        ("云朵猫", Kind.TRADEMARK, Status.IN_FORCE),
        ("灯", Kind.UTILITY_MODEL, Status.LAPSED),
    ]
    assert good[0].expires == date(2027, 3, 3)
    assert good[0].classes == ("28",)
    assert bad[0].line == 4


def test_the_sheet_with_the_columns_is_found_with_numbers_days_and_merged_cells(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["说明", "仅供参考"])
    sheet = book.create_sheet("数据")
    sheet.append(["商标数据导出"])
    sheet.merge_cells("A1:E1")
    sheet.append(["注册号", "国际分类", "商标名称", "注册公告日期", "申请日期", None])
    sheet.append([1234567.0, 28, "云朵猫", datetime(2017, 3, 4), 42371])
    sheet.append([None, 25, "云朵猫", datetime(2017, 3, 4), 42371])
    sheet.append([201710601862.3, None, "灯", None, None])
    sheet.merge_cells("A3:A4")
    sheet["A3"].font = Font(bold=True)
    book.save(tmp_path / "x.xlsx")

    good, bad = rights_of(tmp_path / "x.xlsx")

    assert [(r.registration_number or r.application_number, r.classes) for r in good] == [
        ("1234567", ("28",)), ("1234567", ("25",)), ("201710601862.3", ()),
    ]  # fmt: skip
    assert (good[0].registered, good[0].filed) == (date(2017, 3, 4), date(2016, 1, 2))
    assert not bad


def test_a_mapping_names_columns_that_are_not_recognised(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "x.xlsx", [["編碼", "文字"], ["1234567", "云朵猫"]])

    assert isinstance(next(spreadsheet.read_rows(path)), Rejected)
    (row,) = spreadsheet.read_rows(path, {"number": "編碼", "name": "文字"})

    assert isinstance(row, tuple)
    assert isinstance(right := from_row(row), Right)
    assert right.name == "云朵猫"


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 120_000_000)

    (rejected,) = spreadsheet.read_rows(path)

    assert isinstance(rejected, Rejected)
    assert "过大" in rejected.reason


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + b"[Content_Types]" + b"x" * 100, b"PK\x03\x04xl/"])
def test_damaged_workbooks_are_rejected(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)

    assert all(isinstance(r, Rejected) for r in spreadsheet.read_rows(path))
    assert spreadsheet.preview(path).header == ()


def test_a_preview_shows_the_columns_and_the_lines_below(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(EXPORT, "utf-8")
    rows: list[list[object]] = [["标题行"], ["注册号", "商标名称"], ["1234567", "云朵猫"]]

    csv_preview = table.preview(tmp_path / "x.csv")
    book_preview = spreadsheet.preview(a_workbook(tmp_path / "x.xlsx", rows))

    assert csv_preview.header[1:4] == ("申请/注册号", "国际分类", "商标名称")
    assert len(csv_preview.rows) == 2
    assert (book_preview.header, book_preview.rows) == (("注册号", "商标名称"), (("1234567", "云朵猫"),))


def test_a_mark_may_be_a_question_mark(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("注册号,商标名称,申请日期\n1234567,?,\n1234568,云朵猫,昨天5点\n", "utf-8")

    (right,), (rejected,) = rights_of(path)

    assert right.name == "?"
    assert "日期" in rejected.reason
