"""A label's text made ready for patterns, and what it states besides rights.

Width and case are folded one character for one, so that every offset stays true; patterns allow the
blanks that printers and readers put into words.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date

from app.markings.marking import LabelFacts, Span

_KEPT = frozenset("®™℠㊟©")  # compatibility forms would turn them into letters
_NAME = r"\s{0,2}[:]\s{0,2}([^\s,;，；。|]{2,40})"
_DAY = r"\s{0,2}[:.]?\s{0,2}(\d{4})\s?[-./年]\s?(\d{1,2})(?:\s?[-./月]\s?(\d{1,2}))?"


def fold(text: str) -> str:
    """Fold width and case of each character, keeping the length of the text."""
    return "".join(map(_fold_character, text))


def _fold_character(character: str) -> str:
    if character in _KEPT:
        return character
    folded = unicodedata.normalize("NFKC", character)
    upper = folded.upper()
    return upper if len(upper) == 1 else character


def loose(words: str) -> str:
    """Return a pattern of words that may have up to two blanks between their characters.

    Alternatives are separated by "|"; the words hold no other special characters.
    """
    return "|".join(r"\s{0,2}".join(map(re.escape, word)) for word in words.split("|"))


def span(text: str, start: int, end: int) -> Span:
    return Span(text[start:end], start, end)


_HOLDER = re.compile(f"(?:{loose('专利权人|商标注册人|注册人|著作权人|权利人|持有人')})" + _NAME)
_MAKER = re.compile(
    f"(?:{loose('制造商|生产商|制造厂|生产厂家|生产厂|生产企业|制造单位|生产单位|生产者|出品方|出品商|出品')}"
    r"|MANUFACTURER|MANUFACTURED\sBY|MADE\sBY)" + _NAME
)
_PRODUCED = re.compile(f"(?:{loose('生产日期|制造日期|出厂日期|印制日期')}|MFG|MFD)" + _DAY)


def label_facts(shown: str, text: str) -> LabelFacts:
    """Return holder, maker and production date as the label states them; `shown` is the folded text."""
    return LabelFacts(_name(_HOLDER, shown, text), _name(_MAKER, shown, text), _produced(shown))


def _name(pattern: re.Pattern[str], shown: str, text: str) -> str:
    match = pattern.search(shown)
    return text[match.start(1) : match.end(1)] if match else ""


def _produced(shown: str) -> date | None:
    match = _PRODUCED.search(shown)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2]), match[3]
    try:
        return date(year, month, int(day) if day else monthrange(year, month)[1])
    except ValueError:  # no such month or day; the label then states no date
        return None
