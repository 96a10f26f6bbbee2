"""The rules of the house that no linter knows: sizes, places, words, and the libraries under our feet."""

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from cv2 import version
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("app", "ui", "offline_db", "sync", "resources", "tests")
FILES = ("README.md", "run.py", "pyproject.toml", "build.spec", "requirements.lock", "LICENSE")
LEFT_BY_TOOLS = ("build", "dist", "wheels", "__pycache__")  # all of them in .gitignore
CORE = ("app", "offline_db", "sync")
TEXT_SUFFIXES = (
    ".py",
    ".toml",
    ".md",
    ".spec",
    ".lock",
    ".ts",
    ".qss",
    ".json",
    ".jsonl",
    ".txt",
    ".csv",
    ".svg",
)
MODULE_LINES, CLASS_LINES, FUNCTION_LINES, FOLDERS_DEEP = 300, 200, 40, 3
PLAIN_LINES = 5  # a function this short may say all in its name and types
ONE_MACHINE = re.compile(
    r"""(?:^|[\s"'`=(])/(?:work|root|farm)/ | (?:pypi|pythonhosted|npmjs|debian|ubuntu)\.(?:org|com)\b""",
    re.X,
)
BARE_IGNORE = re.compile(
    r"#\s*(?:type:\s*ignore|noqa)(?!\[[\w, -]+\]\s+\S|: [A-Z]+\d+(?:, ?[A-Z]+\d+)*\s+\S)"
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def our_files() -> list[Path]:
    """Return every file of ours, without what tools leave behind."""
    found = [ROOT / name for name in FILES if (ROOT / name).exists()]
    for folder in (*FOLDERS, ".ci"):
        found += [p for p in (ROOT / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    return sorted(found)


def our_modules(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """Yield the Python files of ours, or those of `folders`, each with its syntax tree."""
    for path in our_files():
        if path.suffix == ".py" and (not folders or path.relative_to(ROOT).parts[0] in folders):
            yield path, ast.parse(path.read_text("utf-8"), path.name)


def place(path: Path, line: int = 1) -> str:
    """Say where something stands, as editors understand it."""
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def code_lines(node: Function) -> int:
    """Count the lines of a function without its docstring: explaining is never too long."""
    doc = node.body[0] if ast.get_docstring(node) is not None else None
    return span(node) - (span(doc) if doc else 0)


def span(node: ast.stmt) -> int:
    """Count the lines of a statement."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def public_functions(body: list[ast.stmt]) -> Iterator[Function]:
    """Yield the public functions of a module, and the public methods of its public classes."""
    for node in body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public_functions(node.body)


def named(node: ast.expr) -> str:
    """Return the last part of a dotted name, "" for any other expression."""
    match node:
        case ast.Name(name) | ast.Attribute(_, name):
            return name
        case _:
            return ""


def our_errors() -> set[str]:
    """Return the names of InspectionError and of all that descends from it."""
    names = {"InspectionError"}
    bases = {
        node.name: {named(base) for base in node.bases}
        for _, tree in our_modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    while more := {name for name, parents in bases.items() if parents & names} - names:
        names |= more
    return names


def literal(node: ast.expr) -> str | None:
    """Return the text of a literal, of an f-string without its fields, or None of anything else."""
    match node:
        case ast.Constant(str(text)):
            return text
        case ast.JoinedStr(values):
            return "".join(literal(value) or "" for value in values)
        case _:
            return None


def speaks_both(call: ast.Call) -> bool:
    """Tell whether an error is given a Chinese and an English sentence (what is not literal is believed)."""
    given = [*call.args, *(k.value for k in call.keywords if k.arg in ("zh", "en"))]
    if len(given) == 1 and isinstance(given[0], ast.Starred):
        return True
    if len(given) != 2:
        return False
    zh, en = literal(given[0]), literal(given[1])
    return (zh is None or bool(CHINESE.search(zh))) and (en is None or not CHINESE.search(en))


def test_the_top_level_holds_only_what_has_its_place_there() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}

    assert found - set(FOLDERS) - set(FILES) - set(LEFT_BY_TOOLS) == set()
    assert set(FOLDERS) | set(FILES) <= found


def test_folders_are_three_deep_at_most() -> None:
    deep = {path.parent for path in our_files() if len(path.relative_to(ROOT).parts) - 1 > FOLDERS_DEEP}

    assert sorted(map(place, deep)) == []


def test_modules_fit_on_a_few_screens() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path, _ in our_modules()}

    assert [f"{place(path)} has {n} lines" for path, n in lengths.items() if n > MODULE_LINES] == []


def test_classes_fit_on_a_few_screens() -> None:
    long = [
        f"{place(path, node.lineno)} {node.name} has {span(node)} lines"
        for path, tree in our_modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and span(node) > CLASS_LINES
    ]

    assert long == []


def test_functions_fit_on_one_screen() -> None:
    long = [
        f"{place(path, node.lineno)} {node.name} has {code_lines(node)} lines"
        for path, tree in our_modules()
        for node in ast.walk(tree)
        if isinstance(node, Function) and code_lines(node) > FUNCTION_LINES
    ]

    assert long == []


def test_every_module_opens_with_what_it_is() -> None:
    silent = [place(path) for path, tree in our_modules() if tree.body and not ast.get_docstring(tree)]

    assert silent == []


def test_public_functions_say_what_types_cannot() -> None:
    silent = [
        f"{place(path, node.lineno)} {node.name}"
        for path, tree in our_modules(*CORE)
        for node in public_functions(tree.body)
        if code_lines(node) > PLAIN_LINES and not ast.get_docstring(node)
    ]

    assert silent == []


def test_every_expected_error_speaks_chinese_and_english() -> None:
    errors = our_errors()
    silent = [
        f"{place(path, node.lineno)} {named(node.func)}"
        for path, tree in our_modules(*CORE, "ui")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and named(node.func) in errors and not speaks_both(node)
    ]

    assert silent == []


def test_every_silenced_check_carries_its_reason() -> None:
    bare = [
        place(path, number)
        for path, _ in our_modules()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if BARE_IGNORE.search(line) and path.name != "test_house.py"
    ]

    assert bare == []


def test_nothing_names_one_machine_or_one_registry() -> None:
    named_here = [
        f"{place(path, number)} {line.strip()[:80]}"
        for path in our_files()
        if path.suffix in TEXT_SUFFIXES or path.parent.name == ".ci"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if ONE_MACHINE.search(line)
    ]

    assert named_here == []


def test_opencv_brings_no_qt_of_its_own() -> None:
    assert version.headless
    assert not {"QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"} & set(os.environ)


class EmptyTable(QAbstractTableModel):
    """One cell about which there is nothing to say."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 1

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 1

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> None:
        return None


def test_qt_keeps_python_s_none_alive() -> None:
    """PySide6 6.12.0 drops a reference to None with each call on Python 3.11, until the process aborts."""
    table = EmptyTable()
    index = table.index(0, 0)
    before = sys.getrefcount(None)

    for _ in range(1000):
        index.data()

    assert sys.getrefcount(None) - before > -500
