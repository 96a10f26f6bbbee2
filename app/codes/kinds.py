"""The names of symbologies, one way to write what each says, and what cannot be.

Readers have habits: UPC-A as EAN-13 with a leading 0, UPC-E expanded or not, QR text in a guessed charset.
"""

import contextlib
import re

from app.numbers.products import check_digit

FROM_ZXING = {
    "EAN13": "EAN-13", "EAN8": "EAN-8", "UPCA": "UPC-A", "UPCE": "UPC-E", "ISBN": "EAN-13",
    "QR Code": "QRCode", "Code 128": "Code128", "Code 39": "Code39", "Data Matrix": "DataMatrix",
}  # fmt: skip
FROM_ZBAR = {
    "EAN13": "EAN-13", "EAN8": "EAN-8", "UPCA": "UPC-A", "UPCE": "UPC-E", "CODE128": "Code128",
    "ISBN13": "EAN-13", "CODE39": "Code39", "CODE93": "Code93", "I25": "ITF", "QRCODE": "QRCode",
    "CODABAR": "Codabar",
}  # fmt: skip
RETAIL = frozenset({"EAN-13", "EAN-8", "UPC-A", "UPC-E"})
EASILY_INVENTED = frozenset({"EAN-8", "UPC-E", "ITF", "Codabar", "DXFilmEdge", "Telepen", "TelepenNumeric"})
SHORTEST = {"ITF": 6, "Codabar": 4, "Code39": 2, "Telepen": 3, "TelepenNumeric": 4}  # characters
KANA = re.compile(r"(?=.*\uff9e)(?:[\uff76-\uff84\uff8a-\uff8e]\uff9e?|[\uff61-\uff9d]|[\x00-\x7f])*", re.S)
BASE_32 = "0123456789BCDFGHJKLMNPQRSTUVWXYZ"
LONGEST = 8000  # characters; nothing printed holds more


def expanded(upce: str) -> str:
    """Return the UPC-A that an eight-digit UPC-E stands for (GS1 General Specifications 5.2.3.2)."""
    system, d, check = upce[0], upce[1:7], upce[7]
    match d[5]:
        case "0" | "1" | "2":
            body = d[:2] + d[5] + "0000" + d[2:5]
        case "3":
            body = d[:3] + "00000" + d[3:5]
        case "4":
            body = d[:4] + "00000" + d[4]
        case _:
            body = d[:5] + "0000" + d[5]
    return system + body + check


def named(symbology: str, text: str, data: bytes) -> tuple[str, str] | None:
    """Return the symbology and text as this program writes them, None for what cannot be.

    Retail codes need a right check digit; an EAN-13 that begins with 0 is a UPC-A; a UPC-E is given expanded.
    """
    if not text or len(text) > LONGEST or len(text) < SHORTEST.get(symbology, 1):
        return None
    if symbology in RETAIL:
        return _retail(symbology, text.split(" ")[0])
    if symbology == "QRCode" and not text.isascii():
        return symbology, _chinese(data, text)
    return symbology, text


def key(symbology: str, text: str) -> str:
    """Return what two readings of one symbol have in common."""
    if symbology in RETAIL:
        return f"gtin {text.zfill(14)}"
    if symbology.startswith("DataBar"):
        return "databar " + (text[2:] if len(text) == 16 and text.startswith("01") else text)
    if symbology == "Code32":  # the Italian pharmaceutical number, printed as a Code 39 of six characters
        return f"Code39 {_in_base_32(text.removeprefix('A'))}"
    if symbology == "Codabar":
        return "codabar " + text.strip("ABCDabcd")
    return f"{symbology} {text}"


def _in_base_32(digits: str) -> str:
    """Return a number as the six characters by which Code 32 writes it."""
    if not (digits.isascii() and digits.isdigit()):
        return digits
    number = int(digits)
    return "".join(BASE_32[number >> shift & 31] for shift in range(25, -1, -5))


def _retail(symbology: str, digits: str) -> tuple[str, str] | None:
    if not (digits.isascii() and digits.isdigit()):
        return None
    if symbology == "UPC-E" and len(digits) == 8:
        digits = expanded(digits)
    if symbology in ("UPC-A", "UPC-E") and len(digits) == 13 and digits[0] == "0":
        digits = digits[1:]
    if symbology == "EAN-13" and len(digits) == 13 and digits[0] == "0":
        symbology, digits = "UPC-A", digits[1:]
    right = {"EAN-13": 13, "EAN-8": 8, "UPC-A": 12, "UPC-E": 12}[symbology]
    if len(digits) != right or check_digit(digits[:-1])[0] != digits[-1] or not digits.strip("0"):
        return None
    return symbology, digits


def _chinese(data: bytes, text: str) -> str:
    """Return the text of a QR code that names no encoding: UTF-8 or GB 2312 where they fit, else as read.

    Bytes rarely fit UTF-8 by chance; GB 2312 needs neighbours that accented Latin letters seldom are. Narrow
    kana fit it too: they are kept where their voice marks stand only behind kana that can be voiced.
    """
    kana = KANA.fullmatch(text) is not None
    for encoding in ("utf-8", "gb2312"):
        with contextlib.suppress(UnicodeDecodeError):
            if encoding == "utf-8" or not kana:
                return data.decode(encoding)
    return text
