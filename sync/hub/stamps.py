"""A hub has its own log stamped by a time-stamp authority (RFC 3161), whether or not a device asks for it.

What is stamped is a checkpoint, signed as devices see it; the token is kept as it came, for ever, beside the
log. Where the authority does not answer the hub goes on, says so in its health, and asks again.
"""

import base64
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from app.errors import BadInput, InspectionError, StorageFault
from app.events import CheckpointStamped
from app.log import digest
from app.signing.asking import Authority, ask_token
from sync.hub.book import HubBook
from sync.hub.intake import Intake
from sync.hub.port import Database, Statements

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS stamps ("
    "digest TEXT PRIMARY KEY, number BIGINT NOT NULL, note TEXT NOT NULL, token BYTEA NOT NULL)"
)
Holds = Callable[[CheckpointStamped, Sequence[bytes]], bool]  # does a token hold, by these roots (DER)


class Stamped(NamedTuple):
    """A checkpoint and the token over its SHA-256 (DER), as they came."""

    note: str
    token: bytes


class Stamps:
    """The tokens of one hub. `authority` is asked; the bureau's log says whose tokens are believed."""

    def __init__(self, book: HubBook, authority: Authority, holds: Holds) -> None:
        self._book = book
        self._authority = authority
        self._holds = holds
        self.problem = ""  # why the newest state is not stamped, "Chinese | English"

    def stamp(self) -> bool:
        """Have the log as it is stamped, unless it is; False where nothing new was kept: see `problem`."""
        try:
            done = self._stamp()
        except InspectionError as error:
            self.problem = f"{error.zh} | {error.en}"
            return False
        self.problem = ""
        return done

    def _stamp(self) -> bool:
        note = self._book.checkpoint("")
        name = digest(note.encode())
        if self._book.database.transact(partial(_is_kept, name=name)):
            return False
        token = ask_token(bytes.fromhex(name), self._authority)
        bureau = self._book.database.transact(Intake(self._book.database).bureau)
        roots = [bytes.fromhex(root) for root in bureau.authorities]
        if not self._holds(CheckpointStamped(note, base64.b64encode(token).decode()), roots):
            raise BadInput(
                "时间戳不是局机关指定的时间戳机构签发的，未采用；请核对 --stamp，或由局机关 publish-root。",
                "The token is not by an authority that the bureau named, and was not taken; check --stamp, "
                "or let the bureau name the authority (publish-root).",
            )

        def keep(db: Statements) -> None:
            ((last,),) = db.rows("SELECT COALESCE(MAX(number), -1) FROM stamps")
            values = (name, last + 1, note, token)
            db.rows("INSERT INTO stamps VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", values)

        self._book.database.transact(keep)
        return True


def _is_kept(db: Statements, name: str) -> bool:
    db.rows(SCHEMA)
    return bool(db.rows("SELECT 1 FROM stamps WHERE digest = ?", (name,)))


def kept_stamps(database: Database) -> tuple[Stamped, ...]:
    """Return every token of a hub, the first one first."""

    def work(db: Statements) -> tuple[Stamped, ...]:
        db.rows(SCHEMA)
        rows = db.rows("SELECT note, token FROM stamps ORDER BY number, digest")
        return tuple(Stamped(note, bytes(token)) for note, token in rows)

    return database.transact(work)


def publish_stamps(folder: Path, database: Database) -> int:
    """Write each token beside published tiles, `stamps/<digest>.note` and `.token`; returns how many are new.

    `openssl ts -verify -data X.note -in X.token -token_in -CAfile authority.pem` checks one.

    Raises:
        StorageFault: the disk refuses.
    """
    place, new = folder / "stamps", 0
    try:
        for note, token in kept_stamps(database):
            place.mkdir(exist_ok=True)
            path = place / f"{digest(note.encode())}.token"
            if not path.exists():
                path.with_suffix(".note").write_bytes(note.encode())
                path.write_bytes(token)
                new += 1
    except OSError as error:
        raise StorageFault(
            f"无法写入 {place}；请检查磁盘空间和权限。", f"{place} cannot be written; check the disk."
        ) from error
    return new
