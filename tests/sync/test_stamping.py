"""Trusted time over a hub's log, by a real authority: both bounds of an entry, whatever clocks say."""

import base64
import hashlib
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.custody import Stamped, Window, stamps_of, token_holds, window_of
from app.errors import BadInput, Unreachable
from app.events import CheckpointStamped, CommentMade
from app.history import Recorded
from app.log import Clock, read_event
from app.signing.asking import ask_token, read_stamp
from offline_db.drafting import Draft
from offline_db.receipts import Proved
from sync.checkpoint import write_checkpoint
from sync.peer import Inclusion
from sync.stamping import cover
from sync.tlog import includes, leaf_hash
from tests.app.signing.authority import Authority, needs_openssl
from tests.sync.hub.day import Day, Parts, Says
from tests.sync.hub.making import ALaptop

pytestmark = needs_openssl
YEAR_MS = 365 * 24 * 3600 * 1000


class StampingLaptop:
    """A laptop of a day as stamping sees it."""

    def __init__(self, laptop: ALaptop) -> None:
        self.laptop = laptop
        self.headers = laptop.headers
        self.note = laptop.note
        self.receipted = laptop.receipted
        self.stamped = laptop.logbook.receipts.stamped

    def keep_covers(self, stamp: str, found: dict[str, Proved]) -> None:
        self.laptop.logbook.receipts.keep_covers(stamp, found)

    def tokens(self) -> Sequence[tuple[str, CheckpointStamped]]:
        found = ((r.id, r.event) for r in self.records())
        return [(name, event) for name, event in found if isinstance(event, CheckpointStamped)]

    def record(self, event: CheckpointStamped) -> str:
        return self.laptop.record(event, case="")

    def records(self) -> list[Recorded]:
        places = self.laptop.logbook.places()
        return [
            Recorded(name, h, read_event(h, self.laptop.entry(name).payload), places[name])
            for name, h in self.headers().items()
        ]


class Stamping:
    """A hub, its laptops and an authority."""

    def __init__(self, folder: Path) -> None:
        self.authority = Authority(folder)
        self.day = Day(folder / "day", Parts(), photos=2)

    def stamp(self, laptop: ALaptop, peer: object = None, *, ask: bool = True) -> int:
        hub = self.day.hub
        return cover(
            StampingLaptop(laptop),  # type: ignore[arg-type]  # it takes dict where any mapping may come
            peer or hub.book,  # type: ignore[arg-type]  # a peer that says other things
            hub.key.key,
            lambda event: token_holds(event, [self.authority.root]),
            self.authority.answer if ask else None,
        )

    def window(self, laptop: ALaptop, entry: str) -> Window:
        records = StampingLaptop(laptop).records()
        stamps: list[Stamped] = list(stamps_of(records, [self.authority.root]))
        (mine,) = (r for r in records if r.id == entry)
        found = laptop.logbook.receipts.cover(f"entry:{entry}")
        previous = laptop.headers().get(mine.header.prev)
        return window_of(
            mine.header, mine.place, stamps, covered_by=found[1] if found else "", previous=previous
        )


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def at_clock(laptop: ALaptop, text: str, shift_ms: int, monotonic_ns: int = 5) -> str:
    """Record under a clock that is wrong by `shift_ms`."""
    clock = Clock(round(time.time() * 1000) + shift_ms, monotonic_ns)
    (name,) = laptop.logbook.append([Draft(CommentMade(text), "F-1-0001")], ("o1", "o2"), clock)
    return name


@pytest.mark.parametrize("shift_ms", [-YEAR_MS, 0, YEAR_MS])
def test_an_entry_lies_between_two_trusted_times_whatever_its_clock_says(
    tmp_path: Path, shift_ms: int
) -> None:
    world, began = Stamping(tmp_path), time.time() * 1000
    laptop = world.day.laptop
    world.stamp(laptop)
    time.sleep(1.1)  # a token tells whole seconds
    entry = at_clock(laptop, "之间", shift_ms)
    alone = world.window(laptop, entry)
    world.day.sync()
    time.sleep(1.1)
    world.stamp(laptop)
    window = world.window(laptop, entry)

    assert (alone.before, window.impossible) == (None, False)
    assert alone.after == window.after is not None
    assert window.before is not None
    assert began - 1000 <= window.after.at_ms <= window.before.at_ms <= time.time() * 1000 + 1000
    assert (window.drift_ms > 0) - (window.drift_ms < 0) == (shift_ms > 0) - (shift_ms < 0)
    assert abs(abs(window.drift_ms) - abs(shift_ms)) < 60_000


def test_an_entry_that_did_not_see_a_token_is_not_called_younger_than_it(tmp_path: Path) -> None:
    """It names a checkpoint that was stamped later: that makes it younger than the checkpoint alone."""
    world = Stamping(tmp_path)
    laptop = world.day.laptop
    entry = laptop.record(CommentMade("先于时间戳"))
    world.stamp(laptop)

    assert laptop.headers()[entry].after
    assert world.window(laptop, entry).after is None


def test_another_laptop_covers_its_entries_by_a_token_it_was_sent(tmp_path: Path) -> None:
    world = Stamping(tmp_path)
    other = ALaptop(2, world.day.bureau)
    entry = other.record(CommentMade("另一台"))
    world.day.sync(laptop=other)
    world.day.sync()
    world.stamp(world.day.laptop)
    world.day.sync()
    world.day.sync(laptop=other)
    asked = world.authority.asked

    assert world.stamp(other, ask=False) > 0
    assert world.window(other, entry).before is not None
    assert world.window(other, other.record(CommentMade("之后"))).after is not None
    assert world.authority.asked == asked


def test_what_an_authority_did_not_answer_is_asked_again(tmp_path: Path) -> None:
    world = Stamping(tmp_path)
    laptop, answer = world.day.laptop, world.authority.answer

    def silent(request: bytes) -> bytes:
        raise Unreachable("时间戳机构无法连接。", "The authority cannot be reached.")

    for broken, expected in ((silent, Unreachable), (lambda request: b"<html>", BadInput)):
        world.authority.answer = broken  # type: ignore[method-assign]  # the line to it is cut
        with pytest.raises(expected):
            world.stamp(laptop)
        assert laptop.logbook.receipts.stamped() == set()
    world.authority.answer = answer  # type: ignore[method-assign]  # and whole again

    assert world.stamp(laptop) > 0
    assert world.day.safe() == laptop.logbook.receipts.stamped()


def test_with_nothing_new_no_second_token_is_asked_for(tmp_path: Path) -> None:
    world = Stamping(tmp_path)
    for _ in range(3):
        world.stamp(world.day.laptop)
        world.day.sync()

    assert world.authority.asked == 1


def test_a_token_over_a_checkpoint_that_the_log_does_not_continue_covers_nothing(tmp_path: Path) -> None:
    """A hub keeps another log with the same leaf, and had that one stamped earlier."""
    world = Stamping(tmp_path)
    laptop, hub = world.day.laptop, world.day.hub
    leaf = min(world.day.safe())
    origin, root = world.day.checkpoint().origin, leaf_hash(leaf.encode())
    other = write_checkpoint(origin, 1, root, hub.key.key, hub.key.sign)
    digest = hashlib.sha256(other.text.encode()).digest()
    token = base64.b64encode(ask_token(digest, world.authority.answer)).decode()
    laptop.record(CheckpointStamped(other.text, token), case="")
    lying = Says(hub.book, receipts=lambda names, size: {leaf: Inclusion(0, ())})

    assert includes(root, 0, other.size, (), other.root)
    assert world.stamp(laptop, lying, ask=False) == 0


def test_a_proof_that_does_not_hold_covers_nothing(tmp_path: Path) -> None:
    world = Stamping(tmp_path)
    proofs = world.day.hub.book.receipts
    lying = Says(
        world.day.hub.book,
        receipts=lambda names, size: {
            name: found._replace(place=found.place ^ 1) for name, found in proofs(names, size).items()
        },
    )

    assert world.stamp(world.day.laptop, lying) == 0


def test_every_changed_bit_of_a_token_is_noticed_or_changes_nothing_that_it_says(
    authority: Authority,
) -> None:
    digest = hashlib.sha256(b"note").digest()
    token = ask_token(digest, authority.answer)
    good = read_stamp(token, digest, [authority.root])
    silent = 0
    for at in range(0, len(token), 7):
        changed = bytearray(token)
        changed[at] ^= 1 << at % 8
        try:
            found = read_stamp(bytes(changed), digest, [authority.root])
        except BadInput:
            continue
        assert not found.trusted or found == good
        silent += found.trusted

    assert good.trusted
    assert (
        silent < len(token) // 7 // 2
    )  # certificates beside the authority's own are covered by no signature


def test_a_token_of_another_authority_is_not_believed(authority: Authority, tmp_path: Path) -> None:
    digest = hashlib.sha256(b"note").digest()
    token = ask_token(digest, authority.answer)

    assert not read_stamp(token, digest, [Authority(tmp_path).root]).trusted
    assert not read_stamp(token, digest, []).trusted
    with pytest.raises(BadInput):
        read_stamp(token, hashlib.sha256(b"other").digest(), [authority.root])


def test_an_answer_to_another_request_is_refused(authority: Authority) -> None:
    old: list[bytes] = []

    def replayed(request: bytes) -> bytes:
        old.append(authority.answer(request))
        return old[0]

    digest = hashlib.sha256(b"note").digest()
    ask_token(digest, replayed)
    with pytest.raises(BadInput, match="不符"):
        ask_token(digest, replayed)
