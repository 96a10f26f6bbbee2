"""The law as one book: what stands behind a key on a day, how long a right lasts, when a clock ends."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise

from app.errors import BadInput, NotFound
from app.findings import Basis
from app.law.calendar import WorkCalendar, months_after
from app.law.clocks import Deadline, Due, Term, due
from app.law.statutes import Provision
from app.rights import PATENTS, Kind, Right

_DAY = timedelta(days=1)


class Law:
    """Provisions, terms and deadlines. Nothing in it changes once it is read."""

    def __init__(
        self,
        provisions: Iterable[Provision],
        terms: Iterable[Term] = (),
        deadlines: Iterable[Deadline] = (),
        calendar: WorkCalendar | None = None,
    ) -> None:
        """Put the parts together.

        Raises:
            BadInput: two editions of one key in force at once, a gap, or a clock of no provision.
        """
        self.calendar = calendar or WorkCalendar()
        self._provisions: dict[str, list[Provision]] = {}
        for provision in sorted(provisions, key=lambda p: p.effective_from):
            self._provisions.setdefault(provision.key, []).append(provision)
        self._terms = sorted(terms, key=lambda t: (t.kind, t.filed_from))
        self._deadlines = {deadline.key: deadline for deadline in deadlines}
        for key, editions in self._provisions.items():
            _refuse_overlaps_and_gaps(key, [(p.effective_from, p.effective_to) for p in editions])
        for kind in {t.kind for t in self._terms}:
            spans = [(t.filed_from, t.filed_to) for t in self._terms if t.kind is kind]
            _refuse_overlaps_and_gaps(f"term {kind}", spans)
        named = {t.provision for t in self._terms} | {d.provision for d in self._deadlines.values()} - {""}
        _refuse_unknown(named - set(self._provisions))

    def keys(self) -> frozenset[str]:
        """Return the keys of all provisions, in force or not."""
        return frozenset(self._provisions)

    def provision(self, key: str, on: date) -> Provision | None:
        """Return what stands behind a key on a day, None where nothing was in force."""
        return next((p for p in self._provisions.get(key, ()) if p.in_force(on)), None)

    def editions(self, key: str) -> tuple[Provision, ...]:
        """Return every edition of a key, oldest first; () for an unknown key."""
        return tuple(self._provisions.get(key, ()))

    def basis(self, key: str, on: date) -> Basis:
        """Return the legal basis of a key on the day of the act.

        Raises:
            NotFound: no such key, or nothing behind it was in force that day.
        """
        provision = self.provision(key, on)
        if provision is None:
            raise NotFound(
                f"法律依据 {key} 在 {on} 没有有效条文；请核对日期和法律依据文件。",
                f"No provision stands behind {key} on {on}; check the date and the law files.",
            )
        return provision.basis()

    def bases(self, keys: Iterable[str], on: date) -> tuple[Basis, ...]:
        """Return the bases of those keys that were in force on the day, in the order given."""
        found = (self.provision(key, on) for key in keys)
        return tuple(provision.basis() for provision in found if provision is not None)

    def term(self, kind: Kind, start: date) -> Term | None:
        """Return the term of a right filed (marks and signs: registered) on `start`, None if it has none."""
        return next((t for t in self._terms if t.kind is kind and t.covers(start)), None)

    def last_day(self, kind: Kind, start: date) -> date | None:
        """Return the last day in force of a right filed (marks and signs: registered) on `start`.

        It is the day before the anniversary; extensions and renewals are the register's to tell. None for
        kinds without a fixed term. Patent Law art. 42, Implementing Rules art. 5.
        """
        term = self.term(kind, start)
        return months_after(start, 12 * term.years) - _DAY if term else None

    def expiry(self, right: Right) -> date | None:
        """Return the last day in force of a right: the register's own, else of a patent the computed one.

        The register's day honours extensions and renewals. None where neither is known: what can be renewed
        is never computed, for only the register knows of renewals.
        """
        if right.expires is not None or right.filed is None or right.kind not in PATENTS:
            return right.expires
        return self.last_day(right.kind, right.filed)

    def grace_ends(self, expires: date, kind: Kind = Kind.TRADEMARK) -> date:
        """Return the last day on which an expired right may still be renewed, `expires` if it may not."""
        term = self.term(kind, expires)
        return months_after(expires, term.grace_months) if term and term.grace_months else expires

    def deadlines(self) -> tuple[Deadline, ...]:
        return tuple(self._deadlines.values())

    def due(self, key: str, start: datetime) -> Due:
        """Return when the clock `key` ends that started at `start` (China Standard Time).

        Raises:
            NotFound: no such clock in the law files.
        """
        if key not in self._deadlines:
            raise NotFound(
                f"法律依据文件中没有期限 {key}；请核对该文件。",
                f"The law files know no deadline {key}; check them.",
            )
        return due(self._deadlines[key], start, self.calendar)


def _refuse_overlaps_and_gaps(key: str, spans: list[tuple[date, date | None]]) -> None:
    for (_, end), (begin, _) in pairwise(spans):
        if end is None or end >= begin:
            raise BadInput(
                f"法律依据 {key} 有两个版本在 {begin} 同时有效；请改正生效日期。",
                f"Two editions of {key} are in force at once on {begin}; correct their dates.",
            )
        if end + _DAY != begin:
            raise BadInput(
                f"法律依据 {key} 在 {end + _DAY} 至 {begin - _DAY} 之间没有有效版本；请改正生效日期。",
                f"No edition of {key} is in force from {end + _DAY} to {begin - _DAY}; correct their dates.",
            )


def _refuse_unknown(keys: set[str]) -> None:
    if keys:
        names = "、".join(sorted(keys))
        raise BadInput(
            f"期限所引的法律依据 {names} 不存在；请改正法律依据文件。",
            f"Terms or deadlines name provisions that are not there ({', '.join(sorted(keys))}).",
        )
