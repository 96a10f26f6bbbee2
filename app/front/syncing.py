"""One sync of an open data folder with a hub, by its address and card."""

import time
from functools import partial
from pathlib import Path

from app.custody import token_holds
from app.errors import InspectionError
from app.front.hub_desk import Card, card_of, decoded
from app.sharing import Progress, Synced
from offline_db.clock import read_clock
from offline_db.data_folder import DataFolder
from offline_db.hub_store import HubStore
from offline_db.receipts import BUREAU
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

    A whole sync with a hub that the bureau's log names renews the lease (`app.lease`).

    Raises:
        NotFound: no card was given, and none is kept for this address.
    """
    receipts = folder.logbook.receipts
    text = card.read_text("utf-8") if card and card.is_file() else card_of(folder, url)
    known = decoded(text.encode(), Card)
    began_ms = read_clock().utc_ms
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
        if not report.broke_off and _is_named(folder, known):
            receipts.keep_heard(BUREAU, min(began_ms, read_clock().utc_ms))
    return report


def _is_named(folder: DataFolder, card: Card) -> bool:
    """Tell whether the bureau's own log names a hub: a card that was brought by hand proves nothing."""
    named = (decoded(hub.card.encode(), Card) for hub in folder.bureau.hubs)
    return any((hub.key, hub.ca) == (card.key, card.ca) for hub in named)


def stamp(folder: DataFolder, peer: Peer, hub_key: bytes) -> str:
    """Have what a hub holds covered by trusted time; returns why not all of it was, "Chinese | English".

    The next sync tries again.
    """
    roots = folder.bureau.roots
    believed = [bytes.fromhex(root) for root in folder.bureau.authorities]
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
