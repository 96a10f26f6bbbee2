"""Hubs that lie or lose, and parts with a rule broken: each lie is noticed, each rule is needed."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from app.events import CommentMade
from sync.peer import Inclusion, Page
from tests.sync.hub.day import Day, Parts, Says
from tests.sync.hub.making import ALaptop
from tests.sync.hub.mutants import MUTANTS
from tests.sync.hub.scenarios import SCENARIOS

Scenario = Callable[[Path, Parts], None]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_this_holds(tmp_path: Path, scenario: Scenario) -> None:
    scenario(tmp_path, Parts())


@pytest.mark.parametrize("name", MUTANTS)
def test_a_broken_rule_is_caught(tmp_path: Path, name: str) -> None:
    parts, scenario = MUTANTS[name]

    with pytest.raises(AssertionError):
        scenario(tmp_path, parts)


def test_receipts_for_what_was_not_asked_are_not_kept(tmp_path: Path) -> None:
    day = Day(tmp_path, Parts())
    day.laptop.record(CommentMade("之后"))
    more = f"blob:{'cd' * 32}"

    def generous(names: Sequence[str], size: int) -> Mapping[str, Inclusion]:
        return {**day.hub.book.receipts(names, size), more: Inclusion(0, ())}

    assert day.sync(Says(day.hub.book, receipts=generous)).safe
    assert more not in day.safe()


@pytest.mark.parametrize(
    "page", [Page(b"", 0), Page(b"", -5), Page(b"\xff" * 50, 11), Page(b"x", 1 << 60)], ids=str
)
def test_a_feed_that_cannot_be_takes_nothing_and_ends(tmp_path: Path, page: Page) -> None:
    day = Day(tmp_path, Parts())
    late = ALaptop(2, day.bureau)

    report = day.sync(Says(day.hub.book, feed=lambda start, most: page), late)

    assert report.alarm or report.broke_off
    assert late.cursor(report.origin) == 0
