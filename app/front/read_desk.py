"""`read PATH…`: what is printed on pictures, without a window or a data folder; paths also on standard input.

One line per picture; a picture that cannot be read is a line with its sentence, and the rest goes on. Text
from outside is printed so that it can neither hide characters nor turn the direction of the line.
"""

import argparse
import json
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from app.decoding import Decoder
from app.errors import BadInput, InspectionError
from app.goods_codes import safe_text
from app.labels import LabelReader, Line
from app.law import CHINA
from app.markings.photo import Grade, PhotoMarking, read_photo_markings
from app.photos import LARGEST_FILE
from app.symbols import Picture, Symbol, read

HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # categories of characters that do not show themselves
BUDGET_S = 3.0
TEXT_BUDGET_S = 6.0

Told = dict[str, Any]


def add_read_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `read` to the command line."""
    desk = commands.add_parser("read", help="read the codes and labels on pictures")
    desk.add_argument(
        "paths", nargs="*", help="pictures; without any, or for -, one path a line on standard input"
    )
    desk.add_argument("--json", action="store_true", help="print one JSON line per picture")
    desk.add_argument("--codes", action="store_true", help="read codes only, which is many times quicker")
    desk.add_argument("--budget", type=float, default=BUDGET_S, help="seconds for the codes of a picture")


def make_read_parser() -> argparse.ArgumentParser:
    """Return the parser of `read` alone."""
    parser = argparse.ArgumentParser(prog="huhang")
    add_read_command(parser.add_subparsers(dest="command"))
    return parser


def run_read(args: argparse.Namespace) -> int:
    """Print what each picture holds; returns 0, or 1 where one could not be read."""
    failed = 0
    with ExitStack() as stack:
        decoder = Decoder()
        stack.callback(decoder.stop)
        labels = None if args.codes else stack.enter_context(LabelReader())
        for path in _paths(args.paths, sys.stdin):
            told = read_path(path, decoder, labels, args.budget)
            failed += "error" in told
            print(safe_json(told) if args.json else "\n".join(_lines(told)), flush=True)
    return 1 if failed else 0


def read_path(path: str, decoder: Decoder, labels: LabelReader | None, budget_s: float) -> Told:
    """Return what a picture holds, as it is printed; "error" has the sentence of one that cannot be read.

    Milliseconds are of this clock, and for the codes also of this thread's CPU.
    """
    told: Told = {"path": path, "codes": [], "texts": [], "markings": [], "ms": {}}
    try:
        picture = _timed(told, "open", lambda: decoder.decode(_bytes_of(Path(path))))
        cpu = time.thread_time()
        told["codes"] = [_code(s) for s in _timed(told, "codes", lambda: read(picture, budget_s))]
        told["ms"]["codes_cpu"] = round((time.thread_time() - cpu) * 1000, 1)
        if labels is not None:
            told |= _timed(told, "texts", lambda: _texts(labels, picture))
    except InspectionError as error:
        told["error"] = {"zh": error.zh, "en": error.en}
    return told


def safe_json(told: Told) -> str:
    """Return one line of JSON in which characters that do not show themselves stand as escapes."""
    return "".join(_escaped(c) for c in json.dumps(told, ensure_ascii=False))


def _texts(labels: LabelReader, picture: Picture) -> Told:
    lines = labels.read(picture, TEXT_BUDGET_S)
    found = read_photo_markings(lines, datetime.now(CHINA).date())
    return {"texts": [_text(line) for line in lines], "markings": [_marking(m) for m in found.markings]}


def _code(symbol: Symbol) -> Told:
    return {
        "format": symbol.symbology,
        "text": symbol.text,
        "bytes_hex": symbol.data.hex(),
        "points": [list(point) for point in symbol.quad],
        "sure": symbol.sure,
        "add_on": symbol.add_on,
        "readers": list(symbol.readers),
    }


def _text(line: Line) -> Told:
    return {"text": line.text, "points": _points(line.quad), "confidence": round(line.confidence, 3)}


def _marking(found: PhotoMarking) -> Told:
    marking = found.marking
    return {
        "subject": marking.subject.value,
        "claim": marking.claim.value,
        "text": marking.text,
        "number": marking.number.normal if marking.number else "",
        "points": [_points(quad) for quad in found.quads],
        "sure": found.grade is Grade.SURE,
    }


def _points(quad: Iterable[tuple[float, float]]) -> list[list[float]]:
    return [[round(x, 1), round(y, 1)] for x, y in quad]


def _timed(told: Told, name: str, work: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    try:
        return work()
    finally:
        told["ms"][name] = round((time.perf_counter() - began) * 1000, 1)


def _paths(given: list[str], lines: Iterable[str]) -> Iterator[str]:
    """Yield the paths named, and for none or "-" those on standard input, as they come."""
    for path in given or ["-"]:
        if path == "-":
            yield from (line.rstrip("\r\n") for line in lines if line.strip())
        else:
            yield path


def _bytes_of(path: Path) -> bytes:
    """Return a file's bytes, one more than a photo may have at most. Raises BadInput."""
    try:
        if not path.is_file():
            raise BadInput(f"没有这个照片文件：{path.name}。", f"There is no such photo file: {path.name}.")
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise BadInput(f"无法读取 {path.name}。", f"{path.name} cannot be read.") from error


def _lines(told: Told) -> Iterator[str]:
    """Yield what was read for a person's eyes."""
    yield safe_text(told["path"])
    for code in told["codes"]:
        beside = f" +{code['add_on']}" if code["add_on"] else ""
        yield f"  {code['format']}  {safe_text(code['text'])}{beside}  {_grade(code)}"
    for line in told["texts"]:
        yield f"  “{safe_text(line['text'])}”"
    for marking in told["markings"]:
        yield f"  {marking['subject']}  {safe_text(marking['text'])}  {_grade(marking)}"
    if "error" in told:
        yield f"  ✗ {told['error']['zh']} | {told['error']['en']}"


def _grade(told: Told) -> str:
    return "sure" if told["sure"] else "to be confirmed"


def _escaped(character: str) -> str:
    if unicodedata.category(character) not in HIDDEN:
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
