"""A device that syncs with its bureau's hub is not shut; nobody's hub and a revoked device renew nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.events import DeviceEnrolled, DeviceRevoked, HubPublished, LeaseGranted
from app.front.hub_desk import CARD, make_hub, open_hub
from app.front.syncing import sync_with
from app.lease import DAY_MS
from app.log import Clock
from app.sharing import Synced, go_on
from offline_db.clock import read_clock
from offline_db.data_folder import DataFolder, create_data_folder
from offline_db.receipts import BUREAU
from tests.builders import carry

LOCAL = "127.0.0.1"


def forty_days_ago() -> Clock:
    now = read_clock()
    return Clock(now.utc_ms - 40 * DAY_MS, now.monotonic_ns)


@dataclass
class Fair:
    """A bureau that last spoke forty days ago, its hub that runs, and a device."""

    bureau: DataFolder
    device: DataFolder
    url: str
    card: Path

    def sync(self, folder: DataFolder) -> Synced:
        return sync_with(folder, self.url, self.card, go_on, lambda seconds: None)


@pytest.fixture
def fair(tmp_path: Path) -> Iterator[Fair]:
    bureau = create_data_folder(tmp_path / "bureau", "测试局", "0", bureau=True, clock=forty_days_ago)
    device = create_data_folder(tmp_path / "device", "1号机", "0")
    keys = device.keys
    bureau.record(DeviceEnrolled(1, "1号机", keys.key.hex(), keys.seal_key.hex()))
    bureau.record(LeaseGranted(30))
    device.logbook.pin_root(bureau.own)
    carry(bureau, device, tmp_path / "pack.huhang")
    make_hub(tmp_path / "hub", bureau, "hub.test/log", [LOCAL], "")
    hub = open_hub(tmp_path / "hub", "", LOCAL, 0)
    hub.server.start()
    yield Fair(bureau, device, f"https://{LOCAL}:{hub.server.port}", tmp_path / "hub" / CARD)
    hub.server.stop()
    hub.close()
    device.close()
    bureau.close()


def test_a_sync_renews_the_lease_only_with_a_hub_that_the_bureau_named(fair: Fair) -> None:
    shut = fair.device.casebook.lease()
    by_hand = fair.sync(fair.device)
    still = fair.device.casebook.lease()
    fair.bureau.record(HubPublished(fair.url, fair.card.read_text("utf-8")))
    told = fair.sync(fair.bureau)
    named = fair.sync(fair.device)

    assert shut.over
    assert (by_hand.safe, told.safe, named.safe) == (True, True, True)
    assert still.over
    assert fair.device.casebook.lease().gone == 0


def test_a_revoked_device_renews_nothing_by_a_sync(fair: Fair) -> None:
    fair.bureau.record(HubPublished(fair.url, fair.card.read_text("utf-8")))
    assert fair.sync(fair.bureau).safe
    assert fair.sync(fair.device).safe
    before = fair.device.logbook.receipts.heard(BUREAU)
    fair.bureau.record(DeviceRevoked(1, "遗失"))
    assert fair.sync(fair.bureau).safe

    refused = [fair.sync(fair.device) for _ in range(2)]

    assert all("撤销" in report.broke_off for report in refused)
    assert fair.device.logbook.receipts.heard(BUREAU) == before > 0
