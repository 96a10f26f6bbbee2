"""Merging changes how a pack lies on the disk, never what it says."""

import shutil
from pathlib import Path

import pytest

from app.errors import BadInput
from app.names.tables import Tables
from app.sharing import go_on
from offline_db.pack.delivery import take, write_delta
from offline_db.pack.merge import merge_pack, wants_merging
from offline_db.pack.pack import Pack
from offline_db.pack.standing import all_rights
from tests.builders import a_key
from tests.offline_db.pack.making import NOW, a_table, build, extend, rights


@pytest.fixture
def pack(tmp_path: Path, tables: Tables) -> Path:
    out = tmp_path / "pack"
    build(
        out,
        [a_table(tmp_path / "b.csv", *(f",trademark,{n},,名{n},9,甲,,已注册" for n in range(1, 60)))],
        tables,
    )
    for step in (2, 3, 5):
        lines = [f"U,trademark,{n},,改{step}之{n},,,," for n in range(1, 60, step)]
        extend(out, [a_table(tmp_path / "d.csv", *lines, f"D,trademark,{step},,,,,,")], tables)
    return out


def merge(pack: Path, tables: Tables, whole: bool = False) -> bool:
    return merge_pack(pack, now=NOW, key=a_key().private, tables=tables, progress=go_on, whole=whole)


@pytest.mark.parametrize(("whole", "segments"), [(False, 2), (True, 1)])
def test_a_merged_pack_says_the_same(pack: Path, tables: Tables, whole: bool, segments: int) -> None:
    before = rights(pack)
    assert wants_merging(Pack.open(pack).manifest)

    assert merge(pack, tables, whole)

    merged = Pack.open(pack)
    assert rights(pack) == before
    assert (len(merged.segments), merged.manifest.sequence) == (segments, 4)
    assert [right.name for right in merged.find("7")] == ["改3之7"]
    assert merged.find("2") == ()
    assert len([entry for entry in pack.iterdir() if entry.is_dir()]) == segments
    assert not merge(pack, tables)


def test_who_has_the_old_state_open_reads_on(pack: Path, tables: Tables) -> None:
    opened = Pack.open(pack)
    before = list(all_rights(opened))

    merge(pack, tables, whole=True)

    assert list(all_rights(opened)) == before


def test_a_delta_carries_a_merged_segment(pack: Path, tables: Tables, tmp_path: Path) -> None:
    mine = Path(shutil.copytree(pack, tmp_path / "mine"))
    merge(pack, tables)
    write_delta(pack, 2, tmp_path / "d.delta")

    take(mine, tmp_path / "d.delta", progress=go_on)

    assert rights(mine) == rights(pack)
    assert (mine / "manifest").read_bytes() == (pack / "manifest").read_bytes()


def test_merging_is_for_the_publisher_and_can_be_stopped(pack: Path, tables: Tables) -> None:
    before = (pack / "manifest").read_bytes()

    with pytest.raises(BadInput, match="另一密钥"):
        merge_pack(pack, now=NOW, key=a_key(2).private, tables=tables, progress=go_on)
    with pytest.raises(BadInput, match="取消"):
        merge_pack(pack, now=NOW, key=a_key().private, tables=tables, progress=lambda done, total: False)

    assert (pack / "manifest").read_bytes() == before
    assert len([entry for entry in pack.iterdir() if entry.is_dir()]) == 4
