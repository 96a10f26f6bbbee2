"""One sync of an open data folder with a hub, by its address and card."""

import time
from functools import partial
from pathlib import Path

from app.custody import token_holds
from app.errors import InspectionError
from app.front.hub_desk import Card, card_of, decoded
from app.sharing import Progress, Synced
from offline_db.data_folder import DataFolder
from offline_db.hub_store import HubStore
from offline_db.stamp_store import StampStore
from sync.client import HubClient
from sync.lanes import AT_ONCE, Pause
from sync.peer import Peer
from sync.stamping import cover
from sync.timestamps import ask
from sync.uplink import Uplink


def sync_with(
    folder: DataFolder, url: str, card: Path | None, progress: Progress, pause: Pause = time.sleep
) -> Synced:
    """Sync an open data folder with a hub; its card is kept from the first time on.

    Raises:
        NotFound: no card was given, and none is kept for this address.
    """
    receipts = folder.logbook.receipts
    text = card.read_text("utf-8") if card and card.is_file() else card_of(folder, url)
    known = decoded(text.encode(), Card)
    client = HubClient(url, known.ca, folder.keys, pause=pause)
    try:
        hub_key = bytes.fromhex(known.key)
        report = Uplink(HubStore(folder), client, hub_key, progress, pause, AT_ONCE).run()
        if report.origin and not (report.alarm or report.broke_off):
            report.notice = report.notice or stamp(folder, client, hub_key)
    finally:
        client.close()
    if report.origin and not report.alarm:
        receipts.keep_card(url, text)
    return report


def stamp(folder: DataFolder, peer: Peer, hub_key: bytes) -> str:
    """Have what a hub holds covered by trusted time; returns why not all of it was, "Chinese | English".

    The next sync tries again.
    """
    roots = folder.bureau.roots
    believed = [bytes.fromhex(root.authority_root) for root in roots if root.authority_root]
    url = roots[-1].authority if roots else ""
    try:
        cover(
            StampStore(folder),
            peer,
            hub_key,
            partial(token_holds, authorities=believed),
            partial(ask, url) if url else None,
        )
    except InspectionError as error:
        return f"尚未全部加盖时间戳：{error.zh} | Not all is time-stamped yet: {error.en}"
    return ""
