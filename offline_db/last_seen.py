"""Is this data folder an older image of itself? Its last number is noted outside, in the system's keyring.

Noted when a folder is opened and closed. A folder whose log ends before the number noted was restored from
an older image: it goes on in a fresh log, so that it never writes two entries in one place. Where the machine
has no keyring this is found out later, when a peer shows the entries that the image lacks.
A log that was found to have two ends is left as well, should the program have ended before it could.
"""

from app.log import Clock
from offline_db.logbook import Logbook
from offline_db.machine_secret import Safe


def go_on(logbook: Logbook, safe: Safe | None, clock: Clock) -> None:
    """Begin a fresh log where this one is an older image; then note the number reached.

    Raises:
        StorageFault: the keyring stays locked, or the disk refuses.
    """
    noted = safe.get(_name(logbook)) if safe is not None and safe.usable else None
    if logbook.forked or (noted is not None and int.from_bytes(noted, "big") > logbook.last_seq):
        logbook.rotate(clock)
    note(logbook, safe)


def note(logbook: Logbook, safe: Safe | None) -> None:
    """Note the number of this installation's last entry; None is a machine that notes nothing."""
    if safe is not None and safe.usable:
        safe.put(_name(logbook), logbook.last_seq.to_bytes(32, "big"))


def _name(logbook: Logbook) -> str:
    return f"last-{logbook.own}"
