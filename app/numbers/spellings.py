"""One key for every spelling of one number, for the register's index.

It folds: width, case, spaces, dots, dashes and brackets; the words 专利号, 注册号, 第…号 and the like; ZL
and CN before a patent number; a patent number's check character, present or not; the kind letter behind a CN
publication number; leading zeros of a trademark number. It keeps apart what differs in digits, or in a
G before them or a letter behind them.
"""

import re

from app.numbers.normalise import normalise
from app.numbers.patents import check_character

_WORDS = re.compile(
    r"中国|发明|实用新型|外观设计|国际|商标|专利|申请|公开|公告|授权|注册|登记|证书|证|编号|号码|第|号|REGISTRATION|REG|PATENT|NO"
)
_PUNCTUATION = re.compile(r"[.\-/::,,()\[\]〔〕【】]")
_PATENT = re.compile(r"(?:ZL|CN)*(\d{12}|\d{8})([0-9X])?")
_PUBLICATION = re.compile(r"(?:ZL)?CN(\d{7}|\d{9})[A-Z]?\d?")


def number_key(text: str) -> str:
    """Return the key of a number in any spelling, "" if the text holds no digit."""
    shown = normalise(text)
    international = "国际注册" in shown
    dotted = bool(re.search(r"\d\.[0-9X]$", shown))
    bare = _PUNCTUATION.sub("", _WORDS.sub("", shown))
    if not any(c.isdigit() for c in bare):
        return ""
    publication = _PUBLICATION.fullmatch(bare)
    if publication and not dotted:
        return "CN" + publication.group(1)
    patent = _PATENT.fullmatch(bare)
    if patent and (dotted or bare.startswith(("ZL", "CN")) or _chinese(*patent.groups())):
        return "P" + patent.group(1)
    if bare.isdigit():
        return ("G" if international else "") + (bare.lstrip("0") or "0")
    return bare


def _chinese(digits: str, check: str | None) -> bool:
    """Tell whether bare digits are a Chinese patent number rather than another office's."""
    return len(digits) == 12 and check in (None, check_character(digits)[0])
