"""How a hub is, for who keeps it: alive, ready, and its figures. On an address of its own.

These answers are not on the public listener: they need no signature, so that any monitor can ask, and what
they say (how much is held, what waits in quarantine, how full the disk is) is nobody's business outside.
By default only this machine is listened to.
"""

import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from app.errors import BadInput, InspectionError, StorageFault
from sync.hub import tables
from sync.hub.limits import Limits
from sync.hub.metrics import Tally
from sync.hub.port import Database, Statements

LIVE, READY, METRICS = "/healthz/live", "/healthz/ready", "/metrics"
STILL_S = 10.0


class Watch:
    """A plain HTTP server on `address` ("127.0.0.1:9464"), in threads of its own."""

    def __init__(
        self,
        address: str,
        database: Database,
        limits: Limits,
        tally: Tally,
        trouble: Callable[[], str] = lambda: "",
    ) -> None:
        """Listen; `trouble` returns what is wrong though the hub serves, "Chinese | English"."""
        self._trouble = trouble
        host, _, port = address.rpartition(":")
        self._database, self._limits, self._tally = database, limits, tally
        if not (host and port.isascii() and port.isdigit()):
            raise BadInput(f"“{address}”不是 主机:端口。", f"{address} is not host:port.")
        try:
            self._server = ThreadingHTTPServer((host.strip("[]"), int(port)), _handler(self.answer))
        except (OSError, OverflowError) as error:
            raise StorageFault(
                f"无法在 {address} 上提供状态；请换一个端口。",
                f"{address} cannot be listened on; choose another.",
            ) from error
        self._thread = threading.Thread(target=self._server.serve_forever, name="watch", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def answer(self, path: str) -> tuple[int, str]:
        """Return status and text."""
        match path:
            case "/healthz/live":
                return 200, "alive\n"
            case "/healthz/ready":
                problem = self._problem()
                return (503, f"{problem}\n") if problem else (200, f"ready\n{self._said()}")
            case "/metrics":
                try:
                    return 200, self._tally.text(self.gauges())
                except InspectionError as error:
                    return 503, f"{error.en}\n"
        return 404, "no such page\n"

    def gauges(self) -> Mapping[str, float]:
        """Return the figures of the hub as it is now. Raises StorageFault."""
        return {
            **self._database.transact(_figures),
            "disk_free_ratio": self._limits.free() / 100,
            "trouble": float(bool(self._trouble())),
        }

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _said(self) -> str:
        trouble = self._trouble()
        return f"{trouble}\n" if trouble else ""

    def _problem(self) -> str:
        try:
            self._database.transact(tables.head)
            self._limits.spare_entries()
        except InspectionError as error:
            return error.en
        return ""


def _figures(db: Statements) -> dict[str, float]:
    blobs = tables.blob_count(db)
    leaves = tables.head(db).size
    return {
        "leaves": leaves,
        "entries": leaves - blobs,
        "blobs": blobs,
        "quarantine": tables.aside_count(db),
        "epochs": len(tables.epochs(db)),
    }


def _handler(answer: Callable[[str], tuple[int, str]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = STILL_S

        def do_GET(self) -> None:
            status, text = answer(self.path)
            data = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent: who asks is the keeper."""

    return Handler
