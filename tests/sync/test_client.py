"""What a laptop's line to a hub does where the line itself breaks."""

import gc
import select
import socket
import ssl
import struct
from collections.abc import Callable

import pytest

from sync.idle import Idle
from sync.tls import hub_context, public_context

RESET = struct.pack("ii", 1, 0)  # linger for 0 s: closing sends a reset


@pytest.mark.parametrize("context", [hub_context, public_context])
def test_a_line_that_breaks_before_the_handshake_leaves_no_socket_open(
    context: Callable[[], ssl.SSLContext],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as hub:
        ours = socket.create_connection(hub.getsockname())
        theirs, _ = hub.accept()
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        theirs.close()
        assert select.select([ours], [], [], 10)[0]  # the reset is here

        with pytest.raises(ConnectionResetError):
            context().wrap_socket(ours, server_hostname="hub.test")

        gc.collect()  # a socket left open warns here, and a warning fails a test


def test_a_line_that_comes_back_after_all_were_closed_is_closed() -> None:
    idle = Idle(lambda: socket.create_server(("127.0.0.1", 0)))
    first, second = idle.take(), idle.take()
    idle.give_back(first)

    idle.close()
    idle.give_back(second)

    assert (first.fileno(), second.fileno()) == (-1, -1)


def test_a_line_that_stands_idle_is_used_again() -> None:
    idle = Idle(lambda: socket.create_server(("127.0.0.1", 0)))
    first = idle.take()
    idle.give_back(first)

    assert idle.take() is first
    first.close()
