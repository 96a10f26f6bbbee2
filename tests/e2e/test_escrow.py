"""A forgotten passphrase: two supervisors give a laptop its keys back; nothing is lost, all is on record."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import BadInput, NotAllowed, StorageFault
from app.escrow import Answer, read, write
from app.events import DutyStarted, KeysEscrowed, KeysRecovered, RecoveryApproved
from app.front.escrow_desk import (
    approve_recovery,
    escrow_keys,
    name_holders,
    recover_keys,
    request_recovery,
)
from app.front.passphrases import FolderLock
from offline_db.data_folder import DataFolder, audit_folder, open_data_folder
from tests.builders import a_bureau, a_device, carry

WORDS, NEW = "忘记了的安全口令", "恢复以后的新口令"


@pytest.fixture
def office(tmp_path: Path) -> dict[str, DataFolder]:
    """A bureau, a laptop with a passphrase and its keys in escrow, and two supervisors' devices."""
    bureau = a_bureau(tmp_path / "bureau", supervisors=2)
    found = {name: a_device(bureau, tmp_path / name, n) for n, name in enumerate(("laptop", "s1", "s2"), 1)}
    name_holders(bureau, [("s1", 2), ("s2", 3)])
    for name, device in found.items():
        carry(bureau, device, tmp_path / f"{name}.huhang")
    for name in ("s1", "s2"):
        found[name].record(DutyStarted((name,), "supervisor"))
    FolderLock(tmp_path / "laptop").change("", WORDS)
    laptop = found["laptop"]
    laptop.blobs.put(b"a photo", "photo")
    escrow_keys(laptop)
    laptop.close()
    return found | {"bureau": bureau}


def kinds(folder: DataFolder) -> list[str]:
    return [h.kind for h in folder.headers().values() if h.log == folder.own]


def test_a_laptop_gets_its_keys_back_from_two_supervisors_and_audits_whole(
    office: dict[str, DataFolder], tmp_path: Path
) -> None:
    path = tmp_path / "laptop"
    before = audit_folder(path, WORDS)

    request = request_recovery(path, NEW)
    answers = [write(approve_recovery(office[name], request)) for name in ("s1", "s2")]
    assert recover_keys(path, answers, NEW) == ("s1", "s2")

    after = audit_folder(path, NEW)
    assert after.whole
    assert after.entries == before.entries + 1
    laptop = open_data_folder(path, NEW)
    assert [laptop.blobs.get(name) for name in laptop.blobs.digests()][-1:]
    assert laptop.own == office["laptop"].own
    assert {KeysEscrowed.__name__, KeysRecovered.__name__} <= set(kinds(laptop))
    assert all(RecoveryApproved.__name__ in kinds(office[name]) for name in ("s1", "s2"))
    assert not list(path.glob("recovery*"))
    laptop.close()
    with pytest.raises(StorageFault, match="口令"):
        open_data_folder(path, WORDS)


def test_one_supervisor_or_a_forged_share_leaves_the_laptop_shut(
    office: dict[str, DataFolder], tmp_path: Path
) -> None:
    path = tmp_path / "laptop"
    keys = (path / "keys.json").read_bytes()
    request = request_recovery(path, NEW)
    first = write(approve_recovery(office["s1"], request))
    second = write(approve_recovery(office["s2"], request))
    renamed = write(replace(read(first, Answer), officer="s2"))
    stale = second
    again = request_recovery(path, NEW)
    fresh = write(approve_recovery(office["s1"], again))

    with pytest.raises(NotAllowed, match="两名"):
        recover_keys(path, [fresh], NEW)
    for forged in (renamed, stale, b"{}", second[:-9]):
        with pytest.raises(BadInput):
            recover_keys(path, [fresh, forged], NEW)
    with pytest.raises(StorageFault, match="口令"):
        recover_keys(path, [fresh, second], WORDS)

    assert (path / "keys.json").read_bytes() == keys
    open_data_folder(path, WORDS).close()


def test_only_the_named_supervisor_on_duty_agrees_and_only_for_enrolled_devices(
    office: dict[str, DataFolder], tmp_path: Path
) -> None:
    request = request_recovery(tmp_path / "laptop", NEW)
    office["s1"].record(DutyStarted(("s2",), "supervisor"))

    with pytest.raises(NotAllowed, match="不持有"):
        approve_recovery(office["s1"], request)
    with pytest.raises(BadInput, match="未登记"):
        approve_recovery(office["s2"], request.replace(b'"device":"', b'"device":"00', 1))
    with pytest.raises(BadInput, match="审核人员"):
        name_holders(office["bureau"], [("s1", 2), ("i1", 3)])
    with pytest.raises(BadInput, match="不得重复"):
        name_holders(office["bureau"], [("s1", 2), ("s2", 2)])
