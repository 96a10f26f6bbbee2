"""Numbers in packs: any spelling, a class beside them, the family behind them."""

from pathlib import Path

import pytest

from app.names.tables import Tables
from offline_db.pack.pack import Pack
from offline_db.pack.standing import all_rights
from tests.offline_db.pack.making import build, extend

TABLE = """office,kind,application_number,registration_number,publication_numbers,name,classes,status
CN,trademark,12345678,12345678,,云朵甲,25,in_force
CN,trademark,12345678,12345678,,云朵乙,9,in_force
CN,trademark,12345679,12345679,,多类,9;25;28,in_force
CN,invention,201310699744.2,,CN103000001A,发光玩具,A63H33/04,pending
CN,invention,201310699744.2,,CN103000001B,发光玩具授权,A63H33/04,in_force
CN,invention,201410000001.X,,CN103000001A;CN104000001B,同族,A63H33/04,in_force
CN,trademark,103000001,103000001,,同号商标,9,in_force
US,invention,13648029,07654321,US07654321B2,LIGHT,,in_force
US,design,29116510,D0435854,USD0435854S1,LAMP,,in_force
KR,design,3020220047376,3012054170000,,등,21-01,in_force
TW,trademark,109088843,02207609,,雲朵,9,in_force
WO,trademark,,732879,,NUAGE,9,in_force
CN,trademark,7654321,7654321,,别的,9,in_force
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory, tables: Tables) -> Pack:
    folder = tmp_path_factory.mktemp("find")
    (folder / "t.csv").write_text(TABLE, "utf-8")
    build(folder / "pack", [folder / "t.csv"], tables)
    return Pack.open(folder / "pack")


@pytest.mark.parametrize(
    ("number", "names"),
    [
        ("12345678", ["云朵甲", "云朵乙"]),
        ("12345678-25", ["云朵甲"]),
        ("第9类 12345678", ["云朵乙"]),
        ("12345678（第9類）", ["云朵乙"]),
        ("12345678-30", []),
        ("12345679/28", ["多类"]),
        ("US 7,654,321", ["LIGHT"]),
        ("U.S. Patent No. 7,654,321", ["LIGHT"]),
        ("7654321", ["LIGHT", "别的"]),
        ("US D435,854", ["LAMP"]),
        ("30-1205417", ["등"]),
        ("KR 30-2022-0047376", ["등"]),
        ("TW 02207609", ["雲朵"]),
        ("註冊第02207609號", ["雲朵"]),
        ("G732879", ["NUAGE"]),
        ("国际注册第732879号", ["NUAGE"]),
        ("CN103000001B", ["发光玩具", "发光玩具授权", "同族"]),
        ("TW 12345678", []),
    ],
)
def test_a_number_finds_what_it_means(pack: Pack, number: str, names: list[str]) -> None:
    assert [right.name for right in pack.find(number)] == names


def test_a_family_is_what_numbers_hold_together(pack: Pack) -> None:
    (right,) = pack.find("CN104000001B")

    family = pack.family(right)

    assert family[0] == right
    assert {member.name for member in family} == {"同族", "发光玩具", "发光玩具授权"}


def test_the_classes_of_a_mark_are_a_family_and_others_alone(pack: Pack) -> None:
    assert [r.name for r in pack.family(pack.find("12345678-9")[0])] == ["云朵乙", "云朵甲"]
    assert [r.name for r in pack.family(pack.find("103000001-9")[0])] == ["同号商标"]
    assert [r.name for r in pack.family(pack.find("US 7,654,321")[0])] == ["LIGHT"]


def test_marks_without_name_or_with_odd_texts_are_listed_as_they_came(tmp_path: Path, tables: Tables) -> None:
    names = ["", "图形", "=", "a#1", "😀", "‮x", "é" * 300, "x" * 20_000]
    lines = [f"CN,trademark,{n},{n},,{name},9,in_force" for n, name in enumerate(names, 1)]
    (tmp_path / "t.csv").write_text(TABLE.splitlines()[0] + "\n" + "\n".join(lines) + "\n", "utf-8")
    build(tmp_path / "pack", [tmp_path / "t.csv"], tables)
    extend(tmp_path / "pack", [tmp_path / "t.csv"], tables)

    assert [right.name for right in all_rights(Pack.open(tmp_path / "pack"))] == names
