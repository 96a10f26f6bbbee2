"""`register search`: marks that sound, look or read like a text."""

import argparse
import csv
import gc
import json
import time
from collections.abc import Iterator
from pathlib import Path

from app.errors import BadInput
from app.front.register_reading import as_json
from app.names.lexicon import load_lexicon
from app.names.likeness import explain
from offline_db.pack.pack import Pack
from offline_db.pack.search import make_sign


def search(args: argparse.Namespace) -> Iterator[str]:
    """Search for one text, or for each of a file of queries."""
    pack, lexicon = Pack.open(Path(args.pack)), load_lexicon()
    gc.freeze()  # what was loaded stays, and need not be looked through again and again
    if args.queries:
        if not args.results:
            raise BadInput("请用 --results 指定结果文件。", "Name the file for the results with --results.")
        with Path(args.results).open("w", encoding="utf-8", newline="") as target:
            out = csv.writer(target, lineterminator="\n")
            out.writerow(["query_index", "rank", "number", "name", "ms"])
            for index, query in enumerate(_queries(Path(args.queries))):
                began = time.perf_counter()
                nice = query.get("nice") or ""
                sign = make_sign(query["query"] or "", lexicon)
                hits = pack.nearest(
                    sign, args.k, int(nice) if args.scoped and nice.isdecimal() else args.nice
                )
                numbers = [pack.number_of(*rows[0]) for _, _, rows in hits]
                spent = (time.perf_counter() - began) * 1000
                for rank, ((text, _, _), number) in enumerate(zip(hits, numbers, strict=True), 1):
                    out.writerow([index, rank, number, text, f"{spent:.3f}"])
        return
    sign = make_sign(args.text, lexicon)
    for rank, (text, _, rows) in enumerate(pack.nearest(sign, args.k, args.nice), 1):
        likeness = explain(args.text, text, lexicon)
        right = pack.right_of(*rows[0])
        if args.json:
            steps = [{"sign": s.sign, "mark": s.mark, "relation": s.relation} for s in likeness.steps]
            found = {
                "rank": rank,
                "name": text,
                "band": likeness.band,
                "rules": likeness.rules,
                "steps": steps,
                "records": len(rows),
            }
            yield json.dumps({**found, "right": as_json(right)}, ensure_ascii=False)
        else:
            number, rules = right.registration_number or right.application_number, " ".join(likeness.rules)
            yield f"{rank:>3}  {text}  {likeness.band}  {rules}  {number}  {right.holder}"


def _queries(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if "query" not in (rows.fieldnames or ()):
                raise BadInput(f"{path.name} 没有 query 列。", f"{path.name} has no column query.")
            yield from rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"无法读取 {path.name}；请检查文件。", f"{path.name} cannot be read.") from error
