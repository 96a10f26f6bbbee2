"""The register: swapped whole, found by any spelling, searched by any part of a name."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.errors import BadInput, StorageFault
from app.names.answers import Band, NameFilter, passes
from app.rights import Kind, Known, Status
from app.sharing import go_on
from offline_db.register import RegisterFile

OWN = Path(__file__).parents[1] / "data" / "registers" / "own.csv"
AS_OF = date(2026, 5, 1)


@pytest.fixture
def register(tmp_path: Path) -> RegisterFile:
    file = RegisterFile(tmp_path / "register")
    file.import_files([OWN], name="摘录", as_of=AS_OF, progress=go_on)
    return file


def test_an_import_reports_rights_and_rejections(tmp_path: Path) -> None:
    register = RegisterFile(tmp_path / "register")

    report = register.import_files([OWN], name="摘录", as_of=AS_OF, progress=go_on)

    assert (report.rights, report.rejections) == (4, 1)
    assert report.rejected[0].line == 5
    assert register.extract == report.extract
    assert (register.extract.as_of, len(register.extract.digest)) == (AS_OF, 64)


@pytest.mark.parametrize(
    "spelling",
    ["201310699744.2", "ZL201310699744.2", "ZL 2013 1 0699744.2", "2013106997442", "201310699744",
     "CN103000001B", "CN 103000001", "专利号：ZL201310699744.2"],
)  # fmt: skip
def test_a_patent_is_found_by_any_spelling(register: RegisterFile, spelling: str) -> None:
    assert [r.name for r in register.find(spelling)] == ["发光玩具"]


@pytest.mark.parametrize(
    "spelling", ["1234567", "第1234567号", "01234567", "注册号：1234567", "１２３４５６７"]
)
def test_a_mark_is_found_by_any_spelling(register: RegisterFile, spelling: str) -> None:
    assert [r.name for r in register.find(spelling)] == ["云朵猫"]


@pytest.mark.parametrize("spelling", ["", "9", "ZL201310699745.0", "' OR 1=1 --", "%"])
def test_other_numbers_find_nothing(register: RegisterFile, spelling: str) -> None:
    assert register.find(spelling) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("云朵", ["云朵", "云朵猫"]),
        ("云", ["云朵", "云朵猫"]),
        ("朵猫", ["云朵猫"]),
        ("猫", ["云朵猫"]),
        ("cloud", ["CLOUD CAT"]),
        ("ＣＡＴ", ["CLOUD CAT"]),
        ("cloudcat", ["CLOUD CAT"]),
        ("%", []),
        ("_", []),
        ('"', []),
        ("", []),
        ("没有", []),
    ],
)
def test_names_are_found_by_any_part(register: RegisterFile, text: str, names: list[str]) -> None:
    assert [r.name for r in register.search(text)] == names


def test_searches_are_limited_by_kind_and_class(register: RegisterFile) -> None:
    assert [r.name for r in register.search("云朵", nice="25")] == ["云朵"]
    assert register.search("云朵", kinds=frozenset({Kind.DESIGN})) == ()
    assert len(register.search("云", limit=1)) == 1


def test_an_absent_register_is_empty_and_says_so(tmp_path: Path) -> None:
    register = RegisterFile(tmp_path / "register")

    assert register.find("1234567") == ()
    assert register.search("云") == ()
    assert register.extract.rights == 0


def test_a_stopped_import_leaves_the_old_register(register: RegisterFile, tmp_path: Path) -> None:
    before = register.extract

    with pytest.raises(BadInput, match="取消"):
        register.import_files([OWN], name="新", as_of=AS_OF, progress=lambda done, total: False)

    assert register.extract == before
    assert register.find("1234567")
    assert [p.name for p in tmp_path.iterdir()] == ["register"]


@pytest.mark.parametrize("data", [b"", b"hello", b"\x00" * 100, b"office,kind,name\n"])
def test_files_without_records_leave_the_old_register(
    register: RegisterFile, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(data)

    with pytest.raises(BadInput):
        register.import_files([path], name="新", as_of=AS_OF, progress=go_on)

    assert register.find("1234567")


def test_a_second_import_replaces_the_first(register: RegisterFile, tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    path.write_text("office,kind,name,registration_number,status\nCN,trademark,新标,7,in_force\n", "utf-8")

    register.import_files([path], name="新", as_of=AS_OF, digest="ab", progress=go_on)

    assert register.find("1234567") == ()
    assert register.find("7")[0].name == "新标"
    assert register.extract.digest == "ab"


@pytest.mark.parametrize("data", [b"garbage" * 1000, b"", b"SQLite format 3\x00" + b"\x00" * 5000])
def test_a_damaged_register_says_what_to_do(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "register"
    path.mkdir()
    (path / "manifest").write_bytes(data)

    register = RegisterFile(path)

    with pytest.raises(StorageFault, match="重新导入"):
        register.find("1234567")


def test_marks_that_resemble_a_sign_come_with_reasons(register: RegisterFile) -> None:
    answer = register.resembling("雲朵貓", NameFilter())

    assert (answer.hits[0].name, answer.hits[0].likeness.band) == ("云朵猫", Band.IDENTICAL)
    assert "云朵猫" in {hit.name for hit in register.resembling("运朵帽", NameFilter()).hits}
    assert register.resembling("云朵猫", NameFilter(nice="41")).hits == ()


def test_holders_are_found_in_any_spelling_of_their_kind_of_firm(register: RegisterFile) -> None:
    answer = register.by_holder("杭州云朵玩具股份有限公司", NameFilter())

    assert [(line.name, line.same) for line in answer.holders] == [("杭州云朵玩具有限公司", True)]
    assert (answer.records, len(answer.rights), answer.holders[0].rights) == (3, 3, 3)
    assert not register.by_holder("云朵玩具", NameFilter()).holders[0].same
    assert register.by_holder("", NameFilter()).records == 0


def test_a_family_holds_the_right_itself(register: RegisterFile) -> None:
    patent = register.find("201310699744.2")[0]

    assert register.family(patent)[0] == patent


def test_a_number_is_in_the_extract_or_nothing_is_known_of_it(register: RegisterFile) -> None:
    assert register.known_number("第1234567号").known is Known.IN_EXTRACT
    assert register.known_number("7654321").known is Known.NO_FILTER


def test_a_pack_is_taken_over_whole_or_not_at_all(register: RegisterFile, tmp_path: Path) -> None:
    other = RegisterFile(tmp_path / "other")

    with pytest.raises(BadInput, match="取消"):
        other.take_pack(tmp_path / "register", lambda done, total: False)
    assert other.extract.rights == 0

    assert other.take_pack(tmp_path / "register", go_on) == register.extract
    assert len(other.find("1234567")) == 1

    next((tmp_path / "register").glob("*/rows.blocks")).write_bytes(b"x")
    third = RegisterFile(tmp_path / "third")
    with pytest.raises((BadInput, StorageFault)):
        third.take_pack(tmp_path / "register", go_on)
    assert third.extract.rights == 0


A_MARK = "CN,trademark,云朵猫,{n},{nice},{group},{holder},{day},{status}"
COLUMNS = "office,kind,name,registration_number,classes,groups,holders,filed,status"


def test_filters_and_counts_of_a_pack_are_those_of_its_rights(tmp_path: Path) -> None:
    choose = random.Random(7)
    rows = [
        A_MARK.format(
            n=n,
            nice=choose.choice(["9", "25", "28", "28|25"]),
            group=choose.choice(["", "2501", "2802", "0901"]),
            holder=choose.choice(["杭州云朵玩具有限公司", "宁波小熊文创有限公司"]),
            day=choose.choice(["2015-03-01", "2015-09-01", "2020-01-01", ""]),
            status=choose.choice(["in_force", "pending", "revoked"]),
        )
        for n in range(1, 301)
    ]
    (tmp_path / "marks.csv").write_text("\n".join([COLUMNS, *rows]) + "\n", "utf-8")
    register = RegisterFile(tmp_path / "register")
    register.import_files([tmp_path / "marks.csv"], name="摘录", as_of=AS_OF, progress=go_on)
    rights = register.search("云朵猫", limit=1000)

    for narrow in (
        NameFilter(),
        NameFilter(nice="28"),
        NameFilter(statuses=frozenset({Status.IN_FORCE})),
        NameFilter(nice="25", statuses=frozenset({Status.PENDING}), holder="宁波小熊文创"),
        NameFilter(filed_from=date(2015, 5, 1), filed_to=date(2019, 12, 31)),
        NameFilter(filed_to=date(2015, 3, 1), offices=frozenset({"CN"})),
        NameFilter(nice="28", groups=frozenset({"2501", "2502", "2503", "2504", "2505", "2513", "0506"})),
    ):
        (hit,) = register.resembling("云朵猫", narrow).hits
        fitting = [right for right in rights if passes(right, narrow)]
        assert hit.records == len(fitting)
        assert all(passes(right, narrow) for right in hit.rights)
        assert (hit.rights[0].status is Status.IN_FORCE) == any(r.status is Status.IN_FORCE for r in fitting)
        held = register.by_holder("云朵玩具", narrow).records
        assert held == sum("云朵" in r.holder and passes(r, replace(narrow, holder="")) for r in rights)


def test_counts_tell_what_another_choice_would_give(register: RegisterFile) -> None:
    counts = register.resembling("云朵猫", NameFilter(nice="25")).counts

    assert counts["nice"] == {"28": 3, "25": 1}  # CLOUD CAT is a translation
    assert counts["group"] == {"2802": 1, "2501": 1}
    assert counts["status"] == {"in_force": 1}
    assert register.resembling("云朵猫", NameFilter()).counts["filed"] == {"2016": 2, "2021": 1}
