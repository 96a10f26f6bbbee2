"""Trademarks of the Taiwan office (TIPO): the gazette list (RegContentList) and case files (tmarkappl B104).

Dates of the gazette are of the Republic of China calendar; a blank class may be U+3000; 及圖 and 設計字 are
boilerplate behind the mark's text, and alone they stand for a device without text.
"""

import re
from collections.abc import Iterator

from lxml import etree

from app.rights import Kind, Right, Status
from offline_db.importers.classes import nice_classes
from offline_db.importers.common import Record, Source, distinct, number_of, roc_day_of
from offline_db.importers.markup import (
    child_text,
    children,
    elements,
    local_name,
    names_in,
    text_of,
    texts_of,
)
from offline_db.importers.streaming import read_records

NAME = "TIPO XML"

RECORDS = ("RegContent", "tmarkcontent")

_BOILERPLATE = re.compile(
    r"(?:及圖形?|及設計圖|及設計字|設計字|設計圖|標章圖|\((?:設計字|設計圖|device)\)|（設計[字圖]）)+$",
    re.IGNORECASE,
)


def recognises(head: bytes) -> bool:
    return not names_in(head).isdisjoint({"RegContentList", "RegContent", "tmarkappl", "tmarkcontent"})


def read(source: Source) -> Iterator[Record]:
    """Yield one right or rejection for each record of a gazette list or a case file."""
    return read_records(source, RECORDS, _rights)


def _rights(element: etree._Element) -> Iterator[Right]:
    yield _gazette(element) if local_name(element) == "RegContent" else _case_file(element)


def _gazette(element: etree._Element) -> Right:
    owners = children(element, "RegContentOwner")
    agents = children(element, "RegContentAgent")
    return Right(
        "TW",
        Kind.TRADEMARK,
        _mark(child_text(element, "Trademark_Name")),
        number_of(child_text(element, "CaseNo")),
        number_of(child_text(element, "RegisterNo")),
        classes=nice_classes(texts_of(element, "RegContentClassification", "Class")),
        holders=distinct(*(child_text(owner, "AChinese", "AEnglish") for owner in owners)),
        agents=distinct(*(child_text(agent, "BChinese", "BEnglish") for agent in agents)),
        filed=roc_day_of(child_text(element, "Filing_Date")),
        registered=roc_day_of(child_text(element, "SDate")),
        expires=roc_day_of(child_text(element, "EDate")),
        status=Status.IN_FORCE,
    )


def _case_file(element: etree._Element) -> Right:
    groups = (
        g for text in texts_of(element, "goodsclass", "goods-group") for g in re.split(r"[;,、；\s]+", text)
    )
    names = ("chinese-name", "english-name", "japanese-name")
    return Right(
        "TW",
        Kind.TRADEMARK,
        _mark(child_text(element, "tmark-name")),
        number_of(child_text(element, "appl-no")),
        classes=nice_classes(texts_of(element, "goodsclass", "goodsclass-code")),
        groups=distinct(*groups),
        goods="；".join(texts_of(element, "goodsclass", "goods-name")),
        holders=distinct(*(child_text(party, *names) for party in elements(element, "applicant"))),
        agents=distinct(*(child_text(party, *names) for party in elements(element, "agent"))),
        filed=roc_day_of(child_text(element, "appl-date")),
        image=text_of(element, "image-data-1"),
    )


def _mark(text: str) -> str:
    return _BOILERPLATE.sub("", text).strip("　 ")
