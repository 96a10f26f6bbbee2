"""A practice fair, made from a seed: stands, officers, a register extract, and planted situations with a key.

Everything is invented by the program; the same seed and day give the same bytes. A learner meets every row
of the decision tables and is told afterwards what was there to be noticed.
"""

import csv
import io
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta

from app.events import OfficerEnrolled
from app.fair import Declared, Stand, StandList
from app.findings import Finding, Severity
from app.practice.names import GOODS, company, mark, patent_number, uscc
from app.practice.situations import Situation, plant
from app.rights import Kind, Right, Status

FAIR = "LX1"
STANDS, HALLS, RIGHTS = 120, ("1", "2", "3"), 20_000
STATUSES = (
    (Status.IN_FORCE, 60), (Status.PENDING, 14), (Status.LAPSED, 8), (Status.EXPIRED, 5), (Status.REFUSED, 5),
    (Status.WITHDRAWN, 3), (Status.INVALIDATED, 2), (Status.ABANDONED, 1),
    (Status.UNDER_REVIEW, 1), (Status.OPPOSED, 1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PracticeFair:
    name: str
    venue: str
    agency: str
    begins: date
    ends: date
    stands: StandList
    officers: tuple[OfficerEnrolled, ...]
    register_csv: bytes
    register_name: str
    register_as_of: date
    situations: tuple[Situation, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What the learner noticed of what was planted."""

    found: tuple[Situation, ...]
    missed: tuple[Situation, ...]

    def sentence(self, language: str) -> str:
        total = len(self.found) + len(self.missed)
        if language == "en":
            return f"{len(self.found)} of {total} planted situations noticed."
        return f"共设 {total} 个情形，已发现 {len(self.found)} 个，尚有 {len(self.missed)} 个未发现。"


def make_practice(seed: int, today: date) -> PracticeFair:
    """Make the practice fair that is on today; takes about a second."""
    chance = random.Random(seed)
    stands = _stands(chance)
    planted = plant(chance, [(s.code, s.exhibitor) for s in stands[::3]], today)
    rights = [s.right for s in planted if s.right is not None]
    holders = [company(chance) for _ in range(400)]
    rights += [_right(chance, holders, n, today) for n in range(RIGHTS - len(rights))]
    return PracticeFair(
        "练习动漫节（演练）",
        "练习国际会展中心",
        "练习市市场监督管理局",
        today - timedelta(days=1),
        today + timedelta(days=4),
        StandList(1, FAIR, HALLS, tuple(_with_exhibits(s, planted) for s in stands)),
        _officers(today),
        _csv(rights),
        "练习用登记摘录",
        today - timedelta(days=12),
        planted,
    )


def score(fair: PracticeFair, found: Mapping[tuple[str, str], Iterable[Finding]]) -> Score:
    """Compare findings by (stand, exhibit name) with the key: a situation counts by its finding's code."""
    noticed: list[Situation] = []
    missed: list[Situation] = []
    for situation in fair.situations:
        codes = {f.code for f in found.get((situation.stand, situation.exhibit), ())}
        (noticed if situation.finding in codes else missed).append(situation)
    return Score(tuple(noticed), tuple(missed))


def _stands(chance: random.Random) -> list[Stand]:
    stands = []
    for index in range(STANDS):
        hall = HALLS[index * len(HALLS) // STANDS]
        place = index % (STANDS // len(HALLS))
        row, column = divmod(place, 8)
        code = f"{hall}{'ABCDE'[row]}{column + 1:02d}"
        abroad = index % 24 == 23
        name = f"{mark(chance)} Studio Ltd." if abroad else company(chance)
        stands.append(
            Stand(
                code,
                hall,
                name,
                "" if abroad else uscc(chance),
                f"练习市练习区演练路{index + 1}号",
                f"{chance.choice('赵钱孙李周吴郑王')}练习",
                f"0571-0000{index:04d}",
                "KR" if abroad else "CN",
                row=row,
                column=column,
            )
        )
    return stands


def _with_exhibits(stand: Stand, planted: Iterable[Situation]) -> Stand:
    declared = tuple(Declared(s.exhibit, s.goods, s.nice, s.group) for s in planted if s.stand == stand.code)
    goods = GOODS[(stand.row * 8 + stand.column) % len(GOODS)]
    usual = declared or (Declared(goods[0], *goods),)
    values = {f.name: getattr(stand, f.name) for f in fields(Stand)} | {"declared": usual}
    return Stand(**values)


def _officers(today: date) -> tuple[OfficerEnrolled, ...]:
    people = (
        ("i1", "李敏", "inspector", 900), ("i2", "陈涛", "inspector", 700), ("i3", "王芳", "inspector", 500),
        ("i4", "周强", "inspector", 300), ("i5", "吴静", "inspector", -10),
        ("s1", "郑岚", "supervisor", 900), ("s2", "孙磊", "supervisor", 600),
    )  # fmt: skip
    return tuple(
        OfficerEnrolled(
            officer,
            name,
            f"练A{n:04d}",
            "练习执法队",
            role,
            today - timedelta(days=900),
            today + timedelta(days=days),
        )
        for n, (officer, name, role, days) in enumerate(people, 1)
    )


def _right(chance: random.Random, holders: list[str], index: int, today: date) -> Right:
    status = chance.choices([s for s, _ in STATUSES], [w for _, w in STATUSES])[0]
    filed = today - timedelta(days=chance.randint(400, 4000))
    holder = chance.choice(holders)
    since = today - timedelta(days=chance.randint(30, 390))
    if index % 5 < 3:
        goods, nice, group = chance.choice(GOODS)
        live = status in (Status.IN_FORCE, Status.LAPSED, Status.ABANDONED)
        return Right(
            "CN", Kind.TRADEMARK, mark(chance), "", str(10_000_000 + index), (), (nice,), (group,), goods,
            (holder,), (), filed, None, filed + timedelta(days=365), filed + timedelta(days=365 * 11),
            Status.IN_FORCE if live else status, since,
        )  # fmt: skip
    letter, kind = chance.choice((("1", Kind.INVENTION), ("2", Kind.UTILITY_MODEL), ("3", Kind.DESIGN)))
    number = patent_number(chance, letter, filed.year, filed.year)
    status = {Status.UNDER_REVIEW: Status.PENDING, Status.OPPOSED: Status.PENDING}.get(status, status)
    return Right(
        "CN", kind, f"一种{mark(chance)}装置", number, "", (), (), (), "", (holder,), (), filed, None,
        filed + timedelta(days=400), None, status, since,
    )  # fmt: skip


def _csv(rights: Iterable[Right]) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    names = [f.name for f in fields(Right)]
    writer.writerow(names)
    for right in rights:
        writer.writerow([_cell(getattr(right, name)) for name in names])
    return target.getvalue().encode()


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "|".join(map(str, value))
    return "" if value is None else str(value)


__all__ = ["FAIR", "PracticeFair", "Score", "Severity", "make_practice", "score"]
