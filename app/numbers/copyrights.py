"""Copyright registration numbers. Registration is voluntary and only prima facie evidence."""

import re

from app.numbers.normalise import normalise
from app.numbers.reading import Form, NumberKind, Reading

_WORK = re.compile(r"([\u4e00-\u9fa5])作登字-(\d{4})-([A-Z])-(\d{5,8})")
_SOFTWARE = re.compile(r"(\d{4})SR(\d{5,8})")
_CERTIFICATE = re.compile(r"软著登字第(\d{5,8})号")


def read_copyright_number(text: str) -> Reading:
    """Read a registration number of a work or of software.

    Parts of a work: place ("国" or a province's character), year, class, serial; of software: year, serial.
    """
    shown = normalise(text)
    if match := _WORK.fullmatch(shown):
        place, year, letter, serial = match.groups()
        parts = (("place", place), ("year", year), ("class", letter), ("serial", serial))
        return Reading(text, NumberKind.COPYRIGHT, Form.VALID, shown, parts=parts)
    if match := _SOFTWARE.fullmatch(shown):
        software = (("year", match.group(1)), ("serial", match.group(2)))
        return Reading(text, NumberKind.COPYRIGHT, Form.VALID, shown, parts=software)
    if match := _CERTIFICATE.fullmatch(shown):
        return Reading(text, NumberKind.COPYRIGHT, Form.VALID, shown, parts=(("serial", match.group(1)),))
    return Reading(text, NumberKind.COPYRIGHT, Form.INVALID, reason="copyright.shape")
