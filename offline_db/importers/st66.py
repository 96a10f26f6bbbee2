"""Trademarks in WIPO ST.66 V1 and its dialects: USPTO TSDR, EUIPO and national TM-Search.

The dialects differ in their namespaces, so only local names count. operationCode="Delete" takes a mark out of
the register. TSDR writes the applicants behind the mark; TM-Search gives their identifiers, and their names
behind the marks or in a file of their own: an identifier that nobody explains is no name.
"""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from app.rights import Kind, Rejected, Right
from offline_db.importers.classes import nice_classes
from offline_db.importers.common import (
    Record,
    Removed,
    Source,
    Unreadable,
    day_of,
    distinct,
    number_of,
    shorten,
)
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
from offline_db.importers.parties import agents_of, holders_of, last_holders, name_of, turn_of
from offline_db.importers.statuses import read_status_of
from offline_db.importers.streaming import stream

NAME = "WIPO ST.66 XML"

MOST_WAITING = 1000  # marks
MOST_APPLICANTS = 200_000
MARKS = frozenset({"TradeMark", "TradeMarkDetails", "TradeMarkTransactionBody"})


def recognises(head: bytes) -> bool:
    return not names_in(head).isdisjoint(MARKS)


def read(source: Source) -> Iterator[Record]:
    """Yield one right, removal or rejection for each mark."""
    marks = _Marks()
    for found in stream(source, ("TradeMark", "Applicant")):
        if isinstance(found, Rejected):
            yield from marks.settled()
            yield found
        elif local_name(found[1]) == "TradeMark":
            yield from marks.add(found[1])
        else:
            marks.add_applicant(found[1])
    yield from marks.settled()


class _Marks:
    """Marks that wait for their applicants, which may stand behind them and apart."""

    def __init__(self) -> None:
        self._count = 0
        self._waiting: list[tuple[Record, tuple[str, ...]]] = []  # and the identifiers of its applicants
        self._group: list[tuple[int, str]] = []  # applicants behind the marks that wait
        self._names: dict[str, str] = {}  # identifier -> name

    def add(self, element: etree._Element) -> Iterator[Record]:
        """Take a mark, and yield those that wait no longer."""
        self._count += 1
        if self._group or len(self._waiting) >= MOST_WAITING:
            yield from self.settled()
        try:
            record = _record(element, self._count)
        except Unreadable as reason:
            record = Rejected(self._count, str(reason), shorten(text_of(element)))
        keys = texts_of(element, "ApplicantKey", "Identifier") or texts_of(element, "ApplicantIdentifier")
        self._waiting.append((record, keys))

    def add_applicant(self, element: etree._Element) -> None:
        """Take an applicant that stands outside any mark."""
        name, key = (
            name_of(element),
            text_of(element, "ApplicantIdentifier") or text_of(element, "Identifier"),
        )
        self._group.append((turn_of(element), name))
        if key and len(self._names) < MOST_APPLICANTS:
            self._names[key] = name

    def settled(self) -> Iterator[Record]:
        """Yield the marks that wait, each with the applicants it names, or that stand behind it alone."""
        alone = len(self._waiting) == 1
        for record, keys in self._waiting:
            right = record.right if isinstance(record, Removed) else record
            if isinstance(right, Right) and not right.holders:
                named = distinct(*(self._names.get(key, "") for key in keys))
                behind = last_holders(self._group, right.office) if alone and not keys else ()
                right = replace(right, holders=named or behind)
            yield Removed(right) if isinstance(record, Removed) and isinstance(right, Right) else right
        self._waiting, self._group = [], []


def _record(element: etree._Element, count: int) -> Record:
    right = _right(element)
    if not right.application_number and not right.registration_number:
        return Rejected(count, "缺少号码 | no number", shorten(right.name))
    return Removed(right) if attribute(element, "operationCode").lower() == "delete" else right


def _right(element: etree._Element) -> Right:
    office = child_text(element, "RegistrationOfficeCode", "ReceivingOfficeCode", "OfficeCode")
    return Right(
        office or "XX",
        Kind.TRADEMARK,
        _mark(element),
        number_of(child_text(element, "ApplicationNumber")),
        number_of(child_text(element, "RegistrationNumber")),
        classes=nice_classes(texts_of(element, "GoodsServicesDetails", "ClassNumber")),
        goods="；".join(texts_of(element, "GoodsServicesDetails", "GoodsServicesDescription")),
        holders=holders_of(elements(element, "ApplicantDetails", "Applicant"), office),
        agents=agents_of(element),
        filed=day_of(child_text(element, "ApplicationDate", "ApplicationDateTime")),
        published=day_of(text_of(element, "PublicationDetails", "PublicationDate")),
        registered=day_of(child_text(element, "RegistrationDate")),
        expires=day_of(child_text(element, "ExpiryDate")),
        status=read_status_of(child_text(element, "MarkCurrentStatusCode"), office),
        status_date=day_of(child_text(element, "MarkCurrentStatusDate")),
        image=text_of(element, "MarkImageDetails", "MarkImageFilename")
        or text_of(element, "MarkImageDetails", "MarkImageURI"),
    )


def _mark(element: etree._Element) -> str:
    words = next(children(element, "WordMarkSpecification"), element)
    return text_of(words, "MarkVerbalElementText") or text_of(words, "MarkSignificantVerbalElementText")
