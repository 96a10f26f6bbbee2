"""`register show`: rights by their numbers."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from app.rights import Kind, Known, Right
from offline_db.pack.pack import Pack

Lines = Iterator[str]


def show(args: argparse.Namespace) -> Lines:
    """Show rights; a number that is not found is said on stderr where answers are JSON, and is no failure."""
    pack = Pack.open(Path(args.pack))
    for number in args.numbers:
        found = pack.find(number)
        if args.family:
            found = tuple(dict.fromkeys(other for right in found for other in pack.family(right)))
        for right in found:
            yield told(right, args.json)
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


def told(right: Right, as_line: bool) -> str:
    """Return a line that states a right, as JSON or for people."""
    stated = as_json(right)
    if as_line:
        return json.dumps(stated, ensure_ascii=False)
    return "  ".join(
        str(stated[k]) for k in ("office", "kind", "number", "name", "classes", "holders", "status")
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
