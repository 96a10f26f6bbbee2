"""What stands against issuing a document: the rules of conduct, each a small pure function.

Administrative Penalty Law art. 28, 42, 43, 51, 55, 56; Administrative Coercion Law art. 17 to 19, 24; what
is only known of practice says so in resources/procedure/rules.toml.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from app.bureau import INSPECTOR, Officer
from app.case import Case
from app.findings import Basis
from app.forms import Form
from app.law import CHINA, Law
from app.numbers.amounts import read_amount, write_amount
from app.procedure import periods
from app.procedure.acts import Act, Presence, Said, Values
from app.procedure.book import Procedure
from app.procedure.moments import read_moment, write_moment
from app.procedure.rules import Cause, Obstacle, Rule

Look = Callable[[Act, Rule], Iterator[Said]]
RECORDS = ("record_of_inspection", "interview_record")
LIST = "goods_list"
ORDER = "correction_order"
APPROVED = "coercion.approved"  # a fact of the case


def obstacles(
    case: Case,
    form: Form,
    values: Values,
    officers: Sequence[Officer],
    others: Sequence[Presence],
    law: Law,
    now: datetime,
    book: Procedure,
    replaces: str = "",
) -> tuple[Obstacle, ...]:
    """Return what stands against issuing a document now, what stops it first; () where nothing does.

    `officers` are those who sign, `others` what is known of anybody's presence (`presences`), `now` is aware,
    `replaces` the number of the document that this one corrects.
    Pure: the same question gives the same answer, and nothing is recorded.
    """
    act = Act(case, form, values, officers, others, law, now.astimezone(CHINA), book, replaces)
    found = [
        Obstacle(key, rule.stops, rule.zh.format_map(said), rule.en.format_map(said), _bases(act, rule, said))
        for key, rule in book.rules.items()
        if form.form in rule.forms
        for said in LOOKS[key][0](act, rule)
    ]
    return tuple(sorted(found, key=lambda obstacle: not obstacle.stops))


def _bases(act: Act, rule: Rule, said: Said) -> tuple[Basis, ...]:
    causes = [cause for cause in act.book.causes if cause.zh == said.get("cause_zh")]
    keys = dict.fromkeys((*rule.bases, *(key for cause in causes for key in cause.bases)))
    return act.law.bases(keys, act.now.date())


def _two_officers(act: Act, rule: Rule) -> Iterator[Said]:
    count = len({officer.id for officer in act.officers})
    if count < 2:
        yield {"count": str(count)}


def _officer_unfit(act: Act, rule: Rule) -> Iterator[Said]:
    for officer in act.officers:
        if problem := officer.problem(INSPECTOR, act.now.date()):
            yield {"problem_zh": problem[0], "problem_en": problem[1]}


def _certificates(act: Act, rule: Rule) -> Iterator[tuple[Officer, str]]:
    """Yield each officer with the certificate number that the document gives, else the list's."""
    for number, officer in enumerate(act.officers):
        field = rule.fields[number] if number < len(rule.fields) else ""
        yield officer, act.text(field) if act.form.field(field) else officer.certificate.strip()


def _certificate_missing(act: Act, rule: Rule) -> Iterator[Said]:
    for officer, certificate in _certificates(act, rule):
        if not certificate:
            yield {"officer": officer.name}


def _certificate_differs(act: Act, rule: Rule) -> Iterator[Said]:
    for officer, certificate in _certificates(act, rule):
        if certificate and officer.certificate.strip() and certificate != officer.certificate.strip():
            yield {"officer": officer.name, "given": certificate, "known": officer.certificate}


def _unanswered(act: Act, rule: Rule) -> Iterator[Said]:
    for name, answer in act.given(rule):
        field = act.form.field(name)
        if not answer and field:
            yield {"field": field.label, "field_en": field.label_en}


def _avoidance_claimed(act: Act, rule: Rule) -> Iterator[Said]:
    answers = [answer for _, answer in act.given(rule)] or [act.case.fact(name) for name in rule.fields]
    for answer in answers:
        said = answer.casefold()
        if any(word in said for word in rule.words) and not any(word in said for word in rule.unless):
            yield {"answer": answer}


def _times(act: Act, rule: Rule) -> tuple[datetime, datetime] | None:
    found = [moment for name in rule.fields[:2] if (moment := read_moment(act.text(name)))]
    return (found[0], found[1]) if len(found) == 2 else None


def _time_unreadable(act: Act, rule: Rule) -> Iterator[Said]:
    for _, text in act.given(rule):
        if text and read_moment(text) is None:
            yield {"given": text}


def _ends_before_start(act: Act, rule: Rule) -> Iterator[Said]:
    times = _times(act, rule)
    if times and times[1] <= times[0]:
        yield {"began": write_moment(times[0]), "ended": write_moment(times[1])}


def _time_in_future(act: Act, rule: Rule) -> Iterator[Said]:
    times = _times(act, rule)
    if times and max(times) > act.now + timedelta(minutes=rule.limit):
        yield {"given": write_moment(max(times)), "now": write_moment(act.now)}


def _overlap(act: Act, rule: Rule) -> Iterator[Said]:
    times = _times(act, rule)
    names = {officer.id: officer.name for officer in act.officers}
    for other in act.others if times else ():
        if other.case == act.case.number and not other.document:
            continue  # the visit that this record is about
        busy = [names[officer] for officer in other.officers if officer in names]
        if busy and times and other.began < times[1] and times[0] < other.ended:
            yield {
                "officers": "、".join(busy),
                "began": write_moment(other.began),
                "ended": write_moment(other.ended),
                "case": other.case,
                "stand": other.stand,
            }


def _no_record_yet(act: Act, rule: Rule) -> Iterator[Said]:
    if not act.standing(RECORDS):
        yield {}


def _list_missing(act: Act, rule: Rule) -> Iterator[Said]:
    """The goods stand in the document itself, or in a list of the case that it may name."""
    if any(isinstance(value, tuple | list) and value for value in act.values.values()):
        return
    lists = [d for d in act.case.documents if d.form == LIST and d.stands]
    numbers = [number for d in lists for number in (d.number, d.bound) if number]
    named = " ".join(text for _, text in act.given(rule))
    if not lists or (named and not any(number in named for number in numbers)):
        yield {}


def _about(causes: Sequence[Cause]) -> Iterator[Said]:
    for cause in causes:
        yield {"cause_zh": cause.zh, "cause_en": cause.en}


def _no_power_to_seize(act: Act, rule: Rule) -> Iterator[Said]:
    causes = act.book.causes_of(act.case)
    if all(cause.seizure == "none" for cause in causes):
        yield from _about(causes)


def _power_to_seize_unsure(act: Act, rule: Rule) -> Iterator[Said]:
    causes = act.book.causes_of(act.case)
    if not causes:
        yield {"cause_zh": "案卷中没有记载涉嫌的违法行为", "cause_en": "the file names no suspected offence"}
    elif not any(cause.seizure == "given" for cause in causes):
        yield from _about([cause for cause in causes if cause.seizure == "unsure"])


def _approval_missing(act: Act, rule: Rule) -> Iterator[Said]:
    """An approval on record serves one measure: it counts where it came after the measure before."""
    measures = [d.source.at_ms for d in act.case.documents if d.form == act.form.form and d.stands]
    told = [f.versions[-1] for f in act.case.facts if f.field == APPROVED and not f.about and f.value]
    fresh = any(version.source.at_ms > max(measures, default=0) for version in told)
    if not fresh and not any(text for _, text in act.given(rule)):
        yield {}


def _not_competent(act: Act, rule: Rule) -> Iterator[Said]:
    causes = act.book.causes_of(act.case)
    if causes and not any(cause.competent for cause in causes):
        yield from _about(causes)


def _fine(act: Act, rule: Rule) -> tuple[str, Decimal | None]:
    """Return the fine as it stands and as an amount, ("", None) where none is given."""
    text = next((text for _, text in act.given(rule) if text), "")
    return text, read_amount(text)


def _fine_too_high(act: Act, rule: Rule) -> Iterator[Said]:
    _, fine = _fine(act, rule)
    if fine is not None and fine > rule.limit:
        yield {"limit": write_amount(Decimal(rule.limit)), "fine": write_amount(fine)}


def _fine_too_high_for_person(act: Act, rule: Rule) -> Iterator[Said]:
    highest = act.book.rules["fine_too_high"].limit
    code = act.text("party.uscc") or act.case.fact("party.uscc") or act.case.uscc
    _, fine = _fine(act, rule)
    if not code and fine is not None and rule.limit < fine <= highest:
        yield {"limit": write_amount(Decimal(rule.limit)), "fine": write_amount(fine)}


def _fine_unreadable(act: Act, rule: Rule) -> Iterator[Said]:
    text, fine = _fine(act, rule)
    if text and fine is None:
        yield {"fine": text}


def _fine_without_correction(act: Act, rule: Rule) -> Iterator[Said]:
    _, fine = _fine(act, rule)
    if fine and not act.standing([ORDER]):
        yield {}


_CAUSE = frozenset({"cause_zh", "cause_en"})
_FINE = frozenset({"limit", "fine"})
_TOGETHER = frozenset({"before", "days", "limit"})
LOOKS: Mapping[str, tuple[Look, frozenset[str]]] = {  # rule -> what it looks at, the places it fills
    "two_officers": (_two_officers, frozenset({"count"})),
    "officer_unfit": (_officer_unfit, frozenset({"problem_zh", "problem_en"})),
    "certificate_missing": (_certificate_missing, frozenset({"officer"})),
    "certificate_differs": (_certificate_differs, frozenset({"officer", "given", "known"})),
    "identity_not_shown": (_unanswered, frozenset({"field", "field_en"})),
    "avoidance_not_asked": (_unanswered, frozenset({"field", "field_en"})),
    "avoidance_claimed": (_avoidance_claimed, frozenset({"answer"})),
    "time_unreadable": (_time_unreadable, frozenset({"given"})),
    "ends_before_start": (_ends_before_start, frozenset({"began", "ended"})),
    "time_in_future": (_time_in_future, frozenset({"given", "now"})),
    "overlap": (_overlap, frozenset({"officers", "began", "ended", "case", "stand"})),
    "no_record_yet": (_no_record_yet, frozenset()),
    "list_missing": (_list_missing, frozenset()),
    "no_power_to_seize": (_no_power_to_seize, _CAUSE),
    "power_to_seize_unsure": (_power_to_seize_unsure, _CAUSE),
    "approval_missing": (_approval_missing, frozenset()),
    "not_competent": (_not_competent, _CAUSE),
    "fine_too_high": (_fine_too_high, _FINE),
    "fine_too_high_for_person": (_fine_too_high_for_person, _FINE),
    "fine_unreadable": (_fine_unreadable, frozenset({"fine"})),
    "period_too_long": (periods.period_too_long, frozenset({"days", "limit"})),
    "period_unreadable": (periods.period_unreadable, frozenset({"given"})),
    "periods_too_long": (periods.periods_too_long, _TOGETHER | {"list"}),
    "extensions_too_long": (periods.extensions_too_long, _TOGETHER | {"document"}),
    "measure_over": (periods.measure_over, frozenset({"document"})),
    "fine_without_correction": (_fine_without_correction, frozenset()),
}
