"""What becomes of a case's documents."""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from app.case import Asked, Case, Copy, Document, Sealed, Served, Shown, Source
from app.events import (
    CopyHanded,
    DocumentEvent,
    DocumentIssued,
    DocumentPrinted,
    DocumentServed,
    DocumentStamped,
    DocumentVoided,
    DocumentWithdrawn,
    InformantAsked,
    InformantHanded,
    InformantSealed,
    InformantShown,
    KeyWrap,
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
        case InformantSealed() | InformantAsked() | InformantHanded() | InformantShown():
            return _change(case, event.number, lambda d: _informant(d, event, source))
        case _:
            assert_never(event)


Informant = InformantSealed | InformantAsked | InformantHanded | InformantShown


def _informant(document: Document, event: Informant, source: Source) -> Document:
    """Take a whole paper once, from the device that issued the document; the rest is said of that one."""
    held = document.sealed
    if held is None:
        if isinstance(event, InformantSealed) and source.log == document.source.log:
            return replace(document, sealed=Sealed(event.paper, event.check, event.wraps, source))
        return document
    match event:
        case InformantAsked():
            held = replace(held, asked=(*held.asked, Asked(event.device, event.purpose, source)))
        case InformantHanded():
            held = replace(held, wraps=(*held.wraps, KeyWrap(event.device, event.sealed)))
        case InformantShown():
            held = replace(held, shown=(*held.shown, Shown(event.act, event.purpose, source)))
    return replace(document, sealed=held)


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
