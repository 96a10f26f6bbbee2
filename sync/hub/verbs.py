"""The verbs of a peer as they stand in a request: plain bytes in and out, without a network."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from app.errors import BadInput, Busy, InspectionError, NotAllowed, NotFound, StorageFault, Unreachable
from sync import wire
from sync.peer import Peer
from sync.signatures import Target

LATER_S = 600  # when to ask again a hub whose disk is full
STATUS: tuple[tuple[type[InspectionError], int], ...] = (
    (NotAllowed, 401),
    (NotFound, 404),
    (BadInput, 400),
    (StorageFault, 507),
    (Unreachable, 429),
)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    kind: str  # media type
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(hub: Peer, target: Target, body: bytes) -> Answer:
    """Answer one question, already known to come from an enrolled device. Raises InspectionError."""
    query = dict(parse_qsl(target.query))
    match target.method, target.path:
        case "POST", wire.CHECKPOINT:
            return Answer(200, wire.NOTE_TYPE, hub.checkpoint(_text(body)).encode())
        case "GET", wire.CONSISTENCY:
            return as_json(wire.write_proof(hub.consistency(_number(query, "old"), _number(query, "new"))))
        case "POST", wire.RECEIPTS:
            asked = wire.read_json(body, wire.Asked)
            return Answer(200, wire.JSON_TYPE, wire.write_inclusions(hub.receipts(asked.names, asked.size)))
        case "POST", wire.APPEND:
            return as_json(hub.append(wire.unpack(body)))
        case "GET", wire.FEED:
            page = hub.feed(_number(query, "start"), _number(query, "most"))
            return Answer(200, wire.FRAMES_TYPE, wire.pack(page.frames), {wire.NEXT: str(page.next)})
        case "GET", wire.LEAVES:
            return as_json(hub.leaves(_number(query, "start"), _number(query, "most")))
        case "GET", path if path.startswith(wire.UPLOAD):
            return as_json(hub.upload(path.removeprefix(wire.UPLOAD)))
        case "PATCH", path if path.startswith(wire.BLOB):
            offset, total = _number(query, "offset"), _number(query, "total")
            return as_json(hub.put_part(path.removeprefix(wire.BLOB), offset, total, body))
        case "GET", path if path.startswith(wire.BLOB):
            offset, most = _number(query, "offset"), _number(query, "most")
            return Answer(200, wire.BLOB_TYPE, hub.get_blob(path.removeprefix(wire.BLOB), offset, most))
    raise NotFound("中心没有这样的服务；请升级程序。", "The hub has no such service; upgrade the program.")


def refusal(error: InspectionError) -> Answer:
    """Return an error as an answer; one that passes says when to ask again."""
    status = next((status for kind, status in STATUS if isinstance(error, kind)), 500)
    headers: dict[str, str] = {}
    if isinstance(error, Busy):
        headers["retry-after"] = str(max(1, math.ceil(error.wait_s)))
    elif status == 507:
        headers["retry-after"] = str(LATER_S)
    return Answer(status, wire.ERROR_TYPE, wire.write_json(wire.Sentence(error.zh, error.en)), headers)


def as_json(value: object) -> Answer:
    """Return a value as an answer."""
    return Answer(200, wire.JSON_TYPE, wire.write_json(value))


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")


def _number(query: Mapping[str, str], name: str) -> int:
    text = query.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise BadInput(f"缺少数字 {name}。", f"The number {name} is missing.")
    return int(text)
