"""The post between a device and hubs that only a stick reaches: which hubs there are, by the cards kept."""

from pathlib import Path

from app.errors import NotFound
from app.front.hub_desk import Card, decoded
from offline_db.data_folder import DataFolder
from offline_db.hub_store import HubStore
from sync.courier import Courier, HubCard


def make_courier(folder: DataFolder) -> Courier:
    """Return the courier of an open data folder."""
    return Courier(HubStore(folder), folder.keys, folder.keys.seal_key, lambda: hubs_of(folder))


def hubs_of(folder: DataFolder) -> tuple[HubCard, ...]:
    """Return the hubs whose cards are kept, each once."""
    cards = [decoded(text.encode(), Card) for text in folder.logbook.receipts.card_texts()]
    return tuple({card.key: HubCard(card.name, card.key, card.seal_key) for card in cards}.values())


def keep_card(folder: DataFolder, path: Path) -> HubCard:
    """Keep the card of a hub that only a stick reaches.

    Raises:
        NotFound: there is no such file. BadInput: it is no card.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(
            f"无法读取 {path.name}；请向局机关索取 hub.card。",
            f"{path.name} cannot be read; ask the bureau for hub.card.",
        ) from error
    card = decoded(text.encode(), Card)
    folder.logbook.receipts.keep_card(f"stick:{card.key}", text)
    return HubCard(card.name, card.key, card.seal_key)
