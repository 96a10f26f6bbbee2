"""What a check is told besides the label and the register: the facts that the officer established."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from app.law import Law
from app.rights import Extract, Right

YES, NO, UNKNOWN = "yes", "no", ""

_FORM_WORDS = re.compile(
    r"有限责任公司|股份有限公司|有限公司|公司|集团|CO\.?,?LTD\.?|LIMITED|LTD\.?|INC\.?|GMBH|[()（）\s,，.。·]"
)


@dataclass(frozen=True, slots=True)
class Context:
    acting_on: date
    law: Law
    exhibitor: str = ""
    goods: str = ""  # what the exhibit is
    nice: str = ""  # its Nice class
    group: str = ""  # its similar group
    produced: date | None = None  # production or marking date, None if nobody knows
    licence: str = UNKNOWN  # the exhibitor showed a licence or authorisation chain: yes, no
    plausible: str = UNKNOWN  # the exhibit is plausibly what the patent is about: yes, no
    same_form: str = UNKNOWN  # the mark is used as registered: yes, no
    circulated_before: str = UNKNOWN  # the goods were in circulation before the right ended: yes, no
    sign: str = ""  # the sign on the exhibit, for the search for conflicts


def same_company(one: str, other: str) -> bool:
    """Tell whether two names mean one company by their spelling: width, case, brackets, kind of company."""
    first, second = company_key(one), company_key(other)
    return bool(first) and first == second


def company_key(name: str) -> str:
    """Return a company's name without what spellings differ in."""
    return _FORM_WORDS.sub("", unicodedata.normalize("NFKC", name).upper())


def holds(right: Right, context: Context) -> bool:
    """Tell whether the exhibitor is the holder (or one of several), or showed a licence."""
    if context.licence == YES:
        return True
    return any(same_company(holder, context.exhibitor) for holder in re.split(r"[;；|]", right.holder))


def made(context: Context, ended: date | None) -> str:
    """Return "before", "after" or "unknown": when the goods were marked, against the day the right ended."""
    if context.circulated_before in (YES, NO):
        return "before" if context.circulated_before == YES else "after"
    if context.produced is None or ended is None:
        return "unknown"
    return "before" if context.produced <= ended else "after"


def extract_facts(extract: Extract) -> tuple[tuple[str, str], ...]:
    """Return the facts about the extract that every finding shows."""
    return (("extract", extract.name), ("extract_as_of", extract.as_of.isoformat()))
