"""From an event to the signed entry of a log: the next one, or the one that opens a fresh log."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.errors import StorageFault
from app.events import Event, LogOpened
from app.log import (
    BlobRef,
    Clock,
    Entry,
    Position,
    Signer,
    log_id,
    read_event,
    read_header,
    seal_entry,
    write_payload,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that is about to be signed."""

    event: Event
    case: str = ""
    blobs: tuple[BlobRef, ...] = ()


def seal(
    signer: Signer, position: Position, draft: Draft, officers: Sequence[str], clock: Clock, after: str
) -> Entry:
    """Sign a draft at its position; `after` is the digest of the newest checkpoint held."""
    payload = write_payload(draft.event, secrets.token_bytes(16))
    return seal_entry(
        signer,
        position,
        draft.event,
        payload,
        clock=clock,
        case=draft.case,
        officers=officers,
        blobs=draft.blobs,
        after=after,
    )


def reopen(signer: Signer, opening: Entry, heads: Sequence[str], clock: Clock, after: str) -> Entry:
    """Return the first entry of a fresh log of the same installation, which names all heads known to it.

    Raises:
        StorageFault: the opening of the log before is not here.
    """
    before = read_event(read_header(opening.header), opening.payload)
    if not isinstance(before, LogOpened):
        raise StorageFault(
            "本机日志的开启记录已不可读，不能另起新日志；请从备份恢复。",
            "The opening of this device's log cannot be read, so no fresh log begins; restore the backup.",
        )
    event = replace(before, nonce=secrets.token_hex(16))
    position = Position(log_id(signer.key, event.nonce), 0, "", tuple(heads))
    return seal(signer, position, Draft(event), (), clock, after)
