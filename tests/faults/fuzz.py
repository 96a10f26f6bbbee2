"""Bytes from outside, made wrong in every way: what reads them says so in a sentence, soon, in little memory.

`python -m tests.faults fuzz 1 --seed N` gives one input again: inputs follow from the seed and their number.
"""

import random
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from functools import partial
from pathlib import Path
from types import FrameType

from app.errors import InspectionError
from tests.faults.kills import MEMORY
from tests.faults.mutator import mutated
from tests.faults.parsers import entries, lines
from tests.faults.parsers_files import mirrors, records
from tests.faults.parsers_proofs import messages, people, proofs, tokens
from tests.faults.report import Tally, told
from tests.faults.world import Parsers, World

if sys.platform != "win32":
    import resource

LONGEST_S = 5.0  # CPU time of one input
MORE_BYTES = 1 << 30  # of address space than before


class Hanging(BaseException):
    """One input took too long."""


def run_fuzz(inputs: int, workers: int, seed: int) -> Tally:
    """Give so many inputs, to all parsers in turn."""
    home = Path(tempfile.mkdtemp(prefix="huhang-fuzz-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        return told(
            [partial(_fuzz, home / str(n), range(seed + n, seed + inputs, workers)) for n in range(workers)]
        )
    finally:
        shutil.rmtree(home)


def _fuzz(home: Path, numbers: range) -> Tally:
    home.mkdir()
    world = World(home)
    parts = (entries, lines, records, mirrors, proofs, messages, people, tokens)
    parsers = {name: parser for part in parts for name, parser in part(world).items()}
    others = [seed for seeds, _ in parsers.values() for seed in seeds]
    _limit_memory()
    signal.signal(signal.SIGVTALRM, _interrupt)
    total = Tally()
    seen: Counter[str] = Counter()
    names = list(parsers)
    for number in numbers:
        name = names[number % len(names)]
        total.counts[f"inputs: {name}"] += 1
        found = _give(parsers, name, number, others)
        if found and not seen[found.splitlines()[-1]]:
            total.wrong.append(f"{name}, input {number}:\n{found}")
        seen[found.splitlines()[-1] if found else "refused or taken"] += 1
    total.counts["inputs"] += len(numbers)
    return total


def _give(parsers: Parsers, name: str, number: int, others: list[bytes]) -> str:
    """Give one input; returns what came out that must not."""
    seeds, read = parsers[name]
    draw = random.Random(number)
    data = mutated(draw.choice(seeds), others, draw)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST_S)
    try:
        read(data)
    except InspectionError as error:
        return "" if error.zh and error.en else f"an error without a sentence: {error!r}"
    except (Exception, Hanging):  # noqa: BLE001  whatever it is, it is a finding
        return f"{traceback.format_exc()[-1500:]}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return ""


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise Hanging


def _limit_memory() -> None:
    """Let no input take more than so much."""
    counted = Path("/proc/self/statm")
    if sys.platform != "win32" and counted.exists():
        most = int(counted.read_text().split()[0]) * resource.getpagesize() + MORE_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
