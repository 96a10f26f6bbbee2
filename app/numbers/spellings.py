"""One key for every spelling of one number, for the register's index; and what a typed number may mean.

The key folds: width, case, spaces, dots, dashes and brackets; the words 专利号, 注册号, 第…号, Reg. No. and
the like; ZL and CN before a patent number; a patent number's check character, present or not; the kind letter
behind a publication number; the code of another office before a number; leading zeros, also those behind a
letter (D0435854). It keeps apart what differs in digits, or in a G before them or a letter behind them.
"""

import re
from typing import NamedTuple

from app.numbers.normalise import normalise
from app.numbers.patents import TYPES, check_character

_WORDS = re.compile(
    r"中国|中國|发明|發明|实用新型|外观设计|国际|國際|商标|商標|专利|專利|申请|申請|公开|公開|公告|授权|注册|註冊|登记|证书|"
    r"证|編號|编号|号码|號數|第|号|號|제|호|REGISTRATION|REGISTERED|REGD|REG|INTERNATIONAL|PATENT|PAT|TRADEMARK|NUMBER|NOS?"
)
_PUNCTUATION = re.compile(r"[.\-/::,,()\[\]〔〕【】'’]")
_PATENT = re.compile(r"(?:ZL|CN)*(\d{12}|\d{8})([0-9X])?")
_PUBLICATION = re.compile(r"(?:ZL)?CN(\d{7}|\d{9})(?:[A-Z]\d?)?")
_EARLY_PUBLICATION = re.compile(r"(?:ZL)?CN(8[5-9]\d{6})[A-Z]\d?")  # 1985-1988: the application's number
_ABROAD = re.compile(r"(US|TW|KR|JP|EP|WO|EM|EU|DE|GB|FR)((?:D|PP|RE|H|T|I|M)?\d+)([A-Z]\d?)?")
_LETTERED = re.compile(r"(D|PP|RE|H|T|G)0+(\d+)")
_MADRID = re.compile(r"(?:IR|INT|MADRID|马德里)(\d{3,8})")
_GLOBAL = re.compile(r"国际注册|國際註冊|INTERNATIONAL|INT\.?REG|INT'?L|MADRID|马德里|\bIR\d")
_CLASS_WORD = re.compile(
    r"(?:国际分类|类别)?:?(?:第|CLASS|CL\.?|NICE)?0?(\d{1,2})(?:类|類)|(?:CLASS|CL\.|NICE)0?(\d{1,2})(?!\d)"
)
_CLASS_BEHIND = re.compile(r"(.*?\d{5,}[A-Z]?)[-/_(]0?(\d{1,2})\)?")
_BARE_PUBLICATION = re.compile(r"(\d{7}|\d{9})[ABCUYSD]\d?")
CLASSES = {str(n) for n in range(1, 46)}


class Wanted(NamedTuple):
    """What a typed number may mean: keys, each with the office that it is of ("" any), and a Nice class."""

    keys: tuple[tuple[str, str], ...]
    nice: str = ""  # "" for any


def number_key(text: str) -> str:
    """Return the key of a number in any spelling, "" if the text holds no digit."""
    return _read(text)[0]


def meanings(text: str) -> tuple[Wanted, ...]:
    """Return what a typed number may mean, the likelier first: a number, or a number and a class."""
    whole = _wanted(text, "")
    shown = normalise(text)
    split = []
    for match in (_CLASS_WORD.search(shown), _CLASS_BEHIND.fullmatch(shown)):
        if match is not None:
            behind = match.re is _CLASS_BEHIND
            rest = match[1] if behind else shown[: match.start()] + shown[match.end() :]
            nice = match[2] if behind else match[1] or match[2]
            if nice in CLASSES:
                split.append(_wanted(rest, nice))
    return tuple(wanted for wanted in (whole, *split) if wanted.keys)


def _wanted(text: str, nice: str) -> Wanted:
    key, office = _read(text)
    if not key:
        return Wanted((), nice)
    keys = [(key, office)]
    if key.isdigit():
        keys.append((f"P{key}", office))
        if len(key) in (9, 13) and check_character(key[:-1])[0] == key[-1]:
            keys.append((f"P{key[:-1]}", office))
        if len(key) == 9 and key[0] in "1234" and key[1] == "0":
            keys.append((f"{key}0000", "KR"))  # printed without the part number of its registration
    elif key[0] == "G" and key[1:].isdigit():
        keys.append((key[1:], "WO"))
    elif match := _BARE_PUBLICATION.fullmatch(key):
        keys.append((f"CN{match[1]}", ""))
    return Wanted(tuple(keys), nice)


def _read(text: str) -> tuple[str, str]:
    """Return the key of a number, and the office whose code stands before it."""
    shown = normalise(text)
    international = bool(_GLOBAL.search(shown))
    dotted = bool(re.search(r"\d\.[0-9X]$", shown))
    bare = _PUNCTUATION.sub("", _WORDS.sub("", shown))
    if not any(c.isdigit() for c in bare):
        return "", ""
    office = ""
    if match := _ABROAD.fullmatch(bare):
        office, bare = match[1], match[2]
    if match := _MADRID.fullmatch(bare):
        bare, international = match[1], True
    publication = _PUBLICATION.fullmatch(bare)
    if publication and not dotted:
        return "CN" + publication[1], ""
    if early := _EARLY_PUBLICATION.fullmatch(bare):
        return "P" + early[1], ""
    patent = _PATENT.fullmatch(bare)
    if patent and (dotted or bare.startswith(("ZL", "CN")) or _chinese(*patent.groups())):
        return "P" + patent[1], office
    if bare.isdigit():
        return ("G" if international else "") + (bare.lstrip("0") or "0"), office
    return _LETTERED.sub(r"\1\2", bare) if _LETTERED.fullmatch(bare) else bare, office


def _chinese(digits: str, check: str | None) -> bool:
    """Tell whether bare digits are a Chinese patent number rather than another office's."""
    likely = len(digits) == 12 and digits[:2] in ("19", "20") and digits[4] in TYPES
    return likely and check in (None, check_character(digits)[0])
