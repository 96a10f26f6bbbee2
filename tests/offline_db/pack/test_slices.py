"""A slice holds what its rule says, no more and no less, and says so."""

from datetime import date
from pathlib import Path

import pytest

from app.errors import BadInput
from app.names.tables import Tables
from app.rights import Kind, Status
from app.sharing import go_on
from offline_db.pack.manifest import Manifest
from offline_db.pack.pack import Pack
from offline_db.pack.slices import Rule, cut_slice
from tests.builders import a_key
from tests.offline_db.pack.making import NOW, a_table, build, extend, rights


@pytest.fixture
def pack(tmp_path: Path, tables: Tables) -> Path:
    out = tmp_path / "pack"
    lines = (
        ",trademark,1000001,,云朵猫,25;9,杭州云朵有限公司,2020-01-01,已注册",
        ",trademark,1000002,,星海,9,乙公司,2021-01-01,已注册",
        ",trademark,1000003,,山,30,丙公司,2022-01-01,无效",
        ",design,201830123456.6,CN304567890S,玩具,21-01,杭州云朵有限公司,2018-03-01,授权",
        ",trademark,1000004,,河,9,丁公司,2022-01-01,已注册",
    )
    build(out, [a_table(tmp_path / "b.csv", *lines)], tables)
    changes = ("D,trademark,1000004,,,,,,", "U,trademark,1000003,,,28,,,", "U,trademark,1000003,,,30,,,无效")
    extend(out, [a_table(tmp_path / "d.csv", *changes)], tables)
    return out


def cut(pack: Path, tables: Tables, rule: Rule) -> Manifest:
    return cut_slice(
        pack,
        pack.parent / "slice",
        rule,
        name="片",
        now=NOW,
        key=a_key(2).private,
        tables=tables,
        progress=go_on,
    )


@pytest.mark.parametrize(
    ("rule", "numbers"),
    [
        (Rule(), ["1000001", "1000002", "1000003-30", "1000003-28", "201830123456.6"]),
        (Rule(nice=frozenset({9})), ["1000001", "1000002"]),
        (Rule(nice=frozenset({25, 28})), ["1000001", "1000003"]),
        (Rule(kinds=frozenset({Kind.DESIGN})), ["201830123456.6"]),
        (Rule(kinds=frozenset({Kind.TRADEMARK}), nice=frozenset({28})), ["1000003"]),
        (Rule(filed_from=date(2021, 1, 1), filed_to=date(2021, 12, 31)), ["1000002"]),
        (Rule(filed_to=date(2019, 1, 1)), ["201830123456.6"]),
        (Rule(holder="云朵"), ["1000001", "201830123456.6"]),
        (Rule(statuses=frozenset({Status.INVALIDATED})), ["1000003"]),
        (Rule(numbers=("第1000002号", "ZL201830123456.6", "1000004")), ["1000002", "201830123456.6"]),
        (Rule(numbers=("CN304567890S",), offices=frozenset({"CN"})), ["201830123456.6"]),
    ],
)
def test_a_slice_holds_what_its_rule_says(pack: Path, tables: Tables, rule: Rule, numbers: list[str]) -> None:
    cut(pack, tables, rule)

    assert sorted(rights(pack.parent / "slice")) == sorted(numbers)


def test_a_slice_says_what_it_was_cut_from_and_how(pack: Path, tables: Tables) -> None:
    whole = Pack.open(pack)

    made = cut(pack, tables, Rule(nice=frozenset({9, 25}), holder="云朵", filed_from=date(2019, 1, 1)))

    assert made.cut is not None
    assert (made.cut.base, made.cut.digest, made.cut.name) == (whole.manifest.base, whole.digest, "摘录")
    assert made.cut.zh == "尼斯类 9、25；申请日自 2019-01-01；权利人含 云朵"
    assert made.cut.en == "Nice classes 9, 25; filed from 2019-01-01; holder with 云朵"
    assert (made.as_of, made.rights) == (whole.manifest.as_of, 1)
    assert "尼斯类 9、25" in Pack.open(pack.parent / "slice").extract.name


def test_an_empty_slice_is_not_made(pack: Path, tables: Tables) -> None:
    cut(pack, tables, Rule(nice=frozenset({9})))

    with pytest.raises(BadInput, match="没有符合条件"):
        cut(pack, tables, Rule(nice=frozenset({45})))

    assert len(rights(pack.parent / "slice")) == 2


def test_a_slice_of_a_slice_names_the_slice(pack: Path, tables: Tables, tmp_path: Path) -> None:
    first = cut(pack, tables, Rule(nice=frozenset({9})))

    made = cut_slice(
        pack.parent / "slice", tmp_path / "s2", Rule(holder="云朵"), name="片二", now=NOW,
        key=a_key(2).private, tables=tables, progress=go_on,
    )  # fmt: skip

    assert made.cut is not None
    assert made.cut.base == first.base
    assert "尼斯类 9" in made.cut.name
