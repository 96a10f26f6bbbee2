"""Trademarks and designs in WIPO ST.96, also as the USPTO's TSDR writes them.

An application may hold several rights; what it says once (filing, applicants) goes for each of them. Numbers
of priorities and of other marks stand deeper in a record and are not taken.
"""

import re
from collections.abc import Iterator

from lxml import etree

from app.rights import Kind, Right
from offline_db.importers.classes import locarno_classes, nice_classes
from offline_db.importers.common import Record, Removed, Source, day_of, number_of
from offline_db.importers.markup import (
    attribute,
    child_text,
    children,
    elements,
    local_name,
    names_in,
    text_of,
    texts_of,
)
from offline_db.importers.parties import agents_of, holders_of
from offline_db.importers.statuses import read_status_of
from offline_db.importers.streaming import read_records

NAME = "WIPO ST.96 XML"

RECORDS = ("TrademarkApplication", "Trademark", "DesignApplication", "Design")
MARKS = frozenset({*RECORDS, "TrademarkTransaction", "TrademarkBag", "DesignTransaction", "DesignBag"})
NUMBERS = ("ApplicationNumber/ApplicationNumberText", "ApplicationNumber/ST13ApplicationNumber")
REGISTRATIONS = ("RegistrationNumber/RegistrationNumberText", "RegistrationNumber")

_NUMBER = re.compile(r"[A-Z]{0,3}[\d/.-]*\d")


def recognises(head: bytes) -> bool:
    names = names_in(head)
    return not names.isdisjoint(MARKS) and (
        b"ST96" in head or names.isdisjoint({"DesignApplication", "Design"})
    )


def read(source: Source) -> Iterator[Record]:
    """Yield one right, removal or rejection for each mark or design."""
    return read_records(source, RECORDS, _rights)


def _rights(element: etree._Element) -> Iterator[Right | Removed]:
    name = local_name(element)
    tag = name.removesuffix("Application")
    inner = list(elements(element, tag)) if name != tag else []
    for record in inner or (element,):
        right = _trademark(record, element) if tag == "Trademark" else _design(record, element)
        told = attribute(record, "operationCategory") or attribute(element, "operationCategory")
        yield Removed(right) if told.lower() == "delete" else right


def _trademark(mark: etree._Element, application: etree._Element) -> Right:
    def text(*paths: str) -> str:
        return child_text(mark, *paths) or child_text(application, *paths)

    office = text("RegistrationOfficeCode", "ApplicationNumber/IPOfficeCode", "ReceivingOfficeCode")
    words = next(elements(mark, "WordMarkSpecification"), mark)
    holders = holders_of(children(mark, "ApplicantBag/Applicant"), office)
    return Right(
        office or "XX",
        Kind.TRADEMARK,
        text_of(words, "MarkVerbalElementText") or text_of(words, "MarkSignificantVerbalElementText"),
        number_of(text(*NUMBERS)),
        number_of(text(*REGISTRATIONS)),
        classes=nice_classes(texts_of(mark, "GoodsServicesBag", "ClassNumber")),
        goods="；".join(texts_of(mark, "GoodsServicesBag", "GoodsServicesDescriptionText")),
        holders=holders or holders_of(children(application, "ApplicantBag/Applicant"), office),
        agents=agents_of(mark) or agents_of(application),
        filed=day_of(text("ApplicationDate")),
        published=day_of(text_of(mark, "PublicationBag", "PublicationDate")),
        registered=day_of(text("RegistrationDate")),
        expires=day_of(text("ExpiryDate")),
        status=read_status_of(text("MarkCurrentStatusCode", "MarkCurrentStatusCategory"), office),
        status_date=day_of(text("MarkCurrentStatusDate")),
        image=text_of(mark, "MarkImage", "FileName"),
    )


def _design(design: etree._Element, application: etree._Element) -> Right:
    def text(*paths: str) -> str:
        return child_text(design, *paths) or child_text(application, *paths)

    office = text("RegistrationOfficeCode", "ApplicationNumber/IPOfficeCode", "ReceivingOfficeCode")
    holders = holders_of(children(design, "ApplicantBag/Applicant"), office)
    published_as = text_of(design, "PublicationBag", "PublicationIdentifier")
    return Right(
        office or "XX",
        Kind.DESIGN,
        text("DesignTitleText") or text_of(design, "ProductIndicationBag"),
        number_of(text(*NUMBERS)),
        number_of(child_text(design, *REGISTRATIONS, "DesignIdentifier") or text(*REGISTRATIONS)),
        (published_as,) if _NUMBER.fullmatch(published_as) else (),
        classes=locarno_classes(texts_of(design, "LocarnoClassificationBag", "LocarnoClassificationText"))
        or locarno_classes(texts_of(design, "LocarnoClassificationBag", "LocarnoClass")),
        holders=holders or holders_of(children(application, "ApplicantBag/Applicant"), office),
        agents=agents_of(design) or agents_of(application),
        filed=day_of(text("ApplicationDate", "DesignApplicationDate")),
        published=day_of(text_of(design, "PublicationBag", "PublicationDate")),
        registered=day_of(text("RegistrationDate")),
        expires=day_of(text("ExpiryDate")),
        status=read_status_of(text("DesignCurrentStatusCategory", "DesignCurrentStatusCode"), office),
        status_date=day_of(text("DesignCurrentStatusDate")),
        image=text_of(design, "ViewBag", "FileName"),
    )
