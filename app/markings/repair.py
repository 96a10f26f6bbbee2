"""What a misread patent number may have been: one repair each, with the arithmetic that speaks for it.

A reader of pictures takes O for 0, 8 for 3, a comma for the dot. A repair changes one such mistake and is
worth proposing only where the check character then fits. But of any wrong numbers one in eleven fits, so
each proposal says how many other single changes would fit as well. Nothing is ever applied: the officer
compares the proposal with the picture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.numbers.normalise import normalise
from app.numbers.patents import read_patent_number
from app.numbers.reading import Form
from app.numbers.repair import LOOKALIKES, PREFIXES

LIKE = {
    "0": "689D", "1": "7", "2": "7", "3": "85", "4": "91", "5": "638", "6": "508", "7": "12", "8": "3069",
    "9": "0438",
}  # fmt: skip
DOTS = ",:;'`-_"  # what is read for the dot before the check character
MOST = 5  # proposals
LONGEST = 24  # characters of a number that is worth repairing

Change = tuple[int, str, str]  # place in the number as it was read (NFKC, no blanks), read, proposed


@dataclass(frozen=True, slots=True)
class Repair:
    """One way in which a number may have been misread."""

    number: str  # the repaired number in its normal form
    changes: tuple[Change, ...]
    arithmetic: str  # why its check character fits
    others: int  # how many other single-digit changes of the number fit as well

    def sentence(self, language: str) -> str:
        """Return the proposal in words, in "zh" or "en"."""
        if language == "en":
            changed = ", ".join(f'"{a}" at place {i + 1} read as "{b}"' for i, a, b in self.changes)
            return (
                f"{self.number}: {changed}; {self.arithmetic}, the check character fits. "
                f"{self.others} other single changes would fit too; compare with the picture."
            )
        changed = "，".join(f"第{i + 1}位“{a}”改读为“{b}”" for i, a, b in self.changes)
        return (
            f"{self.number}：{changed}；{self.arithmetic}，与校验位相符。"
            f"另有{self.others}种只改一位的读法也相符，请与照片核对。"
        )


def repairs_of(raw: str, chances: Sequence[float], today: date) -> tuple[Repair, ...]:
    """Return what a number that fails its grammar or check may have been, the likeliest first; () if nothing.

    `chances` are the reader's, one for each character of `raw`: () where they are not known.
    """
    shown = normalise(raw)
    if len(shown) > LONGEST or read_patent_number(shown, today).form is Form.VALID:
        return ()
    doubts = _doubts(raw, shown, chances)
    mended = next((text for text, _ in _plain(shown)), shown)
    fitting = _fitting(mended, today)
    found: dict[str, tuple[float, Repair]] = {}
    for text, changes in (*_plain(shown), *_one_digit(shown)):
        reading = read_patent_number(text, today)
        if reading.form is not Form.VALID or reading.normal in found or not reading.part("check"):
            continue
        others = fitting - (len(changes) == 1 and changes[0][2].isalnum() and mended == shown)
        doubt = sum(doubts[i] for i, _, _ in changes) / len(changes)
        found[reading.normal] = (doubt, Repair(reading.normal, changes, reading.arithmetic, others))
    return tuple(repair for _, repair in sorted(found.values(), key=lambda f: -f[0])[:MOST])


def _doubts(raw: str, shown: str, chances: Sequence[float]) -> list[float]:
    """Return how doubtful each character of the normalised number is."""
    kept = [1 - chance for character, chance in zip(raw, chances, strict=False) if not character.isspace()]
    return kept if len(kept) == len(shown) else [0.0] * len(shown)


def _plain(shown: str) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """Yield the number with its prefix mended, letters read as digits, the comma as a dot."""
    prefix = PREFIXES.get(shown[:2], shown[:2] if shown[:2] in ("ZL", "CN") else "")
    start = 2 if prefix else 0
    mended = list(shown)
    for i, character in enumerate(shown):
        if i < start:
            mended[i] = prefix[i]
        elif character in DOTS and i == len(shown) - 2:
            mended[i] = "."
        elif character in LOOKALIKES:
            mended[i] = LOOKALIKES[character]
    changes = tuple((i, a, b) for i, (a, b) in enumerate(zip(shown, mended, strict=True)) if a != b)
    if changes:
        yield "".join(mended), changes


def _one_digit(shown: str) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """Yield the number with one digit replaced by one that it resembles."""
    for i, character in enumerate(shown):
        for other in LIKE.get(character, ""):
            if other.isdigit():
                yield shown[:i] + other + shown[i + 1 :], ((i, character, other),)


def _fitting(shown: str, today: date) -> int:
    """Count the valid numbers one replaced digit away from a number as it was read, the check's included."""
    found = set()
    for i, character in enumerate(shown):
        for other in "0123456789X" if character.isdigit() or character == "X" else "":
            changed = read_patent_number(shown[:i] + other + shown[i + 1 :], today)
            if other != character and changed.form is Form.VALID:
                found.add(changed.normal)
    return len(found)
