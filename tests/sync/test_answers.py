"""What a hub answers by stick is bound to who asked and to what it brings: nobody may change either."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import BadInput
from app.log import Entry
from app.sharing import go_on
from sync import wire
from sync.bundle import Bundle, write_bundle
from sync.courier import MARK, SIGNATURE, Answer, read_answer, sign_answer
from sync.frames import BlobPart, Message, write_records
from sync.intake import Intake
from sync.medium import Medium
from sync.volumes import read_volumes
from tests.builders import a_key
from tests.sync.hub.making import ALaptop
from tests.sync.test_courier import OWN_SEAL, Post, leaves

Entries = list[Entry]
Messages = list[bytes]


@pytest.fixture
def post(tmp_path: Path) -> Post:
    """A hub that holds what another laptop brought."""
    found = Post(tmp_path)
    assert found.a_laptop(2).sync(found.hub.book, found.hub.key.key).safe
    return found


def alter(path: Path, change: Callable[[Entries, Messages], tuple[Entries, Messages]]) -> Path:
    """Write an answer anew for the same device, as anybody can who reads it."""
    items = list(Bundle(path, OWN_SEAL))
    entries = [item for item in items if isinstance(item, Entry)]
    blobs = [(item.sha256, item.data) for item in items if isinstance(item, BlobPart)]
    entries, messages = change(entries, [item.data for item in items if isinstance(item, Message)])
    path.unlink()
    own = OWN_SEAL.public_key().public_bytes_raw()
    records = write_records(iter(entries), iter(blobs), iter(messages))
    write_bundle(path, [own], bytes(32), records, lambda done: True, Medium())
    return path


def place(post: Post) -> int:
    return post.laptop.logbook.receipts.cursor(post.origin())


def test_an_answer_moves_the_place_from_which_the_device_goes_on(post: Post) -> None:
    receipts, problem = post.take(post.laptop, post.answer(post.ask(post.laptop)))

    assert (problem, place(post)) == ("", post.size())
    assert receipts > 0


@pytest.mark.parametrize("change", ["left out", "put in", "exchanged"])
def test_entries_that_somebody_took_out_of_an_answer_are_missed(post: Post, change: str) -> None:
    more = post.a_laptop(2, photos=0)

    def tamper(entries: Entries, messages: Messages) -> tuple[Entries, Messages]:
        extra = more.entry(next(iter(more.headers())))
        ways = {"left out": entries[:-1], "put in": [*entries, extra], "exchanged": entries[::-1]}
        return ways[change], messages

    reply = alter(post.answer(post.ask(post.laptop)), tamper)
    receipts, problem = post.take(post.laptop, reply)

    assert "不是中心为本机写入的那些" in problem
    assert place(post) == 0  # so that the next answer brings them again
    assert receipts > 0
    assert post.take(post.laptop, post.answer(post.ask(post.laptop), "again.huhang"))[1] == ""
    assert place(post) == post.size()


def test_another_devices_answer_moves_nothing_here(post: Post) -> None:
    """A device may seal its own answer, which leaves out what it must not see, to another one."""
    other = ALaptop(2, post.bureau)
    theirs = post.answer(post.ask(other, "theirs.huhang"), "to-them.huhang")

    problem = post.take(post.laptop, theirs)[1]

    assert "另一台设备的答复" in problem
    assert place(post) == 0


@pytest.mark.parametrize(
    "field", [{"following": 9999}, {"start": 1}, {"asker": "ab" * 32}, {"brought": "ab" * 32}]
)
def test_what_somebody_wrote_into_an_answer_is_refused(post: Post, field: dict[str, int | str]) -> None:
    def tamper(entries: Entries, messages: Messages) -> tuple[Entries, Messages]:
        signed = messages[0].removeprefix(MARK)
        answer = wire.read_json(signed[SIGNATURE:], Answer)._replace(**field)  # type: ignore[arg-type]  # by name
        return entries, [MARK + signed[:SIGNATURE] + wire.write_json(answer)]

    reply = alter(post.answer(post.ask(post.laptop)), tamper)
    answers = post.courier(post.laptop).answers()

    _, broke_off = read_volumes(reply, OWN_SEAL, Intake(post.laptop, 0, go_on, answers.take))

    assert "没有该中心的有效签名" in broke_off
    assert (answers.receipts, place(post)) == (0, 0)


@pytest.mark.parametrize("fields", [7, 9])  # as they were then; or as now, with the signature taken off
def test_an_answer_from_before_hubs_signed_brings_its_receipts_and_moves_no_place(
    post: Post, fields: int
) -> None:
    def unsign(entries: Entries, messages: Messages) -> tuple[Entries, Messages]:
        answers = [read_answer(message) for message in messages]
        return entries, [wire.write_json(list(answer)[:fields]) for answer in answers]

    reply = alter(post.answer(post.ask(post.laptop)), unsign)
    before = leaves(post.laptop)
    receipts, problem = post.take(post.laptop, reply)

    assert (problem, place(post)) == ("", 0)
    assert receipts >= len(before)
    assert leaves(post.laptop) > before
    assert post.safe(post.laptop) >= before


def test_a_signed_answer_is_read_as_it_was_written_and_no_byte_of_it_can_change(post: Post) -> None:
    key = a_key(1)
    answer = Answer(key.key.hex(), "note", 1, [], 2, 3, {}, "ab" * 32, "cd" * 32)
    message = sign_answer(key, answer)

    assert read_answer(message) == answer
    for at in range(len(message)):
        with pytest.raises(BadInput):
            read_answer(message[:at] + bytes([message[at] ^ 1]) + message[at + 1 :])
