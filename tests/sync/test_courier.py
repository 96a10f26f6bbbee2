"""A laptop without any line gets its receipts by a stick, and by nothing less than proofs."""

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.errors import BadInput
from app.events import DeviceRevoked, PhotoTaken
from app.log import digest
from app.sharing import go_on
from sync.courier import Courier, HubCard, Question, read_question, sign_question
from sync.frames import write_frame
from sync.hub.book import HubBook
from sync.hub.door import HubDoor
from sync.hub.port import Database
from sync.intake import Intake
from sync.volumes import read_volumes
from tests.builders import a_key
from tests.sync.hub.lines import Line
from tests.sync.hub.making import AHub, ALaptop, a_bureau_log

HUB_SEAL = X25519PrivateKey.from_private_bytes(bytes([7] * 32))
OWN_SEAL = X25519PrivateKey.from_private_bytes(bytes([8] * 32))


class Post:
    """A hub, laptops, and the sticks between them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bureau = a_bureau_log([1, 2])
        self.hub = AHub(folder / "objects", self.bureau)
        self.card = HubCard(
            "hub.test", self.hub.key.key.hex(), HUB_SEAL.public_key().public_bytes_raw().hex()
        )
        self.door = HubDoor(self.hub.book, self.hub.key, HUB_SEAL)
        self.laptop = self.a_laptop(1)

    def a_laptop(self, seed: int, photos: int = 3) -> ALaptop:
        laptop = ALaptop(seed, self.bureau)
        for _ in range(photos):
            data = os.urandom(70_000)
            laptop.record(PhotoTaken(digest(data), "wide"), data)
        return laptop

    def courier(self, laptop: ALaptop) -> Courier:
        own = OWN_SEAL.public_key().public_bytes_raw()
        return Courier(laptop, laptop.key, own, lambda: [self.card], volume=150_000)

    def ask(self, laptop: ALaptop, name: str = "ask.huhang") -> Path:
        self.courier(laptop).write(self.folder / name, self.card, go_on)
        return self.folder / name

    def answer(self, path: Path, name: str = "answer.huhang") -> Path:
        reply = self.folder / name
        assert self.door.read(path, reply, go_on).reply
        return reply

    def take(self, laptop: ALaptop, reply: Path) -> tuple[int, str]:
        answers = self.courier(laptop).answers()
        read_volumes(reply, OWN_SEAL, Intake(laptop, 0, go_on, answers.take))
        return answers.receipts, answers.problem

    def origin(self) -> str:
        return str(self.hub.book.checkpoint("").split("\n")[0])

    def size(self) -> int:
        return int(self.hub.book.checkpoint("").split("\n")[1])

    def safe(self, laptop: ALaptop) -> set[str]:
        return laptop.logbook.receipts.safe()


@pytest.fixture
def post(tmp_path: Path) -> Post:
    return Post(tmp_path)


def leaves(laptop: ALaptop) -> set[str]:
    return {f"entry:{name}" for name in laptop.headers()} | {f"blob:{sha256}" for sha256 in laptop.blobs}


def test_a_stick_to_the_hub_and_back_makes_every_lamp_green(post: Post) -> None:
    reply = post.answer(post.ask(post.laptop))

    receipts, problem = post.take(post.laptop, reply)

    assert problem == ""
    assert receipts == len(leaves(post.laptop))
    assert post.safe(post.laptop) == leaves(post.laptop)
    assert all(post.hub.holds(leaf) for leaf in post.safe(post.laptop))
    assert post.take(post.laptop, reply) == (0, "")
    assert post.laptop.sync(post.hub.book, post.hub.key.key).safe


def test_what_others_brought_comes_back_by_the_stick(post: Post) -> None:
    other = post.a_laptop(2)
    assert other.sync(post.hub.book, post.hub.key.key).safe

    post.take(post.laptop, post.answer(post.ask(post.laptop)))
    missing = set(other.blobs) - set(post.laptop.blobs)
    post.take(post.laptop, post.answer(post.ask(post.laptop), "second.huhang"))

    assert set(other.headers()) <= set(post.laptop.headers())
    assert missing == set(other.blobs)
    assert set(other.blobs) <= set(post.laptop.blobs)


def test_a_stick_brings_a_device_its_own_cases_and_no_other_s(post: Post) -> None:
    other, data = post.a_laptop(2, photos=0), os.urandom(3000)
    foreign = other.record(PhotoTaken(digest(data), "wide"), data, case="F-2-0001")
    given = other.record(PhotoTaken(digest(b"mine"), "wide"), b"mine", case="F-1-0002")
    assert other.sync(post.hub.book, post.hub.key.key).safe

    receipts, problem = post.take(post.laptop, post.answer(post.ask(post.laptop)))

    assert (receipts > 0, problem) == (True, "")
    assert given in post.laptop.headers()
    assert foreign not in post.laptop.headers()
    assert post.laptop.logbook.receipts.cursor(post.origin()) == post.size()


def test_a_stick_brings_no_photo_of_a_case_that_is_not_the_asker_s(post: Post) -> None:
    """A device may learn of a photo's digest elsewhere; to lack it is no right to it."""
    other, data = post.a_laptop(2, photos=0), os.urandom(3000)
    foreign = other.record(PhotoTaken(digest(data), "wide"), data, case="F-2-0001")
    assert other.sync(post.hub.book, post.hub.key.key).safe
    post.laptop.admit(other.entry(name) for name in other.headers())
    assert foreign in post.laptop.headers()
    assert digest(data) in post.laptop.lacking_blobs()

    post.take(post.laptop, post.answer(post.ask(post.laptop)))

    assert digest(data) not in post.laptop.blobs


def test_a_revoked_device_s_stick_is_kept_aside_and_not_answered(post: Post) -> None:
    word = post.bureau.add(DeviceRevoked(1, "遗失"))
    post.hub.book.append(b"".join(write_frame(entry) for entry in (*post.bureau.entries[:-1], word)))

    done = post.door.read(post.ask(post.laptop), post.folder / "none.huhang", go_on)

    assert (done.reply, done.kept, done.aside > 0) == ("", 0, True)
    assert not (post.folder / "none.huhang").exists()


def test_an_answer_older_than_the_last_sync_is_no_alarm_and_is_not_taken(post: Post) -> None:
    reply = post.answer(post.ask(post.laptop))
    other = post.a_laptop(2)
    other.sync(post.hub.book, post.hub.key.key)
    post.laptop.sync(post.hub.book, post.hub.key.key)

    receipts, problem = post.take(post.laptop, reply)

    assert (receipts, post.laptop.logbook.receipts.alarms()) == (0, ())
    assert "早于上次同步" in problem


def test_a_hub_that_rewrote_its_log_is_noticed_by_stick_too(post: Post) -> None:
    post.take(post.laptop, post.answer(post.ask(post.laptop)))
    post.laptop.record(PhotoTaken("ab" * 32, "wide"))
    rewritten = AHub(post.folder / "others", post.bureau)
    origin = post.hub.connection.execute("SELECT origin FROM head").fetchone()[0]
    rewritten.connection.execute("UPDATE head SET origin = ?", (origin,))
    post.a_laptop(2, photos=9).sync(rewritten.book, rewritten.key.key)
    ask = post.ask(post.laptop, "later.huhang")
    before = post.safe(post.laptop)

    HubDoor(Liar(rewritten.book), rewritten.key, HUB_SEAL).read(ask, post.folder / "lie.huhang", go_on)
    receipts, problem = post.take(post.laptop, post.folder / "lie.huhang")

    assert (receipts, post.safe(post.laptop)) == (0, before)
    assert "改写" in problem
    assert post.laptop.logbook.receipts.alarms()


def test_an_answer_of_a_hub_without_a_card_here_counts_for_nothing(post: Post) -> None:
    reply = post.answer(post.ask(post.laptop))
    stranger = Courier(post.laptop, post.laptop.key, bytes(32), lambda: [])
    answers = stranger.answers()

    read_volumes(reply, OWN_SEAL, Intake(post.laptop, 0, go_on, answers.take))

    assert "不认识的中心" in answers.problem
    assert post.safe(post.laptop) == set()


def test_a_question_that_its_device_did_not_sign_is_refused(post: Post) -> None:
    message = sign_question(a_key(1), Question("ab" * 32, "", "", 0, ("entry:" + "ab" * 32,), ()))

    assert read_question(message)[0] == a_key(1).key
    for at in range(len(message)):
        with pytest.raises(BadInput):
            read_question(message[:at] + bytes([message[at] ^ 1]) + message[at + 1 :])


def test_a_device_that_is_not_enrolled_gets_no_answer(post: Post) -> None:
    done = post.door.read(post.ask(post.a_laptop(77)), post.folder / "none.huhang", go_on)

    assert (done.reply, done.aside > 0, len(done.problems) > 0) == ("", True, True)
    assert not (post.folder / "none.huhang").exists()


def test_an_older_card_without_a_sealing_key_is_refused_with_a_sentence(post: Post) -> None:
    with pytest.raises(BadInput, match=r"新的 hub\.card"):
        post.courier(post.laptop).write(post.folder / "x", post.card._replace(seal_key=""), go_on)


class Liar(Line):
    """A hub that has lost what it once had, and does not admit it."""

    def checkpoint(self, known: str) -> str:
        return self.peer.checkpoint("")

    @property
    def database(self) -> Database:
        assert isinstance(self.peer, HubBook)
        return self.peer.database
