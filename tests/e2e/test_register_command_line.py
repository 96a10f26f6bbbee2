"""`python -m app register …`: the words and the shapes that others measure by."""

import csv
import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from app.front.register_desk import VERBS

OWN = Path(__file__).parents[1] / "data" / "registers" / "own.csv"
SHAPE = [
    "office", "kind", "number", "application_number", "publication_number", "registration_number", "name",
    "classes", "holders", "agents", "filed", "published", "registered", "expires", "status", "source",
]  # fmt: skip


class Desk:
    """Runs register commands with a key of their own and keeps what they print."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capture = folder, capture
        self.key = ("--key", str(folder / "key.pem"))
        self.errors = ""

    def __call__(self, *words: str, status: int = 0) -> list[str]:
        assert main(["register", *words]) == status
        captured = self.capture.readouterr()
        self.errors = captured.err
        return captured.out.splitlines()

    def table(self, *lines: str) -> str:
        path = self.folder / "delta.csv"
        path.write_text("op,kind,number,name,classes,owner,status\n" + "\n".join(lines) + "\n", "utf-8")
        return str(path)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


@pytest.fixture
def pack(desk: Desk) -> str:
    desk("build", str(desk.folder / "pack"), str(OWN), *desk.key)
    return str(desk.folder / "pack")


def test_build_and_import_print_a_line_a_file(desk: Desk) -> None:
    pack = str(desk.folder / "p")

    (built,) = desk("build", pack, str(OWN), *desk.key, "--json")
    (added,) = desk("import", pack, desk.table("I,trademark,77,新标,9,甲,已注册"), *desk.key, "--json")

    report = json.loads(built)
    assert list(report) == ["path", "format", "records", "rejected", "seconds"]
    assert (report["path"], report["format"], report["records"]) == (str(OWN), "CSV", 4)
    assert [list(bad) for bad in report["rejected"]] == [["record", "reason"]]
    assert report["rejected"][0]["record"] == 5
    assert (json.loads(added)["records"], json.loads(added)["rejected"]) == (1, [])
    assert len(desk("list", pack, "--json")) == 5


def test_show_states_every_right_of_a_number(desk: Desk, pack: str) -> None:
    lines = desk("show", pack, "第1234567号", "ZL 2013 1 0699744.2", "--json")

    mark, patent = map(json.loads, lines)
    assert list(mark) == SHAPE
    assert (mark["number"], mark["name"], mark["kind"]) == ("1234567", "云朵猫", "trademark")
    assert all(isinstance(nice, int) for nice in mark["classes"])
    assert patent["publication_number"] == "CN103000001B"
    assert all(isinstance(patent[day], str | None) for day in ("filed", "published", "registered", "expires"))


def test_a_number_that_is_not_there_is_no_failure_and_says_the_scope(desk: Desk, pack: str) -> None:
    assert desk("show", pack, "99999999", "--json") == []
    assert "99999999: not in this extract (pack, " in desk.errors
    assert "4 rights" in desk("show", pack, "99999999")[0]

    numbers = desk.folder / "numbers.txt"
    numbers.write_text("99999999\n", "utf-8")
    desk("numbers", pack, str(numbers), "--scope", "CN trademark", "--as-of", "2026-05-01", *desk.key)
    desk("show", pack, "99999999", "99999998", "--json")
    found, missing = desk.errors.splitlines()
    assert found.endswith("the office gave it out: it is among the numbers of CN trademark of 2026-05-01")
    assert missing.endswith("nor is it among the numbers of CN trademark of 2026-05-01")


def test_search_writes_one_row_a_distinct_mark(desk: Desk, pack: str) -> None:
    queries, results = desk.folder / "q.csv", desk.folder / "r.csv"
    queries.write_text("query,expected_number,variant,nice\n云朵帽,1234567,x,25\nCLOUDCAT,,x,\n", "utf-8")

    desk("search", pack, "--queries", str(queries), "--results", str(results), "--k", "5")

    with results.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["query_index", "rank", "number", "name", "ms"]
    assert [(row["query_index"], row["rank"]) for row in rows if row["rank"] == "1"] == [
        ("0", "1"),
        ("1", "1"),
    ]
    assert "云朵猫" in [row["name"] for row in rows]
    first = json.loads(desk("search", pack, "云朵猫", "--json")[0])
    assert (first["name"], first["rank"], first["right"]["number"]) == ("云朵猫", 1, "1234567")


def test_a_delta_goes_from_publisher_to_receiver(desk: Desk, pack: str) -> None:
    mine, delta = str(desk.folder / "mine"), str(desk.folder / "d.delta")
    desk("apply", mine, pack)
    desk("import", pack, desk.table("D,trademark,1234567,,,,", "I,trademark,77,新,9,甲,"), *desk.key)
    desk("delta", pack, "--since", "0", delta)

    assert "sequence 1" in desk("apply", mine, delta)[0]

    assert desk("list", mine, "--json") == desk("list", pack, "--json")
    desk("apply", mine, delta, status=1)
    assert "已是第 1 版" in desk.errors
    desk("import", mine, desk.table("D,trademark,77,,,,"), "--key", str(desk.folder / "other.pem"), status=1)
    assert "另一密钥" in desk.errors


def test_imports_keep_few_segments(desk: Desk, pack: str) -> None:
    for number in range(70, 75):
        desk("import", pack, desk.table(f"I,trademark,{number},新{number},9,甲,"), *desk.key)

    assert len([entry for entry in Path(pack).iterdir() if entry.is_dir()]) <= 3
    assert len(desk("list", pack, "--json")) == 9
    assert "1 segments" in desk("merge", pack, "--all", *desk.key)[0]
    assert len(desk("list", pack, "--json")) == 9


def test_a_slice_is_a_pack_that_says_what_it_is(desk: Desk, pack: str) -> None:
    out = str(desk.folder / "slice")

    desk("slice", pack, out, "--nice", "25", "--kind", "trademark", *desk.key)

    assert all(25 in json.loads(line)["classes"] for line in desk("list", out, "--json"))
    desk("show", out, "ZL201310699744.2", "--json")
    assert "尼斯类 25；权利种类 trademark" in desk.errors
    assert "cut from pack" in "\n".join(desk("verify", out))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["show", "{folder}/nowhere", "1"], "打不开登记包"),
        (["build", "{folder}/p", "{folder}/nothing.csv"], "找不到文件"),
        (["slice", "{pack}", "{folder}/s", "--nice", "46"], "没有尼斯类"),
        (["slice", "{pack}", "{folder}/s", "--kind", "x"], "不在其中"),
        (["slice", "{pack}", "{folder}/s", "--filed-from", "soon"], "应写作"),
        (["delta", "{pack}", "--since", "0", "{folder}/d"], "没有自第 0 版起"),
        (["apply", "{pack}", "{own}"], "不是登记增量"),
        (["apply", "{pack}", "{folder}/none"], "无法读取"),
        (["search", "{pack}", "--queries", "{own}", "--results", "{folder}/r"], "没有 query 列"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    desk: Desk, pack: str, words: list[str], sentence: str
) -> None:
    places = {"pack": pack, "folder": str(desk.folder), "own": str(OWN)}

    desk(
        *(word.format(**places) for word in words),
        *(desk.key if words[0] in ("build", "slice") else ()),
        status=1,
    )

    assert sentence in desk.errors


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGPIPE")
def test_a_reader_who_has_seen_enough_ends_the_list_quietly(desk: Desk, pack: str) -> None:
    rows = [f"I,trademark,{number},名{number},9,某某有限公司,已注册" for number in range(10_000, 14_000)]
    desk("import", pack, desk.table(*rows), *desk.key)

    program = [sys.executable, "-m", "app", "register", "list", pack, "--json"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        listing.stdout.readline()
        listing.stdout.close()
        assert (listing.wait(60), listing.stderr.read()) == (0, b"")


@pytest.mark.parametrize("place", [verb[1] for verb in VERBS])
def test_each_word_names_what_does_it(place: str) -> None:
    module, _, function = place.partition(".")

    assert callable(getattr(importlib.import_module(f"app.front.{module}"), function))


def test_a_number_is_shown_without_what_only_builders_need(pack: str) -> None:
    code = (
        f"import sys; from app.__main__ import main; main(['register', 'show', {pack!r}, '1234567']); "
        "sys.exit(not {'pyarrow', 'openpyxl', 'PySide6', 'app.law'}.isdisjoint(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert (shown.returncode, "云朵猫" in shown.stdout.decode()) == (0, True)
