"""How a pack travels: as a delta, from one state to a later one, or whole; taken over only when proven.

A delta is one file: MAGIC, the length of a head (four bytes), the head (JSON), then the manifests from the
first that the receiver may lack to the last, then the files of the segments that the last one names and the
first state did not have. Each manifest is signed and names the one before it by its digest, so the chain
proves that the last state came from the one in use; the last one vouches for every byte of the files.

The publisher is the one of the pack in use. What serves on, whatever goes wrong, is the old state.
"""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from app.errors import BadInput, StorageFault
from app.sharing import Progress
from offline_db.durable import write_durably
from offline_db.pack import manifest as m
from offline_db.pack.folder import OURS, commit, history_name, keep_for_history, writing
from offline_db.pack.pack import Pack, note_verified, read_sealed

MAGIC = b"HUHANG-DELTA-1\n"
LARGEST_HEAD = 1 << 20  # bytes
MOST_MANIFESTS = 10_000


class _Head(NamedTuple):
    manifests: list[int]  # their lengths in bytes
    segments: list[str]  # whose files follow


def write_delta(path: Path, since: int, out: Path) -> m.Manifest:
    """Write what leads from state number `since` of a pack to the present one; return the present one.

    Raises:
        BadInput: there is no such state, or the way from it is not kept here.
        StorageFault: the pack is damaged, or the disk refuses.
    """
    pack = Pack.open(path)
    pack.close()
    last = pack.manifest
    if not 0 <= since < last.sequence:
        raise BadInput(
            f"登记包现为第 {last.sequence} 版，没有自第 {since} 版起的增量。",
            f"The pack is at state {last.sequence}; there is no delta since {since}.",
        )
    kept = [_kept(path, last.base, number) for number in range(since, last.sequence)]
    chain = [*kept[1:], pack.sealed]
    had = set(m.unseal(kept[0]).folders())
    more = [entry for entry in last.folders() if entry not in had]
    head = msgspec.json.encode(_Head([len(data) for data in chain], [entry.name for entry in more]))
    front = b"".join([MAGIC, len(head).to_bytes(4, "big"), head, *chain])
    write_durably(
        out, _pieces(front, [path / entry.name / file.name for entry in more for file in entry.files])
    )
    return last


def _pieces(front: bytes, files: Sequence[Path]) -> Iterator[bytes]:
    yield front
    for path in files:
        with path.open("rb") as file:
            while piece := file.read(m.CHUNK):
                yield piece


def _kept(path: Path, base: str, sequence: int) -> bytes:
    try:
        return (path / history_name(base, sequence)).read_bytes()
    except OSError as error:
        raise BadInput(
            f"此处没有登记包第 {sequence} 版的清单，无法制作自该版起的增量；请分发完整登记包。",
            f"The manifest of state {sequence} is not kept here; hand out the whole pack instead.",
        ) from error


def take(path: Path, source: Path, *, progress: Progress, older: bool = False) -> m.Manifest:
    """Bring a pack to the state of a delta, or put a whole pack (a folder) in its place or where none is.

    A whole pack older than the one in use is taken only where `older` allows it.

    Raises:
        BadInput: it is another publisher's, of another pack, does not follow on, is older, altered, or it
            was cancelled.
        StorageFault: a disk refuses. The old state serves on in either case.
    """
    try:
        if source.is_dir():
            return _take_whole(path, source, progress, older)
        with source.open("rb") as file:
            return _take_delta(path, file, progress)
    except OSError as error:
        raise StorageFault(
            f"无法读取 {source.name}；请检查文件或介质，原有登记库未改动。",
            f"{source.name} cannot be read; check the file or the stick. The old register is unchanged.",
        ) from error


def _take_delta(path: Path, file: IO[bytes], progress: Progress) -> m.Manifest:
    with writing(path):
        pack = Pack.open(path)
        pack.close()
        head, chain = _read_chain(file)
        manifests = [m.unseal(data, pack.manifest.publisher) for data in chain]
        new = _following(pack, chain, manifests)
        last = manifests[-1]
        more = _missing(last, pack.manifest.folders())
        copying = _Copying(path, progress, sum(f.bytes for entry in more for f in entry.files))
        named = {entry.name: entry for entry in last.folders()}
        for name in head.segments:
            if name not in named:
                raise _altered()
            copying.take(named[name], file, keep=named[name] in more)
        if file.read(1) or not {entry.name for entry in more} <= set(head.segments):
            raise _altered()
        keep_for_history(path, pack.manifest, pack.sealed)
        for manifest, data in list(zip(manifests, chain, strict=True))[new:-1]:
            keep_for_history(path, manifest, data)
        commit(path, chain[-1])
        note_verified(path, last)
    return last


def _read_chain(file: IO[bytes]) -> tuple[_Head, list[bytes]]:
    if file.read(len(MAGIC)) != MAGIC:
        raise BadInput(
            "这不是登记增量文件，或由更新的程序制作；请核对文件，必要时更新程序。",
            "This is no delta of a register, or one of a newer program; check the file or update.",
        )
    size = int.from_bytes(file.read(4), "big")
    try:
        head = msgspec.json.decode(file.read(size) if size <= LARGEST_HEAD else b"", type=_Head)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise _altered() from error
    if not 0 < len(head.manifests) <= MOST_MANIFESTS or not all(
        0 < length <= m.LARGEST for length in head.manifests
    ):
        raise _altered()
    return head, [file.read(length) for length in head.manifests]


def _following(pack: Pack, chain: Sequence[bytes], manifests: Sequence[m.Manifest]) -> int:
    """Return from which manifest on a chain follows a pack. Raises BadInput where it does not."""
    now, last = pack.manifest, manifests[-1]
    if any(manifest.base != now.base for manifest in manifests):
        raise BadInput(
            "该增量属于另一个登记包，未予采用；请索取与在用登记包相应的增量。",
            "The delta belongs to another pack and was not taken; ask for the one of the pack in use.",
        )
    for (data, before), after in pairwise(zip(chain, manifests, strict=True)):
        if after[1].previous != m.digest(data) or after[1].sequence != before.sequence + 1:
            raise _altered()
    if last.sequence <= now.sequence:
        raise BadInput(
            f"该增量只到第 {last.sequence} 版，在用登记包已是第 {now.sequence} 版，未予采用。",
            f"The delta ends at state {last.sequence}; the pack in use is at {now.sequence} already.",
        )
    if manifests[0].sequence > now.sequence + 1:
        raise BadInput(
            f"在用登记包为第 {now.sequence} 版，增量却从第 {manifests[0].sequence} 版开始；请补齐其间各版。",
            f"The pack is at state {now.sequence}, the delta begins with {manifests[0].sequence}: states "
            "between are missing; ask for them.",
        )
    for place, manifest in enumerate(manifests):
        if manifest.previous == pack.digest:
            return place
    raise BadInput(
        "该增量不是接着在用的登记包制作的，未予采用；请索取完整登记包。",
        "The delta does not follow the pack in use and was not taken; ask for the whole pack.",
    )


def _take_whole(path: Path, source: Path, progress: Progress, older: bool) -> m.Manifest:
    with writing(path):
        now = m.unseal(read_sealed(path)) if (path / m.FILE).exists() else None
        data = read_sealed(source)
        new = m.unseal(data, now.publisher if now else "")
        if now is not None and not older and _is_older(new, now):
            raise BadInput(
                f"该登记包（{new.as_of}，第 {new.sequence} 版）早于在用的登记包，未予采用。",
                f"The pack ({new.as_of}, state {new.sequence}) is older than the one in use: not taken.",
            )
        have = [entry for entry in now.folders() if _is_whole(path, entry)] if now else []
        more = _missing(new, have)
        copying = _Copying(path, progress, sum(f.bytes for entry in more for f in entry.files))
        for entry in more:
            for name in entry.files:
                with (source / entry.name / name.name).open("rb") as file:
                    copying.take_file(entry, name, file)
        commit(path, data)
        note_verified(path, new)
    return new


def _is_older(new: m.Manifest, now: m.Manifest) -> bool:
    return new.sequence < now.sequence if new.base == now.base else new.created < now.created


def _is_whole(path: Path, entry: m.SegmentEntry) -> bool:
    return all(m.holds(path / entry.name / file.name, file) for file in entry.files)


def _missing(manifest: m.Manifest, have: Sequence[m.SegmentEntry]) -> list[m.SegmentEntry]:
    """Return the segments of a manifest that are not there yet. Raises BadInput for a name taken twice."""
    more = [entry for entry in manifest.folders() if entry not in have]
    if not all(OURS.fullmatch(entry.name) for entry in more) or not {entry.name for entry in have}.isdisjoint(
        entry.name for entry in more
    ):
        raise _altered()
    return more


class _Copying:
    """Copies the files of segments, each chunk checked before it is written."""

    def __init__(self, path: Path, progress: Progress, total: int) -> None:
        self._path, self._progress, self._total = path, progress, total
        self._done = 0
        self._begun: set[str] = set()

    def take(self, entry: m.SegmentEntry, source: IO[bytes], *, keep: bool) -> None:
        """Take a segment whose files follow one another; pass over it where it is not to be kept."""
        for file in entry.files:
            if keep:
                self.take_file(entry, file, source)
            else:
                source.seek(file.bytes, 1)

    def take_file(self, entry: m.SegmentEntry, file: m.PackFile, source: IO[bytes]) -> None:
        """Take one file of a segment. Raises BadInput where a byte of it is not the publisher's."""
        folder = self._path / entry.name
        if entry.name not in self._begun:
            self._begun.add(entry.name)
            shutil.rmtree(folder, ignore_errors=True)  # what a killed writer left, or what is damaged
            folder.mkdir()
        left = file.bytes
        with (folder / file.name).open("xb") as target:
            for chunk in file.chunks:
                piece = source.read(min(left, m.CHUNK))
                if hashlib.sha256(piece).hexdigest() != chunk:
                    raise _altered()
                target.write(piece)
                left -= len(piece)
                self._done += len(piece)
                if not self._progress(self._done, self._total):
                    raise BadInput("已取消，原有登记库未改动。", "Cancelled; the old register is unchanged.")
        if left:
            raise _altered()


def _altered() -> BadInput:
    return BadInput(
        "登记数据不完整或被改动，未予采用，原有登记库未改动；请重新索取。",
        "The register data is incomplete or altered and was not taken; the old register is unchanged.",
    )
