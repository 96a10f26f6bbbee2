"""Label reading beside rapidocr: patent numbers, signs of registration, CPU time, by condition.

    python -m tests.bench.labels_run [--photos 8] [--seed 5000] [--fonts FOLDER] [--peer] [--only CONDITION…]

Both read the same photos in the same run, one thread each; times are CPU milliseconds of this process. For
rapidocr a number counts where its digits stand whole in the text; for the program where it is a marking.
"""

import argparse
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

import cv2
import numpy as np

from app.markings.photo import Grade, read_photo_markings
from app.numbers.reading import Form, NumberKind
from app.ocr.networks import Networks
from app.ocr.reader import Reader
from tests.bench.labels import CONDITIONS, LabelPhoto, a_photo
from tests.bench.labels_faces import Face, faces
from tests.bench.measuring import table

TODAY = date(2026, 11, 27)
BUDGET_S = 6.0
Counts = Counter[str]
Read = Callable[[LabelPhoto], Counts]


def main() -> None:
    """Read the photos and print a table."""
    words = argparse.ArgumentParser(description="label reading beside rapidocr")
    words.add_argument("--photos", type=int, default=8, help="of each condition")
    words.add_argument("--seed", type=int, default=5000, help="of the first photo")
    words.add_argument("--fonts", type=Path, nargs="*", default=[], help="folders with more faces")
    words.add_argument("--peer", action="store_true", help="read them by rapidocr too")
    words.add_argument("--only", nargs="*", default=list(CONDITIONS))
    asked = words.parse_args()
    cv2.setNumThreads(1)
    known = faces(*asked.fonts)
    readers: dict[str, Read] = {"huhang": our_reader()}
    if asked.peer:
        readers["rapidocr"] = peer_reader()
    print(f"{len(known)} faces: {', '.join(face.name for face in known)}")
    rows: list[Sequence[object]] = []
    sums: dict[str, Counts] = {name: Counter() for name in readers}
    times: dict[str, list[float]] = {name: [] for name in readers}
    for condition in asked.only:
        for name, counts, took in _measured(readers, condition, asked.seed, asked.photos, known):
            rows.append(_row(condition, name, counts, took))
            sums[name] += counts
            times[name] += took
    rows += [_row("all", name, sums[name], times[name]) for name in readers]
    table(("condition", "reader", "photos", "exact %", "sure %", "wrong", "wrong sure", "® %", "® false",
           "trademark %", "median ms", "p95 ms"), rows)  # fmt: skip


def _measured(
    readers: dict[str, Read], condition: str, seed: int, photos: int, known: Sequence[Face]
) -> list[tuple[str, Counts, list[float]]]:
    found: dict[str, tuple[Counts, list[float]]] = {name: (Counter(), []) for name in readers}
    for i in range(photos):
        photo = a_photo(seed + i, condition, known)
        for name, read in readers.items():
            began = time.process_time()
            counts = read(photo)
            found[name][1].append((time.process_time() - began) * 1000)
            found[name][0].update(counts)
    return [(name, counts, took) for name, (counts, took) in found.items()]


def _row(condition: str, name: str, counts: Counts, took: Sequence[float]) -> Sequence[object]:
    def share(part: str, whole: str) -> float:
        return 100 * counts[part] / counts[whole] if counts[whole] else float("nan")

    middle, high = np.percentile(took, (50, 95))
    return (condition, name, counts["photos"], share("exact", "photos"), share("sure", "photos"),
            counts["wrong"], counts["wrong sure"], share("sign found", "signs"),
            counts["sign false"], share("mark found", "marks"), round(middle), round(high))  # fmt: skip


def our_reader() -> Read:
    """Return how the program reads a photo, in this process so that its time can be taken."""
    reader = Reader(Networks(1))

    def read(photo: LabelPhoto) -> Counts:
        lines = reader.read(photo.picture, BUDGET_S)
        markings = read_photo_markings(lines, TODAY).markings
        counts = _common(photo, "\n".join(line.text for line in lines))
        numbers = [(m.marking.number, m.grade) for m in markings if m.marking.number is not None]
        patents = [(n, g) for n, g in numbers if n.kind is NumberKind.PATENT and n.form is Form.VALID]
        right = [grade for number, grade in patents if number.normal == photo.number]
        wrong = [grade for number, grade in patents if number.normal != photo.number]
        counts["exact"], counts["sure"] = int(bool(right)), int(Grade.SURE in right)
        counts["wrong"], counts["wrong sure"] = int(bool(wrong)), int(Grade.SURE in wrong)
        counts["mark found"] = int(any(n.normal == photo.trademark for n, _ in numbers if photo.trademark))
        return counts

    return read


def peer_reader() -> Read:
    """Return how rapidocr reads a photo by its defaults, with one thread."""
    engine = import_module("rapidocr").RapidOCR(  # only where asked for: it is slow to load
        params={
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Global.log_level": "error",
        }
    )

    def read(photo: LabelPhoto) -> Counts:
        text = "\n".join(getattr(engine(photo.picture), "txts", None) or ())
        counts = _common(photo, text)
        flat = re.sub("[ ]", "", unicodedata.normalize("NFKC", text))
        plain = re.search(rf"(?<!\d){photo.number.replace('.', '')}(?!\d)", flat)
        counts["exact"] = int(photo.number in flat or plain is not None)
        counts["mark found"] = int(bool(photo.trademark) and photo.trademark in flat)
        return counts

    return read


def _common(photo: LabelPhoto, text: str) -> Counts:
    signed, found = photo.sign == "®", "®" in text
    return Counter(
        {
            "photos": 1,
            "signs": int(signed),
            "sign found": int(signed and found),
            "sign false": int(found and not signed),
            "marks": int(bool(photo.trademark)),
        }
    )


if __name__ == "__main__":
    main()
