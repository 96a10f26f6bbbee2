"""Two devices and a hub over real TLS on loopback: photos, a hub killed half-way, everything safe."""

import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.errors import NotFound
from app.events import CaseAssigned, CommentMade, PhotoTaken
from app.front.house import run_house
from app.front.hub_desk import make_hub
from app.front.syncing import sync_with
from app.safety import Proofs, safety
from app.sharing import Synced, go_on
from offline_db.data_folder import DataFolder, create_data_folder, open_data_folder
from tests.builders import a_bureau, a_device

ROOT = Path(__file__).resolve().parent.parent.parent


@contextmanager
def a_hub(folder: Path, port: int = 0) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Run a hub in a process of its own and give its address."""
    words = [
        sys.executable,
        "-m",
        "app",
        "hub",
        "--data",
        folder,
        "--port",
        str(port),
        "--listen",
        "127.0.0.1",
    ]
    hub = subprocess.Popen([str(word) for word in words], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert hub.stdout is not None
    try:
        line = hub.stdout.readline().strip()
        assert line.startswith("https://127.0.0.1:"), line
        yield line, hub
    finally:
        hub.send_signal(signal.SIGTERM)
        hub.wait(20)
        hub.stdout.close()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A bureau, two devices and a hub, in folders; devices have photos that nobody else has."""
    bureau = a_bureau(tmp_path / "bureau")
    devices = [a_device(bureau, tmp_path / name, n) for n, name in enumerate(("one", "two"), 1)]
    bureau.record(CaseAssigned(2, "F-1-0001"))
    make_hub(tmp_path / "hub", bureau, "hub.test/log", ["127.0.0.1", "localhost"], "")
    bureau.close()
    for device in devices:
        work(device)
        device.close()
    return tmp_path


def work(device: DataFolder, photos: int = 5) -> None:
    for n in range(photos):
        ref = device.blobs.put(os.urandom(900_000 + n), "photo")
        device.casebook.append("F-1-0001", PhotoTaken(ref.sha256, "wide"), blobs=(ref,))


def sync(office: Path, name: str, url: str, card: str = "hub") -> Synced:
    with opened(office, name) as device:
        return sync_with(device, url, office / card / "hub.card", go_on, lambda seconds: None)


@contextmanager
def opened(office: Path, name: str) -> Iterator[DataFolder]:
    device = open_data_folder(office / name)
    try:
        yield device
    finally:
        device.close()


def of_cases(device: DataFolder) -> set[str]:
    """Return the entries of cases: what devices say of themselves goes to supervisors alone."""
    return {name for name, header in device.headers().items() if header.case}


def is_safe(device: DataFolder) -> bool:
    return safety(device.headers(), Proofs(device.logbook.receipts.safe())).complete


def test_two_devices_share_everything_through_a_hub(office: Path) -> None:
    with a_hub(office / "hub") as (url, _):
        assert sync(office, "one", url).safe
        assert sync(office, "two", url).safe
        assert sync(office, "one", url).safe

    with opened(office, "one") as one, opened(office, "two") as two:
        assert of_cases(one) == of_cases(two)
        assert set(one.blobs.digests()) == set(two.blobs.digests())
        assert is_safe(one)
        assert is_safe(two)
        assert one.audit().whole
        assert len(one.casebook.case("F-1-0001").photos) == 10


def test_the_command_line_makes_a_hub_and_syncs_with_it(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = str(office / "new" / "hub.card")
    assert run_house(["--data", str(office / "bureau"), "hub-init", str(office / "new")]) == 0
    with a_hub(office / "new") as (url, _):
        first = run_house(["--data", str(office / "one"), "sync", url, "--card", card])
        again = run_house(["--data", str(office / "one"), "sync", url])

    assert (first, again) == (0, 0)
    assert "safe: 17 of 17 entries, 5 of 5 files" in capsys.readouterr().out


def test_a_hub_killed_in_the_middle_loses_nothing(office: Path) -> None:
    for kill_after_s in (0.2, 0.4, 0.8):
        with a_hub(office / "hub") as (url, hub):
            threading.Timer(kill_after_s, hub.kill).start()
            sync(office, "one", url)
        with opened(office, "one") as one:
            work(one, 1)

    with a_hub(office / "hub") as (url, _):
        assert sync(office, "one", url).safe
        assert sync(office, "two", url).safe

    with opened(office, "one") as one, opened(office, "two") as two:
        assert is_safe(one)
        assert of_cases(one) <= of_cases(two)
        assert set(one.blobs.digests()) <= set(two.blobs.digests())


def test_a_stranger_s_device_is_not_answered(office: Path) -> None:
    create_data_folder(office / "stranger", "陌生", "0").close()
    with a_hub(office / "hub") as (url, _):
        report = sync(office, "stranger", url)

    assert "尚未由局机关登记" in report.broke_off
    assert not report.safe


def test_a_hub_of_another_bureau_is_not_trusted(office: Path) -> None:
    bureau = a_bureau(office / "elsewhere")
    make_hub(office / "other", bureau, "hub.test/log", ["127.0.0.1"], "")
    bureau.close()
    with a_hub(office / "hub") as (url, _):
        report = sync(office, "one", url, card="other")
        with opened(office, "one") as one, pytest.raises(NotFound, match=r"hub\.card"):
            sync_with(one, url, None, go_on)

    assert "证书不是本局签发" in report.broke_off
    with opened(office, "one") as one:
        assert one.logbook.receipts.safe() == set()


def test_older_tls_is_not_spoken(office: Path) -> None:
    with a_hub(office / "hub") as (url, _):
        port = int(url.rpartition(":")[2])
        context = ssl.create_default_context(cafile=str(office / "hub" / "tls" / "ca.pem"))
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        with (
            socket.create_connection(("127.0.0.1", port)) as line,
            pytest.raises(ssl.SSLError),
            context.wrap_socket(line, server_hostname="localhost"),
        ):
            raise AssertionError("spoken to")


def test_nothing_of_a_hub_lies_in_the_clear(office: Path) -> None:
    with opened(office, "one") as one:
        one.casebook.append("F-1-0001", CommentMade("当事人王练习拒绝签字"))
    with a_hub(office / "hub") as (url, _):
        assert sync(office, "one", url).safe
        stored = b"".join(path.read_bytes() for path in (office / "hub").rglob("*") if path.is_file())

    assert len(stored) > 4_000_000
    for secret in ("王练习".encode(), "测试局".encode(), b"SQLite format 3", b"BEGIN EC PRIVATE KEY"):
        assert secret not in stored
