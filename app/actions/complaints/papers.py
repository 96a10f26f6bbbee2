"""Papers of a complaint as they were handed in: photos and PDFs, kept whole, evidence like any original."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.actions import custody
from app.actions.complaints.texts import long_text
from app.actions.duty import require_inspectors
from app.case import Case
from app.decoding import Decoder
from app.errors import BadInput, NotAllowed, NotFound
from app.events import ComplaintPaperKept
from app.kit import Kit
from app.log import BlobRef

MOST = 40  # files at once
PDF = b"%PDF"


@dataclass(frozen=True, slots=True)
class Handed:
    """A photo or PDF of a paper that is handed in."""

    paper: str  # code of the checklist, "" for another
    data: bytes


def read_paper(decoder: Decoder, path: Path) -> bytes:
    """Read a file that is to be kept as a paper, and look at it whole.

    Raises:
        BadInput: it cannot be read, or is neither a photo nor a PDF; the sentence names the file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"无法读取文件“{path.name}”；请重新选择。",
            f"The file “{path.name}” cannot be read; choose it again.",
        ) from error
    try:
        _refuse_unreadable(decoder, data)
    except BadInput as error:
        raise BadInput(f"文件“{path.name}”：{error.zh}", f"File “{path.name}”: {error.en}") from error
    return data


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
    if kit.casebook.case(case_number).complaint(complaint_id) is None:
        raise NotFound(
            f"没有投诉 {complaint_id}；请先同步后再选。",
            f"There is no complaint {complaint_id}; sync first, then choose again.",
        )
    if not files:
        raise NotAllowed("请选择材料的照片或 PDF。", "Choose photos or PDFs of the paper.")
    said = long_text(note, "说明", "note")
    handed = [Handed(paper, data) for data in files]
    refuse_papers(kit, handed)
    events, blobs = put_papers(kit, complaint_id, handed, said)
    return kit.casebook.append(case_number, *events, blobs=blobs)


def refuse_papers(kit: Kit, handed: Sequence[Handed]) -> None:
    """Refuse what cannot be kept, before anything is.

    Raises:
        NotFound: an unknown kind of paper.
        BadInput: a file is neither a photo nor a PDF that can be read, or they are too many.
    """
    known = {"", *(paper.key for paper in kit.complaints.papers)}
    if unknown := [one.paper for one in handed if one.paper not in known]:
        raise NotFound(
            f"没有材料 {unknown[0]}；请先同步后再选。",
            f"There is no paper {unknown[0]}; sync first, then choose again.",
        )
    if len(handed) > MOST:
        raise BadInput(
            f"一次最多附 {MOST} 个文件；请分几次。", f"At most {MOST} files at once; do it in turns."
        )
    for one in handed:
        _refuse_unreadable(kit.decoder, one.data)


def put_papers(
    kit: Kit, complaint: str, handed: Sequence[Handed], note: str = ""
) -> tuple[list[ComplaintPaperKept], tuple[BlobRef, ...]]:
    """Keep the bytes of papers; returns the events that say so and what they name, for `append`.

    Raises:
        StorageFault: the disk refuses.
    """
    kept = [
        (one.paper, kit.blobs.put(one.data, "pdf" if one.data.startswith(PDF) else "photo")) for one in handed
    ]
    events = [ComplaintPaperKept(complaint, paper, ref.sha256, note) for paper, ref in dict.fromkeys(kept)]
    return events, tuple(ref for _, ref in kept)


def view_paper(kit: Kit, case_number: str, complaint_id: str, file: str) -> bytes:
    """Return a paper's original bytes for an officer to look at; on record once in a session.

    Raises:
        NotFound: the complaint has no such paper, or its file did not come along yet.
    """
    complaint = kit.casebook.case(case_number).complaint(complaint_id)
    if complaint is None or file not in {kept.file for kept in complaint.papers}:
        raise NotFound("该投诉没有这份材料。", "The complaint has no such paper.")
    return custody.view_file(kit, case_number, file)


def _refuse_unreadable(decoder: Decoder, data: bytes) -> None:
    if data.startswith(PDF):
        decoder.count_pages(data)
    else:
        decoder.read_facts(data)
