"""Trademarks of the Taiwan office (TIPO): the gazette list (RegContentList) and case files (tmarkappl B104).

Dates of the gazette are of the Republic of China calendar; a blank class may be U+3000; 及圖 and 設計字 are
boilerplate behind the mark's text.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from app.rights import Kind, Rejected, Right, Status
from offline_db.importers.common import read_day, read_roc_day, stream, text_of, texts_of

NAME = "TIPO XML"

_BOILERPLATE = re.compile(r"(?:及圖|及設計圖|設計字|標章圖|\(device\))+$", re.IGNORECASE)


def recognises(head: bytes) -> bool:
    return b"<RegContentList" in head or b"<tmarkappl" in head


def read(path: Path) -> Iterator[Right | Rejected]:
    """Yield one right or rejection for each record of a gazette list or a case file."""
    for found in stream(path, "RegContent", "tmarkcontent"):
        if isinstance(found, Rejected):
            yield found
            continue
        number, element = found
        gazette = etree.QName(element).localname == "RegContent"
        right = _gazette(element) if gazette else _case_file(element)
        bare = not right.application_number and not right.registration_number
        yield Rejected(number, "缺少号码 | no number", right.name) if bare else right


def _gazette(element: etree._Element) -> Right:
    return Right(
        "TW",
        Kind.TRADEMARK,
        _BOILERPLATE.sub("", text_of(element, "Trademark_Name")),
        text_of(element, "CaseNo"),
        text_of(element, "RegisterNo"),
        classes=_classes(texts_of(element, "RegContentClassification", "Class")),
        holders=texts_of(element, "RegContentOwner", "AChinese")
        or texts_of(element, "RegContentOwner", "AEnglish"),
        filed=read_roc_day(text_of(element, "Filing_Date")),
        registered=read_roc_day(text_of(element, "SDate")),
        expires=read_roc_day(text_of(element, "EDate")),
        status=Status.IN_FORCE,
    )


def _case_file(element: etree._Element) -> Right:
    names = texts_of(element, "applicant", "chinese-name") or texts_of(element, "applicant", "english-name")
    goods = texts_of(element, "goodsclass", "goods-name")
    groups = (
        g for text in texts_of(element, "goodsclass", "goods-group") for g in re.split(r"[;,、；\s]+", text)
    )
    return Right(
        "TW",
        Kind.TRADEMARK,
        _BOILERPLATE.sub("", text_of(element, "tmark-name")),
        text_of(element, "appl-no"),
        classes=_classes(texts_of(element, "goodsclass", "goodsclass-code")),
        groups=tuple(dict.fromkeys(g for g in groups if g)),
        goods="；".join(goods),
        holders=tuple(names),
        filed=read_day(text_of(element, "appl-date")),
        status=Status.UNKNOWN,
        image=text_of(element, "image-data-1"),
    )


def _classes(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.lstrip("0") for t in texts if t.strip("0")))
