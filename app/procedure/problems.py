"""What is wrong with a procedure file beyond what types can tell."""

from collections.abc import Iterator
from itertools import chain, pairwise
from string import Formatter

from app.procedure.conduct import LOOKS
from app.procedure.crimes import CONDITIONS, MEASURES, PRICES
from app.procedure.evidence import USES
from app.procedure.happenings import STEPS
from app.procedure.raw import SCHEMA, RawClock, RawCrime, RawFile, RawItem

SEIZURE = ("given", "none", "unsure")
PER = ("document", "complaint", "case")
RUNS_FOR = ("us", "party", "police", "holder")
KINDS = ("document", "served", "override", "fact")  # of happenings, with any name behind them
HAPPENINGS = (
    *(f"complaint:{step}" for step in (*STEPS.values(), "accepted", "refused", "to_supplement")),
    *("visit:started", "visit:ended", "case:submitted", "case:approved", "case:handed_over"),
    *("suspected", "checked", "scanned", "photo", "fair:ends"),
)
SHOWN_BY = ("photo", "document", "signed", "fact", "exhibit", "paper")


def problems(file: RawFile) -> Iterator[str]:
    """Yield what types cannot tell is wrong with a file."""
    if file.schema != SCHEMA:
        yield f"schema {file.schema}"
    for rule in file.rule:
        if rule.key not in LOOKS:
            yield f"rule {rule.key}"
        elif extra := (_places(rule.zh) | _places(rule.en)) - LOOKS[rule.key][1]:
            yield f"rule {rule.key}: {{{min(extra)}}}"
    for clock in file.clock:
        yield from _clock_problems(clock)
    for answer in file.answer:
        if not 0 < answer.days < 1000 or not 0 < answer.hours < 1000:
            yield f"answer: {answer.days} days, {answer.hours} hours"
    for cause in file.cause:
        if cause.seizure not in SEIZURE:
            yield f"cause {cause.key}: seizure {cause.seizure}"
    for crime in file.crime:
        yield from _crime_problems(crime)
    for item in file.evidence:
        yield from _item_problems(item)
    for name, words in file.measures.items():
        if name not in MEASURES or len(words) != 4:
            yield f"measures: {name}"
    for name, words in chain.from_iterable(
        words.items() for words in (file.conditions, file.inputs, file.recall, file.steps)
    ):
        if len(words) != 2:
            yield f"words of {name}"


def _clock_problems(raw: RawClock) -> Iterator[str]:
    if raw.per not in PER or raw.runs_for not in RUNS_FOR:
        yield f"clock {raw.key}: {raw.per}, {raw.runs_for}"
    for what in (*raw.started_by, *raw.settled_by, *raw.extended_by):
        kind, _, name = what.partition(":")
        if what not in HAPPENINGS and not (kind in KINDS and name):
            yield f"clock {raw.key}: {what}"
    if raw.dated and not raw.target:
        yield f"clock {raw.key}: dated without words (target)"
    if raw.target and not 0 < raw.target.amount < 1000:
        yield f"clock {raw.key}: amount {raw.target.amount}"
    if not 0 <= raw.soon_hours < 10_000 or any(not 0 < way.most < 1000 for way in raw.extend):
        yield f"clock {raw.key}: soon_hours, extend"


def _crime_problems(raw: RawCrime) -> Iterator[str]:
    for edition in raw.edition:
        if edition.effective_to is not None and edition.effective_to < edition.effective_from:
            yield f"crime {raw.key}: effective_to {edition.effective_to}"
        if not set(edition.value) <= set(PRICES):
            yield f"crime {raw.key}: value {edition.value}"
        for t in edition.threshold:
            if t.measure not in MEASURES or t.when not in CONDITIONS or not 0 < t.amount < 10**9:
                yield f"crime {raw.key}: {t.measure} {t.amount} {t.when}"
    spans = sorted((e.effective_from, e.effective_to) for e in raw.edition)
    for (_, end), (begin, _) in pairwise(spans):
        if end is None or end >= begin:
            yield f"crime {raw.key}: two editions on {begin}"


def _item_problems(raw: RawItem) -> Iterator[str]:
    if not raw.uses or not set(raw.uses) <= set(USES):
        yield f"evidence {raw.key}: uses"
    for what in raw.met_by:
        kind, _, name = what.partition(":")
        if kind not in SHOWN_BY or not name:
            yield f"evidence {raw.key}: {what}"


def _places(text: str) -> set[str]:
    """Return the places {so} of a text. Raises ValueError for braces that do not match."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
