"""Chinese patent documents: the standardised XML (V2.2.1) and the older dialect of WIPO ST.36.

A document states publication facts, not today's legal status: an A document says "published", a grant
letter says "granted" and nothing later. Several numbers stand in a document (priorities, divisions);
only the application's and the publication's own are taken.
"""

from collections.abc import Iterator

from lxml import etree

from app.numbers.patents import GRANT_LETTERS, TYPES, check_character
from app.rights import Kind, Right, Status
from offline_db.importers.classes import ipc_symbols, locarno_classes
from offline_db.importers.common import Record, Source, day_of, distinct, number_of
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

NAME = "CNIPA 专利 XML"

RECORDS = ("PatentDocumentAndRelated", "cn-patent-document")
TEXT = ("Description", "Claims", "description", "claims", "Paragraphs", "p")
KINDS = {"U": Kind.UTILITY_MODEL, "Y": Kind.UTILITY_MODEL, "S": Kind.DESIGN, "D": Kind.DESIGN}
HOLDERS = (  # group and party, holders of a grant before applicants
    ("AssigneeDetails", "Assignee"),
    ("GranteeDetails", "Grantee"),
    ("ApplicantDetails", "Applicant"),
    ("cn-grantees", "cn-grantee"),
    ("assignees", "assignee"),
    ("cn-applicants", "cn-applicant"),
)
STANDARD_TYPES = {"10": "1", "11": "8", "20": "2", "21": "9", "30": "3"}  # applType -> digit of the number


def recognises(head: bytes) -> bool:
    return not names_in(head).isdisjoint(RECORDS)


def read(source: Source) -> Iterator[Record]:
    """Yield one right or rejection for each patent document."""
    return read_records(source, RECORDS, _rights, skip=TEXT)


def _rights(element: etree._Element) -> Iterator[Right]:
    old = local_name(element) == "cn-patent-document"
    yield _old(element) if old else _new(element)


def _new(element: etree._Element) -> Right:
    bibliography = next(children(element, "BibliographicData"), element)
    application = _original(bibliography, "ApplicationReference")
    publication = _original(bibliography, "PublicationReference")
    number = "" if application is None else text_of(application, "DocNumber")
    locarno = next(elements(bibliography, "ClassificationLocarno"), None)
    filed = None if application is None else day_of(text_of(application, "Date"))
    printed = "" if publication is None else text_of(publication, "Date")
    return _right(
        Right(
            "CN",
            Kind.INVENTION,
            text_of(bibliography, "InventionTitle") or text_of(bibliography, "DesignTitle"),
            patent_number(number),
            holders=_holders(bibliography),
            agents=_agents(bibliography, "Agent", "Agency"),
            classes=ipc_symbols(texts_of(bibliography, "ClassificationIPCR", "Text"))
            or (locarno_classes(_locarno(locarno)) if locarno is not None else ()),
            filed=filed,
            published=day_of(printed) or day_of(element.get("datePublication")),
            image=next((e.get("file") or "" for e in elements(element, "Image")), ""),
        ),
        "" if publication is None else number_of(text_of(publication, "DocNumber")),
        element.get("kind") or ("" if publication is None else text_of(publication, "Kind")),
    )


def _old(element: etree._Element) -> Right:
    bibliography = next(children(element, "cn-bibliographic-data"), element)
    own = next(children(bibliography, "cn-publication-reference/document-id"), None)
    locarno = next(elements(bibliography, "classification-locarno"), None)
    return _right(
        Right(
            "CN",
            Kind.INVENTION,
            child_text(bibliography, "invention-title"),
            patent_number(child_text(bibliography, "application-reference/document-id/doc-number")),
            holders=_holders(bibliography),
            agents=_agents(bibliography, "cn-agent", "cn-agency"),
            classes=ipc_symbols(texts_of(bibliography, "classification-ipcr", "text"))
            or ipc_symbols(texts_of(bibliography, "classification-ipc", "main-classification"))
            or (locarno_classes(_locarno(locarno)) if locarno is not None else ()),
            filed=day_of(child_text(bibliography, "application-reference/document-id/date")),
            published=None if own is None else day_of(child_text(own, "date")),
            image=next((e.get("file") or "" for e in elements(element, "img")), ""),
        ),
        "" if own is None else number_of(child_text(own, "doc-number")),
        "" if own is None else child_text(own, "kind"),
    )


def _right(right: Right, published_as: str, letter: str) -> Right:
    """Add what follows from the publication's number and letter."""
    digits = right.application_number.partition(".")[0]
    type_digit = digits[4:5] if len(digits) == 12 else digits[2:3]
    granted = bool(letter) and letter[0] in GRANT_LETTERS
    bare = published_as.removeprefix("CN").removesuffix(letter)
    return Right(
        right.office,
        KINDS.get(letter[:1]) or Kind(TYPES.get(type_digit, "invention")),
        right.name,
        right.application_number,
        publication_numbers=(f"CN{bare}{letter}",) if bare else (),
        classes=right.classes,
        holders=right.holders,
        agents=right.agents,
        filed=right.filed,
        published=right.published,
        registered=right.published if granted else None,
        status=Status.IN_FORCE if granted else Status.PENDING,
        status_date=right.published,
        image=right.image,
    )


def patent_number(text: str) -> str:
    """Return an application number in normal form ("201710601862.3"), another shape as it is.

    The standard form of the documents (ZC 0013: type, year, "00", serial) is turned back into the number.
    """
    bare = number_of(text).upper().replace(" ", "").removeprefix("ZL").removeprefix("CN")
    digits, dot, check = bare.partition(".")
    if not digits.isdigit() or not digits.isascii():
        body, check = digits[:-1], digits[-1:]
        return f"{body}.{check}" if check == "X" and body.isdigit() and len(body) in (8, 12) else bare
    if len(digits) == 15 and digits[:2] in STANDARD_TYPES and digits[6:8] == "00":
        digits = digits[2:6] + STANDARD_TYPES[digits[:2]] + digits[8:]
    elif len(digits) in (9, 13) and not dot:
        digits, check = digits[:-1], digits[-1]
    if len(digits) == 12 and not check:
        check = check_character(digits)[0]
    return f"{digits}.{check}" if check else digits


def _original(element: etree._Element, name: str) -> etree._Element | None:
    """Return the reference as the office printed it, rather than the one in standard form."""
    found = sorted(children(element, name), key=lambda e: e.get("dataFormat") != "original")
    return found[0] if found else None


def _holders(bibliography: etree._Element) -> tuple[str, ...]:
    return next((n for group, party in HOLDERS if (n := _names(bibliography, group, party))), ())


def _names(bibliography: etree._Element, group: str, party: str) -> tuple[str, ...]:
    """Return each party's name once: as printed, in the first language of the document."""
    parties = [p for g in elements(bibliography, group) for p in elements(g, party)]
    printed = [p for p in parties if p.get("dataFormat") == "original"] or parties
    return distinct(*(_name(p) for p in printed))


def _name(party: etree._Element) -> str:
    return next((n for e in ("Name", "OrganizationName", "name", "orgname") if (n := text_of(party, e))), "")


def _agents(bibliography: etree._Element, agent: str, agency: str) -> tuple[str, ...]:
    """Return the agencies, or the agents where no agency is named."""
    agents = list(elements(bibliography, agent))
    firms = distinct(*(_name(firm) for a in agents for firm in elements(a, agency)))
    return firms or distinct(*(_name(a) for a in agents))


def _locarno(element: etree._Element) -> tuple[str, ...]:
    found = texts_of(element, "Text") or texts_of(element, "text") or texts_of(element, "main-classification")
    return found or (text_of(element),)
