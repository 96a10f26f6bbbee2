"""Processes killed at random instants, as by a pulled battery that the disk survived (SIGKILL).

A child opens the laptop's folder, takes photos and, in half of the rounds, syncs with a hub; what is on
record it says over a pipe. It is killed at any moment, during opening and recovery too. A copy of what it
left is then examined, and the next child goes on with the original, so that it is the one who recovers.
"""

import itertools
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.faults.report import Tally, told
from tests.faults.site import copy_site, faults_at, make_site, open_hub, open_laptop, sync, take_photo

ROUND = 40  # kills of one place, then a fresh one: examining takes as long as what is there is large
OPENING_S = 0.012  # a third of the children are killed within this time of their birth
WORKING_S = 0.024  # the others within this time of having opened the folder
MEMORY = Path("/dev/shm")


@dataclass
class Killing:
    """One worker's kills."""

    seed: int
    home: Path
    tally: Tally = field(default_factory=Tally)

    def run(self, kills: int) -> None:
        """Kill so many children, and examine what each left."""
        draw = random.Random(self.seed)
        make_site(self.home / "fresh")
        place, acknowledged, syncs = self.home / "place", set[str](), False
        for number in range(kills):
            if number % ROUND == 0:
                copy_site(self.home / "fresh", place)
                acknowledged = set()
                syncs = number // ROUND % 2 == 1
            said = self._kill_one(place, draw, syncs=syncs)
            acknowledged |= {line[2:] for line in said if line.startswith("E ")}
            opened = any(line == "open" for line in said)
            copy = copy_site(place, self.home / "copy")
            wrong = faults_at(copy, acknowledged, hub=syncs)
            self.tally.counts += Counter(
                kills=1,
                entries=sum(line.startswith("E ") for line in said),
                **{"while opening": not opened, "with a hub": syncs, "syncs": said.count("synced")},
            )
            self.tally.wrong += [f"seed {self.seed}, kill {number}: {text}" for text in wrong]

    def _kill_one(self, place: Path, draw: random.Random, *, syncs: bool) -> list[str]:
        seed = draw.getrandbits(32)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _work(place, writer, random.Random(seed), syncs=syncs)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            late = draw.random() < 2 / 3
            opened = pipe.readline() if late else b""
            # any moment at all is to be tried
            time.sleep(draw.uniform(0.0, WORKING_S if late else OPENING_S))
            os.kill(child, signal.SIGKILL)
            said = (opened + pipe.read()).decode().splitlines()
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            self.tally.wrong.append(f"the child ended by itself: {said[-1:]}")
        return said


def _work(place: Path, writer: int, draw: random.Random, *, syncs: bool) -> None:
    """Be an officer until killed; never returns."""
    folder = open_laptop(place)
    os.write(writer, b"open\n")
    book = open_hub(place) if syncs else None
    for number in itertools.count():
        entry, _ = take_photo(folder, f"F-1-{draw.randrange(4):04}", draw.choice((300, 3_000, 40_000)))
        os.write(writer, f"E {entry}\n".encode())
        if book is not None and number % 3 == 2:
            report = sync(folder, book)
            os.write(writer, b"synced\n" if report.safe else f"! {report}\n".encode())


def run_kills(kills: int, workers: int, seed: int) -> Tally:
    """Share kills among worker processes; returns what they found together."""
    home = Path(tempfile.mkdtemp(prefix="huhang-kills-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        shares = [kills // workers + (n < kills % workers) for n in range(workers)]
        return told([partial(_one, home / str(n), seed + n, share) for n, share in enumerate(shares)])
    finally:
        shutil.rmtree(home)


def _one(home: Path, seed: int, kills: int) -> Tally:
    home.mkdir()
    killing = Killing(seed, home)
    killing.run(kills)
    return killing.tally


def can_fork() -> bool:
    return sys.platform != "win32"
