"""Which syllables letters may be, exactly and with one slip."""

import pytest

from app.names.pinyin import MOST_READINGS, MOST_SLIPS, read_pinyin
from app.names.tables import Tables, load_tables


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


def readings(letters: str, tables: Tables) -> list[tuple[str, int]]:
    return [
        (" ".join(tables.syllables[s] for s in syllables), slips)
        for syllables, slips in read_pinyin(letters, tables)
    ]


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("XIONGMAO", ("xiong mao", 0)),
        ("XIAN", ("xi an", 0)),
        ("GUOAMOZHAI", ("guo mao zhai", 1)),  # two letters changed places, though "guo a mo zhai" reads too
        ("QINUTLIGE", ("qin tu li ge", 1)),  # across two syllables
        ("YINGRENJAI", ("ying ren jia", 1)),
        ("QINGSONNGHE", ("qing song he", 1)),  # a letter too many
        ("QINGSNGHE", ("qing song he", 1)),  # one too few
    ],
)
def test_letters_are_read_as_syllables(letters: str, expected: tuple[str, int], tables: Tables) -> None:
    assert expected in readings(letters, tables)


@pytest.mark.parametrize("letters", ["", "MA", "STONEPIXEL", "AN1AN", "B" * 54, "X" * 400])
def test_what_is_no_pinyin_has_no_reading(letters: str, tables: Tables) -> None:
    assert readings(letters, tables) == []


@pytest.mark.parametrize("letters", ["AN" * 13, "XIAN" * 7 + "GX", "ANGANG" * 5, "A" * 54])
def test_what_reads_in_very_many_ways_is_cut_short(letters: str, tables: Tables) -> None:
    found = readings(letters, tables)

    assert len(found) <= MOST_READINGS + MOST_SLIPS
    assert [slips for _, slips in found] == sorted(slips for _, slips in found)
