"""What fault runs count and find, and how several worker processes' findings come together."""

import os
import pickle
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

SHOWN = 20  # findings printed


@dataclass
class Tally:
    """Counts by name, and every sentence about something that must not be."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.counts += other.counts
        self.wrong += other.wrong

    def show(self, title: str, seconds: float) -> None:
        """Print a table: what was run, and what was found."""
        print(f"{title}: {seconds:.0f} s", flush=True)
        for name, count in self.counts.items():
            print(f"    {name:32} {count:>12,}")
        print(f"    {'WRONG':32} {len(self.wrong):>12,}")
        for text in self.wrong[:SHOWN]:
            print(f"    ! {text}")
        sys.stdout.flush()


def told(works: Sequence[Callable[[], Tally]]) -> Tally:
    """Run works each in a forked process, all at once; a work that fails is a finding."""
    pipes: list[tuple[int, int]] = []
    for work in works:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _tell(work, writer)
        os.close(writer)
        pipes.append((child, reader))
    total = Tally()
    for child, reader in pipes:
        with os.fdopen(reader, "rb") as pipe:
            data = pipe.read()
        os.waitpid(child, 0)
        total.add(pickle.loads(data) if data else Tally(wrong=["a worker died without a word"]))
    return total


def _tell(work: Callable[[], Tally], writer: int) -> None:
    """Do a work in a forked process and send what it found; never returns."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # SQLCipher writes there about every damaged page
    try:
        tally = work()
    except BaseException:  # noqa: BLE001  the parent must hear of it, whatever it is
        tally = Tally(wrong=[traceback.format_exc()])
    with os.fdopen(writer, "wb") as pipe:
        pickle.dump(tally, pipe)
    sys.stdout.flush()
    os._exit(0)
