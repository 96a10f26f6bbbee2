"""A real PostgreSQL server for tests, installed or brought by apt: fresh, and gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import run
from tests.tools import unpacked

PACKAGES = ("postgresql",)
BIN = "usr/lib/postgresql/*/bin"
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL server's programs, None where none is or can be brought."""
    found = [p for place in PLACES for p in Path("/").glob(f"{place[1:]}/initdb")]
    brought = None if found else unpacked("postgresql", PACKAGES, f"{BIN}/initdb")
    found += brought.glob(f"{BIN}/initdb") if brought else []
    return max(found).parent if found else None


@contextmanager
def a_server(bin_folder: Path) -> Iterator[str]:
    """Run a server and give its address; databases in it vanish with it."""
    home = Path(tempfile.mkdtemp(prefix="huhang-pg-"))
    user = _other_user()
    if user:
        shutil.chown(home, user)
    try:
        _run(user, bin_folder / "initdb", "-D", home / "data", "-U", "hub", "-A", "trust", "-E", "UTF8", "-N")
        _start(user, bin_folder, home)
        try:
            yield f"host={home} user=hub dbname=postgres"
        finally:
            _run(user, bin_folder / "pg_ctl", "-D", home / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def stop_and_start(bin_folder: Path, address: str) -> None:
    """Stop a server as a power cut does, without a word to anybody, and start it again."""
    home = Path(address.split()[0].removeprefix("host="))
    _run(_other_user(), bin_folder / "pg_ctl", "-D", home / "data", "-m", "immediate", "-w", "stop")
    _start(_other_user(), bin_folder, home)


def _start(user: str | None, bin_folder: Path, home: Path) -> None:
    options = f"-k {home} -c listen_addresses='' -c fsync=on -c max_connections=40"
    _run(user, bin_folder / "pg_ctl", "-D", home / "data", "-o", options, "-l", home / "log", "-w", "start")


def _run(user: str | None, *words: object) -> None:
    done = subprocess.run(
        [str(word) for word in words],
        user=user,
        cwd="/",
        env=_variables(Path(str(words[0]))),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")


def _variables(program: Path) -> dict[str, str]:
    """Return the environment of a program, with the libraries that were brought with it."""
    folders = [place for parent in program.parents for place in run.library_folders(parent)]
    return {**os.environ, **({"LD_LIBRARY_PATH": ":".join(map(str, folders))} if folders else {})}


def _other_user() -> str | None:
    """PostgreSQL does not run as root; return somebody else then."""
    if os.geteuid():
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
