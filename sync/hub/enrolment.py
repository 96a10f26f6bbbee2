"""How new devices come to a hub: invited by the bureau, asking once, waiting for the bureau's word.

The hub decides nothing. It keeps the bureau's invitations and what invited devices asked; the bureau looks at
who waits, compares fingerprints with who holds the device, and enrols by an entry of its own log. Codes are
kept as digests, so that what a hub stores lets nobody in.
"""

import base64
import binascii
from collections.abc import Callable

from app.errors import BadEntry, BadInput, NotAllowed, NotFound
from app.log import Entry, is_digest, opening_key
from sync.frames import read_frames
from sync.hub.port import Database, Statements
from sync.invitation import LIFE_S, Asking, Offer, Waiting, name_of

KEPT_S = 7 * 86_400  # how long an invitation is remembered, to say what became of it
MOST = 1_000  # invitations at one time
LONGEST_CARD, LONGEST_OPENING = 16_384, 8_192  # characters
SCHEMA = (
    "CREATE TABLE IF NOT EXISTS invitations ("
    "name TEXT PRIMARY KEY, card TEXT NOT NULL, seal TEXT NOT NULL, until BIGINT NOT NULL,"
    " key TEXT NOT NULL, opening TEXT NOT NULL, asked_at BIGINT NOT NULL)"
)


class Enrolment:
    """The invitations of one hub; `now` is the time in seconds since 1970-01-01 UTC."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now
        database.transact(lambda db: db.rows(SCHEMA))

    def invite(self, offer: Offer) -> int:
        """Keep an invitation; returns until when it can be used. Raises BadInput."""
        if not (is_digest(offer.name) and is_digest(offer.seal) and len(offer.card) <= LONGEST_CARD):
            raise BadInput(
                "邀请的内容不成立；请升级程序。", "The invitation is not whole; upgrade the program."
            )
        now = int(self._now())

        def work(db: Statements) -> int:
            db.rows("DELETE FROM invitations WHERE until < ?", (now - KEPT_S,))
            if db.rows("SELECT count(*) FROM invitations")[0][0] >= MOST:
                raise BadInput("未用的登记码过多。", "There are too many codes; let some of them expire.")
            row = (offer.name, offer.card, offer.seal, now + LIFE_S, "", "", 0)
            db.rows("INSERT INTO invitations VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", row)
            return now + LIFE_S

        return self._database.transact(work)

    def offer(self, name: str) -> Offer:
        """Return an invitation, whoever used it: a device may ask twice. Raises NotFound, NotAllowed."""
        return self._database.transact(lambda db: self._usable(db, name, None))

    def ask(self, asking: Asking, key: bytes) -> None:
        """Keep an invited device's question; twice by the same device is once.

        Raises:
            NotFound, NotAllowed: a code that is unknown, expired or used by another device.
            BadInput: the device's opening entry is not the asking key's.
        """
        try:
            secret = bytes.fromhex(asking.secret)
        except ValueError as error:
            raise _unknown() from error
        opening = read_opening(asking.opening)
        if opening_key(opening) != key:
            raise BadInput("登记申请与签名的设备不符。", "Another device signed this question.")

        def work(db: Statements) -> None:
            name = name_of(secret)
            self._usable(db, name, key.hex())
            db.rows(
                "UPDATE invitations SET key = ?, opening = ?, asked_at = ? WHERE name = ? AND key = ''",
                (key.hex(), asking.opening, int(self._now()), name),
            )
            self._usable(db, name, key.hex())  # another device may have been quicker

        self._database.transact(work)

    def waiting(self) -> tuple[Waiting, ...]:
        """Return who asked, the first one first, whether enrolled since or not."""
        sql = "SELECT opening, asked_at FROM invitations WHERE key <> '' ORDER BY asked_at"
        return tuple(Waiting(*row) for row in self._database.transact(lambda db: db.rows(sql)))

    def _usable(self, db: Statements, name: str, key: str | None) -> Offer:
        rows = db.rows("SELECT card, seal, until, key FROM invitations WHERE name = ?", (name,))
        if not rows:
            raise _unknown()
        card, seal, until, used = rows[0]
        if used and key is not None and used != key:
            raise NotAllowed(
                "该登记码已被使用；请主管重新生成一个，并查明是谁用过。",
                "This code was used already; let the supervisor make another one, and find out who used it.",
            )
        if until < self._now() and not used:
            raise NotAllowed(
                "该登记码已过期；请主管重新生成一个。",
                "This code has expired; let the supervisor make another.",
            )
        return Offer(name, card, seal)


def read_opening(text: str) -> Entry:
    """Return the one entry in a frame that opens a device's log. Raises BadInput."""
    try:
        if len(text) > LONGEST_OPENING:
            raise BadInput("登记申请过长。", "The question is too long.")
        (entry,) = read_frames(base64.b64decode(text, validate=True))
        opening_key(entry)
    except (binascii.Error, ValueError, BadEntry) as error:
        raise BadInput(
            "登记申请无法读取；请升级程序后重试。", "The question cannot be read; upgrade the program."
        ) from error
    return entry


def _unknown() -> NotFound:
    return NotFound(
        "中心没有这个登记码；请核对中心地址和登记码，或请主管重新生成。",
        "The hub knows no such code; compare address and code, or let the supervisor make another one.",
    )
