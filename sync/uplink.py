"""One sync with a peer: what has no verified receipt is asked about, sent, asked about again.

There is no queue and no flag: what is pending is computed each time. A sync may be cut at any call and done
again. First of all, and again before receipts are asked for, the peer's log must prove to be the one that was
seen last, grown: signed, no smaller, no other. A receipt is an inclusion proof under such a checkpoint and
nothing else; what a peer merely says counts for nothing.
"""

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from app.errors import BadInput, InspectionError, NotFound
from app.log import BlobRef, Entry, Header, digest
from app.sharing import Admitted, Progress, Synced
from sync.accounting import Accounts, find_omission
from sync.checkpoint import Checkpoint, read_checkpoint
from sync.epochs import NEW_EPOCH, is_later
from sync.frames import read_frames
from sync.lanes import BlobLane, Stopped, fetch_blob, pace_of_entries, pace_of_parts, send_entries
from sync.peer import BLOB, ENTRY, MOST_ENTRIES, Inclusion, Peer
from sync.tlog import extends, includes, leaf_hash

ASKED_AT_ONCE = 500  # names
ENTRY_BYTES = 600  # of a frame, about: for the listener


class Store(Accounts, Protocol):
    """What an uplink needs of this device's stores. `hub` is a hub's signing key in hex."""

    @property
    def sees_all(self) -> bool:
        """Whether the bureau lets this device see all that its hubs hold."""

    def headers(self) -> Mapping[str, Header]: ...

    def entry(self, name: str) -> Entry: ...

    def admit(self, entries: Iterable[Entry]) -> Admitted: ...

    def has_blob(self, sha256: str) -> bool: ...

    def get_blob(self, sha256: str) -> bytes: ...

    def put_blob(self, data: bytes, role: str) -> BlobRef: ...

    def lacking_blobs(self) -> Mapping[str, BlobRef]:
        """Return the blobs that entries name and that are not here, without those lawfully erased."""
        ...

    def note(self, hub: str) -> str:
        """Return the newest checkpoint held of a hub, "" if none."""
        ...

    def keep_note(self, hub: str, origin: str, size: int, note: str) -> None: ...

    def receipted(self, origin: str) -> set[str]:
        """Return the names of leaves with a receipt under this origin."""
        ...

    def keep_receipts(
        self, origin: str, note: str, found: Mapping[str, tuple[int, tuple[bytes, ...]]]
    ) -> None: ...

    def cursor(self, origin: str) -> int: ...

    def move_cursor(self, origin: str, place: int) -> None: ...

    def keep_alarm(self, hub: str, text: str, note: str, fact: str) -> None: ...


class Alarm(InspectionError):
    """The hub's log is not the one that it was; nothing more is taken from it or marked safe."""


class Uplink:
    """One sync of a store with a peer whose signing key is `hub_key`; `at_once` as in `BlobLane`."""

    def __init__(
        self,
        store: Store,
        peer: Peer,
        hub_key: bytes,
        progress: Progress,
        pause: Callable[[float], None] = time.sleep,
        at_once: int = 1,
    ) -> None:
        self.store = store
        self.peer = peer
        self.hub_key = hub_key
        self.hub = hub_key.hex()
        self.report = Synced()
        self._progress = progress
        self._pause = pause
        self._at_once = at_once
        self._telling = threading.Lock()
        self._done = self._total = 0

    def run(self) -> Synced:
        """Sync as far as the line, the hub and the listener let it; says in the report how far that was."""
        try:
            self._steps()
        except Alarm as error:
            self.raise_alarm(_both(error), digest(self.store.note(self.hub).encode()))
        except InspectionError as error:
            self.report.broke_off = _both(error)
        done = self.receipted(self.report.origin)
        self.report.entries_waiting = sum(ENTRY + name not in done for name in self.store.headers())
        self.report.blobs_waiting = len(self._blobs(done))
        self.report.blobs_lacking = len(self.store.lacking_blobs())
        return self.report

    def _steps(self) -> None:
        self.ask(self.trust())
        done = self.receipted(self.report.origin)
        self._total = len(self._entries(done)) * ENTRY_BYTES + sum(
            ref.size for ref in self._blobs(done).values()
        )
        self.send_entries(self._entries(done))
        self.ask(self.trust())
        self.send_blobs(self._blobs(self.receipted(self.report.origin)))
        checkpoint = self.trust()
        self.take_feed(checkpoint)
        if self.store.sees_all:
            self.settle_account(checkpoint)
        self.fetch_blobs()
        self.ask(checkpoint)

    def trust(self) -> Checkpoint:
        """Return the hub's checkpoint after it proved to continue the one held, which it replaces.

        Raises:
            Alarm: not signed by this hub, smaller, forked, or another log than the one held.
        """
        held = self.store.note(self.hub)
        text = self.peer.checkpoint(held)
        try:
            new = read_checkpoint(text, self.hub_key)
        except BadInput as error:
            raise Alarm(error.zh, error.en) from error
        if held:
            self.compare(read_checkpoint(held, self.hub_key), new)
        if text != held:
            self.store.keep_note(self.hub, new.origin, new.size, text)
        self.report.origin, self.report.size = new.origin, new.size
        return new

    def compare(self, old: Checkpoint, new: Checkpoint) -> None:
        """Check that a log continues an older state of itself, or begins a later epoch of the same hub."""
        if new.origin != old.origin:
            if not is_later(new.origin, old.origin):
                raise _changed("中心出示的是另一份日志", "The hub shows another log")
            self.report.notice = NEW_EPOCH
            self.store.keep_alarm(self.hub, NEW_EPOCH, old.text, digest(old.text.encode()))
        elif (new.size, new.root) != (old.size, old.root):
            _refuse_another_past(self.peer, old, new)

    def receipted(self, origin: str) -> set[str]:
        """Return what is safe under an origin; receipts of another epoch do not count."""
        return self.store.receipted(origin)

    def ask(self, checkpoint: Checkpoint) -> None:
        """Ask for the receipts of all that has none, and keep those that hold.

        Raises:
            Alarm: a proof does not hold under the hub's own checkpoint.
        """
        done = self.receipted(checkpoint.origin)
        names = [*self._entries(done), *(BLOB + sha256 for sha256 in self._blobs(done))]
        for at in range(0, len(names) if checkpoint.size else 0, ASKED_AT_ONCE):
            asked = names[at : at + ASKED_AT_ONCE]
            answers = self.peer.receipts(asked, checkpoint.size)
            found = self.verified(checkpoint, {n: answers[n] for n in asked if n in answers})
            self.store.keep_receipts(checkpoint.origin, checkpoint.text, found)
            self.report.receipts += len(found)

    def verified(
        self, checkpoint: Checkpoint, answers: Mapping[str, Inclusion]
    ) -> Mapping[str, tuple[int, tuple[bytes, ...]]]:
        """Return answers whose every proof leads to the checkpoint's root."""
        for name, (place, proof) in answers.items():
            if not includes(leaf_hash(name.encode()), place, checkpoint.size, proof, checkpoint.root):
                raise _changed("中心给出的回执证明不成立", "A receipt that the hub gave does not hold")
        return answers

    def send_entries(self, names: Sequence[str]) -> None:
        """Send entries, causes first; what the hub does not take is reported and holds up nothing."""

        def tell(kept: int, size: int) -> None:
            self.report.entries_sent += kept
            self._tell(0, size)

        ids = [name.removeprefix(ENTRY) for name in names]
        fates = send_entries(self.peer, self.store.entry, ids, tell, pace_of_entries(self._pause))
        self.report.aside |= fates.aside
        self.report.problems |= {ENTRY + name: reason for name, reason in fates.refused.items()}

    def send_blobs(self, refs: Mapping[str, BlobRef]) -> None:
        """Send blobs, small ones first: previews and documents before originals."""
        lane = BlobLane(self.peer, self.store.get_blob, self._tell, self._pause, self._at_once)
        try:
            self.report.blobs_sent += lane.send(sorted(refs, key=lambda sha256: (refs[sha256].size, sha256)))
        finally:
            self.report.problems |= {BLOB + name: _both(error) for name, error in lane.problems.items()}

    def take_feed(self, checkpoint: Checkpoint) -> None:
        """Admit what the hub holds beyond the place reached last; the place moves after the data."""
        place = self.store.cursor(checkpoint.origin)
        while place < checkpoint.size:
            page = self.peer.feed(place, MOST_ENTRIES)
            if page.next <= place:
                raise _changed("中心的日志停在原处", "The hub's log does not go on")
            known = self.store.headers()
            new = [entry for entry in read_frames(page.frames) if entry.id not in known]
            self.admit(checkpoint.origin, new, page.next)
            place = page.next

    def admit(self, origin: str, entries: Sequence[Entry], following: int) -> None:
        """Keep entries from the hub, and then the place to go on from."""
        if entries:
            self.take(entries)
        self.store.move_cursor(origin, following)

    def settle_account(self, checkpoint: Checkpoint) -> None:
        """Raise the alarm where the hub keeps back what its own log holds; it holds up nothing else."""
        if found := find_omission(self.store, self.peer, checkpoint, self.take):
            self.raise_alarm(found.text, found.fact)

    def raise_alarm(self, text: str, fact: str) -> None:
        """Say what is wrong with the hub, and keep it with the checkpoint that is held of it."""
        self.report.alarm, self.report.fact = text, fact
        self.store.keep_alarm(self.hub, text, self.store.note(self.hub), fact)

    def take(self, entries: Sequence[Entry]) -> None:
        """Keep entries from the hub."""
        self.report.entries_new += len(self.store.admit(entries).new)

    def fetch_blobs(self) -> None:
        """Fetch what entries name and this device lacks, small ones first."""
        pace = pace_of_parts(self._pause)
        lacking = self.store.lacking_blobs()
        for sha256, ref in sorted(lacking.items(), key=lambda item: (item[1].size, item[0])):
            try:
                self.store.put_blob(fetch_blob(self.peer, sha256, ref.size, pace), ref.role)
                self.report.blobs_new += 1
            except NotFound:
                continue  # the hub waits for it as well
            except BadInput as error:
                self.report.problems[BLOB + sha256] = _both(error)

    def _entries(self, done: set[str]) -> list[str]:
        """Return the leaves of entries without a receipt, the earliest of each log first."""
        headers = self.store.headers()
        waiting = [(header.seq, name) for name, header in headers.items() if ENTRY + name not in done]
        return [ENTRY + name for _, name in sorted(waiting)]

    def _blobs(self, done: set[str]) -> dict[str, BlobRef]:
        """Return the blobs that are here and have no receipt."""
        refs = {ref.sha256: ref for header in self.store.headers().values() for ref in header.blobs}
        return {
            sha256: ref
            for sha256, ref in refs.items()
            if BLOB + sha256 not in done and self.store.has_blob(sha256)
        }

    def _tell(self, _: int, size: int) -> None:
        with self._telling:  # blobs may go from several threads
            self._done += size
            go_on = self._progress(min(self._done, self._total), self._total)
        if not go_on:
            raise Stopped(
                "已停止同步；已收到的回执有效，可随时继续。", "Stopped; what was proved safe stays so."
            )


def _refuse_another_past(peer: Peer, old: Checkpoint, new: Checkpoint) -> None:
    """Check that a log of the same origin has only grown. Raises Alarm."""
    if new.size < old.size:
        raise _changed(
            f"中心的日志比上次少了 {old.size - new.size} 条",
            f"The hub's log has {old.size - new.size} leaves less than last time",
        )
    try:
        proof = peer.consistency(old.size, new.size)
    except BadInput as error:
        raise _changed("中心不能证明其日志未被改写", "The hub cannot prove its log unaltered") from error
    if not extends(old.size, new.size, old.root, new.root, proof):
        raise _changed("中心的日志已被改写", "The hub's log was rewritten")


def _both(error: InspectionError) -> str:
    return f"{error.zh} | {error.en}"


def _changed(zh: str, en: str) -> Alarm:
    return Alarm(
        f"{zh}；没有任何内容被记为已送达，本机记录完好，请立即报告局机关。",
        f"{en}; nothing was marked as safe, and the records here are whole. Report this to the bureau.",
    )
