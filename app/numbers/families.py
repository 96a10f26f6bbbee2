"""Codes of one article in other shapes: UPC-E and UPC-A, a piece and its carton, a book's two numbers.

Sources: GS1 General Specifications (UPC-E, indicator digits), ISBN Users' Manual, ISO 3297 (ISSN).
"""

from dataclasses import dataclass

from biip.gs1_prefixes import GS1Prefix

from app.numbers.products import check_digit, read_product_code
from app.numbers.reading import Form, Reading

UPC_E_LENGTHS = (6, 7, 8)
RETAIL = frozenset({"EAN-13", "EAN-8", "UPC-A", "UPC-E"})
MUSIC = "9790"
LOOSE = "9"  # the indicator of a carton or piece whose measure varies


@dataclass(frozen=True, slots=True)
class Publication:
    """The numbers of a book or a serial that an EAN stands for; "" where there is none."""

    isbn: str = ""  # thirteen digits
    isbn_10: str = ""
    ismn: str = ""
    issn: str = ""  # with its dash


def expand_upc_e(text: str) -> str:
    """Return the twelve digits that a UPC-E of 6, 7 or 8 digits stands for, "" if it is none.

    Its check digit is that of the UPC-A; where it is printed, it must fit.
    """
    if not text.isascii() or not text.isdigit() or len(text) not in UPC_E_LENGTHS:
        return ""
    system, six, check = (text[0], text[1:7], text[7:]) if len(text) > 6 else ("0", text, "")
    if system not in "01":
        return ""
    last = six[5]
    if last in "012":
        body = six[:2] + last + "0000" + six[2:5]
    elif last == "3":
        body = six[:3] + "00000" + six[3:5]
    elif last == "4":
        body = six[:4] + "00000" + six[4]
    else:
        body = six[:5] + "0000" + last
    expected = check_digit(system + body)[0]
    return "" if check and check != expected else system + body + expected


def read_retail_code(symbology: str, text: str) -> Reading:
    """Read what a retail symbol or an ITF-14 says as a GTIN, an add-on left aside.

    Readers give a UPC-E as six to eight digits or already expanded.
    """
    digits = text.split(" ")[0]
    if symbology == "UPC-E" and (whole := expand_upc_e(digits)):
        digits = whole
    elif symbology in ("UPC-A", "UPC-E") and len(digits) == 13:
        digits = digits[1:]
    return read_product_code(digits)


def piece_of(gtin: str) -> str:
    """Return the GTIN-14 of the piece that a carton's GTIN-14 holds, the same for a piece.

    Indicators 1 to 8 are packaging levels of one article; 9 is an article of varying measure.
    """
    if len(gtin) != 14 or gtin[0] in ("0", LOOSE):
        return gtin
    body = "0" + gtin[1:13]
    return body + check_digit(body)[0]


def same_article(one: str, other: str) -> bool:
    """Tell whether two valid GTIN-14 name one article, in pieces or cartons."""
    return bool(one) and piece_of(one) == piece_of(other)


def registered_with(gtin: str) -> str:
    """Return the English name of the GS1 organisation (or use) of a GTIN-14's prefix, "" if unknown.

    It says with whom a company registered, never where a product was made.
    """
    if len(gtin) != 14:
        return ""
    prefix = GS1Prefix.extract(gtin[6:] if gtin.startswith("000000") else gtin[1:])  # a GTIN-8, or longer
    return prefix.usage if prefix else ""


def read_publication(text: str) -> Publication:
    """Return the numbers of a book, printed music or a serial behind an EAN of thirteen digits."""
    digits = text.split(" ")[0]
    if read_product_code(digits).form is not Form.VALID or len(digits) != 13:
        return Publication()
    if digits.startswith(MUSIC):
        return Publication(ismn=digits)
    if digits.startswith("978"):
        return Publication(isbn=digits, isbn_10=digits[3:12] + _mod_11(digits[3:12], 10))
    if digits.startswith("979"):
        return Publication(isbn=digits)
    if digits.startswith("977"):
        return Publication(issn=f"{digits[3:7]}-{digits[7:10]}{_mod_11(digits[3:10], 8)}")
    return Publication()


def _mod_11(digits: str, first_weight: int) -> str:
    """Return the check character of an ISBN-10 or an ISSN."""
    total = sum(int(d) * (first_weight - i) for i, d in enumerate(digits))
    rest = (11 - total % 11) % 11
    return "X" if rest == 10 else str(rest)
