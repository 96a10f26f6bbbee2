"""`verify`: is a log whole and genuine? For a data folder, or for a log file that anyone can read."""

from collections.abc import Iterator
from pathlib import Path

from app.audit import Audit, audit, describe
from app.errors import BadInput, InspectionError
from app.log import BlobRef, Entry, digest
from offline_db.data_folder import DataFolder, audit_folder, holds_installation
from sync.frames import BlobPart, read_pieces, read_records, write_records

MAGIC = b"IPFL1"


def verify(path: Path, passphrase: str = "") -> tuple[Audit, tuple[str, ...]]:
    """Check a data folder or an exported log; returns the audit and its lines.

    Raises:
        InspectionError: the path is neither, or cannot be opened.
    """
    if path.is_dir():
        if not holds_installation(path):
            raise BadInput(f"{path} 不是数据文件夹。", f"{path} is no data folder.")
        result = audit_folder(path, passphrase)
        return result, describe(result)
    return _verify_file(path)


def export_log(folder: DataFolder, path: Path) -> int:
    """Write the whole log with its files, unsealed, for a court's expert; returns the number of entries."""
    entries = list(folder.logbook.entries())
    blobs = ((sha256, folder.blobs.get(sha256)) for sha256 in folder.blobs.digests())
    with path.open("wb") as file:
        file.write(MAGIC + bytes.fromhex(folder.logbook.root or "00" * 16))
        for piece in write_records(entries, blobs):
            file.write(piece)
    return len(entries)


def _verify_file(path: Path) -> tuple[Audit, tuple[str, ...]]:
    entries: list[Entry] = []
    parts: dict[str, bytearray] = {}
    broke = ""
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC) + 16)
            if not head.startswith(MAGIC):
                raise BadInput(
                    f"{path.name} 不是导出的日志文件；请选择数据文件夹或 export-log 导出的文件。",
                    f"{path.name} is no exported log; choose a data folder or a file of export-log.",
                )
            try:
                for item in read_records(read_pieces(file)):
                    if isinstance(item, Entry):
                        entries.append(item)
                    elif isinstance(item, BlobPart):
                        parts.setdefault(item.sha256, bytearray()).extend(item.data)
            except InspectionError as error:
                broke = f"✗ {error.zh} | {error.en}"
    except OSError as error:
        raise BadInput(f"无法读取 {path}。", f"{path} cannot be read.") from error
    root = head[len(MAGIC) :].hex()

    def state(ref: BlobRef) -> str:
        data = parts.get(ref.sha256)
        if data is None:
            return "missing"
        return "" if digest(bytes(data)) == ref.sha256 else "altered"

    result = audit(entries, root="" if root == "00" * 16 else root, blob_state=state)
    lines = tuple(_lines(describe(result), broke))
    if broke and result.whole:
        raise BadInput(*broke.removeprefix("✗ ").split(" | "))
    return result, lines


def _lines(lines: tuple[str, ...], broke: str) -> Iterator[str]:
    yield from lines
    if broke:
        yield broke
