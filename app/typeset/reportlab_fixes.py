"""Faults of reportlab that documents must not inherit.

Its ToUnicode table is wrong above U+FFFF, so rare names would be found as other characters; and it
copies the 13 MB outline table for every subset; and it gives every page a transition that is empty, which
PDF/A forbids; and it writes each number by way of logarithms. The functions are replaced when this module is
imported.
"""

from collections.abc import Sequence
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, ttfonts

MOST_IN_BLOCK = 100  # bfchar entries, PDF 32000-1 9.10.3

rl_config.useA85 = 0  # binary streams: a quarter smaller
rl_config.ttfAsciiReadable = 0  # all characters in one run of subsets


def to_unicode(fontname: str, subset: Sequence[int]) -> str:
    """Return a ToUnicode CMap for a subset font: UTF-16BE, blocks of at most 100 characters."""
    pairs = [f"<{i:02X}> <{chr(c).encode('utf-16-be').hex().upper()}>" for i, c in enumerate(subset)]
    blocks = [pairs[i : i + MOST_IN_BLOCK] for i in range(0, len(pairs), MOST_IN_BLOCK)]
    body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        f"/CMapName /{fontname} def\n"
        f"/CMapType 2 def\n1 begincodespacerange\n<00> <{len(subset) - 1:02X}>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def _kept_table(self: Any, tag: str) -> bytes:
    tables = self.__dict__.setdefault("_kept_tables", {})
    if tag not in tables:
        tables[tag] = _original(self, tag)  # type: ignore[no-untyped-call]  # reportlab has no types here
    kept: bytes = tables[tag]
    return kept


def _number(value: float) -> str:
    """Return a number as PDF writes it, to a millionth."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _no_transition(self: Any, transition: Any) -> None:
    """Leave a page as it is: documents are printed, not shown as slides."""


ttfonts.makeToUnicodeCMap = to_unicode
pdfdoc.fp_str = _number  # type: ignore[attr-defined]  # not in its types
pdfdoc.PDFPage.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]  # of tagged pages
pdfdoc.PDFPage.setPageTransition = _no_transition  # type: ignore[method-assign, assignment]  # on purpose
_original = ttfonts.TTFontParser.get_table
ttfonts.TTFontParser.get_table = _kept_table  # type: ignore[method-assign]  # on purpose
