"""Patent markings: numbers, the words around them, and what both together claim.

Recognised words follow the Marking Measures art. 5 (class and number) and art. 7 (before the grant), and
spellings seen on goods. A number that is not spelt well is kept as it is: its reader says what is wrong and
what may have been meant.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from app.markings.label import loose, span
from app.markings.marking import Claim, LabelFacts, Marking, Span, Subject
from app.markings.zones import Word, share, words_of
from app.numbers.foreign import read_foreign_number
from app.numbers.patents import read_patent_number, read_publication_number
from app.numbers.reading import Form, NumberKind, Reading

MOST = 200  # numbers that are read from one label

_DOT = r"[.。·•∙⋅・,]"  # the comma is what readers of pictures take a dot for
_DIGIT = r"[0-9OQILSZBGX*#|]"  # digits, what is misread for them, and placeholders
_BODY = rf"(?:CN\s?)?[0-9OQILSZBG](?:\s?{_DIGIT}){{6,15}}(?:\s?{_DOT}\s?[0-9XOILSZBG]{{1,3}}(?![0-9]))?"
_ZL = r"(?:Z\s?[L1I|]|2[LI])"  # Z1, ZI, 2L: what readers make of ZL
_GAP = r"\s{0,2}[:.]?\s{0,2}(?:NO\.?)?\s{0,2}"
_PREFIXED = re.compile(rf"(?<![A-Z0-9])(?P<number>{_ZL}{_GAP}{_BODY})")
_NAMED = re.compile(
    rf"(?:{loose('专利号码|专利号|申请号')}|(?:PATENT|PAT\.?|APPLICATION)\s?(?:NO\b\.?|NUMBER)){_GAP}"
    rf"(?P<number>{_BODY})"
)
_BARE = re.compile(
    r"(?<![A-Z0-9.])(?P<number>(?:CN\s?)?(?:(?:19|20)\d\d\s?\d\s?\d{7}|[089]\d\s?\d\s?\d{5})"
    rf"(?:\s?{_DOT}\s?|(?=[0-9X]))[0-9X])(?![0-9A-Z])"
)
_PUBLISHED = re.compile(
    r"(?<![A-Z0-9])(?P<number>(?:Z[L1I]\s?)?CN\s?\d(?:\s?\d){6,8}\s?[ABCUYSD]\d?)(?![A-Z0-9])"
)
_FOREIGN = re.compile(
    r"(?<![A-Z0-9])(?P<number>(?:US|U\.S\.)\s?(?:PAT(?:ENT)?\.?)?\s?(?:NO\.?)?\s?D?\d[\d,]{5,10}(?:\s?[AB]\d)?"
    r"|EP\s?(?:PAT(?:ENT)?\.?)?\s?(?:NO\.?)?\s?\d{6,8}(?:\s?[AB]\d)?|PCT/[A-Z]{2}\s?\d{2,4}/\d{4,6}"
    r"|WO\s?/?\d{2,4}/\d{4,6}(?:\s?A\d)?|JP\s?\d{4,10}\s?[AB]\d?|特[許许]第?\s?\d{4,10}号?"
    r"|KR\s?(?:10|20|30)-?\d{6,11}(?:\s?[AB]\d?)?|TW\s?[IMD]\d{5,7}|(?:DE|GB)\s?\d{6,12}\s?[ABCU]\d?)"
    r"(?![A-Z0-9])"
)
_WHOLE = re.compile(rf"[\s\S]*?{_DOT}\s?[0-9XOILSZBG]{{1,3}}(?![0-9])")
_NATIONAL = frozenset({"slogan", "invention_patent", "utility_model_patent", "design_patent"})

Found = tuple[int, int, Reading]


def read_patents(shown: str, text: str, today: date, label: LabelFacts) -> list[Marking]:
    """Return the patent markings of a label; `shown` is the folded text."""
    words = words_of(shown)
    numbers = sorted(_numbers(shown, text, today, words), key=lambda found: found[0])
    spans = [(start, end) for start, end, _ in numbers]
    own = [w for w in words if not any(w.start < end and start < w.end for start, end in spans)]
    shared = share(shown, spans, own)
    if not any(_prefixed(shown, start) for start, _ in spans):  # the slogan can only mean these numbers
        loud = [w for w in own if w.kind == "slogan"]
        shared = [[*near, *(w for w in loud if w not in near)] for near in shared]
    markings = [
        _marking(shown, text, found, near, label) for found, near in zip(numbers, shared, strict=True)
    ]
    if all(reading.kind is NumberKind.FOREIGN for _, _, reading in numbers):
        markings += _without_number(shown, text, own, label, only=_NATIONAL if numbers else None)
    return markings


def _numbers(shown: str, text: str, today: date, words: Sequence[Word]) -> Iterator[Found]:
    """Yield what looks like a patent number, each place once, the surest shapes first."""
    taken: list[tuple[int, int]] = []
    for shape in (_PUBLISHED, _FOREIGN, _PREFIXED, _NAMED, _BARE):
        for match in shape.finditer(shown):
            start, end = match.span("number")
            if len(taken) >= MOST:
                return
            if any(start < b and a < end for a, b in taken):
                continue
            found = _read(shape, shown, text, (start, end), today)
            if shape is _BARE and not _believable(found, words):
                continue
            taken.append(found[:2])
            yield found


def _read(shape: re.Pattern[str], shown: str, text: str, place: tuple[int, int], today: date) -> Found:
    start, end = place
    if shape is _PUBLISHED:
        return start, end, read_publication_number(text[start:end])
    if shape is _FOREIGN:
        return start, end, read_foreign_number(text[start:end])
    readings = ((cut, read_patent_number(text[start:cut], today)) for cut in _cuts(shown, start, end))
    tried = list(readings)
    cut, reading = next(((c, r) for c, r in tried if r.form is not Form.INVALID), tried[-1])
    return start, cut, reading


def _cuts(shown: str, start: int, end: int) -> list[int]:
    """Return where a run of number characters may end: behind its dotted check, or at each blank."""
    if whole := _WHOLE.match(shown, start, end):
        return [whole.end()]
    blanks = [m.start() for m in re.finditer(r"\s", shown[start:end])]
    cuts = [start + b for b in blanks if sum(c.isalnum() for c in shown[start : start + b]) >= 8]
    line = shown.find("\n", start, end)
    return [*(c for c in cuts), end] if line < 0 else [*(c for c in (*cuts, end) if c != line), line]


def _believable(found: Found, words: Sequence[Word]) -> bool:
    """Tell whether digits that nothing introduces are a patent number, not a price or a product code."""
    start, end, reading = found
    near = any(start - 40 <= w.end and w.start <= end + 40 for w in words)
    long = len(reading.part("serial")) == 7
    return near or (long and reading.form is Form.VALID and "." in reading.raw)


def _marking(shown: str, text: str, found: Found, words: Sequence[Word], label: LabelFacts) -> Marking:
    start, end, reading = found
    kinds = {word.kind for word in words}
    claim = _claim(reading, kinds, _prefixed(shown, start))
    spans = tuple(span(text, w.start, w.end) for w in sorted(words, key=lambda w: w.start))
    return Marking(
        Subject.PATENT,
        claim,
        text[start:end],
        start,
        end,
        reading,
        _class_words(words),
        prescribed="prescribed" in kinds,
        words=spans,
        label=label,
    )


def _claim(reading: Reading, kinds: set[str], zl: bool) -> Claim:
    classes = {kind.removesuffix("_patent") for kind in kinds} & {"invention", "utility_model", "design"}
    called = zl or bool(kinds & {"number", "gained", *_NATIONAL})
    if reading.kind is not NumberKind.PATENT:
        return Claim.NUMBER_WITH_CLASS if classes else Claim.NUMBER_WITHOUT_CLASS
    if kinds & {"prescribed", "pending", "application"}:
        return Claim.PENDING_AS_PATENT if called else Claim.PENDING
    fits = bool(classes) and reading.part("kind") in ("", *classes)
    if zl:
        return Claim.NUMBER_WITH_CLASS if fits else Claim.NUMBER_WITHOUT_CLASS
    return Claim.PENDING_AS_PATENT if called and classes else Claim.NUMBER_WITHOUT_CLASS


def _class_words(words: Sequence[Word]) -> str:
    """Return the class that the words state: the one called a patent, else the first."""
    classes = [
        w.kind.removesuffix("_patent") for w in sorted(words, key=lambda w: not w.kind.endswith("_patent"))
    ]
    return next((c for c in classes if c in ("invention", "utility_model", "design")), "")


def _prefixed(shown: str, start: int) -> bool:
    return bool(re.match(_ZL, shown[start : start + 3]))


def _without_number(
    shown: str, text: str, words: Sequence[Word], label: LabelFacts, only: frozenset[str] | None
) -> list[Marking]:
    """Return the one marking of a label that claims a patent, or a pending one, without a number."""
    claims = [w for w in words if w.kind in (_NATIONAL | {"number"})] or [
        w for w in words if w.kind == "gained"
    ]
    pending = [w for w in words if w.kind in ("pending", "prescribed", "application")]
    if only is not None:
        claims, pending = [w for w in claims if w.kind in only], []
    carrying = claims or pending
    if not carrying:
        return []
    spans: tuple[Span, ...] = tuple(span(text, w.start, w.end) for w in words)
    first = carrying[0]
    end = shown.find("专利", first.end) + 2 if first.kind == "gained" else first.end
    return [
        Marking(
            Subject.PATENT,
            Claim.WORDS_ONLY if claims else Claim.PENDING,
            text[first.start : end],
            first.start,
            end,
            class_words=_class_words(words),
            prescribed=any(w.kind == "prescribed" for w in words),
            words=spans,
            label=label,
        )
    ]
