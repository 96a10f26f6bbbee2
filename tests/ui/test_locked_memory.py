"""A locked program holds neither keys nor what was on the screen in its memory, which is searched here."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from offline_db.data_folder import KEYS, create_data_folder
from offline_db.keys import open_keys

WORDS = "展馆里的安全口令"
TYPED = "yunduo-cup-number-7"
PATIENCE_S = 300

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="reads another process's memory as Linux tells it"
)


def secrets_of(folder: Path) -> Mapping[str, bytes]:
    """Return what must not be found, by name."""
    keys = open_keys(folder / KEYS, WORDS)
    all_three = keys.secrets()
    return {
        "signing": all_three[:32],
        "sealing": all_three[32:64],
        "data": all_three[64:],
        "photos": keys.derive("blobs"),
        "log, as the driver is told": keys.derive("log").hex().encode(),
        "lists, as the driver is told": keys.derive("views").hex().encode(),
        "passphrase": WORDS.encode(),
        "typed": TYPED.encode("utf-16-le"),  # as Qt has it
    }


def found_in(process: int, wanted: Mapping[str, bytes]) -> set[str]:
    """Return the names of what lies anywhere in a process's memory."""
    found: set[str] = set()
    with open(f"/proc/{process}/maps") as maps, open(f"/proc/{process}/mem", "rb", buffering=0) as memory:
        for line in maps:
            span, rights, *_ = line.split()
            if not rights.startswith("rw") or "[vvar" in line:
                continue
            start, end = (int(at, 16) for at in span.split("-"))
            try:
                held = os.pread(memory.fileno(), end - start, start)
            except OSError:  # a device's memory
                continue
            found |= {name for name, secret in wanted.items() if secret in held}
    return found


@pytest.fixture
def child(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    create_data_folder(tmp_path / "device", "一号机", "0", bureau=True, passphrase=WORDS).close()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ui.locked_child", str(tmp_path / "device"), WORDS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as process:
        watchdog = threading.Timer(PATIENCE_S, process.kill)  # a child that hangs says nothing for ever
        watchdog.start()
        yield process
        watchdog.cancel()
        process.kill()


def told(child: "subprocess.Popen[str]", order: str = "") -> str:
    """Return the next line that a child says, after an order."""
    assert child.stdin is not None
    assert child.stdout is not None
    if order:
        child.stdin.write(f"{order}\n")
        child.stdin.flush()
    return child.stdout.readline().strip()


def test_a_locked_program_has_no_key_in_its_memory_and_goes_on_where_it_was(
    child: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    secrets = secrets_of(tmp_path / "device")

    assert told(child) == "open"
    assert told(child, f"type {TYPED}") == "typed"
    before = found_in(child.pid, secrets)
    assert told(child, "lock") == "locked"
    locked = found_in(child.pid, secrets)
    on_disk = b"".join(path.read_bytes() for path in (tmp_path / "device" / "drafts").iterdir())
    shown = told(child, f"open {WORDS}")

    assert before == set(secrets)
    assert locked == set()
    assert on_disk
    assert TYPED.encode() not in on_disk
    assert shown == f"complaints {TYPED}"
    assert list((tmp_path / "device" / "drafts").iterdir()) == []
