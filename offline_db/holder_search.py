"""Holders by name, in any spelling of company forms, and their rows that pass a filter."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from app.names.answers import HolderLine, NameFilter
from app.names.lexicon import Lexicon
from offline_db.narrowing import FIELD_OF, LIVE, Place, dimensions_of, narrowed, narrows, read_columns
from offline_db.pack.pack import Pack


class Held(NamedTuple):
    """Holders that answer to a name, the surest first, and their rows that pass a filter, live ones first."""

    holders: tuple[HolderLine, ...]
    places: tuple[Place, ...]


def find_holders(pack: Pack, name: str, lexicon: Lexicon, narrow: NameFilter, most: int) -> Held:
    """Return holders of a name in any spelling, then those whose names hold it."""
    lines: dict[str, HolderLine] = {}
    rows_of: dict[str, list[Place]] = {}
    for where, segment in pack.segments.items():
        for hit in segment.holders.find(name, lexicon.tables, lexicon.words, most):
            rows = segment.holders.rows(hit.number)
            rows = rows[pack.standing(where, rows)]
            known = lines.get(hit.name, HolderLine(hit.name, 0, hit.same))
            lines[hit.name] = replace(known, rights=known.rights + len(rows))
            rows_of.setdefault(hit.name, []).extend((where, row) for row in rows.tolist())
    ordered = sorted((line for line in lines.values() if line.rights), key=lambda x: (not x.same, -x.rights))
    places = list(dict.fromkeys(place for line in ordered for place in rows_of[line.name]))
    active = [dimension for dimension in FIELD_OF if narrows(narrow, dimension)]
    columns = read_columns(pack, places, ["status", *(FIELD_OF[dimension] for dimension in active)], narrow)
    passing, _ = narrowed(np.zeros(len(places), np.int64), dimensions_of(columns, narrow, active))
    alive = np.isin(columns["status"], LIVE)
    sure = {place for line in ordered if line.same for place in rows_of[line.name]}
    kept = [(place not in sure, not alive[at], at) for at, place in enumerate(places) if passing[at]]
    return Held(tuple(ordered[:most]), tuple(places[at] for *_, at in sorted(kept)))
