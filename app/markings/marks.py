"""Trademark markings: ®, ㊟, 注册商标, registration numbers, ™, 驰名商标, and the mark's text beside them.

Trademark Regulations art. 63: 注册商标 or a registration mark at the top or bottom right of the mark. ™ and
℠ claim no registration in China.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from app.markings.label import loose, span
from app.markings.marking import Claim, LabelFacts, Marking, Subject
from app.numbers.reading import Reading
from app.numbers.trademarks import read_trademark_number

NEAR = 60  # characters between a sign and its registration number
MOST = 200  # signs, and numbers, that are read from one label

_WORDS = loose("注册商标")
_REGISTERED = re.compile(rf"®|㊟|\(R\)|{_WORDS}|REGISTERED\sTRADEMARK")
_UNREGISTERED = re.compile(r"™|℠|\((?:TM|SM)\)|(?<=[\u4e00-\u9fff”\"])(?:TM|SM)(?![A-Z0-9\u4e00-\u9fff])")
_FAMOUS = re.compile(rf"{loose('驰名商标')}|WELL-KNOWN\sTRADEMARK")
_NUMBER = re.compile(
    rf"(?:{loose('商标注册证|商标注册号|注册商标|商标注册|国际注册')}|(?<!企业)(?<!执照)(?<!工商){loose('注册号')}"
    r"|REG(?:ISTRATION)?\.?\s?(?:TRADEMARK\s?)?NO\.?|TRADEMARK\s?NO\.?)"
    r"\s{0,2}(?:号码|号)?\s{0,2}[:.]?\s{0,2}(?P<number>第?\s{0,2}G?\s?\d[\dA-Z]{0,14}\s{0,2}号?)"
    rf"|(?:{loose('商标')})\s{{0,2}}[:]?\s{{0,2}}(?P<plain>第\s{{0,2}}G?\d[\dA-Z]{{0,14}}\s{{0,2}}号)"
)
_LATIN = re.compile(r"(?:[A-Za-z][\w'&.-]*\s){0,3}[A-Za-z][\w'&-]*\s?$")
_RUN = re.compile(r"([^\s®™℠㊟©、,，。;；:：|“”\"「」《》()（）\[\]【】]{1,40})[”\"」》]?牌?\s?$")
_BEHIND = re.compile(r"\s?[:：]\s?[“\"「]?([^\s“”\"「」,，。;；:：0-9第]{1,20})")

Found = tuple[int, int, Reading]


def read_marks(shown: str, text: str, label: LabelFacts) -> list[Marking]:
    """Return the trademark markings of a label; `shown` is the folded text."""
    numbers = list(_numbers(shown, text))
    found = list(_registered(shown, text, numbers, label))
    for claim, pattern in ((Claim.UNREGISTERED, _UNREGISTERED), (Claim.FAMOUS, _FAMOUS)):
        for match, _ in zip(pattern.finditer(shown), range(MOST), strict=False):
            sign = _sign(text, match.start()) if claim is Claim.UNREGISTERED else ""
            found.append(_marking(claim, text, match.span(), sign, label))
    return _without_repeats(found)


def _numbers(shown: str, text: str) -> Iterator[Found]:
    for match, _ in zip(_NUMBER.finditer(shown), range(MOST), strict=False):
        start, end = match.span("number") if match["number"] else match.span("plain")
        international = "国际" in shown[match.start() : start]
        printed = text[start:end].strip()
        yield (
            start,
            start + len(printed),
            read_trademark_number(("国际注册" if international else "") + printed),
        )


def _registered(shown: str, text: str, numbers: list[Found], label: LabelFacts) -> Iterator[Marking]:
    """Yield a marking for each sign of registration with its number, then for numbers without a sign."""
    free = list(numbers)
    for match, _ in zip(_REGISTERED.finditer(shown), range(MOST), strict=False):
        start, end = match.span()
        spelt = end - start > 3  # 注册商标 stands apart from the mark that it means
        sign = _named(text, start, end) if spelt else _sign(text, start)
        near = [f for f in free if -NEAR <= f[0] - end <= NEAR and "\n\n" not in shown[end : f[0]]]
        number = min(near, key=lambda f: abs(f[0] - end), default=None)
        marking = _marking(Claim.REGISTERED, text, (start, end), sign, label)
        if number is not None:
            free.remove(number)
            words = (*marking.words, span(text, *number[:2]))
            marking = replace(marking, number=number[2], words=words)
        yield marking
    for start, end, reading in free:
        marking = _marking(Claim.REGISTERED, text, (start, end), "", label)
        yield replace(marking, number=reading)


def _marking(claim: Claim, text: str, place: tuple[int, int], sign: str, label: LabelFacts) -> Marking:
    words = (span(text, *place),)
    return Marking(Subject.TRADEMARK, claim, text[slice(*place)], *place, sign=sign, words=words, label=label)


def _sign(text: str, start: int) -> str:
    """Return the mark's text before ® or ™: one run, or Latin words that share one way of writing."""
    before = text[max(0, start - 60) : start]
    if latin := _LATIN.search(before):
        words = latin[0].split()
        kept = [words[-1]]
        for word in reversed(words[:-1]):
            if (word.isupper(), word.istitle()) != (kept[0].isupper(), kept[0].istitle()):
                break
            kept.insert(0, word)
        if len(kept) > 1:
            return " ".join(kept)
    run = _RUN.search(before)
    return run[1] if run else ""


def _named(text: str, start: int, end: int) -> str:
    """Return the mark that the words 注册商标 mean: quoted before them, or named behind a colon."""
    before = re.search(r"[“\"「《]([^”\"」》]{1,20})[”\"」》]牌?\s?$", text[max(0, start - 24) : start])
    behind = _BEHIND.match(text, end)
    return before[1] if before else behind[1] if behind else ""


def _without_repeats(found: list[Marking]) -> list[Marking]:
    """Drop what states once more the same claim on the same sign and number."""
    signed = [m for m in found if m.claim is Claim.REGISTERED and m.sign]
    spoken_for = {m.number.normal if m.number else "" for m in signed} | ({""} if signed else set())
    seen: set[tuple[Claim, str, str]] = set()
    kept = []
    for marking in found:
        number = marking.number.normal or marking.number.raw if marking.number else ""
        key = (marking.claim, marking.sign, number)
        again = marking.claim is Claim.REGISTERED and not marking.sign and number in spoken_for
        if key not in seen and not again:
            seen.add(key)
            kept.append(marking)
    return kept
