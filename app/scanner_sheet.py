"""A sheet to set hand scanners up by: settings in plain words, and codes of known text to try them with.

The codes are nobody's programming codes: those differ by maker and model and stand in the makers' manuals.
What a scanner makes of the known texts tells which setting is not right yet.
"""

import tomllib
from dataclasses import dataclass
from functools import partial

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.documents.layout import Flow
from app.documents.lines import Span
from app.goods_codes import GS, read_scan
from app.resources import resource
from app.typeset.fonts import HEADING, TITLE, FontSet

TEXT, LEADING = 10.5, 16.0  # points
BAR, HIGH = 0.4 * mm, 10 * mm  # width of the narrowest bar, height of bars
DOT = 0.8 * mm  # a module of a matrix code
SUBSTITUTES = ("{GS}", "<GS>", "[GS]", "^]", "\\x1d", "|")  # what scanners send where GS is switched off


@dataclass(frozen=True, slots=True)
class Check:
    """A code of known text."""

    name: str  # its words stand in resources/help/scanner.*.toml
    symbology: str  # zxing-cpp's name for making it
    text: str
    gs1: bool = False


CHECKS = (
    Check("letters", "Code128", "HuHang-aBcDeF-2026"),
    Check("retail", "EAN13", "6901234567892"),
    Check("separators", "DataMatrix", f"010690123456789210AB{GS}21X", gs1=True),
    Check("chinese", "QRCode", "护航 云朵猫"),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a scan of the sheet shows: `check` is "" where it is none of its codes."""

    check: str
    faults: tuple[str, ...]  # "no_aim", "case", "letters_lost", "gs_lost", "gs_replaced", "garbled"


def judge(sent: str) -> Judged:
    """Tell from a scan of one of the sheet's codes which settings are not right yet."""
    text = read_scan(sent).text
    aim = () if text != sent else ("no_aim",)
    for check in CHECKS:
        if (fault := _fault(check, text)) is not None:
            return Judged(check.name, (*aim, *((fault,) if fault else ())))
    return Judged("", ())


def _fault(check: Check, text: str) -> str | None:
    """Return what is wrong with a text read from a code, "" if nothing is, None if it is of another code."""
    if text == check.text:
        return ""
    if GS in check.text:
        if text == check.text.replace(GS, ""):
            return "gs_lost"
        if any(text == check.text.replace(GS, substitute) for substitute in SUBSTITUTES):
            return "gs_replaced"
    if check.name == "letters":
        if text.swapcase() == check.text or text.lower() == check.text.lower():
            return "case"
        if text.endswith("2026") and len(text) < len(check.text):
            return "letters_lost"
    if check.name == "chinese" and text and not text.isdigit() and text.endswith(("?", "\ufffd", "云朵猫")):
        return "garbled"
    return None


def scanner_sheet(fonts: FontSet, language: str) -> bytes:
    """Return the sheet as PDF, A4; `language` is "zh" or "en". The same sheet is the same bytes."""
    words = tomllib.loads(resource("help", f"scanner.{language}.toml").read_text("utf-8"))
    flow = Flow(fonts)
    flow.paragraph([Span(words["title"], role=TITLE)], indent=0, size=20, pitch=34, align="center")
    for text in words["intro"]:
        flow.paragraph([Span(text)], size=TEXT, pitch=LEADING, indent=0)
        flow.gap(4)
    flow.paragraph([Span(words["settings_title"], role=HEADING)], indent=0, size=13, pitch=26)
    for text in words["settings"]:
        flow.paragraph([Span(text)], size=TEXT, pitch=LEADING, indent=0)
    flow.gap(6)
    flow.paragraph([Span(words["checks_title"], role=HEADING)], indent=0, size=13, pitch=26, keep=True)
    for check in CHECKS:
        modules = modules_of(check)
        flow.paragraph(
            [Span(f"{words['checks'][check.name]}　{shown(check.text)}")],
            indent=0, size=TEXT, pitch=LEADING, keep=True,
        )  # fmt: skip
        flow.add(height_of(modules) + 8, partial(_draw, modules=modules))
    return flow.write(lambda canvas, page, pages, tags: None, words["title"])[0]


def shown(text: str) -> str:
    """Return a code's text with the separator written out."""
    return text.replace(GS, " <GS> ")


def modules_of(check: Check) -> NDArray[np.bool_]:
    """Return a code as modules, True for dark; one row for bars."""
    made = zxingcpp.create_barcode(
        _brackets(check.text) if check.gs1 else check.text,
        zxingcpp.barcode_format_from_str(check.symbology),
        **({"gs1": True} if check.gs1 else {}),
    )
    dark = np.array(made.to_image(scale=1, add_quiet_zones=False)) < 128
    return dark[:1] if dark.shape[0] > 1 and bool((dark == dark[0])[: dark.shape[0] // 2].all()) else dark


def height_of(modules: NDArray[np.bool_]) -> float:
    """Return a code's height on paper in points."""
    return float(HIGH if modules.shape[0] == 1 else modules.shape[0] * DOT)


def _brackets(text: str) -> str:
    """Write the one GS1 text of this sheet as zxing-cpp takes it, identifiers in brackets."""
    return f"(01){text[2:16]}(10){text[18:].split(GS)[0]}(21){text.split(GS)[1][2:]}"


def _draw(canvas: Canvas, left: float, top: float, modules: NDArray[np.bool_]) -> None:
    """Draw dark modules as rectangles, neighbours of a row as one; a quiet zone stays on the left."""
    wide, high = (BAR, HIGH) if modules.shape[0] == 1 else (DOT, DOT)
    for row, line in enumerate(modules):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], line.astype(np.int8), [0]))))
        for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            x, y = left + 10 * BAR + begin * wide, top - (row + 1) * high
            canvas.rect(x, y, (end - begin) * wide, high, stroke=0, fill=1)
