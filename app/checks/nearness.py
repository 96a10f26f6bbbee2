"""Near signs, by those rules of the examination guide (2021, part 2 ch. 5, 5.1) that spelling decides.

The machine sees spelling, not fame, meaning or the public; so a near sign is a reason to look, and the
rule it resembles is named. Sound and shape are the register search's business.
"""

import re
import unicodedata

WEAK = (  # what the guide (5.1.12 to 5.1.14) calls generic or weak beside a distinctive part
    "牌", "新", "大", "好", "宝", "世家", "国际", "珍品", "玩具", "动漫", "文创", "公司", "集团", "中国",
    "杭州",
)  # fmt: skip
_RUNS = re.compile(r"[\u4e00-\u9fff]+|[^\u4e00-\u9fff]+")
LONGEST = 40  # characters of a sign that are compared
FEW = 3  # letters or characters from which one difference still leaves a sign near


def sign_key(sign: str) -> str:
    """Return a sign without what leaves it identical: width, case, spacing, punctuation, ®."""
    bare = re.sub(r"[®™℠㊟]|及图|图形", "", sign[:LONGEST])
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", bare).upper())


def resemblance(sign: str, mark: str) -> str:
    """Return the rule that makes `sign` near `mark`: "identical", "5.1.2" …; "" if none does."""
    a, b = sign_key(sign), sign_key(mark)
    if not a or not b:
        return ""
    if a == b:
        return "identical"
    if sorted(a) == sorted(b):
        return "5.1.2"
    if a in (b + b, b * 3) or b == a + a:
        return "5.1.3"
    if _strip(a) and _strip(a) == _strip(b):
        return "5.1.14"
    if min(len(a), len(b)) >= FEW and a[0] == b[0] and _one_step(a, b):
        return "5.1.7" if _han(a) and _han(b) else "5.1.9"
    if len(b) >= 2 and b in a:
        return "5.1.16"
    return ""


def pieces(sign: str) -> tuple[str, ...]:
    """Return few texts, one of which stands in nearly every mark near to `sign`.

    Of Chinese characters these are the pairs, of letters the words and their halves: one changed letter
    leaves a half whole. Letters in another order are found only within a half.
    """
    key = sign_key(sign)
    runs = _RUNS.findall(key)
    pairs = [run[i : i + 2] for run in runs if _han(run) for i in range(max(1, len(run) - 1))]
    letters = [run for run in runs if not _han(run)]
    halves = [
        half for run in letters if len(run) > FEW for half in (run[: len(run) // 2], run[len(run) // 2 :])
    ]
    words = [word for word in (*sign.upper().split(), *letters) if len(word) > 1 and not _han(word)]
    return tuple(dict.fromkeys(filter(None, (sign.strip(), key, _strip(key), *pairs, *words, *halves))))[:12]


def _han(key: str) -> bool:
    return all("\u4e00" <= c <= "\u9fff" for c in key)


def _strip(key: str) -> str:
    for word in WEAK:
        key = key.removeprefix(word).removesuffix(word)
    return key


def _one_step(a: str, b: str) -> bool:
    """Tell whether one changed, added or dropped character leads from one to the other."""
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
