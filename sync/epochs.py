"""The origin of a hub's log: the hub's name and the epoch, "hub.example/log#2-a1b2c3d4e5f6".

A log that was restored from an older copy goes on as another epoch; two that began from one copy differ in
the random end.
"""

import re
import secrets

ORIGIN = re.compile(r"(.+)#(\d{1,9})-[0-9a-f]{12}", re.ASCII)

NEW_EPOCH = (
    "中心已从较早的备份恢复，开始了新的一期日志；旧回执不再算数，本机已重新核对并补送。"
    " | The hub was restored from an older copy and began a new log; old receipts no longer count,"
    " and this device asks and sends again."
)


def new_origin(name: str, number: int) -> str:
    return f"{name}#{number}-{secrets.token_hex(6)}"


def epoch_of(origin: str) -> tuple[str, int]:
    """Return the hub's name and the epoch's number, ("", 0) where the text is no such origin."""
    found = ORIGIN.fullmatch(origin)
    return (found[1], int(found[2])) if found else ("", 0)


def next_origin(origin: str, other: str) -> str:
    """Return an origin that is later than both."""
    name, number = epoch_of(origin)
    return new_origin(name, max(number, epoch_of(other)[1]) + 1)


def is_later(origin: str, before: str) -> bool:
    """Tell whether an origin is a later epoch of the same hub."""
    (name, number), (old, old_number) = epoch_of(origin), epoch_of(before)
    return bool(name) and name == old and number > old_number
