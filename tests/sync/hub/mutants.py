"""Uplinks and hubs with one rule broken each; every one must be caught by a scenario."""

import base64
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from app.bureau import Bureau, Device
from app.errors import InspectionError
from app.log import BlobRef
from app.sharing import Synced
from sync.checkpoint import Checkpoint
from sync.frames import read_frames, write_frame
from sync.hub import intake
from sync.hub.book import HubBook
from sync.hub.examine import examine, read_all
from sync.hub.objects import ObjectFolder
from sync.peer import BLOB, ENTRY, Inclusion, Outcome, Upload
from sync.uplink import Alarm, Uplink
from tests.builders import a_key
from tests.sync.hub import scenarios as s
from tests.sync.hub.day import Parts, Stubborn


class SkipsConsistency(Uplink):
    def compare(self, old: Checkpoint, new: Checkpoint) -> None:
        if new.origin != old.origin or new.size < old.size:
            super().compare(old, new)


class AcceptsSmaller(Uplink):
    def compare(self, old: Checkpoint, new: Checkpoint) -> None:
        if new.size >= old.size:
            super().compare(old, new)


class ComparesOnlyWhenPending(Uplink):
    """The first draft: with nothing to send, a hub restored last night is not noticed."""

    def compare(self, old: Checkpoint, new: Checkpoint) -> None:
        if self._entries(self.receipted(old.origin)):
            super().compare(old, new)


class AcceptsAnyOrigin(Uplink):
    def compare(self, old: Checkpoint, new: Checkpoint) -> None:
        if new.origin == old.origin:
            super().compare(old, new)


class AcceptsAnySigner(Uplink):
    def trust(self) -> Checkpoint:
        text = self.peer.checkpoint(self.store.note(self.hub))
        origin, size, root = [*text.split("\n"), "", "0", ""][:3]
        self.report.origin = origin
        return Checkpoint(origin, int(size), base64.b64decode(root), text)


class ForgetsEpochs(Uplink):
    def receipted(self, origin: str) -> set[str]:
        name = origin.partition("#")[0]
        rows = self.store.logbook.receipts._db.execute(  # type: ignore[attr-defined]  # ALaptop's own
            "SELECT name FROM receipts WHERE origin LIKE ?", (f"{name}#%",)
        )
        return {row[0] for row in rows.fetchall()}


class TrustsPlaces(Uplink):
    def verified(
        self, checkpoint: Checkpoint, answers: Mapping[str, Inclusion]
    ) -> Mapping[str, tuple[int, tuple[bytes, ...]]]:
        return answers


class TakesAnswersForReceipts(Uplink):
    """What was sent and answered without an error counts as safe."""

    def send_entries(self, names: Sequence[str]) -> None:
        super().send_entries(names)
        self._believe(name for name in names if name[6:] not in self.report.aside)

    def send_blobs(self, refs: Mapping[str, BlobRef]) -> None:
        super().send_blobs(refs)
        self._believe(BLOB + sha256 for sha256 in refs)

    def _believe(self, names: Any) -> None:
        note = self.store.note(self.hub)
        self.store.keep_receipts(self.report.origin, note, dict.fromkeys(names, (0, ())))


class MovesCursorFirst(Uplink):
    def admit(self, origin: str, entries: Sequence[Any], following: int) -> None:
        self.store.move_cursor(origin, following)
        super().admit(origin, entries, following)


class StopsAtTheFirstRefusal(Uplink):
    def send_entries(self, names: Sequence[str]) -> None:
        self.peer.append(b"".join(write_frame(self.store.entry(name[6:])) for name in names))


class ForgetsAlarms(Uplink):
    def run(self) -> Synced:
        try:
            self._steps()
        except InspectionError as error:
            self.report.alarm = error.zh if isinstance(error, Alarm) else ""
        return self.report


class FetchesAnything(Uplink):
    def fetch_blobs(self) -> None:
        for sha256, ref in self.store.lacking_blobs().items():
            self.store.put_blob(self.peer.get_blob(sha256, 0, ref.size), ref.role)


class AsksForNoAccount(Uplink):
    """Takes the feed for all that there is."""

    def settle_account(self, checkpoint: Checkpoint) -> None:
        pass


class ClaimsEveryLeaf(HubBook):
    """Gives receipts for leaves whose bytes are gone."""

    def held(self, names: Collection[str]) -> set[str]:
        return set(names)


class AnybodyMayWrite(HubBook):
    def append(self, frames: bytes) -> Outcome:
        everybody = tuple(Device(n, "", a_key(n).key.hex(), "") for n in range(1, 10))
        self._intake.bureau = lambda db: Bureau(everybody)  # type: ignore[method-assign]  # broken on purpose
        return super().append(frames)


class RefusesWholeBatches(HubBook):
    def append(self, frames: bytes) -> Outcome:
        items, unreadable = read_all(read_frames(frames))
        known = self._database.transact(lambda db: self._intake._known(db, items))
        verdict = examine(items, known)
        if unreadable or verdict.refused:
            return Outcome(refused=tuple((name, "整批拒收 | refused as a whole") for name, _, _ in items))
        return super().append(frames)


class NamesBeforeWhole(HubBook):
    """Makes a photo a leaf, and gives receipts for it, with its first part."""

    def put_part(self, sha256: str, offset: int, total: int, data: bytes) -> Upload:
        self._database.transact(lambda db: intake.add_leaves(db, [BLOB + sha256]))
        return super().put_part(sha256, offset, total, data)

    def held(self, names: Collection[str]) -> set[str]:
        return {n for n in names if n.startswith(ENTRY) or self._objects.size(n.removeprefix(BLOB))} | (
            super().held(names)
        )


class NeverReadsBack(ObjectFolder):
    """Believes that what was written is what lies on the disk."""

    def _is_genuine(self, path: Any, sha256: str) -> bool:
        return True


MUTANTS = {
    "skips the consistency proof": (Parts(SkipsConsistency), s.a_rewriting_is_noticed),
    "accepts a smaller log": (Parts(AcceptsSmaller), s.a_rewriting_is_noticed),
    "compares only when something is pending": (Parts(ComparesOnlyWhenPending), s.a_rewriting_is_noticed),
    "forgets alarms": (Parts(ForgetsAlarms), s.a_rewriting_is_noticed),
    "accepts any origin": (Parts(AcceptsAnyOrigin), s.another_log_of_the_same_key_is_an_alarm),
    "accepts any signer": (Parts(AcceptsAnySigner), s.a_note_of_another_key_is_an_alarm),
    "forgets epochs": (Parts(ForgetsEpochs), s.a_hub_restored_from_an_older_copy_gets_everything_again),
    "trusts a place without its proof": (Parts(TrustsPlaces), s.a_proof_that_does_not_hold_is_no_receipt),
    "takes an answer for a receipt": (
        Parts(TakesAnswersForReceipts),
        s.what_a_hub_says_to_have_kept_is_not_safe_for_that,
    ),
    "moves the cursor first": (Parts(MovesCursorFirst), s.what_a_full_disk_kept_out_is_fetched_the_next_time),
    "stops at the first refusal": (Parts(StopsAtTheFirstRefusal), s.one_bad_entry_holds_up_no_other),
    "fetches anything": (
        Parts(FetchesAnything),
        s.other_bytes_than_an_entry_names_are_not_taken_from_the_hub,
    ),
    "lets a supervisor ask for no account": (
        Parts(AsksForNoAccount),
        s.an_entry_that_is_kept_back_is_noticed_by_a_supervisor,
    ),
    "begins no epoch after a restore": (
        Parts(book=Stubborn),
        s.a_hub_restored_from_an_older_copy_gets_everything_again,
    ),
    "begins no epoch after others went on": (
        Parts(book=Stubborn),
        s.a_hub_that_went_on_after_a_restore_is_found_out,
    ),
    "claims every leaf": (Parts(book=ClaimsEveryLeaf), s.a_photo_lost_at_the_hub_is_brought_again),
    "lets anybody write": (
        Parts(book=AnybodyMayWrite),
        s.what_is_not_the_bureau_s_own_device_s_is_not_in_the_log,
    ),
    "refuses whole batches": (Parts(book=RefusesWholeBatches), s.one_forged_entry_holds_up_no_other),
    "names a photo before it is whole": (
        Parts(book=NamesBeforeWhole),
        s.a_photo_is_no_receipt_before_it_is_whole,
    ),
    "never reads back": (Parts(objects=NeverReadsBack), s.a_photo_damaged_on_the_hub_s_disk_is_no_receipt),
}
