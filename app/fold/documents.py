"""What becomes of a case's documents."""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from app.case import Case, Copy, Document, Served, Source
from app.events import (
    CopyHanded,
    DocumentEvent,
    DocumentIssued,
    DocumentPrinted,
    DocumentServed,
    DocumentStamped,
    DocumentVoided,
    DocumentWithdrawn,
    NumberBound,
)


def fold_document(case: Case, event: DocumentEvent, source: Source) -> Case:
    """Return the case after one event of a document; events of unknown documents leave it as it is."""
    match event:
        case DocumentIssued():
            return replace(case, documents=(*case.documents, _issued(event, source)))
        case DocumentServed():
            served = Served(event.manner, event.recipient, event.photo, event.note, source)
            return _change(case, event.number, lambda d: replace(d, served=(*d.served, served)))
        case DocumentVoided(reason=reason):
            return _change(case, event.number, lambda d: replace(d, void=reason))
        case DocumentWithdrawn(reason=reason):
            return _change(case, event.number, lambda d: replace(d, withdrawn=reason))
        case DocumentPrinted(copies=copies):
            return _change(case, event.number, lambda d: replace(d, prints=d.prints + copies))
        case CopyHanded():
            copy = Copy(event.copy, event.recipient, source)
            return _change(case, event.number, lambda d: replace(d, copies=(*d.copies, copy)))
        case DocumentStamped(pdf=pdf):
            return _change(case, event.number, lambda d: replace(d, stamped=pdf))
        case _:
            assert_never(event)


def bind_number(case: Case, event: NumberBound) -> Case:
    """Give a document that was issued under a provisional number its final one."""
    final = event.series, event.year, event.serial
    return _change(case, event.provisional, lambda d: replace(d, bound=event.number, final=final))


def _issued(event: DocumentIssued, source: Source) -> Document:
    return Document(
        event.number,
        event.form,
        event.language,
        event.title,
        event.pdf,
        event.values,
        event.series,
        event.year,
        event.serial,
        event.replaces,
        event.reason,
        event.signatures,
        source,
        signed_by=event.signed_by,
        until=event.until,
        about=event.about,
        days=event.days,
    )


def _change(case: Case, number: str, change: Callable[[Document], Document]) -> Case:
    return replace(case, documents=tuple(change(d) if d.number == number else d for d in case.documents))
