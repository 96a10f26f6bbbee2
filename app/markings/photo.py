"""Lines read from a photo to markings: each with its place in the photo, and how far it can be believed.

A number is *sure* only where its check character fits, every character was read with high confidence, and a
second reading of the same line, cut and toned another way, says the same: the check character alone lets one
misread number in eleven pass. All else is *to be confirmed* by the officer, beside its crop.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.markings import LabelFacts, Marking, Subject, read_label_facts, read_markings
from app.markings.repair import Repair, repairs_of
from app.numbers.reading import Form, NumberKind, Reading
from app.ocr.lines import Line, Quad

HIGH = 0.9  # the least chance of each character of a sure number


class Grade(StrEnum):
    """How far a marking can be believed."""

    SURE = "sure"
    TO_CONFIRM = "to_confirm"


@dataclass(frozen=True, slots=True)
class PhotoMarking:
    """A marking and where it stands: `quads` of its number or words, one for each line that it runs over."""

    marking: Marking
    grade: Grade
    quads: tuple[Quad, ...]  # in pixels of the photo, clockwise from the upper left of the text
    chance: float  # of its least certain character, 0 to 1
    repairs: tuple[Repair, ...] = ()  # proposals for a number that fails its check; never applied


@dataclass(frozen=True, slots=True)
class PhotoText:
    """All that a photo's lines say. Offsets of the markings point into `text`."""

    text: str  # line by line
    markings: tuple[PhotoMarking, ...]
    facts: LabelFacts


def read_photo_markings(lines: Sequence[Line], today: date) -> PhotoText:
    """Return what lines of a photo state, in their order; `today` bounds the years of numbers.

    Where two readings of a line differ, the one whose numbers pass their checks is taken, never as sure.
    """
    chosen = [_chosen(line, today) for line in lines]
    text = "\n".join(line.text for line in chosen)
    starts = _starts(chosen)
    found = tuple(_placed(marking, lines, chosen, starts, today) for marking in read_markings(text, today))
    return PhotoText(text, found, read_label_facts(text))


def _chosen(line: Line, today: date) -> Line:
    """Return the line as read first, or as read again where only then its numbers are whole."""
    if not line.again or len(line.again_spans) != len(line.again):
        return line
    second = replace(line, text=line.again, chances=line.again_chances, spans=line.again_spans)
    return second if len(_valid(second.text, today)) > len(_valid(line.text, today)) else line


def _valid(text: str, today: date) -> dict[str, Reading]:
    """Return the patent numbers of a text whose check character is printed and fits, by normal form."""
    readings = [m.number for m in read_markings(text, today) if m.number is not None]
    return {r.normal: r for r in readings if _checked(r)}


def _checked(reading: Reading) -> bool:
    return reading.kind is NumberKind.PATENT and reading.form is Form.VALID and bool(reading.part("check"))


def _starts(lines: Sequence[Line]) -> list[int]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line.text) + 1
    return starts


def _placed(
    marking: Marking, lines: Sequence[Line], chosen: Sequence[Line], starts: Sequence[int], today: date
) -> PhotoMarking:
    parts = list(_parts(marking.start, marking.end, chosen, starts))
    chances = [chance for i, begin, end in parts for chance in chosen[i].chances[begin:end]]
    quads = tuple(chosen[i].quad_of(begin, end) for i, begin, end in parts)
    least = min(chances, default=0.0)
    repairs: tuple[Repair, ...] = ()
    if marking.subject is Subject.PATENT and marking.number is not None:
        known = chances if len(parts) == 1 else []
        repairs = repairs_of(marking.text, known, today)
    sure = len(parts) == 1 and least >= HIGH and _agreed(marking, lines[parts[0][0]], today)
    return PhotoMarking(marking, Grade.SURE if sure else Grade.TO_CONFIRM, quads, least, repairs)


def _agreed(marking: Marking, line: Line, today: date) -> bool:
    """Tell whether both readings of a line say this number and no other, check character and all."""
    number = marking.number
    if number is None or not _checked(number):
        return False
    first, second = _valid(line.text, today), _valid(line.again, today)
    return number.normal in first and set(first) == set(second)


def _parts(
    start: int, end: int, lines: Sequence[Line], starts: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """Yield (line, begin, end) of the lines that a stretch of the whole text runs over."""
    for i, (line, at) in enumerate(zip(lines, starts, strict=True)):
        begin, finish = max(start - at, 0), min(end - at, len(line.text))
        if begin < finish:
            yield i, begin, finish
