"""Handing out evidence: a folder that others check without us, the chain of custody as a PDF, single photos.

Whatever leaves the program's stores is on record before it is written.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.actions.custody import copy_document
from app.custody.evidence import SUMS, files_of
from app.custody.report import report_forms, report_values
from app.documents import Extras, render
from app.errors import BadInput, InspectionError, NotFound, StorageFault
from app.events import Copied, Exported, ExportEnded
from app.kit import Kit
from app.log import digest
from app.proof import values_json
from app.sharing import Progress

BASES = (  # provisions on which evidence goes to others, as far as they are in force on the day
    "transfer.attachments",
    "transfer.duty",
    "penalty.assistance",
    "remedy.reconsideration",
    "remedy.lawsuit",
)
REPORT, PHOTO = "report", "photo"
DONE, STOPPED, FAILED = "done", "stopped", "failed"  # outcomes of `ExportEnded`


@dataclass(frozen=True, slots=True)
class Written:
    """What an export wrote; no files where it was stopped."""

    folder: Path
    files: int = 0
    bureau: str = ""  # the id of the bureau's log, which whoever checks must have from the bureau itself
    sums: str = ""  # SHA-256 of the list of digests: it names the whole folder


def export_bases(kit: Kit, language: str) -> tuple[str, ...]:
    """Return the provisions in force today on which evidence is commonly handed out, as they are cited."""
    return cited(kit, BASES, language)


def cited(kit: Kit, keys: Iterable[str], language: str) -> tuple[str, ...]:
    """Return provisions in force today, each cited in Chinese and explained; in English, cited again."""
    found = (kit.law.provision(key, kit.today()) for key in keys)
    return tuple(
        f"{one.citation()}：{one.zh}"
        if language == "zh"
        else f"{one.citation()} | {one.citation(language)}: {one.gloss(language)}"
        for one in found
        if one is not None and one.articles
    )


def custody_report(kit: Kit, number: str, photos: Sequence[str] = ()) -> bytes:
    """Return the chain of custody of a case, or of some of its photos, as a signed PDF/A.

    Raises:
        NotFound: no such case, no fair pack.
    """
    case = kit.casebook.case(number)
    values = report_values(case, kit.custody.proved(number), photos)
    forms, now = report_forms(), kit.now()
    agency = kit.letterhead.agency or kit.fair().agency
    extras = Extras(agency=agency, issued=f"{now.year}年{now.month}月{now.day}日")
    done = render(forms["zh"], values, extras, kit.fonts, gloss=forms["en"])
    officers = kit.casebook.duty.officers
    return kit.signing.finish(done.pdf, values_json(values), "", officers=officers, moment=now).pdf


def save_report(kit: Kit, number: str, path: Path, photos: Sequence[str] = ()) -> Path:
    """Put on record that the report leaves the program, and write it to a file; returns where.

    Raises NotFound, StorageFault.
    """
    kit.casebook.append(number, Copied(REPORT, number))
    _write(path, custody_report(kit, number, photos))
    return path


def save_photo(kit: Kit, number: str, photo: str, path: Path, purpose: str) -> Path:
    """Put on record that a copy of a photo leaves the program, and write its original bytes; returns where.

    Raises:
        BadInput: no purpose. NotFound: no such photo in the case, or it is not here. StorageFault.
    """
    if not purpose.strip():
        raise BadInput("请写明照片作何用途。", "Say what the photo is for.")
    _refuse_strange(kit, number, [photo])
    data = kit.blobs.get(photo)
    kit.casebook.append(number, Copied(PHOTO, photo, purpose.strip()))
    _write(path, data)
    return path


def save_document(kit: Kit, number: str, document: str, path: Path, purpose: str) -> Path:
    """Put on record that a copy of a document leaves the program, and write its issued bytes; returns where.

    Raises:
        BadInput: no purpose. NotFound: no such document in the case, or it is not here. StorageFault.
    """
    if not purpose.strip():
        raise BadInput("请写明文书副本作何用途。", "Say what the copy of the document is for.")
    data = copy_document(kit, number, document, purpose.strip())
    _write(path, data)
    return path


def record_export(kit: Kit, number: str, folder: Path, event: Exported) -> str:
    """Put on record that evidence goes out, to whom and on what basis; returns the entry for `write_export`.

    Raises:
        BadInput: no recipient, purpose or basis.
        NotFound: no such case or photo. StorageFault: the folder is not empty, or cannot be made.
    """
    if not (event.recipient.strip() and event.purpose.strip() and event.basis.strip()):
        raise BadInput(
            "请写明证据交给谁、作何用途、依据哪一规定。",
            "Say who gets the evidence, for what, on what basis.",
        )
    _refuse_strange(kit, number, event.photos)
    _make_empty(folder)
    kit.casebook.append(number, event)
    return kit.casebook.head


def write_export(
    kit: Kit, number: str, folder: Path, event: Exported, begun: str, progress: Progress
) -> Written:
    """Write what `record_export` put on record as the entry `begun`, and put on record what came of it.

    What was written before a stop, or before the disk refused, is taken away again. `progress` is told files.

    Raises:
        NotFound: see `custody_report`. StorageFault: the disk refuses.
    """
    try:
        done = _write_all(kit, number, folder, event, progress)
    except InspectionError:
        with suppress(StorageFault):  # the same disk may be full; what went wrong is told
            kit.casebook.append(number, ExportEnded(begun, FAILED, _lying(folder)))
        raise
    outcome = DONE if done.files else STOPPED
    kit.casebook.append(number, ExportEnded(begun, outcome, done.files, done.sums))
    return done


def _write_all(kit: Kit, number: str, folder: Path, event: Exported, progress: Progress) -> Written:
    report = b"" if event.masked else custody_report(kit, number, event.photos)
    evidence = kit.custody.evidence(number, event, report)
    total, files = files_of(evidence, kit.sign_proof)
    written: list[Path] = []
    sums = ""
    try:
        for name, data in files:
            if not progress(len(written), total):
                _take_away(folder, written)
                return Written(folder)
            written.append(folder / name)
            _write(folder / name, data)
            sums = digest(data) if name == SUMS else sums
    except InspectionError:
        _take_away(folder, written)
        raise
    return Written(folder, len(written), evidence.bureau, sums)


def _lying(folder: Path) -> int:
    """Return how many files lie in a folder."""
    return sum(path.is_file() for path in folder.rglob("*"))


def _refuse_strange(kit: Kit, number: str, photos: Iterable[str]) -> None:
    missing = set(photos) - {photo.sha256 for photo in kit.casebook.case(number).photos}
    if missing:
        raise NotFound(
            f"案卷中没有照片 {min(missing)[:16]}。", f"There is no photo {min(missing)[:16]} in the case."
        )


def _make_empty(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        full = any(folder.iterdir())
    except OSError as error:
        raise _not_written(folder) from error
    if full:
        raise StorageFault(
            f"{folder} 不是空文件夹；请为证据选择一个新的空文件夹。",
            f"{folder} is not empty; choose a new, empty folder for the evidence.",
        )


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise _not_written(path) from error


def _not_written(path: Path) -> StorageFault:
    return StorageFault(
        f"无法写入 {path}；请检查位置、权限和剩余空间，然后重新导出。",
        f"{path} cannot be written; check place, permissions and free space, then export again.",
    )


def _take_away(folder: Path, written: Iterable[Path]) -> None:
    """Remove files, then the folders that they leave empty; what the disk keeps is not whole, and told."""
    try:
        for path in filter(Path.is_file, written):
            path.unlink()
        for path in (*folder.iterdir(), folder):
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
    except OSError as error:
        raise StorageFault(
            f"{folder} 中的导出不完整，也无法删除；不要交出，请手工删除该文件夹。",
            f"The export in {folder} is not whole and cannot be removed: do not hand it out, delete it.",
        ) from error
