"""Deltas and whole packs change hands only when they follow on and every byte is the publisher's."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import BadInput, StorageFault
from app.names.tables import Tables
from app.sharing import go_on
from offline_db.pack import manifest as m
from offline_db.pack.delivery import MAGIC, take, write_delta
from tests.builders import a_key
from tests.offline_db.pack.making import NOW, a_table, build, extend, rights


@pytest.fixture
def states(tmp_path: Path, tables: Tables) -> dict[int, Path]:
    """Copies of one pack in its states 0 to 3."""
    pack = tmp_path / "publisher"
    build(
        pack,
        [a_table(tmp_path / "b.csv", ",trademark,1,,一,9,甲,,已注册", ",trademark,2,,二,9,甲,,")],
        tables,
    )
    copies = {}
    for number, line in enumerate(
        ("", "I,trademark,3,,三,9,,,", "D,trademark,1,,,,,,", "U,trademark,3,,叁,,,,")
    ):
        if line:
            extend(pack, [a_table(tmp_path / "d.csv", line)], tables)
        copies[number] = Path(shutil.copytree(pack, tmp_path / f"state{number}"))
    return copies


def a_delta(states: dict[int, Path], since: int, until: int) -> Path:
    out = states[0].parent / f"{since}-{until}.delta"
    write_delta(states[until], since, out)
    return out


def manifest_of(pack: Path) -> bytes:
    return (pack / m.FILE).read_bytes()


@pytest.mark.parametrize(("at", "since", "until"), [(0, 0, 1), (0, 0, 3), (1, 0, 3), (2, 0, 3), (1, 1, 2)])
def test_a_delta_brings_a_pack_to_the_publishers_state(
    states: dict[int, Path], at: int, since: int, until: int
) -> None:
    taken = take(states[at], a_delta(states, since, until), progress=go_on)

    assert taken.sequence == until
    assert manifest_of(states[at]) == manifest_of(states[until])
    assert rights(states[at]) == rights(states[until])


def test_who_took_deltas_can_hand_them_on(states: dict[int, Path], tmp_path: Path) -> None:
    take(states[1], a_delta(states, 1, 3), progress=go_on)

    write_delta(states[1], 0, tmp_path / "on.delta")
    take(states[0], tmp_path / "on.delta", progress=go_on)

    assert manifest_of(states[0]) == manifest_of(states[3])


@pytest.mark.parametrize(
    ("at", "since", "until", "words"),
    [
        (0, 1, 2, "请补齐"), (0, 2, 3, "请补齐"),
        (2, 0, 1, "已是第 2 版"), (2, 0, 2, "已是第 2 版"), (3, 1, 2, "已是第 3 版"),
    ],
)  # fmt: skip
def test_gaps_and_rollbacks_are_refused(
    states: dict[int, Path], at: int, since: int, until: int, words: str
) -> None:
    before = manifest_of(states[at])

    with pytest.raises(BadInput, match=words):
        take(states[at], a_delta(states, since, until), progress=go_on)

    assert manifest_of(states[at]) == before


@pytest.mark.parametrize("since", [-1, 3, 4])
def test_there_is_no_delta_from_a_state_that_was_not(
    states: dict[int, Path], tmp_path: Path, since: int
) -> None:
    with pytest.raises(BadInput, match="没有"):
        write_delta(states[3], since, tmp_path / "x")


def test_without_the_manifest_of_a_state_there_is_no_delta_from_it(
    states: dict[int, Path], tmp_path: Path
) -> None:
    for old in states[3].glob("manifest.*.0001"):
        old.unlink()

    with pytest.raises(BadInput, match="完整登记包"):
        write_delta(states[3], 0, tmp_path / "x")


def test_deltas_of_other_packs_and_publishers_are_refused(
    states: dict[int, Path], tmp_path: Path, tables: Tables
) -> None:
    for key, words in ((a_key(1).private, "另一个登记包"), (a_key(2).private, "另一机构")):
        other = tmp_path / words
        build(other, [a_table(tmp_path / "o.csv", ",trademark,1,,一,9,甲,,已注册")], tables, key)
        extend(other, [a_table(tmp_path / "o.csv", "I,trademark,9,,九,9,,,")], tables, key)
        write_delta(other, 0, tmp_path / "o.delta")

        with pytest.raises(BadInput, match=words):
            take(states[0], tmp_path / "o.delta", progress=go_on)


def test_two_deltas_made_of_one_state_do_not_follow_each_other(
    states: dict[int, Path], tmp_path: Path, tables: Tables
) -> None:
    fork = states[1]
    extend(fork, [a_table(tmp_path / "f.csv", "I,trademark,5,,五,9,,,")], tables)

    with pytest.raises(BadInput, match="不是接着"):
        take(fork, a_delta(states, 2, 3), progress=go_on)


def test_every_flipped_byte_of_a_delta_is_refused(states: dict[int, Path]) -> None:
    delta, before = a_delta(states, 0, 3), manifest_of(states[0])
    data = delta.read_bytes()
    places = [*range(0, len(MAGIC) + 40, 3), *range(60, len(data), len(data) // 60), len(data) - 1]
    for place in places:
        delta.write_bytes(data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :])

        with pytest.raises(BadInput):
            take(states[0], delta, progress=go_on)
        assert manifest_of(states[0]) == before
    assert len(rights(states[0])) == 2


@pytest.mark.parametrize(
    "change", [lambda d: d[:-1], lambda d: d + b"x", lambda d: d[: len(d) // 2], lambda d: b""]
)
def test_a_delta_cut_short_or_grown_is_refused(
    states: dict[int, Path], change: Callable[[bytes], bytes]
) -> None:
    delta = a_delta(states, 0, 2)
    delta.write_bytes(change(delta.read_bytes()))

    with pytest.raises(BadInput):
        take(states[0], delta, progress=go_on)

    assert not [
        entry for entry in states[0].iterdir() if entry.name.endswith(("0001", "0002")) and entry.is_dir()
    ]


def test_a_cancelled_delta_leaves_the_old_state(states: dict[int, Path]) -> None:
    with pytest.raises(BadInput, match="取消"):
        take(states[0], a_delta(states, 0, 2), progress=lambda done, total: False)

    assert len(rights(states[0])) == 2


def test_a_whole_pack_is_taken_where_none_is(states: dict[int, Path], tmp_path: Path) -> None:
    take(tmp_path / "mine", states[3], progress=go_on)

    assert rights(tmp_path / "mine") == rights(states[3])


def test_a_whole_pack_replaces_an_older_one_not_a_newer_one(
    states: dict[int, Path], tmp_path: Path, tables: Tables
) -> None:
    lines = [a_table(tmp_path / "n.csv", ",trademark,7,,七,9,甲,,已注册")]
    newer = tmp_path / "newer"
    build(newer, lines, tables, now=NOW + timedelta(days=1))
    mine = states[0]

    take(mine, newer, progress=go_on)
    assert list(rights(mine)) == ["7"]
    assert len([entry for entry in mine.iterdir() if entry.is_dir()]) == 1
    with pytest.raises(BadInput, match="早于"):
        take(mine, states[1], progress=go_on)
    take(mine, states[1], progress=go_on, older=True)
    assert len(rights(mine)) == 3


def test_a_whole_pack_of_another_publisher_is_refused(
    states: dict[int, Path], tmp_path: Path, tables: Tables
) -> None:
    other = tmp_path / "other"
    build(other, [a_table(tmp_path / "n.csv", ",trademark,7,,七,9,甲,,已注册")], tables, a_key(2).private)

    with pytest.raises(BadInput, match="另一机构"):
        take(states[0], other, progress=go_on)


def test_a_damaged_whole_pack_is_refused_and_a_damaged_own_one_repaired(states: dict[int, Path]) -> None:
    good, bad = states[2], states[1]
    file = next(bad.glob("*-0000/rows.blocks"))
    file.write_bytes(bytes(len(file.read_bytes())))

    with pytest.raises(BadInput, match="改动"):
        take(good.parent / "new", bad, progress=go_on)
    assert not (good.parent / "new").exists()
    with pytest.raises(StorageFault):
        rights(bad)
    take(bad, good, progress=go_on)
    assert rights(bad) == rights(good)
