"""New versions of the program: the bureau vouches for files, and no device takes one that it did not name.

The word stands in the bureau's signed log and comes with any sync, stick or fair pack; the file itself may
come from anywhere. It is copied while it is hashed, so that what is installed is what was looked at.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from app.errors import BadInput, NotAllowed, StorageFault
from app.events import ProgramPublished
from app.kit import Kit
from app.sharing import Progress

PIECE = 1 << 20  # bytes
LONGEST = 40  # characters of a version


def publish_program(kit: Kit, path: Path, version: str, progress: Progress) -> ProgramPublished:
    """Say in the bureau's log that a file is a version of the program; it stays where it is.

    Raises:
        NotAllowed: this is not the bureau's own installation.
        BadInput: no version is given, the file is empty or cannot be read, or the work was stopped.
    """
    _refuse_others(kit)
    named = version.strip()
    if not named or len(named) > LONGEST or not named.isprintable():
        raise BadInput("请填写版本号，例如 0.2.0。", "Say which version it is, as 0.2.0.")
    size, sha256 = _measure(path, progress)
    if not size:
        raise BadInput(f"{path.name} 是空文件；请重新选择。", f"{path.name} is empty; choose another file.")
    published = ProgramPublished(named, path.name, size, sha256)
    kit.casebook.append("", published)
    return published


def withdraw_program(kit: Kit, sha256: str, reason: str) -> ProgramPublished:
    """Say in the bureau's log why a file is not to be installed any more.

    Raises:
        NotAllowed: this is not the bureau's own installation, or no reason is given.
        BadInput: the bureau has named no such file.
    """
    _refuse_others(kit)
    if not reason.strip():
        raise NotAllowed("撤回程序须写明理由。", "Give a reason for withdrawing the program.")
    known = next((p for p in kit.casebook.bureau.programs if p.sha256 == sha256.strip().lower()), None)
    if known is None:
        raise BadInput("局机关没有发布过这个文件。", "The bureau has published no such file.")
    withdrawn = ProgramPublished(known.version, known.file, known.size, known.sha256, reason.strip())
    kit.casebook.append("", withdrawn)
    return withdrawn


def take_program(kit: Kit, path: Path, target: Path, progress: Progress) -> ProgramPublished:
    """Copy a file that the bureau named to `target`, which is there only once every byte is as published.

    Raises:
        BadInput: the bureau has not named it, or has withdrawn it; `target` is as it was. Or stopped.
        StorageFault: the disk refuses.
    """
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as copy:
            size, sha256 = _measure(path, progress, copy.write)
        published = _published(kit, path.name, size, sha256)
        part.replace(target)
    except OSError as error:
        raise StorageFault(
            f"无法保存到 {target.parent}；请检查磁盘空间和权限。",
            f"It cannot be saved in {target.parent}; check space and permissions.",
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return published


def _published(kit: Kit, name: str, size: int, sha256: str) -> ProgramPublished:
    for published in kit.casebook.bureau.programs:
        if (published.size, published.sha256) == (size, sha256):
            if published.withdrawn:
                raise BadInput(
                    f"局机关已撤回 {published.version}（{published.withdrawn}）；请勿安装。",
                    f"The bureau has withdrawn {published.version} ({published.withdrawn}); "
                    "do not install it.",
                )
            return published
    raise BadInput(
        f"{name} 不是局机关发布的程序，请勿安装；先同步以取得最新的发布信息，仍不符请报告局机关。",
        f"{name} is no program that the bureau published; do not install it. Sync for its latest word, "
        "and tell the bureau if it is still refused.",
    )


def _measure(
    path: Path, progress: Progress, take: Callable[[bytes], object] = lambda piece: None
) -> tuple[int, str]:
    """Return a file's size and SHA-256; each piece is handed on. Raises BadInput: unreadable, or stopped."""
    hashed, done = hashlib.sha256(), 0
    for piece, total in _pieces(path):
        hashed.update(piece)
        done += len(piece)
        take(piece)
        if not progress(min(done, total), total):
            raise BadInput("已停止，没有改动。", "Stopped; nothing was changed.")
    return done, hashed.hexdigest()


def _pieces(path: Path) -> Iterator[tuple[bytes, int]]:
    """Yield a file's bytes in turn, each with the file's size."""
    try:
        with path.open("rb") as file:
            total = path.stat().st_size
            while piece := file.read(PIECE):
                yield piece, total
    except OSError as error:
        raise BadInput(
            f"无法读取 {path.name}；请重新复制后再选。", f"{path.name} cannot be read; copy it again."
        ) from error


def _refuse_others(kit: Kit) -> None:
    if not kit.casebook.leads:
        raise NotAllowed(
            "程序须在局机关的数据文件夹中发布和撤回。",
            "Programs are published and withdrawn from the bureau's own data folder.",
        )
