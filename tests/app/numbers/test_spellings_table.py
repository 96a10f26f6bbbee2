"""Every printed spelling of a number leads to the number as registers keep it."""

import pytest

from app.numbers.spellings import meanings, number_key

SPELLINGS = [  # as a register keeps it, as it is printed
    ("200820009767.0", "ZL 2008 2 0009767.0"),
    ("200820009767.0", "ＺＬ２００８２０００９７６７．０"),
    ("200820009767.0", "专利号：ZL 2008 2 0009767.0"),
    ("200820009767.0", "Patent No. ZL200820009767.0"),
    ("201310699744.2", "ZL201310699744.2"),
    ("201310699744.2", "CN201310699744"),
    ("201310699744.2", "CN 201310699744.2"),
    ("201310699744.2", "ZL2013106997442"),
    ("201310699744.2", "201310699744"),
    ("201310699744.2", "201310699744·2"),
    ("201010146372.7", "2010101463727"),
    ("200510096239.4", "ZL2005 10096239.4"),
    ("95115608.X", "ZL95115608.X"),
    ("95115608.X", "zl 95 1 15608.x"),
    ("97101765.4", "971017654"),
    ("97101765.4", "97101765"),
    ("CN102102675B", "CN102102675B"),
    ("CN102102675B", "CN 102102675 B"),
    ("CN102102675B", "CN102102675"),
    ("CN102102675A", "CN102102675B"),
    ("CN102102675B", "102102675B"),
    ("CN102102675B", "公告号 CN 102102675 B"),
    ("CN1087369A", "CN1087369"),
    ("CN85100001A", "CN 85 1 00001 A"),
    ("CN85100001A", "CN85100001"),
    ("G732879", "G732879"),
    ("G732879", "g 0732879"),
    ("G732879", "国际注册第732879号"),
    ("G732879", "國際註冊第 732879 號"),
    ("G732879", "International Registration No. 0732879"),
    ("G732879", "IR 732879"),
    ("1234567", "第1234567号"),
    ("1234567", "商标注册证第 01234567 号"),
    ("1234567", "Reg. No. 1234567"),
    ("1234567", "１２３４５６７"),
    ("12345678A", "12345678a"),
    ("12345678A", "第 12345678A 号"),
    ("01234567", "TW 01234567"),
    ("02207609", "註冊第 02207609 號"),
    ("02207609", "2207609"),
    ("109088843", "TW109088843"),
    ("07654321", "US 7,654,321"),
    ("US07654321B2", "US 7,654,321 B2"),
    ("US07654321B2", "U.S. Pat. No. 7,654,321"),
    ("D0435854", "US D435,854"),
    ("D0435854", "D435,854"),
    ("USD0435854S1", "USD435854"),
    ("US20050004437A1", "US 2005/0004437 A1"),
    ("1020080012345", "KR 10-2008-0012345"),
    ("1020080012345", "제10-2008-0012345호"),
    ("4020080012345", "40-2008-0012345"),
    ("4020080012345", "4020080012345"),
    ("3012054170000", "30-1205417"),
    ("3012054170000", "KR 30-1205417-0000"),
    ("EP1234567B1", "EP 1 234 567 B1"),
    ("05255002.7", "EP 05255002.7"),
    ("WO2020123456A1", "WO 2020/123456"),
    ("国作登字-2020-F-01234567", "国作登字－2020－F－01234567"),
    ("2018SR123456", "2018SR 123456"),
]


@pytest.mark.parametrize(("kept", "printed"), SPELLINGS)
def test_a_printed_number_means_the_one_that_is_kept(kept: str, printed: str) -> None:
    assert number_key(kept) in [key for wanted in meanings(printed) for key, _ in wanted.keys]


@pytest.mark.parametrize(
    ("kept", "other"),
    [("1234567", "12345678"), ("G732879", "732878"), ("12345678A", "12345678"), ("D0435854", "US 435,854"),
     ("201310699744.2", "201310699745.0"), ("CN102102675B", "CN102102676B"),
     ("4020080012345", "5020080012345")],
)  # fmt: skip
def test_numbers_that_differ_stay_apart(kept: str, other: str) -> None:
    assert number_key(kept) not in [key for wanted in meanings(other) for key, _ in wanted.keys]


@pytest.mark.parametrize(
    "printed",
    ["12345678-25", "12345678/25", "12345678（第25类）", "第25类 12345678", "12345678 第25類",
     "12345678 25类", "Class 25 No. 12345678", "注册号 12345678 国际分类：第25类", "12345678_25"],
)  # fmt: skip
def test_a_class_beside_a_number_narrows_it(printed: str) -> None:
    assert [(wanted.keys[0][0], wanted.nice) for wanted in meanings(printed)][-1] == ("12345678", "25")


@pytest.mark.parametrize(
    ("printed", "office"), [("US 7,654,321", "US"), ("TW 01234567", "TW"), ("7,654,321", ""), ("G732879", "")]
)
def test_the_code_of_an_office_narrows_a_number(printed: str, office: str) -> None:
    assert meanings(printed)[0].keys[0][1] == office


@pytest.mark.parametrize("text", ["", "   ", "第号", "ZL", "类", "-", "\x00", "七六五"])
def test_texts_without_digits_mean_no_number(text: str) -> None:
    assert meanings(text) == ()
