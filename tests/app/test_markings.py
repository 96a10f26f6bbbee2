"""Label text to markings, in the spellings seen on goods."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.markings import Claim, read_markings, read_production_date

TODAY = date(2026, 11, 24)
N = "201310699744.2"


@pytest.mark.parametrize(
    ("label", "claim", "number", "words"),
    [
        (f"中国发明专利 ZL{N}", Claim.NUMBER_WITH_CLASS, N, "invention"),
        ("中国发明专利 ＺＬ ２０１３ １ ０６９９７４４．２", Claim.NUMBER_WITH_CLASS, N, "invention"),
        ("发明专利号：ZL 2013 1 0699744.2", Claim.NUMBER_WITH_CLASS, N, "invention"),
        (f"专利号：ZL{N}\n（发明专利）", Claim.NUMBER_WITH_CLASS, N, "invention"),
        ("专利号 ZL2013106997442", Claim.NUMBER_WITHOUT_CLASS, N, ""),
        (f"实用新型 ZL{N}", Claim.NUMBER_WITHOUT_CLASS, N, "utility_model"),
        (f"Patent No. ZL{N}", Claim.NUMBER_WITHOUT_CLASS, N, ""),
        ("专利号 97101765.4", Claim.PENDING_AS_PATENT, "97101765.4", ""),
        (f"专利申请中 ZL{N}", Claim.PENDING_AS_PATENT, N, ""),
        (f"专利申请号 {N}", Claim.PENDING, N, ""),
        (f"申请号：{N} 专利申请，尚未授权", Claim.PENDING, N, ""),
        ("专利产品 仿冒必究", Claim.WORDS_ONLY, "", ""),
        ("已获国家专利", Claim.WORDS_ONLY, "", ""),
        ("PATENTED", Claim.WORDS_ONLY, "", ""),
        ("Patent pending", Claim.PENDING, "", ""),
        ("外观设计专利 ZL201830123456.6", Claim.NUMBER_WITH_CLASS, "201830123456.6", "design"),
    ],
)
def test_patent_markings(label: str, claim: Claim, number: str, words: str) -> None:
    (marking,) = read_markings(label, TODAY)

    assert (marking.subject, marking.claim, marking.class_words) == ("patent", claim, words)
    assert (marking.number.normal if marking.number else "") == number
    assert label[marking.start : marking.end] == marking.text


@pytest.mark.parametrize(
    ("label", "claim", "sign", "number"),
    [
        ("云朵猫®", Claim.REGISTERED, "云朵猫", ""),
        ("云朵猫 ®", Claim.REGISTERED, "云朵猫", ""),
        ("CLOUDCAT(R)", Claim.REGISTERED, "CLOUDCAT", ""),
        ("云朵猫㊟", Claim.REGISTERED, "云朵猫", ""),
        ("注册商标 第1234567号", Claim.REGISTERED, "", "1234567"),
        ("云朵猫® 商标注册证第 1234567 号", Claim.REGISTERED, "云朵猫", "1234567"),
        ("云朵猫® 注册号：G732879", Claim.REGISTERED, "云朵猫", "G732879"),
        ("云朵猫™", Claim.UNREGISTERED, "云朵猫", ""),
        ("中国驰名商标", Claim.FAMOUS, "", ""),
    ],
)
def test_trademark_markings(label: str, claim: Claim, sign: str, number: str) -> None:
    (marking,) = read_markings(label, TODAY)

    assert (marking.subject, marking.claim, marking.sign) == ("trademark", claim, sign)
    assert (marking.number.normal if marking.number else "") == number


def test_one_label_can_state_many_things() -> None:
    label = f"云朵猫® 发明专利 ZL{N}\n外观设计专利 ZL201830123456.6\n"
    label += "国作登字-2020-F-00012345 地理标志 US 9,123,456"

    subjects = [m.subject for m in read_markings(label, TODAY)]

    assert subjects == ["trademark", "patent", "patent", "copyright", "gi", "patent"]


def test_other_digits_on_a_label_are_no_patent() -> None:
    label = "执行标准 GB 6675.1-2014 电话 0571-88001234 生产许可 XK16-001-00123 6901028075763"

    assert read_markings(label, TODAY) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("生产日期：2025年3月1日", date(2025, 3, 1)),
        ("MFG: 2025-03-01", date(2025, 3, 1)),
        ("生产日期 2025.03", date(2025, 3, 28)),
        ("生产日期：2025年13月1日", None),
        ("保质期 2025年3月1日", None),
        ("", None),
    ],
)
def test_production_dates(text: str, expected: date | None) -> None:
    assert read_production_date(text) == expected


@given(st.text(alphabet="ZL2013106997442.®™专利号申请中发明 \nCNUSOIX", max_size=200))
def test_any_label_is_read_and_spans_hold_their_words(label: str) -> None:
    for marking in read_markings(label, TODAY):
        assert label[marking.start : marking.end] == marking.text


@pytest.mark.parametrize("unit", ["ZL2013106997442 ", "专利号", "®", "0", "Z", "注册号:1", "ZL 2 0 1 3 "])
def test_a_huge_label_is_read_in_a_moment(unit: str) -> None:
    began = time.process_time()

    read_markings(unit * (2_000_000 // len(unit)), TODAY)

    assert time.process_time() - began < 5
