"""A hub that keeps back what its own log holds: noticed at the next pull, whatever it leaves out."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from app.errors import NotFound
from app.events import CommentMade
from sync.hub.pulling import Pulled
from sync.peer import Peer
from tests.sync.hub.lines import CutLine, Hiding, Line
from tests.sync.hub.making import AHub
from tests.sync.hub.test_pulling import FIRST, SECOND, Two, fine, held, photo, pull, two_hubs


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return two_hubs(tmp_path)


def entries_of(two: Two) -> list[str]:
    """Return the entries of the second hub, in the order of its log."""
    names = two.b.book.leaves(0, 1000)
    return [name.removeprefix("entry:") for name in names if name.startswith("entry:")]


def test_every_single_entry_that_is_left_out_is_noticed_and_the_rest_is_kept(two: Two) -> None:
    names = entries_of(two)
    for at, name in enumerate(names):
        into = AHub(two.folder / f"into-{at}", two.bureau, seed=FIRST).book

        reports = [pull(into, Hiding(two.b.book, {name}), SECOND) for _ in range(2)]

        assert all("没有交出其日志中的 1 条记录" in r.alarm and name[:12] in r.alarm for r in reports)
        assert not any(r.broke_off or r.problems for r in reports)
        assert name not in held(into)
        assert fine(pull(into, two.b.book, SECOND))  # and all is well once it comes
        assert held(into) == held(two.b.book)
        assert fine(pull(into, Hiding(two.b.book, {name}), SECOND))  # of what is here nothing is asked again


def test_what_is_left_out_holds_up_neither_photos_nor_other_entries(two: Two) -> None:
    sha256 = photo(two.two)
    name = two.two.record(CommentMade("被隐瞒"))
    two.two.record(CommentMade("后来"))
    two.sync_two()

    report = two.pull_a(Hiding(two.b.book, {name}))

    assert "1 条记录" in report.alarm
    assert held(two.b.book) - held(two.a.book) == {f"entry:{name}"}
    assert f"blob:{sha256}" in held(two.a.book)


def test_a_source_that_gives_nothing_any_more_is_asked_a_bounded_number_of_times(two: Two) -> None:
    for n in range(150):
        two.two.record(CommentMade(f"第 {n} 条"))
    two.sync_two()
    line = CutLine(Hiding(two.b.book, set(entries_of(two))))

    report = two.pull_a(line)

    assert f"{len(set(entries_of(two)) - {e.id for e in two.bureau.entries})} 条记录" in report.alarm
    assert line.calls < 110


class Naming(Line):
    """Names other leaves than its log has."""

    def __init__(self, peer: Peer, way: str) -> None:
        super().__init__(peer)
        self._way = way

    def leaves(self, start: int, most: int) -> Sequence[str]:
        names = list(self.peer.leaves(start, most))
        match self._way:
            case "one less":
                return names[:-1] if start + len(names) == len(self.peer.leaves(0, 1000)) else names
            case "one replaced":
                return [*names[:-1], "blob:" + "ab" * 32]
            case "two exchanged":
                return [*names[:-2], names[-1], names[-2]]
            case "none":
                return []
        raise NotFound(
            "中心没有这样的服务；请升级程序。", "The hub has no such service; upgrade the program."
        )


@pytest.mark.parametrize("way", ["one less", "one replaced", "two exchanged", "none"])
def test_a_source_that_names_other_leaves_than_its_own_is_noticed(two: Two, way: str) -> None:
    hidden = entries_of(two)[-1]

    report = two.pull_a(Naming(Hiding(two.b.book, {hidden}), way))

    assert "与其自己的校验点不符" in report.alarm


def test_a_source_that_does_not_say_what_it_holds_is_not_taken_for_complete(two: Two) -> None:
    report = two.pull_a(Naming(two.b.book, "refused"))

    assert "无法证明没有遗漏" in report.alarm
    assert held(two.a.book) >= held(two.b.book)


@pytest.mark.parametrize("pages", [1, 2, 3, 7])
def test_a_log_is_gone_through_page_by_page_and_from_where_all_was_there(two: Two, pages: int) -> None:
    class Short(Line):
        asked: list[int] = []

        def leaves(self, start: int, most: int) -> Sequence[str]:
            self.asked.append(start)
            return self.peer.leaves(start, pages)

    assert fine(two.pull_a(Short(two.b.book)))
    reached = len(two.b.book.leaves(0, 1000))
    Short.asked = []
    two.two.record(CommentMade("后来"))
    two.sync_two()

    assert fine(two.pull_a(Short(two.b.book)))
    assert Short.asked == [reached]


def test_what_came_once_and_is_not_here_is_asked_for_by_its_place(two: Two) -> None:
    """As what was refused by a pull that was cut before it went through the log."""
    name = two.two.record(CommentMade("来过"))
    two.sync_two()
    assert fine(two.pull_a())
    into = Pulled(two.a.book)
    origin = two.b.book.checkpoint("").split("\n")[0]
    two.a.connection.execute("DELETE FROM entries WHERE id = ?", (name,))
    two.a.connection.execute("DELETE FROM leaf_names WHERE name = ?", (b"e" + bytes.fromhex(name),))
    into.keep_crown(origin, 0, b"")
    line = CutLine(two.b.book)

    two.pull_a(line)

    assert line.calls == 3  # the checkpoint, the names, and that entry by its place
