"""A laptop that no line reaches, a hub and a stick between them, from the command line."""

import os
from pathlib import Path

import pytest

from app.events import PhotoTaken
from app.front.house import run_house
from app.front.hub_desk import make_hub
from offline_db.data_folder import open_data_folder
from tests.builders import a_bureau, a_device


def test_lamps_turn_green_by_a_stick(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bureau = a_bureau(tmp_path / "bureau")
    device = a_device(bureau, tmp_path / "one", 1)
    ref = device.blobs.put(os.urandom(300_000), "photo")
    device.casebook.append("F-1-0001", PhotoTaken(ref.sha256, "wide"), blobs=(ref,))
    device.close()
    make_hub(tmp_path / "hub", bureau, "hub.test/log", ["127.0.0.1"], "")
    bureau.close()
    one = ["--data", str(tmp_path / "one")]
    ask, card = str(tmp_path / "ask.huhang"), str(tmp_path / "hub" / "hub.card")

    assert run_house([*one, "write-hub-bundle", ask, "--card", card]) == 0
    assert run_house(["hub-read", str(tmp_path / "hub"), ask]) == 0
    assert run_house([*one, "read-bundle", str(tmp_path / "ask-reply.huhang")]) == 0

    out = capsys.readouterr().out
    assert "1 files whole" in out
    assert "receipts from the hub: " in out
    device = open_data_folder(tmp_path / "one")
    safe = device.logbook.receipts.safe()
    assert {f"entry:{name}" for name in device.headers()} == {n for n in safe if n.startswith("entry:")}
    assert f"blob:{ref.sha256}" in safe
    device.close()
