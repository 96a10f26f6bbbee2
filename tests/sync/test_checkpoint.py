"""Checkpoints: read as they were written, refused for any other key and after any change."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadInput
from sync.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from tests.builders import a_key

KEY = a_key(7)
ROOT = bytes(range(32))


def a_checkpoint(size: int = 12) -> Checkpoint:
    return write_checkpoint("hub.example/log#1", size, ROOT, KEY.key, KEY.sign)


@given(st.integers(0, 10**17), st.binary(min_size=32, max_size=32))
def test_a_checkpoint_is_read_as_it_was_written(size: int, root: bytes) -> None:
    written = write_checkpoint("hub.example/log#1", size, root, KEY.key, KEY.sign)

    assert read_checkpoint(written.text, KEY.key) == written


def test_the_note_has_the_form_that_other_tools_read() -> None:
    origin, size, root, empty, signed, end = a_checkpoint().text.split("\n")

    assert (origin, size, root) == ("hub.example/log#1", "12", base64.b64encode(ROOT).decode())
    assert (empty, end) == ("", "")
    assert signed.startswith("— hub.example/log#1 ")
    assert len(base64.b64decode(signed.rpartition(" ")[2])) == 4 + 64


def test_a_known_key_and_note_verify_for_ever() -> None:
    private = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
    note = write_checkpoint("a/b#1", 1, b"\x02" * 32, private.public_key().public_bytes_raw(), private.sign)

    assert note.digest == "595a1bdaa774cb30490b46529a47a098df22779a019aab3e7b8604bdcc4673ad"


def test_witnesses_may_sign_below() -> None:
    text = a_checkpoint().text + "— witness.example AAAAAAAA\n"

    assert read_checkpoint(text, KEY.key).size == 12


def test_another_key_is_refused() -> None:
    with pytest.raises(BadInput):
        read_checkpoint(a_checkpoint().text, a_key(8).key)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_any_changed_byte_is_refused_or_changes_nothing(place: int, change: int) -> None:
    note = a_checkpoint()
    data = bytearray(note.text.encode())
    data[place % len(data)] ^= change

    try:
        found = read_checkpoint(data.decode("utf-8", "replace"), KEY.key)
    except BadInput:
        return

    assert (found.origin, found.size, found.root) == (note.origin, note.size, note.root)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "a\n-1\nAAAA\n\n— a AAAA\n",
        "a\n01\nAAAA\n\n— a AAAA\n",
        "a b\n1\nAAAA\n\n— a b AAAA\n",
        "a\n1\n????\n\n— a AAAA\n",
        "a\n" + "9" * 400 + "\nAAAA\n\n— a AAAA\n",
        "x" * 100_000,
        "a\n١\nAAAA\n\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_checkpoint(text, KEY.key)
