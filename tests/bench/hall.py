"""Readers of codes in generated hall conditions: `python -m tests.bench.hall [--each N] [--clips]`.

Stills are read by zxing-cpp, ZBar and OpenCV alone and as the program does, in one run on one thread. With
--clips each code is a clip of ten frames in a trembling hand under moving glare, and counts as read where the
program is sure of it in one frame or reads it in two, which ends the clip; a peer has the same chances.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable

import cv2
import numpy as np

from app.codes.engines import Picture
from tests.bench.code_truth import same
from tests.bench.codes import Answer, ask, readers
from tests.bench.hall_scene import CONDITIONS, Printed, Shot, clip, printed, scene

KINDS = (
    "EAN-13", "QR", "Code128", "DataMatrix", "UPC-A", "EAN-13", "DataBar", "PDF417",
    "QR", "Code39", "Aztec", "EAN-8", "Codabar", "ITF", "Code93", "QR",
)  # fmt: skip


def a_code(condition: str, number: int) -> Printed:
    """Return the code of a picture: its kind goes round, its text follows from condition and number."""
    kind = KINDS[(number * 5 + len(condition)) % len(KINDS)]
    return printed(kind, random.Random(f"{condition}{number}"))


def grey(frames: Iterable[Picture]) -> list[Picture]:
    return [np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), dtype=np.uint8) for frame in frames]


def read_in(answers: list[Answer], code: Printed, frames: int) -> tuple[bool, bool]:
    """Say whether a code was read in some frames of a clip, and whether another text was given as read."""
    seen: Counter[str] = Counter()
    needed = min(2, frames)
    for answer in answers:
        texts = {(text, sure) for _, text, sure in answer.texts}
        seen.update({text: needed if sure else 1 for text, sure in texts})
    given = [text for text, count in seen.items() if count >= needed]
    return any(same(t, code.text, code.symbology) for t in given), any(
        not same(t, code.text, code.symbology) for t in given
    )


def main() -> None:
    """Run the benchmark and print a row for each condition and each kind of code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.hall")
    parser.add_argument("--each", type=int, default=32, help="pictures of each condition")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--clips", action="store_true", help="clips of ten frames instead of stills")
    parser.add_argument("--ours", action="store_true", help="leave the other readers out")
    parser.add_argument("--only", nargs="*", default=CONDITIONS, help="conditions")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    asked = {name: reader for name, reader in readers().items() if name == "ours" or not args.ours}
    rows: dict[str, dict[str, list[bool]]] = defaultdict(lambda: {name: [] for name in asked})
    false: Counter[str] = Counter()
    cpu: dict[str, list[float]] = {name: [] for name in asked}
    for condition in args.only:
        for number in range(args.first, args.first + args.each):
            code = a_code(condition, number)
            frames = clip(code, condition, number) if args.clips else [scene(code, Shot(condition, number))]
            shown = grey(frames)
            for name, reader in asked.items():
                answers: list[Answer] = []
                for frame in shown:
                    answers.append(ask(reader, frame))
                    if read_in(answers, code, len(shown))[0]:
                        break
                right, wrong = read_in(answers, code, len(shown))
                false[name] += wrong
                cpu[name] += [answer.cpu_ms for answer in answers]
                for row in (f"{condition}", f"  {code.group}", "ALL"):
                    rows[row][name].append(right)
    print(f"{'':16}{'n':>5}" + "".join(f"{name:>12}" for name in asked))
    for row in (*args.only, *sorted(r for r in rows if r.startswith(" ")), "ALL"):
        counts = rows[row]
        shares = (100 * float(np.mean(right)) for right in counts.values())
        print(f"{row:16}{len(counts['ours']):>5}" + "".join(f"{share:>12.1f}" for share in shares))
    print(f"{'false, pictures':21}" + "".join(f"{false[name]:>12}" for name in asked))
    for title, value in (("CPU mean, ms", np.mean), ("CPU p95, ms", lambda v: np.percentile(v, 95))):
        print(f"{title:21}" + "".join(f"{float(value(times)):>12.1f}" for times in cpu.values()))


if __name__ == "__main__":
    main()
