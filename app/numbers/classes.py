"""Classes of goods, of pictures and of designs: Nice, similar groups, Vienna, Locarno.

Editions are a matter of the register extract; these readers judge the form alone.
"""

import re

from app.numbers.normalise import normalise
from app.numbers.reading import Form, NumberKind, Reading

_NICE = re.compile(r"(?:第|CLASS|CL\.?)?0{0,2}([1-9]|[1-3]\d|4[0-5])类?")
_GROUP = re.compile(r"(0[1-9]|[1-3]\d|4[0-5])(\d{2})")
_VIENNA = re.compile(r"0?([1-9]|1\d|2[0-9])\.(\d{1,2})(?:\.A?(\d{1,2}))?")
_LOCARNO = re.compile(r"(?:LOC\(?\d{0,2}\)?(?:CL)?\.?)?(0[1-9]|[12]\d|3[0-2])-(\d{2})")


def read_nice_class(text: str) -> Reading:
    """Read a Nice class; the normal form has no leading zero ("9"). Part: kind (goods or services)."""
    match = _NICE.fullmatch(normalise(text))
    if match is None:
        return Reading(text, NumberKind.NICE_CLASS, Form.INVALID, reason="nice.shape")
    kind = "goods" if int(match.group(1)) <= 34 else "services"
    return Reading(text, NumberKind.NICE_CLASS, Form.VALID, match.group(1), parts=(("kind", kind),))


def read_similar_group(text: str) -> Reading:
    """Read a similar group of the Chinese classification ("2501"). Parts: class, running number."""
    match = _GROUP.fullmatch(normalise(text))
    if match is None:
        return Reading(text, NumberKind.SIMILAR_GROUP, Form.INVALID, reason="group.shape")
    parts = (("class", str(int(match.group(1)))), ("running", match.group(2)))
    return Reading(text, NumberKind.SIMILAR_GROUP, Form.VALID, match.group(0), parts=parts)


def read_vienna(text: str) -> Reading:
    """Read a Vienna code of figurative elements ("3.1.1"). Parts: category, division, section."""
    match = _VIENNA.fullmatch(normalise(text))
    if match is None:
        return Reading(text, NumberKind.VIENNA, Form.INVALID, reason="vienna.shape")
    numbers = [str(int(part)) for part in match.groups() if part]
    names = ("category", "division", "section")
    return Reading(
        text, NumberKind.VIENNA, Form.VALID, ".".join(numbers), parts=tuple(zip(names, numbers, strict=False))
    )


def read_locarno(text: str) -> Reading:
    """Read a Locarno class ("21-01"), also as printed with its edition. Parts: class, subclass."""
    match = _LOCARNO.fullmatch(normalise(text))
    if match is None:
        return Reading(text, NumberKind.LOCARNO, Form.INVALID, reason="locarno.shape")
    parts = (("class", match.group(1)), ("subclass", match.group(2)))
    return Reading(text, NumberKind.LOCARNO, Form.VALID, "-".join(match.groups()), parts=parts)
