"""Words that say little in a mark, read from resources/names/words.toml."""

import tomllib
from dataclasses import dataclass, field
from itertools import pairwise

from app.names.folding import NEW_WORD, Codes, Letters, fold_texts
from app.names.tables import Tables
from app.resources import resource

LONGEST_WORD = 6


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words; Chinese ones as tuples of codes, Latin ones as bytes."""

    generic: frozenset[tuple[int, ...]]
    weak: frozenset[tuple[int, ...]]
    places: frozenset[tuple[int, ...]]
    latin: frozenset[bytes]
    han: frozenset[tuple[int, ...]] = field(init=False)  # all Chinese words that may be added or left out

    def __post_init__(self) -> None:
        object.__setattr__(self, "han", self.generic | self.weak | self.places)


def load_words(tables: Tables) -> Words:
    """Load the words that ship with the program. Raises StorageFault if they are missing."""
    lists = tomllib.loads(resource("names", "words.toml").read_text(encoding="utf-8"))

    def han(*names: str) -> frozenset[tuple[int, ...]]:
        folded = fold_texts([word for name in names for word in lists[name].split()], tables)
        ends = pairwise([0, *folded.han_ends.tolist()])
        return frozenset(tuple(folded.han[first:last].tolist()) for first, last in ends)

    latin = frozenset(
        " ".join(lists[f"latin_{name}"] for name in ("goods", "weak", "places")).encode().split()
    )
    return Words(han("goods", "trade"), han("weak"), han("places", "abroad"), latin)


def without_words(han: Codes, words: frozenset[tuple[int, ...]]) -> list[tuple[Codes, int]]:
    """Return the characters without such words before or behind, and how many words were left out.

    One, two or three words are left out, fewest first, of as many the longest; at least one character stays,
    and two where a single character was the word.
    """
    found: dict[tuple[int, int], int] = {}
    edge = [(0, len(han), 0)]
    for first, last, count in edge:
        if count == 3:
            continue
        codes = tuple(han[first:last].tolist())
        for size in range(1, min(LONGEST_WORD + 1, len(codes))):
            stays = len(codes) - size
            if stays < (2 if size == 1 else 1):
                continue
            if codes[:size] in words and (first + size, last) not in found:
                found[first + size, last] = count + 1
                edge.append((first + size, last, count + 1))
            if codes[-size:] in words and (first, last - size) not in found:
                found[first, last - size] = count + 1
                edge.append((first, last - size, count + 1))
    ordered = sorted(found.items(), key=lambda item: (item[1], item[0][1] - item[0][0]))
    return [(han[first:last], count) for (first, last), count in ordered]


def without_latin_words(latin: Letters, words: frozenset[bytes]) -> Letters:
    """Return the letters without such words, all that stand in it; none left out where nothing would stay."""
    heads = [0, *[i for i, letter in enumerate(latin.tolist()) if letter & NEW_WORD], len(latin)]
    spans = list(pairwise(heads))
    kept = [(a, b) for a, b in spans if bytes(latin[a:b] & 0x7F) not in words]
    if not kept or len(kept) == len(spans):
        return latin
    places = [i for a, b in kept for i in range(a, b)]
    rest = latin[places].copy()
    rest[0] &= 0x7F
    return rest
