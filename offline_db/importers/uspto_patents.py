"""Patents of the USPTO: grants (us-patent-grant) and applications (us-patent-application), XML v4.0 to v4.7.

Weekly files are many XML documents one after the other. A grant's holder is its assignee, else the
applicant; before 2012 applicants were the inventors. Numbers stay as printed, zeros in front included.
"""

from collections.abc import Iterator

from lxml import etree

from app.rights import Kind, Right, Status
from offline_db.importers.classes import ipc_symbols, locarno_classes
from offline_db.importers.common import Record, Source, day_of, distinct, number_of, tidy
from offline_db.importers.markup import (
    child_text,
    children,
    elements,
    local_name,
    names_in,
    plain,
)
from offline_db.importers.streaming import read_records

NAME = "USPTO 专利 XML"

RECORDS = ("us-patent-grant", "us-patent-application")
TEXT = ("description", "claims", "abstract", "p", "us-references-cited", "references-cited", "row")
PERSON = ("prefix", "first-name", "middle-name", "last-name", "suffix")


def recognises(head: bytes) -> bool:
    return not names_in(head).isdisjoint(RECORDS)


def read(source: Source) -> Iterator[Record]:
    """Yield one right or rejection for each grant or application."""
    return read_records(source, RECORDS, _rights, skip=TEXT)


def _rights(element: etree._Element) -> Iterator[Right]:
    granted = local_name(element) == "us-patent-grant"
    bibliography = next(
        (e for tag in ("grant", "application") for e in children(element, f"us-bibliographic-data-{tag}")),
        element,
    )
    number = number_of(child_text(bibliography, "publication-reference/document-id/doc-number"))
    letter = child_text(bibliography, "publication-reference/document-id/kind")
    printed = day_of(child_text(bibliography, "publication-reference/document-id/date"))
    office = child_text(bibliography, "publication-reference/document-id/country") or "US"
    application = next(children(bibliography, "application-reference"), element)
    kind = (
        Kind.DESIGN if application.get("appl-type") == "design" or number.startswith("D") else Kind.INVENTION
    )
    yield Right(
        office,
        kind,
        child_text(bibliography, "invention-title"),
        number_of(child_text(application, "document-id/doc-number")),
        number if granted else "",
        (f"{office}{number}{letter}",) if number else (),
        classes=_classes(bibliography),
        holders=_holders(bibliography),
        agents=_parties(bibliography, "us-parties/agents/agent", "parties/agents/agent"),
        filed=day_of(child_text(application, "document-id/date")),
        published=printed,
        registered=printed if granted else None,
        status=Status.IN_FORCE if granted else Status.PENDING,
        status_date=printed,
        image=next((e.get("file") or "" for e in elements(element, "img")), ""),
    )


def _classes(bibliography: etree._Element) -> tuple[str, ...]:
    locarno = [plain(e) for e in children(bibliography, "classification-locarno/main-classification")]
    parts = ("section", "class", "subclass", "main-group", "subgroup")
    symbols = [
        "{}{}{}{}/{}".format(*(child_text(e, part) for part in parts))
        for e in children(bibliography, "classifications-ipcr/classification-ipcr")
    ]
    older = (
        plain(e)
        for tag in ("main-classification", "further-classification")
        for e in children(bibliography, f"classification-ipc/{tag}")
    )
    return locarno_classes(locarno) or ipc_symbols(symbols) or ipc_symbols(older)


def _holders(bibliography: etree._Element) -> tuple[str, ...]:
    return (
        _parties(bibliography, "assignees/assignee")
        or _parties(bibliography, "us-parties/us-applicants/us-applicant", "parties/applicants/applicant")
        or _parties(bibliography, "us-parties/inventors/inventor", "parties/inventors/inventor")
    )


def _parties(bibliography: etree._Element, *paths: str) -> tuple[str, ...]:
    return distinct(*(_name(party) for path in paths for party in children(bibliography, path)))


def _name(party: etree._Element) -> str:
    book = next(children(party, "addressbook"), party)
    person = tidy(" ".join(child_text(book, part) for part in PERSON))
    return child_text(book, "orgname") or person or child_text(book, "name")
