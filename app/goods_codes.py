"""What a code says: a GTIN and its family, GS1 data, a book, a link; and a text that is safe to show.

A code says with whom a number was registered and what its maker wrote into it. It never says where goods
were made, whether they are genuine, or what rights there are in them. Nothing here opens a link.
Sources: GS1 General Specifications; AIM symbology identifiers, ISO/IEC 15424.
"""

import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.numbers.families import RETAIL, read_publication, read_retail_code, registered_with, same_article
from app.numbers.products import ElementString, check_digit, read_element_string
from app.numbers.reading import Form, Reading

GS = "\x1d"
SCANNER = "scanner"  # the symbology of a scan whose scanner did not name it
TYPED = "typed"
PRINTED = "text"  # the symbology of a label's text that was read from a photo
SHOWN = 300  # characters
AIM = {
    "A": "Code39", "C": "Code128", "E": "EAN-13", "F": "Codabar", "G": "Code93", "I": "ITF", "L": "PDF417",
    "Q": "QRCode", "U": "MaxiCode", "d": "DataMatrix", "e": "DataBar", "h": "HanXin", "z": "Aztec",
}  # fmt: skip
ELEMENT_SYMBOLS = frozenset(  # symbologies that may carry GS1 element strings
    {"Code128", "DataMatrix", "QRCode", "DataBar", "DataBarExpanded", "DataBarExpandedStacked", "DataBarExp",
     "DataBarExpStk", "DataBarLtd", "DataBarLimited", "DataBarOmni", "DataBarStk", "DotCode", SCANNER}
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CONTROLS = (
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR", "SO", "SI",
    "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
)  # fmt: skip
_TAGS = {
    0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0x202D: "LRO", 0x202E: "RLO",
    0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x200E: "LRM", 0x200F: "RLM", 0x061C: "ALM",
    0x200B: "ZWSP", 0x200C: "ZWNJ", 0x200D: "ZWJ", 0x2060: "WJ", 0xFEFF: "BOM", 0x00AD: "SHY",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a code says; `code` is worded by the interface."""

    code: str  # "registered", "company", "carton", "isbn", "ai:10", "link" …
    value: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a code says."""

    symbology: str
    text: str  # as read
    shown: str  # one line that is safe to show
    gtin: str = ""  # fourteen digits, "" where the code names no article
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a hand scanner sent, its AIM identifier taken off."""

    symbology: str
    text: str


def read_scan(sent: str) -> Scanned:
    """Tell symbology and text of what a hand scanner sent.

    With an AIM identifier the scanner names the symbology itself. Without one, digits with a right check
    digit and the length of a retail code are taken for one; all else is `SCANNER`.
    """
    if len(sent) > 3 and sent[0] == "]" and sent[1] in AIM and sent[2].isalnum():
        text, name = sent[3:], AIM[sent[1]]
        if name == "EAN-13":
            name = {8: "EAN-8", 12: "UPC-A"}.get(len(text), name)
        if sent[:3] in ("]C1", "]e0", "]d2", "]Q3"):
            text = text.lstrip(GS)
        return Scanned(name, text)
    if sent.isascii() and sent.isdigit() and len(sent) in (8, 12, 13) and _fits(sent):
        return Scanned({8: "EAN-8", 12: "UPC-A", 13: "EAN-13"}[len(sent)], sent)
    return Scanned(SCANNER, sent)


def say(symbology: str, text: str) -> Said:
    """Tell what a code says; any text is answered, in well under a millisecond."""
    shown = safe_text(text)
    if symbology in RETAIL or (symbology == "ITF" and len(text) == 14):
        reading = read_retail_code(symbology, text)
        if reading.form is Form.VALID:
            return Said(symbology, text, shown, reading.normal, _article(reading, text))
    if symbology in ELEMENT_SYMBOLS or text.startswith(("http://", "https://")):
        parsed = _elements(text)
        if parsed.elements:
            gtin = parsed.gtin.normal if parsed.gtin and parsed.gtin.form is Form.VALID else ""
            link = _link(text) if "://" in text[:8] else ()
            return Said(symbology, text, shown, gtin, (*_carried(parsed), *link))
    return Said(symbology, text, shown, "", (*_link(text), *_warnings(text)))


def same_code(one: Said, other: Said) -> bool:
    """Tell whether two codes are the same text or name the same article, in pieces or cartons."""
    return one.text == other.text or (bool(one.gtin) and same_article(one.gtin, other.gtin))


def safe_text(text: str, most: int = SHOWN) -> str:
    """Return a text as one line that is safe to show: controls visible, direction marks named, cut at `most`.

    A bidi control can make a link or a number look like another; a zero-width character hides in one.
    """
    shown = "".join(map(_visible, text[:most]))
    return f"{shown}…（{len(text)}）" if len(text) > most else shown


def storable(text: str) -> str:
    """Return a text that files can hold: half characters, which some scanners send, become "�"."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def hidden_characters(text: str) -> int:
    """Count characters that cannot be seen and change how a text looks: direction marks, zero widths."""
    return sum(unicodedata.category(c) in ("Cf", "Co", "Cs", "Cn") for c in text)


def _visible(character: str) -> str:
    point = ord(character)
    if character in "\t\n\r":
        return " "
    if point < len(CONTROLS):
        return f"⟨{CONTROLS[point]}⟩"
    if 0x7F <= point <= 0x9F or unicodedata.category(character) in ("Cf", "Co", "Cs", "Cn", "Zl", "Zp"):
        return f"⟨{_TAGS.get(point, f'U+{point:04X}')}⟩"
    return character


def _fits(digits: str) -> bool:
    return check_digit(digits[:-1])[0] == digits[-1]


def _article(reading: Reading, text: str) -> tuple[Fact, ...]:
    """Return what a retail code or an ITF-14 says, the registering organisation last but for the book."""
    gtin, fact = reading.normal, reading.part("fact")
    found = [Fact("gtin", gtin)]
    if gtin[0] in "12345678":
        found.append(Fact("carton", gtin[0]))
    elif gtin[0] == "9":
        found.append(Fact("loose", gtin))
    if fact in ("in_store", "coupon"):
        return (*found, Fact(fact, reading.part("prefix")))
    published = read_publication(text.split(" ")[0])
    for name in ("isbn", "isbn_10", "ismn", "issn"):
        if value := getattr(published, name):
            found.append(Fact(name, value))
    if fact in ("book", "serial"):
        return tuple(found)
    if who := registered_with(gtin):
        found.append(Fact("registered", who))
    if company := reading.part("company"):
        found.append(Fact("company", company))
    return tuple(found)


def _elements(text: str) -> ElementString:
    """Take GS1 data apart where the text is surely that: a link, or AIs that begin with a checked number."""
    plain = text.lstrip(GS)
    if text.startswith(("http://", "https://")):
        return read_element_string(text)
    begins = (
        plain.startswith(("01", "02")) and len(plain) >= 16 and plain[2:16].isdigit() and _fits(plain[2:16])
    )
    begins |= plain.startswith("00") and len(plain) >= 20 and plain[2:20].isdigit() and _fits(plain[2:20])
    return read_element_string(plain) if begins or GS in plain else ElementString(text)


def _carried(parsed: ElementString) -> tuple[Fact, ...]:
    """Return the article's facts, then each element by its application identifier."""
    article = _article(parsed.gtin, "") if parsed.gtin and parsed.gtin.form is Form.VALID else ()
    rest = [e for e in parsed.elements if not (article and e[0] in ("01", "02"))]
    return (*article, *(Fact(f"ai:{ai}:{title}", safe_text(value)) for ai, title, value in rest))


def _link(text: str) -> tuple[Fact, ...]:
    """Return where a link leads; what stands before an "@" is no part of the host."""
    if not text.lower().startswith(("http://", "https://")):
        return ()
    try:
        host = urlsplit(text).hostname or ""
    except ValueError:
        return (Fact("link", ""),)
    odd = not host.isascii() or "xn--" in host or "@" in text.split("/", 3)[2]
    return (Fact("link", safe_text(host)), *((Fact("link_odd", ""),) if odd else ()))


def _warnings(text: str) -> tuple[Fact, ...]:
    found = []
    if hidden := hidden_characters(text):
        found.append(Fact("hidden", str(hidden)))
    if text.startswith(FORMULA) and len(text) > 1 and not text[1:].replace(".", "").isdigit():
        found.append(Fact("formula", text[0]))
    return tuple(found)
