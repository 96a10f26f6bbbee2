"""Custody: who looked at evidence, copied it or took it away is on record like everything else."""

from dataclasses import dataclass

from app.actions import photos
from app.actions.documents import serving
from app.case import Case
from app.custody.report import WHAT
from app.events import Copied, Viewed
from app.kit import Kit
from app.photos import Picture

CASE, PHOTO, DOCUMENT, PAPER = "case", "photo", "document", "paper"


@dataclass(frozen=True, slots=True)
class CustodyLine:
    """One line of a case's chain of custody."""

    at_ms: int  # what the device's clock said
    kind: str
    text: str  # which photo, document or case
    officers: tuple[str, ...]  # names
    device: str


def custody_of(kit: Kit, number: str) -> tuple[CustodyLine, ...]:
    """Return who had, saw, copied or handed out what of a case, the latest first. Raises NotFound."""
    bureau = kit.casebook.bureau
    names = {officer.id: officer.name for officer in bureau.officers}
    moments = [m for m in kit.casebook.case(number).timeline if m.kind in WHAT]
    devices = {log: kit.safety.device(log) for log in {m.source.log for m in moments}}
    return tuple(
        CustodyLine(
            m.source.at_ms,
            m.kind,
            m.text,
            tuple(names.get(officer, officer) for officer in m.source.officers),
            devices[m.source.log],
        )
        for m in reversed(moments)
    )


def view_case(kit: Kit, number: str) -> Case:
    """Return a case that an officer opened; on record once in a session. Raises NotFound."""
    return _view(kit, kit.casebook.case(number), Viewed(CASE, number))


def view_photo(kit: Kit, case_number: str, photo: str, side: int) -> Picture:
    """Return a photo for an officer to look at, at most `side` pixels wide or high, (H, W, 3) uint8 BGR.

    On record once in a session. The small pictures of a case belong to viewing the case.

    Raises:
        NotFound, StorageFault: no such case or photo, or its bytes do not match its name.
        BadInput: it cannot be decoded.
    """
    picture = photos.show_photo(kit, photo, side)
    _view(kit, kit.casebook.case(case_number), Viewed(PHOTO, photo))
    return picture


def view_file(kit: Kit, case_number: str, sha256: str) -> bytes:
    """Return a file of a case for an officer to look at; on record once in a session.

    Raises:
        NotFound, StorageFault: no such case or file, or its bytes do not match its name.
    """
    data = kit.blobs.get(sha256)
    _view(kit, kit.casebook.case(case_number), Viewed(PAPER, sha256))
    return data


def view_document(kit: Kit, case_number: str, number: str) -> bytes:
    """Return a document's PDF for an officer to read; on record once in a session. Raises NotFound."""
    pdf = serving.document_pdf(kit, case_number, number)
    _view(kit, kit.casebook.case(case_number), Viewed(DOCUMENT, number))
    return pdf


def copy_document(kit: Kit, case_number: str, number: str, purpose: str = "") -> bytes:
    """Return a document's PDF to be written outside the program's stores; on record each time.

    Raises NotFound.
    """
    pdf = serving.document_pdf(kit, case_number, number)
    kit.casebook.append(case_number, Copied(DOCUMENT, number, purpose))
    return pdf


def _view(kit: Kit, case: Case, event: Viewed) -> Case:
    """Put a view on record unless the officers on duty saw the same in this session; returns the case."""
    duty = kit.casebook.duty
    seen = any(
        (moment.kind, moment.text) == (Viewed.__name__, event.name)
        and (moment.source.log, moment.source.officers) == (duty.log, duty.officers)
        and moment.source.place.seq > duty.since
        for moment in case.timeline
    )
    return case if seen or not duty.officers else kit.casebook.append(case.number, event)
