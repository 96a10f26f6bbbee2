"""Identity card numbers (GB 11643-1999), and how they are shown: masked unless a form needs them."""

import re
from datetime import date

from app.numbers.normalise import normalise
from app.numbers.reading import Form, NumberKind, Reading

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


def read_id_card(text: str, today: date) -> Reading:
    """Read an 18-character identity card number. Parts: region, born (ISO date), sequence."""
    shown = normalise(text)
    if re.fullmatch(r"\d{17}[0-9X]", shown, re.ASCII) is None:
        return Reading(text, NumberKind.ID_CARD, Form.INVALID, reason="id.shape")
    total = sum(int(d) * w for d, w in zip(shown[:17], WEIGHTS, strict=True))
    expected = CHECKS[total % 11]
    arithmetic = f"Σ={total}；{total} mod 11 = {total % 11} → {expected}"
    born = _date(shown[6:14])
    parts = (("region", shown[:6]), ("born", born.isoformat() if born else ""), ("sequence", shown[14:17]))
    reason = ""
    if born is None or born > today:
        reason = "id.date"
    elif shown[17] != expected:
        reason = "id.check"
    form = Form.INVALID if reason else Form.VALID
    return Reading(
        text, NumberKind.ID_CARD, form, "" if reason else shown, reason, expected, arithmetic, parts
    )


def mask(number: str) -> str:
    """Return a number with its middle hidden: the first three and the last four characters stay."""
    if len(number) <= 7:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
