"""Answers of the Korean office's KIPRISPlus service: trademarks, designs, patents and utility models.

Lists are joined by "|"; an application number begins with its kind (10 patent, 20 utility model, 30
design, 40 and above marks). A patent's first publication is its laying open (공개), a mark's its
announcement for opposition (공고); what was never laid open was first published when granted.
"""

from collections.abc import Callable, Iterator

from lxml import etree

from app.rights import Kind, Right, Status
from offline_db.importers.classes import ipc_symbols, locarno_classes, nice_classes
from offline_db.importers.common import Record, Source, day_of, distinct, number_of, tidy
from offline_db.importers.markup import (
    child_text,
    local_name,
    names_in,
)
from offline_db.importers.streaming import read_records

NAME = "KIPRIS XML"

RECORDS = ("TradeMarkInfo", "DesignInfo", "PatentUtilityInfo", "item")
ANSWER = frozenset({"response", "body", "items"})  # also of an answer that found nothing
STATUSES = {
    "등록": Status.IN_FORCE,
    "등록유지": Status.IN_FORCE,
    "거절": Status.REFUSED,
    "소멸": Status.LAPSED,
    "공고": Status.PUBLISHED,
    "공개": Status.PENDING,
    "출원": Status.PENDING,
    "심사중": Status.PENDING,
    "포기": Status.ABANDONED,
    "취하": Status.WITHDRAWN,
    "무효": Status.INVALIDATED,
    "취소": Status.REVOKED,
    "반려": Status.REFUSED,
    "각하": Status.REFUSED,
}
OTHERWISE = {"DesignInfo": Kind.DESIGN, "PatentUtilityInfo": Kind.INVENTION}
KINDS = {"10": Kind.INVENTION, "20": Kind.UTILITY_MODEL, "30": Kind.DESIGN}


def recognises(head: bytes) -> bool:
    names = names_in(head)
    return not names.isdisjoint(RECORDS[:3]) or names >= ANSWER


def read(source: Source) -> Iterator[Record]:
    """Yield one right or rejection for each item of an answer."""
    return read_records(source, RECORDS, _rights)


def _rights(element: etree._Element) -> Iterator[Right]:
    def text(*names: str) -> str:
        return child_text(element, *names, *(name[:1].lower() + name[1:] for name in names))

    name = local_name(element)
    number = number_of(text("ApplicationNumber"))
    kind = Kind.TRADEMARK
    if name != "TradeMarkInfo":
        kind = KINDS.get(number[:2], OTHERWISE.get(name, kind))
    yield Right(
        "KR",
        kind,
        text("Title", "ArticleName", "InventionName", "InventionTitle"),
        number,
        number_of(text("RegistrationNumber", "RegisterNumber")),
        distinct(
            number_of(text("OpeningNumber", "OpenNumber")),
            number_of(text("PublicNumber", "PublicationNumber")),
            number_of(text("RegistrationPublicNumber")),
        ),
        classes=_classes(kind, text),
        holders=_list(text("ApplicantName", "Applicant", "RegistrationRightholderName")),
        agents=_list(text("AgentName", "Agent")),
        filed=day_of(text("ApplicationDate")),
        published=day_of(text("OpeningDate", "OpenDate"))
        or day_of(text("PublicDate", "PublicationDate", "RegistrationPublicDate")),
        registered=day_of(text("RegistrationDate", "RegisterDate")),
        status=STATUSES.get(
            text("ApplicationStatus", "RegistrationStatus", "RegisterStatus"), Status.UNKNOWN
        ),
        image=text("ImagePath", "DrawingPath", "BigDrawing", "Drawing"),
    )


def _classes(kind: Kind, text: Callable[..., str]) -> tuple[str, ...]:
    if kind is Kind.TRADEMARK:
        return nice_classes(_list(text("GoodClassificationCode", "ClassificationCode")))
    if kind is Kind.DESIGN:
        return locarno_classes(_list(text("DesignMainClassification", "LocarnoClassification")))
    return ipc_symbols(_list(text("InternationalpatentclassificationNumber", "IpcNumber")))


def _list(text: str) -> tuple[str, ...]:
    return distinct(*(tidy(part) for part in text.split("|")))
