"""Every importer reads its sample, names its bad record, and survives hostile files."""

import csv
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.rights import Kind, Rejected, Right, Status, from_row
from offline_db.importers import IMPORTERS, read_rows, spreadsheet
from offline_db.importers.common import read_day, read_roc_day, read_status

DATA = Path(__file__).parents[2] / "data" / "registers"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "register"


def rights_of(path: Path) -> tuple[list[Right], list[Rejected]]:
    records = list(read_rows(path))
    return [from_row(r) for r in records if not isinstance(r, Rejected)], [
        r for r in records if isinstance(r, Rejected)
    ]


@pytest.mark.parametrize(
    ("name", "rights", "rejected"),
    [("own.csv", 4, 1), ("gazette.xml", 1, 1), ("kipris.xml", 1, 1), ("patent.xml", 1, 0)],
)
def test_samples_are_read_whole_and_the_bad_record_is_named(name: str, rights: int, rejected: int) -> None:
    good, bad = rights_of(DATA / name)

    assert (len(good), len(bad)) == (rights, rejected)
    assert all(r.reason and r.line for r in bad)


def test_the_own_csv_keeps_every_field() -> None:
    good, bad = rights_of(DATA / "own.csv")

    assert good[1].classes == ("28", "25")
    assert good[0].expires == date(2027, 3, 3)
    assert bad[0].line == 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_own_csv_is_read_in_its_encodings(tmp_path: Path, encoding: str, newline: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes((DATA / "own.csv").read_text("utf-8").replace("\n", newline).encode(encoding))

    assert rights_of(path)[0][0].name == "云朵猫"


def test_taiwanese_dates_classes_and_boilerplate_are_understood() -> None:
    (right,), _ = rights_of(DATA / "gazette.xml")

    assert (right.name, right.classes) == ("星星狗", ("28",))
    assert (right.filed, right.expires) == (date(2020, 12, 15), date(2032, 3, 15))


def test_korean_lists_and_absent_dates_are_understood() -> None:
    (right,), _ = rights_of(DATA / "kipris.xml")

    assert (right.classes, right.holder, right.registered) == (("25", "28"), "A & B；C", None)
    assert right.status is Status.IN_FORCE


def test_a_chinese_patent_takes_its_own_numbers_only() -> None:
    (right,), _ = rights_of(DATA / "patent.xml")

    assert (right.application_number, right.publication_numbers) == ("201310699744.2", ("CN103000001B",))
    assert (right.kind, right.status, right.registered) == (Kind.INVENTION, Status.IN_FORCE, date(2015, 1, 1))


def a_workbook(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


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


def test_a_mapping_names_columns_that_are_not_recognised(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "x.xlsx", [["編碼", "文字"], ["1234567", "云朵猫"]])

    assert isinstance(next(spreadsheet.read(path)), Rejected)
    (right,) = spreadsheet.read(path, {"number": "編碼", "name": "文字"})

    assert isinstance(right, Right)
    assert right.name == "云朵猫"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-01", date(2026, 5, 1)),
        ("2026-05-01-05:00", date(2026, 5, 1)),
        ("20260501", date(2026, 5, 1)),
        ("2026年5月1日", date(2026, 5, 1)),
        ("2011/01/03", date(2011, 1, 3)),
        ("00000000", None),
        ("20261301", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_sources(text: str | None, expected: date | None) -> None:
    assert read_day(text) == expected


def test_dates_of_the_republic_calendar() -> None:
    assert read_roc_day("110.07.21") == date(2021, 7, 21)
    assert read_roc_day("110.13.21") is None


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("有效", Status.IN_FORCE),
        ("专利权维持", Status.IN_FORCE),
        ("未缴年费专利权终止", Status.LAPSED),
        ("发明专利申请公布后的视为撤回", Status.WITHDRAWN),
        ("专利权部分无效宣告的公告", Status.PARTLY_INVALIDATED),
        ("驳回复审中", Status.UNDER_REVIEW),
        ("期满未续展注销", Status.EXPIRED),
        ("实质审查的生效", Status.PENDING),
        ("初审公告", Status.PUBLISHED),
        ("奇怪", Status.UNKNOWN),
    ],
)
def test_status_words(word: str, status: Status) -> None:
    assert read_status(word) is status


BOMB = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">%s]><RegContentList><RegContent no="1">
<CaseNo>1</CaseNo><Trademark_Name>&i;</Trademark_Name></RegContent></RegContentList>""" % b"".join(
    b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)
)
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE l SYSTEM "file:///etc/passwd"
[<!ENTITY x SYSTEM "file:///etc/passwd">]><RegContentList><RegContent no="1"><CaseNo>1</CaseNo>
<Trademark_Name>&x;</Trademark_Name></RegContent></RegContentList>"""
GOOD = (DATA / "gazette.xml").read_bytes()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.xml", BOMB),
        ("outside.xml", OUTSIDE),
        ("cut.xml", GOOD[:-40]),
        ("deep.xml", b"<RegContentList>" + b"<a>" * 100_000),
        ("long.xml", b"<RegContentList><RegContent><CaseNo>" + b"9" * 12_000_000),
        ("nul.csv", b"office,kind,name\nCN,trademark,\0\nCN,trademark,x\n"),
        ("quote.csv", b'office,kind,name,registration_number\nCN,trademark,"x,1\n'),
        ("long.csv", b"office,kind,name,registration_number\nCN,trademark," + b"x" * 10_000_000 + b",1\n"),
        ("latin.csv", b"office,kind,name,registration_number\nCN,trademark,\xff\xfe,1\n"),
        ("narrow.csv", b"office,kind,name,registration_number\nCN\n"),
    ],
)
def test_hostile_files_give_rejections_and_harmless_rights(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    good, bad = rights_of(path)

    assert bad or all("root:" not in r.name and len(r.name) < 1000 for r in good)
    assert all(r.reason for r in bad)


def test_a_file_that_breaks_off_keeps_what_was_whole(tmp_path: Path) -> None:
    path = tmp_path / "cut.xml"
    path.write_bytes(GOOD[:-40])

    good, bad = rights_of(path)

    assert len(good) == 1
    assert "中断" in bad[-1].reason


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 120_000_000)

    (rejected,) = spreadsheet.read(path)

    assert isinstance(rejected, Rejected)
    assert "过大" in rejected.reason


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + b"[Content_Types]" + b"x" * 100, b"PK\x03\x04xl/"])
def test_damaged_workbooks_are_rejected(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)

    assert all(isinstance(r, Rejected) for r in spreadsheet.read(path))


def test_every_importer_has_a_name_of_its_own() -> None:
    assert len({i.NAME for i in IMPORTERS}) == len(IMPORTERS)


@pytest.mark.skipif(not SHARED.exists(), reason="the real register files are not beside this project")
def test_real_files_give_exactly_the_counts_of_their_manifest() -> None:
    with (SHARED / "manifest.tsv").open(encoding="utf-8") as file:
        rows = [
            r
            for r in csv.DictReader(file, delimiter="\t")
            if r["file"].split("/")[0] in ("tipo", "kipris", "cnipa")
        ]

    counts = {r["file"]: rights_of(SHARED / r["file"]) for r in rows}

    assert {name: len(good) for name, (good, _) in counts.items()} == {
        r["file"]: int(r["records"]) for r in rows
    }
    assert not any(bad for _, bad in counts.values())
