"""A fleet from a seed: laptops and a hub, every line cut somewhere, copies restored, old requests come again.

After each step no laptop takes for safe what the hub, as the laptop knows it, does not hold; at the end the
hub holds the union of all that was ever recorded, and every laptop proves it. FLEETS sets how many are run.
"""

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.events import CommentMade, PhotoTaken
from app.log import digest
from sync.checkpoint import read_checkpoint
from sync.peer import Peer
from tests.sync.hub.lines import CutLine, replay
from tests.sync.hub.making import AHub, ALaptop, a_bureau_log

FLEETS = int(os.environ.get("HUHANG_FLEETS", "30"))


class Fleet(RuleBasedStateMachine):
    """One to three laptops, and a hub."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="huhang-fleet-"))
        self.old_calls: list[CutLine] = []
        self.count = 0

    @initialize(laptops=st.integers(1, 3))
    def set_up(self, laptops: int) -> None:
        seeds = range(1, laptops + 1)
        bureau = a_bureau_log(seeds)
        self.hub = AHub(self.home / "objects", bureau)
        self.laptops = [ALaptop(seed, bureau) for seed in seeds]
        self.copies = [self.hub.backup()]
        self.behind: set[int] = set()  # laptops that have not spoken to the hub since its last restore

    @rule(who=st.integers(0, 2), size=st.sampled_from([0, 0, 300, 20_000]))
    def record(self, who: int, size: int) -> None:
        laptop = self.laptops[who % len(self.laptops)]
        self.count += 1
        data = self.count.to_bytes(4, "big") * (size // 4)
        if data:
            laptop.record(PhotoTaken(digest(data), "wide"), data)
        else:
            laptop.record(CommentMade(f"第{self.count}条"))

    @rule(who=st.integers(0, 2), cut=st.integers(-1, 25), reply_lost=st.booleans(), twice=st.booleans())
    def sync(self, who: int, cut: int, reply_lost: bool, twice: bool) -> None:
        line = CutLine(self.hub.book, cut, reply_lost=reply_lost, twice=twice)
        self.speak(who % len(self.laptops), line)
        self.old_calls.append(line)

    def speak(self, who: int, peer: Peer) -> None:
        laptop = self.laptops[who]
        before = laptop.note(self.hub.key.key.hex())
        report = laptop.sync(peer, self.hub.key.key)
        assert not report.alarm, report.alarm  # this hub is honest: what it lost it says
        assert not report.problems
        if laptop.note(self.hub.key.key.hex()) != before or not report.broke_off:
            self.behind.discard(who)

    @precondition(lambda self: self.old_calls)
    @rule(which=st.integers(0, 100))
    def let_old_requests_come_again(self, which: int) -> None:
        replay(self.old_calls[which % len(self.old_calls)].sent)

    @rule()
    def copy_hub(self) -> None:
        if len(self.copies) < 4:
            self.copies.append(self.hub.backup())

    @rule(which=st.integers(0, 3))
    def restore_hub(self, which: int) -> None:
        self.hub.restore(self.copies[which % len(self.copies)])
        self.behind = set(range(len(self.laptops)))
        self.old_calls = []

    @rule(who=st.integers(0, 2), which=st.integers(0, 50))
    def lose_a_photo_at_the_hub(self, who: int, which: int) -> None:
        held = sorted((self.hub.folder / "held").glob("??/*"))
        if held and len(self.copies) == 1:
            held[which % len(held)].unlink()
            self.hub.book.scrub()
            self.behind = set(range(len(self.laptops)))

    @invariant()
    def no_false_receipt(self) -> None:
        for who, laptop in enumerate(getattr(self, "laptops", ())):
            note = laptop.note(self.hub.key.key.hex())
            if who not in self.behind and note:
                origin = read_checkpoint(note, self.hub.key.key).origin
                assert all(self.hub.holds(leaf) for leaf in laptop.receipted(origin))

    def teardown(self) -> None:
        if not hasattr(self, "laptops"):
            return
        for _ in range(2):
            for who in range(len(self.laptops)):
                self.speak(who, self.hub.book)
        everything = set().union(*(laptop.headers() for laptop in self.laptops))
        assert self.hub.entries() == everything
        for laptop in self.laptops:
            report = laptop.sync(self.hub.book, self.hub.key.key)
            assert report.safe, report
            assert set(laptop.headers()) == everything
            assert report.blobs_lacking == 0
        shutil.rmtree(self.home)


TestFleet = Fleet.TestCase
TestFleet.settings = settings(max_examples=FLEETS, stateful_step_count=25)
