"""Answers of the Korean office's KIPRISPlus service: trademarks, designs, patents and utility models.

Lists are joined by "|"; an application number begins with its kind (10 patent, 20 utility model, 30
design, 40 trademark, 41 service mark, 45 combined).
"""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from app.rights import Kind, Rejected, Right, Status
from offline_db.importers.common import read_day, stream, text_of

NAME = "KIPRIS XML"

STATUSES = {
    "등록": Status.IN_FORCE,
    "거절": Status.REFUSED,
    "소멸": Status.LAPSED,
    "공고": Status.PUBLISHED,
    "공개": Status.PENDING,
    "출원": Status.PENDING,
    "포기": Status.ABANDONED,
    "취하": Status.WITHDRAWN,
    "무효": Status.INVALIDATED,
    "취소": Status.REVOKED,
}
KINDS = {"10": Kind.INVENTION, "20": Kind.UTILITY_MODEL, "30": Kind.DESIGN}


def recognises(head: bytes) -> bool:
    return any(tag in head for tag in (b"<TradeMarkInfo", b"<DesignInfo", b"<PatentUtilityInfo"))


def read(path: Path) -> Iterator[Right | Rejected]:
    """Yield one right or rejection for each item of an answer."""
    for found in stream(path, "TradeMarkInfo", "DesignInfo", "PatentUtilityInfo"):
        if isinstance(found, Rejected):
            yield found
            continue
        number, element = found
        right = _right(element, etree.QName(element).localname)
        yield right if right.application_number else Rejected(number, "缺少申请号 | no number", right.name)


def _right(element: etree._Element, kind: str) -> Right:
    def text(*names: str) -> str:
        found = (text_of(element, name) for name in names)
        return next((t for t in found if t), "")

    number = text("ApplicationNumber", "applicationNumber")
    published = (text("PublicNumber", "publicationNumber"), text("OpeningNumber", "openNumber"))
    holders = text("RegistrationRightholderName", "ApplicantName", "applicantName", "Applicant")
    codes = text(
        "GoodClassificationCode", "designMainClassification", "InternationalpatentclassificationNumber"
    )
    return Right(
        "KR",
        Kind.TRADEMARK if kind == "TradeMarkInfo" else KINDS.get(number[:2], Kind.INVENTION),
        text("Title", "articleName", "InventionName"),
        number,
        text("RegistrationNumber", "registrationNumber"),
        tuple(n for n in published if n),
        classes=tuple(c.lstrip("0") or c for c in _list(codes)),
        holders=_list(holders),
        filed=read_day(text("ApplicationDate", "applicationDate")),
        published=read_day(text("PublicDate", "publicationDate", "OpeningDate", "openDate")),
        registered=read_day(text("RegistrationDate", "registrationDate")),
        status=STATUSES.get(
            text("ApplicationStatus", "applicationStatus", "RegistrationStatus"), Status.UNKNOWN
        ),
        image=text("ImagePath", "imagePath", "DrawingPath"),
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))
