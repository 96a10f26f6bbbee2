"""A device and a hub with no line between them: a bundle goes to the hub, and its answer comes back.

The device's bundle holds what has no receipt yet and a question, signed by the device: the newest checkpoint
that it holds, and the names that it wants receipts for. The answer, sealed to the device, holds what the hub
has for it and the proofs. The hub signs it for who asked, with the digest of the entries that it brings: the
device goes on from a further place of the hub's log only where just those came. An answer of a hub from
before hubs signed them brings its receipts, which prove themselves, and moves no place.

Receipts are verified by the same code as on a line (`sync.uplink`), so a lamp that a stick made green says no
less. An answer that is older than the last sync is no alarm; it is not taken.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.errors import BadInput, Unreachable
from app.log import Signer
from app.sharing import Progress
from sync import wire
from sync.checkpoint import read_checkpoint
from sync.epochs import is_later
from sync.medium import Medium
from sync.peer import BLOB, ENTRY, Inclusion, Outcome, Page, Upload
from sync.tlog import Proof
from sync.uplink import Store, Uplink
from sync.volumes import VOLUME, Parcel, Source, Writer

DOMAIN, ANSWERED = b"huhang-question-v1\0", b"huhang-answer-v1\0"
SIGNATURE = 64  # bytes
SIGNED = 32 + SIGNATURE  # bytes of key and signature before a question
OTHERS = (
    "同步包中的记录不是中心为本机写入的那些（有人增删过，或是另一台设备的答复）；回执有效，"
    "请在中心重新写出答复，并报告局机关。"
    " | The bundle does not hold the entries that the hub wrote into it for this device: somebody altered it,"
    " or it is another device's. Receipts hold; have the answer written anew, and report this."
)
MARK = b"signed:"  # before an answer and its signature; JSON begins otherwise


class HubCard(NamedTuple):
    """What a device must know of a hub to send it a bundle: its name and keys, in hex."""

    name: str
    key: str  # signs checkpoints
    seal_key: str


class Question(NamedTuple):
    """What a device asks of a hub."""

    hub: str
    seal_key: str  # that the answer is sealed to
    note: str  # the newest checkpoint held of this hub
    cursor: int  # the place of the hub's log up to which its entries were taken
    names: tuple[str, ...]  # leaves without a receipt
    lacking: tuple[str, ...]  # blobs that the device lacks


class Answer(NamedTuple):
    """A part of what a hub answers; each stands by itself."""

    hub: str
    note: str
    old: int  # size of the checkpoint that the consistency proof starts from
    consistency: list[str]
    start: int  # the hub's entries from this place of its log on …
    following: int  # … up to this one are in the bundle
    receipts: dict[str, tuple[int, list[str]]]
    asker: str = ""  # signing key of the device that asked, hex
    brought: str = ""  # digest of the ids of the entries in the bundle, in order


class Courier:
    """The device's side. `hubs` returns the hubs whose cards are here."""

    def __init__(
        self,
        store: Store,
        signer: Signer,
        seal_key: bytes,
        hubs: Callable[[], Sequence[HubCard]],
        medium: Medium | None = None,
        volume: int = VOLUME,
    ) -> None:
        self._store = store
        self._signer = signer
        self._seal_key = seal_key
        self._hubs = hubs
        self._medium = medium or Medium()
        self._volume = volume

    def write(self, path: Path, hub: HubCard, progress: Progress) -> Parcel:
        """Write what has no receipt of a hub into a bundle for it, with the question for receipts.

        Raises:
            BadInput: a card without a sealing key, or the work was stopped.
            StorageFault: see `sync.volumes.Writer`.
        """
        if not hub.seal_key:
            raise BadInput(
                "这张中心名片是旧版的，不能用于U盘；请向局机关索取新的 hub.card。",
                "This hub's card is an older one without a sealing key; ask the bureau for a new hub.card.",
            )
        note = self._store.note(hub.key)
        origin = read_checkpoint(note, bytes.fromhex(hub.key)).origin if note else ""
        done = self._store.receipted(origin)
        headers = self._store.headers()
        names = [n for _, n in sorted((h.seq, n) for n, h in headers.items() if ENTRY + n not in done)]
        refs = {ref.sha256: ref for header in headers.values() for ref in header.blobs}
        present = [r for r in refs.values() if BLOB + r.sha256 not in done and self._store.has_blob(r.sha256)]
        present.sort(key=lambda ref: ref.sha256)
        asked = (*(ENTRY + name for name in names), *(BLOB + ref.sha256 for ref in present))
        lacking = tuple(sorted(self._store.lacking_blobs()))
        cursor = self._store.cursor(origin)
        question = Question(hub.key, self._seal_key.hex(), note, cursor, asked, lacking)
        total = sum(ref.size for ref in present) + 600 * len(names)
        return Writer(
            path,
            [bytes.fromhex(hub.seal_key)],
            Source(self._store.entry, self._store.get_blob, sign_question(self._signer, question)),
            lambda done: progress(min(done, total), total),
            self._medium,
            self._volume,
        ).write(names, present)

    def answers(self) -> "Answers":
        """Return a taker of what hubs answered, for one reading."""
        return Answers(self._store, self._signer.key.hex(), {hub.key for hub in self._hubs()})


class Answers:
    """Verifies what hubs answered and keeps the receipts."""

    def __init__(self, store: Store, own: str, hubs: set[str]) -> None:
        self._store = store
        self._own = own
        self._hubs = hubs
        self.came = False  # whether a hub answered at all
        self.receipts = 0
        self.problem = ""  # "Chinese | English"

    def take(self, message: bytes, brought: str) -> None:
        """Take one message; `brought` is the digest of the entries before it, "" where something was lost.

        Raises:
            BadInput: no answer, or not signed by the hub that it names.
        """
        answer = read_answer(message)
        self.came = True
        if answer.hub not in self._hubs:
            self.problem = (
                "答复来自本机不认识的中心；请先用局机关给的 hub.card 写出一次。"
                " | The answer is of a hub unknown here; use the bureau's hub.card first."
            )
            return
        key = bytes.fromhex(answer.hub)
        if self._is_old(answer, key):
            self.problem = (
                "这份答复早于上次同步，未予采用；请重新写出给中心的同步包。"
                " | The answer is older than the last sync and was not taken; write another bundle."
            )
            return
        report = _Reply(self._store, _Far(answer), key, _go_on).run()
        self.receipts += report.receipts
        self.problem = self.problem or report.alarm or report.broke_off
        ended = report.origin and not (report.alarm or report.broke_off)
        just_those = (answer.asker, answer.brought) == (self._own, brought)
        if answer.asker and brought and not just_those:
            self.problem = self.problem or OTHERS
        if (
            ended
            and just_those
            and answer.start <= self._store.cursor(report.origin) < answer.following <= report.size
        ):
            self._store.move_cursor(report.origin, answer.following)

    def _is_old(self, answer: Answer, key: bytes) -> bool:
        held = self._store.note(answer.hub)
        try:
            old, new = read_checkpoint(held, key), read_checkpoint(answer.note, key)
        except BadInput:
            return False  # nothing held yet, or not this hub's: what follows says so
        return is_later(old.origin, new.origin) or (old.origin == new.origin and new.size < old.size)


class _Reply(Uplink):
    """A sync with what a hub has written down."""

    def _steps(self) -> None:
        self.ask(self.trust())


class _Far:
    """A peer that can only repeat its answer."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def checkpoint(self, known: str) -> str:
        return self._answer.note

    def consistency(self, old: int, new: int) -> Proof:
        if old != self._answer.old:
            raise Unreachable(
                "本机在此期间已与中心同步过；请重新写出给中心的同步包。",
                "This device has synced with the hub meanwhile; write another bundle for it.",
            )
        return wire.read_proof(self._answer.consistency)

    def receipts(self, names: Sequence[str], size: int) -> Mapping[str, Inclusion]:
        found = self._answer.receipts
        return {n: Inclusion(found[n][0], wire.read_proof(found[n][1])) for n in names if n in found}

    def append(self, frames: bytes) -> Outcome:
        raise _far_away()

    def upload(self, sha256: str) -> Upload:
        raise _far_away()

    def put_part(self, sha256: str, offset: int, total: int, data: bytes) -> Upload:
        raise _far_away()

    def feed(self, start: int, most: int) -> Page:
        raise _far_away()

    def leaves(self, start: int, most: int) -> Sequence[str]:
        raise _far_away()

    def get_blob(self, sha256: str, offset: int, most: int) -> bytes:
        raise _far_away()


def sign_question(signer: Signer, question: Question) -> bytes:
    """Return a question as a message: key, signature, JSON."""
    data = wire.write_json(question)
    return signer.key + signer.sign(DOMAIN + data) + data


def sign_answer(signer: Signer, answer: Answer) -> bytes:
    """Return an answer as a message: mark, signature, JSON."""
    data = wire.write_json(answer)
    return MARK + signer.sign(ANSWERED + data) + data


def read_answer(message: bytes) -> Answer:
    """Return what a hub answers; of one that is not signed only what proves itself.

    Raises:
        BadInput: not such a message, or not signed by the hub that it names.
    """
    if not message.startswith(MARK):
        return wire.read_json(message, Answer)._replace(asker="", brought="")
    signed = message.removeprefix(MARK)
    signature, data = signed[:SIGNATURE], signed[SIGNATURE:]
    answer = wire.read_json(data, Answer)
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(answer.hub)).verify(signature, ANSWERED + data)
    except (InvalidSignature, ValueError) as error:
        raise BadInput(
            "中心的答复没有该中心的有效签名，未予采用；请在中心重新读取U盘并写出答复。",
            "The answer is not signed by the hub that it names and was not taken; let the hub write it anew.",
        ) from error
    return answer


def read_question(message: bytes) -> tuple[bytes, Question]:
    """Return who asks (signing key) and what.

    Raises:
        BadInput: not such a message, or not signed by that key.
    """
    key, signature, data = message[:32], message[32:SIGNED], message[SIGNED:]
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, DOMAIN + data)
    except (InvalidSignature, ValueError) as error:
        raise BadInput(
            "同步包中的问询没有有效的设备签名；其余内容已核验保存。",
            "The question in the bundle is not signed by its device; the rest was verified and kept.",
        ) from error
    return key, wire.read_json(data, Question)


def _far_away() -> Unreachable:
    return Unreachable("中心只能由U盘到达。", "The hub can be reached by stick only.")


def _go_on(done: int, total: int) -> bool:
    return True
