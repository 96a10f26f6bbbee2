"""Papers of a complaint as they were handed in: photos and PDFs, kept whole, evidence like any original."""

from collections.abc import Sequence

import pypdfium2

from app import photos
from app.actions import custody
from app.actions.complaints.texts import long_text
from app.actions.duty import require_inspectors
from app.case import Case
from app.errors import BadInput, NotAllowed, NotFound
from app.events import ComplaintPaperKept
from app.kit import Kit

LARGEST = 60 * 1024 * 1024  # bytes of a PDF
MOST = 40  # files at once
PDF = b"%PDF"


def keep_papers(
    kit: Kit, case_number: str, complaint_id: str, paper: str, files: Sequence[bytes], note: str = ""
) -> Case:
    """Keep photos or PDFs of a paper; durable, hashed and signed when this returns.

    `paper` is a code of the checklist, "" for another. Whether the paper counts as handed in is said by
    `supplement`. Each file is looked at whole before any is kept.

    Raises:
        NotAllowed: nobody fit is on duty, or no file is given.
        NotFound: no such complaint or kind of paper.
        BadInput: a file is neither a photo nor a PDF that can be read, or they are too many.
    """
    require_inspectors(kit)
    complaint = kit.casebook.case(case_number).complaint(complaint_id)
    if complaint is None or (paper and paper not in {p.key for p in kit.complaints.papers}):
        raise NotFound(
            f"没有投诉 {complaint_id} 或者材料 {paper}；请先同步后再选。",
            f"There is no complaint {complaint_id} or paper {paper}; sync first, then choose again.",
        )
    if not files:
        raise NotAllowed("请选择材料的照片或 PDF。", "Choose photos or PDFs of the paper.")
    if len(files) > MOST:
        raise BadInput(
            f"一次最多附 {MOST} 个文件；请分几次。", f"At most {MOST} files at once; do it in turns."
        )
    said = long_text(note, "说明", "note")
    for data in files:
        _refuse_unreadable(data)
    kept = [kit.blobs.put(data, "pdf" if data.startswith(PDF) else "photo") for data in files]
    events = [ComplaintPaperKept(complaint_id, paper, ref.sha256, said) for ref in dict.fromkeys(kept)]
    return kit.casebook.append(case_number, *events, blobs=tuple(kept))


def view_paper(kit: Kit, case_number: str, complaint_id: str, file: str) -> bytes:
    """Return a paper's original bytes for an officer to look at; on record once in a session.

    Raises:
        NotFound: the complaint has no such paper, or its file did not come along yet.
    """
    complaint = kit.casebook.case(case_number).complaint(complaint_id)
    if complaint is None or file not in {kept.file for kept in complaint.papers}:
        raise NotFound("该投诉没有这份材料。", "The complaint has no such paper.")
    return custody.view_file(kit, case_number, file)


def _refuse_unreadable(data: bytes) -> None:
    if not data.startswith(PDF):
        photos.read_facts(data)
        return
    try:
        if len(data) > LARGEST:
            raise ValueError("too large")
        with pypdfium2.PdfDocument(data) as document:
            pages = len(document)
        if not pages:
            raise ValueError("no page")
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise BadInput(
            "PDF 无法读取、没有页面或者过大；请改附照片，或重新导出后再附。",
            "The PDF cannot be read, has no page or is too large; take photos, or export it again.",
        ) from error
