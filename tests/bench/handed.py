"""What benchmarks hand to the command line: a delta of a register, and a fair's list of exhibits."""

import json
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from shutil import copytree

from tests.bench.marks import HEADER, make_rows
from tests.bench.measuring import Ran, run

NEW_FROM = 90_000_000  # numbers that no made-up register holds
KINDS = 10  # of every ten changes six amend a record, one removes one, three are new
NAME, CLASS = (HEADER.index(n) for n in ("商标名称", "国际分类"))
CHANGED = (
    ("注册号", "number"),
    ("商标名称", "name"),
    ("商标状态", "status"),
)  # either has it


def write_changes(source: Path, target: Path, rows: int, changes: int) -> int:
    """Write so many changes of a register at most; returns how many.

    Raises: ValueError if a column to be changed is missing.
    """
    done = 0
    with source.open(encoding="utf-8") as old, target.open("w", encoding="utf-8") as new:
        header = next(old).rstrip("\n").split(",")
        number, name, status = (next(map(header.index, set(names) & set(header)), -1) for names in CHANGED)
        if min(number, name, status) < 0:
            raise ValueError(f"no column of {CHANGED} in {header}")
        new.write(f"op,{','.join(header)}\n")
        for line in islice(old, 0, None, max(1, rows // changes)):
            cells = line.rstrip("\n").split(",")
            kind = done % KINDS
            if kind < 6:
                cells[status] = "注销"
            elif kind > 6:
                cells[number], cells[name] = str(NEW_FROM + done), f"{cells[name]}新"
            new.write(f"{'U' if kind < 6 else 'D' if kind == 6 else 'I'},{','.join(cells)}\n")
            done += 1
            if done == changes:
                break
    return done


def write_exhibits(target: Path, count: int, seed: int) -> int:
    """Write a list of exhibits with so many distinct names, each with a class; returns how many."""
    with target.open("w", encoding="utf-8") as file:
        file.write("展位号,参展商,品牌,国际分类\n")
        listed = list(islice(_distinct(seed), count))
        for place, (name, nice) in enumerate(listed):
            file.write(f"A{place // 4:04},第{place // 4}号展商有限公司,{name},{nice}\n")
    return len(listed)


def _distinct(seed: int) -> Iterator[tuple[str, str]]:
    seen = set()
    for block in make_rows(1_000_000, seed):
        for line in block:
            cells = line.split(",")
            if cells[NAME] not in seen:
                seen.add(cells[NAME])
                yield cells[NAME], cells[CLASS]


def import_changes(pack: Path, changes: Path, key: Path) -> Ran:
    """Import changes as the publisher does."""
    return run("-m", "app", "register", "import", pack, changes, "--key", key)


def hand_on(pack: Path, older: Path, delta: Path) -> Ran:
    """Make a delta of the last state of a pack, and apply it to an older copy; returns what applying took."""
    run("-m", "app", "register", "delta", pack, "--since", 0, delta)
    return run("-m", "app", "register", "apply", older, delta)


def copy_pack(pack: Path, target: Path) -> Path:
    """Copy a pack."""
    return copytree(pack, target)


def screen(pack: Path, exhibits: Path, results: Path) -> Ran:
    """Screen a list of exhibits."""
    return run("-m", "app", "register", "screen", pack, exhibits, "--results", results, "--json")


def open_afresh(pack: Path, sign: str, *, cold: bool) -> dict[str, float]:
    """Open a pack in a new process; `cold` where none of its files shall be in the page cache."""
    for path in pack.rglob("*") if cold else ():
        if path.is_file():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    told: dict[str, float] = json.loads(run("-m", "tests.bench.opened", pack, sign).output)
    return told
