"""Signs of one meaning or one sound in the other script: 苹果 <-> APPLE, 杰克 <-> JACK.

From a dictionary that ships as data (resources/names/meanings.npz, its sources in SOURCES.md). A sign that
is no word of it is put together from its parts, 蓝月 <-> BLUE MOON, and read without generic words around it.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.names.folding import NEW_WORD, Codes, Letters
from app.names.words import Words, without_latin_words, without_words
from app.resources import resource

Kind = Literal["meaning", "sound"]

MOST, MOST_TOGETHER = 12, 8  # translations of a sign; of one put together
MOST_PARTS, MOST_CUTS = 3, 3  # of a sign put together: its parts, ways to cut it
MOST_OF_PARTS, MOST_OF_REST = 8, 4  # words tried for all parts; translations without generic words
LONGEST_SIGN = 10  # characters of a sign that is put together
SHORTEST_PART, LONGEST_JOINED = 3, 20  # letters of a word within letters without spaces; of all of them
TOGETHER = 0.85  # what it costs to put together, for each part more than one
STRIPPED = 0.85  # what it costs to leave a generic word out
HEAD = 4  # bytes of a key: two characters, four letters
_ARTICLES = frozenset((b"THE", b"A", b"AN", b"AND", b"MY"))
_SILENT = _ARTICLES | {word.encode("utf-16-le") for word in "之的"}  # parts of a sign that are passed over


@dataclass(frozen=True, slots=True)
class Translation:
    """A sign that says the same, of one script: the codes of the other are none."""

    han: Codes
    latin: Letters
    quality: float  # 0 to 1, how likely it is what is meant
    kind: Kind


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the other script: uint16 characters, or letters with their marks of new words, as bytes."""

    codes: bytes
    quality: float
    sound: bool

    def worse(self, cost: float) -> "Word":
        return Word(self.codes, self.quality * cost, self.sound)


@dataclass(frozen=True, slots=True)
class Side:
    """The words of one script, sorted by their keys, each with its translations, the best first."""

    words: bytes
    keys: bytes  # the words, Latin ones without marks of new words
    heads: "array[int]"  # the first four bytes of each key as a number, by which it is found quickly
    ends: "array[int]"  # word i is words[ends[i]:ends[i + 1]]
    starts: "array[int]"  # its translations are others[starts[i]:starts[i + 1]], places of the other side
    others: "array[int]"
    quality: bytes
    sound: bytes

    def key(self, place: int) -> bytes:
        return self.keys[self.ends[place] : self.ends[place + 1]]

    def translations(self, key: bytes, other: "Side") -> list[Word]:
        """Return the translations of the word of this key, [] where it is not in the dictionary."""
        found: list[Word] = []
        head = int.from_bytes(key[:HEAD].ljust(HEAD, b"\0"), "big")
        first, last = bisect_left(self.heads, head), bisect_right(self.heads, head)
        place = bisect_left(range(last), key, first, key=self.key)
        while place < last and self.key(place) == key:
            for at in range(self.starts[place], self.starts[place + 1]):
                word = other.words[other.ends[self.others[at]] : other.ends[self.others[at] + 1]]
                found.append(Word(word, self.quality[at] / 255, bool(self.sound[at])))
            place += 1
        return sorted(found, key=lambda word: -word.quality)


@dataclass(frozen=True, slots=True)
class Meanings:
    """The dictionary, and the words that say little in a sign."""

    han: Side
    latin: Side
    words: Words

    def translations(self, han: Codes, latin: Letters) -> list[Translation]:
        """Return what says the same in the other script, the likeliest first, `MOST` at most.

        Of a mixed sign each script is translated for itself, since a mark often bears one of them alone.
        """
        found: dict[bytes, Translation] = {}
        for word in self._of_sign(han):
            letters = np.frombuffer(word.codes, np.uint8)
            found.setdefault(word.codes, Translation(han[:0], letters, word.quality, _kind(word)))
        for word in self._of_latin_sign(latin):
            codes = np.frombuffer(word.codes, np.uint16)
            found.setdefault(word.codes, Translation(codes, latin[:0], word.quality, _kind(word)))
        return sorted(found.values(), key=lambda t: -t.quality)[:MOST]

    def _of_sign(self, han: Codes) -> Iterator[Word]:
        yield from self._of_characters(han)
        for rest, count in without_words(han, self.words.han)[:2]:
            yield from (word.worse(STRIPPED**count) for word in self._of_characters(rest)[:MOST_OF_REST])

    def _of_characters(self, han: Codes) -> list[Word]:
        whole = self.of_han(han.tobytes())
        cuts = _cut_han(han) if not whole and 0 < len(han) <= LONGEST_SIGN else iter(())
        return whole or _together(cuts, self.of_han, _join_latin)

    def _of_latin_sign(self, latin: Letters) -> Iterator[Word]:
        yield from self._of_letters(latin)
        rest = without_latin_words(latin, self.words.latin)
        if len(rest) < len(latin):
            yield from (word.worse(STRIPPED) for word in self._of_letters(rest)[:MOST_OF_REST])

    def _of_letters(self, latin: Letters) -> list[Word]:
        whole = self.of_latin((latin & np.uint8(0x7F)).tobytes())
        return whole or _together(_cut_latin(latin), self.of_latin, b"".join)

    def of_han(self, key: bytes) -> list[Word]:
        """Return the Latin words for a Chinese one, given as the bytes of its codes."""
        return [] if key in _SILENT else self.han.translations(key, self.latin)

    def of_latin(self, key: bytes) -> list[Word]:
        """Return the Chinese words for a Latin one, given as its letters, or for what it is the plural of."""
        for ending, instead in ((b"", b""), (b"S", b""), (b"ES", b""), (b"IES", b"Y")):
            if key not in _SILENT and key.endswith(ending) and len(key) >= 2 * len(ending):
                found = self.latin.translations(key.removesuffix(ending) + instead, self.han)
                if found:
                    return found
        return []


def load_meanings(words: Words) -> Meanings:
    """Load the dictionary that ships with the program. Raises StorageFault if it is missing."""
    with np.load(resource("names", "meanings.npz")) as data:
        sides = []
        for name, other, width in (("han", "latin", 2), ("latin", "han", 1)):
            codes = data[name]
            plain = codes if name == "han" else codes & np.uint8(0x7F)
            columns = (data[f"{name}_start"] * width, data[f"to_{other}_start"], data[f"to_{other}_word"])
            ends, starts, others = (array("I", column.astype(np.uintc).tobytes()) for column in columns)
            likely = (data[f"to_{other}_{column}"].tobytes() for column in ("quality", "sound"))
            keys = plain.tobytes()
            heads = _heads(keys, columns[0].astype(np.int64))
            sides.append(Side(codes.tobytes(), keys, heads, ends, starts, others, *likely))
        return Meanings(sides[0], sides[1], words)


def _heads(keys: bytes, ends: NDArray[np.int64]) -> "array[int]":
    """Return the first bytes of each key as a number, those that a short key lacks as 0."""
    padded = keys + bytes(HEAD)
    windows = np.ndarray((len(keys) + 1,), ">u4", padded, strides=(1,))
    lacking = np.maximum(HEAD - np.diff(ends), 0).astype(np.uint32) * np.uint32(8)
    heads = windows[ends[:-1]].astype(np.uint64) >> lacking << lacking
    return array("I", heads.astype(np.uintc).tobytes())


def _kind(word: Word) -> Kind:
    return "sound" if word.sound else "meaning"


def _cut_han(han: Codes) -> Iterator[list[bytes]]:
    """Yield the ways to cut a sign in two or three."""
    codes = han.tobytes()
    for parts in range(2, MOST_PARTS + 1):
        for places in combinations(range(2, len(codes), 2), parts - 1):
            yield [codes[a:b] for a, b in pairwise((0, *places, len(codes)))]


def _cut_latin(latin: Letters) -> Iterator[list[bytes]]:
    """Yield the words of a sign, or the ways to cut one long word in two; A OF B also as B A."""
    heads = [0, *np.flatnonzero(latin & NEW_WORD).tolist(), len(latin)]
    plain = (latin & np.uint8(0x7F)).tobytes()
    parts = [plain[a:b] for a, b in pairwise(heads)]
    if b"OF" in parts:
        at = parts.index(b"OF")
        parts = parts[at + 1 :] + parts[:at]
    if len([part for part in parts if part not in _ARTICLES]) <= MOST_PARTS:
        yield parts
    if len(parts) == 1 and len(plain) <= LONGEST_JOINED:
        for place in range(SHORTEST_PART, len(plain) - SHORTEST_PART + 1):
            yield [plain[:place], plain[place:]]


def _together(
    cuts: Iterator[list[bytes]],
    translate: Callable[[bytes], list[Word]],
    join: Callable[[list[bytes]], bytes],
) -> list[Word]:
    """Return what parts mean put together, by the cuts into the fewest parts, those the best known."""
    known: dict[bytes, list[Word]] = {}
    good: list[tuple[int, float, list[list[Word]]]] = []
    fewest = MOST_PARTS
    for cut in cuts:
        if len(cut) - sum(part in _SILENT for part in cut) > fewest:
            continue
        words = []
        for part in cut:
            if part not in _SILENT:
                if part not in known:
                    known[part] = translate(part)
                words.append(known[part])
                if not words[-1]:
                    break
        if words and all(words):
            fewest = len(words)
            good.append((fewest, -sum(w[0].quality for w in words), words))
    found = []
    for parts, _, words in sorted(good, key=lambda g: g[:2])[:MOST_CUTS]:
        if parts > fewest:
            break
        for chosen in product(*(w[: MOST_OF_PARTS // parts] for w in words)):
            quality = TOGETHER ** (parts - 1) * sum(w.quality for w in chosen) / parts
            found.append(Word(join([w.codes for w in chosen]), quality, all(w.sound for w in chosen)))
    return sorted(found, key=lambda word: -word.quality)[:MOST_TOGETHER]


def _join_latin(words: list[bytes]) -> bytes:
    return words[0] + b"".join(bytes([word[0] | NEW_WORD]) + word[1:] for word in words[1:])
