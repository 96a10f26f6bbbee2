"""The black box of an open data folder: who can read it, and on which media it may lie."""

import sys
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from app.front.couriers import hubs_of
from offline_db.data_folder import DataFolder
from sync.black_box import BlackBox

MARKS = "boxes.json"
DESK = 0  # the number of the bureau's own desk among its devices


def make_box(folder: DataFolder) -> BlackBox:
    """Return the black box of a data folder; its thread is not started."""
    return BlackBox(
        folder,
        folder.keys,
        lambda: folder.logbook.root,
        lambda: bureau_readers(folder),
        lambda: removable_media(folder.path),
        folder.path / MARKS,
        data=folder.path,
    )


def bureau_readers(folder: DataFolder) -> tuple[bytes, ...]:
    """Return the keys with which the bureau reads what a device mirrors: its desk's and its hubs'."""
    desks = [device.seal_key for device in folder.bureau.devices if device.number == DESK]
    hubs = [hub.seal_key for hub in hubs_of(folder) if hub.seal_key]
    return tuple(bytes.fromhex(key) for key in dict.fromkeys((*desks, *hubs)))


def removable_media(data: Path) -> tuple[Path, ...]:
    """Return where media are mounted that are neither the system's nor the one that holds `data`."""
    own = {QStorageInfo.root().device().data(), QStorageInfo(str(data)).device().data()}
    return tuple(
        Path(volume.rootPath())
        for volume in QStorageInfo.mountedVolumes()
        if volume.isValid()
        and volume.isReady()
        and not volume.isReadOnly()
        and volume.device().data() not in own
        and (sys.platform != "linux" or bytes(volume.device().data()).startswith(b"/dev/"))
    )
