"""What a delta does to a pack: replaces, fills in, strikes out; the last word wins; twice is once."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.names.lexicon import load_lexicon
from app.names.tables import Tables
from app.rights import BETWEEN, FIELDS, Row, Status
from offline_db.batches import Batch
from offline_db.pack.pack import Pack
from offline_db.pack.search import make_sign
from offline_db.pack.settle import IDENTITY, same, same_pairs
from tests.offline_db.pack.making import a_table, build, extend, rights

BASE = (
    ",trademark,1000001,,云朵猫,25,甲公司,2020-01-01,已注册",
    ",trademark,1000002,,星海,9,乙公司,2020-01-02,已注册",
    ",trademark,1000003,,星海,9,丙公司,2020-01-03,已注册",
    ",trademark,1000003,,星海,25,丙公司,2020-01-03,已注册",
    ",invention,201310699744.2,CN103000001A,发光玩具,A63H33/04,丁公司,2013-12-19,实质审查",
    ",trademark,1000009,,未决,30,戊公司,2025-01-03,申请中",
)


@pytest.fixture
def pack(tmp_path: Path, tables: Tables) -> Path:
    out = tmp_path / "pack"
    build(out, [a_table(tmp_path / "base.csv", *BASE)], tables)
    return out


def after(pack: Path, tables: Tables, *lines: str) -> dict[str, str]:
    extend(pack, [a_table(pack.parent / "delta.csv", *lines)], tables)
    return {number: right.name for number, right in rights(pack).items()}


UNCHANGED = {
    "1000001": "云朵猫", "1000002": "星海", "1000003-9": "星海", "1000003-25": "星海",
    "201310699744.2": "发光玩具", "1000009": "未决",
}  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["U,trademark,1000001,,云朵狗,25,,,已注册"], UNCHANGED | {"1000001": "云朵狗"}),
        (["D,trademark,1000002,,,,,,"], {k: v for k, v in UNCHANGED.items() if k != "1000002"}),
        (["I,trademark,1000004,,新标,9,,,申请中"], UNCHANGED | {"1000004": "新标"}),
        (["D,trademark,77,,,,,,"], UNCHANGED),
        (["U,trademark,1000003,,新海,25,,,无效"], UNCHANGED | {"1000003-25": "新海"}),
        (
            ["U,trademark,1000003,,新海,,,,无效"],
            {k: v for k, v in UNCHANGED.items() if not k.startswith("1000003")} | {"1000003": "新海"},
        ),
        (["D,trademark,1000003,,,9,,,"], {k.removesuffix("-25"): v for k, v in UNCHANGED.items()
                                          if k != "1000003-9"}),
        (["U,trademark,1000009,,已定,30,,,已注册"], UNCHANGED | {"1000009": "已定"}),
        (["U,design,1000001,,别的,,,,已注册"], None),
        (
            ["I,trademark,8,,一,9,,,申请中", "U,trademark,8,,二,9,,,已注册", "U,trademark,8,,,,,,无效"],
            UNCHANGED | {"8": "二"},
        ),
        (["I,trademark,8,,一,9,,,申请中", "D,trademark,8,,,,,,"], UNCHANGED),
        (["U,trademark,1000001,,一,25,,,已注册", "D,trademark,1000001,,,,,,"],
         {k: v for k, v in UNCHANGED.items() if k != "1000001"}),
        (["U,invention,ZL201310699744.2,CN103000001B,,,,,授权"], UNCHANGED),
    ],
)  # fmt: skip
def test_a_delta_changes_what_it_speaks_of(
    pack: Path, tables: Tables, lines: list[str], expected: dict[str, str] | None
) -> None:
    found = after(pack, tables, *lines)

    if expected is None:
        assert sorted(found.values()) == sorted([*UNCHANGED.values(), "别的"])
    else:
        assert found == expected


def test_a_row_in_some_classes_of_an_older_one_keeps_the_others(tmp_path: Path, tables: Tables) -> None:
    out = tmp_path / "pack"
    build(
        out,
        [a_table(tmp_path / "b.csv", ",trademark,5,,五,9;25;30,甲,,已注册", ",trademark,6,,六,9,甲,,")],
        tables,
    )

    assert after(out, tables, "U,trademark,5,,五,25,,,无效", "U,trademark,6,,六,9;10,,,") == {
        "5": "五",
        "6": "六",
    }
    held = rights(out)
    assert (held["5"].classes, held["5"].status) == (("9", "25", "30"), Status.INVALIDATED)
    assert held["6"].classes == ("9", "10")
    assert after(out, tables, "D,trademark,5,,,25,,,") == {"5": "五", "6": "六"}
    assert after(out, tables, "D,trademark,5,,,30;25;9,,,") == {"6": "六"}


def test_what_a_row_is_silent_about_the_older_one_still_says(pack: Path, tables: Tables) -> None:
    after(pack, tables, "U,trademark,1000001,,,,,,无效", "U,invention,201310699744.2,CN103000001B,,,,,")

    mark, patent = (rights(pack)[number] for number in ("1000001", "201310699744.2"))
    assert (mark.name, mark.holder, mark.classes) == ("云朵猫", "甲公司", ("25",))
    assert (mark.status, mark.source) == (Status.INVALIDATED, "delta.csv#2")
    assert patent.publication_numbers == ("CN103000001A", "CN103000001B")
    assert (patent.status, patent.holder) == (Status.PENDING, "丁公司")


def test_a_changed_mark_is_not_found_under_its_old_name_or_number(pack: Path, tables: Tables) -> None:
    after(pack, tables, "U,trademark,1000001,,云朵狗,25,,,已注册", "D,trademark,1000002,,,,,,")

    opened = Pack.open(pack)
    assert [right.name for right in opened.find("第1000001号")] == ["云朵狗"]
    assert opened.find("1000002") == ()
    assert [right.name for right in opened.find("CN103000001B")] == ["发光玩具"]


def test_a_file_imported_twice_changes_nothing(pack: Path, tables: Tables) -> None:
    lines = ["U,trademark,1000001,,云朵狗,25,,,无效", "D,trademark,1000002,,,,,,", "I,trademark,8,,新,9,,,"]

    once = after(pack, tables, *lines)
    twice = after(pack, tables, *lines)
    table = a_table(pack.parent / "delta.csv", *lines)
    extend(pack, [table, table], tables)

    assert once == twice == {number: right.name for number, right in rights(pack).items()}


def test_two_files_of_one_import_have_their_order(pack: Path, tables: Tables) -> None:
    first = a_table(pack.parent / "a.csv", "U,trademark,1000001,,甲,25,新公司,,", "I,trademark,8,,八,9,,,")
    second = a_table(pack.parent / "b.csv", "U,trademark,1000001,,乙,25,,,", "D,trademark,8,,,,,,")

    reports = extend(pack, [first, second], tables)

    assert [report.records for report in reports] == [2, 2]
    held = rights(pack)
    assert (held["1000001"].name, held["1000001"].holder) == ("乙", "新公司")
    assert "8" not in held


def test_thousands_of_rows_settle_as_a_dictionary_would(tmp_path: Path, tables: Tables) -> None:
    out = tmp_path / "pack"
    numbers = range(1, 3001)
    lines = [f",trademark,{n},,名{n},9,甲,2020-01-01,已注册" for n in numbers]
    build(out, [a_table(tmp_path / "b.csv", *lines)], tables)
    for step in (2, 3, 5):
        lines = [f"U,trademark,{n},,改{step}之{n},,,,无效" for n in numbers if n % step == 0]
        lines += [f"D,trademark,{n},,,,,," for n in numbers if n % (7 * step) == 0]
        extend(out, [a_table(tmp_path / "d.csv", *lines)], tables)

    expected = {n: f"名{n}" for n in numbers}
    for step in (2, 3, 5):
        expected |= {n: f"改{step}之{n}" for n in numbers if n % step == 0}
        expected = {n: name for n, name in expected.items() if n % (7 * step)}
    assert {int(number): right.name for number, right in rights(out).items()} == expected
    assert all(right.holder == "甲" or right.registration_number for right in rights(out).values())


def test_names_that_no_row_bears_any_more_make_room_for_others(tmp_path: Path, tables: Tables) -> None:
    out, lexicon = tmp_path / "pack", load_lexicon()
    near = [f",trademark,{n},,云朵猫{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{n},9,甲,,已注册" for n in range(200)]
    build(out, [a_table(tmp_path / "b.csv", *near, ",trademark,999,,云朵狗,9,甲,,已注册")], tables)
    extend(out, [a_table(tmp_path / "d.csv", *(f"D,trademark,{n},,,,,," for n in range(1, 200)))], tables)

    found = Pack.open(out).nearest(make_sign("云朵猫", lexicon), 5)

    assert "云朵狗" in [text for text, _, _ in found]
    assert all(len(rows) == 1 for _, _, rows in found)


SPELLINGS = st.sampled_from(["", "", "1234567", "01234567", "7654321", "201310699744.2", "2013106997442"])
SAID = {
    "office": st.sampled_from(["CN", "CN", "CN", "TW"]),
    "kind": st.sampled_from(["trademark", "trademark", "invention"]),
    "application_number": SPELLINGS,
    "registration_number": SPELLINGS,
    "publication_numbers": st.sampled_from(["", "", "CN103000001A", f"CN103000001B{BETWEEN}CN103000002A"]),
    "classes": st.sampled_from(["", "25", "25", "9", f"9{BETWEEN}25"]),
    "status": st.sampled_from(["in_force", "removed", "unknown"]),
}
LINES = st.lists(st.tuples(*(SAID.get(field, st.just("")) for field in FIELDS)), min_size=1, max_size=12)


@settings(max_examples=200, deadline=None)
@given(LINES, LINES)
def test_many_pairs_are_judged_as_each_of_them(older: list[Row], newer: list[Row]) -> None:
    pairs = np.array(list(product(range(len(older)), range(len(newer)))))
    held, batch = Batch.of(older), Batch.of(newer)

    found = same_pairs({field: held.column(field) for field in IDENTITY}, pairs[:, 0], batch, pairs[:, 1])

    old, new = ({f: part.column(f).to_pylist() for f in IDENTITY} for part in (held, batch))
    assert found.tolist() == [same(old, j, new, i) for j, i in pairs.tolist()]
