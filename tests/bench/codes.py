"""Readers of codes on real photos, side by side: `python -m tests.bench.codes FOLDER [--printed FILE]`.

FOLDER has a manifest.csv (see `code_truth`). zxing-cpp, ZBar and OpenCV read each picture alone with all that
they offer, ours as the program does, on one thread; times are CPU of that thread, without opening the file.
A false text is one that the picture's truth does not hold (see `false_texts`). With --printed, texts that a
person read in the picture are counted apart; printed.csv beside this file does so for the collection at hand.
"""

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import zxingcpp

from app.codes.engines import Picture, has_zbar, opencv, zbar, zxing
from app.errors import BadInput
from app.photos import decode
from app.symbols import read
from tests.bench.code_truth import Picture as Photo
from tests.bench.code_truth import false_texts, load, load_printed, not_printed, rightly_read, same

BUDGET_S = 20.0  # of wall time, so that a busy machine ends no search; CPU is what is reported


@dataclass(slots=True)
class Answer:
    """What one reader said of one picture."""

    texts: list[tuple[str, str, bool]]  # (symbology, text, sure)
    cpu_ms: float


@dataclass(slots=True)
class Tally:
    """What a reader did on some pictures."""

    truths: int = 0
    right: int = 0
    right_reads: int = 0
    sure_reads: int = 0
    false: list[str] = field(default_factory=list)
    false_sure: list[str] = field(default_factory=list)
    not_printed: list[str] = field(default_factory=list)
    not_printed_sure: list[str] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def count(self, photo: Photo, answer: Answer) -> None:
        """Count one answer in."""
        self.truths += len(photo.truth)
        self.right += rightly_read([text for _, text, _ in answer.texts], photo)
        for _, text, sure in answer.texts:
            if any(same(text, truth, photo.symbology) for truth in photo.truth):
                self.right_reads += 1
                self.sure_reads += sure
        every = [(k, t) for k, t, _ in answer.texts]
        believed = [(k, t) for k, t, sure in answer.texts if sure]
        for kept, wrong in (
            (self.false, false_texts(every, photo)),
            (self.false_sure, false_texts(believed, photo)),
            (self.not_printed, not_printed(every, photo)),
            (self.not_printed_sure, not_printed(believed, photo)),
        ):
            if wrong:
                kept.append(f"{photo.path.name}: {wrong} for {photo.truth}")
        self.cpu.append(answer.cpu_ms)


def ours(gray: Picture) -> list[tuple[str, str, bool]]:
    """Read as the program does."""
    return [(s.symbology, s.text, s.sure) for s in read(gray, BUDGET_S)]


def readers() -> dict[str, Callable[[Picture], list[tuple[str, str, bool]]]]:
    """Return the readers by name; a peer says nothing of sureness, so all it reads counts as sure."""
    peers: dict[str, Callable[[Picture], list[tuple[str, str, bool]]]] = {
        "zxing-cpp": lambda gray: [(r.symbology, r.text, True) for r in zxing(gray, hard=True)],
        "OpenCV": lambda gray: [(r.symbology, r.text, True) for r in opencv(gray)],
    }
    if has_zbar():
        peers["ZBar"] = lambda gray: [(r.symbology, r.text, True) for r in zbar(gray)]
    return {**peers, "ours": ours}


def ask(reader: Callable[[Picture], list[tuple[str, str, bool]]], gray: Picture) -> Answer:
    """Ask one reader."""
    began = time.thread_time()
    texts = reader(gray)
    return Answer(texts, (time.thread_time() - began) * 1000)


def opened(path: Path) -> Picture | None:
    """Return a photo in grey, None where it cannot be opened."""
    try:
        return np.asarray(cv2.cvtColor(decode(path.read_bytes()), cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    except BadInput:
        return None


def table(title: str, rows: dict[str, dict[str, Tally]], names: Iterable[str]) -> None:
    """Print decode rates, a row for each kind of picture."""
    print(f"\n{title:24}{'n':>6}" + "".join(f"{name:>12}" for name in names))
    for kind, tallies in sorted(rows.items(), key=lambda row: (row[0] == "ALL", row[0])):
        counts = next(iter(tallies.values()))
        if counts.truths:
            rates = (100 * tallies[name].right / tallies[name].truths for name in names)
            print(f"{kind:24}{counts.truths:>6}" + "".join(f"{rate:>12.1f}" for rate in rates))


def summary(tallies: dict[str, Tally], at_once: dict[str, list[float]]) -> None:
    """Print false texts, sureness and CPU of each reader."""
    print(f"\n{'':24}" + "".join(f"{name:>12}" for name in tallies))
    for title, value in (
        ("false, of 1,000", lambda t: 1000 * len(t.false) / len(t.cpu)),
        ("false as sure, of 1,000", lambda t: 1000 * len(t.false_sure) / len(t.cpu)),
        ("not printed, of 1,000", lambda t: 1000 * len(t.not_printed) / len(t.cpu)),
        ("and as sure, of 1,000", lambda t: 1000 * len(t.not_printed_sure) / len(t.cpu)),
        ("right reads sure, %", lambda t: 100 * t.sure_reads / max(1, t.right_reads)),
        ("CPU mean, ms", lambda t: float(np.mean(t.cpu))),
        ("CPU median, ms", lambda t: float(np.median(t.cpu))),
        ("CPU p95, ms", lambda t: float(np.percentile(t.cpu, 95))),
    ):
        print(f"{title:24}" + "".join(f"{value(tally):>12.1f}" for tally in tallies.values()))
    print(f"{'where zxing-cpp reads':24}" + "".join(f"{np.mean(at_once[name]):>12.1f}" for name in tallies))
    for name, tally in tallies.items():
        if name == "ours":
            print(*(f"false: {line}" for line in tally.false), sep="\n")


def run(photos: list[Photo]) -> None:
    """Read all photos with all readers, and print the tables."""
    asked = readers()
    by_group: dict[str, dict[str, Tally]] = defaultdict(lambda: {name: Tally() for name in asked})
    by_kind: dict[str, dict[str, Tally]] = defaultdict(lambda: {name: Tally() for name in asked})
    at_once: dict[str, list[float]] = {name: [] for name in asked}
    for photo in photos:
        gray = opened(photo.path)
        if gray is None:
            print(f"not opened: {photo.path.name}")
            continue
        answers = {name: ask(reader, gray) for name, reader in asked.items()}
        for rows, kind in ((by_group, photo.group), (by_group, "ALL"), (by_kind, photo.symbology)):
            for name, answer in answers.items():
                rows[kind][name].count(photo, answer)
        peer = [text for _, text, _ in answers["zxing-cpp"].texts]
        if photo.truth and rightly_read(peer, photo) == len(photo.truth):
            for name, answer in answers.items():
                at_once[name].append(answer.cpu_ms)
    table("group", by_group, asked)
    table("symbology", by_kind, asked)
    summary(by_group["ALL"], at_once)
    negative = by_group.get("negative")
    if negative is not None:
        print("pictures without a code that gave one:", {name: len(t.false) for name, t in negative.items()})


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.codes")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--printed", type=Path, help="what a person read beside the manifest")
    parser.add_argument("--sample", type=int, default=0, help="only so many photos, chosen by a fixed seed")
    parser.add_argument("--half", choices=["1", "2"], help="one random half: the first was tuned on")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    photos = load_printed(args.printed, load(args.folder)) if args.printed else load(args.folder)
    if args.half:
        order = list(range(len(photos)))
        random.Random(7).shuffle(order)
        middle = len(order) // 2
        photos = [photos[i] for i in sorted(order[:middle] if args.half == "1" else order[middle:])]
    if args.sample:
        photos = random.Random(1).sample(photos, min(args.sample, len(photos)))
    zxingcpp.read_barcodes(np.zeros((8, 8), np.uint8))
    run(photos)


if __name__ == "__main__":
    main()
