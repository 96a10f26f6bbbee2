"""Signs of one meaning or one sound in the other script."""

import time
from itertools import pairwise

import numpy as np
import pytest

from app.names.folding import NEW_WORD, fold, fold_texts
from app.names.meaning import MOST, Meanings, Translation, load_meanings
from app.names.tables import Tables, load_tables
from app.names.words import load_words


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


@pytest.fixture(scope="module")
def meanings(tables: Tables) -> Meanings:
    return load_meanings(load_words(tables))


def text(found: Translation) -> str:
    letters = "".join(" " * (x >= NEW_WORD) + chr(x & 0x7F) for x in found.latin.tolist())
    return "".join(map(chr, found.han.tolist())) + letters


def spoken(sign: str, meanings: Meanings, tables: Tables) -> list[str]:
    return [text(found) for found in meanings.translations(*fold(sign, tables))]


@pytest.mark.parametrize(
    ("sign", "first"),
    [
        ("苹果", "APPLE"), ("熊猫", "PANDA"), ("藍天", "BLUE SKY"), ("皇冠", "CROWN"), ("龙", "DRAGON"),
        ("APPLE", "苹果"), ("Panda", "熊猫"), ("blue sky", "蓝天"), ("BLUESKY", "蓝天"), ("ROSES", "玫瑰"),
    ],
)  # fmt: skip
def test_a_word_means_the_same_in_the_other_script(
    sign: str, first: str, meanings: Meanings, tables: Tables
) -> None:
    assert spoken(sign, meanings, tables)[0] == first


@pytest.mark.parametrize(
    ("han", "latin"),
    [
        ("杰克", "JACK"), ("玛丽", "MARY"), ("可乐", "COLA"), ("巧克力", "CHOCOLATE"), ("咖啡", "COFFEE"),
        ("沙发", "SOFA"), ("耐克", "NIKE"), ("维也纳", "VIENNA"), ("可口可乐", "COCA COLA"),
    ],
)  # fmt: skip
def test_a_loan_word_is_found_both_ways_and_called_one_of_sound(
    han: str, latin: str, meanings: Meanings, tables: Tables
) -> None:
    there = meanings.translations(*fold(han, tables))
    back = meanings.translations(*fold(latin, tables))

    assert ("sound", latin) in [(found.kind, text(found)) for found in there]
    assert ("sound", han) in [(found.kind, text(found)) for found in back]


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("红狮子", "RED LION"), ("春之歌", "SPRING SONG"),
        ("Song of Spring", "春天歌"), ("HAPPYFISH", "快乐鱼"),
        ("Lucky Dragon", "幸运龙"), ("杰克琼斯", "JACK JONES"), ("THE GOLDEN LEAF", "金叶"),
    ],
)  # fmt: skip
def test_a_sign_of_several_words_is_put_together(
    sign: str, expected: str, meanings: Meanings, tables: Tables
) -> None:
    assert expected in spoken(sign, meanings, tables)


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("苹果公司", "APPLE"),
        ("STARBUCKS COFFEE", "星巴克"),
        ("耐克运动", "NIKE"),
        ("Lucky Dragon Co Ltd", "幸运龙"),
    ],
)
def test_generic_words_around_a_sign_are_left_out(
    sign: str, expected: str, meanings: Meanings, tables: Tables
) -> None:
    assert expected in spoken(sign, meanings, tables)


def test_each_script_of_a_mixed_sign_is_translated(meanings: Meanings, tables: Tables) -> None:
    assert {"PANDA", "苹果"} <= set(spoken("熊猫 APPLE", meanings, tables))


@pytest.mark.parametrize("sign", ["", "ZZXQ", "㐂㐂㐂", "12345", "的", "THE", "之的"])
def test_a_sign_that_says_nothing_has_no_translations(sign: str, meanings: Meanings, tables: Tables) -> None:
    assert spoken(sign, meanings, tables) == []


def test_translations_are_few_and_come_in_order_of_promise(meanings: Meanings, tables: Tables) -> None:
    for sign in ("王", "HEART", "中国移动", "LITTLE RED TIGER", "大海STAR"):
        found = meanings.translations(*fold(sign, tables))

        assert 0 < len(found) <= MOST
        assert all(a.quality >= b.quality for a, b in pairwise(found))
        assert all(0 < f.quality <= 1 for f in found)


def test_the_words_of_the_dictionary_are_folded_as_signs_are(meanings: Meanings, tables: Tables) -> None:
    side = meanings.han
    words = [side.key(place).decode("utf-16-le") for place in range(0, len(side.ends) - 1, 7)]

    letters = [meanings.latin.key(place).decode() for place in range(0, len(meanings.latin.ends) - 1, 7)]

    folded = fold_texts(words, tables).han
    latin = fold_texts(letters, tables).latin

    assert folded.tobytes() == "".join(words).encode("utf-16-le")
    assert latin.tobytes() == "".join(letters).encode()


def test_long_signs_are_translated_in_a_blink(meanings: Meanings, tables: Tables) -> None:
    signs = [
        fold(sign, tables)
        for sign in ("一二三四五六七八九十" * 3, "大小多少天地人和" * 7, "RED BLUE SKY " * 20)
    ]

    started = time.thread_time()
    for sign in signs:
        meanings.translations(*sign)

    assert time.thread_time() - started < 0.1
    assert np.array_equal(signs[0][0], fold("一二三四五六七八九十" * 3, tables)[0])
