"""Product codes: EAN, UPC and GTIN with their check digit; GS1 element strings and Digital Links.

A prefix says with which organisation a company registered, never where a product was made.
Source: GS1 General Specifications; Chinese splits per GB 12904 (unverified, hence the table).
"""

from dataclasses import dataclass

import biip
from biip.gs1_digital_link_uris import GS1DigitalLinkURI
from biip.gs1_messages import GS1Message

from app.numbers.normalise import normalise
from app.numbers.reading import Form, NumberKind, Reading

LENGTHS = {8: "GTIN-8", 12: "UPC-A", 13: "GTIN-13", 14: "GTIN-14"}
LONGEST_MESSAGE = 2000  # characters
COMPANY_DIGITS = {"690": 7, "691": 7, **dict.fromkeys(("692", "693", "694", "695", "696"), 8), "697": 9}
PREFIX_FACTS = (  # GS1 General Specifications 1.4.2, of the prefix with the zero before a GTIN-12
    (range(690, 700), "gs1_china"),
    (range(978, 980), "book"),
    (range(977, 978), "serial"),
    (range(20, 30), "in_store"),
    (range(40, 50), "in_store"),
    (range(200, 300), "in_store"),
    (range(50, 60), "coupon"),
    (range(980, 981), "coupon"),
    (range(981, 985), "coupon"),
    (range(990, 1000), "coupon"),
)


@dataclass(frozen=True, slots=True)
class ElementString:
    """A GS1 element string or Digital Link taken apart; `elements` is empty for any other text."""

    raw: str
    elements: tuple[tuple[str, str, str], ...] = ()  # (application identifier, title, value)
    gtin: Reading | None = None


def check_digit(digits: str) -> tuple[str, str]:
    """Return the GS1 check digit of the digits before it, and its arithmetic in words."""
    weights = [3 if i % 2 == 0 else 1 for i in range(len(digits))][::-1]
    products = [(int(d), w) for d, w in zip(digits, weights, strict=True)]
    total = sum(d * w for d, w in products)
    check = str((10 - total % 10) % 10)
    sums = "+".join(f"{d}·{w}" for d, w in products)
    return check, f"{sums}={total}；(10 − {total} mod 10) mod 10 = {check}"


def read_product_code(text: str) -> Reading:
    """Read an EAN-8, UPC-A, EAN-13 or GTIN-14; the normal form is the GTIN-14.

    Parts: symbol, prefix, fact (what the prefix tells), company (digits of a Chinese company prefix).
    """
    shown = normalise(text).replace("-", "")
    if not shown.isascii() or not shown.isdigit() or len(shown) not in LENGTHS:
        return Reading(text, NumberKind.PRODUCT_CODE, Form.INVALID, reason="product.shape")
    expected, arithmetic = check_digit(shown[:-1])
    gtin = shown.zfill(14)
    prefix = "" if len(shown) == 8 else gtin[1:4]
    company = COMPANY_DIGITS.get(prefix, 0) if gtin[0] == "0" or len(shown) == 14 else 0
    parts = (
        ("symbol", LENGTHS[len(shown)]),
        ("prefix", prefix),
        ("fact", _fact(prefix)),
        ("company", gtin[1 : 1 + company] if company else ""),
    )
    good = shown[-1] == expected
    return Reading(
        text,
        NumberKind.PRODUCT_CODE,
        Form.VALID if good else Form.INVALID,
        gtin if good else "",
        "" if good else "product.check",
        expected,
        arithmetic,
        parts,
    )


def read_element_string(text: str) -> ElementString:
    """Take a scanned text apart by GS1's rules; a URL is only read, never opened."""
    if len(text) > LONGEST_MESSAGE:
        return ElementString(text)
    parsed: GS1Message | GS1DigitalLinkURI | None = None
    try:
        result = biip.parse(text)
    except (biip.BiipException, ValueError, IndexError):  # a lone "]" trips the library itself
        return ElementString(text)
    parsed = result.gs1_message or result.gs1_digital_link_uri
    if parsed is None:
        return ElementString(text)
    strings = parsed.element_strings
    elements = tuple((e.ai.ai, e.ai.data_title, e.value) for e in strings)
    gtin = next((value for ai, _, value in elements if ai in ("01", "02")), "")
    return ElementString(text, elements, read_product_code(gtin) if gtin else None)


def _fact(prefix: str) -> str:
    if not prefix:
        return ""
    return next((fact for span, fact in PREFIX_FACTS if int(prefix) in span), "foreign")
