"""Patents of the USPTO granted in 2001 to 2004: SGML and XML of DTD ST.32 US PATENT GRANT V2.4 and V2.5.

The tags are the INID codes of WIPO ST.32 (B110 the number, B731 the assignee). Pictures are entities that
nobody resolves; some elements of the SGML have no end tag.
"""

from collections.abc import Iterator

from lxml import etree

from app.rights import Kind, Right, Status
from offline_db.importers.classes import ipc_symbol, locarno_classes
from offline_db.importers.common import Record, Source, day_of, distinct, number_of, tidy
from offline_db.importers.markup import (
    child_text,
    children,
    elements,
    names_in,
    text_of,
)
from offline_db.importers.streaming import read_records

NAME = "USPTO 专利 SGML"

RECORDS = ("PATDOC",)
TEXT = ("SDOAB", "SDODE", "SDOCL", "PARA", "ROW", "row", "B560")
EMPTY = ("CITED-BY-EXAMINER", "CITED-BY-OTHER", "B221US", "B473US", "B597US", "EMI", "CUSTOM-CHARACTER",
         "COLSPEC", "SPANSPEC", "none", "mprescripts")  # fmt: skip


def recognises(head: bytes) -> bool:
    return not names_in(head).isdisjoint(RECORDS)


def read(source: Source) -> Iterator[Record]:
    """Yield one right or rejection for each grant."""
    return read_records(source, RECORDS, _rights, skip=TEXT, empty=EMPTY)


def _rights(element: etree._Element) -> Iterator[Right]:
    number = number_of(child_text(element, "SDOBI/B100/B110"))
    letter = child_text(element, "SDOBI/B100/B130")
    granted = day_of(child_text(element, "SDOBI/B100/B140/DATE"))
    office = child_text(element, "SDOBI/B100/B190") or "US"
    design = number.startswith("D") or letter.startswith("S")
    marks = [e for tag in ("B511", "B512") for e in children(element, f"SDOBI/B500/B510/{tag}")]
    symbols = ["".join(str(t) for t in e.itertext()) for e in marks]
    yield Right(
        office,
        Kind.DESIGN if design else Kind.INVENTION,
        child_text(element, "SDOBI/B500/B540"),
        number_of(child_text(element, "SDOBI/B200/B210")),
        number,
        (f"{office}{number}{letter}",) if number else (),
        classes=locarno_classes(symbols) if design else distinct(*map(ipc_symbol, symbols)),
        holders=_names(element, "B731") or _names(element, "B711") or _names(element, "B721"),
        agents=_names(element, "B741"),
        filed=day_of(child_text(element, "SDOBI/B200/B220/DATE")),
        published=granted,
        registered=granted,
        status=Status.IN_FORCE,
        status_date=granted,
    )


def _names(element: etree._Element, tag: str) -> tuple[str, ...]:
    return distinct(*(_name(party) for party in elements(element, tag)))


def _name(party: etree._Element) -> str:
    person = tidy(" ".join(text_of(party, part) for part in ("TTL", "FNM", "MNM", "SNM", "SFX")))
    return text_of(party, "ONM") or person
