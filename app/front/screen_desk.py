"""`register screen PACK LIST`: a fair's list of exhibits against a pack, without a window or a data folder.

What was searched is kept beside the results, so that the same command goes on after it was killed.
"""

import argparse
import csv
import json
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from app.actions.screen import run_screening
from app.errors import StorageFault
from app.law import CHINA, load_law
from app.screening import Screened, Screening
from app.wording import Wording, load_wording
from offline_db.driver import connect
from offline_db.exhibit_lists import read_exhibits
from offline_db.pack.pack import Pack
from offline_db.register import RegisterFile
from offline_db.screenings import Screenings

COLUMNS = ("rank", "risk", "line", "stand", "exhibitor", "product", "brand", "nice", "marks", "reasons")
PAGE = 5000  # lines


def screen(args: argparse.Namespace) -> Iterator[str]:
    """Screen a list against a pack; the ordered list goes to --results, or is printed.

    Raises:
        BadInput, StorageFault: the pack, the list or the results cannot be read or written.
    """
    Pack.open(Path(args.pack)).close()  # says what is wrong with it
    register, exhibits = RegisterFile(Path(args.pack)), read_exhibits(Path(args.list))
    store = Screenings(connect(f"{args.results}.screening" if args.results else ":memory:"))
    began = time.monotonic()
    try:
        state = run_screening(register, store, load_law(), datetime.now(CHINA).date(), exhibits, _progress)
        spent = time.monotonic() - began
        wording = load_wording("zh")
        if args.results:
            write_results(Path(args.results), store, state, wording)
            yield _summary(state, spent, as_line=args.json)
        else:
            for rank, screened in enumerate(screened_lines(store, state), 1):
                yield line_of(rank, screened, wording, as_line=args.json)
    finally:
        store.close()
        register.close()


def screened_lines(store: Screenings, state: Screening) -> Iterator[Screened]:
    """Yield the lines of a list, what to look at first before the rest."""
    for start in range(0, state.lines, PAGE):
        yield from store.lines(state.digest, start=start, most=PAGE)


def write_results(path: Path, store: Screenings, state: Screening, wording: Wording) -> None:
    """Write the ordered list as CSV, no cell of which is a formula.

    Raises:
        StorageFault: the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file)
            out.writerow(COLUMNS)
            for rank, screened in enumerate(screened_lines(store, state), 1):
                told = as_json(rank, screened, wording)
                out.writerow(_cell(told[column]) for column in COLUMNS)
    except OSError as error:
        raise StorageFault(
            f"无法写入 {path.name}；请检查磁盘空间或另选位置。",
            f"{path.name} cannot be written; check the disk or choose another place.",
        ) from error


def as_json(rank: int, screened: Screened, wording: Wording) -> dict[str, object]:
    """Return a line as `register screen --json` states it; reasons are sentences."""
    line, verdict = screened.line, screened.verdict
    return {
        "rank": rank,
        "risk": verdict.risk.value,
        "line": line.number,
        "stand": line.stand,
        "exhibitor": line.exhibitor,
        "product": line.product,
        "brand": line.brand,
        "nice": int(line.nice) if line.nice else None,
        "marks": list(screened.marks),
        "reasons": [wording.words["reason"].get(code, code) for code in verdict.reasons],
    }


def line_of(rank: int, screened: Screened, wording: Wording, *, as_line: bool) -> str:
    """Return a line as it is printed: JSON, or its columns side by side."""
    told = as_json(rank, screened, wording)
    if as_line:
        return json.dumps(told, ensure_ascii=False)
    return "  ".join(_cell(told[column]) for column in COLUMNS)


def _summary(state: Screening, seconds: float, *, as_line: bool) -> str:
    told = {
        "lines": state.lines,
        "signs": state.signs,
        "searched": state.searched,
        "risks": dict(state.risks),
        "seconds": round(seconds, 3),
    }
    return json.dumps(told) if as_line else "  ".join(f"{name}: {value}" for name, value in told.items())


def _cell(value: object) -> str:
    text = "" if value is None else "；".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _progress(done: int, total: int) -> bool:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} / {total}")
    return True
