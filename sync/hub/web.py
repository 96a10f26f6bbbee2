"""The hub on the web: signed requests of enrolled devices, answered by a peer. A bare ASGI application.

`answer` is plain bytes in and out and needs no network; around it stand who may see what (`access`), quotas
(`limits`), a cap on every body, a limit on how little of it may come in a while, and a memory of nonces. A
signature is checked before the body is read. Where the line breaks in a part of a blob, what came is kept:
who holds the line can cut what TLS carries, not change it, and the whole is compared with its name. Unsigned
is answered one question alone: which card belongs to a code (`sync.invitation`); and of those who sign but
are not enrolled, one more: to be enrolled by such a code.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from app.errors import BadInput, InspectionError, NotAllowed, Unreachable
from app.log import is_digest
from sync import wire
from sync.hub.access import Access, Rank, SeenBy, Standing
from sync.hub.enrolment import Enrolment
from sync.hub.limits import Limits
from sync.hub.metrics import Tally, Visit
from sync.hub.nonces import Nonces
from sync.hub.port import Database
from sync.hub.verbs import Answer, answer, as_json, refusal
from sync.invitation import Asking, Offer
from sync.peer import LARGEST_APPEND, LARGEST_PART, Outcome, Peer, Upload
from sync.signatures import LATEST_S, Signed, Target, as_field, body_digest, verify_request

LARGEST_BODY = {"POST": LARGEST_APPEND, "PATCH": LARGEST_PART}  # bytes; other methods have none
LARGEST_ASKING = 64 * 1024  # bytes of a body by who is not enrolled
STILL_S = 25.0  # in this time a body must come on by LEAST_BYTES, or to its end; the laptop waits for longer
LEAST_BYTES = 1024
HEALTH = "/v1/health"
VERBS = (wire.CHECKPOINT, wire.CONSISTENCY, wire.RECEIPTS, wire.FEED, wire.LEAVES, wire.BLOB, wire.UPLOAD)
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Request:
    target: Target
    headers: Mapping[str, str]  # lower-case names
    address: str = ""  # where it comes from


@dataclass(frozen=True, slots=True)
class Guest:
    """Who asks, by a signature that holds."""

    signed: Signed
    standing: Standing


class Still(Unreachable):
    """A body stood still for too long; the device goes on by another connection."""


@dataclass(slots=True)
class _Course:
    """What is known of a request while it is answered."""

    began: float
    device: str = ""
    received: int = 0


class HubWeb:
    """An ASGI application over a hub and its database; `now` is in seconds since 1970-01-01 UTC."""

    def __init__(
        self,
        hub: Peer,
        database: Database,
        limits: Limits,
        tally: Tally,
        now: Callable[[], float] = time.time,
        still_s: float = STILL_S,
    ) -> None:
        self.access = Access(database)
        self.enrolment = Enrolment(database, now)
        self.limits = limits
        self.tally = tally
        self._hub = hub
        self._now = now
        self._still_s = still_s
        self._nonces = Nonces(database, now)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request, course = _request(scope), _Course(time.perf_counter())
        try:
            answer = await self._answered(request, receive, course)
        except Still as error:
            answer = Answer(408, wire.ERROR_TYPE, refusal(error).body, {"connection": "close"})
        except InspectionError as error:
            answer = refusal(error)
        except ConnectionError:
            answer = Answer(499, "", b"")  # the device went away: there is nobody to answer
        if answer.kind:
            await _send(send, answer)
        seconds = time.perf_counter() - course.began
        size = len(answer.body)
        self.tally.count(
            Visit(_verb(request.target), answer.status, seconds, course.received, size, course.device)
        )

    async def _answered(self, request: Request, receive: Receive, course: _Course) -> Answer:
        target = request.target
        if target.path == HEALTH:
            return Answer(200, "text/plain", b"ok")
        if target.method == "GET" and target.path.startswith(f"{wire.INVITATIONS}/"):
            self.limits.knock(request.address)
            name = target.path.removeprefix(f"{wire.INVITATIONS}/")
            return as_json(await asyncio.to_thread(self.enrolment.offer, name))
        try:
            guest = await asyncio.to_thread(self.admit, request)
        except NotAllowed:
            self.limits.knock(request.address)
            raise
        stranger = guest.standing.rank is Rank.STRANGER
        if stranger:
            self.limits.knock(request.address)
        else:
            course.device = guest.signed.key.hex()[:8]
        with nullcontext() if stranger else self.limits.visit(guest.signed.key):
            most = LARGEST_ASKING if stranger else LARGEST_BODY.get(target.method, 0)
            pieces: list[bytes] = []
            try:
                await self._read(receive, most, pieces)
            except (ConnectionError, Still):
                if any(pieces) and target.method == "PATCH" and not stranger:
                    await asyncio.to_thread(lambda: self.keep(request, guest, b"".join(pieces)))
                raise
            finally:
                course.received = sum(map(len, pieces))
            return await asyncio.to_thread(lambda: self.answer(request, guest, b"".join(pieces)))

    def admit(self, request: Request) -> Guest:
        """Check who asks. Raises NotAllowed."""
        target = request.target
        signed = verify_request(target, request.headers, self._now())
        standing = self.access.standing(signed.key)
        if standing.rank is Rank.STRANGER and (target.method, target.path) != ("POST", wire.ENROLMENTS):
            raise NotAllowed(
                "本机尚未由局机关登记，中心不受理；记录仍在本机，请联系局机关。",
                "This device is not enrolled by the bureau; the records stay here. Ask the bureau.",
            )
        return Guest(signed, standing)

    def answer(self, request: Request, guest: Guest, body: bytes) -> Answer:
        """Answer an admitted request. Raises InspectionError."""
        key = guest.signed.key
        if not _is_whole(request.target, guest.signed) and body_digest(body) != guest.signed.digest:
            raise NotAllowed("请求内容与签名不符。", "The request's body is not the one that was signed.")
        self._once(guest.signed)
        match request.target.method, request.target.path:
            case "POST", wire.ENROLMENTS:
                self.enrolment.ask(wire.read_json(body, Asking), key)
                return as_json(True)
            case "GET", wire.ENROLMENTS:
                _refuse_all_but_the_bureau(guest.standing)
                return as_json(self.enrolment.waiting())
            case "POST", wire.INVITATIONS:
                _refuse_all_but_the_bureau(guest.standing)
                return as_json(self.enrolment.invite(wire.read_json(body, Offer)))
        return answer(self._peer(guest), request.target, body)

    def keep(self, request: Request, guest: Guest, start: bytes) -> Answer:
        """Keep the start of a part of a blob, of whose body no more came. Raises InspectionError."""
        self._once(guest.signed)
        return answer(self._peer(guest), request.target, start)

    def _peer(self, guest: Guest) -> Peer:
        return _Counted(self._hub, self.access, guest.standing, self.limits, guest.signed.key)

    def _once(self, signed: Signed) -> None:
        """Remember a nonce for as long as its request would be taken. Raises NotAllowed the second time."""
        if not self._nonces.take(signed.nonce, signed.created + 2 * LATEST_S):
            raise NotAllowed("该请求已经受理过。", "This request was answered already.")

    async def _read(self, receive: Receive, most: int, pieces: list[bytes]) -> None:
        """Add to `pieces` what comes on. Raises BadInput, Still, ConnectionError; what came stays there."""
        size = counted = 0
        until = time.monotonic() + self._still_s
        while True:
            try:
                async with asyncio.timeout(max(0.0, until - time.monotonic())):
                    message = await receive()
            except TimeoutError as error:
                raise Still("上传中断过久。", "The upload stood still for too long.") from error
            if message["type"] == "http.disconnect":
                raise ConnectionError
            pieces.append(message.get("body", b""))
            size += len(pieces[-1])
            if size > most:
                raise BadInput("内容过大；请升级程序后重试。", "The body is too large; upgrade the program.")
            if not message.get("more_body"):
                return
            if size - counted >= LEAST_BYTES:
                counted, until = size, time.monotonic() + self._still_s


class _Counted(SeenBy):
    """A hub as one device may see it, where what it brings is counted."""

    def __init__(self, hub: Peer, access: Access, standing: Standing, limits: Limits, key: bytes) -> None:
        super().__init__(hub, access, standing)
        self._limits = limits
        self._key = key

    def append(self, frames: bytes) -> Outcome:
        self._limits.bring_entries(self._key, len(frames))
        outcome = super().append(frames)
        self._limits.count_entries(self._key, len(outcome.kept) + len(outcome.aside))
        return outcome

    def put_part(self, sha256: str, offset: int, total: int, data: bytes) -> Upload:
        self._limits.bring_part(self._key, sha256, len(data))
        state = super().put_part(sha256, offset, total, data)
        if state.whole or not state.wanted:
            self._limits.end_upload(self._key, sha256)
        return state


def _refuse_all_but_the_bureau(standing: Standing) -> None:
    if standing.rank is not Rank.BUREAU:
        raise NotAllowed(
            "只有局机关可以邀请和查看待登记的设备。", "Only the bureau invites devices and sees who waits."
        )


def _is_whole(target: Target, signed: Signed) -> bool:
    """Tell whether the digest that is signed is the name of the blob that the body is a part of, or all.

    Then nothing need be hashed on its way in: what is stored is read back and compared with just that digest.
    """
    sha256 = target.path.removeprefix(wire.BLOB)
    return target.method == "PATCH" and is_digest(sha256) and signed.digest == as_field(bytes.fromhex(sha256))


def _verb(target: Target) -> str:
    """Return method and pattern of a request, without what it names."""
    patterns = (*VERBS, wire.INVITATIONS, wire.ENROLMENTS, HEALTH)
    found = next(
        (p for p in patterns if target.path == p or target.path.startswith(p.rstrip("/") + "/")), "?"
    )
    method = target.method if target.method in ("GET", "POST", "PATCH") else "?"
    return f"{method} {found}"


def _request(scope: Scope) -> Request:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    path = scope.get("raw_path", b"").decode("latin-1") or scope["path"]
    query = scope["query_string"].decode("latin-1")
    address = (scope.get("client") or ("", 0))[0]
    return Request(Target(scope["method"], headers.get("host", ""), path, query), headers, address)


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
