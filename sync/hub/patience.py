"""How long the hub's server waits for a request's head: one who sends it byte by byte is not waited for.

uvicorn counts idle time only between requests. Here a connection that has not brought the whole head of a
request in HEAD_S is closed, from the first byte of each request on. And where a line breaks, uvicorn forgets
what came before; here it is read first, so that nothing of a photo has to be sent again that was here. For
the same reason more of a body is read ahead, while it is looked up who asks: what TLS has not opened when a
line breaks is lost with it.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_S = 15.0
FAREWELL_S = 1.0  # for an idle line to close from its side, when the server ends
AHEAD = 256 * 1024  # bytes of a body that may lie here before they are asked for
LOOK_S = 0.01  # between looks whether what came over a broken line was read


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1, which ends when a head does not come."""

    head_s = HEAD_S
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Take note that the line is gone, once what came over it was read."""
        self._come()
        if getattr(self.cycle, "body", b"") and not self.cycle.response_complete:
            self.loop.call_later(LOOK_S, self.connection_lost, exc)
            return
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if getattr(self.cycle, "response_complete", True):  # there is none before the first request
            self._wait()
        super().data_received(data)

    def on_headers_complete(self) -> None:
        self._come()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Hand a piece of a body on as it is; uvicorn would copy it into an array and out of it again."""
        cycle: Any = self.cycle
        if cycle.response_complete:
            return
        cycle.body = cycle.body + body if cycle.body else body
        if len(cycle.body) > AHEAD:
            self.flow.pause_reading()
        cycle.message_event.set()

    def shutdown(self) -> None:
        """End an idle line, whether or not the other side says farewell."""
        super().shutdown()
        if self.transport.is_closing():
            self.loop.call_later(FAREWELL_S, self.transport.abort)

    def _wait(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(self.head_s, self._give_up)

    def _come(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._waiting = None
        if not self.transport.is_closing():
            self.transport.close()
