"""`run.py` decides what a machine lacks and how it is brought there; nothing is installed here."""

import ast
import os
import sys
from pathlib import Path

import pytest

import run

LIBRARIES = ".syslibs/usr/lib/x86_64-linux-gnu"


def test_run_is_read_by_a_python_that_is_too_old_to_run_it() -> None:
    source = Path(run.__file__).read_text("utf-8")

    assert ast.parse(source, feature_version=(3, 8)).body


@pytest.mark.parametrize("python", [(3, 8), (3, 10), (3, 15), (4, 0)])
def test_a_python_out_of_range_is_named_in_both_languages(python: tuple[int, ...]) -> None:
    with pytest.raises(run.SetupError, match=rf"现在是 {python[0]}\.{python[1]}.* \| Python 3\.11"):
        run.require(python, "2.36")


@pytest.mark.parametrize(("python", "libc"), [((3, 11), "2.34"), ((3, 14), "2.41"), ((3, 12), "")])
def test_a_python_and_a_system_in_range_will_do(python: tuple[int, ...], libc: str) -> None:
    run.require(python, libc)


def test_a_system_older_than_qt_s_wheels_is_refused() -> None:
    with pytest.raises(run.SetupError, match=r"2\.28"):
        run.require((3, 11), "2.28")


def test_graphics_drivers_are_left_out_of_what_is_unpacked() -> None:
    simulation = (
        "Inst libllvm15 (1:15.0.6-4+b1 Debian:12.9/stable [amd64])\n"
        "Inst libglvnd0 (1.6.0-1 Debian:12.9/stable [amd64])\n"
        "Inst libgl1-mesa-dri (22.3.6-1 Debian:12.9/stable [amd64])\n"
        "Inst libgl1 (1.6.0-1 Debian:12.9/stable [amd64])\n"
        "Conf libgl1 (1.6.0-1 Debian:12.9/stable [amd64])\n"
    )

    assert run.planned(simulation) == ["libglvnd0", "libgl1"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system libraries are Linux's matter")
def test_a_library_unpacked_beside_the_program_is_not_missing(tmp_path: Path) -> None:
    for library in run.LIBRARIES:
        unpacked = tmp_path / LIBRARIES / library
        unpacked.parent.mkdir(parents=True, exist_ok=True)
        unpacked.touch()

    assert run.missing_libraries(tmp_path) == []


def test_a_library_that_nobody_has_is_missing() -> None:
    assert not run.loads("libhuhang-nowhere.so.7", [])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system libraries are Linux's matter")
def test_unpacked_libraries_and_keymaps_are_told_to_the_program(tmp_path: Path) -> None:
    (tmp_path / LIBRARIES).mkdir(parents=True)

    variables = run.environment(tmp_path)

    assert variables["LD_LIBRARY_PATH"].split(os.pathsep)[0] == str(tmp_path / LIBRARIES)
    assert variables["PYTHONPATH"] == str(tmp_path)


def test_only_libraries_that_qt_needs_stop_the_set_up(capsys: pytest.CaptureFixture[str]) -> None:
    run.explain_packages(["libzbar.so.0"])

    assert "libzbar.so.0" in capsys.readouterr().out
    with pytest.raises(run.SetupError, match=r"libGL\.so\.1"):
        run.explain_packages(["libGL.so.1"])


def test_the_lock_is_installed_by_hash_and_never_built(tmp_path: Path) -> None:
    command = run.install_command(tmp_path, tmp_path / "pip-26.3-py3-none-any.whl")

    assert {"--require-hashes", "--only-binary=:all:"} < set(command)
    assert "--no-index" not in command


def test_a_folder_of_wheels_stands_in_for_the_network(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()

    command = run.install_command(tmp_path, tmp_path / "pip-26.3-py3-none-any.whl")

    assert command[-3:] == ["--no-index", "--find-links", str(tmp_path / "wheels")]


def test_another_lock_or_place_asks_for_a_new_environment(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for root in (here, there):
        root.mkdir()
        (root / "requirements.lock").write_text("segno==1.6.6\n", "utf-8")
    before = run.stamp(here)

    (here / "requirements.lock").write_text("segno==1.6.7\n", "utf-8")

    assert len({before, run.stamp(here), run.stamp(there)}) == 3


def test_pip_is_found_where_it_was_unpacked_or_shipped(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "pip-26.3-py3-none-any.whl").touch()

    found = run.pip_wheel(tmp_path)

    assert found is not None
    assert found.name.startswith("pip-")


def test_the_lock_names_a_hash_for_every_package() -> None:
    text = (run.ROOT / "requirements.lock").read_text("utf-8").replace("\\\n", " ")
    pinned = [line for line in text.splitlines() if line and line[0] not in "# "]

    assert len(pinned) > 40
    assert [line for line in pinned if "==" not in line or "--hash=sha256:" not in line] == []
