"""How a mark is disguised: each function makes a sign after a mark, or "" where it cannot.

What sounds the same comes from pypinyin; what looks alike, splits or is written in two ways from short lists
of our own. None of it is read from the tables of the search that is measured with it.
"""

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from pypinyin import lazy_pinyin

from tests.bench.marks import COMMON
from tests.bench.words import words

WRITTEN = {pair[0]: pair[1] for pair in words("written")}
SPLITS = dict(pair.split("=") for pair in words("splits"))
MEANINGS = [pair.split("=") for pair in words("meanings")]
LEET = dict(zip("OIEASBTGZ", "013458762", strict=True))
ACCENTS = dict(zip("EAOUCNI", "ÉÄÖÜÇÑÍ", strict=True))
CYRILLIC = str.maketrans("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху")
GREEK = str.maketrans("ABEZHIKMNOPTYXo", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο")
SHAPES = (("RN", "M"), ("VV", "W"), ("CL", "D"), ("L", "I"), ("Q", "O"), ("C", "G"), ("U", "V"), ("K", "X"))
INITIALS = ("zh-z", "ch-c", "sh-s", "z-zh", "c-ch", "s-sh", "n-l", "l-n", "f-h", "h-f")
FINALS = ("in-ing", "ing-in", "en-eng", "eng-en", "an-ang", "ang-an")
NUMERALS = dict(zip("0123456789", "零一二三四五六七八九", strict=True))

Letter = Callable[[str], str]


@dataclass(slots=True)
class Disguiser:
    """Chance, and what was worked out from the lists."""

    chance: random.Random
    homophones: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sounds: dict[str, str] = field(default_factory=dict)
    looks: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for character in COMMON:
            self.sounds[character] = sound = lazy_pinyin(character)[0]
            self.homophones[sound].append(character)
        for group in words("looks"):
            for one in group:
                self.looks[one] += [other for other in group if other != one]

    def pick(self, texts: list[str]) -> str:
        return self.chance.choice(texts) if texts else ""

    def sound(self, character: str) -> str:
        return self.sounds.get(character) or lazy_pinyin(character)[0]

    def homophone(self, character: str) -> str:
        return self.pick([c for c in self.homophones.get(self.sound(character), []) if c != character])

    def near(self, character: str) -> str:
        """Return a character whose initial or final sounds near."""
        sound, found = self.sound(character), []
        for swap in INITIALS:
            one, other = swap.split("-")
            if sound.startswith(one) and not (len(one) == 1 and sound[1:2] == "h"):
                found += self.homophones.get(other + sound[len(one) :], [])
        for swap in FINALS:
            one, other = swap.split("-")
            if sound.endswith(one):
                found += self.homophones.get(sound[: -len(one)] + other, [])
        return self.pick(found)

    def look(self, character: str) -> str:
        return self.pick(self.looks.get(character, []))

    def common(self) -> str:
        return self.chance.choice(COMMON)

    def change(self, text: str, how: Letter, times: int = 1) -> str:
        """Replace so many characters by what `how` makes of them; "" where fewer can be."""
        letters = list(text)
        places = self.chance.sample(range(len(letters)), len(letters))
        for place in places:
            other = how(letters[place]) if is_han(letters[place]) else ""
            if other and times:
                letters[place] = other
                times -= 1
        return "" if times else "".join(letters)

    def slip(self, text: str, kind: int) -> str:
        """Change, insert, leave out or swap one letter of a Latin text."""
        at, letter = self.chance.randrange(len(text)), self.chance.choice("ABCDEFGHIJKLMNOPRSTUVWY")
        letter = letter if text.isupper() else letter.lower()
        if kind == 0:
            return text[:at] + letter + text[at + 1 :]
        if kind == 1:
            return text[:at] + letter + text[at:]
        if kind == 2:
            return text[:at] + text[at + 1 :]
        return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]

    def any_slip(self, text: str) -> str:
        return self.slip(text, self.chance.randrange(4))

    def mapped(self, text: str, table: dict[str, str], most: int) -> str:
        """Replace some letters of a Latin text after a table."""
        letters = list(text.upper())
        places = [i for i, letter in enumerate(letters) if letter in table]
        for place in self.chance.sample(places, min(most, len(places))):
            letters[place] = table[letters[place]]
        return "".join(letters) if places else ""

    def shaped(self, text: str) -> str:
        """Write one letter as two that look like it, or the other way round."""
        upper = text.upper()
        both = [*SHAPES, *((b, a) for a, b in SHAPES)]
        found = [(a, b) for a, b in both if a in upper]
        one, other = self.chance.choice(found) if found else ("", "")
        return upper.replace(one, other, 1) if one else ""

    def split(self, text: str) -> str:
        places = [i for i, c in enumerate(text) if c in SPLITS]
        if not places:
            return ""
        at = self.chance.choice(places)
        return text[:at] + SPLITS[text[at]] + text[at + 1 :]

    def spelled(self, text: str, between: str = "") -> str:
        return between.join(map(self.sound, text)).upper()

    def insert(self, text: str) -> str:
        at = self.chance.randrange(len(text) + 1)
        return text[:at] + self.common() + text[at:]

    def leave_out(self, text: str) -> str:
        at = self.chance.randrange(len(text))
        return text[:at] + text[at + 1 :]

    def replace(self, text: str) -> str:
        at = self.chance.randrange(len(text))
        return text[:at] + self.common() + text[at + 1 :]

    def swap(self, text: str) -> str:
        at = self.chance.randrange(len(text) - 1)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]

    def one_script(self, text: str) -> str:
        """Return one part of a mark of two scripts."""
        first, _, second = text.partition(" ")
        return self.pick([part for part in (first, second) if len(part) >= (2 if is_han(part[:1]) else 4)])


def is_han(text: str) -> bool:
    return bool(text) and all("\u4e00" <= c <= "\u9fff" for c in text)


def is_latin(text: str) -> bool:
    return text.isascii() and text.replace(" ", "").isalpha()


def meaning_of(text: str) -> str:
    """Return the translation of a word that the public knows, in either direction."""
    return next((b if text == a else a for a, b in MEANINGS if text.upper() in (a, b)), "")
