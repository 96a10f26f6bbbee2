"""What reads bytes from outside in sync and evidence, each with bytes that it takes: entries, and the wire.

A parser is given bytes and does with them what the program does. Where bytes are signed or sealed, that is
done after they were made wrong, as by a device whose key was stolen: else nothing behind would be reached.
"""

import dataclasses
import json
import re
import typing
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from types import UnionType
from typing import Any

from app.events import KINDS
from app.front.hub_desk import Card, decoded
from app.log import DOMAIN, Entry, opening_key, read_event, read_header
from sync import wire
from sync.frames import read_frames, write_frame
from sync.invitation import Asking, Offer, Waiting
from sync.peer import Outcome, Upload
from sync.signatures import Target, sign_request, verify_request
from tests.faults.world import Parsers, Read, World

NOW = 1_780_000_000
TARGET = Target("POST", "hub.example:8443", "/v1/entries", "")
KIND = re.compile(rb'"kind":"(\w+)"')  # beside the payload's own keys, so that one thing is made wrong


def entries(world: World) -> Parsers:
    """Return the readers of entries."""

    def any_header(data: bytes) -> None:
        world.take(Entry(data, world.key.sign(DOMAIN + data), world.own[-1].payload))

    def any_payload(data: bytes) -> None:
        kind = KIND.search(data)
        entry = world.signed({"kind": kind[1].decode() if kind else "CommentMade"}, data)
        read_event(read_header(entry.header), data)
        world.take(entry)

    def any_opening(data: bytes) -> None:
        opening_key(world.signed({"kind": "LogOpened", "seq": 0, "prev": ""}, data))

    headers = [entry.header for entry in world.entries]
    events = [
        wire.write_json({"kind": kind, "salt": "00" * 16, "data": sample(event)})
        for kind, event in KINDS.items()
    ]
    openings = [world.own[0].payload or b""]
    return {
        "headers": (headers, read_header),
        "headers, signed": (headers, any_header),
        "payloads, signed": (events, any_payload),
        "openings": (openings, any_opening),
    }


def lines(world: World) -> Parsers:
    """Return the readers of what comes on a line."""
    shapes: Mapping[type, object] = {
        wire.Asked: wire.Asked((f"entry:{world.entries[0].id}",), 3),
        wire.Sentence: wire.Sentence("不收。", "No."),
        Outcome: world.day.hub.book.append(write_frame(world.entries[-1])),
        Upload: Upload(3),
        Offer: Offer("ab" * 32, "{}", "ab" * 32),
        Asking: Asking("ab" * 16, "AAAA"),
        Waiting: Waiting("AAAA", NOW),
    }
    found: dict[str, tuple[Sequence[bytes], Read]] = {
        f"wire: {kind.__name__}": ([wire.write_json(value)], partial(_read_shape, kind))
        for kind, value in shapes.items()
    }
    frames = b"".join(map(write_frame, world.entries))
    headers = json.dumps(sign_request(world.key, TARGET, b"x", NOW, "ab" * 16)).encode()
    card = wire.write_json({"name": "hub", "key": "ab" * 32, "ca": "PEM", "seal_key": "", "root": ""})
    return found | {
        "frames": ([frames], lambda data: list(read_frames(data))),
        "frames, packed": ([wire.pack(frames)], lambda data: list(read_frames(wire.unpack(data)))),
        "appended": ([frames], world.day.hub.book.append),
        "request headers": ([headers], _read_request_headers),
        "cards": ([card], lambda data: decoded(data, Card)),
    }


def _read_shape(kind: type, data: bytes) -> object:
    return wire.read_json(data, kind)


def _read_request_headers(data: bytes) -> None:
    headers = wire.read_json(data, dict[str, str])
    verify_request(TARGET, {name.lower(): value for name, value in headers.items()}, NOW)


def sample(kind: Any) -> Any:
    """Return JSON that a type takes, the plainest."""
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return {field.name: sample(hints[field.name]) for field in dataclasses.fields(kind)}
    arguments = typing.get_args(kind)
    if typing.get_origin(kind) in (UnionType, typing.Union):
        return sample(arguments[0])
    if typing.get_origin(kind) is tuple:
        return [sample(one) for one in arguments if one is not Ellipsis]
    plain: Mapping[Any, Any] = {bool: False, int: 1, float: 1.0, str: "x", date: "2026-05-04"}
    return plain.get(kind)
