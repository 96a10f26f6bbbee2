"""Patent numbers of other offices as they are printed on labels. They are no Chinese patent marks."""

import re

from app.numbers.normalise import normalise
from app.numbers.reading import Form, NumberKind, Reading

_SHAPES = (
    ("US", re.compile(r"(?:US|U\.S\.)(?:PAT(?:ENT)?\.?)?(?:NO\.?)?:?(D?[\d,]{6,11}(?:[AB]\d)?)")),
    ("EP", re.compile(r"EP(?:PAT(?:ENT)?\.?)?(?:NO\.?)?:?(\d{6,8}(?:[AB]\d)?)")),
    ("WO", re.compile(r"(?:PCT/[A-Z]{2}|WO)/?(\d{2,4}/\d{4,6})")),
    ("JP", re.compile(r"(?:JP|特許第|特许第)(\d{4,10})(?:号)?(?:[AB]\d?)?")),
    ("KR", re.compile(r"KR(?:10|20|30)?-?(\d{6,13})(?:[AB]\d?)?")),
    ("TW", re.compile(r"(?:TW|台湾)([IMD]?\d{5,8})(?:[AB]\d?)?")),
    ("DE", re.compile(r"DE(\d{6,12})(?:[ABCU]\d?)?")),
    ("GB", re.compile(r"GB(\d{6,8})(?:[AB]\d?)?")),
)


def read_foreign_number(text: str) -> Reading:
    """Read a number of another office. Part: office (WIPO ST.3; "WO" for an international application)."""
    shown = normalise(text)
    for office, shape in _SHAPES:
        if match := shape.fullmatch(shown):
            digits = match.group(1).replace(",", "")
            normal = f"{office}{digits}"
            return Reading(text, NumberKind.FOREIGN, Form.VALID, normal, parts=(("office", office),))
    return Reading(text, NumberKind.FOREIGN, Form.UNKNOWN, reason="foreign.shape")
