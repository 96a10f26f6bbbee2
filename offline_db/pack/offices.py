"""How many rights of which office, and until which day."""

from collections import Counter

import pyarrow.compute as pc

from offline_db.batches import Batch
from offline_db.pack.manifest import OfficeData


class OfficeCount:
    """What a pack holds of each office, while it is counted."""

    def __init__(self, *known: OfficeData) -> None:
        self._rights = Counter({data.office: data.rights for data in known})
        self._latest = {data.office: data.latest for data in known}

    def add(self, batch: Batch) -> None:
        """Count rows in."""
        offices = batch.column("office")
        for office in pc.unique(offices).to_pylist():
            filed = batch.column("filed").filter(pc.equal(offices, office))
            self._rights[office] += len(filed)
            self._latest[office] = max(self._latest.get(office, ""), pc.max(filed).as_py())

    def add_up(self, *known: OfficeData) -> None:
        """Count in what was counted elsewhere."""
        for data in known:
            self._rights[data.office] += data.rights
            self._latest[data.office] = max(self._latest.get(data.office, ""), data.latest)

    def strike(self, struck: Counter[str]) -> None:
        """Count out rows that no longer stand."""
        self._rights.subtract(struck)

    def told(self) -> tuple[OfficeData, ...]:
        """Return what was counted, by office."""
        return tuple(
            OfficeData(office, rights, self._latest[office])
            for office, rights in sorted(self._rights.items())
            if rights
        )
