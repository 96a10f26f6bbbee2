"""Near signs, by those rules of the examination guide (2021, part 2 ch. 5, 5.1) that spelling decides.

The machine sees spelling, not fame, meaning or the public; so a near sign is a reason to look, and the
rule it resembles is named. Sound and shape are the register search's business.
"""

import re
import unicodedata

GENERIC = (
    "牌",
    "新",
    "大",
    "好",
    "宝",
    "世家",
    "国际",
    "珍品",
    "玩具",
    "动漫",
    "文创",
    "公司",
    "集团",
    "中国",
    "杭州",
)
LONGEST = 40  # characters of a sign that are compared


def sign_key(sign: str) -> str:
    """Return a sign without what leaves it identical: width, case, spacing, punctuation, ®."""
    folded = unicodedata.normalize("NFKC", sign[:LONGEST]).upper()
    return re.sub(r"[\W_]|及图|图形", "", folded.replace("®", "").replace("™", ""))


def resemblance(sign: str, mark: str) -> str:
    """Return the rule that makes `sign` near `mark`: "identical", "5.1.2" …; "" if none does."""
    a, b = sign_key(sign), sign_key(mark)
    if not a or not b:
        return ""
    if a == b:
        return "identical"
    if sorted(a) == sorted(b) and len(a) > 1:
        return "5.1.2"
    if a in (b + b, b * 3) or b == a + a:
        return "5.1.3"
    if _strip(a) and _strip(a) == _strip(b):
        return "5.1.14"
    han = all("\u4e00" <= c <= "\u9fff" for c in a + b)
    if han and min(len(a), len(b)) >= 3 and _one_step(a, b) and a[0] == b[0]:
        return "5.1.7"
    if not han and min(len(a), len(b)) >= 4 and _one_step(a, b) and a[0] == b[0]:
        return "5.1.9"
    if len(b) >= 2 and b in a:
        return "5.1.16"
    return ""


def _strip(key: str) -> str:
    for word in GENERIC:
        key = key.removeprefix(word).removesuffix(word)
    return key


def _one_step(a: str, b: str) -> bool:
    """Tell whether one changed, added, dropped or swapped character leads from one to the other."""
    if len(a) == len(b):
        differ = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
        swapped = len(differ) == 2 and a[differ[0]] == b[differ[1]] and a[differ[1]] == b[differ[0]]
        return len(differ) == 1 or swapped
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
