"""Threat 2: a driver without a cipher would write what officers record in the clear. It is never used."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.errors import StorageFault
from offline_db.data_folder import create_data_folder
from offline_db.driver import OLDEST_SAFE_SQLITE, PLAIN_HEAD, connect, transaction

ROOT = Path(__file__).parents[2]
PLAIN_PACKAGE = {  # what a plain driver installed over ours looks like to the program
    "__init__.py": "from sqlcipher3.dbapi2 import *\n",
    "dbapi2.py": "from sqlite3 import *\nfrom sqlite3.dbapi2 import *\nsqlite_version_info = (3, 53, 4)\n",
}


class Liar(sqlite3.Connection):
    """Plain SQLite that says it has a cipher."""

    def execute(self, sql: str, *values: Any) -> Any:
        return super().execute("SELECT '4.19.0'" if sql == "PRAGMA cipher_version" else sql, *values)


def a_driver(kind: type[sqlite3.Connection]) -> SimpleNamespace:
    """A stand-in for sqlcipher3.dbapi2 that writes plain files."""
    return SimpleNamespace(
        connect=lambda *words, **more: sqlite3.connect(*words, factory=kind, **more),
        DatabaseError=sqlite3.DatabaseError,
        sqlite_version="3.53.4",
        sqlite_version_info=OLDEST_SAFE_SQLITE,
    )


def test_a_driver_without_a_cipher_is_refused_before_it_writes_anything(tmp_path: Path) -> None:
    with pytest.raises(StorageFault, match="不支持加密"):
        connect(tmp_path / "log.db", bytes(32), exclusive=True, driver=a_driver(sqlite3.Connection))

    assert list(tmp_path.iterdir()) == []


def test_a_driver_that_only_claims_a_cipher_is_refused_after_an_empty_page(tmp_path: Path) -> None:
    with pytest.raises(StorageFault, match="未加密"):
        connect(tmp_path / "log.db", bytes(32), exclusive=True, driver=a_driver(Liar))

    assert (tmp_path / "log.db").read_bytes()[:16] == PLAIN_HEAD
    assert sqlite3.connect(tmp_path / "log.db").execute("SELECT * FROM sqlite_master").fetchall() == []
    with pytest.raises(StorageFault, match="未加密"):
        connect(tmp_path / "log.db", bytes(32), exclusive=True)


def test_a_plain_database_whose_first_bytes_were_painted_over_is_refused(tmp_path: Path) -> None:
    painted = a_driver(type("Painted", (Liar,), {}))
    connect(tmp_path / "views.db").execute("CREATE TABLE cases (number TEXT)").connection.close()
    plain = (tmp_path / "views.db").read_bytes()
    assert plain[:16] == PLAIN_HEAD

    painted.connect = lambda *words, **more: sqlite3.connect(":memory:", factory=Liar)
    (tmp_path / "views.db").write_bytes(bytes(16) + plain[16:])

    with pytest.raises(StorageFault, match="未加密"):
        connect(tmp_path / "views.db", bytes(32), driver=painted)


def test_a_driver_inside_the_range_of_the_lost_pages_is_refused(tmp_path: Path) -> None:
    old = a_driver(Liar)
    old.sqlite_version_info = (3, 51, 2)

    with pytest.raises(StorageFault, match="过旧"):
        connect(tmp_path / "log.db", driver=old)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("exclusive", [True, False])
def test_a_keyed_database_never_shows_a_readable_byte(tmp_path: Path, exclusive: bool) -> None:
    path = tmp_path / "log.db"
    connection = connect(path, b"k" * 32, exclusive=exclusive)
    with transaction(connection):
        connection.execute("CREATE TABLE secrets (words TEXT)")
        connection.execute("INSERT INTO secrets VALUES (?)", ("被检查人王某" * 2000,))
    beside = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    connection.close()

    for found in (beside, path.read_bytes()):
        assert PLAIN_HEAD not in found
        assert "被检查人".encode() not in found
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        sqlite3.connect(path).execute("SELECT * FROM sqlite_master")


def test_the_program_refuses_to_start_where_a_plain_driver_is_installed(tmp_path: Path) -> None:
    create_data_folder(tmp_path / "device", "一号机", "0").close()
    before = {file: file.read_bytes() for file in (tmp_path / "device").iterdir() if file.is_file()}
    stand_in = tmp_path / "installed" / "sqlcipher3"
    stand_in.mkdir(parents=True)
    for name, text in PLAIN_PACKAGE.items():
        (stand_in / name).write_text(text, "utf-8")

    new = ["--data", str(tmp_path / "new"), "--passphrase", "足够长的安全口令", "new", "二号机"]
    old = ["--data", str(tmp_path / "device"), "officers"]
    done = subprocess.run(
        [sys.executable, "-c", f"from app.__main__ import main; print(main({new}), main({old}))"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(stand_in.parent)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.stdout == "1 1\n"
    assert done.stderr.count("不支持加密") == 2
    assert {file: file.read_bytes() for file in before} == before
    assert not (tmp_path / "new").exists()
