"""What becomes of an issued document: printed, handed over, served, voided, withdrawn."""

from app.actions.documents.informants import refuse_naming
from app.actions.duty import require_inspectors
from app.case import Case, Document
from app.errors import NotAllowed, NotFound
from app.events import (
    CopyHanded,
    DocumentPrinted,
    DocumentServed,
    DocumentVoided,
    DocumentWithdrawn,
)
from app.kit import Kit
from app.log import BlobRef

MANNERS = ("direct", "left", "mail", "electronic", "refused")


def document_pdf(kit: Kit, case_number: str, number: str) -> bytes:
    """Return the very bytes that were issued. Raises NotFound, StorageFault."""
    return kit.blobs.get(_document(kit.casebook.case(case_number), number).pdf)


def record_print(kit: Kit, case_number: str, number: str, copies: int, printer: str, duplex: bool) -> Case:
    """Record that a printer took the document. Raises NotAllowed, NotFound."""
    _on_duty(kit)
    _document(kit.casebook.case(case_number), number)
    return kit.casebook.append(case_number, DocumentPrinted(number, copies, printer, duplex))


def hand_copy(kit: Kit, case_number: str, number: str, copy: str, recipient: str) -> Case:
    """Record that one copy left the officers' hands.

    Raises:
        NotAllowed: nobody on duty, nobody named who got it, or an informant named in the clear.
        NotFound: no such document.
    """
    _on_duty(kit)
    _document(kit.casebook.case(case_number), number)
    if not recipient.strip():
        raise NotAllowed("请写明文书交给了谁。", "Say who was given the copy.")
    refuse_naming(kit, case_number, number, recipient)
    return kit.casebook.append(case_number, CopyHanded(number, copy, recipient.strip()))


def serve_document(
    kit: Kit,
    case_number: str,
    number: str,
    *,
    manner: str,
    recipient: str,
    photo: bytes = b"",
    note: str = "",
) -> Case:
    """Record how a document was served, with a photo of the paper signed by hand if there is one.

    Raises:
        NotAllowed: nobody on duty, no recipient, a refusal without its reason, an informant named in the
            clear, or a document that is void.
        NotFound: no such document.
        BadInput: no usable photo, or an unknown manner.
    """
    require_inspectors(kit)
    document = _document(kit.casebook.case(case_number), number)
    if not document.stands:
        raise NotAllowed(
            f"文书 {number} 已作废或撤回，不能送达；请送达替代它的文书。",
            "The document is void or withdrawn and cannot be served; serve the one that replaces it.",
        )
    _refuse_vague(manner, recipient, note)
    refuse_naming(kit, case_number, number, recipient, note)
    blobs: tuple[BlobRef, ...] = ()
    if photo:
        kit.decoder.read_facts(photo)
        blobs = (kit.blobs.put(photo, "photo"),)
    digest = blobs[0].sha256 if blobs else ""
    served = DocumentServed(number, manner, recipient.strip(), digest, note.strip())
    return kit.casebook.append(case_number, served, blobs=blobs)


def void_document(kit: Kit, case_number: str, number: str, reason: str) -> Case:
    """Void a document that was not served; it stays on file with its number. Raises NotAllowed, NotFound."""
    require_inspectors(kit)
    document = _standing(kit.casebook.case(case_number), number)
    if not reason.strip():
        raise NotAllowed("作废文书须写明理由。", "Give a reason for voiding the document.")
    if document.served:
        raise NotAllowed(
            f"文书 {number} 已送达，不能作废；请撤回并写明理由。",
            "The document was served and cannot be voided; withdraw it with a reason.",
        )
    refuse_naming(kit, case_number, number, reason)
    return kit.casebook.append(case_number, DocumentVoided(number, reason.strip()))


def withdraw_document(kit: Kit, case_number: str, number: str, reason: str, basis: str = "") -> Case:
    """Withdraw a document that was served: it held until now. `basis` is the key of a provision.

    Raises:
        NotAllowed: nobody on duty, no reason, or a document that was never served (void it instead).
        NotFound: no such document.
    """
    require_inspectors(kit)
    document = _standing(kit.casebook.case(case_number), number)
    if not reason.strip():
        raise NotAllowed("撤回文书须写明理由。", "Give a reason for withdrawing the document.")
    if not document.served:
        raise NotAllowed(
            f"文书 {number} 尚未送达，无需撤回；请作废。",
            "The document was never served; void it instead of withdrawing it.",
        )
    refuse_naming(kit, case_number, number, reason)
    return kit.casebook.append(case_number, DocumentWithdrawn(number, reason.strip(), basis))


def _refuse_vague(manner: str, recipient: str, note: str) -> None:
    if manner not in MANNERS:
        raise NotAllowed("请选择送达方式。", "Choose how the document is served.")
    if not recipient.strip():
        raise NotAllowed("请写明受送达人。", "Say who the document is served on.")
    if manner in ("left", "refused") and not note.strip():
        raise NotAllowed(
            "留置送达或拒收须写明理由和见证情况。",
            "Say why the document was refused or left, and who saw it.",
        )


def _on_duty(kit: Kit) -> None:
    if not kit.casebook.duty.officers:
        raise NotAllowed("请先登录。", "Sign in first.")


def _standing(case: Case, number: str) -> Document:
    document = _document(case, number)
    if not document.stands:
        raise NotAllowed(
            f"文书 {number} 已作废或撤回，无需再次处理。", "The document is void or withdrawn already."
        )
    return document


def _document(case: Case, number: str) -> Document:
    document = case.document(number)
    if document is None:
        raise NotFound(
            f"案卷中没有文书 {number}；请核对文号。",
            f"There is no document {number} in the case; check its number.",
        )
    return document
