"""Markings of other rights: copyright, geographical indications, special signs, Olympic symbols."""

import re
from collections.abc import Iterator

from app.markings.label import loose, span
from app.markings.marking import Claim, LabelFacts, Marking, Span, Subject
from app.numbers.copyrights import read_copyright_number

MOST = 50  # markings of one kind that are read from one label

_REGISTRATION = re.compile(
    r"[\u4e00-\u9fa5]\s?作\s?登\s?字\s?-?\s?\d{2,4}\s?-\s?[A-Z]\s?-\s?\d{4,9}|\d{4}\s?SR\s?\d{5,8}"
    rf"|{loose('软著登字')}\s?第?\s?\d{{5,8}}\s?号"
)
_NOTICE = re.compile(
    rf"(?:©|\(C\)(?=\s?\d{{4}})|COPYRIGHT|{loose('版权所有|著作权所有')})\s?[:]?\s?(?:©\s?)?"
    r"(?:\d{4}(?:\s?-\s?\d{4})?)?\s?(?P<name>[^\s,，。;；|0-9©:][^\n,，。;；|©]{1,39})?"
)
# beside a GI sign: the announcement that approved it, the standard, the user's USCC (printed in the sign)
_GI_NUMBER = re.compile(
    rf"(?:{loose('公告')}\s?[:]?\s?)?(?:\d{{4}}\s?年\s?)?第\s?\d{{1,5}}\s?号(?:\s?{loose('公告')})?"
    r"|(?:GB|DB\d{2,6})\s?/?\s?T?\s?\d{3,6}(?:\.\d{1,2})?(?:\s?-\s?\d{4})?(?![0-9A-Z])"
    r"|(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])"
)
GI_NEAR = 80  # characters between a GI sign's name and its numbers
_NAMED = (
    (Subject.GI, re.compile(loose("地理标志"))),
    (Subject.OLYMPIC, re.compile(rf"{loose('奥林匹克|奥运五环|奥运会|奥运')}|OLYMPIC")),
    (Subject.SPECIAL_SIGN, re.compile(loose("特殊标志"))),
)


def read_others(shown: str, text: str, label: LabelFacts) -> Iterator[Marking]:
    """Yield markings of rights other than patents and trademarks; a ©-notice with the name behind it."""
    for match, _ in zip(_REGISTRATION.finditer(shown), range(MOST), strict=False):
        start, end = match.span()
        words = (span(text, start, end),)
        reading = read_copyright_number(text[start:end])
        yield Marking(
            Subject.COPYRIGHT, Claim.STATED, text[start:end], start, end, reading, words=words, label=label
        )
    for match, _ in zip(_NOTICE.finditer(shown), range(MOST), strict=False):
        start, end = match.span()
        name = text[slice(*match.span("name"))].strip() if match["name"] else ""
        words = (span(text, start, end),)
        yield Marking(
            Subject.COPYRIGHT, Claim.STATED, text[start:end], start, end, sign=name, words=words, label=label
        )
    for subject, shape in _NAMED:
        if named := shape.search(shown):
            start, end = named.span()
            numbers = _gi_numbers(shown, text, start, end) if subject is Subject.GI else ()
            spans = tuple(sorted((span(text, start, end), *numbers), key=lambda word: word.start))
            yield Marking(subject, Claim.STATED, text[start:end], start, end, words=spans, label=label)


def _gi_numbers(shown: str, text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the numbers that identify a GI near its name; a registration number is the trademark's own."""
    near = (max(0, start - GI_NEAR), end + GI_NEAR)
    for match, _ in zip(_GI_NUMBER.finditer(shown, *near), range(MOST), strict=False):
        announced = "公告" in "".join(match[0].split()) or "年" in match[0]
        if announced or not match[0].startswith("第"):
            yield span(text, *match.span())
