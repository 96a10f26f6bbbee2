"""A hub over HTTPS, seen from a laptop: a `Peer` whose every request is signed by the device's key.

A connection trusts the hub's own CA and nothing else, by TLS 1.3. A time-out means that nothing moved for
30 s; there is none for a whole. Only an answer of the right media type is one, so that the page of a captive
portal never passes for a hub; and what the hub says is proved afterwards all the same.
"""

import http.client
import secrets
import ssl
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode, urlsplit

from app.errors import BadInput, Busy, InspectionError, NotAllowed, NotFound, StorageFault, Unreachable
from app.log import Signer
from sync import wire
from sync.frames import LARGEST_BATCH
from sync.idle import Idle
from sync.invitation import Asking, Offer, Waiting
from sync.peer import Inclusion, Outcome, Page, Upload
from sync.signatures import Target, sign_request
from sync.tlog import Proof
from sync.tls import hub_context

STILL_S = 30.0  # how long nothing may move
LARGEST_ANSWER = LARGEST_BATCH
LONGEST_WAIT_S = 30.0  # that a hub may ask for before this goes on with something else
PATIENCE = 20  # such waits, for one question
RECORD, RECORDS = 16 * 1024, 32  # bytes of TLS's largest record; how many a part is cut in at least
REFUSALS: Mapping[int, type[InspectionError]] = {
    400: BadInput,
    401: NotAllowed,
    404: NotFound,
    429: StorageFault,  # where it asks for a longer wait: this hub takes no more of it today
    507: StorageFault,
}


class HubClient:
    """Implements `sync.peer.Peer`; `ca` is the PEM of the only CA trusted.

    Safe to use from several threads: as many connections are kept open as there were requests at once.
    """

    def __init__(
        self,
        url: str,
        ca: str,
        signer: Signer,
        *,
        now: Callable[[], float] = time.time,
        still_s: float = STILL_S,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        host, port, self._authority = split_address(url)
        self._signer = signer
        self._now = now
        self._pause = pause
        opened = partial(http.client.HTTPSConnection, host, port, timeout=still_s, context=_context(ca))
        self._idle = Idle(lambda: _Line(opened()))

    def checkpoint(self, known: str) -> str:
        body, _ = self._ask("POST", wire.CHECKPOINT, wire.NOTE_TYPE, known.encode())
        return body.decode("utf-8", "replace")

    def consistency(self, old: int, new: int) -> Proof:
        body, _ = self._ask("GET", wire.CONSISTENCY, wire.JSON_TYPE, old=old, new=new)
        return wire.read_proof(wire.read_json(body, list[str]))

    def receipts(self, names: Sequence[str], size: int) -> Mapping[str, Inclusion]:
        asked = wire.write_json(wire.Asked(tuple(names), size))
        return wire.read_inclusions(self._ask("POST", wire.RECEIPTS, wire.JSON_TYPE, asked)[0])

    def append(self, frames: bytes) -> Outcome:
        body, _ = self._ask("POST", wire.APPEND, wire.JSON_TYPE, wire.pack(frames))
        return wire.read_json(body, Outcome)

    def upload(self, sha256: str) -> Upload:
        body, _ = self._ask("GET", wire.UPLOAD + sha256, wire.JSON_TYPE)
        return wire.read_json(body, Upload)

    def put_part(self, sha256: str, offset: int, total: int, data: bytes) -> Upload:
        whole = sha256 if len(data) == total else ""  # then its name is the digest that is signed
        path = wire.BLOB + sha256
        body, _ = self._ask("PATCH", path, wire.JSON_TYPE, data, whole, offset=offset, total=total)
        return wire.read_json(body, Upload)

    def feed(self, start: int, most: int) -> Page:
        body, following = self._ask("GET", wire.FEED, wire.FRAMES_TYPE, start=start, most=most)
        if not (following.isascii() and following.isdigit() and len(following) <= 18):
            raise _strange()
        return Page(wire.unpack(body), int(following))

    def leaves(self, start: int, most: int) -> Sequence[str]:
        return wire.read_json(
            self._ask("GET", wire.LEAVES, wire.JSON_TYPE, start=start, most=most)[0], list[str]
        )

    def get_blob(self, sha256: str, offset: int, most: int) -> bytes:
        return self._ask("GET", wire.BLOB + sha256, wire.BLOB_TYPE, offset=offset, most=most)[0]

    def invite(self, offer: Offer) -> int:
        """Leave an invitation at the hub, as the bureau; returns until when it can be used."""
        return wire.read_json(
            self._ask("POST", wire.INVITATIONS, wire.JSON_TYPE, wire.write_json(offer))[0], int
        )

    def waiting(self) -> tuple[Waiting, ...]:
        """Return the devices that asked to be enrolled, as the bureau."""
        body, _ = self._ask("GET", wire.ENROLMENTS, wire.JSON_TYPE)
        return wire.read_json(body, tuple[Waiting, ...])

    def ask_in(self, asking: Asking) -> None:
        """Ask to be enrolled. Raises NotFound, NotAllowed for a code that does not hold."""
        self._ask("POST", wire.ENROLMENTS, wire.JSON_TYPE, wire.write_json(asking))

    def close(self) -> None:
        self._idle.close()

    def _ask(
        self, method: str, path: str, kind: str, body: bytes = b"", sha256: str = "", **query: int
    ) -> tuple[bytes, str]:
        """Return an answer's body and its header NEXT, after the waits that a busy hub asks for."""
        question = _Question(Target(method, self._authority, path, urlencode(query)), kind, body, sha256)
        for _ in range(PATIENCE):
            try:
                return self._once(question)
            except Busy as error:
                self._pause(error.wait_s)
        return self._once(question)

    def _once(self, question: "_Question") -> tuple[bytes, str]:
        """Ask once, by a connection that stands idle or a new one."""
        line = self._idle.take()
        try:
            return self._over(line, question)
        finally:
            self._idle.give_back(line)

    def _over(self, line: "_Line", question: "_Question") -> tuple[bytes, str]:
        """Ask over one connection; one that stood idle is opened once more, but a part of a blob does not go
        blindly again: the hub kept what came of it."""
        try:
            try:
                return self._exchange(line, question)
            except (ConnectionError, http.client.RemoteDisconnected):
                if not line.used or question.target.method == "PATCH":
                    raise
                line.close()
                return self._exchange(line, question)
        except ssl.SSLCertVerificationError as error:
            line.close()
            raise Unreachable(
                "对方不是本局的中心：其证书不是本局签发的。没有发送任何内容，请更换网络后重试。",
                "That is not the bureau's hub: the bureau did not issue its certificate. Nothing was sent.",
            ) from error
        except (OSError, http.client.HTTPException) as error:
            line.close()
            raise Unreachable(
                "无法连接中心或网络中断；记录都在本机，稍后再同步即可。",
                "The hub cannot be reached or the line broke; everything is here. Sync again later.",
            ) from error

    def _exchange(self, line: "_Line", question: "_Question") -> tuple[bytes, str]:
        target, body = question.target, question.body
        created, nonce = int(self._now()), secrets.token_hex(16)
        signed = sign_request(self._signer, target, body, created, nonce, question.sha256)
        url = f"{target.path}?{target.query}" if target.query else target.path
        headers = {"Host": target.authority, "Content-Length": str(len(body)), **signed}
        line.connection.request(target.method, url, _records(body), headers)
        with line.connection.getresponse() as answer:  # closed too where the line breaks while it is read
            data = answer.read(LARGEST_ANSWER + 1)
        found = answer.headers.get_content_type()
        line.used = True
        if len(data) > LARGEST_ANSWER:
            line.close()
            raise _strange()
        if answer.status == 200 and found == question.kind:
            return data, answer.headers.get(wire.NEXT, "")
        raise read_refusal(answer.status, found, data, answer.headers.get("Retry-After", ""))


@dataclass(frozen=True, slots=True)
class _Question:
    target: Target
    kind: str  # media type of the answer
    body: bytes
    sha256: str  # of the body, where it is known


@dataclass(slots=True)
class _Line:
    """A connection, and whether anything was answered over it since it was opened."""

    connection: http.client.HTTPSConnection
    used: bool = False

    def close(self) -> None:
        """Close it; the next question opens it again."""
        self.connection.close()
        self.used = False


def split_address(url: str) -> tuple[str, int | None, str]:
    """Return host, port and what the Host header says of an address. Raises BadInput."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise _no_address(url) from error
    if not host or parts.scheme != "https" or parts.path.strip("/") or parts.query or parts.username:
        raise _no_address(url)
    return host, port, parts.netloc


def _no_address(url: str) -> BadInput:
    return BadInput(
        f"中心地址“{url}”不是形如 https://主机:端口 的地址；请核对。",
        f"{url} is no address like https://host:port; check it.",
    )


def _records(body: bytes) -> Iterator[bytes] | bytes | None:
    """Cut a body for TLS: of a record that breaks off nothing is read, so small parts go in small ones."""
    size = max(1024, len(body) // RECORDS)
    if not body or size >= RECORD:
        return body or None
    return (body[start : start + size] for start in range(0, len(body), size))


def _context(ca: str) -> ssl.SSLContext:
    context = hub_context()
    try:
        context.load_verify_locations(cadata=ca)
    except (ssl.SSLError, ValueError) as error:
        raise BadInput(
            "中心名片中的证书无法读取；请向局机关重新索取。",
            "The certificate on the hub's card cannot be read; ask the bureau for another card.",
        ) from error
    return context


def read_refusal(status: int, kind: str, data: bytes, wait: str) -> InspectionError:
    """Return what an answer that is none of ours, or a refusal, means for the officer."""
    if kind != wire.ERROR_TYPE:
        return _strange()
    sentence = wire.read_json(data, wire.Sentence)
    zh, en = (text[: wire.LONGEST_SENTENCE] for text in sentence)
    if status in (429, 503, 507) and wait.isascii() and wait.isdigit() and int(wait) <= LONGEST_WAIT_S:
        return Busy(zh, en, wait_s=float(wait))
    return REFUSALS.get(status, Unreachable)(zh, en)


def _strange() -> Unreachable:
    return Unreachable(
        "网络上的应答不是中心发出的（可能是需要登录的网络）；没有任何内容被记为已送达，请检查网络后重试。",
        "The answer is not the hub's (perhaps the network wants a log-in); nothing was marked as sent.",
    )
