"""What benchmarks of the register share: child processes measured, percentiles, tables. For Linux."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.bench.marks import write_register


@dataclass(frozen=True, slots=True)
class Ran:
    """What a child process took."""

    wall: float  # seconds
    cpu: float  # seconds, all its threads
    peak: float  # MB of resident memory
    output: str


def run(*words: object) -> Ran:
    """Run this Python with some words in a process of its own, and wait for it."""
    began = time.monotonic()
    child = subprocess.Popen([sys.executable, *map(str, words)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    output = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(map(str, words))}: exit status {child.returncode}")
    return Ran(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, output)


def a_pack(folder: Path, rows: int, seed: int = 1) -> Path:
    """Make a register and a pack of it; returns the pack."""
    source, pack = folder / "register.csv", folder / "pack"
    write_register(source, rows, seed)
    build(pack, source, folder / "key.pem")
    return pack


def build(pack: Path, source: Path, key: Path) -> Ran:
    """Make a pack of a table as the command line does."""
    return run("-m", "app", "register", "build", pack, source, "--key", key, "--as-of", "2026-06-30")


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return wall and CPU time of this thread, in ms."""
    wall, cpu = time.perf_counter(), time.thread_time()
    work()
    return (time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000


def folder_bytes(folder: Path, *starts: str) -> int:
    """Return the size of the files of a folder, or of those whose names begin so."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files if not starts or path.name.startswith(starts))


def percentiles(values: Sequence[float], *wanted: float) -> list[float]:
    """Return percentiles of values."""
    return [float(p) for p in np.percentile(values, wanted)]


def table(header: Sequence[object], rows: Sequence[Sequence[object]]) -> None:
    """Print a table; numbers stand to the right."""
    texts = [[_text(cell) for cell in row] for row in [header, *rows]]
    widths = [max(len(row[i]) for row in texts) for i in range(len(header))]
    print()
    for line, row in enumerate(texts):
        cells = [
            cell.ljust(width) if line == 0 or isinstance(rows[line - 1][i], str) else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip(), flush=True)


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:,.3f}" if -100 < cell < 100 else f"{cell:,.0f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
