"""How long a measure may last: each decision by itself, several of the same goods together, and extensions.

Administrative Coercion Law art. 25: thirty days; where the case is complicated, up to thirty more with the
approval of the agency's head. What is extended still runs.
"""

from collections.abc import Iterator

from app.numbers.amounts import read_amount, write_amount
from app.procedure.acts import Act, Said
from app.procedure.clocks import Running
from app.procedure.happenings import all_numbers, numbers_of, standing
from app.procedure.moments import whole_days
from app.procedure.rules import Rule

PERIOD, APPROVED = "seizure.period", "approved"  # the clock, and the way to more time that a decision is
MEASURE, EXTENSION = "coercive_decision", "coercive_extension"


def period_too_long(act: Act, rule: Rule) -> Iterator[Said]:
    """Yield a period that is beyond the limit by itself."""
    for _, text in act.given(rule):
        days = read_amount(text)
        if days is not None and days > rule.limit:
            yield {"days": write_amount(days), "limit": str(rule.limit)}


def period_unreadable(act: Act, rule: Rule) -> Iterator[Said]:
    """Yield what is no whole number of days."""
    for _, text in act.given(rule):
        days = read_amount(text)
        if text and (days is None or days < 1 or days != days.to_integral_value()):
            yield {"given": text}


def periods_too_long(act: Act, rule: Rule) -> Iterator[Said]:
    """Yield a period that is too long with those of earlier measures on the same list."""
    days, listed = (act.text(name) for name in rule.fields)
    same = [d for d in standing(act.case, MEASURE, act.replaces) if listed and d.about == listed]
    ended = {run.about: run for run in _runs(act) if run.settled}
    before = sum(_lasted(ended[d.number]) if d.number in ended else d.days or rule.limit for d in same)
    if same and before + whole_days(days) > rule.limit:
        yield {"list": listed, "before": str(before), "days": days, "limit": str(rule.limit)}


def extensions_too_long(act: Act, rule: Rule) -> Iterator[Said]:
    """Yield an extension that is too long with those decided or put on record before."""
    days, number = (act.text(name) for name in rule.fields)
    run = _run(act, number)
    if run is None:
        return
    numbers = all_numbers(act.case, run.about)
    decided = [d.days for d in standing(act.case, EXTENSION, act.replaces) if d.about in numbers]
    way = next((way.zh for way in run.clock.extensions if way.key == APPROVED), "")
    words = [
        w for w in act.case.clock_words if w.clock == PERIOD and w.about in numbers_of(act.case, run.about)
    ]
    before = sum(decided) + sum(word.amount for word in words if way and word.note.startswith(way))
    if before + whole_days(days) > rule.limit:
        yield {"document": number, "before": str(before), "days": days, "limit": str(rule.limit)}


def measure_over(act: Act, rule: Rule) -> Iterator[Said]:
    """Yield a number that names no measure whose period still runs."""
    number = next((text for _, text in act.given(rule)), "")
    run = _run(act, number)
    if number and not act.replaces and (run is None or run.settled or run.due <= act.now):
        yield {"document": number}


def _runs(act: Act) -> Iterator[Running]:
    yield from (r for r in act.book.running(act.case, None, act.law, act.now) if r.clock.key == PERIOD)


def _run(act: Act, number: str) -> Running | None:
    """Return the period of the measure that goes by a number."""
    return next((run for run in _runs(act) if number in all_numbers(act.case, run.about)), None)


def _lasted(run: Running) -> int:
    """Return how many days a measure lasted that has ended, the first and the last among them."""
    return (run.settled.date() - run.started.date()).days + 1 if run.settled else 0
