"""Screening from the command line: over a device's data folder, and over a bare pack."""

import csv
import json
from pathlib import Path

import pytest

from app.__main__ import main
from offline_db.register import MANY
from tests.practice import a_practice_fair

REGISTER = "office,kind,name,registration_number,classes,groups,holders,expires,status\n"
MARK = "CN,trademark,星星狗,2,28,2802,宁波小熊文创有限公司,2039-01-01,in_force\n"
LIST = "展位,参展商,展品名称,类别\n1A01,杭州云朵,星星狗,28\n1A02,杭州云朵,=1+1,28\n1A03,杭州云朵,,\n"


@pytest.fixture(scope="module")
def device(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_practice_fair(tmp_path_factory)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "marks.csv").write_text(REGISTER + MARK, "utf-8")
    (tmp_path / "list.csv").write_text(LIST, "gb18030")
    return tmp_path


def run(*words: object, status: int = 0) -> None:
    assert main([str(word) for word in words]) == status


def test_what_the_fair_declared_is_screened(device: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("--data", device, "screen", "--json")
    first = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    run("--data", device, "screen", "--json")
    again = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    order = ["look_first", "look", "look_later", "own", "nothing_near", "not_searched"]
    places = [order.index(line["risk"]) for line in first]
    assert places == sorted(places)
    assert first == again
    assert len(first) > 100
    assert all(line["reasons"] for line in first)


def test_an_organisers_list_is_screened(
    device: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("--data", device, "screen", files / "list.csv")

    assert len(capsys.readouterr().out.splitlines()) == 3
    assert b"SQLite format 3" not in (device / "screenings.db").read_bytes()[:16]


def test_a_list_is_screened_against_a_bare_pack(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = ("--key", files / "key.pem")
    run("register", "build", files / "pack", files / "marks.csv", *key)
    capsys.readouterr()

    run("register", "screen", files / "pack", files / "list.csv", "--results", files / "out.csv", "--json")

    told = json.loads(capsys.readouterr().out)
    assert (told["lines"], told["signs"], told["searched"]) == (3, 2, 2)
    assert told["risks"] == {"look_first": 1, "nothing_near": 1, "not_searched": 1}
    rows = list(csv.DictReader((files / "out.csv").read_text("utf-8-sig").splitlines()))
    assert [row["risk"] for row in rows] == ["look_first", "nothing_near", "not_searched"]
    assert (rows[0]["marks"], rows[1]["product"]) == ("星星狗", "'=1+1")


def test_a_long_list_is_screened_as_short_ones_are(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = ("--key", files / "key.pem")
    run("register", "build", files / "pack", files / "marks.csv", *key)
    lines = [f"1A{i},杭州云朵,{'星星狗' if i % 3 else '星猩狗'}{i},28\n" for i in range(MANY + 20)]
    head = LIST.splitlines()[0] + "\n"
    (files / "long.csv").write_text(head + "".join(lines), "utf-8")
    (files / "short.csv").write_text(head + "".join(lines[:9]), "utf-8")
    capsys.readouterr()

    told = []
    for name in ("long", "short"):
        run("register", "screen", files / "pack", files / f"{name}.csv", "--json")
        told.append([json.loads(line) for line in capsys.readouterr().out.splitlines()])

    by_line = {line["line"]: line for line in told[0]}
    assert len(by_line) == MANY + 20
    for line in told[1]:
        assert {**by_line[line["line"]], "rank": 0} == {**line, "rank": 0}


@pytest.mark.parametrize("name", ["none.csv", "marks.csv"])
def test_what_is_no_list_is_refused(
    device: Path, files: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "marks.csv").write_bytes(b"\x00\x01")

    run("--data", device, "screen", files / name, status=1)

    assert "清单" in capsys.readouterr().err
