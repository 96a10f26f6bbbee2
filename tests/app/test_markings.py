"""Label text to markings, in the spellings seen on goods."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.markings import Claim, LabelFacts, Subject, read_markings, read_production_date
from app.numbers.reading import Form, NumberKind

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
        ("专利号 97101765.4", Claim.NUMBER_WITHOUT_CLASS, "97101765.4", ""),
        ("发明专利 97101765.4", Claim.PENDING_AS_PATENT, "97101765.4", "invention"),
        (N, Claim.NUMBER_WITHOUT_CLASS, N, ""),
        (f"Invention patent ZL{N}", Claim.NUMBER_WITHOUT_CLASS, N, ""),
        ("专 利 号 ： Ｚ Ｌ 2013 1 0699744．2\n发明\n专利", Claim.NUMBER_WITH_CLASS, N, "invention"),
        ("发明专利 ZL201310699744.\n2", Claim.NUMBER_WITH_CLASS, N, "invention"),
        ("发明专利 ZL 2013 1 0699744 2", Claim.NUMBER_WITH_CLASS, N, "invention"),
        ("发明专利 ZL2013106997442 2013年", Claim.NUMBER_WITH_CLASS, N, "invention"),
        ("发明专利 ZL 2013 1 0699744。2", Claim.NUMBER_WITH_CLASS, N, "invention"),
        (f"本产品已获发明专利 ZL{N}", Claim.NUMBER_WITH_CLASS, N, "invention"),
        ("发明专利 ZL CN102102675B", Claim.NUMBER_WITH_CLASS, "CN102102675B", "invention"),
        ("CN 102102675 B", Claim.NUMBER_WITHOUT_CLASS, "CN102102675B", ""),
        ("US Pat. No. 9,123,456", Claim.NUMBER_WITHOUT_CLASS, "US9123456", ""),
        ("PCT/CN2020/123456", Claim.NUMBER_WITHOUT_CLASS, "WO2020/123456", ""),
        (f"中国发明专利申请 {N}", Claim.PENDING, N, "invention"),
        (f"专利产品 申请号:{N}", Claim.PENDING_AS_PATENT, N, ""),
        (f"专利申请号：ZL{N}", Claim.PENDING_AS_PATENT, N, ""),
        ("荣获多项专利", Claim.WORDS_ONLY, "", ""),
        ("专利号：待定", Claim.WORDS_ONLY, "", ""),
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
        ("品牌：云朵猫 ®", Claim.REGISTERED, "云朵猫", ""),
        ("Made with Cloud Cat® toys", Claim.REGISTERED, "Cloud Cat", ""),
        ("“云朵猫”注册商标", Claim.REGISTERED, "云朵猫", ""),
        ("注 册 商 标：云朵猫", Claim.REGISTERED, "云朵猫", ""),
        ("商标注册号：12345678A", Claim.REGISTERED, "", "12345678A"),
        ("国际注册第732879号", Claim.REGISTERED, "", "G732879"),
        ("Reg. No. 1234567", Claim.REGISTERED, "", "1234567"),
        ("云朵猫TM", Claim.UNREGISTERED, "云朵猫", ""),
        ("云朵猫(TM)", Claim.UNREGISTERED, "云朵猫", ""),
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
    label = "执行标准 GB 6675.1-2014 电话 0571-88001234 生产许可 XK16-001-00123 6901028075763 "
    label += "2013106997442 价格 97101765.4 发明人：张三 非专利产品 企业注册号 330100000012345 ATM机"

    assert read_markings(label, TODAY) == ()


@pytest.mark.parametrize(
    "label",
    [
        "中国发明专利 ZL201310699744.2；中国实用新型专利 ZL202322865413.3；外观设计专利号：ZL201830123456.6",
        "ZL201310699744.2（发明）、ZL202322865413.3（实用新型）、ZL201830123456.6(外观设计)",
        "ZL201310699744.2 发明\nZL202322865413.3 实用新型\nZL201830123456.6 外观设计",
        "ZL201310699744.2\n发明\nZL202322865413.3\n实用新型\nZL201830123456.6\n外观设计",
        "发明专利\nZL201310699744.2\n实用新型专利\nZL202322865413.3\n外观专利\nZL201830123456.6",
    ],
)
def test_each_number_keeps_its_own_class(label: str) -> None:
    markings = read_markings(label, TODAY)

    assert [m.class_words for m in markings] == ["invention", "utility_model", "design"]
    assert {m.claim for m in markings} == {Claim.NUMBER_WITH_CLASS}


def test_one_class_can_stand_for_a_list_of_numbers() -> None:
    first, second = read_markings("中国发明专利：ZL201310699744.2、ZL202010566088.9", TODAY)

    assert (first.class_words, second.class_words) == ("invention", "invention")
    assert first.words == second.words


def test_two_marks_keep_their_own_numbers() -> None:
    markings = read_markings("海豚喵® 熊猫咪® 注册号1234567 注册号7654321", TODAY)

    assert [(m.sign, m.number and m.number.normal) for m in markings] == [
        ("海豚喵", "1234567"),
        ("熊猫咪", "7654321"),
    ]


def test_a_number_across_two_lines_does_not_swallow_the_next_one() -> None:
    (marking,) = read_markings("ZL2013106997442\n2014105555555", TODAY)

    assert marking.text == "ZL2013106997442"


@pytest.mark.parametrize("prefix", ["2L", "Z1", "ZI"])
def test_a_misread_prefix_is_proposed_and_never_applied(prefix: str) -> None:
    (marking,) = read_markings(f"发明专利 {prefix}{N}", TODAY)

    assert marking.number is not None
    assert marking.number.form is Form.INVALID
    assert [p.text for p in marking.number.proposals] == [N]


@pytest.mark.parametrize("number", ["ZL2025100XXXX", "ZL20131069974.2", "ZL20131069974.42"])
def test_a_number_that_cannot_be_one_is_kept_as_printed(number: str) -> None:
    (marking,) = read_markings(f"发明专利 {number} 合格", TODAY)

    assert marking.text == number
    assert marking.number is not None
    assert (marking.number.form, marking.number.raw) == (Form.INVALID, number)


def test_a_national_slogan_beside_a_foreign_number_is_a_claim_of_its_own() -> None:
    slogan, foreign = read_markings("国家专利 US 9,123,456", TODAY)

    assert (slogan.claim, slogan.number) == (Claim.WORDS_ONLY, None)
    assert foreign.number is not None
    assert foreign.number.kind is NumberKind.FOREIGN


def test_the_words_that_a_claim_rests_on_are_kept_with_their_places() -> None:
    label = f"专利 申请号：{N}（专利申请，尚未授权）"

    (marking,) = read_markings(label, TODAY)

    assert marking.prescribed
    assert [w.text for w in marking.words] == ["专利 申请号", "专利申请，尚未授权"]
    assert all(label[w.start : w.end] == w.text for w in marking.words)


def test_every_marking_knows_what_the_whole_label_states() -> None:
    label = f"专利权人：杭州云朵玩具有限公司\n制造商: 宁波别家厂\n生产日期：2025年3月1日 发明专利 ZL{N}"

    (marking,) = read_markings(label, TODAY)

    assert marking.label == LabelFacts("杭州云朵玩具有限公司", "宁波别家厂", date(2025, 3, 1))


@pytest.mark.parametrize(
    ("label", "name"),
    [("© 2020 ABC Studio", "ABC Studio"), ("版权所有：杭州云朵", "杭州云朵"), ("©2020-2024", "")],
)
def test_a_copyright_notice_names_whom_it_names(label: str, name: str) -> None:
    (marking,) = read_markings(label, TODAY)

    assert (marking.subject, marking.number, marking.sign) == (Subject.COPYRIGHT, None, name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("生产日期：2025年3月1日", date(2025, 3, 1)),
        ("MFG: 2025-03-01", date(2025, 3, 1)),
        ("生产日期 2025.03", date(2025, 3, 31)),
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
        assert all(label[w.start : w.end] == w.text for w in marking.words)


@pytest.mark.parametrize(
    "unit",
    ["ZL2013106997442 ", "专利号", "®", "0", "Z", "注册号:1", "ZL 2 0 1 3 ", "获", "专 ", " ", "A ", "©"],
)
def test_a_huge_label_is_read_in_a_moment(unit: str) -> None:
    began = time.process_time()

    read_markings(unit * (2_000_000 // len(unit)), TODAY)

    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "number",
    ["公告2001年第28号", "第354号公告", "GB/T 18650-2008", "DB33/T 239", "91330000MA27XH4H7T"],
)
def test_a_gi_sign_comes_with_the_numbers_that_identify_it(number: str) -> None:
    text = f"西湖龙井 {number}\n地理标志产品 净含量100g 商标第9129815号"

    (gi,) = [m for m in read_markings(text, TODAY) if m.subject is Subject.GI]

    assert [word.text for word in gi.words] == [number, "地理标志"]
    assert all(text[word.start : word.end] == word.text for word in gi.words)
