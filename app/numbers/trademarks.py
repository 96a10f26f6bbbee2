"""Trademark registration numbers: national, split, and international ones that designate China.

There is no check digit; a form can be valid and the number still not exist. Sources: registration
numbers as printed; international numbers are WIPO's with a G.
"""

import re

from app.numbers.normalise import normalise
from app.numbers.reading import Form, NumberKind, Reading

MOST_DIGITS = 9  # 8 today; nine are expected about 2027 (unverified)

_NATIONAL = re.compile(r"(\d{1,9})([A-Z])?")
_INTERNATIONAL = re.compile(r"G(\d{3,7})([A-Z])?")
_BEFORE = re.compile(
    r"^REG(?:ISTRATION)?\.?(?:NO)?\.?:?|^NO\.?:?|^(?:国际)?(?:商标)?(?:注册)?(?:商标)?证?(?:号码|号)?:?"
)


def read_trademark_number(text: str) -> Reading:
    """Read a registration number in any printed form. Parts: digits, letter (split-off part), international.

    The normal form is digits with the letter ("12345678A"), or "G" and digits; the class is not part of it.
    """
    shown = normalise(text)
    international = "国际注册" in shown
    shown = _BEFORE.sub("", shown, count=1)
    body = re.sub(r"^第|号$", "", shown)
    if international and body.isdigit():
        body = "G" + body
    match = _INTERNATIONAL.fullmatch(body)
    if match:
        digits, letter = match.groups()
        parts = (("digits", digits), ("letter", letter or ""), ("international", "yes"))
        return Reading(text, NumberKind.TRADEMARK, Form.VALID, f"G{digits}{letter or ''}", parts=parts)
    match = _NATIONAL.fullmatch(body)
    if match is None or not int(match.group(1)):
        reason = "trademark.length" if re.fullmatch(r"\d{10,}", body) else "trademark.shape"
        return Reading(text, NumberKind.TRADEMARK, Form.INVALID, reason=reason)
    digits, letter = match.group(1).lstrip("0"), match.group(2) or ""
    parts = (("digits", digits), ("letter", letter), ("international", "no"))
    return Reading(text, NumberKind.TRADEMARK, Form.VALID, digits + letter, parts=parts)
