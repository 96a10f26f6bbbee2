"""Searching in processes of their own: what they answer, and what happens when one fails."""

import os
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from app.errors import BadInput, StorageFault
from app.names.answers import Band, Likeness, NameFilter, NameHit
from offline_db.searchers import Hits, Searchers, Serve, answer

SIGNS = [(sign, NameFilter()) for sign in ("甲", "乙", "丙", "丁", "戊")]


def _echo(sign: str, narrow: NameFilter) -> Hits:
    return (NameHit(sign, Likeness(Band.REMOTE, (), ()), (), 1),)


def _serve(connection: Connection, path: Path) -> None:
    answer(connection, _echo)


def _refuse(connection: Connection, path: Path) -> None:
    def search(sign: str, narrow: NameFilter) -> Hits:
        raise BadInput(f"{path.name} 不可读", f"{path.name} cannot be read")

    answer(connection, search)


def _die(connection: Connection, path: Path) -> None:
    connection.recv()
    os._exit(3)


def test_signs_are_answered_in_their_order_list_after_list() -> None:
    with Searchers(_serve, Path("r")) as searchers:
        first = searchers.search(SIGNS)
        second = searchers.search(SIGNS[:1])

    assert [hits[0].name for hits in first] == [sign for sign, _ in SIGNS]
    assert [hits[0].name for hits in second] == ["甲"]


@pytest.mark.parametrize(("serve", "words"), [(_refuse, "r cannot be read"), (_die, "start it again")])
def test_a_process_that_cannot_go_on_is_a_sentence(
    serve: Serve, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with Searchers(serve, Path("r")) as searchers, pytest.raises(StorageFault) as error:
        searchers.search(SIGNS)

    assert words in error.value.sentence("en")
