"""Is this data folder an older image of itself? Its last number is noted outside, in the system's keyring.

Noted when a folder is opened and closed. A folder whose log ends before the number noted was restored from
an older image: it goes on in a fresh log, so that it never writes two entries in one place. Where the machine
has no keyring this is found out later, when a peer shows the entries that the image lacks.
"""

from app.log import Clock
from offline_db.logbook import Logbook
from offline_db.machine_secret import Safe


def go_on(logbook: Logbook, safe: Safe, clock: Clock) -> bool:
    """Compare with the number noted last, and note the one reached; True where a fresh log was begun.

    Raises:
        StorageFault: the keyring stays locked, or the disk refuses.
    """
    if not safe.usable:
        return False
    noted = safe.get(_name(logbook))
    behind = noted is not None and int.from_bytes(noted, "big") > logbook.last_seq
    if behind and logbook.own != logbook.root:
        logbook.rotate(clock)
    note(logbook, safe)
    return behind


def note(logbook: Logbook, safe: Safe) -> None:
    """Note the number of this installation's last entry."""
    if safe.usable:
        safe.put(_name(logbook), logbook.last_seq.to_bytes(32, "big"))


def _name(logbook: Logbook) -> str:
    return f"last-{logbook.own}"
