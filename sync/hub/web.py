"""The hub on the web: signed requests of enrolled devices, answered by a peer. A bare ASGI application.

`answer` is plain bytes in and out and needs no network; around it stand a cap on every body, a limit on how
long a body may stand still, and a memory of nonces. A signature is checked before the body is read.
"""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qsl

from app.errors import BadInput, InspectionError, NotAllowed, NotFound, StorageFault
from sync import wire
from sync.peer import LARGEST_APPEND, LARGEST_PART, Peer
from sync.signatures import LATEST_S, Signed, Target, body_digest, verify_request

LARGEST_BODY = {"POST": LARGEST_APPEND, "PATCH": LARGEST_PART}  # bytes; other methods have none
STILL_S = 30.0  # how long a body may stand still
MOST_NONCES = 200_000
HEALTH = "/v1/health"
STATUS: tuple[tuple[type[InspectionError], int], ...] = (
    (NotAllowed, 401),
    (NotFound, 404),
    (BadInput, 400),
    (StorageFault, 507),
)
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Hub(Peer, Protocol):
    def may_ask(self, key: bytes) -> bool: ...


@dataclass(frozen=True, slots=True)
class Request:
    target: Target
    headers: Mapping[str, str]  # lower-case names


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    kind: str  # media type
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class HubWeb:
    """An ASGI application over a hub; `now` is the time in seconds since 1970-01-01 UTC."""

    def __init__(self, hub: Hub, now: Callable[[], float] = time.time, still_s: float = STILL_S) -> None:
        self._hub = hub
        self._now = now
        self._still_s = still_s
        self._nonces: dict[str, float] = {}
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = _request(scope)
        try:
            if request.target.path == HEALTH:
                answer = Answer(200, "text/plain", b"ok")
            else:
                signed = await asyncio.to_thread(self.admit, request)
                body = await self._body(request, receive)
                answer = await asyncio.to_thread(self.answer, request, signed, body)
        except InspectionError as error:
            answer = refusal(error)
        except ConnectionError:
            return  # the device went away in the middle of its body: there is nobody to answer
        await _send(send, answer)

    def admit(self, request: Request) -> Signed:
        """Check who asks. Raises NotAllowed."""
        signed = verify_request(request.target, request.headers, self._now())
        if not self._hub.may_ask(signed.key):
            raise NotAllowed(
                "本机尚未由局机关登记或已被撤销，中心不受理；记录仍在本机，请联系局机关。",
                "This device is not enrolled by the bureau; the records stay here. Ask the bureau.",
            )
        return signed

    def answer(self, request: Request, signed: Signed, body: bytes) -> Answer:
        """Answer an admitted request. Raises InspectionError."""
        if body_digest(body) != signed.digest:
            raise NotAllowed("请求内容与签名不符。", "The request's body is not the one that was signed.")
        self._once(signed)
        return answer(self._hub, request.target, body)

    def _once(self, signed: Signed) -> None:
        """Remember a nonce for as long as its request would be taken. Raises NotAllowed the second time."""
        with self._lock:
            if len(self._nonces) >= MOST_NONCES:
                now = self._now()
                self._nonces = {nonce: until for nonce, until in self._nonces.items() if until > now}
            if signed.nonce in self._nonces or len(self._nonces) >= MOST_NONCES:
                raise NotAllowed("该请求已经受理过。", "This request was answered already.")
            self._nonces[signed.nonce] = signed.created + 2 * LATEST_S

    async def _body(self, request: Request, receive: Receive) -> bytes:
        most = LARGEST_BODY.get(request.target.method, 0)
        pieces: list[bytes] = []
        size = 0
        while True:
            try:
                message = await asyncio.wait_for(receive(), self._still_s)
            except TimeoutError as error:
                raise BadInput("上传中断过久。", "The upload stood still for too long.") from error
            if message["type"] == "http.disconnect":
                raise ConnectionError
            pieces.append(message.get("body", b""))
            size += len(pieces[-1])
            if size > most:
                raise BadInput("内容过大；请升级程序后重试。", "The body is too large; upgrade the program.")
            if not message.get("more_body"):
                return b"".join(pieces)


def answer(hub: Hub, target: Target, body: bytes) -> Answer:
    """Answer one question, already known to come from an enrolled device. Raises InspectionError."""
    query = dict(parse_qsl(target.query))
    match target.method, target.path:
        case "POST", wire.CHECKPOINT:
            return Answer(200, wire.NOTE_TYPE, hub.checkpoint(_text(body)).encode())
        case "GET", wire.CONSISTENCY:
            return _json(wire.write_proof(hub.consistency(_number(query, "old"), _number(query, "new"))))
        case "POST", wire.RECEIPTS:
            asked = wire.read_json(body, wire.Asked)
            return Answer(200, wire.JSON_TYPE, wire.write_inclusions(hub.receipts(asked.names, asked.size)))
        case "POST", wire.APPEND:
            return _json(hub.append(wire.unpack(body)))
        case "GET", wire.FEED:
            page = hub.feed(_number(query, "start"), _number(query, "most"))
            return Answer(200, wire.FRAMES_TYPE, wire.pack(page.frames), {wire.NEXT: str(page.next)})
        case "GET", path if path.startswith(wire.UPLOAD):
            return _json(hub.upload(path.removeprefix(wire.UPLOAD)))
        case "PATCH", path if path.startswith(wire.BLOB):
            offset, total = _number(query, "offset"), _number(query, "total")
            return _json(hub.put_part(path.removeprefix(wire.BLOB), offset, total, body))
        case "GET", path if path.startswith(wire.BLOB):
            offset, most = _number(query, "offset"), _number(query, "most")
            return Answer(200, wire.BLOB_TYPE, hub.get_blob(path.removeprefix(wire.BLOB), offset, most))
    raise NotFound("中心没有这样的服务；请升级程序。", "The hub has no such service; upgrade the program.")


def refusal(error: InspectionError) -> Answer:
    """Return an error as an answer."""
    status = next((status for kind, status in STATUS if isinstance(error, kind)), 500)
    return Answer(status, wire.ERROR_TYPE, wire.write_json(wire.Sentence(error.zh, error.en)))


def _json(value: object) -> Answer:
    return Answer(200, wire.JSON_TYPE, wire.write_json(value))


def _request(scope: Scope) -> Request:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    path = scope.get("raw_path", b"").decode("latin-1") or scope["path"]
    query = scope["query_string"].decode("latin-1")
    return Request(Target(scope["method"], headers.get("host", ""), path, query), headers)


async def _send(send: Send, answer: Answer) -> None:
    headers = {
        "content-type": answer.kind,
        "content-length": str(len(answer.body)),
        "cache-control": "no-store",
        **answer.headers,
    }
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": raw})
    await send({"type": "http.response.body", "body": answer.body})


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")


def _number(query: Mapping[str, str], name: str) -> int:
    text = query.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise BadInput(f"缺少数字 {name}。", f"The number {name} is missing.")
    return int(text)
