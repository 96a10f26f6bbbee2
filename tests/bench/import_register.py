"""How fast a register is imported and searched: `python -m tests.bench.import_register [rows]`.

Makes its own rows. Peers in the same run: a plain scan of the CSV, and SQLite's LIKE over the same names.
"""

import csv
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from offline_db.register import RegisterFile
from tests.builders import go_on

SYLLABLES = "云朵星月山海林风花鸟鱼龙凤雪光明安乐福宝金玉天地春秋文华新远大小东西南北"


def make(path: Path, rows: int) -> list[str]:
    """Write a register's CSV; returns its names."""
    chance = random.Random(1)
    names = ["".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 4)))) for _ in range(rows)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["office", "kind", "name", "registration_number", "classes", "holders", "filed", "status"]
        )
        for number, name in enumerate(names, 1):
            row = [
                "CN",
                "trademark",
                name,
                str(number),
                str(number % 45 + 1),
                f"某{number % 999}公司",
                "2020-01-02",
            ]
            writer.writerow([*row, "in_force"])
    return names


def cpu_ms(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return (time.thread_time() - began) * 1000


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "register.csv"
        names = make(source, rows)
        began = time.monotonic()
        with source.open(encoding="utf-8") as file:
            scanned = sum(1 for _ in csv.reader(file))
        scan = time.monotonic() - began
        register = RegisterFile(Path(folder) / "register")
        report = register.import_files([source], name="bench", as_of=date(2026, 1, 1), progress=go_on)
        print(f"import {rows} rows: {report.seconds:.1f} s, {rows / report.seconds:,.0f} rows/s")
        print(f"  csv.reader alone: {scanned / scan:,.0f} rows/s; ratio {report.seconds / scan:.1f}")
        size = sum(p.stat().st_size for p in (Path(folder) / "register").rglob("*") if p.is_file())
        print(f"  file: {size / rows:.0f} B/row")
        chance = random.Random(2)
        queries = [chance.choice(names)[: chance.choice((1, 2, 3))] for _ in range(200)]
        found = [cpu_ms(lambda: register.find(str(chance.randrange(rows)))) for _ in range(500)]
        search = [cpu_ms(lambda q=q: register.search(q)) for q in queries]  # type: ignore[misc]  # bound now
        for name, times in (("find by number", found), ("search by name", search)):
            print(f"{name}: p50 {median(times):.3f} ms, p95 {quantiles(times, n=20)[-1]:.3f} ms CPU")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
