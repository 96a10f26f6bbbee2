"""The two or five digits beside a retail code: an issue's number or a price, printed for books and papers.

They have hardly a check of their own, so they are looked for only where the code itself is given, in rows
laid straight along it, and told only where two ways to look at these rows agree.
Source: GS1 General Specifications, section 5.2.2 (add-on symbols).
"""

import math
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import zxingcpp

from app.codes.engines import Picture
from app.codes.regions import Region
from app.codes.strips import sample
from app.codes.symbol import Point

BEFORE, BEYOND = 0.12, 0.85  # of the code's length: what is looked at in front of it and behind it
LEAST = 40  # px of a code's length that has room for add-ons worth looking for
HEIGHTS = (0.25, 0.6)  # of a code's length; an add-on begins lower than the line that a reader crossed
ROWS = 40
TIMES = 3  # rows are drawn so many times as high
DIGITS = (2, 5)
RETAIL: Any = zxingcpp.BarcodeFormat.EANUPC


def read_add_on(gray: Picture, quad: Sequence[Point], gtin: str) -> str:
    """Return the add-on of the retail code at a place, (H, W) uint8; "" where there is none.

    `gtin` are its digits; corners begin where reading begins.
    """
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = quad
    ax, ay, bx, by = (x1 + x4) / 2, (y1 + y4) / 2, (x2 + x3) / 2, (y2 + y3) / 2
    length, height = math.hypot(bx - ax, by - ay), math.hypot(x4 - x1, y4 - y1)
    if length < LEAST:
        return ""
    middle = (1 + BEYOND - BEFORE) / 2
    x, y, angle = ax + middle * (bx - ax), ay + middle * (by - ay), math.atan2(by - ay, bx - ax)
    told = []
    for share in HEIGHTS:
        place = Region(x, y, angle, length * (1 + BEYOND + BEFORE), max(height, share * length), 0.0)
        rows = cv2.resize(sample(gray, place, ROWS).rows, None, fx=1, fy=TIMES)
        told.append(_told(np.asarray(rows, np.uint8), gtin))
        if told[-1] != told[0] or not told[0]:
            return ""
    return told[0]


def _told(rows: Picture, gtin: str) -> str:
    answers = zxingcpp.read_barcodes(
        rows, formats=RETAIL, try_rotate=False, try_downscale=False, try_invert=False,
        text_mode=zxingcpp.TextMode.Plain, ean_add_on_symbol=zxingcpp.EanAddOnSymbol.Require,
    )  # fmt: skip
    found = {
        text[-count:] for text in (a.text for a in answers) for count in DIGITS if _is(text[:-count], gtin)
    }
    return found.pop() if len(found) == 1 else ""


def _is(digits: str, gtin: str) -> bool:
    return digits.isascii() and digits.isdigit() and digits.zfill(14) == gtin.zfill(14)
