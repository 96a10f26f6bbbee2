"""What this installation found wrong with a hub's log or a device's, put on record once for each fact.

So who syncs later learns of it, and a court sees when it was noticed and by whom. A hub's alarm is testimony:
each device that was shown the wrong log says so itself. A fork proves itself by its entries, so where anybody
has named it nobody has to again. Losses of the device's own are named by `offline_db.last_seen`.
"""

from collections.abc import Iterator

from app.events import AlarmRaised, EntriesLost
from app.history import Fork
from app.log import Header, read_event
from offline_db.casebook import Casebook
from offline_db.logbook import Logbook

HUB, FORK = "hub", "fork"
KINDS = {AlarmRaised.__name__, EntriesLost.__name__}


def raise_alarm(casebook: Casebook, event: AlarmRaised) -> None:
    """Put an alarm on record unless this device said so already. Raises StorageFault."""
    logbook = casebook.logbook
    own = logbook.key_of(logbook.own)
    if not any(
        fact_of(told) == fact_of(event) and logbook.key_of(header.log) == own
        for header, told in alarms_in(logbook)
    ):
        casebook.append("", event)


def name_forks(casebook: Casebook) -> None:
    """Put on record every fork that nobody has named yet. Raises StorageFault."""
    events = [AlarmRaised(FORK, f.log, str(f.seq), _words(f)) for f in casebook.logbook.forks()]
    named = {fact_of(told) for _, told in alarms_in(casebook.logbook)} if events else set()
    new = {fact_of(event): event for event in events if fact_of(event) not in named}
    if new:
        casebook.append("", *new.values())


def alarms_in(logbook: Logbook) -> Iterator[tuple[Header, AlarmRaised | EntriesLost]]:
    """Yield every alarm and loss on record here, of whatever device, with the header of its entry."""
    for name, header in logbook.headers().items():
        if header.kind in KINDS:
            event = read_event(header, logbook.entry(name).payload)
            if isinstance(event, AlarmRaised | EntriesLost):
                yield header, event


def fact_of(event: AlarmRaised | EntriesLost) -> tuple[str, ...]:
    """Return what tells a finding from others."""
    if isinstance(event, EntriesLost):
        return "lost", event.log, str(event.last)
    return event.about, event.subject, event.fact


def _words(fork: Fork) -> str:
    log, count, names = fork.log[:8], len(fork.entries), "、".join(name[:12] for name in fork.entries)
    return (
        f"日志 {log} 第 {fork.seq} 条之处有 {count} 条记录（{names}）："
        "可能恢复了旧备份，也可能有人另写；均已保留。"
        f" | Log {log} has {count} entries in place {fork.seq} ({names}): an older image was restored, or "
        "somebody wrote another one; all are kept."
    )
