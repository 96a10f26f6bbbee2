"""`register …`: building, reading and searching packs without a window or a data folder.

The words and the shapes of the answers are stable: others measure by them.
"""

import argparse
import csv
import gc
import importlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from app.errors import BadInput
from app.front.register_publishing import JSON, PACK, Argument
from app.front.register_publishing import VERBS as PUBLISHING
from app.names.lexicon import load_lexicon
from app.names.likeness import explain
from app.rights import Kind, Known, Right
from offline_db.pack.pack import Pack
from offline_db.pack.search import make_sign

Lines = Iterator[str]


LIST: Argument = (("list",), {"metavar": "LIST"})
NUMBERS: Argument = (("numbers",), {"metavar": "NUMBER", "nargs": "+"})
TEXT: Argument = (("text",), {"metavar": "TEXT", "nargs": "?", "default": ""})
FAMILY: Argument = (
    ("--family",),
    {"action": "store_true", "help": "also what shares a number with them (application, publication, grant)"},
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
    """Add `register` and its verbs to the command line."""
    desk = commands.add_parser("register", help="build, read and search register packs")
    verbs = desk.add_subparsers(dest="verb", metavar="verb", required=True)
    for name, run, text, arguments in VERBS:
        verb = verbs.add_parser(name, help=text)
        for words, options in arguments:
            verb.add_argument(*words, **options)
        verb.set_defaults(do=run)


def make_register_parser() -> argparse.ArgumentParser:
    """Return the parser of the register's commands alone."""
    parser = argparse.ArgumentParser(prog="huhang")
    add_register_commands(parser.add_subparsers(dest="command"))
    return parser


def run_register(args: argparse.Namespace) -> int:
    """Run one of the commands, print its lines and return the exit status. Raises InspectionError.

    A reader of the lines who has seen enough (`| head`) ends the command quietly.
    """
    try:
        for line in args.do(args):
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else the exit would try again
    return 0


def _show(args: argparse.Namespace) -> Lines:
    """Show rights; a number that is not found is said on stderr where answers are JSON, and is no failure."""
    pack = Pack.open(Path(args.pack))
    for number in args.numbers:
        found = pack.find(number)
        if args.family:
            found = tuple(dict.fromkeys(other for right in found for other in pack.family(right)))
        for right in found:
            yield _right(right, args.json)
        if not found and args.json:
            sys.stderr.write(f"{_not_found(pack, number)}\n")
        elif not found:
            yield _not_found(pack, number)


def _not_found(pack: Pack, number: str) -> str:
    held, known = pack.extract, pack.known_number(number)
    more = {
        Known.EXISTS: f"; the office gave it out: it is among the numbers of {known.scope} of {known.as_of}",
        Known.NOT_KNOWN: f"; nor is it among the numbers of {known.scope} of {known.as_of}",
    }.get(known.known, "")
    return f"{number}: not in this extract ({held.name}, {held.as_of}, {held.rights} rights){more}"


def _list(args: argparse.Namespace) -> Lines:
    for right in Pack.open(Path(args.pack)).all_rights():
        yield _right(right, args.json)


def _search(args: argparse.Namespace) -> Lines:
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


def _screen(args: argparse.Namespace) -> Lines:
    desk = importlib.import_module("app.front.screen_desk")  # only now: it loads forms and fonts
    lines: Lines = desk.screen(args)
    return lines


def _queries(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if "query" not in (rows.fieldnames or ()):
                raise BadInput(f"{path.name} 没有 query 列。", f"{path.name} has no column query.")
            yield from rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"无法读取 {path.name}；请检查文件。", f"{path.name} cannot be read.") from error


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


Verb = tuple[str, Callable[[argparse.Namespace], Lines], str, tuple[Argument, ...]]

VERBS: tuple[Verb, ...] = (
    *PUBLISHING,
    (
        "show",
        _show,
        "every right that carries one of the numbers, in any spelling, also with a class (12345678-25)",
        (PACK, NUMBERS, FAMILY, JSON),
    ),
    ("list", _list, "every right of the pack", (PACK, JSON)),
    (
        "search",
        _search,
        "marks that sound, look or read like a text, with the reasons",
        (PACK, TEXT, QUERIES, RESULTS, MOST, CLASS, SCOPED, JSON),
    ),
    (
        "screen",
        _screen,
        "a fair's list of exhibits (CSV, XLSX): what to look at first, and why",
        (PACK, LIST, RESULTS, JSON),
    ),
)
