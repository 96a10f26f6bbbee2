"""The words of `register …`: packs built, read and searched without a window or a data folder.

The words and the shapes of the answers are stable: others measure by them. What a word does is in the module
that it names, loaded when the word is said: each command starts as fast as it can.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

from app.rights import Kind, Status

Lines = Iterator[str]
Argument = tuple[tuple[str, ...], dict[str, Any]]

PACK: Argument = (("pack",), {"metavar": "PACK"})
OUT: Argument = (("pack",), {"metavar": "OUT"})
SLICE: Argument = (("out",), {"metavar": "OUT"})
DELTA: Argument = (("delta",), {"metavar": "DELTA"})
FILES: Argument = (("files",), {"metavar": "FILE", "nargs": "+"})
LISTS: Argument = (("files",), {"metavar": "FILE", "nargs": "*"})
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
SINCE: Argument = (
    ("--since",),
    {"type": int, "required": True, "metavar": "SEQUENCE", "help": "the state that the receiver has"},
)
OLDER: Argument = (("--older",), {"action": "store_true", "help": "take a whole pack even if it is older"})
ALL: Argument = (("--all",), {"action": "store_true", "help": "merge the base too, not only small segments"})
SCOPE: Argument = (("--scope",), {"required": True, "help": 'whose numbers these are, e.g. "CN trademark"'})
PARTS: tuple[Argument, ...] = (
    (("--nice",), {"default": "", "metavar": "N,N", "help": "marks in one of these Nice classes"}),
    (("--office",), {"default": "", "metavar": "CC,CC", "help": "rights of these offices (WIPO ST.3)"}),
    (("--kind",), {"default": "", "metavar": "K,K", "help": f"of these kinds: {', '.join(Kind)}"}),
    (("--status",), {"default": "", "metavar": "S,S", "help": f"of these statuses: {', '.join(Status)}"}),
    (("--filed-from",), {"default": "", "metavar": "DAY", "help": "filed on this day or later"}),
    (("--filed-to",), {"default": "", "metavar": "DAY", "help": "filed on this day or earlier"}),
    (("--holder",), {"default": "", "metavar": "TEXT", "help": "of a holder whose name holds this text"}),
    (("--numbers",), {"default": "", "metavar": "FILE", "help": "with one of the numbers in a file"}),
)
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

Verb = tuple[str, str, str, tuple[Argument, ...]]  # word, its module and function, help, takes

VERBS: tuple[Verb, ...] = (
    (
        "build", "register_publishing.build", "make a pack of register files of any known format",
        (OUT, FILES, NAME, AS_OF, KEY, JSON),
    ),
    (
        "import", "register_publishing.import_files",
        "add register files to a pack; newer records replace older ones",
        (PACK, FILES, KEY, JSON),
    ),
    (
        "delta", "register_publishing.make_delta",
        "write what changed since a state, for those who have that state",
        (PACK, SINCE, SLICE),
    ),
    (
        "apply", "register_publishing.apply",
        "take over a delta, or a whole pack (a folder) of the same publisher",
        (PACK, DELTA, OLDER),
    ),
    ("merge", "register_publishing.merge", "merge the small segments of a pack", (PACK, ALL, KEY)),
    (
        "slice", "register_publishing.slice_pack",
        "cut a pack of those rights that satisfy all that is asked",
        (PACK, SLICE, *PARTS, NAME, KEY),
    ),
    (
        "numbers", "register_publishing.numbers",
        "give a pack a filter of the numbers that an office has (its own and those listed)",
        (PACK, LISTS, SCOPE, AS_OF, KEY),
    ),
    (
        "verify", "register_publishing.verify_pack",
        "check every byte of a pack against its signed manifest",
        (PACK,),
    ),
    (
        "show", "register_reading.show",
        "every right that carries one of the numbers, in any spelling, also with a class (12345678-25)",
        (PACK, NUMBERS, FAMILY, JSON),
    ),
    ("list", "register_listing.list_all", "every right of the pack", (PACK, JSON)),
    (
        "search", "register_searching.search",
        "marks that sound, look or read like a text, with the reasons",
        (PACK, TEXT, QUERIES, RESULTS, MOST, CLASS, SCOPED, JSON),
    ),
    (
        "screen", "screen_desk.screen",
        "a fair's list of exhibits (CSV, XLSX): what to look at first, and why",
        (PACK, LIST, RESULTS, JSON),
    ),
)  # fmt: skip


def add_register_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `register` and its verbs to the command line."""
    desk = commands.add_parser("register", help="build, read and search register packs")
    verbs = desk.add_subparsers(dest="verb", metavar="verb", required=True)
    for name, place, text, arguments in VERBS:
        verb = verbs.add_parser(name, help=text)
        for words, options in arguments:
            verb.add_argument(*words, **options)
        verb.set_defaults(place=place)


def make_register_parser() -> argparse.ArgumentParser:
    """Return the parser of the register's commands alone."""
    parser = argparse.ArgumentParser(prog="huhang")
    add_register_commands(parser.add_subparsers(dest="command"))
    return parser


def run_register(args: argparse.Namespace) -> int:
    """Run one of the commands, print its lines and return the exit status. Raises InspectionError.

    A reader of the lines who has seen enough (`| head`) ends the command quietly.
    """
    module, _, function = args.place.partition(".")
    do: Callable[[argparse.Namespace], Lines] = getattr(
        importlib.import_module(f"app.front.{module}"), function
    )
    try:
        for line in do(args):
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else the exit would try again
    return 0
