"""Unified social credit codes (GB 32100-2015), with both checks worked out."""

from app.numbers.normalise import normalise
from app.numbers.reading import Form, NumberKind, Reading

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def read_uscc(text: str) -> Reading:
    """Read a unified social credit code. Parts: authority, kind, region, organisation.

    A 15-digit business licence number of earlier years is an unknown form, not an invalid one.
    """
    shown = normalise(text)
    if len(shown) == 15 and shown.isascii() and shown.isdigit():
        return Reading(text, NumberKind.USCC, Form.UNKNOWN, shown, "uscc.old_number")
    if len(shown) != 18:
        return Reading(text, NumberKind.USCC, Form.INVALID, reason="uscc.length")
    if any(c not in ALPHABET for c in shown):
        return Reading(text, NumberKind.USCC, Form.INVALID, reason="uscc.alphabet")
    parts = (
        ("authority", shown[0]),
        ("kind", shown[1]),
        ("region", shown[2:8]),
        ("organisation", shown[8:17]),
    )
    expected, arithmetic = check_character(shown[:17])
    inner, inner_arithmetic = inner_check(shown[8:16])
    if shown[16] != inner:
        return Reading(
            text, NumberKind.USCC, Form.INVALID, "", "uscc.inner_check", inner, inner_arithmetic, parts
        )
    if shown[17] != expected:
        return Reading(text, NumberKind.USCC, Form.INVALID, "", "uscc.check", expected, arithmetic, parts)
    return Reading(text, NumberKind.USCC, Form.VALID, shown, "", expected, arithmetic, parts)


def check_character(first: str) -> tuple[str, str]:
    """Return the last character for the first 17, and its arithmetic."""
    total = sum(ALPHABET.index(c) * w for c, w in zip(first, WEIGHTS, strict=True))
    value = (31 - total % 31) % 31
    return ALPHABET[value], f"Σ={total}；(31 − {total} mod 31) mod 31 = {value} → {ALPHABET[value]}"


def inner_check(eight: str) -> tuple[str, str]:
    """Return the check character of the organisation code (GB 11714) for its first eight, and how."""
    total = sum(int(c, 36) * w for c, w in zip(eight, INNER_WEIGHTS, strict=True))
    value = 11 - total % 11
    character = {10: "X", 11: "0"}.get(value, str(value))
    return character, f"Σ={total}；11 − {total} mod 11 = {value} → {character}"
