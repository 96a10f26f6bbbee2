"""Lines keep the Chinese prohibitions and every character."""

import random

import pytest

from app.typeset.breaking import Line, break_lines, violations

CORPUS = (
    "经查，你（单位）在展位陈列标有“ZL201710601862.3”字样的玩具，违反了《专利标识标注办法》第五条的规定。",
    "检查人员问：“看清楚了吗？”当事人答：“看清楚了。”（出示证件）；现场拍摄照片12张，见附件（共3页）。",
    "依据《中华人民共和国行政处罚法》第二十八条第一款、《商标法》第五十二条，责令你（单位）立即改正。",
    "住所：浙江省杭州市滨江区江南大道588号（恒鑫大厦）15层1501室，联系电话：0571-88888888。",
    "展品名称：“𬭸光”牌遥控恐龙〔红色〕、《护航》联名款……单价￥128.00，折扣85％！",
)
WORDS = (
    "展位",
    "专利",
    "“",
    "”",
    "（",
    "）",
    "《",
    "》",
    "，",
    "。",
    "；",
    "ZL2017",
    "12",
    "杭州市",
    "——",
    "？",
)


def width_of(character: str) -> float:
    """Half an em for ASCII, an em for the rest, as on the grid."""
    return 0.5 if ord(character) < 0x80 else 1.0


def broken(text: str, width: float, first: float = 0.0) -> list[Line]:
    """Break a text."""
    return break_lines(text, list(map(width_of, text)), width, first)


def lines_of(text: str, width: float) -> list[str]:
    """Break a text and return what each line holds."""
    return [text[line.start : line.end] for line in broken(text, width)]


@pytest.mark.parametrize("text", CORPUS)
@pytest.mark.parametrize("width", [8, 12, 17, 22.5, 28])
def test_no_line_of_official_prose_breaks_a_prohibition(text: str, width: float) -> None:
    assert violations(lines_of(text, width)) == 0


def test_stress_text_breaks_at_most_one_line_in_a_thousand() -> None:
    chance = random.Random(3)
    broken = total = 0

    for _ in range(300):
        lines = lines_of("".join(chance.choices(WORDS, k=120)), 28)
        broken += violations(lines)
        total += len(lines)

    assert total > 2000
    assert broken / total <= 0.001


@pytest.mark.parametrize("width", [1, 2, 7, 28, 1000])
@pytest.mark.parametrize(
    "text", [*CORPUS, "".join(CORPUS), "a" * 300, "。" * 100, "（" * 100, "甲\n\n乙\n", "　　"]
)
def test_lines_hold_every_character_once_and_in_order(text: str, width: float) -> None:
    lines = broken(text, width)

    covered = [i for line in lines for i in range(line.start, line.end)]
    assert covered == [i for i, c in enumerate(text) if c != "\n"]


@pytest.mark.parametrize("text", CORPUS)
def test_no_line_is_wider_than_its_measure(text: str) -> None:
    assert all(line.width <= 12 + 1e-6 for line in broken(text, 12))


def test_the_indent_narrows_the_first_line_only() -> None:
    lines = broken("甲" * 60, 28, first=2)

    assert [line.end - line.start for line in lines] == [26, 28, 6]


def test_an_empty_paragraph_is_one_empty_line() -> None:
    assert [(x.start, x.end, x.last) for x in broken("", 28)] == [(0, 0, True)]


def test_a_number_is_not_cut_where_it_fits_on_a_line_of_its_own() -> None:
    lines = lines_of("专利号为ZL201710601862.3的展品", 9)

    assert any("ZL201710601862.3" in line for line in lines)


def test_twenty_thousand_characters_without_a_break_are_cut_in_time() -> None:
    assert len(broken("一" * 20_000, 28)) == 715
