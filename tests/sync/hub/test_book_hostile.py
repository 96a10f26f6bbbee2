"""Every verb of a hub asked with what no honest device sends: a sentence, never a crash, never a change."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadInput, InspectionError
from offline_db.driver import DatabaseError, connect
from sync.hub.book import HubBook
from sync.hub.objects import ObjectFolder
from sync.hub.port import Database, SqliteDatabase
from sync.peer import MOST_NAMES
from tests.builders import a_key
from tests.sync.hub.making import HUB_SEED, KEY, a_bureau_log

SIGNER = a_key(HUB_SEED)
BUREAU = a_bureau_log([1, 2])


@pytest.fixture
def book(tmp_path: Path) -> Iterator[HubBook]:
    database = SqliteDatabase(connect(":memory:", KEY), DatabaseError)
    yield a_book(database, tmp_path)
    database.close()


def a_book(database: Database, folder: Path) -> HubBook:
    return HubBook(database, ObjectFolder(folder, KEY), SIGNER, name="hub.test/log", root=BUREAU.id)


@pytest.mark.parametrize(
    "ask",
    [
        lambda book: book.consistency(0, 10),
        lambda book: book.consistency(-1, 0),
        lambda book: book.consistency(1, 0),
        lambda book: book.receipts(["entry:" + "0" * 64], 1),
        lambda book: book.receipts(["entry:../x"], 0),
        lambda book: book.receipts(["0" * 64 + "'; DROP TABLE head; --"], 0),
        lambda book: book.receipts(["entry:" + "0" * 64] * (MOST_NAMES + 1), 0),
        lambda book: book.append(b"\0"),
        lambda book: book.append(b"\xff" * 100),
        lambda book: book.append(bytes(17 * 1024 * 1024)),
        lambda book: book.upload("../../x"),
        lambda book: book.put_part("0" * 64, -1, 10, b""),
        lambda book: book.put_part("0" * 64, 0, 1 << 40, b"x"),
        lambda book: book.put_part("0" * 64, 0, 1, b"xx"),
        lambda book: book.put_part("0" * 63, 0, 1, b"x"),
        lambda book: book.feed(-1, 1),
        lambda book: book.feed(1, 1),
        lambda book: book.feed(0, 0),
        lambda book: book.get_blob("x", 0, 1),
        lambda book: book.get_blob("0" * 64, -1, 1),
        lambda book: book.get_blob("0" * 64, 0, 1 << 40),
    ],
)
def test_hostile_questions_are_refused_with_a_sentence(book: HubBook, ask: object) -> None:
    with pytest.raises(BadInput) as caught:
        ask(book)  # type: ignore[operator]  # a table of calls

    assert caught.value.zh
    assert caught.value.en


@given(st.binary(max_size=400), st.text(max_size=80), st.integers(-5, 1 << 70), st.integers(-5, 1 << 70))
def test_whatever_is_asked_the_answer_is_a_value_or_a_sentence(
    data: bytes, text: str, one: int, two: int
) -> None:
    database = SqliteDatabase(connect(":memory:"), DatabaseError)
    book = a_book(database, Path("unused"))
    for ask in (
        lambda: book.checkpoint(text),
        lambda: book.consistency(one, two),
        lambda: book.receipts([text], one),
        lambda: book.append(data),
        lambda: book.upload(text),
        lambda: book.put_part(text, one, two, data),
        lambda: book.feed(one, two),
        lambda: book.get_blob(text, one, two),
    ):
        try:
            ask()
        except InspectionError as error:
            assert error.zh  # noqa: PT017 -- either outcome is right
    database.close()
