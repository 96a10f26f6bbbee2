"""One sync of an open data folder with a hub, by its address and card."""

import time
from pathlib import Path

from app.errors import NotFound
from app.front.hub_desk import Card, decoded
from app.sharing import Progress, Synced
from offline_db.data_folder import DataFolder
from offline_db.hub_store import HubStore
from sync.client import HubClient
from sync.lanes import Pause
from sync.uplink import Uplink


def sync_with(
    folder: DataFolder, url: str, card: Path | None, progress: Progress, pause: Pause = time.sleep
) -> Synced:
    """Sync an open data folder with a hub; its card is kept from the first time on.

    Raises:
        NotFound: no card was given, and none is kept for this address.
    """
    receipts = folder.logbook.receipts
    text = card.read_text("utf-8") if card and card.is_file() else receipts.card(url)
    if not text:
        raise NotFound(
            "本机没有该中心的名片；请向局机关索取 hub.card，用 --card 指明。",
            "This device has no card of that hub; get hub.card from the bureau and name it with --card.",
        )
    known = decoded(text.encode(), Card)
    client = HubClient(url, known.ca, folder.keys)
    try:
        report = Uplink(HubStore(folder), client, bytes.fromhex(known.key), progress, pause).run()
    finally:
        client.close()
    if report.origin and not report.alarm:
        receipts.keep_card(url, text)
    return report
