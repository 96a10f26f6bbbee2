"""Amounts found in a case beside the amounts from which it is put before the police.

An indicator, never a judgement: it says which numbers are known, which are missing and which threshold of the
day of the act is nearest. Which prices count, in which order, is the interpretation's and so is data
(resources/procedure/crimes.toml). Figures are lower bounds: an exhibit without number or price adds nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.case import Case, Exhibit
from app.findings import Basis, Finding, Severity
from app.law import Law
from app.numbers.amounts import read_amount, read_count, write_amount

YES, NO = "yes", "no"
PRICES = {"tag": "tag_price", "sold": "sold_price", "market": "market_price"}
MEASURES = ("turnover", "sales", "unsold", "gains", "loss", "pieces", "copies")
CONDITIONS = ("", "two_rights", "repeat")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Threshold:
    measure: str
    amount: int
    when: str = ""  # one of CONDITIONS


@dataclass(frozen=True, slots=True)
class Edition:
    """The thresholds in force between two days, both included; `effective_to` None while there is no end."""

    basis: str  # key of the provision
    effective_from: date
    effective_to: date | None
    value: tuple[str, ...]  # how unsold goods are valued: keys of PRICES, the first that is known
    thresholds: tuple[Threshold, ...]
    source: str
    verified: bool

    def in_force(self, on: date) -> bool:
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Crime:
    key: str
    zh: str
    en: str
    causes: tuple[str, ...]
    editions: tuple[Edition, ...]
    codes: tuple[str, ...] = ()  # beginnings of findings' codes; () with no acts: any finding of the causes
    acts: tuple[str, ...] = ()
    labels: bool = False  # about labels only, which officers say of an exhibit
    note_zh: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class Crimes:
    """All offences, and the words for what is measured."""

    crimes: tuple[Crime, ...]
    measures: Mapping[str, tuple[str, ...]]  # zh, en, unit zh, unit en
    conditions: Mapping[str, tuple[str, ...]]
    inputs: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Missing:
    """A number nobody has found out yet: of an exhibit, or of the case where `about` is ""."""

    about: str
    field: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """One offence: what is known and missing, and the nearest threshold in force on the day of the act."""

    crime: Crime
    edition: Edition
    known: tuple[tuple[str, Decimal], ...]  # measure -> found so far
    missing: tuple[Missing, ...]
    nearest: Threshold | None  # None where nothing is known yet
    ratio: Decimal  # found by threshold, 0 where nothing is known
    basis: Basis | None
    unit_values: tuple[str, ...]  # the kinds of price that were used

    @property
    def reached(self) -> bool:
        return self.ratio >= 1

    @property
    def found(self) -> Decimal:
        return dict(self.known).get(self.nearest.measure, ZERO) if self.nearest else ZERO


def weigh(
    case: Case, crimes: Crimes, causes: Iterable[str], law: Law, on: date, said_repeat: str = ""
) -> tuple[Weighed, ...]:
    """Return what each offence demands beside what was found, the nearest first; `on` is the day of the act.

    `causes` are the keys of the case's causes; `said_repeat` is YES, NO or "": whether the party was punished
    for the like within two years, where the case itself does not say it (fact "repeat").
    """
    about, repeat = set(causes), case.fact("repeat") or said_repeat
    found = []
    for crime in crimes.crimes:
        edition = next((e for e in crime.editions if e.in_force(on)), None)
        exhibits = [x for x in case.exhibits if _bears(crime, x, case)]
        if edition and exhibits and about & set(crime.causes):
            found.append(_weighed(case, crime, edition, exhibits, repeat, law, on))
    return tuple(sorted(found, key=lambda weighed: -weighed.ratio))


def _bears(crime: Crime, exhibit: Exhibit, case: Case) -> bool:
    if crime.labels and case.fact("labels", exhibit.id) != YES:
        return False
    named = crime.codes or crime.acts
    for finding in exhibit.findings:
        if finding.severity not in (Severity.SUSPECTED, Severity.OTHER_AGENCY):
            continue
        by_act = any(act.startswith(crime.acts) for act in finding.acts) if crime.acts else False
        if not named or by_act or (crime.codes and finding.code.startswith(crime.codes)) or crime.labels:
            return True
    return False


def _weighed(
    case: Case, crime: Crime, edition: Edition, exhibits: Sequence[Exhibit], repeat: str, law: Law, on: date
) -> Weighed:
    counts = [_count(case, exhibit, edition) for exhibit in exhibits]
    known = dict(_known(case, counts))
    rights = {_right(f) for x in exhibits for f in x.findings if f.severity is Severity.SUSPECTED}
    holds = {"": True, "two_rights": len(rights) > 1, "repeat": repeat == YES}
    ratios = [
        (known[t.measure] / t.amount, t) for t in edition.thresholds if holds[t.when] and t.measure in known
    ]
    ratio, nearest = max(ratios, key=lambda pair: pair[0], default=(ZERO, None))
    provision = law.provision(edition.basis, on)
    return Weighed(
        crime=crime,
        edition=edition,
        known=tuple(known.items()),
        missing=tuple(_missing(case, edition, counts, known, repeat)),
        nearest=nearest,
        ratio=ratio,
        basis=provision.basis() if provision else None,
        unit_values=tuple(dict.fromkeys(c.price for c in counts if c.price)),
    )


@dataclass(frozen=True, slots=True)
class _Count:
    """What is known of one exhibit; None for what is not."""

    exhibit: str
    quantity: Decimal | None
    sold: Decimal | None
    sales: Decimal | None  # value of what was sold
    unsold: Decimal | None  # value of what is on site
    price: str  # the kind of price that values what is on site, "" where none is known


def _count(case: Case, exhibit: Exhibit, edition: Edition) -> _Count:
    quantity, sold = (read_count(case.fact(field, exhibit.id)) for field in ("quantity", "sold_quantity"))
    prices = {kind: read_amount(case.fact(field, exhibit.id)) for kind, field in PRICES.items()}
    sold_price = prices["sold"]
    price = next((kind for kind in edition.value if prices[kind] is not None), "")
    value = prices[price] if price else None
    return _Count(
        exhibit.id,
        quantity,
        sold,
        sold * sold_price if sold is not None and sold_price is not None else None,
        quantity * value if quantity is not None and value is not None else None,
        price,
    )


def _known(case: Case, counts: Sequence[_Count]) -> Iterator[tuple[str, Decimal]]:
    """Yield the measures of which anything is known, summed up."""
    sales = [c.sales for c in counts if c.sales is not None]
    unsold = [c.unsold for c in counts if c.unsold is not None]
    pieces = [n for c in counts for n in (c.quantity, c.sold) if n is not None]
    if sales or unsold:
        yield "turnover", sum((*sales, *unsold), ZERO)
    if sales:
        yield "sales", sum(sales, ZERO)
    if unsold:
        yield "unsold", sum(unsold, ZERO)
    if pieces:
        yield "pieces", sum(pieces, ZERO)
        yield "copies", sum(pieces, ZERO)
    for field in ("gains", "loss"):
        amount = read_amount(case.fact(field))
        if amount is not None:
            yield field, amount


def _missing(
    case: Case, edition: Edition, counts: Sequence[_Count], known: Mapping[str, Decimal], repeat: str
) -> Iterator[Missing]:
    asked = {threshold.measure for threshold in edition.thresholds}
    goods = asked & {"turnover", "sales", "unsold", "pieces", "copies"}
    for count in counts if goods else ():
        if count.quantity is None:
            yield Missing(count.exhibit, "quantity")
        if not count.price:
            yield Missing(count.exhibit, "price")
        if count.sold is None:
            yield Missing(count.exhibit, "sold_quantity")
        elif count.sold and count.sales is None:
            yield Missing(count.exhibit, "sold_price")
    for field in ("gains", "loss"):
        if field in asked and field not in known:
            yield Missing("", field)
    if repeat not in (YES, NO) and any(t.when == "repeat" for t in edition.thresholds):
        yield Missing("", "repeat")


def _right(finding: Finding) -> str:
    return dict(finding.facts).get("right_number", "") or finding.subject


def sentence(weighed: Weighed, crimes: Crimes, language: str) -> str:
    """Return the nearest threshold as it is told, never as a verdict: "turnover found 46,800 of 50,000"."""
    zh = language == "zh"
    name = weighed.crime.zh if zh else weighed.crime.en
    nearest = weighed.nearest
    if nearest is None:
        return f"{name}：尚无数额可以比较" if zh else f"{name}: no amount is known yet"
    words = crimes.measures[nearest.measure]
    when = crimes.conditions[nearest.when][0 if zh else 1] if nearest.when else ""
    found, of = write_amount(weighed.found), write_amount(Decimal(nearest.amount))
    percent = int(weighed.ratio * 100)  # cut, never rounded up to a threshold
    if zh:
        case = f"（{when}）" if when else ""
        return f"{name}：已查明{words[0]} {found} {words[2]}，标准{case}为 {of} {words[2]}（{percent} %）"
    case = f", {when}" if when else ""
    return f"{name}: {words[1]} found {found} of {of} {words[3]}".rstrip() + f" ({percent} %{case})"
