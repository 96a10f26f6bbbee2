"""Legal bases, terms and working days in force on a given date, read from dated data files.

What is cited is what was in force on the day of the act; a later amendment changes data only.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from app.errors import BadInput
from app.findings import Basis
from app.law.calendar import WorkCalendar, Year, months_after
from app.law.statutes import Provision, Statute
from app.resources import resource
from app.rights import Kind

__all__ = ["Law", "load_law", "read_law"]

TERMS = {  # kind -> [(filed from, years)], Patent Law 2020 art. 42 and its transition; others as named
    Kind.INVENTION: ((date.min, 20),),
    Kind.UTILITY_MODEL: ((date.min, 10),),
    Kind.DESIGN: ((date.min, 10), (date(2021, 6, 1), 15)),
    Kind.TRADEMARK: ((date.min, 10),),
    Kind.SPECIAL_SIGN: ((date.min, 4),),  # Special Signs Regulations art. 9
    Kind.OLYMPIC_SYMBOL: ((date.min, 10),),  # Olympic Symbols Regulations art. 9
}
GRACE_MONTHS = 6  # Trademark Law art. 40


class Law:
    """Provisions by key and day."""

    def __init__(self, provisions: Iterable[Provision], calendar: WorkCalendar) -> None:
        self.calendar = calendar
        self._provisions: dict[str, list[Provision]] = {}
        for provision in provisions:
            self._provisions.setdefault(provision.key, []).append(provision)
        for key, group in self._provisions.items():
            _refuse_overlaps(key, sorted(group, key=lambda p: p.effective_from))

    def provision(self, key: str, on: date) -> Provision | None:
        """Return what stands behind a key on a day, None where nothing was in force."""
        return next((p for p in self._provisions.get(key, ()) if p.in_force(on)), None)

    def bases(self, keys: Iterable[str], on: date) -> tuple[Basis, ...]:
        """Return the bases of those keys that were in force on the day, in the order given."""
        found = (self.provision(key, on) for key in keys)
        return tuple(provision.basis() for provision in found if provision is not None)

    def keys(self) -> frozenset[str]:
        return frozenset(self._provisions)

    def last_day(self, kind: Kind, start: date) -> date | None:
        """Return the last day in force of a right filed (marks and signs: registered) on `start`.

        It is the day before the anniversary; extensions and renewals are the register's to tell. None for
        kinds without a fixed term.
        """
        years = [years for since, years in TERMS.get(kind, ()) if start >= since]
        return date.fromordinal(months_after(start, 12 * years[-1]).toordinal() - 1) if years else None

    def grace_ends(self, expires: date) -> date:
        """Return the last day on which an expired trademark may still be renewed."""
        return months_after(expires, GRACE_MONTHS)


def load_law(folder: Path | None = None) -> Law:
    """Read the law files that ship with the program, or those in `folder`.

    Raises:
        BadInput: a file is malformed; names it.
    """
    folder = folder or resource("law")
    return read_law({path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.toml"))})


def read_law(texts: Mapping[str, str]) -> Law:
    """Read law files given as texts by name.

    Raises:
        BadInput: malformed TOML, missing or impossible values, two editions of one key in force at once.
    """
    provisions: list[Provision] = []
    years: list[Year] = []
    for name, text in texts.items():
        try:
            data = tomllib.loads(text)
            for raw in data.get("statute", []):
                provisions += _statute(raw)
            years += [_year(raw) for raw in data.get("year", [])]
        except (
            tomllib.TOMLDecodeError,
            KeyError,
            TypeError,
            ValueError,
            AttributeError,
            RecursionError,
        ) as error:
            raise BadInput(
                f"法律依据文件 {name} 有误（{error}）；请改正或恢复原文件。",
                f"The law file {name} is malformed ({error}); correct it or restore the original.",
            ) from error
    return Law(provisions, WorkCalendar(tuple(years)))


def _statute(raw: dict[str, Any]) -> list[Provision]:
    statute = Statute(
        raw["id"],
        raw["title"],
        raw["title_en"],
        raw["short"],
        raw["short_en"],
        raw["edition"],
        _day(raw["effective_from"]),
        raw["source"],
        bool(raw["verified"]),
        _day(raw["effective_to"]) if "effective_to" in raw else None,
        _day(raw["verified_until"]) if "verified_until" in raw else None,
    )
    return [
        Provision(
            p["key"],
            statute,
            tuple(str(article) for article in p["articles"]),
            p["zh"],
            p["en"],
            p.get("source", statute.source),
            bool(p.get("verified", statute.verified)),
            statute.effective_from,
            statute.effective_to,
        )
        for p in raw.get("provision", [])
    ]


def _year(raw: dict[str, Any]) -> Year:
    return Year(
        int(raw["year"]),
        raw["source"],
        bool(raw["verified"]),
        tuple(_day(day) for day in raw.get("off", [])),
        tuple(_day(day) for day in raw.get("worked", [])),
    )


def _day(value: object) -> date:
    if type(value) is not date:
        raise ValueError(f"not a date: {value!r}")
    return value


def _refuse_overlaps(key: str, group: list[Provision]) -> None:
    for before, after in pairwise(group):
        if before.effective_to is None or before.effective_to >= after.effective_from:
            raise BadInput(
                f"法律依据 {key} 有两个版本同时有效；请改正生效日期。",
                f"Two editions of {key} are in force at once; correct their dates.",
            )
