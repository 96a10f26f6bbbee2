"""The hub's web server: uvicorn over TLS 1.3, in this thread or beside a window in another."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvicorn

from app.errors import StorageFault
from sync.hub.certificates import SERVER, SERVER_KEY
from sync.hub.patience import LOOK_S, PatientProtocol
from sync.hub.web import Receive, Scope, Send

MOST_AT_ONCE = 1024  # requests; more are told to come back later
LARGEST_HEAD = 64 * 1024  # bytes of a request before its body
GRACE_S = 5
IDLE_S = 75  # how long a connection may stand idle


App = Callable[[Scope, Receive, Send], Awaitable[None]]


class _Guarded(PatientProtocol):
    """uvicorn's quick parser of requests; by itself it keeps a head of any length, and trailers too."""

    _head = 0  # bytes of a request's head that came and did not end it

    def data_received(self, data: bytes) -> None:
        if self._head > LARGEST_HEAD:
            self.send_400_response("The head of the request is too long.")
            return
        self._head += len(data)
        super().data_received(data)

    def on_headers_complete(self) -> None:
        if any(name == b"transfer-encoding" for name, _ in self.headers):
            raise ValueError("a body without a length")  # the parser's caller answers 400
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._head = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._head = 0
        super().on_message_complete()


class _Ending(uvicorn.Server):
    """A server that leaves no line open; uvicorn leaves those that did not end in time to the collector."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(LOOK_S)  # the loop closes them


class HubServer:
    """A server bound to its port; `port` 0 takes any free one, and `grace_s` is what its end waits for."""

    def __init__(
        self, web: App, certificates: Path, password: str, host: str, port: int, grace_s: int = GRACE_S
    ) -> None:
        config = uvicorn.Config(
            web,
            ssl_certfile=certificates / SERVER,
            ssl_keyfile=certificates / SERVER_KEY,
            ssl_keyfile_password=password,
            lifespan="off",
            ws="none",
            http=_Guarded,
            log_level="warning",
            access_log=False,
            server_header=False,
            limit_concurrency=MOST_AT_ONCE,
            timeout_keep_alive=IDLE_S,
            timeout_graceful_shutdown=grace_s,
        )
        try:
            config.load()
            self._socket = _named_tcp(socket.create_server((host, port), backlog=256))
        except (OSError, ssl.SSLError) as error:
            raise StorageFault(
                f"无法在 {host}:{port} 上启动中心：端口被占用、地址不对或证书缺失；请换一个端口或检查证书。",
                f"The hub cannot start on {host}:{port}: port in use, wrong address or no certificate.",
            ) from error
        if config.ssl is not None:
            config.ssl.minimum_version = ssl.TLSVersion.TLSv1_3
        self._server = _Ending(config)
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def run(self) -> None:
        """Serve until a signal or `stop` ends it."""
        self._server.run(sockets=[self._socket])

    def start(self) -> None:
        """Serve in a thread of its own."""
        self._thread = threading.Thread(target=self.run, name="hub", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread, after what is being answered, and give the port back; harmless again."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join()
        self._socket.close()  # of a server that never ran


def _named_tcp(made: socket.socket) -> socket.socket:
    """Return a socket that says it is TCP: only then asyncio sends small answers at once (TCP_NODELAY).

    Else each waits 40 ms for the other end's delayed acknowledgement (Nagle, RFC 896).
    """
    return socket.socket(made.family, made.type, socket.IPPROTO_TCP, fileno=made.detach())
