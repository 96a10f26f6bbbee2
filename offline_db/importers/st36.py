"""Patent documents in the European dialect of WIPO ST.36 (ep-patent-document, tags of WIPO ST.32).

The A documents are applications as published, the B documents patents as granted.
"""

from collections.abc import Iterator

from lxml import etree

from app.rights import Kind, Right, Status
from offline_db.importers.classes import ipc_symbols
from offline_db.importers.common import Record, Source, day_of, distinct, number_of
from offline_db.importers.markup import (
    child_text,
    children,
    elements,
    names_in,
    plain,
    text_of,
    texts_of,
)
from offline_db.importers.streaming import read_records

NAME = "WIPO ST.36 XML"

RECORDS = ("ep-patent-document",)
TEXT = ("description", "claims", "abstract", "drawings", "search-report-data", "p")


def recognises(head: bytes) -> bool:
    return not names_in(head).isdisjoint(RECORDS)


def read(source: Source) -> Iterator[Record]:
    """Yield one right or rejection for each patent document."""
    return read_records(source, RECORDS, _rights, skip=TEXT)


def _rights(element: etree._Element) -> Iterator[Right]:
    office = child_text(element, "SDOBI/B100/B190") or element.get("country") or "EP"
    number = number_of(child_text(element, "SDOBI/B100/B110") or element.get("doc-number"))
    letter = child_text(element, "SDOBI/B100/B130") or element.get("kind") or ""
    granted = letter.startswith("B")
    printed = day_of(child_text(element, "SDOBI/B100/B140/date") or element.get("date-publ"))
    yield Right(
        office,
        Kind.INVENTION,
        _title(element),
        number_of(child_text(element, "SDOBI/B200/B210")),
        number if granted else "",
        (f"{office}{number}{letter}",) if number else (),
        classes=ipc_symbols(texts_of(element, "B510EP", "text"))
        or ipc_symbols((*texts_of(element, "B511"), *texts_of(element, "B512"))),
        holders=_names(element, "B731") or _names(element, "B711") or _names(element, "B721"),
        agents=_names(element, "B741"),
        filed=day_of(child_text(element, "SDOBI/B200/B220/date")),
        published=printed,
        registered=day_of(child_text(element, "SDOBI/B400/B450/date")) or printed if granted else None,
        status=Status.IN_FORCE if granted else Status.PENDING,
        status_date=printed,
    )


def _title(element: etree._Element) -> str:
    """Return the title in the language of the document, else the first one."""
    named = next(children(element, "SDOBI/B500/B540"), None)
    if named is None:
        return ""
    languages, titles = (
        [plain(e) for e in elements(named, "B541")],
        [plain(e) for e in elements(named, "B542")],
    )
    by_language = dict(zip(languages, titles, strict=False))
    return by_language.get(element.get("lang") or "") or next(iter(titles), "")


def _names(element: etree._Element, tag: str) -> tuple[str, ...]:
    return distinct(*(text_of(party, "snm") for party in elements(element, tag)))
