"""Similar groups of the Chinese classification, and which of them the table links to each other.

A link says that some goods of both groups are similar (or must be searched together), never that all are;
the table itself and the goods decide. The links are data, `resources/names/groups.toml`, or a file of the
bureau's in its place.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from app.errors import BadInput
from app.numbers.classes import read_similar_group
from app.numbers.reading import Form
from app.resources import resource

LARGEST = 4_000_000  # characters of a table


@dataclass(frozen=True, slots=True)
class Groups:
    """The links of one edition of the table."""

    edition: str
    source: str
    status: str  # whether a domain officer compared it
    links: Mapping[str, frozenset[str]]  # both ways; the group itself not among them

    def linked(self, groups: Iterable[str]) -> frozenset[str]:
        """Return groups with all those that the table links to one of them; links are followed once."""
        own = frozenset(groups)
        return own.union(*(self.links.get(group, frozenset()) for group in own))


def load_groups() -> Groups:
    """Load the table that ships with the program. Raises BadInput if it is malformed."""
    return read_groups(resource("names", "groups.toml").read_text("utf-8"))


def read_groups(text: str) -> Groups:
    """Read a table of links.

    Raises:
        BadInput: it is no such table, or names what is no group.
    """
    try:
        if len(text) > LARGEST:
            raise ValueError("too long")
        data = tomllib.loads(text)
        links: dict[str, set[str]] = {}
        for one, other in _pairs(data):
            links.setdefault(one, set()).add(other)
            links.setdefault(other, set()).add(one)
        return Groups(
            str(data["edition"]),
            str(data["source"]),
            str(data["status"]),
            {group: frozenset(others) for group, others in links.items()},
        )
    except (ValueError, KeyError, AttributeError, RecursionError) as error:  # TOML errors are ValueErrors
        raise BadInput(
            f"类似群关联表有误（{error}）；请核对该文件，或重新安装本程序。",
            f"The table of linked groups is malformed ({error}); check the file or install again.",
        ) from error


def _pairs(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for section in ("similar", "older"):
        for group, others in data[section].items():
            yield from ((_group(group), _group(other)) for other in others.split() if other != group)
    for groups in data["protected"].values():
        yield from combinations(map(_group, groups.split()), 2)


def _group(text: str) -> str:
    reading = read_similar_group(text)
    if reading.form is not Form.VALID:
        raise ValueError(f"{text[:20]} is no similar group")
    return reading.normal
