"""Signs with their numerals written another way: 三六九, 叁陆玖, 369, THREE SIX NINE; 二十一, 21, XXI.

Numbers that are read for how they sound, as 520 for 我爱你, are pairs of the dictionary (app.names.meaning).
"""

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from app.names.folding import NEW_WORD, Codes, Letters

Sign = tuple[str, tuple[str, ...]]  # the characters; the Latin words

MOST = 16  # variants of a sign
LONGEST = 8  # digits of a number that is rewritten
_PLAIN, _FORMAL, _UNITS = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", ("", "十", "百", "千")
_DIGIT = {c: i for digits in (_PLAIN, _FORMAL) for i, c in enumerate(digits)} | {"〇": 0, "两": 2}
_UNIT = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10000}
_RUN = re.compile(f"[{''.join(_DIGIT)}{''.join(_UNIT)}]+")
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
_BELOW_20 = (
    "ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE",
    "THIRTEEN", "FOURTEEN", "FIFTEEN", "SIXTEEN", "SEVENTEEN", "EIGHTEEN", "NINETEEN",
)  # fmt: skip
_TENS = ("TWENTY", "THIRTY", "FORTY", "FIFTY", "SIXTY", "SEVENTY", "EIGHTY", "NINETY")
_ENGLISH = {word: i for i, word in enumerate(_BELOW_20)} | {word: 20 + 10 * i for i, word in enumerate(_TENS)}
_LARGE = {"HUNDRED": 100, "THOUSAND": 1000}


def numeral_variants(han: Codes, latin: Letters) -> list[tuple[Codes, Letters]]:
    """Return the sign with a number in it written another way, the plainest ways first, `MOST` at most.

    [] where it has none. The order of the two scripts within a sign is not known here, so a number that
    changes script comes first there, and where that differs also last.
    """
    sign = "".join(map(chr, han.tolist())), _words(latin)
    found = dict.fromkeys([*_from_han(*sign), *_from_latin(*sign)])
    found.pop(sign, None)
    return [_codes(*variant) for variant in found][:MOST]


def _from_han(text: str, words: tuple[str, ...]) -> Iterator[Sign]:
    for run in sorted(_RUN.finditer(text), key=lambda run: run.start() - run.end()):
        before, after = text[: run.start()], text[run.end() :]
        for digits in _read_han(run.group()):
            yield before + after, (digits, *words)
            yield before + after, (*words, digits)
            yield from ((before + other + after, words) for other in _write_han(digits))
            if not before and not after and not words:
                yield from (("", spoken) for spoken in _write_english(digits))


def _from_latin(text: str, words: tuple[str, ...]) -> Iterator[Sign]:
    for first, last, digits in _numbers(words):
        before, after = words[:first], words[last:]
        for other in _write_han(digits):
            yield other + text, before + after
            yield text + other, before + after
        yield text, (*before, digits, *after)
        yield from ((text, (*before, *spoken, *after)) for spoken in _write_english(digits))
        if roman := _write_roman(int(digits)):
            yield text, (*before, roman, *after)


def _numbers(words: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Yield where numbers stand among the words, and their digits."""
    for place, word in enumerate(words):
        if word.isdigit() and len(word) <= LONGEST:
            yield place, place + 1, word
        elif word != "I" and len(words) + len(word) > 2 and (value := _read_roman(word)):
            yield place, place + 1, str(value)
    place = 0
    while place < len(words):
        last = place
        while last < len(words) and words[last] in _ENGLISH.keys() | _LARGE.keys():
            last += 1
        if last > place and (digits := _read_english(words[place:last])):
            yield place, last, digits
        place = max(last, place + 1)


def _read_han(run: str) -> list[str]:
    """Return the digits that a run of Chinese numerals stands for, [] where it is no number."""
    if not any(c in _UNIT for c in run):
        return ["".join(str(_DIGIT[c]) for c in run)] if len(run) <= LONGEST else []
    total, part, digit = 0, 0, 0
    for c in run:
        if c in _DIGIT:
            digit = _DIGIT[c]
        elif _UNIT[c] == 10000:
            total, part, digit = (part + digit or 1) * 10000, 0, 0
        else:
            part, digit = part + (digit or 1) * _UNIT[c], 0
    digits = str(total + part + digit)
    return [digits] if len(digits) <= LONGEST and digits != "0" else []


def _write_han(digits: str) -> Iterator[str]:
    """Yield a number digit by digit, as it is spoken, and both with the numerals of cheques."""
    formal = str.maketrans(_PLAIN + "十百千", _FORMAL + "拾佰仟")
    single = "".join(_PLAIN[int(digit)] for digit in digits)
    spoken = _speak(digits) if 2 <= len(digits) <= len(_UNITS) and digits[0] != "0" else single
    for written in dict.fromkeys((single, spoken)):
        yield written
    for written in dict.fromkeys((single, spoken)):
        yield written.translate(formal)


def _speak(digits: str) -> str:
    parts = (
        _PLAIN[int(digit)] + (_UNITS[len(digits) - 1 - place] if digit != "0" else "")
        for place, digit in enumerate(digits)
    )
    return re.sub("^一十", "十", re.sub("零+", "零", "".join(parts)).rstrip("零"))


def _read_english(words: tuple[str, ...]) -> str:
    """Return the digits of THREE SIX NINE or TWENTY ONE."""
    if all(_ENGLISH.get(word, 10) < 10 for word in words):
        return "".join(str(_ENGLISH[word]) for word in words)[:LONGEST]
    total, part = 0, 0
    for word in words:
        if word == "THOUSAND":
            total, part = (part or 1) * 1000, 0
        else:
            part = (part or 1) * 100 if word == "HUNDRED" else part + _ENGLISH[word]
    return str(total + part)


def _write_english(digits: str) -> Iterator[tuple[str, ...]]:
    number = int(digits)
    if digits == str(number) and number < 20:
        yield (_BELOW_20[number],)
    elif digits == str(number) and number < 100:
        yield (_TENS[number // 10 - 2], *(_BELOW_20[number % 10 : number % 10 + 1] if number % 10 else ()))
    if 2 <= len(digits) <= 4:
        yield tuple(_BELOW_20[int(digit)] for digit in digits)


def _read_roman(word: str) -> int:
    match = _ROMAN.fullmatch(word)
    return sum(_roman_values(match[1] + match[2])) if match else 0


def _roman_values(word: str) -> Iterator[int]:
    values = [dict(_ROMAN_VALUES)[letter] for letter in word]
    for value, following in pairwise([*values, 0]):
        yield -value if value < following else value


def _write_roman(number: int) -> str:
    if not 2 <= number < 40:
        return ""
    written = ""
    for letters, value in _ROMAN_VALUES:
        written += letters * (number // value)
        number %= value
    return written


def _words(latin: Letters) -> tuple[str, ...]:
    """Return the words of letters, cut also where digits begin or end."""
    text = "".join(" " * (code >= NEW_WORD) + chr(code & 0x7F) for code in latin.tolist())
    return tuple(re.findall(r"[0-9]+|[^0-9 ]+", text))


def _codes(text: str, words: tuple[str, ...]) -> tuple[Codes, Letters]:
    letters = np.frombuffer("".join(words).encode("ascii"), np.uint8).copy()
    heads = np.cumsum([0, *map(len, words)])[1:-1]
    letters[heads] |= NEW_WORD
    return np.array([ord(c) for c in text], np.uint16), letters
