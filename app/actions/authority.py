"""The time-stamp authority of a bureau: tried over the network first, then named for all its devices."""

from pathlib import Path

from app.actions.bureau import at_the_bureau
from app.errors import NotAllowed, NotFound
from app.kit import Kit
from app.sharing import Progress
from app.signing import Tried


def try_authority(kit: Kit, url: str, roots: Path, progress: Progress) -> Tried:
    """Have an authority stamp something, and check the stamp by its root certificate in a file.

    It may wait for the network for long, and so is not done where officers' actions wait.

    Raises:
        NotAllowed: this is not the bureau's own data folder, or it has no root of its own yet.
        NotFound: the file cannot be read.
        BadInput: no such address, no certificate, no stamp, or none that the root vouches for.
        Unreachable: no answer, or it was stopped.
    """
    at_the_bureau(kit)
    if not kit.casebook.bureau.roots:
        raise NotAllowed(
            "请先建立根证书，再设置时间戳机构。", "Make the root first, then name a time-stamp authority."
        )
    try:
        data = roots.read_bytes()
    except OSError as error:
        raise NotFound(
            f"无法读取根证书文件 {roots}；请重新选择。", f"The file {roots} cannot be read; choose it again."
        ) from error
    return kit.signing.try_authority(url.strip(), data, progress)


def set_authority(kit: Kit, tried: Tried) -> Tried:
    """Name an authority that was tried; devices learn of it with the next fair pack.

    Raises:
        NotAllowed: this is not the bureau's own data folder.
        NotFound: the bureau has no root yet.
    """
    at_the_bureau(kit)
    kit.signing.set_authority(tried.url, tried.root)
    return tried


def drop_authority(kit: Kit) -> None:
    """Name no authority any more; what was stamped stays good.

    Raises:
        NotAllowed: this is not the bureau's own data folder.
        NotFound: the bureau has no root yet.
    """
    at_the_bureau(kit)
    kit.signing.set_authority("", b"")
