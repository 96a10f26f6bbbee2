"""Mark texts to the codes that searches compare: width, case, variant characters and punctuation folded.

A text becomes two sequences in their own order: its Chinese characters (and any other script that is not
Latin), uint16, and its Latin letters and digits, uint8. Of these the high bit marks where a word begins that
is not the first, so that words are kept apart though spaces and hyphens are gone. Many texts are folded at
once, since a register holds millions.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.names.tables import Tables

Codes = NDArray[np.uint16]
Letters = NDArray[np.uint8]

NEW_WORD = 0x80
LONGEST = 60  # codes of a text that are looked at
_LINE = 10
_DEVICE = re.compile(  # what a register adds to the sign itself
    r"(?<=[^\n])[ ,，·(（]*(?:及图形|及圖形|及图|及圖|图形|圖形|设计字|設計字|标章图|標章圖|设计图|設計圖"
    r"|AND DEVICE|& DEVICE|\(DEVICE\)|DEVICE)[)）]?$",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Texts folded; text i owns `han[han_ends[i-1]:han_ends[i]]` and likewise of `latin`."""

    han: Codes
    han_ends: NDArray[np.int64]
    latin: Letters
    latin_ends: NDArray[np.int64]


def fold_texts(texts: Sequence[str], tables: Tables) -> Folded:
    """Fold texts; control characters in them count as punctuation."""
    joined = "\n".join(texts)
    if joined.count("\n") >= max(len(texts), 1):
        joined = "\n".join(map(_one_line, texts))
    joined = unicodedata.normalize("NFKC", joined + "\n")
    joined = _DEVICE.sub("", joined)
    codes = tables.fold_lines[np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), np.uint16)]
    starts_word = np.zeros(len(codes), bool)
    dropped = codes == 0
    starts_word[1:] = dropped[:-1]
    kept = np.flatnonzero(~dropped)
    codes, starts_word = codes[kept], starts_word[kept]
    lines = codes == _LINE
    owner = np.cumsum(lines)
    is_latin = (codes < 128) & ~lines
    is_han = codes >= 128
    owners = owner[is_latin]
    latin = codes[is_latin].astype(np.uint8)
    first = np.ones(len(latin), bool)
    first[1:] = owners[1:] != owners[:-1]
    latin |= np.where(starts_word[is_latin] & ~first, NEW_WORD, 0).astype(np.uint8)
    count = len(texts)
    han_ends = np.cumsum(np.bincount(owner[is_han], minlength=count)[:count])
    latin_ends = np.cumsum(np.bincount(owners, minlength=count)[:count])
    return Folded(codes[is_han], han_ends, latin, latin_ends)


def fold(text: str, tables: Tables) -> tuple[Codes, Letters]:
    """Fold one text as `fold_texts` does; at most `LONGEST` codes of each kind."""
    folded = unicodedata.normalize("NFKC", _one_line(text[: 4 * LONGEST]))
    han: list[int] = []
    latin: list[int] = []
    new_word = 0
    for unit in memoryview(_DEVICE.sub("", folded).encode("utf-16-le", "surrogatepass")).cast("H"):
        code = int(tables.fold_lines[unit])
        if code == 0 or code == _LINE:
            new_word = NEW_WORD
        elif code < 128:
            latin.append(code | new_word if latin else code)
            new_word = 0
        else:
            han.append(code)
            new_word = 0
    return np.array(han[:LONGEST], np.uint16), np.array(latin[:LONGEST], np.uint8)


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")) if "\n" in text else text
