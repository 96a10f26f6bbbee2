"""A line between a laptop and a hub as halls have them: a proxy that stalls, crawls and resets; a portal."""

import asyncio
import contextlib
import random
import socket
import ssl
import struct
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

if sys.platform == "linux":
    import fcntl
    import termios

CHUNK = 8 * 1024
FOR_EVER_S = 3600.0
LOOK_S = 0.002  # between looks whether something arrived
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing sends a reset
PAGE = b"<html>Welcome! Please log in.</html>"
WELCOME = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(PAGE), PAGE)


@dataclass(frozen=True)
class Weather:
    """How bad a line is."""

    delay_s: float = 0.0  # one way
    rate: float = 0.0  # bytes a second each way, 0 for no limit
    reset_after: int = 0  # bytes sent up a connection, 0 for never
    stall_after: int = 0  # bytes sent up a connection, after which it carries no more; 0 for never
    loss: float = 0.0  # share of chunks that come late, as after a loss and its repetition
    late_s: float = 0.02


def in_flight(line: socket.socket) -> bool:
    """Say whether the other end's kernel lacks something that was sent: a reset would overtake it.

    Only Linux tells (SIOCOUTQ, tcp(7)); elsewhere the answer is no.
    """
    return sys.platform == "linux" and fcntl.ioctl(line.fileno(), termios.TIOCOUTQ, bytes(4)) != bytes(4)


class Server(ABC):
    """A server on loopback with an event loop in a thread of its own."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._do(self._serve(context))

    async def _serve(self, context: ssl.SSLContext | None) -> None:
        self._server = await asyncio.start_server(self._met, sock=self._listener, ssl=context)

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.CancelledError, OSError):  # either end of it may go at any time
            await self.meet(reader, writer)

    @abstractmethod
    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""

    def close(self) -> None:
        """Break every connection and end the thread."""
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self) -> None:
        self._server.close()
        while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    def _do(self, work: Coroutine[Any, Any, object]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()


class BadLine(Server):
    """Carries connections to the port of a hub; counts what is sent up and how often it broke."""

    def __init__(self, port_of_hub: int, weather: Weather) -> None:
        self.up = self.breaks = 0
        self.weather = weather
        self._port_of_hub = port_of_hub
        self._draw = random.Random(1)
        super().__init__()

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection both ways until one end closes it, or the weather does."""
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port_of_hub)
        ways = [(reader, far_writer, True), (far_reader, writer, False)]
        tasks = [asyncio.create_task(self._carry(*way)) for way in ways]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for end in (writer, far_writer):
                end.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                end.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, upward: bool) -> None:
        """Carry one way: read what comes, and let it arrive when its time has come."""
        writer.transport.set_write_buffer_limits(0)
        flight: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        landing = asyncio.create_task(self._land(flight, writer))
        try:
            limit = self.weather.reset_after if upward else 0
            stall = self.weather.stall_after if upward else 0
            carried = 0
            while data := await reader.read(min(CHUNK, (limit or stall or carried + CHUNK) - carried)):
                carried += len(data)
                self.up += len(data) if upward else 0
                flight.put_nowait((asyncio.get_running_loop().time() + self._lag(), data))
                if carried in (limit, stall):
                    self.breaks += 1
                    await flight.join()
                    while in_flight(writer.get_extra_info("socket")):
                        await asyncio.sleep(LOOK_S)
                    if carried == stall:
                        await asyncio.sleep(FOR_EVER_S)
                    return
            await flight.join()
        finally:
            landing.cancel()

    async def _land(self, flight: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
        while True:
            due, data = await flight.get()
            crawl = len(data) / self.weather.rate if self.weather.rate else 0.0
            await asyncio.sleep(max(0.0, due - asyncio.get_running_loop().time()) + crawl)
            writer.write(data)
            await writer.drain()
            flight.task_done()

    def _lag(self) -> float:
        late = self._draw.random() < self.weather.loss
        return self.weather.delay_s + (self.weather.late_s if late else 0.0)


class Portal(Server):
    """Answers whatever is asked with 200 and a page; over TLS where it has a certificate."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.asked = 0
        super().__init__(context)

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Welcome a guest as often as it says something."""
        while await reader.read(CHUNK):
            self.asked += 1
            writer.write(WELCOME)
            await writer.drain()
        writer.close()
