"""What a laptop's line to a hub does where the line itself breaks."""

import gc
import socket
import struct
import time

import pytest

from sync.client import tls_context

RESET = struct.pack("ii", 1, 0)  # linger for 0 s: closing sends a reset


def test_a_line_that_breaks_before_the_handshake_leaves_no_socket_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as hub:
        ours = socket.create_connection(hub.getsockname())
        theirs, _ = hub.accept()
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        theirs.close()
        until_gone(ours)

        with pytest.raises(ConnectionResetError):
            tls_context().wrap_socket(ours, server_hostname="hub.test")

        gc.collect()  # a socket left open warns here, and a warning fails a test


def until_gone(line: socket.socket) -> None:
    """Wait until the system has seen the reset."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            line.getpeername()
        except OSError:
            return
        time.sleep(0.001)
    raise AssertionError("the reset never came")
