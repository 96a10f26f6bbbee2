"""What a label states about rights: kind of right, number, class words, ®, pending, famous …

A marking is what the label says, never whether it is true. Offsets point into the text as given, so that
the officer sees the very words. Recognised spellings follow the Marking Measures art. 5 and 7, the
Trademark Regulations art. 63, and spellings seen on goods. Work grows linearly with the text.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.numbers.copyrights import read_copyright_number
from app.numbers.foreign import read_foreign_number
from app.numbers.patents import read_patent_number, read_publication_number
from app.numbers.reading import NumberKind, Reading
from app.numbers.trademarks import read_trademark_number

LONGEST = 20_000  # characters of label text that are read
NEAR = 40  # characters around a number in which its class words stand


class Claim(StrEnum):
    """The columns of the decision tables."""

    NUMBER_WITH_CLASS = "A"  # patents: ZL number and class words in Chinese
    WORDS_ONLY = "B"  # "patent" without a number
    PENDING = "C"  # application number, said to be pending
    PENDING_AS_PATENT = "D"  # application number called a patent, or ZL before a pending one
    NUMBER_WITHOUT_CLASS = "E"  # class words missing, wrong, or not in Chinese
    REGISTERED = "registered"  # marks: ®, ㊟, 注册商标
    UNREGISTERED = "unregistered"  # marks: ™ or no sign
    FAMOUS = "famous"  # 驰名商标
    STATED = "stated"  # other rights: named on the label


@dataclass(frozen=True, slots=True)
class Marking:
    subject: str  # "patent", "trademark", "copyright", "gi", "olympic", "special_sign"
    claim: Claim
    text: str  # the words as printed
    start: int
    end: int
    number: Reading | None = None
    class_words: str = ""  # "invention", "utility_model", "design" as stated in Chinese
    sign: str = ""  # the mark's text beside ® or ™
    prescribed: bool = False  # "专利申请，尚未授权" stands there in full


_CLASS_WORDS = (
    ("utility_model", "实用新型"),
    ("design", "外观设计"),
    ("design", "外观专利"),
    ("invention", "发明"),
)
_BODY = r"[0-9OXILSB][0-9OXILSB.\s]{5,24}"
_PREFIXED = re.compile(rf"(?:Z[L1I]|2L)\s{{0,2}}[:.]?\s{{0,2}}((?:CN\s?)?{_BODY})")
_NAMED = re.compile(rf"(专利申请号|申请号|专利号码?|PATENT\s?NO\.?)\s{{0,2}}[:.]?\s{{0,2}}((?:CN)?{_BODY})")
_BARE = re.compile(
    r"(?<![0-9])(?:(?:19[89]\d|20[0-4]\d)\s?\d\s?\d{7}|[89]\d\s?\d\s?\d{5})\s?\.\s?[0-9X](?![0-9])"
)
_PUBLISHED = re.compile(r"(?:ZL\s?)?CN\s?\d{7,9}\s?[ABCUYSD]\d?(?![A-Z0-9])")
_FOREIGN = re.compile(
    r"(?:US\s?(?:PAT(?:ENT)?\.?)?\s?(?:NO\.?)?\s?D?\d[\d,]{5,10}(?:\s?[AB]\d)?|EP\s?\d{6,8}(?:\s?[AB]\d)?"
    r"|PCT/[A-Z]{2}\s?\d{2,4}/\d{4,6}|WO\s?/?\d{2,4}/\d{4,6})"
)
_SLOGAN = re.compile(r"专利产品|国家专利|专利技术|获得?专利|中国专利|专利保护|独家专利|专利设计|PATENTED")
_PENDING = re.compile(r"专利申请中|正在申请专利|申请专利|专利申请|尚未授权|PATENT\s?PENDING")
_PRESCRIBED = re.compile(r"专利申请[,，;；、\s]{0,3}尚未授权")
_REGISTERED = re.compile(r"®|㊟|\(R\)|注册商标")
_UNREGISTERED = re.compile(r"™|℠")
_FAMOUS = re.compile(r"驰名商标")
_MARK_NUMBER = re.compile(
    r"(?:商标注册证|商标注册号|注册商标|注册号|注册证|REG\.?\s?NO\.?)\s{0,2}[:.]?\s{0,2}第?\s{0,2}([G]?\d[\dA-Z]{0,11})\s{0,2}号?"
)
_SIGN_BEFORE = re.compile(r"([^\s®™℠㊟、,，。;；:：|]{1,40})\s?$")
_COPYRIGHT = re.compile(
    r"[\u4e00-\u9fa5]作登字\s?-\s?\d{2,4}\s?-\s?[A-Z]\s?-\s?\d{4,9}|\d{4}SR\d{5,8}|软著登字第\d{5,8}号"
)
_OTHERS = (
    ("gi", re.compile(r"地理标志")),
    ("olympic", re.compile(r"奥林匹克|奥运五环|OLYMPIC")),
    ("special_sign", re.compile(r"特殊标志")),
)
_PRODUCED = re.compile(
    r"(?:生产日期|制造日期|出厂日期|MFG|MFD)\s{0,2}[:.]?\s{0,2}(\d{4})\s?[-./年]\s?(\d{1,2})\s?(?:[-./月]\s?(\d{1,2}))?"
)


def read_markings(text: str, today: date) -> tuple[Marking, ...]:
    """Return what the label states, in the order of the text; () for a label without markings.

    `today` bounds the years of numbers. Text beyond `LONGEST` characters is not read.
    """
    text = text[:LONGEST]
    shown = _fold(text)
    numbers = _patent_numbers(shown, text, today)
    found = [*numbers, *_trademarks(shown, text), *_others(shown, text)]
    if not numbers:
        found += _patent_words(shown, text)
    return tuple(sorted(found, key=lambda m: (m.start, m.end)))


def read_production_date(text: str) -> date | None:
    """Return the production date on a label, None if there is none; without a day it is the 28th."""
    match = _PRODUCED.search(_fold(text[:LONGEST]))
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        return date(int(year), int(month), int(day) if day else 28)
    except ValueError:
        return None


def _fold(text: str) -> str:
    """Fold width and case without changing any offset."""
    folded = (unicodedata.normalize("NFKC", c) if c not in "®™℠㊟" else c for c in text)
    upper = (
        f.upper() if len(f) == 1 and len(f.upper()) == 1 else c for f, c in zip(folded, text, strict=True)
    )
    return "".join(upper).translate(str.maketrans("·•∙．", "...."))


def _patent_numbers(shown: str, text: str, today: date) -> list[Marking]:
    found: list[Marking] = []
    taken: list[tuple[int, int]] = []

    def add(start: int, end: int, reading: Reading) -> None:
        if all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
            found.append(_patent(shown, text, start, end, reading))

    for match in _PUBLISHED.finditer(shown):
        add(*match.span(), read_publication_number(text[slice(*match.span())]))
    for match in _FOREIGN.finditer(shown):
        add(*match.span(), read_foreign_number(text[slice(*match.span())]))
    for shape, group in ((_PREFIXED, 1), (_NAMED, 2)):
        for match in shape.finditer(shown):
            end = match.start(group) + len(_trim(match.group(group)))
            start = match.start(0) if group == 1 else match.start(group)
            add(start, end, read_patent_number(_clean(text[start:end]), today))
    for match in _BARE.finditer(shown):
        add(*match.span(), read_patent_number(_clean(text[slice(*match.span())]), today))
    return found


def _trim(body: str) -> str:
    """Cut a run of number characters where the number ends: after the check, or at a second line."""
    match = re.match(
        r"(?:CN\s?)?[0-9OXILSB]{2,4}\s?[0-9OXILSB]\s?[0-9OXILSB]{4,8}(?:\s?\.\s?[0-9XOISB])?", body
    )
    kept = match.group(0) if match and match.group(0).count("\n") == 0 else body.split("\n")[0]
    return kept.rstrip(" .\t")


def _clean(text: str) -> str:
    return " ".join(text.split())


def _patent(shown: str, text: str, start: int, end: int, reading: Reading) -> Marking:
    around = shown[max(0, start - NEAR) : end + NEAR]
    before = shown[max(0, start - 12) : start]
    words = _class_of(around)
    pending = bool(_PENDING.search(around)) or "申请号" in before
    called = "专利号" in before or bool(_SLOGAN.search(around)) or reading.part("prefix") == "ZL"
    if reading.kind is NumberKind.PATENT:
        if pending:
            claim = Claim.PENDING_AS_PATENT if called else Claim.PENDING
        elif reading.part("prefix") == "ZL" or "ZL" in shown[start:end] or _looks_prefixed(shown[start:end]):
            claim = Claim.NUMBER_WITH_CLASS if _fits(words, reading) else Claim.NUMBER_WITHOUT_CLASS
        else:
            claim = Claim.PENDING_AS_PATENT
    else:
        claim = Claim.NUMBER_WITH_CLASS if words else Claim.NUMBER_WITHOUT_CLASS
    prescribed = bool(_PRESCRIBED.search(around))
    return Marking("patent", claim, text[start:end], start, end, reading, words, prescribed=prescribed)


def _looks_prefixed(shown: str) -> bool:
    return shown[:2] in ("2L", "Z1", "ZI", "ZL")


def _class_of(around: str) -> str:
    return next((name for name, word in _CLASS_WORDS if word in around), "")


def _fits(words: str, reading: Reading) -> bool:
    return bool(words) and reading.part("kind") in ("", words)


def _patent_words(shown: str, text: str) -> list[Marking]:
    pending, slogan = _PENDING.search(shown), _SLOGAN.search(shown)
    match = slogan or pending
    if match is None:
        return []
    claim = Claim.PENDING if pending and not slogan else Claim.WORDS_ONLY
    start, end = match.span()
    prescribed = bool(_PRESCRIBED.search(shown))
    words = _class_of(shown)
    return [Marking("patent", claim, text[start:end], start, end, None, words, prescribed=prescribed)]


def _trademarks(shown: str, text: str) -> list[Marking]:
    found = []
    numbers = list(_MARK_NUMBER.finditer(shown))
    for match in _REGISTERED.finditer(shown):
        near = next((n for n in numbers if abs(n.start() - match.start()) <= NEAR), None)
        reading = read_trademark_number(text[slice(*near.span(1))]) if near else None
        start, end = match.span()
        found.append(
            Marking(
                "trademark",
                Claim.REGISTERED,
                text[start:end],
                start,
                end,
                reading,
                sign=_sign(text, start, shown[start:end]),
            )
        )
    for match in _UNREGISTERED.finditer(shown):
        start, end = match.span()
        sign = _sign(text, start, "")
        found.append(Marking("trademark", Claim.UNREGISTERED, text[start:end], start, end, sign=sign))
    for match in _FAMOUS.finditer(shown):
        start, end = match.span()
        found.append(Marking("trademark", Claim.FAMOUS, text[start:end], start, end))
    return _without_repeats(found)


def _sign(text: str, start: int, mark: str) -> str:
    """Return the mark's text before ® or ™; the words 注册商标 stand apart from the mark they mean."""
    if mark == "注册商标":
        return ""
    match = _SIGN_BEFORE.search(text[max(0, start - 41) : start])
    return match.group(1) if match else ""


def _without_repeats(found: list[Marking]) -> list[Marking]:
    """Drop a second statement of the same claim on the same sign and number."""
    signed = [m for m in found if m.claim is Claim.REGISTERED and m.sign]
    spoken_for = {m.number.normal if m.number else "" for m in signed} | ({""} if signed else set())
    seen: set[tuple[Claim, str, str]] = set()
    kept = []
    for marking in found:
        number = marking.number.normal if marking.number else ""
        key = (marking.claim, marking.sign, number)
        again = marking.claim is Claim.REGISTERED and not marking.sign and number in spoken_for
        if key not in seen and not again:
            seen.add(key)
            kept.append(marking)
    return kept


def _others(shown: str, text: str) -> list[Marking]:
    found = []
    for match in _COPYRIGHT.finditer(shown):
        start, end = match.span()
        reading = read_copyright_number(text[start:end])
        found.append(Marking("copyright", Claim.STATED, text[start:end], start, end, reading))
    for subject, shape in _OTHERS:
        if named := shape.search(shown):
            start, end = named.span()
            found.append(Marking(subject, Claim.STATED, text[start:end], start, end))
    return found
