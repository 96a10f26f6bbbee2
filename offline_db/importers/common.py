"""What several importers need: dates and status words of sources, safe XML streaming."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lxml import etree

from app.rights import Rejected, Status

LONGEST_TEXT = 2_000_000  # characters of one record's text

_DIGITS = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})")
_NAMES = re.compile(r"[;；|、\n]")
_ROC = re.compile(r"(\d{2,3})\.(\d{1,2})\.(\d{1,2})")

STATUS_WORDS: tuple[tuple[str, Status], ...] = (  # first match wins; longer words before their parts
    ("部分无效", Status.PARTLY_INVALIDATED),
    ("无效宣告申请", Status.UNKNOWN),
    ("宣告无效", Status.INVALIDATED),
    ("全部无效", Status.INVALIDATED),
    ("未缴年费", Status.LAPSED),
    ("专利权终止", Status.LAPSED),
    ("失效", Status.EXPIRED),
    ("期满未续展", Status.EXPIRED),
    ("期限届满", Status.EXPIRED),
    ("届满", Status.EXPIRED),
    ("放弃", Status.ABANDONED),
    ("视为撤回", Status.WITHDRAWN),
    ("撤回", Status.WITHDRAWN),
    ("撤销", Status.REVOKED),
    ("注销", Status.CANCELLED),
    ("驳回复审", Status.UNDER_REVIEW),
    ("驳回", Status.REFUSED),
    ("异议", Status.OPPOSED),
    ("初审公告", Status.PUBLISHED),
    ("初步审定", Status.PUBLISHED),
    ("滞纳", Status.LATE_FEE),
    ("实质审查", Status.PENDING),
    ("实审", Status.PENDING),
    ("公开", Status.PENDING),
    ("受理", Status.PENDING),
    ("申请中", Status.PENDING),
    ("审中", Status.PENDING),
    ("待审", Status.PENDING),
    ("专利权维持", Status.IN_FORCE),
    ("授权", Status.IN_FORCE),
    ("已注册", Status.IN_FORCE),
    ("注册", Status.IN_FORCE),
    ("有效", Status.IN_FORCE),
    ("无效", Status.INVALIDATED),
    ("终止", Status.LAPSED),
)


def read_day(text: str | None) -> date | None:
    """Read a date as printed: ISO with or without zone, compact, 年月日; None for "00000000" or none."""
    match = _DIGITS.match((text or "").strip())
    return _day(*match.groups()) if match else None


def read_roc_day(text: str | None) -> date | None:
    """Read a date of the Republic of China calendar ("110.07.21")."""
    match = _ROC.fullmatch((text or "").strip())
    return _day(str(int(match.group(1)) + 1911), match.group(2), match.group(3)) if match else None


def read_status(text: str) -> Status:
    """Read a Chinese status word; UNKNOWN for words that are not in the table."""
    return next((status for word, status in STATUS_WORDS if word in text), Status.UNKNOWN)


def parts_of(text: str) -> tuple[str, ...]:
    """Return the entries of a list of names that a source keeps in one cell, without repeats."""
    return tuple(dict.fromkeys(part.strip() for part in _NAMES.split(text) if part.strip()))


def shorten(text: str, length: int = 200) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def stream(path: Path, *tags: str) -> Iterator[tuple[int, etree._Element] | Rejected]:
    """Yield (number, element) for each element of these local names, then free it.

    Entities are not resolved, nothing is fetched, and no DTD is read. A file that breaks off yields what was
    whole and then a rejection that says where.
    """
    count = 0
    try:
        with path.open("rb") as file:
            context = etree.iterparse(
                file,
                events=("end",),
                tag=[f"{{*}}{tag}" for tag in tags],
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_pis=True,
                remove_comments=True,
            )
            for _, element in context:
                count += 1
                yield count, element
                element.clear()
                while element.getprevious() is not None and (parent := element.getparent()) is not None:
                    del parent[0]
    except etree.XMLSyntaxError as error:
        yield Rejected(error.lineno or 0, f"文件在此处中断：{shorten(str(error))} | the file breaks here")


def text_of(element: etree._Element, *path: str) -> str:
    """Return the text of the first descendant along local names, "" if there is none; U+3000 is blank."""
    found = next(elements(element, *path), None)
    return (
        "" if found is None else "".join(str(t) for t in found.itertext())[:LONGEST_TEXT].strip("　 \n\t\r")
    )


def elements(element: etree._Element, *path: str) -> Iterator[etree._Element]:
    """Yield descendants along local names, each step at any depth, in document order."""
    if not path:
        yield element
        return
    for found in element.iterfind(f".//{{*}}{path[0]}"):
        yield from elements(found, *path[1:])


def texts_of(element: etree._Element, *path: str) -> tuple[str, ...]:
    """Return the distinct non-blank texts along local names, in order."""
    texts = ("".join(str(t) for t in e.itertext()).strip("　 \n\t\r") for e in elements(element, *path))
    return tuple(dict.fromkeys(t for t in texts if t))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
