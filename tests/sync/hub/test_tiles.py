"""The published log is read by others' conventions, holds no contents, and shows every change."""

from pathlib import Path

import pytest

from app.errors import BadInput, NotFound
from app.events import CommentMade
from app.front.tiles_desk import Publisher
from sync.checkpoint import Checkpoint, write_checkpoint
from sync.hub.tiles import Tiles, publish, tile_path, tiles_of
from sync.tlog import Node, grow, includes, leaf_hash, root_of
from tests.builders import a_key
from tests.sync.hub.day import REWRITES, Day, Parts, rewrite

KEY = a_key(7)
ORIGIN = "hub.test/log#1-0123456789ab"
SIZE = 70_000  # two levels of tiles above the leaves


def a_log(size: int, salt: str = "") -> tuple[list[str], Node]:
    names = [f"entry:{salt}{n:064x}" for n in range(size)]
    nodes: dict[tuple[int, int], bytes] = {}
    for level, place, found in grow(
        0, (leaf_hash(name.encode()) for name in names), lambda a, b: nodes[a, b]
    ):
        nodes[level, place] = found
    return names, lambda level, place: nodes[level, place]


LARGE = a_log(SIZE)
SMALL = a_log(600)


def checkpoint_of(size: int, node: Node) -> Checkpoint:
    return write_checkpoint(ORIGIN, size, root_of(size, node), KEY.key, KEY.sign)


def published(folder: Path, size: int, log: tuple[list[str], Node] = SMALL) -> int:
    names, node = log
    return publish(folder, checkpoint_of(size, node), KEY.key, node, lambda a, b: names[a:b])


@pytest.mark.parametrize(
    ("level", "index", "width", "expected"),
    [
        ("0", 0, 256, "tile/0/000"),
        ("0", 0, 7, "tile/0/000.p/7"),
        ("1", 67, 256, "tile/1/067"),
        ("0", 1234067, 256, "tile/0/x001/x234/067"),
        ("entries", 1000, 255, "tile/entries/x001/000.p/255"),
        ("0", 999, 256, "tile/0/999"),
    ],
)
def test_tiles_lie_where_the_convention_says(level: str, index: int, width: int, expected: str) -> None:
    assert tile_path(level, index, width) == expected


def test_a_log_has_the_tiles_that_the_convention_counts() -> None:
    """The example of C2SP tlog-tiles: 70,000 leaves are 273 full tiles and a partial one, then 1 and 17."""
    found = list(tiles_of(0, 70_000))

    assert [(level, width) for level, _, width in found].count((0, 256)) == 273
    assert {(0, 273, 112), (1, 0, 256), (1, 1, 17), (2, 0, 1)} <= set(found)
    assert len(found) == 277


def test_a_published_log_checks_and_proves_every_leaf(tmp_path: Path) -> None:
    published(tmp_path, 600)
    tiles = Tiles(tmp_path, KEY.key)

    assert tiles.check() == 600
    for place in (*range(0, 600, 53), 255, 256, 511, 512, 599):
        leaf, proof = tiles.prove(place)
        assert leaf == SMALL[0][place].encode()
        assert includes(leaf_hash(leaf), place, 600, proof, tiles.checkpoint.root)


def test_a_large_log_has_its_root_and_proves_leaves(tmp_path: Path) -> None:
    published(tmp_path, SIZE, LARGE)
    tiles = Tiles(tmp_path, KEY.key)

    assert tiles.root() == tiles.checkpoint.root
    for place in (0, 255, 256, 65_535, 65_536, SIZE - 1):
        leaf, proof = tiles.prove(place)
        assert includes(leaf_hash(leaf), place, SIZE, proof, tiles.checkpoint.root)


def test_a_log_that_grows_keeps_its_full_tiles_and_adds_what_is_new(tmp_path: Path) -> None:
    kept: dict[Path, bytes] = {}
    for size in (0, 1, 255, 256, 257, 511, 600):
        published(tmp_path, size)
        for path, data in kept.items():
            assert path.read_bytes() == data
        assert Tiles(tmp_path, KEY.key).check() == size
        kept = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and p.name != "checkpoint"}

    assert published(tmp_path, 600) == 0


def test_what_is_cut_off_before_the_checkpoint_leaves_the_old_log_whole(tmp_path: Path) -> None:
    published(tmp_path, 300)
    names, node = SMALL

    def cut(first: int, before: int) -> list[str]:
        if first:
            raise OSError("no space left")
        return names[first:before]

    with pytest.raises(Exception, match="无法写入"):
        publish(tmp_path, checkpoint_of(600, node), KEY.key, node, cut)
    assert Tiles(tmp_path, KEY.key).check() == 300
    published(tmp_path, 600)
    assert Tiles(tmp_path, KEY.key).check() == 600


def test_another_log_or_an_older_one_is_not_put_over_it(tmp_path: Path) -> None:
    published(tmp_path, 300)

    for size, log in ((299, SMALL), (600, a_log(600, "f"))):
        with pytest.raises(BadInput, match="不能覆盖"):
            published(tmp_path, size, log)
    assert Tiles(tmp_path, KEY.key).check() == 300


def test_every_changed_or_missing_file_is_noticed(tmp_path: Path) -> None:
    published(tmp_path, 300)
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert len(files) == 6
    for path in files:
        data = path.read_bytes()
        for at in range(0, len(data), max(1, len(data) // 25)):
            path.write_bytes(data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :])
            with pytest.raises((BadInput, NotFound)):
                Tiles(tmp_path, KEY.key).check()
        path.unlink()
        with pytest.raises((BadInput, NotFound)):
            Tiles(tmp_path, KEY.key).check()
        path.write_bytes(data)
    assert Tiles(tmp_path, KEY.key).check() == 300


def test_a_hub_publishes_its_log_as_it_grows_and_nothing_of_what_its_entries_say(tmp_path: Path) -> None:
    day = Day(tmp_path, Parts(), photos=3)
    folder = tmp_path / "tiles"
    first = day.hub.book.publish(folder)
    day.laptop.record(CommentMade("当事人王练习"))
    day.sync()
    second = day.hub.book.publish(folder)
    tiles = Tiles(folder, day.hub.key.key)

    assert (first, second, day.hub.book.publish(folder)) == (1, 1, 0)
    assert tiles.check() == day.checkpoint().size
    assert {leaf.decode() for leaf in tiles.leaves()} >= day.safe()
    assert "王练习".encode() not in b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())


def test_a_hub_that_rewrote_its_log_cannot_publish_over_what_it_published(tmp_path: Path) -> None:
    """Threat row 7: whoever kept the published checkpoint sees that it was another log."""
    day = Day(tmp_path, Parts(), photos=3)
    day.hub.book.publish(tmp_path / "tiles")
    rewrite(day.hub, REWRITES["replaces one"])

    with pytest.raises(BadInput, match="不能覆盖"):
        day.hub.book.publish(tmp_path / "tiles")


def test_a_row_that_an_administrator_changed_does_not_pass_into_the_tiles_unseen(tmp_path: Path) -> None:
    """Threat row 18: with access to the database, a leaf's name is exchanged."""
    day = Day(tmp_path, Parts(), photos=3)
    sql = "UPDATE leaf_names SET name = ? WHERE place = 2"
    day.hub.database.transact(lambda db: db.rows(sql, (b"e" + b"\xab" * 32,)))
    day.hub.book.publish(tmp_path / "tiles")

    with pytest.raises(BadInput):
        Tiles(tmp_path / "tiles", day.hub.key.key).check()


def test_a_running_hub_publishes_what_it_took_and_says_once_why_it_cannot(tmp_path: Path) -> None:
    day, said, folder = Day(tmp_path, Parts()), list[str](), tmp_path / "tiles"
    publisher = Publisher(day.hub.book, folder, said.append)
    publisher.work()
    before = Tiles(folder, day.hub.key.key).checkpoint.size
    day.laptop.record(CommentMade("后来"))
    day.sync()

    again_s = publisher.work()
    after = Tiles(folder, day.hub.key.key)

    assert after.checkpoint.size > before
    assert after.check() == after.checkpoint.size
    assert (said, again_s) == ([], 60)

    (folder / "checkpoint").write_text("another")
    publisher.work()
    publisher.work()
    assert len(said) == 1
