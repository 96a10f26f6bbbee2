"""Chinese patent documents: the standardised XML (V2.2.1) and the older ST.36 dialect.

A document states publication facts, not today's legal status: an A document says "published", a grant
letter says "granted" and nothing later. Several numbers stand in a document (priorities, divisions);
only the application's and the publication's own are taken.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lxml import etree

from app.numbers.patents import GRANT_LETTERS, TYPES
from app.rights import Kind, Rejected, Right, Status
from offline_db.importers.common import elements, read_day, stream, text_of, texts_of

NAME = "CNIPA 专利 XML"


def recognises(head: bytes) -> bool:
    return b"PatentDocumentAndRelated" in head or b"<cn-patent-document" in head


def read(path: Path) -> Iterator[Right | Rejected]:
    """Yield one right or rejection for each patent document."""
    for found in stream(path, "PatentDocumentAndRelated", "cn-patent-document"):
        if isinstance(found, Rejected):
            yield found
            continue
        number, element = found
        old = etree.QName(element).localname == "cn-patent-document"
        right = _old(element) if old else _new(element)
        yield right if right.application_number else Rejected(number, "缺少申请号 | no number", right.name)


def _new(element: etree._Element) -> Right:
    application = next(_original(element, "ApplicationReference"), None)
    publication = next(_original(element, "PublicationReference"), None)
    if application is None:
        return Right("CN", Kind.INVENTION, text_of(element, "InventionTitle"))
    names = texts_of(element, "ApplicantDetails", "Applicant", "OrganizationName")
    return _right(
        text_of(application, "DocNumber"),
        text_of(element, "InventionTitle"),
        "" if publication is None else text_of(publication, "DocNumber"),
        element.get("kind") or ("" if publication is None else text_of(publication, "Kind")),
        read_day(text_of(application, "Date")),
        read_day(element.get("datePublication")),
        names or texts_of(element, "ApplicantDetails", "Applicant", "Name"),
        texts_of(element, "ClassificationIPCR", "Text") or texts_of(element, "ClassificationLocarno", "Text"),
    )


def _old(element: etree._Element) -> Right:
    publication = next(elements(element, "cn-publication-reference", "document-id"), None)
    names = texts_of(element, "cn-applicant", "addressbook", "name")
    return _right(
        text_of(element, "application-reference", "document-id", "doc-number"),
        text_of(element, "invention-title"),
        "" if publication is None else text_of(publication, "doc-number"),
        "" if publication is None else text_of(publication, "kind"),
        read_day(text_of(element, "application-reference", "document-id", "date")),
        None if publication is None else read_day(text_of(publication, "date")),
        names or texts_of(element, "cn-applicant", "addressbook", "orgname"),
        texts_of(element, "classification-ipcr", "text")
        or texts_of(element, "classification-locarno", "text"),
    )


def _right(
    number: str,
    title: str,
    published_number: str,
    letter: str,
    filed: date | None,
    published: date | None,
    holders: tuple[str, ...],
    classes: tuple[str, ...],
) -> Right:
    digits = number.replace(".", "").removeprefix("CN")
    kind = TYPES.get(digits[4:5] if len(digits) > 9 else digits[2:3], "invention")
    granted = letter[:1] in GRANT_LETTERS and bool(letter)
    return Right(
        "CN",
        Kind(kind),
        title,
        number,
        publication_numbers=(f"CN{published_number}{letter}",) if published_number else (),
        classes=tuple("".join(c.split("(")[0].split()) for c in classes),
        holders=holders,
        filed=filed,
        published=published,
        registered=published if granted else None,
        status=Status.IN_FORCE if granted else Status.PENDING,
        status_date=published,
    )


def _original(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield references as the office printed them before those in standard form."""
    found = list(elements(element, name))
    yield from sorted(found, key=lambda e: e.get("dataFormat") != "original")
