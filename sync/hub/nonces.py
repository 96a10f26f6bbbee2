"""The nonces of requests that were answered, in the hub's database, so that no process answers one twice."""

from collections.abc import Callable

from sync.hub.port import Database, Statements

SCHEMA = "CREATE TABLE IF NOT EXISTS nonces (nonce TEXT PRIMARY KEY, expires BIGINT NOT NULL)"
TIDY_S = 60.0  # how often what has expired is removed


class Nonces:
    """A memory shared by all processes on one database; `now` is in seconds since 1970-01-01 UTC."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now
        self._tidied = 0.0
        database.transact(lambda db: db.rows(SCHEMA))

    def take(self, nonce: str, expires: int) -> bool:
        """Remember a nonce until a second; False where it is remembered already."""
        now = self._now()

        def work(db: Statements) -> bool:
            if now >= self._tidied + TIDY_S:
                db.rows("DELETE FROM nonces WHERE expires < ?", (int(now),))
            sql = "INSERT INTO nonces VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING nonce"
            return bool(db.rows(sql, (nonce, expires)))

        new = self._database.transact(work)
        if now >= self._tidied + TIDY_S:
            self._tidied = now
        return new
