"""When a text that a reader gives is the text that a picture holds, whatever the reader's way of writing it.

EAN, UPC and GTIN are compared as GTIN-14 (UPC-A = EAN-13 with a leading 0, UPC-E expanded); add-ons, the
application identifier of plain DataBar, Codabar's start and stop letters, and charsets are habits of readers.

A manifest may leave out a second code, or have a text wrong. What a person read by eye in such a picture is
listed in a file of its own (`load_printed`), a line for each text with how it was seen; it counts against no
reader, and raises no decode rate.
"""

import csv
import json
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

RETAIL = ("EAN-13", "EAN-8", "UPC-A", "UPC-E", "EAN-13+addon", "UPC-A+addon")
ADDONS = (2, 5)
VIN = 17  # characters; some makers print an I for "import" before it
MATRIX = ("QR", "DataMatrix", "Aztec", "PDF417", "MaxiCode", "MicroQR", "rMQR", "MicroPDF417")


@dataclass(frozen=True, slots=True)
class Picture:
    """One photo of a collection, with what its manifest says is in it."""

    path: Path
    symbology: str
    group: str
    truth: tuple[str, ...]
    printed: tuple[tuple[str, str], ...] = ()  # (symbology, text) that the manifest lacks, read by eye


def load(folder: Path) -> list[Picture]:
    """Read a collection's manifest.csv: path, symbology, group, truth (a JSON list)."""
    with (folder / "manifest.csv").open(encoding="utf-8") as file:
        return [
            Picture(folder / r["path"], r["symbology"], r["group"], tuple(json.loads(r["truth"])))
            for r in csv.DictReader(file)
        ]


def load_printed(file: Path, pictures: list[Picture]) -> list[Picture]:
    """Return pictures with what a person read in them: a CSV of path (a file name), symbology, text, seen."""
    printed: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            printed[row["path"]].append((row["symbology"], row["text"]))
    return [replace(one, printed=tuple(printed[one.path.name])) for one in pictures]


def same(text: str, truth: str, symbology: str) -> bool:
    """Say whether a reader's text is the true text of a symbol of that kind."""
    if text == truth:
        return True
    if symbology == "Codabar":
        return text.strip("ABCDabcd") == truth.strip("ABCDabcd")
    if symbology.startswith("DataBar"):
        return _bare(text) == _bare(truth)
    if symbology in RETAIL or (truth.isdigit() and len(truth) in (8, 12, 13, 14)):
        return any(_gtin(t) == _gtin(text) for t in _without_addon(truth, symbology))
    if symbology == "Code39" and len(truth) == VIN:
        return text.removeprefix("I") == truth
    if symbology == "Code32":
        return text.lstrip("A") == truth.lstrip("A") or _code32(text) == truth.lstrip("A")
    return _plain(text) == _plain(truth)


def rightly_read(texts: list[str], picture: Picture) -> int:
    """Count the truths of a picture that are among the texts."""
    return sum(any(same(t, truth, picture.symbology) for t in texts) for truth in picture.truth)


def false_texts(texts: list[tuple[str, str]], picture: Picture) -> list[tuple[str, str]]:
    """Return those of (symbology, text) that the picture does not hold.

    A picture that holds something may hold other symbols with error correction than its truth names;
    on a picture without a code every read is false.
    """
    return [
        (kind, text)
        for kind, text in texts
        if not any(same(text, truth, picture.symbology) for truth in picture.truth)
        and not (picture.truth and kind in CORRECTED)
    ]


def not_printed(texts: list[tuple[str, str]], picture: Picture) -> list[tuple[str, str]]:
    """Return those of (symbology, text) that neither the manifest nor a person's eye found in the picture."""
    return [read for read in false_texts(texts, picture) if read not in picture.printed]


CORRECTED = frozenset(
    {"QRCode", "MicroQRCode", "RMQRCode", "DataMatrix", "Aztec", "PDF417", "MicroPDF417", "MaxiCode"}
)


def _without_addon(truth: str, symbology: str) -> list[str]:
    bare = truth.replace(" ", "")
    if not symbology.endswith("+addon"):
        return [bare]
    return [bare, *(bare[:-n] for n in ADDONS if len(bare) - n in (12, 13))]


def _gtin(text: str) -> str:
    """Return a retail code as GTIN-14; an eight-digit text that is a UPC-E is expanded."""
    digits = text.split(" ")[0]
    if len(digits) == 8 and digits[0] in "01" and _check(expanded(digits)):
        return expanded(digits).zfill(14)
    return digits.zfill(14)


def expanded(upce: str) -> str:
    """Return the UPC-A of an eight-digit UPC-E (GS1 General Specifications 5.2.3)."""
    system, d, check = upce[0], upce[1:7], upce[7]
    match d[5]:
        case "0" | "1" | "2":
            body = d[0:2] + d[5] + "0000" + d[2:5]
        case "3":
            body = d[0:3] + "00000" + d[3:5]
        case "4":
            body = d[0:4] + "00000" + d[4]
        case _:
            body = d[0:5] + "0000" + d[5]
    return system + body + check


def _check(digits: str) -> bool:
    return sum(int(c) * (3, 1)[i % 2] for i, c in enumerate(digits[-2::-1])) % 10 == -int(digits[-1]) % 10


def _bare(text: str) -> str:
    plain = text.replace("(", "").replace(")", "").replace("\x1d", "")
    return plain[2:] if len(plain) == 16 and plain.startswith("01") and plain.isdigit() else plain


def _code32(text: str) -> str:
    """Return the nine digits of a Code 32 that a reader gave as the six letters of its Code 39."""
    letters = "0123456789BCDFGHJKLMNPQRSTUVWXYZ"
    if len(text) != 6 or any(c not in letters for c in text):
        return text
    value = 0
    for c in text:
        value = value * 32 + letters.index(c)
    return f"{value:09d}"


def _plain(text: str) -> str:
    return "".join(text.split())
