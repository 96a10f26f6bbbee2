"""Signs with their numerals written another way."""

import time

import pytest

from app.names.folding import NEW_WORD, fold
from app.names.numerals import MOST, numeral_variants
from app.names.tables import Tables, load_tables


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


def variants(sign: str, tables: Tables) -> list[str]:
    return [
        "".join(map(chr, han.tolist()))
        + "".join(" " * (code >= NEW_WORD) + chr(code & 0x7F) for code in latin.tolist())
        for han, latin in numeral_variants(*fold(sign, tables))
    ]


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("三六九", "369 叁陆玖 三百六十九"), ("叁陆玖", "369 三六九"), ("369", "三六九 叁陆玖 三百六十九"),
        ("八八", "88"), ("88", "八八 捌捌 八十八"), ("二十一", "21 二一"), ("21", "二十一 二一 贰拾壹 XXI"),
        ("一千零一", "1001"), ("1001", "一千零一 一零零一"), ("520", "五二零"), ("五二零", "520"),
        ("五二〇", "520 五二零"),
        ("360", "三六零 三百六十"), ("三百六十", "360 三六零"), ("十", "10 拾"), ("10", "十 X TEN"),
        ("一万二", "10002"),
        ("007", "零零七"), ("3", "三 叁 III THREE"), ("III", "3 三 THREE"), ("Ⅻ", "12 十二"),
        ("SEVEN", "7 七 VII"), ("七", "7 SEVEN 柒"),
    ],
)  # fmt: skip
def test_a_number_is_written_in_every_way(sign: str, expected: str, tables: Tables) -> None:
    assert set(expected.split()) <= set(variants(sign, tables))


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("三六零安全", "安全360"), ("360安全", "三六零安全"), ("动力88", "动力八八"), ("三只松鼠", "只松鼠3"),
        ("Three Six Nine", "369"), ("Twenty One", "二十一"), ("One Hundred", "100"), ("APPLE III", "APPLE 3"),
        ("7UP", "SEVEN UP"), ("7-Eleven", "7 11"), ("七匹狼 Seven", "七匹狼7"), ("五粮液", "伍粮液"),
    ],
)  # fmt: skip
def test_a_number_is_rewritten_where_it_stands_in_a_sign(sign: str, expected: str, tables: Tables) -> None:
    assert expected in variants(sign, tables)


@pytest.mark.parametrize("sign", ["", "苹果", "APPLE", "I LOVE", "V", "MIX", "LIVID", "1234567890123"])
def test_a_sign_is_left_alone_where_it_has_no_number(sign: str, tables: Tables) -> None:
    assert variants(sign, tables) == []


def test_variants_are_few_and_never_the_sign_itself(tables: Tables) -> None:
    signs = ["三六九", "1 2 3 4 5 6", "一二三四五六七八九十" * 4, "XIX THREE 3 三", "SIX SIX SIX 666 六六六"]
    started = time.thread_time()
    for sign in signs:
        found = variants(sign, tables)

        assert len(found) <= MOST
        assert sign not in found
        assert len(set(found)) == len(found)
    assert time.thread_time() - started < 0.1
