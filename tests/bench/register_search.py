"""The register on this machine, in one table: `python -m tests.bench.register_search [rows] [--csv FILE]`.

Makes up a register (or takes one), builds a pack, opens, looks up, searches, amends it and screens a fair's
list against it, each as the command line does. Peers in the same run search the same distinct names for the
same signs, in all classes since they know none, and for fewer signs where they are slow. With --grow 1000000
10000000 50000000 the cost at each size: measured where the disk has room, else extended from the two largest
measured sizes by the power of the size that they show, and marked with "~".
"""

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np

from app.names.lexicon import load_lexicon
from offline_db.pack.pack import Pack
from offline_db.pack.search import make_sign
from offline_db.pack.standing import all_rights
from tests.bench import handed, measuring
from tests.bench.marks import FIRST, LAST, write_register
from tests.bench.measuring import folder_bytes, percentiles, table, timed
from tests.bench.peers import PeerRun, missing, run_peers
from tests.bench.variants import Pair, make_pairs

SHOWN, WARM_UPS, QUERIES = 20, 50, 3200
CHANGES, EXHIBITS = 100_000, 10_000
ROW_BYTES = 450  # on disk while it is measured: the table, the pack and a copy of it
BARS = {  # of issue 4, for ten million rows on a quiet laptop
    "rows/s, CSV to searchable": 80_000, "build, CPU s": 120, "build, peak MB": 2048,
    "index bytes a record": 40, "all bytes a record": 90, "first answer cold, ms": 1000,
    "first answer warm, ms": 100, "resident MB, pack open": 500, "number p99, ms": 1,
    "search p99, ms": 25, "one class p99, ms": 12, "recall tier 1": 0.98, "recall tier 1, one class": 0.993,
    "recall tier 2": 0.92, "recall tier 2, one class": 0.98, "recall tier 3, one class": 0.96,
    "delta searchable, s": 3, "screening, s": 120,
}  # fmt: skip
HIGHER_IS_BETTER = ("rows/s", "recall")


@dataclass(frozen=True, slots=True)
class Answers:
    """How long the searches of some signs took, and which found the mark."""

    walls: list[float]
    cpus: list[float]
    hits: list[bool]


def measure(source: Path, rows: int, folder: Path) -> tuple[dict[str, float], list[Pair]]:
    """Return all figures of ours by name, and the pairs that were searched for."""
    pack_path, key = folder / "pack", folder / "key.pem"
    built = measuring.build(pack_path, source, key)
    figures = {
        "rows/s, CSV to searchable": rows / built.wall,
        "build, CPU s": built.cpu,
        "build, peak MB": built.peak,
        "index bytes a record": (folder_bytes(pack_path) - folder_bytes(pack_path, "rows.")) / rows,
        "all bytes a record": folder_bytes(pack_path) / rows,
    }
    pack = Pack.open(pack_path)
    pairs = make_pairs(pack, min(QUERIES, rows // 50), 11)
    cold, warm = (handed.open_afresh(pack_path, pairs[0].sign, cold=cold) for cold in (True, False))
    figures |= {"first answer cold, ms": cold["all"], "first answer warm, ms": warm["all"]}
    figures |= {"resident MB, pack open": warm["resident"], "of them not mapped": warm["own"]}
    figures |= _numbers(pack, rows) | _searches(pack, pairs)
    pack.close()
    figures |= _amended(source, pack_path, rows, folder)
    count = handed.write_exhibits(folder / "exhibits.csv", min(EXHIBITS, rows), 77)
    screened = handed.screen(pack_path, folder / "exhibits.csv", folder / "screened.csv")
    figures |= {"screening, s": screened.wall, "screening, CPU s": screened.cpu, "  of names": count}
    return figures, pairs


def _numbers(pack: Pack, rows: int) -> dict[str, float]:
    chance = np.random.default_rng(5)
    numbers = [str(n) for n in FIRST + chance.integers(0, rows, 3000) * (LAST - FIRST) // rows]
    numbers += [str(n) for n in chance.integers(FIRST, LAST, 500)]
    for number in numbers[:WARM_UPS]:
        pack.find(number)
    times = [timed(lambda n=number: pack.find(n)) for number in numbers]  # type: ignore[misc]  # bound now
    p50, p99 = percentiles([wall for wall, _ in times], 50, 99)
    cpu = percentiles([cpu for _, cpu in times], 99)[0]
    return {"number p50, ms": p50, "number p99, ms": p99, "number p99, CPU ms": cpu}


def _searches(pack: Pack, pairs: Sequence[Pair]) -> dict[str, float]:
    figures: dict[str, float] = {"signs searched": len(pairs)}
    for scope, in_class in (("search", False), ("one class", True)):
        answers = search(pack, pairs, in_class=in_class)
        p50, p95, p99 = percentiles(answers.walls, 50, 95, 99)
        figures |= {f"{scope} p50, ms": p50, f"{scope} p95, ms": p95, f"{scope} p99, ms": p99}
        p50, p99 = percentiles(answers.cpus, 50, 99)
        figures |= {f"{scope} p50, CPU ms": p50, f"{scope} p99, CPU ms": p99}
        for tier in (1, 2, 3):
            of_tier = [h for h, pair in zip(answers.hits, pairs, strict=True) if pair.variant.tier == tier]
            figures[f"recall tier {tier}" + (", one class" if in_class else "")] = float(np.mean(of_tier))
    return figures


def search(pack: Pack, pairs: Sequence[Pair], *, in_class: bool) -> Answers:
    """Search for the signs after a warm-up, as `register search` does."""
    lexicon = load_lexicon()
    answers = Answers([], [], [])

    def one(pair: Pair) -> None:
        hits = pack.nearest(make_sign(pair.sign, lexicon), SHOWN, pair.nice if in_class else 0)
        _ = [pack.number_of(*rows[0]) for _, _, rows in hits]
        answers.hits.append(any(text == pair.mark for text, *_ in hits))

    for pair in pairs[-WARM_UPS:]:
        one(pair)
    answers.hits.clear()
    for pair in pairs:
        wall, cpu = timed(lambda pair=pair: one(pair))  # type: ignore[misc]  # bound now
        answers.walls.append(wall)
        answers.cpus.append(cpu)
    return answers


def _amended(source: Path, pack: Path, rows: int, folder: Path) -> dict[str, float]:
    changes, key = folder / "changes.csv", folder / "key.pem"
    count = handed.write_changes(source, changes, rows, min(CHANGES, rows))
    newer, older = handed.copy_pack(pack, folder / "newer"), handed.copy_pack(pack, folder / "older")
    imported = handed.import_changes(newer, changes, key)
    applied = handed.hand_on(newer, older, folder / "delta")
    figures = {
        "changes imported, s": imported.wall,
        "changes imported, CPU s": imported.cpu,
        "delta searchable, s": applied.wall,
        "delta searchable, CPU s": applied.cpu,
        "  of changes": float(count),
    }
    shutil.rmtree(newer)
    shutil.rmtree(older)
    return figures


def peer_figures(run: PeerRun, pairs: Sequence[Pair], rows: int) -> dict[str, float]:
    """Return a peer's figures under the names of ours."""
    p50, p95, p99 = percentiles(run.walls, 50, 95, 99)
    figures = {
        "signs searched": run.searched,
        "search p50, ms": p50,
        "search p95, ms": p95,
        "search p99, ms": p99,
        "search p50, CPU ms": percentiles(run.cpus, 50)[0],
        "search p99, CPU ms": percentiles(run.cpus, 99)[0],
    }
    if run.size:  # of the names alone, while ours holds whole records
        figures |= {"build, CPU s": run.build_cpu, "index bytes a record": run.size / rows}
    for tier in (1, 2, 3):
        found = [p.mark in f for p, f in zip(pairs, run.found, strict=False) if p.variant.tier == tier]
        if found:
            figures[f"recall tier {tier}"] = float(np.mean(found))
    return figures


def distinct_names(path: Path) -> list[str]:
    """Return the distinct names of a pack."""
    pack = Pack.open(path)
    names = dict.fromkeys(right.name for right in all_rights(pack) if right.name)
    pack.close()
    return list(names)


def show(figures: dict[str, float], peers: dict[str, dict[str, float]]) -> None:
    """Print ours beside the peers, with the ratio to the best of them and the bar for ten million rows."""
    rows: list[tuple[object, ...]] = []
    for name, ours in figures.items():
        theirs = [peer.get(name) for peer in peers.values()]
        known = [value for value in theirs if value is not None]
        best = (max if name.startswith(HIGHER_IS_BETTER) else min)(known) if known else None
        ratio = f"{ours / best:.2f} x" if best and name != "signs searched" else ""
        shown = ["" if value is None else float(value) for value in theirs]
        rows.append((name, float(ours), *shown, ratio, BARS.get(name, "")))
    table(("", "huhang", *peers, "to best peer", "bar at 10M"), rows)


def grow(sizes: Sequence[int], folder: Path) -> None:
    """Print our figures at each size."""
    known: dict[int, dict[str, float]] = {}
    for rows in sizes:
        room = shutil.disk_usage(folder).free
        if room < rows * ROW_BYTES:
            print(f"{rows:,} rows: {room / 1e9:.0f} GB free are too few, extended from the sizes measured")
            continue
        place = folder / str(rows)
        place.mkdir()
        write_register(place / "register.csv", rows, 1)
        known[rows], _ = measure(place / "register.csv", rows, place)
        shutil.rmtree(place)
    names = list(next(iter(known.values()), {}))
    table(
        ("rows", *(f"{n:,}" for n in sizes)), [(n, *(_at(size, n, known) for size in sizes)) for n in names]
    )


def _at(size: int, name: str, known: dict[int, dict[str, float]]) -> str:
    """Return a figure measured at a size, or extended along the power law of the two largest measured."""
    if size in known:
        return f"{known[size][name]:,.3f}"
    if len(known) < 2:
        return ""
    small, large = sorted(known)[-2:]
    one, other = known[small][name], known[large][name]
    if one <= 0 or other <= 0:
        return ""
    return f"~{other * (size / large) ** (log(other / one) / log(large / small)):,.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.bench.register_search", description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--csv", type=Path, help="a register to measure instead of a made-up one")
    parser.add_argument("--grow", nargs="+", type=int, metavar="ROWS", help="measure several sizes, no peers")
    parser.add_argument("--folder", type=Path, help="where to work (default: the system's temporary folder)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as name:
        folder = Path(name)
        if args.grow:
            grow(args.grow, folder)
            return
        source, rows = args.csv or folder / "register.csv", args.rows
        if args.csv:
            with args.csv.open("rb") as file:
                rows = sum(1 for _ in file) - 1
        else:
            write_register(source, rows, 1)
        figures, pairs = measure(source, rows, folder)
        names = distinct_names(folder / "pack")
        order = np.random.default_rng(3).permutation(len(pairs)).tolist()
        mixed = [pairs[i] for i in order]
        runs = run_peers(names, [pair.sign for pair in mixed], SHOWN, folder)
        print(f"{rows:,} rows, {len(names):,} distinct names, {len(pairs):,} signs")
        show(figures, {run.name: peer_figures(run, mixed, rows) for run in runs})
        for peer in missing():
            print(f"{peer} is not installed and was not compared (pip install --group bench)")


if __name__ == "__main__":
    main()
