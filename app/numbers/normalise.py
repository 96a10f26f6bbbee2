"""Printed text to the form that grammars read; the raw text is kept beside it for evidence."""

import unicodedata

LONGEST = 200  # characters of a number with its words; longer text is no number

_DOTS = str.maketrans(dict.fromkeys("．。·•∙⋅・", "."))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―－−", "-"))


def normalise(text: str) -> str:
    """Return `text` in NFKC, upper case, dots and dashes unified, without any white space.

    Text beyond `LONGEST` characters is cut there, so that no grammar meets a huge string.
    """
    folded = unicodedata.normalize("NFKC", text[: LONGEST * 2]).translate(_DOTS).translate(_DASHES)
    return "".join(folded.upper().split())[:LONGEST]
