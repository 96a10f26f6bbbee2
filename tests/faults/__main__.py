"""`python -m tests.faults KIND [SIZE] [--seed N] [--workers N]`: one kind of fault at the size wanted.

What one more costs, in ms of a core of 2026: a kill 40, an image of a power cut 2.6, a flipped bit 3.4, a
fleet 95, after some seconds that each kind begins with; an older one takes two to four times as long.
Children are forked from a process that has all loaded. So on two cores 100,000 kills take about 34 minutes,
1,000,000 images 22, 100,000 flipped bits 3 and 20,000 fleets 16.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Mapping

from tests.faults.fleets import run_fleets
from tests.faults.full import run_full
from tests.faults.fuzz import run_fuzz
from tests.faults.kills import run_kills
from tests.faults.mutants import run_mutants
from tests.faults.network import run_network
from tests.faults.powercut import run_powercuts
from tests.faults.report import Tally
from tests.faults.rot import run_rot

Run = Callable[[int, int, int], Tally]  # size, workers, seed
KINDS: Mapping[str, tuple[int, str, Run]] = {
    "kill": (2000, "SIGKILLs", run_kills),
    "powercut": (5000, "power-cut images", run_powercuts),
    "rot": (2000, "flipped bits", run_rot),
    "mutants": (3, "mutants (from 10 on: all)", run_mutants),
    "full": (100, "calls that fail", run_full),
    "fleet": (300, "fleets", run_fleets),
    "fuzz": (4000, "inputs", run_fuzz),
    "network": (1000, "KB of a photo", run_network),
}


def main() -> int:
    """Run one kind and print what was found; 1 where anything was."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("size", type=int, nargs="?", default=0, help="how many (default: as in the tests)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    size, unit, run = KINDS[args.kind]
    began = time.monotonic()
    tally = run(args.size or size, args.workers, args.seed)
    tally.show(f"{args.size or size:,} {unit}", time.monotonic() - began)
    return int(bool(tally.wrong))


if __name__ == "__main__":
    sys.exit(main())
