"""Forgeries that one check alone shows up: each of these tests fails where that check is taken out."""

import io
import tracemalloc

import pytest
import zstandard
from PIL import Image

from app.audit import audit
from app.errors import BadEntry, BadInput
from app.events import CommentMade, LogOpened
from app.log import Clock, Entry, Position, opening_key, seal_entry, write_payload
from app.photos import decode
from sync.frames import LARGEST_BATCH, decompress, read_records, write_records
from tests.builders import NONCE, ALog, a_key


def a_forgery(seed: int, position: Position, event: CommentMade | LogOpened) -> Entry:
    """An entry at any position, well signed by a key."""
    return seal_entry(a_key(seed), position, event, write_payload(event, bytes(16)), clock=Clock(1, 1))


def test_an_entry_that_follows_nothing_is_named_although_its_number_fits() -> None:
    log = ALog(1)
    log.add(CommentMade("甲"))
    forged = a_forgery(1, Position(log.id, 2, "ab" * 32), CommentMade("乙"))

    found = audit([*log.entries, forged], root="", blob_state=lambda ref: "")

    assert [problem.entry for problem in found.problems] == [forged.id]


def test_nobody_else_s_key_opens_a_log() -> None:
    event = LogOpened(a_key(2).key.hex(), NONCE, "00" * 32, "冒名", "0")
    forged = a_forgery(2, Position(ALog(1).id, 0, ""), event)

    with pytest.raises(BadEntry, match="与其密钥不符"):
        opening_key(forged)


def test_records_without_their_end_are_refused() -> None:
    records = list(write_records(ALog(1).entries, []))

    with pytest.raises(BadInput):
        list(read_records(records[:-1]))


def test_a_bomb_takes_no_more_memory_than_a_batch_may() -> None:
    body = zstandard.ZstdCompressor().compress(bytes(4 * LARGEST_BATCH))
    tracemalloc.start()

    with pytest.raises(BadInput):
        decompress(body)

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3 * LARGEST_BATCH


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    file = io.BytesIO()
    Image.new("1", (12_000, 10_100)).save(file, "PNG")

    with pytest.raises(BadInput, match="像素过多"):
        decode(file.getvalue())
