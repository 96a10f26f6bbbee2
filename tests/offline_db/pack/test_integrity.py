"""Whatever happens to the files of a pack or to its writer: the old state or the new, or a sentence."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import BadInput, InspectionError, StorageFault
from app.names.tables import Tables
from app.sharing import go_on
from offline_db.pack import manifest as m
from offline_db.pack.delivery import take, write_delta
from offline_db.pack.folder import writing
from offline_db.pack.pack import VERIFIED, Pack, verify
from tests.builders import a_key
from tests.offline_db.pack.making import a_table, build, extend, rights

OURS, OTHERS = f'"format":{m.FORMAT}'.encode(), b'"format":7'  # as manifests say it
LINES = [f",trademark,{n},,名{n}号,{n % 45 + 1},某{n % 97}公司,2020-01-01,已注册" for n in range(1, 2001)]


@pytest.fixture
def pack(tmp_path: Path, tables: Tables) -> Path:
    out = tmp_path / "pack"
    build(out, [a_table(tmp_path / "b.csv", *LINES)], tables)
    extend(out, [a_table(tmp_path / "d.csv", "U,trademark,7,,新名,,,,", "D,trademark,8,,,,,,")], tables)
    return out


def files_of(pack: Path) -> list[Path]:
    return sorted(file for folder in pack.iterdir() if folder.is_dir() for file in folder.iterdir())


def flip(file: Path, place: int, keep_time: bool = False) -> None:
    facts = file.stat()
    with file.open("r+b") as handle:
        handle.seek(place)
        (byte,) = handle.read(1)
        handle.seek(place)
        handle.write(bytes([byte ^ 1 << place % 8]))
    if keep_time:
        os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def test_a_flipped_byte_of_any_file_is_refused(pack: Path) -> None:
    chance = random.Random(1)
    for file in files_of(pack):
        size = file.stat().st_size
        for place in {0, size - 1, *(chance.randrange(size) for _ in range(3))} if size else ():
            flip(file, place)
            with pytest.raises(StorageFault, match=file.name):
                Pack.open(pack)
            flip(file, place)
            Pack.open(pack).close()


def test_a_byte_flipped_behind_the_clocks_back_is_found_by_verifying(pack: Path) -> None:
    file = max(files_of(pack), key=lambda f: f.stat().st_size)
    flip(file, 100, keep_time=True)
    opened = Pack.open(pack)

    with pytest.raises(StorageFault, match=file.name):
        verify(pack, opened.manifest, all_of_it=True)

    (pack / VERIFIED).unlink()
    with pytest.raises(StorageFault, match=file.name):
        Pack.open(pack)


@pytest.mark.parametrize("stamps", [b"", b"{", b"[]", b"null", b'{"x": 1}', b"\xff"])
def test_stamps_that_make_no_sense_only_cost_time(pack: Path, stamps: bytes) -> None:
    (pack / VERIFIED).write_bytes(stamps)

    assert len(rights(pack)) == 1999


@pytest.mark.parametrize("change", ["cut", "grow", "remove", "empty"])
def test_files_cut_grown_or_gone_are_refused(pack: Path, change: str) -> None:
    for file in files_of(pack):
        data = file.read_bytes()
        if change == "remove":
            file.unlink()
        else:
            file.write_bytes({"cut": data[:-1], "grow": data + b"x", "empty": b""}[change])
        if change == "remove" or file.read_bytes() != data:
            with pytest.raises(StorageFault, match=file.name):
                Pack.open(pack)
        file.write_bytes(data)


def test_files_that_no_manifest_names_are_passed_over_and_cleared_away(pack: Path, tables: Tables) -> None:
    stray = pack / f"{Pack.open(pack).manifest.base[:8]}-0009"
    stray.mkdir()
    (stray / "rows.blocks").write_bytes(b"half")
    (pack / "notes.txt").write_text("mine")
    (pack / "film.part").write_text("mine")
    (pack / "0a1b2c3d-0000-4000-8000-0123456789ab").mkdir()
    (next(pack.glob("*-0000")) / "extra").write_bytes(b"x")

    assert len(rights(pack)) == 1999

    extend(pack, [a_table(pack.parent / "d.csv", "D,trademark,9,,,,,,")], tables)
    assert not stray.exists()
    assert (pack / "notes.txt").exists()
    assert (pack / "film.part").exists()
    assert (pack / "0a1b2c3d-0000-4000-8000-0123456789ab").exists()


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 5000), byte=st.integers(0, 255), cut=st.booleans())
def test_a_manifest_altered_anywhere_is_refused(pack: Path, place: int, byte: int, cut: bool) -> None:
    data = (pack / m.FILE).read_bytes()
    place %= len(data)
    altered = data[:place] if cut else data[:place] + bytes([byte]) + data[place + 1 :]
    if altered != data:
        with pytest.raises(BadInput):
            m.unseal(altered)


@settings(deadline=None, max_examples=200)
@given(
    st.binary(max_size=400) | st.binary(max_size=200).map(lambda b: bytes(64) + b'{"format":1,' + b + b"}")
)
def test_bytes_that_are_no_manifest_are_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        m.unseal(data)


def test_a_pack_of_another_version_says_which(pack: Path) -> None:
    made = Pack.open(pack).manifest
    sealed = m.seal(made, a_key().private)
    (pack / m.FILE).write_bytes(sealed[:64] + sealed[64:].replace(OURS, OTHERS))

    with pytest.raises(BadInput, match="格式版本为 7"):
        Pack.open(pack)


@pytest.mark.parametrize("change", [lambda d: d[:-1], lambda d: d.replace(OURS, OTHERS)])
def test_nothing_is_cleared_away_where_the_manifest_cannot_be_read(
    pack: Path, tables: Tables, change: Callable[[bytes], bytes]
) -> None:
    (pack / m.FILE).write_bytes(change((pack / m.FILE).read_bytes()))
    before = files_of(pack)

    with pytest.raises(BadInput):
        extend(pack, [a_table(pack.parent / "d.csv", "D,trademark,9,,,,,,")], tables)

    assert files_of(pack) == before


def test_two_writers_do_not_meet(pack: Path, tables: Tables) -> None:
    with writing(pack), pytest.raises(BadInput, match="正由另一程序写入"):
        extend(pack, [a_table(pack.parent / "d.csv", "D,trademark,9,,,,,,")], tables)


PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from app.errors import InspectionError
from app.names.tables import load_tables
from offline_db.pack.delivery import take
from offline_db.pack.merge import merge_pack
from app.sharing import go_on
from tests.builders import a_key
from tests.offline_db.pack.making import NOW, build, extend
what, pack, file = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
if len(sys.argv) > 4:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]),) * 2)
    import signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
tables = load_tables()
print("ready", flush=True)
try:
    if what == "build":
        build(pack, [file], tables)
    elif what == "import":
        extend(pack, [file], tables)
    elif what == "apply":
        take(pack, file, progress=go_on)
    else:
        merge_pack(pack, now=NOW, key=a_key().private, tables=tables, progress=go_on, whole=True)
except InspectionError as error:
    print(error)
print("done", flush=True)
"""


def start(*words: str | Path) -> "subprocess.Popen[str]":
    program = [sys.executable, "-c", PROGRAM, *map(str, words)]
    started = subprocess.Popen(program, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    return started


@pytest.fixture
def work(pack: Path, tmp_path: Path, tables: Tables) -> dict[str, Path]:
    """A pack's next state, for each way to come to one: the file to do it with."""
    more = a_table(tmp_path / "more.csv", *(line.replace("名", "又") for line in LINES[:1500]))
    ahead = tmp_path / "ahead"
    take(ahead, pack, progress=go_on)
    extend(ahead, [more], tables)
    write_delta(ahead, 1, tmp_path / "more.delta")
    return {"build": more, "import": more, "apply": tmp_path / "more.delta", "merge": more}


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed in another way")
@pytest.mark.parametrize("what", ["build", "import", "apply", "merge"])
def test_a_writer_killed_at_any_moment_leaves_the_old_or_the_new_state(
    pack: Path, work: dict[str, Path], what: str
) -> None:
    chance, old = random.Random(what), rights(pack)
    for _ in range(3):
        with start(what, pack, work[what]) as writer:
            time.sleep(chance.random() * 0.3)
            writer.send_signal(signal.SIGKILL)

        verify(pack, Pack.open(pack).manifest, all_of_it=True)
        assert len(rights(pack)) in (len(old), 1500, 2000)
    with start(what, pack, work[what]) as writer:
        assert writer.wait() == 0
    assert len([entry for entry in pack.iterdir() if entry.is_dir()]) == len(
        Pack.open(pack).manifest.segments
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize("what", ["build", "import", "apply", "merge"])
def test_a_disk_that_fills_is_a_sentence_and_the_old_pack_serves_on(
    pack: Path, work: dict[str, Path], what: str
) -> None:
    before, old = (pack / m.FILE).read_bytes(), rights(pack)

    with start(what, pack, work[what], "3000") as writer:
        assert writer.stdout is not None
        said = writer.stdout.read()

    assert "无法写入" in said
    assert (pack / m.FILE).read_bytes() == before
    assert rights(pack) == old
    assert len([entry for entry in pack.iterdir() if entry.is_dir()]) == 2


def test_a_pack_that_cannot_be_opened_is_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "none", Path(__file__)):
        with pytest.raises(InspectionError):
            Pack.open(path)
