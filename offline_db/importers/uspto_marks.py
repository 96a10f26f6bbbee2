"""Trademarks of the USPTO: the daily and yearly XML (apc*.xml, DTD TRADEMARK-APPLICATIONS-DAILY V2.0).

A case file lists every owner the mark has had; those of the highest party type hold it now. Numbers of
zeros stand for none.
"""

from collections.abc import Iterator

from lxml import etree

from app.rights import Kind, Right
from offline_db.importers.classes import nice_classes
from offline_db.importers.common import Record, Source, day_of, distinct, number_of, tidy
from offline_db.importers.markup import (
    names_in,
)
from offline_db.importers.statuses import read_status_of
from offline_db.importers.streaming import read_records

NAME = "USPTO 商标 XML"

RECORDS = ("case-file",)
SKIP = ("case-file-event-statement", "madrid-international-filing-requests")


def recognises(head: bytes) -> bool:
    return not names_in(head).isdisjoint({"trademark-applications-daily", "case-file"})


def read(source: Source) -> Iterator[Record]:
    """Yield one right or rejection for each case file."""
    return read_records(source, RECORDS, _rights, skip=SKIP)


def _rights(element: etree._Element) -> Iterator[Right]:
    def text(name: str) -> str:
        return tidy(element.findtext(name))

    goods = (s for s in element.iterfind("case-file-statements/case-file-statement"))
    yield Right(
        "US",
        Kind.TRADEMARK,
        text("case-file-header/mark-identification"),
        number_of(text("serial-number")),
        number_of(text("registration-number")),
        classes=nice_classes(
            tidy(code.text) for code in element.iterfind("classifications/classification/international-code")
        ),
        goods="；".join(
            tidy(s.findtext("text")) for s in goods if (s.findtext("type-code") or "").startswith("GS")
        ),
        holders=_owners(element),
        agents=distinct(text("case-file-header/attorney-name")),
        filed=day_of(text("case-file-header/filing-date")),
        published=day_of(text("case-file-header/published-for-opposition-date")),
        registered=day_of(text("case-file-header/registration-date")),
        status=read_status_of(text("case-file-header/status-code"), "US"),
        status_date=day_of(text("case-file-header/status-date")),
    )


def _owners(element: etree._Element) -> tuple[str, ...]:
    owners = [
        (int(kind) if kind.isascii() and kind.isdigit() else 0, tidy(owner.findtext("party-name")))
        for owner in element.iterfind("case-file-owners/case-file-owner")
        for kind in (tidy(owner.findtext("party-type")),)
    ]
    last = max((kind for kind, _ in owners), default=0)
    return distinct(*(name for kind, name in owners if kind == last))
