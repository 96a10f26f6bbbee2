"""Names of holders folded for looking them up: by the whole name, by what is left without place and group.

`app.names.firms` says when two names are one company; here characters are folded as well (traditional,
variant, full-width), and words that many companies bear are told from what tells one from another.
"""

from collections.abc import Sequence

import numpy as np

from app.names.firms import company_key
from app.names.folding import Codes
from app.names.tables import Tables
from app.names.words import LONGEST_WORD, Words

SHORTEST_CORE = 2  # characters
GROUP = "集团"
_LEVELS = "省市"  # may stand behind a place


def fold_lines(lines: str, tables: Tables) -> Codes:
    """Return lines as folded codes, letters among them; spaces and punctuation are gone, line ends stay."""
    codes: Codes = tables.fold_lines[np.frombuffer(lines.encode("utf-16-le", "surrogatepass"), np.uint16)]
    return codes[codes > 0]


def folded_key(name: str, tables: Tables) -> str:
    """Return a company's name folded, without the words for its kind; "" if nothing else is left."""
    return _folded(company_key(name), tables)


def folded_keys(names: Sequence[str], tables: Tables) -> list[str]:
    """Return the keys of many names at once, in their order; see `folded_key`."""
    keys = "\n".join(company_key(name).replace("\n", " ") for name in names)
    codes = fold_lines(keys, tables)
    return codes.tobytes().decode("utf-16-le", "surrogatepass").split("\n") if names else []


def core_of(key: str, tables: Tables, words: Words) -> str:
    """Return a folded key without the places and the word for a group that stand before or behind it.

    What is left has two characters at least, so that a name which is only a place stays.
    """
    weak = (_folded(GROUP, tables), *(_folded(sign, tables) for sign in _LEVELS))
    while (shorter := _shortened(key, weak, words)) != key:
        key = shorter
    return key


def _shortened(key: str, weak: tuple[str, ...], words: Words) -> str:
    for size in range(min(LONGEST_WORD, len(key) - SHORTEST_CORE), 0, -1):
        if key[:size] in weak or _is_place(key[:size], words):
            return key[size:]
        if key[-size:] in weak[:1] or _is_place(key[-size:], words):
            return key[:-size]
    return key


def _is_place(text: str, words: Words) -> bool:
    return tuple(map(ord, text)) in words.places


def _folded(text: str, tables: Tables) -> str:
    return fold_lines(text.replace("\n", " "), tables).tobytes().decode("utf-16-le", "surrogatepass")
