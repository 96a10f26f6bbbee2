"""`register …`: building, reading and searching packs without a window or a data folder.

The words and the shapes of the answers are stable: others measure by them.
"""

import argparse
import csv
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import BadInput
from app.front.screen_desk import screen
from app.kit import CHINA
from app.names.folding import fold
from app.names.likeness import explain
from app.names.tables import load_tables
from app.names.words import load_words
from app.rights import Kind, Right
from offline_db.pack.builder import build_pack, extend_pack
from offline_db.pack.filling import FileReport
from offline_db.pack.manifest import publisher_key
from offline_db.pack.pack import Pack, verify
from offline_db.pack.search import make_sign

Lines = Iterator[str]


Argument = tuple[tuple[str, ...], dict[str, Any]]

PACK: Argument = (("pack",), {"metavar": "PACK"})
OUT: Argument = (("pack",), {"metavar": "OUT"})
FILES: Argument = (("files",), {"metavar": "FILE", "nargs": "+"})
LIST: Argument = (("list",), {"metavar": "LIST"})
NUMBERS: Argument = (("numbers",), {"metavar": "NUMBER", "nargs": "+"})
TEXT: Argument = (("text",), {"metavar": "TEXT", "nargs": "?", "default": ""})
JSON: Argument = (("--json",), {"action": "store_true", "help": "one JSON object a line"})
KEY: Argument = (
    ("--key",),
    {"default": "", "help": "PEM file of the Ed25519 key that signs (default: this user's)"},
)
NAME: Argument = (("--name",), {"default": "", "help": "what the pack holds (default: the name of OUT)"})
AS_OF: Argument = (
    ("--as-of",),
    {"default": "", "help": "day of the office's data, YYYY-MM-DD (default: the latest file's)"},
)
QUERIES: Argument = (
    ("--queries",),
    {"default": "", "help": "CSV with the columns query and nice, one search a line"},
)
RESULTS: Argument = (
    ("--results",),
    {"default": "", "help": "CSV to write: query_index, rank, number, name, ms"},
)
MOST: Argument = (("--k",), {"type": int, "default": 20, "help": "how many distinct marks (default 20)"})
CLASS: Argument = (
    ("--nice",),
    {"type": int, "default": 0, "choices": range(46), "metavar": "CLASS", "help": "marks of this class only"},
)
SCOPED: Argument = (
    ("--scoped",),
    {"action": "store_true", "help": "keep each query to its class (column nice)"},
)


def add_register_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `register build|import|show|list|search|verify` to the command line."""
    desk = commands.add_parser("register", help="build, read and search register packs")
    verbs = desk.add_subparsers(dest="verb", metavar="verb", required=True)
    for name, run, text, arguments in VERBS:
        verb = verbs.add_parser(name, help=text)
        for words, options in arguments:
            verb.add_argument(*words, **options)
        verb.set_defaults(do=run)


def run_register(args: argparse.Namespace) -> Lines:
    """Run one of the commands and yield its lines. Raises InspectionError."""
    lines: Lines = args.do(args)
    return lines


def _build(args: argparse.Namespace) -> Lines:
    files = _files(args.files)
    out = Path(args.pack)
    reports = build_pack(
        out, files, name=args.name or out.name, as_of=_day(args.as_of, files), now=datetime.now(CHINA),
        key=_key(args), tables=load_tables(), progress=_progress,
    )  # fmt: skip
    yield from _reports(reports, args.json)


def _import(args: argparse.Namespace) -> Lines:
    reports = extend_pack(
        Path(args.pack), _files(args.files), now=datetime.now(CHINA), key=_key(args),
        tables=load_tables(), progress=_progress,
    )  # fmt: skip
    yield from _reports(reports, args.json)


def _show(args: argparse.Namespace) -> Lines:
    pack = Pack.open(Path(args.pack))
    for number in args.numbers:
        found = pack.find(number)
        for right in found:
            yield _right(right, args.json)
        if not found and not args.json:
            held = pack.extract
            yield f"{number}: not in this extract ({held.name}, {held.as_of}, {held.rights} rights)"


def _list(args: argparse.Namespace) -> Lines:
    for right in Pack.open(Path(args.pack)).all_rights():
        yield _right(right, args.json)


def _search(args: argparse.Namespace) -> Lines:
    pack, tables = Pack.open(Path(args.pack)), load_tables()
    words = load_words(tables)
    if args.queries:
        if not args.results:
            raise BadInput("请用 --results 指定结果文件。", "Name the file for the results with --results.")
        with Path(args.results).open("w", encoding="utf-8", newline="") as target:
            out = csv.writer(target, lineterminator="\n")
            out.writerow(["query_index", "rank", "number", "name", "ms"])
            for index, query in enumerate(_queries(Path(args.queries))):
                began = time.perf_counter()
                nice = query.get("nice") or ""
                sign = make_sign(*fold(query["query"] or "", tables), tables, words)
                hits = pack.nearest(
                    sign, args.k, int(nice) if args.scoped and nice.isdecimal() else args.nice
                )
                numbers = [pack.number_of(*rows[0]) for _, _, rows in hits]
                spent = (time.perf_counter() - began) * 1000
                for rank, ((text, _, _), number) in enumerate(zip(hits, numbers, strict=True), 1):
                    out.writerow([index, rank, number, text, f"{spent:.3f}"])
        return
    sign = make_sign(*fold(args.text, tables), tables, words)
    for rank, (text, _, rows) in enumerate(pack.nearest(sign, args.k, args.nice), 1):
        likeness = explain(args.text, text, tables, words)
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


def _verify(args: argparse.Namespace) -> Lines:
    pack = Pack.open(Path(args.pack))
    verify(Path(args.pack), pack.manifest, all_of_it=True)
    made = pack.manifest
    yield f"whole: {made.rights} rights, sequence {made.sequence}"
    yield f"base {made.base}, publisher {made.publisher}"


def as_json(right: Right) -> dict[str, object]:
    """Return a right as `register show --json` states it; absent days are None, Nice classes integers."""
    nice = right.kind is Kind.TRADEMARK
    return {
        "office": right.office,
        "kind": right.kind.value,
        "number": right.registration_number
        or right.application_number
        or next(iter(right.publication_numbers), ""),
        "application_number": right.application_number,
        "publication_number": next(iter(right.publication_numbers), ""),
        "registration_number": right.registration_number,
        "name": right.name,
        "classes": [int(c) if nice and c.isdecimal() else c for c in right.classes],
        "holders": list(right.holders),
        "agents": list(right.agents),
        "filed": _iso(right.filed),
        "published": _iso(right.published),
        "registered": _iso(right.registered),
        "expires": _iso(right.expires),
        "status": right.status.value,
        "source": right.source,
    }


def _right(right: Right, as_line: bool) -> str:
    stated = as_json(right)
    if as_line:
        return json.dumps(stated, ensure_ascii=False)
    return "  ".join(
        str(stated[k]) for k in ("office", "kind", "number", "name", "classes", "holders", "status")
    )


def _reports(reports: Sequence[FileReport], as_line: bool) -> Lines:
    for r in reports:
        if as_line:
            rejected = [{"record": bad.line, "reason": bad.reason} for bad in r.rejected]
            stated = {
                "path": r.path,
                "format": r.format,
                "records": r.records,
                "rejected": rejected,
                "seconds": round(r.seconds, 3),
            }
            yield json.dumps(stated, ensure_ascii=False)
        else:
            yield f"{r.path}: {r.format}, {r.records} records, {r.rejections} rejected, {r.seconds:.1f} s"
            yield from (f"  record {bad.line}: {bad.reason}" for bad in r.rejected[:20])


def _queries(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if "query" not in (rows.fieldnames or ()):
                raise BadInput(f"{path.name} 没有 query 列。", f"{path.name} has no column query.")
            yield from rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"无法读取 {path.name}；请检查文件。", f"{path.name} cannot be read.") from error


def _key(args: argparse.Namespace) -> Ed25519PrivateKey:
    return publisher_key(Path(args.key) if args.key else None)


def _files(names: Sequence[str]) -> list[Path]:
    files = [Path(name) for name in names]
    for path in files:
        if not path.is_file():
            raise BadInput(
                f"找不到文件 {path.name}；请检查路径。", f"There is no file {path.name}; check the path."
            )
    return files


def _day(given: str, files: Sequence[Path]) -> date:
    try:
        return (
            date.fromisoformat(given)
            if given
            else datetime.fromtimestamp(max(f.stat().st_mtime for f in files), CHINA).date()
        )
    except ValueError as error:
        raise BadInput(
            f"日期 {given[:20]} 应写作 2026-05-01。", f"Write the day {given[:20]} as 2026-05-01."
        ) from error


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _progress(done: int, total: int) -> bool:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done * 100 // max(total, 1):>3} %")
    return True


VERBS: tuple[tuple[str, Callable[[argparse.Namespace], Lines], str, tuple[Argument, ...]], ...] = (
    (
        "build",
        _build,
        "make a pack of register files of any known format",
        (OUT, FILES, NAME, AS_OF, KEY, JSON),
    ),
    (
        "import",
        _import,
        "add register files to a pack; newer records replace older ones",
        (PACK, FILES, KEY, JSON),
    ),
    ("show", _show, "every right that carries one of the numbers, in any spelling", (PACK, NUMBERS, JSON)),
    ("list", _list, "every right of the pack", (PACK, JSON)),
    (
        "search",
        _search,
        "marks that sound, look or read like a text, with the reasons",
        (PACK, TEXT, QUERIES, RESULTS, MOST, CLASS, SCOPED, JSON),
    ),
    (
        "screen",
        screen,
        "a fair's list of exhibits (CSV, XLSX): what to look at first, and why",
        (PACK, LIST, RESULTS, JSON),
    ),
    ("verify", _verify, "check every byte of a pack against its signed manifest", (PACK,)),
)
