"""Faults of reportlab that documents must not inherit.

Its ToUnicode table is wrong above U+FFFF, so rare names would be found as other characters; and it
copies the 13 MB outline table for every subset; and it gives every page a transition that is empty, which
PDF/A forbids; and it writes each number by way of logarithms, sends plain text through a codec written in
Python, escapes each name anew, sums tables word by word, and deflates harder than it is worth. The functions
are replaced when this module is imported.
"""

import zlib
from collections.abc import Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, ttfonts

QUICKLY = 1  # how hard streams are deflated: half the time of the usual 6 for a fifteenth more bytes
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


def _encoded(text: str | bytes) -> bytes:
    """Return text as PDF holds it; ASCII is the same in PDFDocEncoding."""
    if isinstance(text, bytes):
        return text
    return text.encode("ascii" if text.isascii() else "extpdfdoc")


def _array(self: Any, document: Any, between: bytes = b" ") -> bytes:
    """Return an array; one of numbers alone, as widths are, in one go."""
    if set(map(type, self.sequence)) <= {int, float}:
        return f"[ {' '.join(map(_number, self.sequence))} ]".encode()
    formatted: bytes = _original_array(self, document, between)
    return formatted


def _checksum(table: bytes) -> int:
    """Return the sum of a font table's big-endian words, modulo 2**32 (OpenType, table directory)."""
    words = np.frombuffer(table + bytes(-len(table) % 4), ">u4")
    return int(words.sum(dtype=np.uint64)) & 0xFFFFFFFF


def _deflated(data: bytes) -> bytes:
    return zlib.compress(data, QUICKLY)


def _no_transition(self: Any, transition: Any) -> None:
    """Leave a page as it is: documents are printed, not shown as slides."""


ttfonts.makeToUnicodeCMap = to_unicode
ttfonts.calcChecksum = _checksum  # type: ignore[attr-defined]  # not in its types
pdfdoc.zlib = SimpleNamespace(compress=_deflated, decompress=zlib.decompress)  # type: ignore[attr-defined]  # same
pdfdoc.PDFName = cache(pdfdoc.PDFName)
pdfdoc.pdfdocEnc = _encoded  # type: ignore[assignment]  # on purpose
_original_array = pdfdoc.PDFArray.format
pdfdoc.PDFArray.format = _array  # type: ignore[method-assign, assignment]  # on purpose
pdfdoc.fp_str = _number  # type: ignore[attr-defined]  # not in its types
pdfdoc.PDFPage.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]  # of tagged pages
pdfdoc.PDFPage.setPageTransition = _no_transition  # type: ignore[method-assign, assignment]  # on purpose
_original = ttfonts.TTFontParser.get_table
ttfonts.TTFontParser.get_table = _kept_table  # type: ignore[method-assign]  # on purpose
