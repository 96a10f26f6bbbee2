"""Chinese patent numbers: application = patent number (ZC 0006-2003), publication numbers.

The check character is the sum of the digits weighted 2…9, 2…5 modulo 11, 10 written X. It catches every
wrong digit and every swap of neighbours, but no swap of digits with equal weights (places 1↔9, 2↔10,
3↔11, 4↔12). Eras and letters marked unverified in the sources are the tables below, not code.
"""

import re
from datetime import date

from app.numbers.normalise import normalise
from app.numbers.reading import Form, NumberKind, Proposal, Reading
from app.numbers.repair import repairs

WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
FIRST_YEAR = 1985
LONG_FROM = 2003  # 12 digits since 2003-10-01
CHECK_FROM = 1989  # numbers of 1985-1988 carry no check character; unverified
TYPES = {"1": "invention", "2": "utility_model", "3": "design", "8": "invention", "9": "utility_model"}
TYPES_SINCE = {"8": 1994, "9": 1994}  # national phase of international applications; unverified
KIND_LETTERS = "ABCUYSD"
GRANT_LETTERS = "BCUYSD"

_SHAPE = re.compile(r"(ZL|CN|ZL\.|专利号:?|申请号:?)*(\d{12}|\d{8})\.?([0-9X])?")
_PUBLICATION = re.compile(r"(?:ZL)?CN(\d{7}|\d{8}|\d{9})([ABCUYSD])(\d)?")
_WORDS = re.compile(r"^(?:中国)?(?:发明|实用新型|外观设计)?(?:专利)?(?:申请)?(?:号|号码)?[::]?")


def check_character(digits: str) -> tuple[str, str]:
    """Return the check character of 8 or 12 digits, and its arithmetic in words."""
    products = [(int(d), w) for d, w in zip(digits, WEIGHTS, strict=False)]
    total = sum(d * w for d, w in products)
    sums = "+".join(f"{w}·{d}" for d, w in products)
    remainder = total % 11
    character = "X" if remainder == 10 else str(remainder)
    written = "（10 写作 X）" if remainder == 10 else ""
    return character, f"{sums}={total}；{total} mod 11 = {remainder}{written}"


def read_patent_number(text: str, today: date) -> Reading:
    """Read an application or patent number in any spelling, with its check character worked out.

    Parts: prefix ("ZL", "CN" or ""), year (four digits), type, kind, serial, check. Source: ZC 0006-2003.
    """
    reading = _read(text, today)
    if reading.form is not Form.INVALID:
        return reading
    proposals = []
    for repaired, changes in repairs(_stripped(text)):
        again = _read(repaired, today)
        if again.form is Form.VALID:
            proposals.append(Proposal(again.normal, changes, again.arithmetic))
    return _with(reading, tuple(proposals[:5]))


def read_publication_number(text: str) -> Reading:
    """Read a publication or grant number ("CN102102675B"). Parts: office, number, letter, grant, type.

    There is no check digit; since 2010 only the letter tells a published application from a grant.
    """
    match = _PUBLICATION.fullmatch(_stripped(text))
    if match is None:
        return Reading(text, NumberKind.PUBLICATION, Form.INVALID, reason="publication.shape")
    number, letter, corrected = match.groups()
    parts = (
        ("office", "CN"),
        ("number", number),
        ("letter", letter),
        ("grant", "yes" if letter in GRANT_LETTERS else "no"),
        ("type", number[0] if len(number) != 8 else number[2]),
        ("corrected", corrected or ""),
    )
    normal = f"CN{number}{letter}{corrected or ''}"
    return Reading(text, NumberKind.PUBLICATION, Form.VALID, normal, parts=parts)


def _stripped(text: str) -> str:
    return _WORDS.sub("", normalise(text), count=1).removeprefix("NO.").removeprefix("PATENTNO.")


def _read(text: str, today: date) -> Reading:
    shown = _stripped(text)
    match = _SHAPE.fullmatch(shown)
    if match is None:
        return Reading(text, NumberKind.PATENT, Form.INVALID, reason=_why_shapeless(shown))
    digits, check = match.group(2), match.group(3) or ""
    prefix = next((p for p in ("ZL", "CN") if p in shown), "")
    return _judge(text, prefix, digits, check, today)


def _judge(text: str, prefix: str, digits: str, check: str, today: date) -> Reading:
    long = len(digits) == 12
    year = int(digits[:4]) if long else int(digits[:2]) + (1900 if digits[0] in "89" else 2000)
    kind = digits[4] if long else digits[2]
    expected, arithmetic = check_character(digits)
    unchecked = not long and year < CHECK_FROM
    parts = (
        ("prefix", prefix),
        ("year", str(year)),
        ("type", kind),
        ("kind", TYPES.get(kind, "")),
        ("serial", digits[5:] if long else digits[3:]),
        ("check", check),
    )
    first, last = (LONG_FROM, today.year) if long else (FIRST_YEAR, LONG_FROM)
    normal = digits if unchecked and not check else f"{digits}.{check or expected}"
    form, reason = Form.VALID, ""
    if not first <= year <= last:
        form, reason = Form.INVALID, "patent.year"
    elif kind not in TYPES:
        form, reason = Form.UNKNOWN, "patent.type_unknown"
    elif not check and not unchecked:
        form, reason = Form.INVALID, "patent.check_missing"
    elif check and check != expected:
        form, reason = Form.INVALID, "patent.check"
        normal = f"{digits}.{check}"
    return Reading(text, NumberKind.PATENT, form, normal, reason, expected, arithmetic, parts)


def _why_shapeless(shown: str) -> str:
    body = shown.removeprefix("ZL").removeprefix("CN")
    if _PUBLICATION.fullmatch(shown):
        return "patent.publication"
    if re.search(r"X{2,}|\*{2,}|#{2,}", body):
        return "patent.placeholder"
    if re.fullmatch(r"\d+\.?[0-9X]?", body):
        return "patent.length"
    return "patent.shape"


def _with(reading: Reading, proposals: tuple[Proposal, ...]) -> Reading:
    return Reading(
        reading.raw,
        reading.kind,
        reading.form,
        reading.normal,
        reading.reason,
        reading.expected,
        reading.arithmetic,
        reading.parts,
        proposals,
    )
