"""The words of patent markings, and which of a label's numbers each of them belongs to.

A label may state several rights one after another, with the class before each number or behind it, or one
class for all of them. So the words between two numbers are shared out: what follows a number on its own
line, or in brackets, is the number's own; the rest belongs to the next.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.markings.label import loose

NEAR = 80  # characters between a number and the words that it may own


@dataclass(frozen=True, slots=True)
class Word:
    kind: str  # the name of the group in `_WORDS`
    start: int
    end: int


_CLASSES = (("utility_model", "实用新型"), ("design", "外观设计|外观"), ("invention", "发明"))
_WORDS = re.compile(
    "|".join(
        (
            rf"(?P<prescribed>{loose('专利申请')}[,，;；、。\s]{{0,3}}{loose('尚未授权')})",
            rf"(?P<application>{loose('专利申请号|申请号')}|APPLICATION\s?(?:NO\b|NUMBER))",
            rf"(?P<pending>{loose('专利申请中|正在申请专利|已申请专利|申请专利|专利申请|尚未授权|专利待批')}"
            r"|PAT(?:ENT|\.)?\s?PENDING|PATENT\sAPPLIED)",
            rf"(?P<number>{loose('专利号码|专利号')}|PATENT\s?(?:NO\b|NUMBER)|PAT\.?\s?NO\b)",
            *(
                rf"(?P<{name}_patent>(?:{loose(words)})\s{{0,2}}(?:{loose('专利')})(?!\s{{0,2}}申))"
                rf"|(?P<{name}>{loose(words)})(?!\s?[人家者])"
                for name, words in _CLASSES
            ),
            r"(?P<english>INVENTION\sPATENT|PATENT\sFOR\sINVENTION|UTILITY\sMODEL|DESIGN\sPATENT)",
            r"(?P<no_claim>(?:非|无|没有|未获|未取得)\s?专利|专利权?人|专利局|专利法|专利代理|专利检索|专利权期限)",
            rf"(?P<slogan>{loose('专利产品|国家专利|中国专利|专利技术|专利保护|独家专利|专利设计|专利授权')}"
            rf"|{loose('专利证书|专利权|获得专利|获专利')}|PATENTED|PAT'D)",
            r"(?P<gained>(?:荣获|获得?|取得|拥有)(?=[^\s,，。;；]{1,6}专利))",
        )
    )
)
_BREAK = re.compile(r"[\n\r;；,，、。|/]")
_OPENING, _CLOSING = "([【", ")]】"
_JOINS = re.compile(r"[\s,，、;；/|&和及与.]*")


def words_of(shown: str) -> tuple[Word, ...]:
    """Return the words of a folded label that say something about patents, in order, not overlapping."""
    found = (Word(match.lastgroup or "", *match.span()) for match in _WORDS.finditer(shown))
    return tuple(word for word in found if word.kind != "no_claim")


def share(shown: str, numbers: Sequence[tuple[int, int]], words: Sequence[Word]) -> list[list[Word]]:
    """Share words out to numbers, given as spans in order; a word far from all of them goes to none.

    A number that follows another one with nothing but punctuation between them inherits its words.
    """
    owned: list[list[Word]] = [[] for _ in numbers]
    if not numbers:
        return owned
    first, last = numbers[0][0], numbers[-1][1]
    states = {"utility_model", "design", "invention"}
    head = [w for w in words if w.end <= first and first - w.end <= NEAR]
    tail = [w for w in words if w.start >= last and w.start - last <= NEAR]
    behind = _classes(tail, states) and not _classes(head, states)  # classes stand behind their numbers
    owned[0] += head
    for i, ((_, end), (begin, _)) in enumerate(pairwise(numbers)):
        between = [w for w in words if end <= w.start and w.end <= begin]
        border = begin if behind else _border(shown, end, begin, between)
        owned[i] += [w for w in between if w.start < border and w.start - end <= NEAR]
        owned[i + 1] += [w for w in between if w.start >= border and begin - w.end <= NEAR]
    owned[-1] += tail
    for i, ((_, end), (begin, _)) in enumerate(pairwise(numbers)):
        if _JOINS.fullmatch(shown[end:begin]) and not owned[i + 1]:
            owned[i + 1] = owned[i]
    return owned


def _classes(words: Sequence[Word], states: set[str]) -> bool:
    return any(word.kind.removesuffix("_patent") in states for word in words)


def _border(shown: str, end: int, begin: int, words: Sequence[Word]) -> int:
    """Return where the words between two numbers pass from the first to the second."""
    opening = end + len(shown[end:begin]) - len(shown[end:begin].lstrip())
    if opening < begin and shown[opening] in _OPENING:
        closing = min((i for i in (shown.find(c, opening, begin) for c in _CLOSING) if i >= 0), default=-1)
        return closing + 1 if closing >= 0 else begin
    for match in _BREAK.finditer(shown, end, begin):
        if not any(word.start <= match.start() < word.end for word in words):
            return match.start()
    return end
