"""A data folder as time-stamping sees it (`sync.stamping.StampStore`)."""

from collections.abc import Mapping, Sequence

from app.events import CheckpointStamped
from app.log import Header, read_event
from offline_db.data_folder import DataFolder
from offline_db.receipts import Proved


class StampStore:
    """The stores of one open data folder."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._receipts = folder.logbook.receipts

    def headers(self) -> Mapping[str, Header]:
        return self._folder.headers()

    def note(self, hub: str) -> str:
        return self._receipts.note(hub)

    def receipted(self, origin: str) -> set[str]:
        return self._receipts.receipted(origin)

    def stamped(self) -> set[str]:
        return self._receipts.stamped()

    def keep_covers(self, stamp: str, found: Mapping[str, Proved]) -> None:
        self._receipts.keep_covers(stamp, found)

    def tokens(self) -> Sequence[tuple[str, CheckpointStamped]]:
        """Return every token known here with the id of its entry."""
        events = (
            (name, read_event(header, self._folder.entry(name).payload))
            for name, header in self.headers().items()
            if header.kind == CheckpointStamped.__name__
        )
        return [(name, event) for name, event in events if isinstance(event, CheckpointStamped)]

    def record(self, event: CheckpointStamped) -> str:
        """Sign the event into this installation's log; returns the entry's id."""
        self._folder.casebook.append("", event)
        return self._folder.casebook.head
