"""Names of companies and other holders, compared without what spellings differ in.

Width, case, spacing, brackets and the words for the kind of company do not count; 集团 and a place do: they
tell one company from another. It is spelling that is compared, not the companies register.
"""

import re
import unicodedata
from functools import lru_cache

_LATIN_FORMS = """
CO COMPANY LTD LIMITED LLC LLP INC INCORPORATED CORP CORPORATION PLC PTE PTY GMBH MBH AG KG SA SAS SARL SRL
BV NV AB OY KK KAISHA KABUSHIKI AND
"""
LATIN_FORMS = frozenset(_LATIN_FORMS.split())
_HAN_FORMS = re.compile(
    r"(?:(?:股份)?有限[责責]任公司|(?:股份)?有限公司|股份公司|公司|株式[会會]社|有限[会會]社|주식회사|\(株\)|㈱)$"
)
_HAN_FORMS_BEFORE = re.compile(r"^(?:株式[会會]社|有限[会會]社|주식회사|\(株\)|\(주\)|㈱)")
_INITIAL = re.compile(r"(?<![A-Z])([A-Z])\.")
_WORD = re.compile(r"[^\W_]+")
LONGEST = 300  # characters of a name that are looked at


def same_company(one: str, other: str) -> bool:
    """Tell whether two names mean one company by their spelling: width, case, brackets, kind of company."""
    first, second = company_key(one), company_key(other)
    return bool(first) and first == second


@lru_cache(maxsize=1 << 16)  # lists of exhibitors and holders repeat themselves
def company_key(name: str) -> str:
    """Return a company's name without what spellings differ in; "" if nothing else is left."""
    text = unicodedata.normalize("NFKC", name[:LONGEST]).upper()
    text = _HAN_FORMS.sub("", _HAN_FORMS_BEFORE.sub("", _INITIAL.sub(r"\1", text).strip()))
    words = _WORD.findall(text)
    while words and words[-1] in LATIN_FORMS:
        words.pop()
    return _HAN_FORMS.sub("", "".join(words))
