"""Names of holders, folded to be looked up."""

import pytest

from app.names.companies import core_of, folded_key
from app.names.tables import Tables, load_tables
from app.names.words import Words, load_words


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


@pytest.fixture(scope="module")
def words(tables: Tables) -> Words:
    return load_words(tables)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("广东云朵玩具有限公司", "廣東雲朵玩具股份有限公司"),
        ("深圳市云朵玩具有限责任公司", "深圳市云朵玩具 有限公司"),
        ("SEEJIE INC.", "Ｓｅｅｊｉｅ, Inc"),
        ("Cloud Toys Co., Ltd.", "CLOUD TOYS COMPANY LIMITED"),
        ("株式会社云朵", "雲朵株式會社"),
    ],
)
def test_spellings_of_one_company_have_one_key(one: str, other: str, tables: Tables) -> None:
    assert folded_key(one, tables) == folded_key(other, tables) != ""


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("广东云朵玩具有限公司", "云朵玩具"),
        ("深圳市云朵玩具有限公司", "云朵玩具"),
        ("云朵玩具（深圳）有限公司", "云朵玩具"),
        ("云朵（中国）集团有限公司", "云朵"),
        ("云朵集团有限公司", "云朵"),
        ("广东深圳云朵有限公司", "云朵"),
        ("广东有限公司", "广东"),
        ("", ""),
    ],
)
def test_places_and_the_group_are_no_part_of_the_core(
    name: str, core: str, tables: Tables, words: Words
) -> None:
    wanted = folded_key(core, tables)

    assert core_of(folded_key(name, tables), tables, words) == wanted


def test_companies_of_two_places_have_two_keys_and_one_core(tables: Tables, words: Words) -> None:
    keys = [folded_key(f"{place}云朵玩具有限公司", tables) for place in ("广州", "深圳")]

    assert keys[0] != keys[1]
    assert core_of(keys[0], tables, words) == core_of(keys[1], tables, words)
