"""A fleet: laptops with real data folders of one bureau, hubs, and what must hold between them all.

What is alive is known at any moment: the union of all stores. Only a restored image or a restored hub may
take from it, and only what nobody else held; every other step may but add. In the end every store holds
exactly what is alive, and every laptop tells the same of it. The first laptop is a supervisor's, which like a
hub that pulls demands all that a hub's log holds.
"""

import random
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from app.errors import InspectionError
from app.events import CommentMade, DeviceEnrolled, PhotoTaken
from app.log import Clock
from app.sharing import Synced, go_on
from offline_db.data_folder import DataFolder, open_data_folder
from offline_db.hub_store import HubStore
from sync.checkpoint import Checkpoint, read_checkpoint
from sync.hub.pulling import Pull, Pulled
from sync.peer import Peer
from sync.stick import Stick
from sync.uplink import Uplink
from tests.builders import a_bureau, a_device
from tests.faults.site import copy_site
from tests.sync.hub.lines import CutLine
from tests.sync.hub.making import HUB_SEED, AHub

LAPTOPS = 3  # at most
ROUNDS = 5  # of syncs after which nothing may be left to share, at most
LEAVES = 5  # of a log with a history to rewrite
YEAR_MS = 366 * 86_400_000
NOON_MS = 1_780_000_000_000


@dataclass
class Bureau:
    """The bureau's log, as a hub knows it."""

    id: str


def make_template(place: Path) -> str:
    """Make a bureau's laptops that nothing was recorded on yet; returns the id of the bureau's log."""
    bureau = a_bureau(place / "bureau", inspectors=1)
    for number in range(1, LAPTOPS + 1):
        device = a_device(bureau, place / str(number), number)
        if number == 1:
            keys = device.keys
            bureau.record(DeviceEnrolled(1, "1号机", keys.key.hex(), keys.seal_key.hex(), supervises=True))
        device.close()
    for number in range(1, LAPTOPS + 1):
        with closing(open_data_folder(place / str(number))) as laptop:
            laptop.admit(bureau.logbook.entries())
    root = bureau.own
    bureau.close()
    return root


class Laptop:
    """A laptop's folder, opened anew after a crash and after an image was restored."""

    def __init__(self, template: Path, path: Path) -> None:
        self._home = path
        self._generation = 0
        self.drift_ms = 0
        self._ticks = 0
        self.images: list[Path] = []
        self.imaged = False  # whether an older image was ever put in its place
        self._open(template)

    def _open(self, source: Path) -> None:
        self._generation += 1
        self.folder = open_data_folder(
            copy_site(source, self._home / f"{self._generation}"), clock=self._clock
        )

    def _clock(self) -> Clock:
        self._ticks += 1
        return Clock(NOON_MS + self.drift_ms + self._ticks * 1000, self._ticks)

    @property
    def store(self) -> HubStore:
        return HubStore(self.folder)

    def record(self, case: str, text: str, photo: bytes) -> None:
        """Put a remark or a photo on record."""
        if photo:
            ref = self.folder.put_blob(photo, "photo")
            self.folder.casebook.append(case, PhotoTaken(ref.sha256, "wide"), blobs=(ref,))
        else:
            self.folder.casebook.append(case, CommentMade(text))

    def crash(self) -> None:
        """Be killed, and started again."""
        old = self.folder
        self._open(old.path)
        old.close()
        shutil.rmtree(old.path)

    def image(self) -> None:
        """Keep an image of the disk as it is."""
        path = self._home / f"image-{len(self.images)}"
        self.images.append(copy_site(self.folder.path, path))

    def restore(self, number: int) -> None:
        """Put an image in the place of the disk."""
        old = self.folder
        old.close()
        shutil.rmtree(old.path)
        self._open(self.images[number % len(self.images)])
        self.imaged = True

    def note(self, hub: AHub) -> Checkpoint | None:
        """Return the checkpoint of a hub that this laptop goes by."""
        text = self.store.note(hub.key.key.hex())
        return read_checkpoint(text, hub.key.key) if text else None

    def sync(self, hub: AHub, line: Peer) -> Synced:
        return Uplink(self.store, line, hub.key.key, go_on, lambda seconds: None).run()


class Parts:
    """The stores of a fleet, and what is alive in them."""

    def __init__(self, home: Path, template: Path, root: str, draw: random.Random) -> None:
        self.home, self.draw = home, draw
        self.laptops = [
            Laptop(template / str(n), home / f"laptop{n}") for n in range(1, draw.randint(1, LAPTOPS) + 1)
        ]
        self.hubs = [
            AHub(home / f"hub{n}", Bureau(root), seed=HUB_SEED + 10 * n)
            for n in range(draw.choice((1, 1, 2, 3)))
        ]
        self.copies = [[hub.backup()] for hub in self.hubs]
        self.lines: list[list[CutLine]] = [[] for _ in self.hubs]  # what was once sent to each hub
        self.behind: set[tuple[int, int]] = set()  # laptops that have not spoken to a hub since its restore
        self.bundles: list[tuple[int, Path]] = []  # for whom, where
        self.alive: set[str] = set()
        self.look()

    def leaves_of(self, folder: DataFolder) -> set[str]:
        """Return what a laptop holds, named as in receipts."""
        return {f"entry:{name}" for name in folder.headers()} | {f"blob:{b}" for b in folder.blobs.digests()}

    def leaves_at(self, hub: AHub) -> set[str]:
        """Return what a hub holds, from its stores."""
        held = {f"blob:{path.name}" for path in (hub.folder / "held").glob("??/*")}
        return {f"entry:{name}" for name in hub.entries()} | held

    def look(self, *, destroyed: bool = False) -> None:
        """See what is alive now; only what was destroyed may take from it."""
        found = set().union(
            *(self.leaves_of(laptop.folder) for laptop in self.laptops),
            *(self.leaves_at(hub) for hub in self.hubs),
        )
        lost = self.alive - found
        assert destroyed or not lost, f"lost: {sorted(lost)[:3]}"
        self.alive = found

    def speak(self, who: int, where: int, line: Peer) -> Synced:
        """Let a laptop sync with an honest hub."""
        report = self.meet(who, where, line)
        assert not report.alarm, report.alarm
        assert not report.problems, report.problems
        return report

    def meet(self, who: int, where: int, line: Peer) -> Synced:
        """Let a laptop sync with a hub; no receipt of it may be false."""
        laptop, hub = self.laptops[who], self.hubs[where]
        before = laptop.note(hub)
        report = laptop.sync(hub, line)
        if laptop.note(hub) != before or not report.broke_off:
            self.behind.discard((who, where))
        self.no_false_receipts(who, where)
        return report

    def no_false_receipts(self, who: int, where: int) -> None:
        """Look up each receipt that a laptop goes by in the hub's own stores."""
        note = self.laptops[who].note(self.hubs[where])
        if note is not None and (who, where) not in self.behind:
            receipts = self.laptops[who].store.receipted(note.origin)
            false = receipts - self.leaves_at(self.hubs[where])
            assert not false, f"false receipts: {sorted(false)[:3]}"

    def pull(self, into: int, where: int, line: Peer) -> Synced:
        """Let a hub pull from another one."""
        key = self.hubs[where].key.key
        return Pull(self.hubs[into].book, line, key, go_on, lambda seconds: None).run()

    def pull_all(self) -> None:
        """Let every hub pull from every other: of entries all must come to hold the same."""
        for into, where in permutations(range(len(self.hubs)), 2):
            report = self.pull(into, where, self.hubs[where].book)
            assert [report.alarm, report.broke_off, report.problems] == ["", "", {}], report
        held = [hub.entries() for hub in self.hubs]
        assert all(names == set().union(*held) for names in held), "hubs differ after they pulled"

    def carry(self, who: int, path: Path) -> None:
        """Let a laptop read a bundle, whatever became of it; what it refuses does no harm."""
        with suppress(InspectionError):
            Stick(self.laptops[who].folder).read(path, go_on)

    def settle(self) -> None:
        """Bring everything together, and compare.

        What a sync finds out about a hub or a fork is put on record and goes with the next.
        """
        self.pull_all()
        pairs = [(who, where) for where in range(len(self.hubs)) for who in range(len(self.laptops))]
        for _ in range(ROUNDS):
            reports = [self.speak(who, where, self.hubs[where].book) for who, where in pairs]
            if not any(report.entries_sent or report.entries_new for report in reports):
                break
        self.look()
        for hub in self.hubs:
            assert self.leaves_at(hub) == self.alive, "a hub is not the union"
        told = [self._examine(laptop) for laptop in self.laptops]
        assert all(one == told[0] for one in told), "laptops tell different cases"

    def _examine(self, laptop: Laptop) -> list[object]:
        """Return the cases as a laptop tells them after it was checked whole."""
        reports = [laptop.sync(hub, hub.book) for hub in self.hubs]
        assert all(report.safe for report in reports), reports
        assert self.leaves_of(laptop.folder) == self.alive, "a laptop is not the union"
        imaged = {one.folder.keys.key for one in self.laptops if one.imaged}
        assert not laptop.folder.logbook.forked, "a log with two ends is still written"
        gone = set(laptop.store.lacking_blobs())
        for problem in laptop.folder.audit().problems:
            # A restored log has two ends, or a hub kept back what the image lacked and then lost it.
            torn = any(word in problem.zh for word in ("分叉", "记录缺失"))
            lost = any(f"{name[:16]} 缺失" in problem.zh for name in gone)
            assert lost or (torn and laptop.folder.key_of(problem.log) in imaged), problem
        book = laptop.folder.casebook
        return [book.case(line.number) for line in sorted(book.cases(), key=lambda line: line.number)]

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.folder.close()

    def with_notes(self, hub: AHub) -> Iterator[Laptop]:
        """Yield the laptops that know a hub's log as it is now."""
        yield from (laptop for laptop in self.laptops if _knows(laptop.note(hub), hub))

    def pullers(self, hub: AHub) -> Iterator[int]:
        """Yield the other hubs, by their places, that know a hub's log as it is now."""
        for into, other in enumerate(self.hubs):
            text = Pulled(other.book).note(hub.key.key.hex())
            if _knows(read_checkpoint(text, hub.key.key) if text else None, hub):
                yield into


def _knows(note: Checkpoint | None, hub: AHub) -> bool:
    """Tell whether a note is of a hub's log as it is now, and of some length."""
    now = read_checkpoint(hub.book.checkpoint(""), hub.key.key)
    return note is not None and (note.origin, note.size) == (now.origin, now.size) and now.size >= LEAVES
