"""Designs in WIPO ST.86 V1 and the DS-Search dialect of EUIPO and national offices.

An application may hold many designs; what it says once (filing, applicants) goes for each of them.
"""

from collections.abc import Iterator

from lxml import etree

from app.rights import Kind, Right
from offline_db.importers.classes import locarno_classes
from offline_db.importers.common import Record, Removed, Source, day_of, number_of
from offline_db.importers.markup import (
    child_text,
    elements,
    names_in,
    text_of,
    texts_of,
)
from offline_db.importers.parties import agents_of, holders_of
from offline_db.importers.statuses import read_status_of
from offline_db.importers.streaming import read_records

NAME = "WIPO ST.86 XML"

RECORDS = ("DesignApplication", "Design")
MARKS = frozenset({"DesignTransactionBody", "DesignDetails", "DesignApplication", "Design"})


def recognises(head: bytes) -> bool:
    return b"ST96" not in head and not names_in(head).isdisjoint(MARKS)


def read(source: Source) -> Iterator[Record]:
    """Yield one right, removal or rejection for each design."""
    return read_records(source, RECORDS, _rights)


def _rights(element: etree._Element) -> Iterator[Right | Removed]:
    inner = list(elements(element, "Design"))
    for design in inner or (element,):
        right = _right(design, element)
        told = design.get("operationCode") or element.get("operationCode") or ""
        yield Removed(right) if told.lower() == "delete" else right


def _right(design: etree._Element, application: etree._Element) -> Right:
    def text(*paths: str) -> str:
        return child_text(design, *paths) or child_text(application, *paths)

    office = text("RegistrationOfficeCode", "ReceivingOfficeCode")
    holders = holders_of(elements(design, "ApplicantDetails", "Applicant"), office)
    return Right(
        office or "XX",
        Kind.DESIGN,
        text("DesignTitle")
        or text_of(design, "IndicationProductDescription")
        or text_of(design, "ProductDescription"),
        number_of(text("DesignApplicationNumber", "ApplicationNumber")),
        number_of(child_text(design, "RegistrationNumber", "DesignIdentifier") or text("RegistrationNumber")),
        classes=locarno_classes(
            texts_of(design, "ClassDescription", "ClassNumber") or texts_of(design, "ClassNumber")
        ),
        holders=holders or holders_of(elements(application, "ApplicantDetails", "Applicant"), office),
        agents=agents_of(design) or agents_of(application),
        filed=day_of(text("DesignApplicationDate", "ApplicationDate")),
        published=day_of(text_of(design, "PublicationDate") or text_of(application, "PublicationDate")),
        registered=day_of(text("RegistrationDate")),
        expires=day_of(text("ExpiryDate")),
        status=read_status_of(text("DesignCurrentStatusCode"), office),
        status_date=day_of(text("DesignCurrentStatusDate")),
        image=text_of(design, "View", "ViewFilename"),
    )
