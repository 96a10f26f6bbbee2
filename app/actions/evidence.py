"""Handing out evidence: a folder that others check without us, and the chain of custody as a PDF."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from app.custody.evidence import files_of
from app.custody.report import report_forms, report_values
from app.documents import Extras, render
from app.errors import BadInput, InspectionError, NotFound, StorageFault
from app.events import Exported
from app.kit import Kit
from app.proof import values_json
from app.sharing import Progress


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
    """Write `custody_report` to a file; returns where. Raises NotFound, StorageFault."""
    _write(path, custody_report(kit, number, photos))
    return path


def record_export(kit: Kit, number: str, folder: Path, event: Exported) -> None:
    """Put on record that evidence goes out, to whom and on what basis; `write_export` follows.

    Raises:
        BadInput: no recipient, purpose or basis.
        NotFound: no such case or photo. StorageFault: the folder is not empty, or cannot be made.
    """
    case = kit.casebook.case(number)
    if not (event.recipient.strip() and event.purpose.strip() and event.basis.strip()):
        raise BadInput(
            "请写明证据交给谁、作何用途、依据哪一规定。",
            "Say who gets the evidence, for what, on what basis.",
        )
    if missing := set(event.photos) - {photo.sha256 for photo in case.photos}:
        raise NotFound(
            f"案卷中没有照片 {min(missing)[:16]}。", f"There is no photo {min(missing)[:16]} in the case."
        )
    _make_empty(folder)
    kit.casebook.append(number, event)


def write_export(kit: Kit, number: str, folder: Path, event: Exported, progress: Progress) -> int:
    """Write what `record_export` put on record; returns the number of files, 0 where it was stopped.

    What was written before a stop, or before the disk refused, is taken away again. `progress` is told files.

    Raises:
        NotFound: see `custody_report`. StorageFault: the disk refuses.
    """
    report = b"" if event.masked else custody_report(kit, number, event.photos)
    total, files = files_of(kit.custody.evidence(number, event, report), kit.sign_proof)
    written: list[Path] = []
    try:
        for name, data in files:
            if not progress(len(written), total):
                _take_away(folder, written)
                return 0
            written.append(folder / name)
            _write(folder / name, data)
    except InspectionError:
        _take_away(folder, written)
        raise
    return len(written)


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
