"""Words that say little in a mark."""

import tomllib

import pytest

from app.names.folding import fold
from app.names.tables import Tables, load_tables
from app.names.words import LONGEST_WORD, Words, load_words, without_latin_words, without_words
from app.resources import resource


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


@pytest.fixture(scope="module")
def words(tables: Tables) -> Words:
    return load_words(tables)


def rests(sign: str, tables: Tables, words: Words) -> list[tuple[str, int]]:
    han = fold(sign, tables)[0]
    return [("".join(map(chr, rest.tolist())), count) for rest, count in without_words(han, words.han)]


@pytest.mark.parametrize(
    ("sign", "distinctive"),
    [
        ("熊猫食品", "熊猫"), ("熊猫食品有限公司", "熊猫"), ("杭州熊猫", "熊猫"),
        ("上海熊猫电器股份有限公司", "熊猫电器"),
        ("新一代熊猫", "熊猫"), ("熊猫世家", "熊猫"), ("美国熊猫", "熊猫"), ("熊猫旗舰店", "熊猫"),
        ("小熊猫人力资源", "熊猫"),
        ("齐齐哈尔熊猫", "熊猫"), ("熊猫知识产权", "熊猫"), ("熊猫化妆品", "熊猫"), ("熊貓國際", "熊猫"),
    ],
)  # fmt: skip
def test_goods_places_and_weak_words_are_left_out(
    sign: str, distinctive: str, tables: Tables, words: Words
) -> None:
    assert distinctive in [rest for rest, _ in rests(sign, tables, words)]


@pytest.mark.parametrize(
    "sign", ["苹果", "吉祥", "朝阳", "翡翠", "卓越", "长安", "牡丹", "海尔", "茅台", "钻石", "白银"]
)
def test_words_that_are_marks_of_their_own_are_not_among_them(
    sign: str, tables: Tables, words: Words
) -> None:
    assert tuple(fold(sign, tables)[0].tolist()) not in words.han


def test_one_to_three_words_are_left_out_fewest_first(tables: Tables, words: Words) -> None:
    found = rests("北京新熊猫食品集团", tables, words)

    assert [count for _, count in found] == sorted(count for _, count in found)
    assert {count for _, count in found} == {1, 2, 3}
    assert ("新熊猫食品", 2) in found


def test_something_stays(tables: Tables, words: Words) -> None:
    assert rests("食品", tables, words) == []
    assert rests("大熊", tables, words) == []
    assert ("食品", 1) in rests("中国食品", tables, words)


@pytest.mark.parametrize(
    ("sign", "distinctive"),
    [
        ("Panda Foods Ltd", b"PANDA"),
        ("New Panda", b"PANDA"),
        ("Panda of Hangzhou", b"PANDA"),
        ("Dr. Panda", b"PANDA"),
    ],
)
def test_latin_words_are_left_out(sign: str, distinctive: bytes, tables: Tables, words: Words) -> None:
    assert bytes(without_latin_words(fold(sign, tables)[1], words.latin)) == distinctive


def test_a_sign_of_such_words_alone_stays_whole(tables: Tables, words: Words) -> None:
    latin = fold("The Best Foods", tables)[1]

    assert without_latin_words(latin, words.latin) is latin


def test_every_word_stands_once_and_is_not_changed_by_folding(tables: Tables) -> None:
    lists = tomllib.loads(resource("names", "words.toml").read_text(encoding="utf-8"))

    every = [word for words in lists.values() for word in words.split()]

    assert len(every) == len(set(every))
    for word in every:
        han, latin = fold(word, tables)
        assert "".join(map(chr, [*han.tolist(), *latin.tolist()])) == word
        assert len(han) <= LONGEST_WORD
