"""Fleets that everything happens to: each from its seed, some two dozen steps, then all is compared.

Lines cut at any call, replies lost, calls doubled and replayed much later; laptops killed, imaged and
restored from images; hubs that pull from one another, are restored from copies, lose photos, rewrite their
history or keep an entry back from a hub or a supervisor; bundles cut, altered, read again much later; clocks
a year ahead or behind. `python -m tests.faults fleet 1 --seed N` plays one again.
"""

import random
import shutil
import tempfile
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from app.sharing import go_on
from sync.hub.pulling import Pulled
from sync.stick import Stick
from tests.faults.fleet import YEAR_MS, Parts, make_template
from tests.faults.kills import MEMORY
from tests.faults.report import Tally, told
from tests.sync.hub.day import REWRITES, rewrite
from tests.sync.hub.lines import CutLine, Hiding, replay

STEPS = (12, 28)  # of a fleet, from and to
OLD_LINES = 8  # kept to be replayed


class Fleet(Parts):
    """What may happen; each step returns whether it had anything to do."""

    def record(self) -> bool:
        laptop = self.draw.choice(self.laptops)
        size = self.draw.choice((0, 0, 0, 300, 20_000))
        laptop.record(
            f"F-1-{self.draw.randrange(3):04}", f"记{self.draw.random()}", self.draw.randbytes(size)
        )
        return True

    def sync(self) -> bool:
        who, where = self.draw.randrange(len(self.laptops)), self.draw.randrange(len(self.hubs))
        line = self._line(where)
        self.speak(who, where, line)
        self.lines[where] = [*self.lines[where][-OLD_LINES:], line]
        return True

    def pull_once(self) -> bool:
        if len(self.hubs) < 2:
            return False
        into, where = self.draw.sample(range(len(self.hubs)), 2)
        report = self.pull(into, where, self._line(where))
        assert (report.alarm, report.problems) == ("", {}), report
        return True

    def keep_back(self) -> bool:
        """Let a hub keep an entry back from a hub that pulls, or from the supervisor: they name it."""
        where, into = self.draw.randrange(len(self.hubs)), self.draw.randrange(len(self.hubs))
        there = self.hubs[where].entries()
        store = Pulled(self.hubs[into].book) if into != where else self.laptops[0].store
        lacking = sorted(there - store.known_entries(sorted(there)))  # in quarantine is known too
        if not lacking:
            return False
        hidden = self.draw.choice(lacking)
        line = Hiding(self.hubs[where].book, {hidden})
        report = self.pull(into, where, line) if into != where else self.meet(0, where, line)
        assert report.alarm, "an entry that was kept back went unnoticed"
        assert report.fact == hidden, report
        return True

    def _line(self, where: int) -> CutLine:
        return CutLine(
            self.hubs[where].book,
            self.draw.randint(-6, 20),
            reply_lost=self.draw.random() < 0.5,
            twice=self.draw.random() < 0.3,
        )

    def replay(self) -> bool:
        lines = self.draw.choice(self.lines)
        if lines:
            replay(self.draw.choice(lines).sent)
        return bool(lines)

    def crash(self) -> bool:
        self.draw.choice(self.laptops).crash()
        return True

    def turn_clock(self) -> bool:
        self.draw.choice(self.laptops).drift_ms = self.draw.choice((-YEAR_MS, 0, YEAR_MS))
        return True

    def image(self) -> bool:
        self.draw.choice(self.laptops).image()
        return True

    def restore_image(self) -> bool:
        who = self.draw.randrange(len(self.laptops))
        if self.laptops[who].images:
            self.laptops[who].restore(self.draw.randrange(100))
            self.behind |= {(who, where) for where in range(len(self.hubs))}
            self.look(destroyed=True)
        return bool(self.laptops[who].images)

    def copy_hub(self) -> bool:
        where = self.draw.randrange(len(self.hubs))
        self.copies[where] = [*self.copies[where][-3:], self.hubs[where].backup()]
        return True

    def restore_hub(self) -> bool:
        where = self.draw.randrange(len(self.hubs))
        self.hubs[where].restore(self.draw.choice(self.copies[where]))
        self.behind |= {(who, where) for who in range(len(self.laptops))}
        self.lines[where] = []
        self.look(destroyed=True)
        return True

    def lose_photo(self) -> bool:
        where = self.draw.randrange(len(self.hubs))
        held = sorted((self.hubs[where].folder / "held").glob("??/*"))
        if held:
            self.draw.choice(held).unlink()
            self.hubs[where].book.scrub()
            self.behind |= {(who, where) for who in range(len(self.laptops))}
            self.look(destroyed=True)
        return bool(held)

    def rewrite_history(self) -> bool:
        """Let a hub stand to another history: whoever knew the one before says so and trusts nothing."""
        where = self.draw.randrange(len(self.hubs))
        hub = self.hubs[where]
        knowing, pullers = list(self.with_notes(hub)), list(self.pullers(hub))
        if knowing or pullers:
            before = hub.backup()
            rewrite(hub, self.draw.choice(list(REWRITES.values())))
            for laptop in knowing:
                report = laptop.sync(hub, hub.book)
                assert report.alarm, "a rewritten history went unnoticed"
                assert (report.receipts, report.entries_sent, report.safe) == (0, 0, False), report
            for into in pullers:
                report = self.pull(into, where, hub.book)
                assert report.alarm, "a hub did not notice a rewritten history"
                assert (report.entries_new, report.blobs_new) == (0, 0), report
            hub.restore(before)
        return bool(knowing or pullers)

    def write_bundle(self) -> bool:
        if len(self.laptops) < 2:
            return False
        giver, taker = self.draw.sample(range(len(self.laptops)), 2)
        path = self.home / f"news-{len(self.bundles)}.huhang"
        Stick(self.laptops[giver].folder).write(path, [self.laptops[taker].folder.keys.key.hex()], go_on)
        self.bundles.append((taker, path))
        return True

    def read_bundle(self) -> bool:
        if self.bundles:
            self.carry(*self.draw.choice(self.bundles))
        return bool(self.bundles)

    def read_tampered_bundle(self) -> bool:
        if self.bundles:
            taker, path = self.draw.choice(self.bundles)
            data = bytearray(path.read_bytes())
            match self.draw.randrange(3):
                case 0:
                    del data[self.draw.randrange(len(data)) :]
                case 1:
                    data[self.draw.randrange(len(data))] ^= 1 << self.draw.randrange(8)
                case _:
                    at = self.draw.randrange(len(data))
                    data[at:at] = self.draw.randbytes(50)
            path.write_bytes(data)
            self.carry(taker, path)
        return bool(self.bundles)


Step = Callable[[Fleet], bool]
WEIGHTS: Mapping[Step, int] = {
    Fleet.record: 9,
    Fleet.sync: 9,
    Fleet.pull_once: 5,
    Fleet.keep_back: 2,
    Fleet.replay: 2,
    Fleet.crash: 1,
    Fleet.turn_clock: 1,
    Fleet.image: 1,
    Fleet.restore_image: 2,
    Fleet.copy_hub: 1,
    Fleet.restore_hub: 1,
    Fleet.lose_photo: 1,
    Fleet.rewrite_history: 1,
    Fleet.write_bundle: 2,
    Fleet.read_bundle: 2,
    Fleet.read_tampered_bundle: 1,
}


def play(home: Path, template: Path, root: str, seed: int) -> Tally:
    """Play one fleet; returns what happened, and what was wrong."""
    tally = Tally()
    draw = random.Random(seed)
    place = home / str(seed)
    place.mkdir()
    done: list[str] = []
    try:
        fleet = Fleet(place, template, root, draw)
        for step in draw.choices(list(WEIGHTS), list(WEIGHTS.values()), k=draw.randint(*STEPS)):
            done.append(step.__name__)
            tally.counts[f"steps: {step.__name__}"] += step(fleet)
            fleet.look()
        fleet.settle()
        tally.counts["entries"] += sum(leaf.startswith("entry:") for leaf in fleet.alive)
        fleet.close()
    except Exception:  # noqa: BLE001  whatever it is, it is a finding
        tally.wrong.append(f"fleet of seed {seed} after {' '.join(done)}:\n{traceback.format_exc()}")
    shutil.rmtree(place)
    tally.counts["fleets"] += 1
    return tally


def run_fleets(fleets: int, workers: int, seed: int) -> Tally:
    """Play so many fleets, from the seed on."""
    home = Path(tempfile.mkdtemp(prefix="huhang-fleets-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        root = make_template(home / "template")
        seeds = range(seed, seed + fleets)
        return told([partial(_play_all, home, root, seeds[n::workers]) for n in range(workers)])
    finally:
        shutil.rmtree(home)


def _play_all(home: Path, root: str, seeds: range) -> Tally:
    total = Tally()
    for seed in seeds:
        total.add(play(home, home / "template", root, seed))
    return total
