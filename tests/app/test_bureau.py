"""What the bureau's log adds up to: hubs, cases given to devices, devices that were revoked."""

from app.bureau import fold_bureau
from app.events import CaseAssigned, DeviceEnrolled, DeviceRevoked, HubPublished
from tests.builders import ALog, recorded


def test_a_later_word_on_a_hub_s_address_counts() -> None:
    log = ALog(1)
    for url, card in (("https://a:1", "old"), ("https://b:1", "b"), ("https://a:1", "new")):
        log.add(HubPublished(url, card))

    assert [(hub.url, hub.card) for hub in fold_bureau(recorded(log.entries)).hubs] == [
        ("https://b:1", "b"),
        ("https://a:1", "new"),
    ]


def test_cases_are_given_to_devices_and_devices_revoked_by_their_number() -> None:
    log = ALog(1)
    log.add(DeviceEnrolled(1, "一号机", "aa", "bb"))
    log.add(DeviceEnrolled(2, "主管机", "cc", "dd", supervises=True))
    log.add(CaseAssigned(1, "F-2-0001"))
    log.add(DeviceRevoked(1, "遗失"))
    bureau = fold_bureau(recorded(log.entries))

    assert bureau.assigned == {(1, "F-2-0001")}
    assert [(d.number, d.revoked, d.supervises) for d in bureau.devices] == [
        (1, "遗失", False),
        (2, "", True),
    ]
